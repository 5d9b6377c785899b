"""Windows 程序（exe、dll）：自解压包里的压缩包作为文件交出；程序本身不含文档文字。"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from classifier.extract._base import Extractor, Source, given
from classifier.identify import unread_outcome
from classifier.model import Item, Member, Unreadable
from recognizers._document import Form

_PACKED = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|PK\x03\x04|MSCF\0\0\0\0")
_HEADER, _OPTIONAL, _SECTION = 24, 20, 40
_AHEAD = 1 << 20
"""Bytes behind the program among which an archive begins: a self-extracting one writes its settings before it."""


def read(source: Source) -> Iterator[Item]:
    """Yield the archive behind a program that unpacks itself. Always raises NO_TEXT for the program."""
    end = _end(source.data)
    if end and (hit := _PACKED.search(source.data, end, end + _AHEAD)):
        data = source.data[hit.start() :]
        yield Member("自解压包的内容", given(data), size=len(data))
    raise Unreadable(*unread_outcome(source.type.media_type))


def _end(data: bytes) -> int:
    """Return where the last section of a program ends (PE format, section table), 0 where that cannot be said."""
    try:
        (at,) = struct.unpack_from("<I", data, 0x3C)
        if data[at : at + 4] != b"PE\0\0":
            return 0
        (sections,) = struct.unpack_from("<H", data, at + 6)
        first = at + _HEADER + struct.unpack_from("<H", data, at + _OPTIONAL)[0]
        ends = [sum(struct.unpack_from("<II", data, first + number * _SECTION + 16)) for number in range(sections)]
    except struct.error:
        return 0
    return max(ends, default=0)


EXTRACTOR = Extractor(
    title="Windows 程序（exe、dll）",
    media_types=frozenset(
        {"application/x-dosexec", "application/vnd.microsoft.portable-executable", "application/x-ms-dos-executable"}
    ),
    form=Form.TEXT,
    read=read,
    sample=None,
    reads="自解压包里的压缩包（zip、rar、7z、cab）",
    omits="程序本身：记为 `no_text`，内部的字符串不查",
)
