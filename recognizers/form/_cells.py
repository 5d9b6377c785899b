"""各处形态共用的算法。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from recognizers._layout import Layout

_REMARK = re.compile("[(（][^()（）]*[)）]?$")

Values = Mapping[str, float]
"""Shapes measured before."""


def share(number: float, whole: float) -> float:
    return number / whole if whole else 0.0


def matches(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return any(len(cell) <= 24 and pattern.fullmatch(cell) for cell in cells)


@lru_cache(maxsize=1)
def all_heads(layout: Layout) -> list[tuple[str, ...]]:
    """Heading rows; an English name with its Chinese comment counts by each, and a head without its remark in brackets."""
    return [tuple(word for cell in heads for word in _words(cell)) for heads in layout.headings]


def _words(cell: str) -> tuple[str, ...]:
    bare = _REMARK.sub("", cell)
    return (cell, *cell.split(" "), *([bare] if bare != cell else []))
