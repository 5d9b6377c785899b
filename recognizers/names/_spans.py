"""跨度：由标签路径得出人名的起止。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BEGINS = np.isin(np.arange(128), (16, 48))
"""Which tags begin a person: nr-B and PER-B; the same kinds' -I are one more."""
_EDGES = " \t\n\u3000,，.。·、"
_NAME = re.compile("[\u3400-\u4dbf\u4e00-\u9fffA-Za-zａ-ｚＡ-Ｚ·•・．.\\- ]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: offsets in characters, 0-based, `end` behind the last."""

    start: int
    end: int


def named(paths: NDArray[np.int8]) -> list[int]:
    """Return which sequences of `paths` [T, B] name anyone."""
    columns: list[int] = np.flatnonzero(_BEGINS[paths].any(axis=0)).tolist()
    return columns


def spans(text: str, start: int, path: NDArray[np.int8]) -> Iterator[Span]:
    """Yield the persons that a tag path names in `text[start:]`, edges trimmed; what holds anything but letters is dropped."""
    tags = path.tolist()
    for low in np.flatnonzero(_BEGINS[path]).tolist():
        high = low + 1
        while high < len(tags) and tags[high] == tags[low] + 1:
            high += 1
        yield from _trimmed(text, start + low, start + high)


def _trimmed(text: str, low: int, high: int) -> Iterator[Span]:
    while low < high and text[low] in _EDGES:
        low += 1
    while low < high and text[high - 1] in _EDGES:
        high -= 1
    if low < high and _NAME.fullmatch(text, low, high):
        yield Span(low, high)
