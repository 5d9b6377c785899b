"""xls 公式里的文字：公式没有显示出来的那些字符串与数组常量（MS-XLS 2.5.198）。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FORMULA, _ARRAY, _SHARED, _FORMATS = 0x06, 0x0221, 0x04BC, 0x01B1
_STRING, _ATTRIBUTE, _CHOOSE = 0x17, 0x19, 0x04
_ARRAY_CONSTANT, _AREAS = 0x20, frozenset({0x26, 0x27})
_SIZES = {
    0x01: 4, 0x02: 4, 0x18: 5, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8,
    0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8,
    0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}  # fmt: skip
"""Bytes behind a token's first one (BIFF8); the operators 0x03 to 0x16 have none."""


def texts(kind: int, data: bytes) -> Iterator[str]:
    """Yield the strings in the formulas of a record, [] for a record that has none. Raises struct.error and IndexError for a damaged one."""
    if kind == _FORMULA and len(data) > 22:
        yield from of(data, 22, struct.unpack_from("<H", data, 20)[0])
    elif kind == _ARRAY:
        yield from of(data, 14, struct.unpack_from("<H", data, 12)[0])
    elif kind == _SHARED:
        yield from of(data, 10, struct.unpack_from("<H", data, 8)[0])
    elif kind == _FORMATS:
        first, second = struct.unpack_from("<HH", data, 2)
        at = len(data) - first - second
        yield from of(data, at, first)
        yield from of(data, at + first, second)


def of(data: bytes, at: int, size: int) -> Iterator[str]:
    """Yield the strings of a formula of `size` bytes at `at`, then those of its array constants, which stand behind it."""
    end = at + size
    behind: list[int] = []
    while at < end:
        token, at = data[at], at + 1
        base = token if token < 0x20 else token & 0x1F | 0x20
        if token == _STRING:
            text, at = _text(data, at, counted_by=1)
            yield text
        elif token == _ATTRIBUTE:
            flags, count = struct.unpack_from("<BH", data, at)
            at += 3 + (2 * (count + 1) if flags & _CHOOSE else 0)
        elif 0x03 <= token <= 0x16:
            continue
        elif base in _SIZES:
            behind += [base] if base == _ARRAY_CONSTANT or base in _AREAS else []
            at += _SIZES[base]
        else:
            return  # what follows cannot be told apart any more
    for base in behind:
        if base == _ARRAY_CONSTANT:
            found, end = _constants(data, end)
            yield from found
        else:
            end += 2 + 8 * struct.unpack_from("<H", data, end)[0]


def _constants(data: bytes, at: int) -> tuple[list[str], int]:
    """Return the strings of an array constant (MS-XLS 2.5.198.8), and where it ends."""
    columns, rows = struct.unpack_from("<BH", data, at)
    at += 3
    found = list[str]()
    for _ in range((columns + 1) * (rows + 1)):
        kind, at = data[at], at + 1
        if kind == 2:
            text, at = _text(data, at, counted_by=2)
            found.append(text)
        else:
            at += 8
    return found, at


def _text(data: bytes, at: int, *, counted_by: int) -> tuple[str, int]:
    count = int.from_bytes(data[at : at + counted_by], "little")
    width = 1 + (data[at + counted_by] & 1)
    begin = at + counted_by + 1
    end = begin + count * width
    return data[begin:end].decode("utf-16-le" if width == 2 else "latin-1", "replace").replace("\0", " "), end
