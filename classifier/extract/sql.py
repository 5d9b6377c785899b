"""SQL：INSERT 与 COPY 的行成表，列名来自列清单或建表语句，其余按行读取。"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.extract._sql_columns import NAME, SCHEMA, columns_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_STATEMENT = re.compile(
    rf"(?:(?:INSERT|REPLACE)\s+(?:IGNORE\s+|OVERWRITE\s+)?(?:INTO\s+)?(?:TABLE\s+)?|\bINTO\s+){SCHEMA}{NAME.format('table')}"
    r"\s*(?:\((?P<columns>[^()]{1,8000})\)\s*)?(?:VALUES\s*|(?=SELECT\s+(?:N?'|NULL\b|[0-9])))"
    rf"|\bUPDATE\s+{SCHEMA}{NAME.format('updated')}\s+SET\s+"
    rf"|^COPY\s+{SCHEMA}{NAME.format('copied')}\s*(?:\((?P<fields>[^()]{{1,8000}})\)\s*)?FROM\s+stdin(?P<how>[^\n]{{0,200}});[ \t]*\n",
    re.I | re.M,
)
_VALUE = r"(?:N?'|NULL\b|[0-9])"
_SELECTED = re.compile(rf"\s*(?:UNION\s+(?:ALL\s+)?)?SELECT\s+(?={_VALUE})", re.I)
_FROM_NOTHING = re.compile(r"\s*FROM\s+(?:SYS\.)?DUAL\b", re.I)
_ASSIGNED = re.compile(rf"\s*{NAME.format('column')}\s*=\s*")
_QUOTED = (
    r"(?:N|E|B|X|_[a-z0-9]{1,20})?'(?P<quoted>[^'\\]*(?:(?:''|\\.)[^'\\]*)*)'"
    r'|"(?P<double>[^"\\]*(?:(?:""|\\.)[^"\\]*)*)"'
)
_LITERAL = re.compile(rf"\s*(?:{_QUOTED}|(?P<bare>[^\s,;'\"()]+))\s*(?P<end>,?)", re.I | re.S)
_FILLER = re.compile(r"(?:[\s;]|\bGO(?=\s|$))*+", re.I)
_BETWEEN = re.compile(r"[\s,]*\(")
_END = re.compile(r"[^;\n]{0,200};?")
_CELL = re.compile(
    rf"\s*(?:{_QUOTED}|(?P<bare>(?:[^,()'\"]|\((?:[^()']|'[^']*'|\([^()]*\))*\))*))\s*(?P<end>[,)]|$)", re.I | re.S
)
_REST = re.compile(r"(?:[^,()']|'(?:[^'\\]|''|\\.)*'|\((?:[^()']|'[^']*')*\))*(?P<end>[,)]|$)", re.S)
_ESCAPE = re.compile(r"\\(.)|''|\"\"", re.S)
_APART = re.compile(r"DELIMITER\s+(?:AS\s+)?'([^'\\])'", re.I)
_NULL = "\\N"


@dataclass(frozen=True, slots=True)
class _Target:
    """What a statement puts rows into; text outside such statements has no table."""

    table: str = ""
    headings: tuple[str, ...] = ()
    line: int = 0
    """Number (1-based) of the first line of text outside."""


_Part = tuple[_Target, Sequence[str]]
"""A target and the cells of a row, or the one cell that is text outside."""


def read(source: Source) -> Iterator[Segment]:
    """Yield the rows put into each table, numbered by table, and everything between the statements as numbered lines."""
    text = text_of(source)
    numbers: Counter[str] = Counter()
    for target, parts in groupby(_parts(text), key=itemgetter(0)):
        rows = (cells for _, cells in parts)
        if target.table:
            yield from _table(target, rows, numbers)
        else:
            yield from line_segments(next(rows)[0], first=target.line)


def _parts(text: str) -> Iterator[_Part]:
    """Yield in their order the rows, and what text stands between the statements."""
    known = columns_of(text)
    low, counted, line = 0, 0, 1
    while hit := _STATEMENT.search(text, low):
        if not _FILLER.fullmatch(text, low, hit.start()):
            line, counted = line + text.count("\n", counted, low), low
            yield _Target(line=line), [text[low : hit.start()]]
        if hit["updated"]:
            low = yield from _updated(text, hit, known)
        else:
            low = yield from _copied(text, hit, known) if hit["copied"] else _inserted(text, hit, known)
    if not _FILLER.fullmatch(text, low):
        yield _Target(line=line + text.count("\n", counted, low)), [text[low:]]


def _headings(listed: str | None, columns: dict[str, str]) -> tuple[str, ...]:
    if not listed:
        return tuple(columns.values())
    names = (name.strip(' \t\r\n`"[]') for name in listed.split(","))
    return tuple(columns.get(name.casefold(), name) for name in names)


def _inserted(text: str, hit: re.Match[str], known: dict[str, dict[str, str]]) -> Generator[_Part, None, int]:
    target = _Target(hit["table"], _headings(hit["columns"], known.get(hit["table"].casefold(), {})))
    position = hit.end()
    while opening := _SELECTED.match(text, position):
        cells, position = _literals(text, opening.end())
        nothing = _FROM_NOTHING.match(text, position)
        position = nothing.end() if nothing else position
        yield target, cells
    while opening := _BETWEEN.match(text, position):
        cells, position = _cells(text, opening.end())
        yield target, cells
    end = _END.match(text, position)
    return end.end() if end else position


def _literals(text: str, position: int) -> tuple[list[str], int]:
    """Return the values between commas, of a `SELECT` of nothing but values, and the offset behind them."""
    cells: list[str] = []
    while hit := _LITERAL.match(text, position):
        cells.append(_value(hit))
        position = hit.end()
        if not hit["end"]:
            break
    return cells, position


def _updated(text: str, hit: re.Match[str], known: dict[str, dict[str, str]]) -> Generator[_Part, None, int]:
    """Yield the values that an `UPDATE` gives to columns, as a row, and return the offset of what follows them: its condition."""
    columns, names, cells, position = known.get(hit["updated"].casefold(), {}), list[str](), list[str](), hit.end()
    while (name := _ASSIGNED.match(text, position)) and (value := _LITERAL.match(text, name.end())):
        names.append(columns.get(name["column"].casefold(), name["column"]))
        cells.append(_value(value))
        position = value.end()
        if not value["end"]:
            break
    condition = _END.match(text, position)
    told, end = (condition[0].strip("; "), condition.end()) if condition else ("", position)
    yield _Target(hit["updated"], (*names, "WHERE")), [*cells, told]
    return end


def _cells(text: str, position: int) -> tuple[list[str], int]:
    """Return the values of a tuple and the offset behind its closing bracket; of a broken one, the rest of its line."""
    cells: list[str] = []
    while hit := _CELL.match(text, position) or _REST.match(text, position):
        cells.append(_value(hit))
        position = hit.end()
        if hit["end"] != ",":
            return cells, position
    end = text.find("\n", position)
    end = end if end >= 0 else len(text)
    return [*cells, text[position:end]], end


def _value(hit: re.Match[str]) -> str:
    if hit.re is _REST:
        return hit[0].rstrip(",)").strip()
    quoted = hit["quoted"] if hit["quoted"] is not None else hit["double"]
    if quoted is None:
        return hit["bare"].strip()
    return _ESCAPE.sub(_unescaped, quoted) if "\\" in quoted or "''" in quoted or '""' in quoted else quoted


def _unescaped(hit: re.Match[str]) -> str:
    return " " if hit[1] in {"n", "r", "t", "0"} else hit[1] or hit[0][0]


def _copied(text: str, hit: re.Match[str], known: dict[str, dict[str, str]]) -> Generator[_Part, None, int]:
    target = _Target(hit["copied"], _headings(hit["fields"], known.get(hit["copied"].casefold(), {})))
    end = text.find("\n\\.", hit.end() - 1)
    rows = text[hit.end() : end if end >= 0 else len(text)]
    commas, told = "csv" in hit["how"].lower(), _APART.search(hit["how"])
    apart = told[1] if told else "," if commas else "\t"
    for line in rows.split("\n"):
        if line:
            cells = next(csv.reader([line], delimiter=apart), []) if commas else line.split(apart)
            yield target, ["" if cell == _NULL else cell for cell in cells]
    return end + len("\n\\.") if end >= 0 else len(text)


def _table(target: _Target, rows: Iterator[Sequence[str]], numbers: Counter[str]) -> Iterator[Segment]:
    place, headings = f"数据表“{target.table}”", target.headings
    named = bool(headings)
    while batch := list(islice(rows, TABLE_ROWS)):
        text = "\n".join(map(_tables.line, [headings, *batch] if named else batch))
        first = numbers[target.table] + 1 - named
        yield Segment(text, place, unit=Unit.ROW, first=first, headings=headings, heading_row=named)
        numbers[target.table] += len(batch)
        named = False


EXTRACTOR = Extractor(
    title="SQL 脚本与备份",
    media_types=frozenset({"application/sql"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f"INSERT INTO t (id, 备注) VALUES (1, '{text}'), (2, '无');\n".encode(), ".sql"),
    reads="建表、INSERT、COPY 的每一行，注释",
)
