"""xlsb 的记录：共享文字、样式、格子，以及任何部件里的文字（MS-XLSB）。"""

from __future__ import annotations

import re
import struct
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_ROW, _RK, _BOOL, _REAL, _TEXT, _SHARED, _FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL = 0, 2, 4, 5, 6, 7, 8, 9, 10
_CELLS = frozenset(range(1, 12))
_ITEM, _FORMAT, _XF, _XFS_BEGIN, _XFS_END = 19, 44, 47, 617, 618
_SHEET, _WORKBOOK = 156, 153
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DATE_CODE = re.compile(r"(?:\"[^\"]*\"|\[[^\]]*\]|\\.)|([ymdhs年月日])", re.I)
_ALIGNED = 256
"""Columns up to which a cell is put under its own column; what lies farther is put behind the one before."""
_FEWEST = 2


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and content of each record (MS-XLSB 2.1.4); a length beyond the end ends the reading."""
    at = 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for shift in range(most):
        byte = data[at] if at < len(data) else 0
        number |= (byte & 0x7F) << 7 * shift
        at += 1
        if not byte & 0x80:
            break
    return number, at


def wide(data: bytes, at: int) -> tuple[str, int]:
    """Return a counted string (MS-XLSB 2.5.168) and where it ends; "" for one that is null."""
    count = struct.unpack_from("<I", data, at)[0] if at + 4 <= len(data) else 0
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def sheets(workbook: bytes, relations: Container[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield name, relation id and whether hidden of each sheet; files of Excel 2007's first versions have a field more."""
    for kind, data in records(workbook):
        if kind == _SHEET:
            relation, end = next((found for at in (8, 12) if (found := wide(data, at))[0] in relations), wide(data, 8))
            yield wide(data, end)[0], relation, bool(data[0])


def epoch(workbook: bytes) -> datetime:
    """Return the day from which a workbook counts (MS-XLSB 2.4.822)."""
    from_1904 = any(kind == _WORKBOOK and data[:1] and data[0] & 1 for kind, data in records(workbook))
    return datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 a cell knows no time zone


def shared(data: bytes) -> list[str]:
    """Return the shared strings."""
    return [wide(content, 1)[0] for kind, content in records(data) if kind == _ITEM]


def date_styles(styles: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles that show dates."""
    codes, found, number, inside = dict[int, str](), set[int](), 0, False
    for kind, data in records(styles):
        if kind == _FORMAT and len(data) > 6:
            codes[struct.unpack_from("<H", data, 0)[0]] = wide(data, 2)[0]
        elif kind in {_XFS_BEGIN, _XFS_END}:
            inside = kind == _XFS_BEGIN
        elif kind == _XF and inside and len(data) >= 4:
            form = struct.unpack_from("<H", data, 2)[0]
            if form in _DATE_FORMATS or any(hit[1] for hit in _DATE_CODE.finditer(codes.get(form, ""))):
                found.add(number)
            number += 1
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    dates: frozenset[int]
    """Numbers of the styles that show dates."""
    epoch: datetime


def rows(sheet: bytes, book: Book) -> Iterator[list[object]]:
    """Yield the rows that hold cells, empty ones between them too as far as they are few."""
    row, last, cells = -1, -1, list[object]()
    for kind, data in records(sheet):
        if kind == _ROW and len(data) >= 4:
            yield from _finished(row, last, cells)
            last, row, cells = (row if cells else last), struct.unpack_from("<I", data, 0)[0], []
        elif kind in _CELLS and len(data) >= 8:
            column, style = struct.unpack_from("<I", data, 0)[0], struct.unpack_from("<I", data, 4)[0] & 0xFFFFFF
            value = _value(kind, data[8:], book)
            if style in book.dates and isinstance(value, float):
                value = _date(value, book.epoch)
            if value is not None:
                cells += [None] * (column - len(cells) if len(cells) < column <= _ALIGNED else 0)
                cells.append(value)
    yield from _finished(row, last, cells)


def _finished(row: int, last: int, cells: list[object]) -> Iterator[list[object]]:
    if cells:
        yield from ([] for _ in range(row - last - 1 if row - last <= _ALIGNED else 0))
        yield cells


def _value(kind: int, data: bytes, book: Book) -> object:
    if kind in {_TEXT, _FORMULA_TEXT}:
        return wide(data, 0)[0]
    if kind == _SHARED and len(data) >= 4:
        index = struct.unpack_from("<I", data, 0)[0]
        return book.strings[index] if index < len(book.strings) else None
    if kind in {_BOOL, _FORMULA_BOOL}:
        return bool(data[0]) if data else None
    if kind in {_REAL, _FORMULA_NUMBER} and len(data) >= 8:
        return struct.unpack_from("<d", data, 0)[0]
    return _rk(data) if kind == _RK else None


def _rk(data: bytes) -> float | None:
    """Return a packed number (MS-XLSB 2.5.122)."""
    if len(data) < 4:
        return None
    packed = struct.unpack_from("<i", data, 0)[0]
    number = (
        float(packed >> 2)
        if packed & 2
        else struct.unpack("<d", b"\0\0\0\0" + (packed & ~3 & 0xFFFFFFFF).to_bytes(4, "little"))[0]
    )
    return number / 100 if packed & 1 else number


def _date(number: float, epoch: datetime) -> object:
    try:
        moment = epoch + timedelta(days=number)
        return moment if number >= 1 else moment.time()
    except (OverflowError, ValueError):
        return number


def texts(data: bytes) -> Iterator[str]:
    """Yield every counted string that stands in a part, but for those of cells and the shared ones."""
    for kind, content in records(data):
        if kind not in _CELLS and kind != _ITEM:
            yield from _strings(content)


def _strings(data: bytes) -> Iterator[str]:
    at = 0
    while at + 4 + 2 * _FEWEST <= len(data):
        count = struct.unpack_from("<I", data, at)[0]
        if _FEWEST <= count <= (len(data) - at - 4) // 2:
            text = data[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")
            if text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
                yield text.replace("\r", "\n").strip()
                at += 4 + 2 * count
                continue
        at += 1
