"""xls 里格子之外的文字：文本框、批注人、页眉页脚、名称、有效性提示、链接、图片（MS-XLS）。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.extract import _biff_formulas

_CONTINUE, _TXO, _NOTE, _HEADER, _FOOTER, _NAME, _DV, _HLINK = 0x3C, 0x01B6, 0x1C, 0x14, 0x15, 0x18, 0x01BE, 0x01B8
_DRAWING_GROUP, _DRAWING = 0xEB, 0xEC
_BEGIN, _END, _CHART, _SERIES, _LABEL, _SHEET = 0x0809, 0x0A, 0x20, 0x100D, 0x0204, 0x85
_CACHED = 0xCD
"""A string of a pivot table's copy of its source."""
_CODES = ("&L", "&C", "&R")


def records(stream: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Yield type and pieces of each record: its own data, then that of the CONTINUE records behind it."""
    low, kind, pieces = 0, -1, list[bytes]()
    while low + 4 <= len(stream):
        found, size = struct.unpack_from("<HH", stream, low)
        data = stream[low + 4 : low + 4 + size]
        low += 4 + size
        if found == _CONTINUE or (found == _DRAWING_GROUP and kind == _DRAWING_GROUP):
            pieces.append(data)
            continue
        if kind >= 0:
            yield kind, pieces
        kind, pieces = found, [data]
    if kind >= 0:
        yield kind, pieces


def texts(stream: bytes) -> Iterator[str]:
    """Yield what stands in a BIFF8 workbook outside its cells, in the order of the file."""
    inside = list[int]()
    for kind, pieces in records(stream):
        inside = _inside(inside, kind, pieces[0])
        try:
            found = _of_chart(kind, pieces[0]) if _CHART in inside else _texts(kind, pieces)
            yield from filter(None, (text.strip("\0 \r\n") for text in found))
        except (struct.error, IndexError):
            continue


def _inside(open_now: list[int], kind: int, data: bytes) -> list[int]:
    """Return the types of the substreams that are open behind a record: a chart stands in its sheet's, or has one of its own."""
    if kind == _BEGIN:
        return [*open_now, int.from_bytes(data[2:4], "little")]
    return open_now[:-1] if kind == _END else open_now


def _of_chart(kind: int, data: bytes) -> Iterator[str]:
    """Yield a chart's titles and names of series, the words that it keeps of its source, and its headers and footers."""
    if kind == _SERIES:
        yield _short(data, 2)
    elif kind == _LABEL:
        yield string(data, 6)[0]
    else:
        yield from _texts(kind, [data])


def _short(data: bytes, at: int) -> str:
    """Return a string whose length takes one byte (MS-XLS 2.5.240)."""
    width = 1 + (data[at + 1] & 1)
    return data[at + 2 : at + 2 + data[at] * width].decode("utf-16-le" if width == 2 else "latin-1", "replace")


def drawings(stream: bytes) -> bytes:
    """Return the workbook's picture store, which is cut into records of 8,224 bytes."""
    return b"".join(piece for kind, pieces in records(stream) if kind == _DRAWING_GROUP for piece in pieces)


def shapes(stream: bytes) -> bytes:
    """Return what describes the sheets' shapes."""
    return b"".join(piece for kind, pieces in records(stream) if kind == _DRAWING for piece in pieces)


def _texts(kind: int, pieces: list[bytes]) -> Iterator[str]:
    data = pieces[0]
    if kind == _TXO and len(pieces) > 1:
        count = struct.unpack_from("<H", data, 10)[0]
        yield _characters(pieces[1:], count)
    elif kind in {_HEADER, _FOOTER} and len(data) > 3:
        text = string(data, 0)[0]
        for code in _CODES:
            text = text.replace(code, " ")
        yield text
    elif kind == _NOTE:
        yield string(data, 8)[0]
    elif kind == _NAME:
        count, size = data[3], struct.unpack_from("<H", data, 4)[0]
        wide = data[14] & 1
        end = 15 + count * (1 + wide)
        name = data[15:end].decode("utf-16-le" if wide else "latin-1", "replace")
        yield f"{name}：{' '.join(_biff_formulas.of(data, end, size))}"
    elif kind == _DV:
        yield from _prompts(data)
    elif kind == _HLINK:
        yield _wide_runs(data[8:])
    elif kind == _SHEET and data[5]:  # a chart or a module; xlrd names the others
        yield _short(data, 6)
    elif kind == _CACHED:
        yield _characters([data[2:]], struct.unpack_from("<H", data)[0])
    else:
        yield from _biff_formulas.texts(kind, data)


def string(data: bytes, at: int) -> tuple[str, int]:
    """Return a counted string (MS-XLS 2.5.294) and where it ends."""
    count, flags = struct.unpack_from("<HB", data, at)
    width = 1 + (flags & 1)
    end = at + 3 + count * width
    return data[at + 3 : end].decode("utf-16-le" if width == 2 else "latin-1", "replace"), end


def _characters(pieces: list[bytes], count: int) -> str:
    """Return the characters of a text object: each CONTINUE begins with its own width."""
    out = ""
    for piece in pieces:
        if len(out) >= count or not piece:
            break
        out += piece[1:].decode("utf-16-le" if piece[0] & 1 else "latin-1", "replace")
    return out[:count].replace("\r", "\n")


def _prompts(data: bytes) -> Iterator[str]:
    at = 4
    for _ in range(4):
        text, at = string(data, at)
        yield text
    for _ in range(2):
        size = struct.unpack_from("<H", data, at)[0]
        yield from _biff_formulas.of(data, at + 4, size)
        at += 4 + size


def _wide_runs(data: bytes) -> str:
    """Return the UTF-16 strings in a link's monikers, which nest in more ways than are worth telling apart.

    Letters that are read one byte askew are Han characters of which each ends in a zero byte: no text.
    """
    text = data.decode("utf-16-le", "ignore") + "\n" + data[1:].decode("utf-16-le", "ignore")
    runs, run = list[str](), ""
    for character in text:
        if character.isprintable() and (character.isascii() or "\u4e00" <= character <= "\u9fff"):
            run += character
            continue
        runs += [run] if len(run) > 3 else []
        run = ""
    return " ".join(run for run in runs if any(ord(character) & 0xFF and character != " " for character in run))
