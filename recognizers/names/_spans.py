"""跨度：由标签路径得出人名的起止。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_KINDS = frozenset({"PER", "nr"})
_EDGES = " \t\n\u3000,，.。·、"
_NAME = re.compile("[\u3400-\u4dbf\u4e00-\u9fffA-Za-zａ-ｚＡ-Ｚ·•・．.\\- ]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: offsets in characters, 0-based, `end` behind the last."""

    start: int
    end: int


def spans(text: str, start: int, tags: Sequence[str]) -> Iterator[Span]:
    """Yield the persons that a tag path names in `text[start:]`, edges trimmed; what holds anything but letters is dropped."""
    low, kind = -1, ""
    for position, tag in enumerate((*tags, "O")):
        name, _, place = tag.rpartition("-")
        if low >= 0 and (name != kind or place != "I"):
            yield from _trimmed(text, start + low, start + position)
            low = -1
        if low < 0 and name in _KINDS:
            low, kind = position, name


def _trimmed(text: str, low: int, high: int) -> Iterator[Span]:
    while low < high and text[low] in _EDGES:
        low += 1
    while low < high and text[high - 1] in _EDGES:
        high -= 1
    if low < high and _NAME.fullmatch(text, low, high):
        yield Span(low, high)
