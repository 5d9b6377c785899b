"""栏目：一张表的表头说明，各列属于并排的哪一份名单，班级在哪一列，写的是不是人。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recognizers import _fields
from recognizers._fields import Role

_MARKED = 2
"""Subjects beside a name that are columns of marks."""
_SERIAL = re.compile(r"[._ ]?[0-9]{1,2}$")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the headings of a table tell of its columns."""

    block: tuple[int, ...]
    """By column, which of several lists beside one another it belongs to."""
    group: tuple[int, ...]
    """By block, the column of the class, −1 for none."""
    described: frozenset[int]
    """Blocks that hold the names of persons beside what describes them."""
    official: bool
    """Whether posts, departments or the like show a table of staff."""


@lru_cache(maxsize=256)
def columns_of(headings: tuple[str, ...]) -> Columns:
    """Return what a row of headings tells."""
    block, current, seen = [], 0, set[str]()
    for heading in headings:
        word = _SERIAL.sub("", _fields.bare(heading))
        if word and word in seen and _fields.role(heading) in {None, Role.SUBJECT}:
            current, seen = current + 1, set()
        seen.add(word)
        block.append(current)
    named = {number for number, heading in zip(block, headings, strict=True) if _fields.role(heading)}
    subjects = {
        number for number, heading in zip(block, headings, strict=True) if _fields.role(heading) is Role.SUBJECT
    }
    if named != set(block) or (subjects and subjects != set(block)):
        block = [0] * len(block)
    groups = tuple(
        next((c for c, heading in enumerate(headings) if block[c] == number and _fields.is_class(heading)), -1)
        for number in range(max(block, default=0) + 1)
    )
    if len(groups) > 1 and groups[0] >= 0:
        groups = tuple(column if column >= 0 else groups[0] for column in groups)
    marked = [number for number, heading in zip(block, headings, strict=True) if _fields.is_subject(heading)]
    telling = {number for number, heading in zip(block, headings, strict=True) if _fields.describes(heading)}
    telling |= {number for number in marked if marked.count(number) >= _MARKED}
    persons = {
        number
        for number, heading in zip(block, headings, strict=True)
        if _fields.role(heading) is Role.SUBJECT or (_fields.role(heading) and _fields.is_strict(heading))
    }
    official = any(map(_fields.is_official, headings))
    return Columns(tuple(block), groups, frozenset(telling & persons), official)
