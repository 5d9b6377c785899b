"""JSON 与 JSON Lines：成列的记录是一张表，键就是列名；单个对象逐项读作“键：值”。"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from classifier import script_data
from classifier.extract import _records
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Part, Segment
from recognizers._document import Form

SCRIPT = "text/x-script-data"
"""A script that is nearly nothing but values: question banks, rosters and test data of web pages."""
_LONGEST_LITERAL = 100_000
_TRIED = 50


def read(source: Source) -> Iterator[Segment]:
    """Yield lists of objects as tables, other values as `key：value` lines; what does not parse is read as lines.

    A row's number is that of the record in its list, in JSON Lines that of the file's line; 0 is the row of headings.
    """
    text = text_of(source).lstrip("\ufeff")
    if source.type.media_type == SCRIPT:
        return _of_script(text)
    if source.type.media_type != "application/jsonl":
        try:
            return _records.segments(_parsed(text))
        except (ValueError, RecursionError):
            pass
    lines = text.split("\n")
    return _json_lines(lines) if _are_records(lines) else line_segments(text)


def _of_script(text: str) -> Iterator[Segment]:
    """Yield the values that a script gives to names, then what else stands in it; as lines where it cannot be read."""
    try:
        named, rest = script_data.values(text)
        for _, value in named:
            _shallow(value)
    except (ValueError, RecursionError):
        yield from line_segments(text)
        return
    for name, value in named:
        yield from _records.segments(value, (name,) if name else ())
    if rest.strip():
        yield Segment(rest.strip(), "其余程序", Part.OTHER)


def _parsed(text: str) -> Any:
    """Return a JSON value with numbers as written. Raises ValueError (also for one too deep) and RecursionError."""
    value = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_every_pair)
    return _shallow(value)


def _every_pair(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known = dict(pairs)
    if len(known) == len(pairs):
        return known
    values: dict[str, list[Any]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return {key: found if len(found) > 1 else found[0] for key, found in values.items()}


def _shallow(value: Any) -> Any:
    level = [value]
    for _ in range(_records.DEEPEST):
        level = [inner for outer in level for inner in _below(outer) if isinstance(inner, dict | list | tuple)]
        if not level:
            return value
    raise ValueError(_records.DEEPEST)


def _below(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()


def _are_records(lines: Iterable[str]) -> bool:
    tried = [line for line in lines if line.strip()][:_TRIED]
    return sum(isinstance(_line(line), dict | list | tuple) for line in tried) * 2 > len(tried)


def _json_lines(lines: Sequence[str]) -> Iterator[Segment]:
    for low in range(0, len(lines), TABLE_ROWS):
        rows = [_row(line) for line in lines[low : low + TABLE_ROWS]]
        yield from _records.table(rows, first=low + 1, heading_row=not low)


def _row(line: str) -> _records.Flat:
    value = _line(line) if line.strip() else {}
    return _records.Flat().take(value if isinstance(value, dict) else {"": value})


def _line(line: str) -> Any:
    """Return the value that a line holds in JSON or, as programs print it, in Python's writing; else the line itself."""
    try:
        return _parsed(line)
    except (ValueError, RecursionError):
        pass
    if len(line) > _LONGEST_LITERAL or not line.lstrip().startswith(("{", "[", "(")):
        return line
    try:
        return _shallow(ast.literal_eval(line.strip()))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return line


EXTRACTOR = Extractor(
    title="JSON、JSON Lines、GeoJSON，写成 JavaScript 的数据",
    media_types=frozenset({"application/json", "application/jsonl", SCRIPT}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (
        json.dumps([{"备注": text, "序": 1}, {"备注": "无", "序": 2}], ensure_ascii=False).encode(),
        ".json",
    ),
    reads="每个键与值；成列的对象按表读；几乎只有数据的 js、ts 文件（题库、名单）照此读",
)
