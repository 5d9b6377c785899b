"""图元文件（WMF、EMF）里的文字：公式、图表与剪贴画是画图命令，字以字符存放。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PLACEABLE, _PLAIN = b"\xd7\xcd\xc6\x9a", (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_TEXT_OUT, _EXT_TEXT_OUT = 0x0521, 0x0A32
_WMF_BITMAPS = frozenset({0x0F43, 0x0B41, 0x0940})
_EMF_TEXT, _EMF_TEXT_A, _EMF_SMALL = 84, 83, 108
_EMF_BITMAPS = frozenset({76, 77, 80, 81, 114})
_GLYPHS = 0x10
_BITMAP_BYTES = 20_000
"""Bytes of a bitmap record below which it is a brush or a bullet."""


def is_metafile(head: bytes) -> bool:
    """Return whether an image file is a WMF or an EMF (MS-WMF 2.3.2, MS-EMF 2.3.4.2)."""
    return head.startswith((_PLACEABLE, *_PLAIN)) or head[40:44] == b" EMF"


def words(data: bytes) -> str | None:
    """Return the texts that a metafile draws, a line each; None where it holds a bitmap whose words this cannot tell."""
    records = _emf(data) if data[40:44] == b" EMF" else _wmf(data)
    found = list(records)
    return None if None in found else "\n".join(filter(None, found))


def _wmf(data: bytes) -> Iterator[str | None]:
    low = (22 if data.startswith(_PLACEABLE) else 0) + 18
    while low + 6 <= len(data):
        size, kind = struct.unpack_from("<IH", data, low)
        if size < 3:
            return
        body = data[low + 6 : low + 2 * size]
        if kind == _TEXT_OUT and len(body) > 2:
            yield body[2 : 2 + int.from_bytes(body[:2], "little")].decode("gb18030", "replace")
        elif kind == _EXT_TEXT_OUT and len(body) > 8:
            count, options = struct.unpack_from("<HH", body, 4)
            start = 16 if options & 6 else 8
            yield body[start : start + count].decode("gb18030", "replace")
        elif kind in _WMF_BITMAPS and len(body) > _BITMAP_BYTES:
            yield None
        low += 2 * size


def _emf(data: bytes) -> Iterator[str | None]:
    low = 0
    while low + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, low)
        if size < 8:
            return
        record = data[low : low + size]
        if kind in {_EMF_TEXT, _EMF_TEXT_A} and size >= 76:
            yield _text(record, wide=kind == _EMF_TEXT)
        elif kind == _EMF_SMALL and size >= 36:
            yield _small(record)
        elif kind in _EMF_BITMAPS and size > _BITMAP_BYTES:
            yield None
        low += size


def _text(record: bytes, *, wide: bool) -> str:
    count, start, options = struct.unpack_from("<III", record, 44)
    if options & _GLYPHS:
        return ""
    return _decoded(record[start : start + count * (1 + wide)], wide=wide)


def _small(record: bytes) -> str:
    count, options = struct.unpack_from("<II", record, 16)
    start = 36 if options & 0x100 else 52
    wide = not options & 0x200
    return _decoded(record[start : start + count * (1 + wide)], wide=wide)


def _decoded(raw: bytes, *, wide: bool) -> str:
    return raw.decode("utf-16-le" if wide else "gb18030", "replace")
