"""JSON 与 JSON Lines：同样键的记录成一张表，键就是列名。"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_DEEPEST = 200
_LONGEST_LITERAL = 100_000
Row = tuple[tuple[str, ...], list[str]]


def read(source: Source) -> Iterator[Segment]:
    """Yield records as table rows in their order; a file that does not parse is read as lines."""
    text = text_of(source)
    try:
        values = list(_values(text, source.type.media_type))
    except (ValueError, RecursionError):
        return line_segments(text)
    return _tables_of(row for value in values for row in _rows(value, "", 0))


def _values(text: str, media_type: str) -> Iterator[Any]:
    if media_type != "application/jsonl":
        try:
            yield json.loads(text)
            return
        except ValueError:
            if text.count("\n") < 2:
                raise
    for line in text.split("\n"):
        if line.strip():
            yield _value(line)


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        if len(line) > _LONGEST_LITERAL:
            raise
        try:
            return ast.literal_eval(line)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise ValueError(line[:20]) from error


def _rows(value: Any, name: str, depth: int) -> Iterator[Row]:
    """Yield (keys, cells) for every object, its nested ones after it; scalars outside objects have their name as key."""
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        flat = {str(key): _cell(item) for key, item in value.items() if _is_cell(item)}
        if flat:
            yield tuple(flat), list(flat.values())
        for key, item in value.items():
            if not _is_cell(item):
                yield from _rows(item, str(key), depth + 1)
    elif isinstance(value, list | tuple):
        if _is_cell(value):
            yield (name,), [_cell(value)]
        else:
            for item in value:
                yield from _rows(item, name, depth + 1)
    elif value is not None:
        yield (name,), [_cell(value)]


def _is_cell(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return len(value) <= 64 and not any(isinstance(item, dict | list | tuple) for item in value)
    return not isinstance(value, dict)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(_cell(item) for item in value)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tables_of(rows: Iterator[Row]) -> Iterator[Segment]:
    number = 1
    for keys, group in groupby(rows, key=lambda row: row[0]):
        lines = [_tables.line(keys)] if any(keys) else []
        heading_row = bool(lines)
        for _, cells in group:
            lines.append(_tables.line(cells))
            if len(lines) >= TABLE_ROWS:
                yield Segment(
                    "\n".join(lines), "记录", unit=Unit.ROW, first=number, headings=keys, heading_row=heading_row
                )
                number += len(lines)
                lines, heading_row = [], False
        if lines:
            yield Segment("\n".join(lines), "记录", unit=Unit.ROW, first=number, headings=keys, heading_row=heading_row)
            number += len(lines)


EXTRACTOR = Extractor(
    title="JSON、JSON Lines、GeoJSON",
    media_types=frozenset({"application/json", "application/jsonl"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (
        json.dumps([{"备注": text, "序": 1}, {"备注": "无", "序": 2}], ensure_ascii=False).encode(),
        ".json",
    ),
)
