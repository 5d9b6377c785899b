"""Excel 97–2003（xls、et）：每张表的格子带列名，隐藏表与批注。"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from classifier.extract import _art, _biff, _biff_salvage, _ole, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown, shown_row
from classifier.extract._compound import compound
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_DAMAGE = (
    ValueError, IndexError, KeyError, AssertionError, TypeError, AttributeError, OSError, struct.error, NotImplementedError,
    RecursionError, OverflowError, ZeroDivisionError,
)  # fmt: skip


def read(source: Source) -> Iterator[Item]:
    """Yield every sheet as a table with its notes, then what stands beside the cells, pictures and files inside."""
    if not source.data.startswith(b"\xd0\xcf"):
        yield from _sheets(source.data, source.data)
        return
    with _ole.opened(source.data) as package:
        stream = _ole.stream(package, "Workbook") or _ole.stream(package, "Book")
        problem = None
        try:
            yield from _sheets(stream, source.data)
        except Unreadable as broken:
            problem = broken
        yield from _beside(stream)
        yield from _cached(package)
        yield from _ole.properties(package)
        yield from _ole.pictures(_biff.drawings(stream), "工作表")
        yield from _ole.members(package)
        if problem:
            raise problem


def _beside(stream: bytes) -> Iterator[Item]:
    if lines := list(dict.fromkeys(_biff.texts(stream))):
        yield Segment("\n".join(lines), "文本框、页眉页脚、公式、名称与提示", Part.TEXT_BOX)
    drawn = (*_art.texts(_biff.drawings(stream)), *_art.texts(_biff.shapes(stream)))
    if drawn:
        yield Segment("\n".join(dict.fromkeys(drawn)), "艺术字与替代文字", Part.TEXT_BOX)


def _cached(package: Any) -> Iterator[Item]:
    """Yield what pivot tables keep of their source, which may long have been deleted from the sheets."""
    paths = [path for path in package.listdir(streams=True, storages=False) if path[0] == "_SX_DB_CUR"]
    if lines := [line for path in paths for line in _biff.texts(_ole.stream(package, "/".join(path)))]:
        yield Segment("\n".join(dict.fromkeys(lines)), "数据透视缓存", Part.HIDDEN)


def _sheets(stream: bytes, data: bytes) -> Iterator[Item]:
    """Yield the cells and notes. Raises ENCRYPTED, CORRUPT, and PARTIAL where a second reader had to read them."""
    import xlrd  # noqa: PLC0415
    from xlrd.formula import FormulaError  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), ragged_rows=True)
    except (xlrd.XLRDError, FormulaError, *_DAMAGE) as error:
        if isinstance(error, xlrd.XLRDError) and "ncrypt" in str(error):
            raise Unreadable(Outcome.ENCRYPTED, "工作簿设有密码，未能读取") from error
        yield from _salvaged(stream, data)
        raise Unreadable(Outcome.PARTIAL, "工作簿结构有损坏，由第二种方法读出，可能不全") from error
    for sheet in book.sheets():
        place = f"工作表“{sheet.name}”" + ("（隐藏）" if sheet.visibility else "")
        part = Part.HIDDEN if sheet.visibility else Part.BODY
        rows = (_row(sheet, number, book) for number in range(sheet.nrows))
        yield from _tables.segments(rows, place, Unit.CELL, part, opens_page=True)
        if notes := [note.text.strip() for note in getattr(sheet, "cell_note_map", {}).values() if note.text.strip()]:
            yield Segment("\n".join(notes), f"{place} {Part.COMMENT}", Part.COMMENT)
    yield Segment("\n".join(sheet.name for sheet in book.sheets()), "工作表名称", Part.OTHER)


def _salvaged(stream: bytes, data: bytes) -> Iterator[Item]:
    """Yield the cells as the second reader finds them; where it finds none, those that are left, record by record. Raises CORRUPT."""
    problem, found = None, False
    try:
        for segment in _by_second_reader(data):
            if segment.text.strip():
                found = True
                yield segment
    except Unreadable as broken:
        problem = broken
    for number, rows in enumerate(() if found else _biff_salvage.tables(stream), 1):
        problem = None
        yield from _tables.segments(iter(rows), f"找回的表{number}", Unit.ROW, opens_page=True)
    if problem and not found:
        raise problem


def _by_second_reader(data: bytes) -> Iterator[Segment]:
    import python_calamine  # noqa: PLC0415

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            shown_rows = (shown_row(row) for row in rows)
            yield from _tables.segments(shown_rows, f"工作表“{name}”", Unit.CELL, opens_page=True)
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise Unreadable(Outcome.CORRUPT, "xls 工作簿损坏，未能读取") from problem


def _row(sheet: Any, number: int, book: Any) -> list[str]:
    """Return a row's cells up to its last one that is not empty."""
    kinds, values = sheet.row_types(number), sheet.row_values(number)
    cells = [_cell(kind, value, book) for kind, value in zip(kinds, values, strict=True)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(kind: int, value: Any, book: Any) -> str:
    import xlrd  # noqa: PLC0415

    if kind == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(value, book.datemode))
        except (ValueError, OverflowError):
            return shown(value)
    return "" if kind == xlrd.XL_CELL_ERROR else shown(value)


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
    return compound({"Workbook": begin + record(0x0085, bound) + end + sheet}), ".xls"


EXTRACTOR = Extractor(
    title="Excel 97–2003 工作簿（xls、et）",
    media_types=frozenset({"application/vnd.ms-excel"}),
    form=Form.SHEET,
    read=read,
    sample=_sample,
    reads="每张表的格子（隐藏的也读）、批注、文本框、页眉页脚、公式里的文字、名称、有效性提示、条件格式、链接、透视缓存、属性；内嵌文件、宏与图片",
    omits="没有密码的加密件；Excel 95 公式里的文字",
)
