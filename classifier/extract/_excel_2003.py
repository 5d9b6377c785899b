"""Excel 2003 XML（SpreadsheetML）：许多网站导出的“xls”其实是它；逐张工作表读作表。"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from classifier.extract import _tables
from classifier.model import Segment, Unit

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
WORKBOOK = f"{_NAMESPACE}Workbook"
_WIDEST, _MOST_BLANK = 1_024, 1_000
"""Columns of a row, and empty rows in a sequence, that are believed: an index costs its writer nothing."""


def sheets(workbook: etree._Element) -> Iterator[Segment]:
    """Yield the sheets of a workbook as tables and their comments as lines, and take the tables out of the tree: the rest is the caller's."""
    for sheet in workbook.iter(f"{_NAMESPACE}Worksheet"):
        place = f"工作表“{sheet.get(f'{_NAMESPACE}Name', '')}”"
        for table in list(sheet.iter(f"{_NAMESPACE}Table")):
            comments = [_text(comment) for comment in table.iter(f"{_NAMESPACE}Comment")]
            yield from _tables.segments(_rows(table), place, Unit.ROW, opens_page=True)
            if comments:
                yield Segment("\n".join(comments), f"{place} 批注", unit=Unit.LINE)
            if (parent := table.getparent()) is not None:
                parent.remove(table)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    number = 1
    for row in table.iter(f"{_NAMESPACE}Row"):
        blank = _index(row, number) - number
        if 0 < blank <= _MOST_BLANK:
            yield from ([] for _ in range(blank))
            number += blank
        yield _cells(row)
        number += 1


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren(f"{_NAMESPACE}Cell"):
        at = min(_index(cell, len(cells) + 1), _WIDEST) - 1
        cells += [""] * (at - len(cells))
        cells.append(" ".join(_text(part) for part in cell.iterchildren(f"{_NAMESPACE}Data")))
        cells += [""] * min(_whole(cell.get(f"{_NAMESPACE}MergeAcross", "")), _WIDEST)
    return cells


def _index(element: etree._Element, here: int) -> int:
    """Return the row's or column's number (1-based) that an element gives itself, else `here`."""
    return _whole(element.get(f"{_NAMESPACE}Index", "")) or here


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
