"""SQL：INSERT 与 COPY 的行成表，列名来自列清单或建表语句，其余按行读取。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_NAME = r"[`\"\[]?(?P<{}>[^\s`\"\[\]().,;]{{1,80}})[`\"\]]?"
_CREATE = re.compile(
    r"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[^\s(]{1,80}\.)?" + _NAME.format("table") + r"\s*\(", re.I
)
_INSERT = re.compile(
    r"(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+(?:[^\s(]{1,80}\.)?"
    + _NAME.format("table")
    + r"\s*(?:\((?P<columns>[^()]{1,4000})\)\s*)?VALUES\s*",
    re.I,
)
_COPY = re.compile(r"^COPY\s+\S{1,120}\s*\((?P<columns>[^()]{1,4000})\)\s+FROM\s+stdin;[ \t]*\n", re.I | re.M)
_COLUMN = re.compile(r"^\s*[`\"\[]?([^\s`\"\[\](),;]{1,80})[`\"\]]?\s+[A-Za-z]", re.M)
_COMMENT = re.compile(r"COMMENT\s+'([^']{1,40})'", re.I)
_KEYWORDS = frozenset("primary key unique constraint index foreign fulltext check".split())
_VALUE = re.compile(r"'((?:[^'\\]|''|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^,()'\"]+)|(,)|(\))|(\()", re.S)
_BETWEEN = re.compile(r"\s*,?\s*(\(|;|$)")


def read(source: Source) -> Iterator[Segment]:
    """Yield rows of INSERT and COPY as tables with headings, and everything between them as numbered lines."""
    text = text_of(source)
    columns = {name.casefold(): heads for name, heads in _created(text)}
    low = 0
    for start, segment_rows, headings in _blocks(text, columns):
        if text[low:start].strip():
            yield from line_segments(text[low:start], first=text.count("\n", 0, low) + 1)
        rows = _Rows(text, segment_rows)
        yield from _table(rows, headings, text.count("\n", 0, start) + 1)
        low = rows.position
    if text[low:].strip():
        yield from line_segments(text[low:], first=text.count("\n", 0, low) + 1)


def _created(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for hit in _CREATE.finditer(text):
        body = text[hit.end() : hit.end() + 20_000].split(";", 1)[0]
        yield hit["table"], tuple(_columns(body))


def _columns(body: str) -> Iterator[str]:
    for line in body.split("\n"):
        if (hit := _COLUMN.match(line)) and hit[1].casefold() not in _KEYWORDS:
            comment = _COMMENT.search(line)
            yield f"{hit[1]} {comment[1]}" if comment else hit[1]


def _blocks(text: str, columns: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    position = 0
    while hit := _INSERT.search(text, position):
        listed = tuple(name.strip(' `"[]\n\t') for name in hit["columns"].split(",")) if hit["columns"] else ()
        known = columns.get(hit["table"].casefold(), ())
        by_name = {head.split(" ")[0].casefold(): head for head in known}
        headings = tuple(by_name.get(name.casefold(), name) for name in listed) or known
        yield hit.start(), hit.end(), headings
        position = max(hit.end(), _Rows.last_end(text, hit.end()))


class _Rows:
    """The tuples that follow VALUES, one after the other; `position` is where the last one ended."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.position = start

    @staticmethod
    def last_end(text: str, start: int) -> int:
        rows = _Rows(text, start)
        for _ in rows:
            pass
        return rows.position

    def __iter__(self) -> Iterator[list[str]]:
        while (hit := _BETWEEN.match(self._text, self.position)) and hit[1] == "(":
            self.position = hit.end()
            yield self._row()

    def _row(self) -> list[str]:
        cells, cell, depth = [], "", 0
        while hit := _VALUE.match(self._text, self.position):
            self.position = hit.end()
            if hit[5] and not depth:
                break
            if hit[4] and not depth:
                cells.append(cell.strip())
                cell = ""
                continue
            depth += bool(hit[6]) - bool(hit[5])
            quoted = hit[1] if hit[1] is not None else hit[2]
            cell += quoted.replace("''", "'").replace("\\'", "'") if quoted is not None else hit[0]
        return [*cells, cell.strip()]


def _table(rows: _Rows, headings: tuple[str, ...], first: int) -> Iterator[Segment]:
    passing = iter(rows)
    lines = [_tables.line(headings)] if headings else []
    heading_row = bool(lines)
    while batch := list(islice(passing, TABLE_ROWS)):
        lines += map(_tables.line, batch)
        yield Segment(
            "\n".join(lines), "插入语句", unit=Unit.ROW, first=first, headings=headings, heading_row=heading_row
        )
        first += len(lines)
        lines, heading_row = [], False


EXTRACTOR = Extractor(
    title="SQL 脚本与备份",
    media_types=frozenset({"application/sql"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f"INSERT INTO t (id, 备注) VALUES (1, '{text}'), (2, '无');\n".encode(), ".sql"),
)
