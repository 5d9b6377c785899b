"""输入：文字变成网络认得的字符，切成不长不短的窗口。

Same length in and out everywhere, so offsets never move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 160
"""Characters of a window: longer gains little and costs padding."""
SHORT = 24
"""Lines up to this length (cells, list items) share a window, so that they give each other context."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFF07: ord('"')}
_PUNCTUATION = {
    ".": "。…﹒",
    ",": "、﹑﹐ \t\n\u3000\r\u00a0\u200b",
    "-": "—",
    '"': "‘’“”「」『』〝〞",
    "(": "〔﹙",
    ")": "〕﹚",
    "[": "【〖",
    "]": "】〗",
    "<": "〈",
    ">": "〉",
    ":": "∶﹕",
    ";": "﹔",
    "?": "﹖",
    "!": "﹗",
    "|": "‖",
    "·": "・•",
}
_MAP = _FULL_WIDTH | {ord(character): ord(to) for to, group in _PUNCTUATION.items() for character in group}
_PIECE = re.compile("[^。！？；\n]*[。！？；\n]?")
_CUT = re.compile("[，,、 \t\u3000]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text that the network sees at once."""

    start: int
    """Offset of its first character, 0-based."""
    text: str
    """Mapped characters, as many as in the original."""


def mapped(text: str) -> str:
    """Return `text` with half-width punctuation and lower case, character by character.

    The vocabulary's full-width punctuation and capitals are untrained; blanks and line ends become commas, which makes
    the cells of a roster a list.
    """
    text = text.translate(_MAP)
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def windows(text: str) -> Iterator[Window]:
    """Yield the windows of a text in order; what holds no Chinese character is left out."""
    low = high = 0
    for start, end in _pieces(text):
        joins = start == high and end - low <= LONGEST and end - start <= SHORT and _short_so_far(text, low, high)
        if not joins:
            yield from _window(text, low, high)
            low = start
        high = end
    yield from _window(text, low, high)


def _short_so_far(text: str, low: int, high: int) -> bool:
    return high > low and text[high - 1] == "\n" and high - text.rfind("\n", low, high - 1) - 1 <= SHORT


def _window(text: str, low: int, high: int) -> Iterator[Window]:
    if high > low and _HAN.search(text, low, high):
        yield Window(low, mapped(text[low:high]))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        while end - start > LONGEST:
            cut = _last_cut(text, start + LONGEST // 2, start + LONGEST)
            yield start, cut
            start = cut
        if end > start:
            yield start, end


def _last_cut(text: str, low: int, high: int) -> int:
    """Return the offset behind the last comma or blank between `low` and `high`, `high` where there is none."""
    return max((hit.end() for hit in _CUT.finditer(text, low, high)), default=high)
