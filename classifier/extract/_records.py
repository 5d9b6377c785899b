"""记录：键值结构（JSON、XML）里成列的对象是一张表，键就是列名；单个对象逐项读作“键：值”。"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS
from classifier.extract._lines import line_segments
from classifier.model import Segment, Unit
from recognizers._fields import Role, is_field, whose

Path = tuple[str, ...]
DEEPEST = 60
"""Levels that are taken apart; a deeper value must not be given here."""
_WIDEST = 300
"""Columns of a table at most; objects of more different keys are read one by one."""
_TRIED = 50
_OTHERS = frozenset({Role.KIN, Role.STAFF, Role.CONTACT})
_LABELS = frozenset("label name key field title caption question prop 名称 标签 字段 项目 题目".split())
_VALUES = frozenset("value val content text answer data 值 内容 答案".split())
_NUMBERS = re.compile(r"[-+.0-9eE]+")


@dataclass(slots=True)
class Flat:
    """An object laid flat: a cell for each value that fits one, and the lists of objects below it."""

    cells: dict[Path, str] = field(default_factory=dict)
    lists: dict[Path, list[Any]] = field(default_factory=dict)

    def take(self, item: dict[str, Any], path: Path = ()) -> Flat:
        """Take in an object that stands at `path`."""
        for key, told in _tabular(item).items():
            here = (*path, str(key))
            if isinstance(told, str):
                self.cells[here] = told
                continue
            value = _of_pairs(told)
            if isinstance(value, dict) and (rows := _by_column(value)):
                self.lists.setdefault(here, []).extend(rows)
            elif isinstance(value, dict) and value and not _is_keyed(value):
                self.take(value, here)
            elif _is_cell(value):
                self.cells[here] = _cell(value)
            else:
                self.lists.setdefault(here, []).extend(_items(value))
        return self


def segments(value: Any, path: Path = ()) -> Iterator[Segment]:
    """Yield a value made of dicts, lists and strings: tables numbered by record (0 is the row of headings), and lines."""
    value = _of_pairs(value)
    if isinstance(value, dict) and (rows := _by_column(value)):
        yield from _list(rows, path)
    elif isinstance(value, dict) and not _is_keyed(value):
        flat = Flat().take(value)
        if flat.cells:
            yield Segment("\n".join(_pairs(flat)), _place(path))
        yield from _lists(flat.lists, path)
    elif isinstance(value, dict | list | tuple):
        yield from _list(_items(value), path)
    elif value is not None:
        yield Segment(_cell(value), _place(path))


def table(rows: Sequence[Flat], path: Path = (), first: int = 1, *, heading_row: bool = True) -> Iterator[Segment]:
    """Yield objects as one table under the union of their keys, then the lists below all of them."""
    columns = list(dict.fromkeys(chain.from_iterable(row.cells for row in rows)))
    if len(columns) > _WIDEST:
        yield from line_segments("\n".join(chain.from_iterable(map(_pairs, rows))), _place(path))
    elif columns:
        headings = tuple(_heading((*path, *key)) for key in columns)
        lines = [_tables.line([row.cells.get(key, "") for key in columns]) for row in rows]
        for low in range(0, len(lines), TABLE_ROWS):
            named = heading_row and not low
            text = "\n".join(([_tables.line(headings)] if named else []) + lines[low : low + TABLE_ROWS])
            start = first + low - named
            yield Segment(text, _place(path), unit=Unit.ROW, first=start, headings=headings, heading_row=named)
    lists: dict[Path, list[Any]] = {}
    for row in rows:
        for below, items in row.lists.items():
            lists.setdefault(below, []).extend(items)
    yield from _lists(lists, path)


def _heading(key: Path) -> str:
    """Return the last part of a key as a heading, with what stands above it where that says whose it is: `guardian name`."""
    leaf, above = key[-1], key[-2] if len(key) > 1 else ""
    return f"{above} {leaf}" if whose(above) in _OTHERS and whose(leaf) is None else leaf


def _pairs(flat: Flat) -> Iterator[str]:
    for key, cell in flat.cells.items():
        yield f"{key[-1]}：{cell}".replace("\r\n", "\n").replace("\r", "\n")


def _lists(lists: dict[Path, list[Any]], path: Path) -> Iterator[Segment]:
    for below, items in lists.items():
        yield from _list(items, (*path, *below))


def _list(items: Sequence[Any], path: Path) -> Iterator[Segment]:
    items = list(map(_of_pairs, items))
    if _is_bare(items) and _is_grid(items):
        yield from _tables.segments(([_cell(cell) for cell in row] for row in items), _place(path), Unit.ROW)
        return
    yield from table([Flat().take(item) for item in items if isinstance(item, dict)], path)
    others = [item for item in items if not isinstance(item, dict)]
    if cells := [_cell(item) for item in others if _is_cell(item)]:
        yield from line_segments("\n".join(cells), _place(path))
    for item in others:
        if not _is_cell(item):
            yield from _list(item, path)


def _of_pairs(value: Any) -> Any:
    """Return an object for a list of its fields (`[{"label": "姓名", "value": …}, …]`), and what an object of one marked value holds."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)).startswith("$"):
        return next(iter(value.values()))
    if _is_rich(value):
        return "".join(str(piece["text"]) for piece in value)
    if (
        not isinstance(value, list)
        or len(value) < 2
        or not all(isinstance(pair, dict) and len(pair) == 2 for pair in value)
    ):
        return value
    if any(pair.keys() != value[0].keys() for pair in value):
        return value
    label = next((key for key in value[0] if key.lower() in _LABELS), None)
    told = next((key for key in value[0] if key != label and key.lower() in _VALUES), None)
    labels = [pair[label] for pair in value] if label and told else []
    fields = sum(isinstance(one, str) and is_field(one) for one in labels)
    if not labels or fields * 2 < len(labels) or len(set(map(str, labels))) < len(labels):
        return value
    return {str(pair[label]): pair[told] for pair in value}


def _is_rich(value: Any) -> bool:
    """Return whether a list holds the pieces of one text with their kinds (`[{"text": "王…", "type": "text"}]`), as online tables give a cell."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(piece, dict) and piece.keys() == {"text", "type"} for piece in value)
    )


def _items(value: Any) -> list[Any]:
    return [{"键": key, **row} for key, row in value.items()] if isinstance(value, dict) else value


def _is_keyed(value: dict[str, Any]) -> bool:
    """Return whether an object is a table whose rows have names: three or more objects of the same keys."""
    rows = list(value.values())
    return len(rows) > 2 and all(isinstance(row, dict) and row.keys() == rows[0].keys() for row in rows)


def _by_column(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table written column by column: two lists or more, as long as one another, one of them of words.

    In place of lists there may be objects whose keys number the rows, as pandas writes a table.
    """
    columns = list(map(_numbered, value.values()))
    if len(columns) < 2 or not all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return []
    if not columns[0] or any(isinstance(cell, list | dict) for column in columns for cell in column):
        return []
    words = any(not any(map(_NUMBERS.fullmatch, map(_cell, column))) for column in columns)
    return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)] if words else []


def _numbered(value: Any) -> Any:
    """Return the values of an object whose keys count from 0 or 1, anything else as it is."""
    if not isinstance(value, dict) or not value or next(iter(value)) not in {"0", "1"}:
        return value
    first = int(next(iter(value)))
    return list(value.values()) if list(value) == [str(first + n) for n in range(len(value))] else value


def _tabular(item: dict[str, Any]) -> dict[str, Any]:
    """Return an object whose rows stand apart from their headings (`{"columns": [...], "data": [[...], ...]}`) with both as one grid."""
    grids = {width: key for key, value in item.items() if (width := _width(value))}
    for named, words in item.items() if grids else ():
        if isinstance(words, list) and (key := grids.get(len(words))) and all(isinstance(word, str) for word in words):
            return {other: value for other, value in item.items() if other != named} | {key: [words, *item[key]]}
    return item


def _width(value: Any) -> int:
    """Return how wide a grid of equally long lists is, 0 for anything else and for a single column."""
    if not (isinstance(value, list) and value and isinstance(value[0], list) and len(value[0]) > 1):
        return 0
    return len(value[0]) if all(isinstance(row, list) and len(row) == len(value[0]) for row in value) else 0


def _is_cell(value: Any) -> bool:
    if isinstance(value, dict):
        return not value
    return not isinstance(value, list | tuple) or (_is_bare(value) and not _is_grid(value))


def _is_bare(value: Sequence[Any]) -> bool:
    """Return whether no object stands in a list, however deep."""
    return not any(isinstance(item, dict) or (isinstance(item, list | tuple) and not _is_bare(item)) for item in value)


def _is_grid(value: Sequence[Any]) -> bool:
    """Return whether a list is a table of rows without keys, and not a line of coordinates."""
    if len(value) < 2 or not all(isinstance(row, list | tuple) and len(row) > 1 for row in value):
        return False
    cells = list(chain.from_iterable(value[:_TRIED]))
    plain = not any(isinstance(cell, list | tuple | dict) for cell in cells)
    return plain and not all(_NUMBERS.fullmatch(_cell(cell)) for cell in cells)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        nested = any(isinstance(item, list | tuple) for item in value)
        pair = not nested and 1 < len(value) < 4 and all(_NUMBERS.fullmatch(_cell(item)) for item in value)
        return ("," if pair else " ").join(map(_cell, value))
    return "" if value is None or value == {} else json.dumps(value, ensure_ascii=False, default=str)


def _place(path: Path) -> str:
    name = ".".join(filter(None, path))
    return f"“{name[:80]}”" if name else "记录"
