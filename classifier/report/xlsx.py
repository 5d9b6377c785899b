"""Excel：封面与总览、文件清单、证据明细、未能读取、重复与衍生、例外、规则与图例、签字页；可打印、可填写。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from classifier.escape import printable
from classifier.report._base import ITSELF, NOTICE, SIGNERS, Report
from classifier.report._facts import facts
from classifier.report._sheets import FILES, PRIMARY, RETURN_STATE, RETURNED, Cell, Column, Sheet, sheets
from classifier.report._summary import COUNT_COLUMNS, count_rows, summarize
from classifier.view import View
from classifier.words import OUTCOMES

_CELL_LIMIT = 32_000
"""Excel refuses cells beyond 32,767 characters."""
_ROW_LIMIT = 1_048_000
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,  # else a name that begins with "=" becomes a formula
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FILLS = {
    "state_secret": "#F4B6B0",
    "important_data": "#FBD9A5",
    "teaching_information": "#BFD7F0",
    "personal_information": "#DCCBEA",
    "third_party_secret": "#CFE3C8",
}
_FORMATS = {
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
    "title": {"bold": True, "font_size": 18},
    "alarm": {"bold": True, "font_color": "#A4231A"},
    "warning": {"font_color": "#A4231A", "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12},
    "label": {"bold": True, "bg_color": "#E8ECF2", "border": 1, "valign": "top", "text_wrap": True},
    "framed": {"border": 1, "text_wrap": True, "valign": "top"},
    "number": {"border": 1, "num_format": "#,##0", "valign": "top"},
    "line": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "entry": {"valign": "top", "bg_color": "#FFFDE7"},
}  # fmt: skip


def write(view: View, path: Path) -> None:
    """Write the workbook row by row: memory stays flat, every text stays text, equal inventories give equal bytes."""
    header = view.header()
    with Workbook(str(path), _OPTIONS) as book:
        made = datetime.fromisoformat(header.finished or header.started)
        book.set_properties({"title": "资料分类清单", "author": "baomi", "comments": NOTICE, "created": made})
        _Report(book, view).write()


def _fill(category: str) -> str:
    return _FILLS.get(category, "#E8ECF2")


class _Report:
    """A workbook under way."""

    def __init__(self, book: Any, view: View) -> None:
        self._book, self._view, self._summary = book, view, summarize(view)
        self._formats = {name: book.add_format(look) for name, look in _FORMATS.items()}

    def write(self) -> None:
        cover, tables = self._page("封面与总览"), list(sheets(self._view))
        last = {sheet.title: self._table(sheet) for sheet in tables}
        self._cover(cover, last.get(FILES, 0), next((sheet.columns for sheet in tables if sheet.title == FILES), ()))
        self._signatures()

    def _page(self, title: str) -> Any:
        page = self._book.add_worksheet(title)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        page.set_header(f"&C&10资料分类清单　{NOTICE}")
        page.set_footer("&C第 &P 页，共 &N 页")
        return page

    def _text(self, page: Any, row: int, column: int, value: Cell, look: str = "") -> None:
        """Write a cell: a text as a text, whatever it looks like."""
        shape = self._formats[look] if look else None
        if isinstance(value, str):
            page.write_string(row, column, printable(value)[:_CELL_LIMIT], shape)
        else:
            page.write_number(row, column, value, shape)

    def _table(self, sheet: Sheet) -> int:
        """Write a sheet of rows and return the number of its last row."""
        page = self._page(sheet.title)
        for number, column in enumerate(sheet.columns):
            look = "entry" if column.entry else "wrapped" if sheet.wrapped else "line"
            page.set_column(number, number, column.width, self._formats[look])
            self._text(page, 0, number, column.title, "head")
        row = 0
        for row, line in enumerate(sheet.rows(self._view), 1):
            if row > _ROW_LIMIT:
                self._text(page, row, 0, "行数超过工作表的上限，其余见 jsonl 清单", "alarm")
                break
            for number, value in enumerate(line):
                if value != "":
                    self._text(page, row, number, value)
        self._dress(page, sheet, row)
        return row

    def _dress(self, page: Any, sheet: Sheet, last: int) -> None:
        page.freeze_panes(1, sheet.frozen)
        page.repeat_rows(0)
        page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        if sheet.printed:
            page.print_area(0, 0, last, sheet.printed - 1)
        for number, column in enumerate(sheet.columns):
            if column.choices:
                page.data_validation(
                    1, number, max(last, 1), number, {"validate": "list", "source": list(column.choices)}
                )
            if column.title == PRIMARY:
                self._colour(page, number, last)

    def _colour(self, page: Any, column: int, last: int) -> None:
        for category in self._view.policy.categories:
            look = self._book.add_format({"bg_color": _fill(category.id)})
            rule = {"type": "cell", "criteria": "==", "value": f'"{category.title}"', "format": look}
            page.conditional_format(1, column, max(last, 1), column, rule)

    def _cover(self, page: Any, files: int, columns: Sequence[Column]) -> None:
        page.set_column(0, 0, 30)
        page.set_column(1, 4, 14)
        self._text(page, 0, 0, f"资料分类清单　{NOTICE}", "title")
        self._text(page, 1, 0, f"{self._view.report}：{ITSELF}", "alarm")
        row = self._facts(page, 3)
        row = self._counts(page, row + 1)
        if files:
            row = self._progress(page, row + 1, files, [column.title for column in columns].index(RETURN_STATE))
        self._text(page, row + 1, 0, "读取状态", "section")
        for number, (outcome, count) in enumerate(self._view.outcomes().items(), row + 2):
            self._text(page, number, 0, OUTCOMES[outcome], "label")
            self._text(page, number, 1, count, "number")

    def _facts(self, page: Any, row: int) -> int:
        for title, text in facts(self._view):
            self._text(page, row, 0, title, "label")
            page.merge_range(row, 1, row, 8, printable(text), self._formats["framed"])
            row += 1
        return row

    def _counts(self, page: Any, top: int) -> int:
        """Write the table of counts with a chart of it beside, and return the row after it."""
        for number, title in enumerate(COUNT_COLUMNS):
            self._text(page, top, number, title, "head")
        lines = list(count_rows(self._summary))
        for row, line in enumerate(lines, top + 1):
            self._text(page, row, 0, line[0], "label")
            for number, value in enumerate(line[1:], 1):
                self._text(page, row, number, value, "framed" if isinstance(value, str) else "number")
        page.insert_chart(
            top, len(COUNT_COLUMNS), self._chart(page.get_name(), top + 1), {"x_scale": 0.9, "y_scale": 0.85}
        )
        return top + 1 + len(lines)

    def _chart(self, name: str, first: int) -> Any:
        categories = self._view.policy.categories
        last = first + len(categories) - 1
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "points": [{"fill": {"color": _fill(item.id)}} for item in categories],
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
        chart.set_title({"name": "各类文件数", "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return chart

    def _progress(self, page: Any, top: int, files: int, column: int) -> int:
        """Write how many files have come back, counted by the sheet itself as it is filled in; return the row after."""
        self._text(page, top, 0, "交回进度（随文件清单的填写变化）", "section")
        letter = xl_col_to_name(column)
        for row, state in enumerate(RETURNED, top + 1):
            self._text(page, row, 0, state, "label")
            formula = f"=COUNTIF('{FILES}'!${letter}$2:${letter}${files + 1},\"{state}\")"
            page.write_formula(
                row, 1, formula, self._formats["number"], self._summary.protected if state == RETURNED[0] else 0
            )
        return top + 1 + len(RETURNED)

    def _signatures(self) -> None:
        page = self._page("签字页")
        page.set_column(0, 0, 42)
        page.set_column(1, 2, 30)
        self._text(page, 0, 0, f"资料分类清单　{NOTICE}", "title")
        row = 2
        for title, text in facts(self._view):
            self._text(page, row, 0, title, "label")
            page.merge_range(row, 1, row, 2, printable(text), self._formats["framed"])
            row += 1
        row += 1
        for number, title in enumerate(("签署", "签名", "日期")):
            self._text(page, row, number, title, "head")
        for signer in SIGNERS:
            row += 1
            page.set_row(row, 42)
            for number, text in enumerate((signer, "", "　　　　年　　月　　日")):
                self._text(page, row, number, text, "framed")
        self._text(page, row + 2, 0, "一式两份，甲乙双方各执一份。本报告不授予任何权利（第7条）。", "alarm")


REPORT = Report("Excel 清单", write)
