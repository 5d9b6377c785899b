"""程序里逐列写出的名单：`姓名=["…", "…"], 电话=[…]` 一类并列的列表，读作一张表（pandas、R 的数据框）。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.extract import _columns, _headings, _tables
from classifier.model import Segment, Unit
from recognizers._fields import role

_SCALAR = r"(?:[uNrb]?\"(?:[^\"\\\n]|\\.)*\"|[uNrb]?'(?:[^'\\\n]|\\.)*'|[-+]?[0-9][0-9.eE+-]*|None|null|NULL|NaN|NA|True|False|true|false|TRUE|FALSE)"
_COLUMN = re.compile(
    r"(?:(?P<quote>[\"'])(?P<quoted>[^\"'\n]{1,24})(?P=quote)|(?<![0-9A-Za-z_.\u4e00-\u9fff])(?P<bare>[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_.\u4e00-\u9fff]{0,23}))"
    rf"\s*(?:=>|[:=]|<-)\s*(?:c|list|array|Array|pd\.Series|np\.array)?\s*[\[(]+\s*(?P<cells>{_SCALAR}(?:\s*,\s*{_SCALAR})*)\s*,?\s*[\])]+"
)
_CELL = re.compile(_SCALAR)
_TEXT = re.compile(r"[uNrb]?([\"'])(.*)\1", re.S)
_BETWEEN = re.compile(r"[\s,;]*")
_FEWEST = 2

Column = tuple[str, Sequence[str], int, int]
"""Heading, cells, and where it begins and ends in the text."""


def segments(text: str, place: str = "") -> Iterator[Segment]:
    """Yield the lines of a program; lists beside one another of which one is headed as names, as a table in the place of their lines."""
    low = 0
    for columns in _groups(text):
        begin, end = text.rfind("\n", 0, columns[0][2]) + 1, columns[-1][3]
        if begin < low:
            continue
        yield from _lines(text, low, begin, place)
        line = text.count("\n", 0, columns[0][2]) + 1
        rows = [[column[0] for column in columns], *map(list, zip(*(column[1] for column in columns), strict=True))]
        yield from _tables.segments(iter(rows), f"{place} 第{line}行起逐列写出的数据".strip(), Unit.ROW, first=0)
        low = end
    if not low or text[low:].strip():
        yield from _lines(text, low, len(text), place)


def _lines(text: str, low: int, high: int, place: str) -> Iterator[Segment]:
    return _columns.segments(text[low:high], place, first=text.count("\n", 0, low) + 1)


def _groups(text: str) -> Iterator[list[Column]]:
    """Yield the columns that stand beside one another, as long as one another, where one of them is headed as names."""
    if not any(True for _ in _headings.hinted([text])):
        return
    group = list[Column]()
    for column in [*_columns_in(text), None]:
        if group and not (
            column and len(column[1]) == len(group[0][1]) and _BETWEEN.fullmatch(text, group[-1][3], column[2])
        ):
            if any(role(heading) for heading, *_ in group) and len(group[0][1]) >= _FEWEST:
                yield group
            group = []
        if column:
            group.append(column)


def _columns_in(text: str) -> Iterator[Column]:
    for hit in _COLUMN.finditer(text):
        cells = [_TEXT.sub(r"\2", cell[0]) for cell in _CELL.finditer(hit["cells"])]
        yield hit["quoted"] or hit["bare"], cells, hit.start(), hit.end()
