"""Excel：几张表写成一个工作簿；文字一律是文字，不会变成公式。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.escape import printable
from classifier.report._base import NOTICE

_CELL_LIMIT = 32_000


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet: headings, their widths in characters, rows."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[Sequence[str | int]]


def write_workbook(pages: Iterable[Page], path: Path) -> None:
    """Write the pages row by row (memory stays flat). Raises OSError."""
    from openpyxl import Workbook  # noqa: PLC0415 heavy, and only for whoever asks for this form

    book = Workbook(write_only=True)
    for page in pages:
        _sheet(book.create_sheet(page.title), page)
    book.save(path)


def _sheet(sheet: Any, page: Page) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.freeze_panes = "A2"
    for number, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, name, heading=True) for name in page.columns])
    for row in page.rows:
        sheet.append([_cell(sheet, value, heading=False) for value in row])
    sheet.auto_filter.ref = f"A:{get_column_letter(len(page.columns))}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = NOTICE


def _cell(sheet: Any, value: str | int, *, heading: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, printable(value)[:_CELL_LIMIT] if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # else a name that begins with "=" becomes a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if heading:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
    return cell
