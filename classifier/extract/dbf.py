"""dBASE 表（dbf）：字段与每一行，连同标为删除的行。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.decode import detect
from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Outcome, Part, Unit, Unreadable
from recognizers._document import Form

_CODE_PAGES = {0x4D: "gb18030", 0x4F: "big5", 0x7A: "gb18030", 0x78: "big5", 0x03: "cp1252", 0x57: "cp1252"}
"""Language driver ids (dBASE file header, byte 29)."""


def read(source: Source) -> Iterator[Item]:
    """Yield the live rows, then those marked as deleted."""
    data = source.data
    count, begin, width = struct.unpack_from("<IHH", data, 4) if len(data) > 32 else (0, 0, 0)
    fields = list(_fields(data[: max(begin, 32)]))
    if not fields or not width or begin >= len(data):
        raise Unreadable(Outcome.CORRUPT, "dbf 文件头损坏，未能读取")
    encoding = _CODE_PAGES.get(data[29]) or detect(data[begin:])[0]
    names = [name.decode(encoding, "replace") for name, _ in fields]
    for deleted, part in ((False, Part.BODY), (True, Part.DELETED)):
        rows = [
            _row(data[at : at + width], fields, encoding)
            for at in range(begin, min(len(data), begin + count * width), width)
            if (data[at : at + 1] == b"*") is deleted
        ]
        if rows:
            yield from _tables.segments(iter([names, *rows]), "标为删除的行" if deleted else "数据表", Unit.ROW, part)
    if begin + count * width > len(data) + 1:
        raise Unreadable(Outcome.PARTIAL, f"dbf 不完整：应有 {count:,} 行")


def _fields(header: bytes) -> Iterator[tuple[bytes, int]]:
    for at in range(32, len(header) - 31, 32):
        if header[at] == 0x0D:
            return
        yield header[at : at + 11].partition(b"\0")[0], header[at + 16]


def _row(record: bytes, fields: list[tuple[bytes, int]], encoding: str) -> list[str]:
    cells, low = [], 1
    for _, width in fields:
        cells.append(record[low : low + width].decode(encoding, "replace").replace("\0", " ").strip())
        low += width
    return cells


def _sample(text: str) -> tuple[bytes, str]:
    fields = (("XH", 10), ("BZ", 200))
    width = 1 + sum(size for _, size in fields)
    header = struct.pack("<B3BIHH17xB2x", 3, 126, 11, 24, 2, 32 + 32 * len(fields) + 1, width, 0x4D)
    for name, size in fields:
        header += struct.pack("<11sc4xBB14x", name.encode(), b"C", size, 0)
    rows = b"".join(
        b" " + number.encode().ljust(10) + note.encode("gb18030").ljust(200)
        for number, note in (("1", text), ("2", "无"))
    )
    return header + b"\r" + rows + b"\x1a", ".dbf"


EXTRACTOR = Extractor(
    title="dBASE 表（dbf，Shapefile 的属性表）",
    media_types=frozenset({"application/x-dbf"}),
    form=Form.RECORD,
    read=read,
    sample=_sample,
    reads="每一行（标为删除的也读），编码按文件头或内容判断",
    omits="备注文件（dbt、fpt）里的长文字",
)
