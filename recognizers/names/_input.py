"""输入：文字切成不长不短的窗口，每个字变成网络认得的编号。

One number a character everywhere, so offsets never move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognizers._script import simplified

LONGEST = 160
"""Characters of a window: longer gains little and costs padding."""
SHORT = 24
"""Lines up to this length (cells, list items) share a window, so that they give each other context."""

_CODES = 0x10000
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
    """A stretch of text that the network sees at once; offsets in characters, 0-based, `end` behind the last."""

    start: int
    end: int


class Alphabet:
    """Numbers the characters of a text as the network knows them."""

    def __init__(self, ids: Mapping[str, int], unknown: int) -> None:
        table = np.full(_CODES + 1, unknown, dtype=np.int32)
        known = {ord(character): number for character, number in ids.items()}
        for code in range(_CODES):
            table[code] = known.get(ord(mapped(chr(code))), unknown)
        self._table = table

    def numbers(self, text: str) -> NDArray[np.int32]:
        """Return one number a character; what lies beyond the basic plane is unknown to the network."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        numbers: NDArray[np.int32] = self._table[np.minimum(codes, _CODES)]
        return numbers


def mapped(character: str) -> str:
    """Return a character with half-width form, simplified and in lower case.

    The vocabulary's full-width punctuation, capitals and most traditional characters are untrained; blanks and line ends become commas, which makes
    the cells of a roster a list.
    """
    character = simplified(character.translate(_MAP))
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def has_han(text: str) -> bool:
    """Return whether a text holds a Chinese character at all."""
    return bool(_HAN.search(text))


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
        yield Window(low, high)


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
