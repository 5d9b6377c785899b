"""二进制 Office 文件里的图形：艺术字（水印）、替代文字、提示（MS-ODRAW 的属性表）。"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_TABLE = re.compile(rb"[\x03-\xf3].[\x0b\x21\x22][\xf0\xf1]", re.S)
"""Header of a property table: version 3, how many properties, type F00B, F121 or F122."""
_COMPLEX, _ID = 0x8000, 0x3FFF
_WORDS = frozenset({0x00C0, 0x0381, 0x038D, 0x0384})
"""gtextUNICODE, wzDescription, wzTooltip, and the web address of older files (MS-ODRAW 2.3.22.2, 2.3.4)."""
_MOST_PROPERTIES = 512


def texts(data: bytes) -> Iterator[str]:
    """Yield the texts that shapes carry as properties, wherever in `data` their tables stand."""
    for hit in _TABLE.finditer(data):
        at = hit.start()
        header, size = (
            struct.unpack_from("<H", data, at)[0],
            struct.unpack_from("<I", data, at + 4)[0] if at + 8 <= len(data) else 0,
        )
        count = header >> 4
        if header & 0xF == 3 and 0 < count <= _MOST_PROPERTIES and 6 * count <= size <= len(data) - at - 8:
            yield from _texts(data[at + 8 : at + 8 + size], count)


def _texts(table: bytes, count: int) -> Iterator[str]:
    low = 6 * count
    for number in range(count):
        name, value = struct.unpack_from("<HI", table, 6 * number)
        if not name & _COMPLEX:
            continue
        if name & _ID in _WORDS and (text := table[low : low + value].decode("utf-16-le", "replace").strip("\0 \r\n")):
            yield text.replace("\r", "\n")
        low += value
