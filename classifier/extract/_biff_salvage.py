"""xls 的残卷：两种读取方法都打不开的工作簿，由记录逐条找回格子里的文字与数字（MS-XLS 2.4）。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.extract import _biff
from classifier.extract._cells import shown

_STRINGS, _SHARED, _LABEL, _RICH, _NUMBER, _INTEGER, _INTEGERS = (
    0xFC, 0xFD, 0x0204, 0xD6, 0x0203, 0x027E, 0xBD,
)  # fmt: skip
_SHEET = 0x0809
_WIDEST = 256


def tables(stream: bytes) -> Iterator[list[list[str]]]:
    """Yield the rows of every sheet of which cells are left, in the order of the file."""
    strings: list[str] = []
    rows: dict[int, dict[int, str]] = {}
    for kind, pieces in _biff.records(stream):
        try:
            if kind == _SHEET and rows:
                yield _aligned(rows)
                rows = {}
            elif kind == _STRINGS:
                strings = list(_shared(pieces))
            else:
                for row, column, text in _cells(kind, pieces[0], strings):
                    rows.setdefault(row, {})[min(column, _WIDEST)] = text
        except (struct.error, IndexError):
            continue
    if rows:
        yield _aligned(rows)


def _aligned(rows: dict[int, dict[int, str]]) -> list[list[str]]:
    """Return the rows that hold anything, without the empty ones between them."""
    return [[cells.get(column, "") for column in range(max(cells) + 1)] for _, cells in sorted(rows.items())]


def _cells(kind: int, data: bytes, strings: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and content of the cells in a record."""
    if kind not in {_SHARED, _LABEL, _RICH, _NUMBER, _INTEGER, _INTEGERS}:
        return
    row, column = struct.unpack_from("<HH", data)
    match kind:
        case 0xFD:
            yield row, column, strings[struct.unpack_from("<I", data, 6)[0]]
        case 0x0204 | 0xD6:
            yield row, column, _biff.string(data, 6)[0]
        case 0x0203:
            yield row, column, shown(struct.unpack_from("<d", data, 6)[0])
        case 0x027E:
            yield row, column, shown(_number(data[6:10]))
        case 0xBD:
            for place in range((len(data) - 6) // 6):
                yield row, column + place, shown(_number(data[6 + 6 * place : 10 + 6 * place]))


def _number(packed: bytes) -> float:
    """Return a number in four bytes (RkNumber, MS-XLS 2.5.217)."""
    (bits,) = struct.unpack("<I", packed)
    if bits & 2:
        value = float(int.from_bytes(packed, "little", signed=True) >> 2)
    else:
        (value,) = struct.unpack("<d", bytes(4) + struct.pack("<I", bits & ~3))
    return value / 100 if bits & 1 else value


def _shared(pieces: list[bytes]) -> Iterator[str]:
    """Yield the strings that cells share; one that runs over the end of a record goes on in the next with a width of its own."""
    number, at = 0, 8
    while number < len(pieces):
        if at >= len(pieces[number]):
            number, at = number + 1, 0
            continue
        count, flags = struct.unpack_from("<HB", pieces[number], at)
        at += 3
        runs = extra = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", pieces[number], at)
            at += 2
        if flags & 4:
            (extra,) = struct.unpack_from("<I", pieces[number], at)
            at += 4
        text, wide = "", flags & 1
        while True:
            piece = pieces[number][at : at + (count - len(text)) * (1 + wide)]
            text += piece.decode("utf-16-le" if wide else "latin-1", "replace")
            at += len(piece)
            if len(text) >= count or number + 1 >= len(pieces):
                break
            number, at, wide = number + 1, 1, pieces[number + 1][0] & 1
        yield text
        at += 4 * runs + extra
        while number < len(pieces) and at > len(pieces[number]):
            at, number = at - len(pieces[number]), number + 1
