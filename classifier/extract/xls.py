"""Excel 97–2003（xls、et）：每张表的格子带列名，隐藏表与批注。"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from classifier.extract import _biff, _ole, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield every sheet as a table with its notes, then what stands beside the cells, pictures and files inside."""
    import xlrd  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=source.data, logfile=io.StringIO(), on_demand=False)
    except xlrd.XLRDError as error:
        if "ncrypt" in str(error):
            raise Unreadable(Outcome.ENCRYPTED, "工作簿设有密码，未能读取") from error
        raise Unreadable(Outcome.CORRUPT, "xls 工作簿损坏，未能读取") from error
    except (
        ValueError,
        IndexError,
        KeyError,
        AssertionError,
        TypeError,
        AttributeError,
        OSError,
        struct.error,
        UnicodeError,
    ) as error:
        raise Unreadable(Outcome.CORRUPT, "xls 工作簿损坏，未能读取") from error
    for sheet in book.sheets():
        place = f"工作表“{sheet.name}”" + ("（隐藏）" if sheet.visibility else "")
        part = Part.HIDDEN if sheet.visibility else Part.BODY
        rows = ([_cell(cell, book) for cell in sheet.row(number)] for number in range(sheet.nrows))
        yield from _tables.segments(rows, place, Unit.CELL, part, opens_page=True)
        if notes := [note.text.strip() for note in getattr(sheet, "cell_note_map", {}).values() if note.text.strip()]:
            yield Segment("\n".join(notes), f"{place} {Part.COMMENT}", Part.COMMENT)
    yield Segment("\n".join(sheet.name for sheet in book.sheets()), "工作表名称", Part.OTHER)
    if source.data.startswith(b"\xd0\xcf"):
        with _ole.opened(source.data) as package:
            stream = _ole.stream(package, "Workbook")
            if lines := list(dict.fromkeys(_biff.texts(stream))):
                yield Segment("\n".join(lines), "文本框、页眉页脚、名称与提示", Part.TEXT_BOX)
            yield from _ole.properties(package)
            yield from _ole.pictures(_biff.drawings(stream), "工作表")
            yield from _ole.members(package)


def _cell(cell: Any, book: Any) -> str:
    import xlrd  # noqa: PLC0415

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError):
            return shown(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    return shown(cell.value)


def _sample(text: str) -> tuple[bytes, str]:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def label(row: int, column: int, value: str) -> bytes:
        return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))

    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    end = record(0x000A, b"")
    cells = (
        label(row, column, value)
        for row, line in enumerate((("序号", "备注"), ("一", text), ("二", "无")))
        for column, value in enumerate(line)
    )
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + b"".join(cells) + end
    bound = struct.pack("<IHBB", len(begin) + 4 + 14 + len(end), 0, 6, 0) + b"Sheet1"
    return _ole.compound({"Workbook": begin + record(0x0085, bound) + end + sheet}), ".xls"


EXTRACTOR = Extractor(
    title="Excel 97–2003 工作簿（xls、et）",
    media_types=frozenset({"application/vnd.ms-excel"}),
    form=Form.SHEET,
    read=read,
    sample=_sample,
    reads="每张表的格子（隐藏的也读）、批注、文本框、页眉页脚、名称、有效性提示、链接、属性；内嵌文件、宏与图片",
    omits="没有密码的加密件；透视缓存",
)
