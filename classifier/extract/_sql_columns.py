"""SQL 的列名：来自建表语句与列注释。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

NAME = r"[`\"\[]?(?P<{}>[^\s`\"\[\]().,;']{{1,80}})[`\"\]]?"
"""One identifier, quoted in any of the ways that are used; to be formatted with a group name."""
SCHEMA = r"(?:[`\"\[]?[^\s`\"\[\]().,;']{1,80}[`\"\]]?\.){0,2}"
_CREATE = re.compile(rf"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{SCHEMA}{NAME.format('table')}\s*\(", re.I)
_PIECE = re.compile(r"\s*(?P<piece>(?:[^,()']|'(?:[^']|'')*'|\((?:[^()']|'(?:[^']|'')*'|\([^()]*\))*\))+)(?P<more>,?)")
_COLUMN = re.compile(rf"{NAME.format('column')}\s+[A-Za-z]")
_INNER = re.compile(r"COMMENT\s+'((?:[^']|''){1,60})'", re.I)
_TRAILING = re.compile(r"[ \t]*(?:--|#)[ \t]*([^\n]{1,60})")
_LINE_COMMENT = re.compile(r"(?:--|#)[^\n]*")
_ON_COLUMN = re.compile(
    rf"COMMENT\s+ON\s+COLUMN\s+{SCHEMA}{NAME.format('table')}\.{NAME.format('column')}\s+IS\s+'(?P<comment>(?:[^']|''){{1,60}})'",
    re.I,
)
_PROPERTY = re.compile(
    r"sp_(?:add|update)extendedproperty\s+(?:@name\s*=\s*)?N?'MS_Description'\s*,\s*(?:@value\s*=\s*)?N?'(?P<comment>(?:[^']|''){1,60})'"
    r"[^;\n]{1,200}?N?'TABLE'\s*,\s*(?:@level1name\s*=\s*)?N?'(?P<table>[^']{1,80})'[^;\n]{1,100}?N?'COLUMN'\s*,\s*(?:@level2name\s*=\s*)?N?'(?P<column>[^']{1,80})'",
    re.I,
)
"""How SQL Server keeps the comment of a column."""
_KEYWORDS = frozenset("primary key unique constraint index foreign fulltext check exclude partition".split())
_LONGEST_BODY = 100_000


def columns_of(text: str) -> dict[str, dict[str, str]]:
    """Return for each created table (lower case) its columns in order: name in lower case → heading, the name and its comment."""
    tables = {hit["table"].casefold(): dict(_columns(text, hit.end())) for hit in _CREATE.finditer(text)}
    for hit in chain(_ON_COLUMN.finditer(text), _PROPERTY.finditer(text)):
        known = tables.get(hit["table"].casefold(), {})
        if hit["column"].casefold() in known:
            known[hit["column"].casefold()] = f"{hit['column']} {hit['comment']}"
    return tables


def _columns(text: str, start: int) -> Iterator[tuple[str, str]]:
    position, more = start, True
    while more and position < start + _LONGEST_BODY and (hit := _PIECE.match(text, position)):
        position, more = hit.end(), bool(hit["more"])
        trailing = _TRAILING.match(text, position)
        column = _COLUMN.match(_LINE_COMMENT.sub("", hit["piece"]).strip())
        if column and column["column"].casefold() not in _KEYWORDS:
            comment = _INNER.search(hit["piece"]) or (trailing if more else _TRAILING.search(hit["piece"]))
            yield (
                column["column"].casefold(),
                f"{column['column']} {comment[1].strip()}" if comment else column["column"],
            )
        position = trailing.end() if trailing else position
