"""SQLite 数据库：每张表的每一行，存进去的文件，建表语句，已删除页面上的文字。"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_FILES_AT_MOST = 5_000
_FILE_FROM = 64
"""Bytes from which a value that is no text is a file of its own."""
_TEXT_RUN = re.compile(rb"(?:[\x20-\x7e]|[\xc3-\xef][\x80-\xbf]{1,2}){6,4000}")
_STEPS = 50_000_000
"""Virtual machine steps that one table may take: a hostile schema must not run for ever."""


def read(source: Source) -> Iterator[Item]:
    """Yield the schema, every table, and text of pages that are free but not wiped (SQLite file format 1.5)."""
    data = bytearray(source.data)
    data[18:20] = b"\x01\x01"  # a file written with a log beside it opens without the log only so
    with closing(sqlite3.connect(":memory:")) as base:
        base.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            base.deserialize(bytes(data))
            base.execute("PRAGMA trusted_schema=OFF")
            schema = base.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        except sqlite3.Error as error:
            raise Unreadable(Outcome.CORRUPT, "SQLite 数据库损坏或已加密，打不开") from error
        if statements := [sql for _, _, sql in schema if sql]:
            yield Segment("\n".join(statements), "建表语句", Part.OTHER)
        broken, files = [], list[Member]()
        for name in [name for kind, name, _ in schema if kind == "table"]:
            try:
                yield from _tables.segments(_rows(base, name, files), f"表“{name}”", Unit.ROW, opens_page=True)
            except sqlite3.Error:
                broken.append(name)
        yield from files[:_FILES_AT_MOST]
        yield from _freed(source.data)
    if len(files) > _FILES_AT_MOST:
        raise Unreadable(Outcome.PARTIAL, f"库中存有文件 {len(files)} 个，只读前 {_FILES_AT_MOST} 个")
    if broken:
        raise Unreadable(Outcome.PARTIAL, f"表读不出：{'、'.join(broken[:8])}")


def _rows(base: sqlite3.Connection, name: str, files: list[Member]) -> Iterator[Sequence[str]]:
    quoted = name.replace('"', '""')
    base.set_progress_handler(lambda: 1, _STEPS)
    rows = base.execute(f'SELECT * FROM "{quoted}"')
    columns = [column[0] for column in rows.description]
    yield columns
    for number, row in enumerate(rows, 1):
        yield [_cell(value, f"{name}/第{number}行 {column}", files) for column, value in zip(columns, row, strict=True)]


def _cell(value: object, place: str, files: list[Member]) -> str:
    if not isinstance(value, bytes):
        return "" if value is None else str(value)
    try:
        return value.decode("utf-8") if b"\0" not in value else _wide(value)
    except UnicodeDecodeError:
        if len(value) >= _FILE_FROM:
            files.append(Member(place, given(value), size=len(value)))
        return ""


def _wide(value: bytes) -> str:
    if len(value) >= _FILE_FROM:
        raise UnicodeDecodeError("utf-8", value, 0, 1, "a file")
    return value.decode("utf-16-le", "replace")


def _freed(data: bytes) -> Iterator[Segment]:
    """Yield the text on pages of the free list: rows that were deleted and not yet written over."""
    size = int.from_bytes(data[16:18], "big") or 65536
    size = 65536 if size == 1 else size
    runs, trunk, seen = [], int.from_bytes(data[32:36], "big"), set[int]()
    while trunk and trunk not in seen and trunk * size <= len(data):
        seen.add(trunk)
        page = data[(trunk - 1) * size : trunk * size]
        count = min(int.from_bytes(page[4:8], "big"), (size - 8) // 4)
        leaves = [int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count)]
        for leaf in leaves:
            runs += _TEXT_RUN.findall(data[(leaf - 1) * size : leaf * size])
        runs += _TEXT_RUN.findall(page[8 + 4 * count :])
        trunk = int.from_bytes(page[:4], "big")
    if text := "\n".join(run.decode("utf-8", "ignore") for run in runs):
        yield Segment(text, "已删除的页面", Part.DELETED)


def _sample(text: str) -> tuple[bytes, str]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE 登记 (序号 INTEGER, 备注 TEXT)")
        base.executemany("INSERT INTO 登记 VALUES (?, ?)", [(1, text), (2, "无")])
        base.commit()
        return base.serialize(), ".db"


EXTRACTOR = Extractor(
    title="SQLite 数据库",
    media_types=frozenset({"application/vnd.sqlite3"}),
    form=Form.RECORD,
    read=read,
    sample=_sample,
    reads="每张表的每一行，存在表里的文件，建表语句，已删除而未覆盖的页面",
    omits="旁边的 -wal 日志里尚未并入的改动（日志文件另有记录）；加密的库",
)
