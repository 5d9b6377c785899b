"""页面上的字：每个字的位置，连成词，排成行。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_MOST = 20_000
"""Characters of a page that are placed."""
_GAP = 0.7
"""Gap between words, in heights."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together; positions in points, y upwards."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def placed(document: Any, number: int) -> list[list[Word]]:
    """Return the lines of a page, [] where it cannot be loaded."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
        words = page.get_textpage()
        lines = _lines(list(_words(words)))
        words.close()
        page.close()
    except pypdfium2.PdfiumError:
        return []
    return lines


def overlap(left: float, right: float, low: float, high: float) -> float:
    """Return how much of a line two stretches share, in points."""
    return max(0.0, min(right, high) - max(left, low))


def _words(page: Any) -> Iterator[Word]:
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    box, text, left, right, low, high = raw.FS_RECTF(), "", 0.0, 0.0, 0.0, 1.0
    for index in range(min(raw.FPDFText_CountChars(page), _MOST)):
        character = chr(raw.FPDFText_GetUnicode(page, index))
        blank = character.isspace() or not raw.FPDFText_GetLooseCharBox(page, index, box)
        apart = abs(box.bottom - low) > _GAP * (high - low) or not -1 < box.left - right < _GAP * (high - low)
        if text and (blank or apart):
            yield Word(text, left, right, (low + high) / 2, max(high - low, 1.0))
            text = ""
        if blank:
            continue
        if not text:
            left, low, high = box.left, box.bottom, box.top
        text, right = text + character, box.right
    if text:
        yield Word(text, left, right, (low + high) / 2, max(high - low, 1.0))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words line by line, from the top, each from the left; what stands over another word is in a line of its own."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.middle):
        over = bool(lines) and any(word.left < other.right and other.left < word.right for other in lines[-1])
        if lines and not over and abs(lines[-1][0].middle - word.middle) < 0.5 * max(lines[-1][0].height, word.height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.left) for line in lines]
