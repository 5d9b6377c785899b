"""页面上的字：每个字的位置，连成词，排成行；横放的页转正，斜着的字（水印）另放。"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from classifier.extract._pdf_strokes import Line, Rules, rules
from recognizers._text import unified

MOST = 20_000
"""Characters of a page that are placed."""
_GAP = 0.7
"""Gap between words, in heights."""
_OVER = 0.35
"""How far characters of another font than the one they were set for run into one another, in heights."""
_SAMPLED = 80
"""Characters by which the direction of a page's text is known."""
_ALONE = 0.6
"""Share of characters behind a blank or a break beyond which each was put down alone."""
_FEWEST = 20
"""Lines of which most are single characters where a text has crumbled."""
_LONG = 100.0
"""Points that a line takes to part rows."""
_LEANS = 0.12
"""Quarters of a turn off the lines of a page beyond which a character belongs to a watermark."""


class Glyph(NamedTuple):
    """A character where it stands, on the page turned so that its lines run from left to right; points, y upwards."""

    text: str
    left: float
    right: float
    middle: float
    """The height of its middle."""
    tall: float
    follows: str
    """The blanks or the line break before it in the order of the file, "" where there is none."""

    @property
    def centre(self) -> float:
        """Return how far to the right its middle is."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stand together; positions in points, y upwards."""

    text: str
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page, in the order of the file."""

    upright: tuple[Glyph, ...] = ()
    leaning: tuple[Glyph, ...] = ()
    """Those of a watermark."""
    quarters: int = 0
    """Quarters by which the page was turned counterclockwise."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a page line by line, from the top."""

    lines: Sequence[Sequence[Word]] = ()
    leaning: str = ""
    """Its watermark."""
    drawn: Sequence[Line] = ()
    """Long lines across the page."""


class OpenPage:
    """An open page and its text page; what its characters and lines are is asked once, and only where it is needed."""

    def __init__(self, page: Any, words: Any) -> None:
        self._page, self._words = page, words

    @property
    def is_long(self) -> bool:
        """Whether it has more characters than are placed."""
        return bool(self._words.count_chars() > MOST)

    @cached_property
    def glyphs(self) -> Glyphs:
        """Its characters, MOST at most."""
        return glyphs(self._words)

    @cached_property
    def rules(self) -> tuple[Rules, Rules]:
        """The lines drawn on it, and these with the edges of areas of colour; not turned."""
        return rules(self._page)

    @cached_property
    def placed(self) -> Placed:
        """Where its words stand."""
        found = self.glyphs
        drawn = self.rules[1].turned(found.quarters).horizontal
        long = [line for line in drawn if line.high - line.low > _LONG]
        return Placed(lines(found.upright), plain(found.leaning), long)


def overlap(left: float, right: float, low: float, high: float) -> float:
    """Return how much of a line two stretches share, in points."""
    return max(0.0, min(right, high) - max(left, low))


def glyphs(page: Any) -> Glyphs:
    """Return the characters of an open text page, MOST at most."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    count = min(raw.FPDFText_CountChars(page), MOST)
    quarters = _quarters(page, count)
    unicode_of, box_of, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
    box, held, upright, leaning = raw.FS_RECTF(), page.raw, list[Glyph](), list[Glyph]()
    straight, blank = quarters * math.pi / 2, "\n"
    for index in range(count):
        character = chr(unicode_of(held, index))
        if character.isspace() or character == "\0" or not box_of(held, index, box):
            blank = blank if "\n" in blank or character == "\r" else blank + ("\n" if character == "\n" else " ")
            continue
        character = "-" if character in "\x02\ufffe" else unified(character)
        left, low, right, high = box.left, box.bottom, box.right, box.top
        if quarters:
            left, right, low, high = _turned((left, low, right, high), quarters)
        glyph = Glyph(character, left, right, (low + high) / 2, max(high - low, 1.0), blank)
        angle = angle_of(held, index)
        (leaning if angle != straight and _leans(angle) else upright).append(glyph)
        blank = ""
    return Glyphs(tuple(_ordered(upright)), tuple(leaning), quarters)


def crumbled(text: str) -> bool:
    """Return whether a text falls into single characters: lines that the reader did not put together, or upright columns."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) >= _FEWEST and sum(len(line.strip()) == 1 for line in lines) > _ALONE * len(lines)


def reordered(page: Any) -> str:
    """Return the text of an open text page with characters put down one by one in lines."""
    found = glyphs(page)
    return "\n".join(filter(None, (plain(found.upright), plain(found.leaning))))


def _quarters(page: Any, count: int) -> int:
    """Return by how many quarters counterclockwise a page is turned to have its text upright."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    step = max(count // _SAMPLED, 1)
    told = Counter(
        round(raw.FPDFText_GetCharAngle(page, index) / (math.pi / 2)) % 4
        for index in range(0, count, step)
        if not raw.FPDFText_IsGenerated(page, index)
    )
    return told.most_common(1)[0][0] if told else 0


def _leans(angle: float) -> bool:
    """Return whether a direction is off the edges of the page."""
    return abs(angle / (math.pi / 2) - round(angle / (math.pi / 2))) > _LEANS


def _turned(box: tuple[float, float, float, float], quarters: int) -> tuple[float, float, float, float]:
    """Return left, right, low and high of a box (left, low, right, high) turned counterclockwise."""
    left, low, right, high = box
    match quarters:
        case 1:
            return -high, -low, left, right
        case 2:
            return -right, -left, -high, -low
        case 3:
            return low, high, -right, -left
    return left, right, low, high


def plain(found: Sequence[Glyph]) -> str:
    """Return characters in the order of the file, with its blanks and line breaks."""
    return "".join(glyph.follows * (number > 0) + glyph.text for number, glyph in enumerate(found))


def lines(found: Sequence[Glyph]) -> list[list[Word]]:
    """Return words line by line, from the top, each from the left; what stands over another word is in a line of its own."""
    return _rows(list(_words(found)))


def _ordered(found: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return characters that were put down one by one, in any order, line by line; others as they are."""
    along = sum(abs(a.middle - b.middle) < 0.5 * a.tall for a, b in pairwise(found))
    if sum(bool(glyph.follows) for glyph in found) <= _ALONE * len(found) or along * 2 < len(found):
        return found
    alone = [Word(str(n), glyph.left + 1, glyph.right - 1, glyph.middle, glyph.tall) for n, glyph in enumerate(found)]
    rows = [[found[int(word.text)] for word in row] for row in _rows(alone)]
    return [glyph._replace(follows=_between(row, number)) for row in rows for number, glyph in enumerate(row)]


def _between(row: Sequence[Glyph], number: int) -> str:
    if not number:
        return "\n"
    before, glyph = row[number - 1 : number + 1]
    return " " if glyph.left - before.right > _GAP * glyph.tall else ""


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.middle):
        slack = _OVER * word.height
        over = bool(rows) and any(min(word.right, w.right) - max(word.left, w.left) > slack for w in rows[-1])
        if rows and not over and abs(rows[-1][0].middle - word.middle) < 0.5 * max(rows[-1][0].height, word.height):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _words(found: Sequence[Glyph]) -> Iterator[Word]:
    text, left, right, middle, tall = "", 0.0, 0.0, 0.0, 1.0
    for glyph in found:
        apart = abs(glyph.middle - middle) > _GAP * tall or not -_OVER * tall < glyph.left - right < _GAP * tall
        if text and (glyph.follows or apart):
            yield Word(text, left, right, middle, tall)
            text = ""
        if not text:
            left, middle, tall = glyph.left, glyph.middle, glyph.tall
        text, right = text + glyph.text, glyph.right
    if text:
        yield Word(text, left, right, middle, tall)
