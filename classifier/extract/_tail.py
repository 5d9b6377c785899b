"""文件末尾之后：图像与 PDF 自身结束之后还接着的数据，别的程序看不见，正好藏东西。"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from classifier.extract._base import given
from classifier.identify import UNKNOWN, identify
from classifier.model import Member, Outcome, Unreadable

_PADDING = b"\0\t\r\n\x1a \xff"
_FEW = 16
"""Bytes behind the end that are no hiding place."""
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that ends a JPEG's compressed data (ITU-T T.81, B.1.1.5)."""
_END_OF_PDF = re.compile(rb"%%EOF[\r\n]{0,2}")
_UPDATE = re.compile(rb"[0-9]\s+obj\b")
_CAMERA, _FILM = b"SEFT", b"ftyp"
"""The end of what some telephones write behind a photograph; it may hold a film of the same moment."""


def behind(data: bytes, end: int) -> Iterator[Member]:
    """Yield what follows behind `end`, where a file's format ends it, as a file of its own. Raises PARTIAL for what nobody knows."""
    rest = data[end:] if 0 < end < len(data) else b""
    if len(rest.strip(_PADDING)) < _FEW:
        return
    if rest.rstrip(_PADDING).endswith(_CAMERA):
        film = rest.find(_FILM)
        if film < 4:
            return
        rest = rest[film - 4 :]
    else:
        rest = rest.lstrip(_PADDING)
    name = f"文件末尾之后（{len(rest):,} 字节）"
    if _type_of(rest) == UNKNOWN:
        raise Unreadable(Outcome.PARTIAL, f"文件末尾之后还有 {len(rest):,} 字节，认不出是什么，未读")
    yield Member(name, given(rest), size=len(rest))


def _type_of(data: bytes) -> str:
    try:
        return identify(data, "").media_type
    except Unreadable:
        return ""


def end_of_picture(data: bytes) -> int:
    """Return where a JPEG, PNG, GIF, WebP or BMP ends, 0 where that cannot be said."""
    for start, find in _ENDS.items():
        if data.startswith(start):
            try:
                return find(data)
            except (IndexError, struct.error):
                return 0
    return 0


def end_of_pdf(data: bytes) -> int:
    """Return where a PDF ends; 0 where what follows is a change of it that was not written to its end."""
    ends = [hit.end() for hit in _END_OF_PDF.finditer(data)]
    return ends[-1] if ends and not _UPDATE.search(data, ends[-1]) else 0


def _jpeg(data: bytes) -> int:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0xFF:
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
            if marker == 0xDA:
                scan = _AFTER_SCAN.search(data, at)
                if not scan:
                    return 0
                at = scan.start()
    return 0


def _png(data: bytes) -> int:
    at = 8
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        at += 12 + int(size)
        if kind == b"IEND":
            return at


def _gif(data: bytes) -> int:
    at = 13 + _table(data[10])
    while data[at] in b"\x21\x2c":
        if data[at] == 0x21:
            at += 2
        else:
            at += 11 + _table(data[at + 9])
        while size := data[at]:
            at += 1 + size
        at += 1
    return at + 1 if data[at] == 0x3B else 0


def _table(flags: int) -> int:
    """Return the bytes of a colour table (GIF89a, 18 and 20)."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _riff(data: bytes) -> int:
    return int(8 + struct.unpack_from("<I", data, 4)[0])


def _bmp(data: bytes) -> int:
    return int(struct.unpack_from("<I", data, 2)[0])


_ENDS = {b"\xff\xd8\xff": _jpeg, b"\x89PNG\r\n\x1a\n": _png, b"GIF8": _gif, b"RIFF": _riff, b"BM": _bmp}
