"""Excel：总览、文件清单、未能读取、例外登记各一张工作表。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from classifier.escape import printable
from classifier.report._base import ITSELF, NOTICE, Report
from classifier.report._rows import COLUMNS, rows, unread
from classifier.report._summary import COUNT_COLUMNS, count_rows
from classifier.view import Level, View
from classifier.words import OUTCOMES, REMEDIES

_HEAD_FONT = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3864")
_CELL_LIMIT = 32_000
"""Excel refuses cells beyond 32,767 characters."""
_WIDTHS = {
    "相对路径": 48,
    "判定理由": 60,
    "证据(已遮盖)": 60,
    "说明": 36,
    "类别": 24,
    "子类": 28,
    "密级标志": 30,
    "原因": 48,
    "登记": 90,
    "结果": 48,
    "保密期限": 36,
    "办法": 40,
}


def write(view: View, path: Path) -> None:
    """Write the workbook row by row (write-only: memory stays flat); every cell of text stays text."""
    book = Workbook(write_only=True)
    _overview(book.create_sheet("总览"), view)
    if view.level is not Level.COUNTS:
        _table(book.create_sheet("文件清单"), COLUMNS, rows(view))
        _table(book.create_sheet("未能读取"), ("相对路径", "读取状态", "原因", "办法"), _unread_rows(view))
    if view.register:
        _table(book.create_sheet("例外登记"), ("编号", "登记", "结果"), _state_rows(view))
    book.save(path)


def _state_rows(view: View) -> Iterable[tuple[str, ...]]:
    return ((state.entry.id, state.entry.text(), state.said) for state in view.states())


def _unread_rows(view: View) -> Iterable[tuple[str, ...]]:
    for record in unread(view):
        yield (
            printable(record.name),
            OUTCOMES[record.outcome],
            printable(record.detail),
            REMEDIES.get(record.outcome, ""),
        )


def _overview(sheet: Any, view: View) -> None:
    header = view.header()
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 60
    sheet.append(_texts(sheet, (f"资料分类清单　{NOTICE}",), bold=True))
    facts = (
        *(view.project.lines() if view.project else ()),
        ("知悉范围", view.level.shown),
        ("本报告", f"{view.report}：{ITSELF}"),
        ("扫描的文件夹", "" if view.level is Level.COUNTS else header.root),
        ("扫描开始", header.started),
        ("扫描结束", header.finished or "未完成"),
        ("程序与规则版本", f"baomi {header.tool_version}，规则 {header.rules_version}（{header.rules_sha256[:12]}…）"),
        ("协议", f"{header.agreement_id}（SHA-256 {header.agreement_sha256[:12]}…）"),
    )
    for name, value in facts:
        sheet.append(_texts(sheet, (name, value)))
    sheet.append([])
    sheet.append(_texts(sheet, COUNT_COLUMNS, bold=True))
    for line in count_rows(view):
        sheet.append(_texts(sheet, line))
    sheet.append([])
    sheet.append(_texts(sheet, ("读取状态", "文件"), bold=True))
    for outcome, number in view.outcomes().items():
        sheet.append(_texts(sheet, (OUTCOMES[outcome], number)))


def _table(sheet: Any, columns: Sequence[str], lines: Iterable[Sequence[str | int]]) -> None:
    sheet.freeze_panes = "C2"
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 14)
    sheet.append([_head(sheet, name) for name in columns])
    for line in lines:
        sheet.append(_texts(sheet, line))
    sheet.auto_filter.ref = f"A:{get_column_letter(len(columns))}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = f"资料分类清单　{NOTICE}"


def _head(sheet: Any, name: str) -> Any:
    cell = WriteOnlyCell(sheet, name)
    cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD_FILL, Alignment(horizontal="center", wrap_text=True)
    return cell


def _texts(sheet: Any, line: Sequence[str | int], *, bold: bool = False) -> list[Any]:
    return [_cell(sheet, value, bold) for value in line]


def _cell(sheet: Any, value: str | int, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, printable(value)[:_CELL_LIMIT] if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # else a name that begins with "=" becomes a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


REPORT = Report("Excel 清单", write)
