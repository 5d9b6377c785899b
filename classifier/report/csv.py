"""CSV：带 BOM 的 UTF-8，表格软件直接打开不乱码。"""

from __future__ import annotations

import csv
from pathlib import Path

from classifier.report._base import NOTICE, Report
from classifier.report._rows import COLUMNS, rows
from classifier.report._summary import COUNT_COLUMNS, count_rows, summarize
from classifier.view import Level, View

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(view: View, path: Path) -> None:
    """Write a heading row and a row a file, or a row a category where the level lists no files; a cell that a spreadsheet would take for a formula begins with `'`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        counts = view.level is Level.COUNTS
        writer.writerow((*COUNT_COLUMNS, NOTICE) if counts else COLUMNS)
        for row in count_rows(summarize(view)) if counts else rows(view):
            writer.writerow(_as_text(cell) for cell in row)


def _as_text(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


REPORT = Report("CSV 表格", write)
