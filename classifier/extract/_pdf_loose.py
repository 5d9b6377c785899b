"""没有画全线的表：由空白认出列与行；几种分行的读法，取读出的值最完整的一种。

Rows whose cells are wrapped can be told by the gap below them, or by a column that has one line a row. Which of them holds differs
from page to page; what the cells say then, whole numbers and names or pieces of them, tells which reading is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from classifier.extract._pdf_words import Word, overlap
from recognizers._fields import is_field
from recognizers._name_cells import looks_like_name

_WHOLE_NUMBER = re.compile(r"1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]")
"""A number that is complete: what follows on the next line of its cell is another one."""
_COMPLETE = re.compile(
    r"1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|(?:19|20)[0-9]{2}[-./年]?[0-9]{1,2}(?:[-./月]?[0-9]{1,2}日?|月)?(?: ?[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?|20[0-9]{6}"
)
_TIME, _DAY = re.compile("[0-9]{1,2}:[0-9]{2}"), re.compile("[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$")
_SERIAL = re.compile("[0-9]{1,3}")
_RICH = 0.6
"""Share of the most words of a line beyond which a line shows all the columns."""
_GUTTER = 0.12
"""Least width in heights of the blank between two columns."""
_INTO = -0.15
"""Blank in heights between lines that reach into one another."""
_THRESHOLDS = (0.35, 0.5, 0.7, 1.0, 1.4)
"""Blank below a row, in heights."""
Lines = Sequence[Sequence[Word]]
Rows = list[list[str]]


def gutters(lines: Lines) -> list[float]:
    """Return the middles of the blanks that run down between the columns of lines, from the left.

    Lines that reach into one another's height are one row, as where cells of one line stand at the middle of cells of two. Rows with
    few columns, such as titles and groups of headings, say nothing.
    """
    rows = list(map(_stretches, _overlapping(lines)))
    most = max(map(len, rows), default=0)
    found, right = list[float](), float("inf")
    for low, high, height in sorted(stretch for row in rows if len(row) >= max(_RICH * most, 2) for stretch in row):
        if low - right > _GUTTER * height:
            found.append((right + low) / 2)
        right = high if right == float("inf") else max(right, high)
    return found


def _overlapping(lines: Lines) -> Iterator[list[Word]]:
    row = list[Word]()
    for number, line in enumerate(lines):
        if row and _gap(lines[number - 1], line) > _INTO:
            yield row
            row = []
        row += line
    if row:
        yield row


def _stretches(words: Sequence[Word]) -> list[tuple[float, float, float]]:
    """Return left, right and height of what stands in the columns of a row."""
    found = list[tuple[float, float, float]]()
    for word in sorted(words, key=lambda one: one.left):
        if found and word.left - found[-1][1] <= _GUTTER * word.height:
            found[-1] = (found[-1][0], max(found[-1][1], word.right), found[-1][2])
        else:
            found.append((word.left, word.right, word.height))
    return found


def column(word: Word, edges: Sequence[float]) -> int:
    """Return the number of the column that most of a word stands in; of those it covers whole, the first."""
    bounds = [float("-inf"), *edges, float("inf")]
    shares = [overlap(word.left, word.right, low, high) for low, high in pairwise(bounds)]
    return shares.index(max(shares))


def is_whole(text: str) -> bool:
    """Return whether a text is a number that is complete: a mobile number or a resident ID."""
    return bool(_WHOLE_NUMBER.fullmatch(text))


def joined(above: str, below: str) -> str:
    """Return what a cell says whose text goes on in the next line."""
    if not above or not below:
        return above + below
    letters = above[-1].isascii() and above[-1].isalpha() and below[0].isascii() and below[0].isalpha()
    apart = letters and not is_field(above + below)
    ended = is_whole(above) or (_TIME.match(below) and _DAY.search(above))
    return f"{above} {below}" if apart or ended else above + below


def score(rows: Rows) -> float:
    """Return how many values of rows are whole, less the rows of pieces."""
    filled = [[cell for cell in row if cell] for row in rows]
    most = max(map(len, filled), default=0)
    whole = sum(_worth(cell) for row in filled for cell in row)
    return whole - sum(0.5 + (len(row) * 2 < most) for row in filled)


@lru_cache(maxsize=4096)
def _worth(cell: str) -> float:
    if _WHOLE_NUMBER.fullmatch(cell):
        return 3.0
    return float(bool(_COMPLETE.fullmatch(cell) or _SERIAL.fullmatch(cell) or looks_like_name(cell) or is_field(cell)))


def by_gaps(lines: Lines, place: Sequence[dict[int, str]], width: int) -> Iterator[Rows]:
    """Yield the rows that blanks between lines make, for each width of blank that makes others; first, every line as a row."""
    seen = set[tuple[int, ...]]()
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    for threshold in (float("-inf"), *_THRESHOLDS):
        starts = (0, *(number for number, gap in enumerate(gaps, 1) if gap >= threshold))
        if lines and starts not in seen:
            seen.add(starts)
            yield [row(place[low:high], width) for low, high in pairwise((*starts, len(lines)))]


def _gap(above: Sequence[Word], below: Sequence[Word]) -> float:
    """Return the blank between two lines, in heights."""
    low = min(word.middle - word.height / 2 for word in above)
    high = max(word.middle + word.height / 2 for word in below)
    return (low - high) / max(below[0].height, 1.0)


def between(lines: Lines, heights: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first line, and of the one behind the last, of each stretch that lines drawn at `heights` part."""
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or any(lines[number][0].middle < at < lines[number - 1][0].middle for at in heights):
            yield start, number
            start = number


def row(lines: Sequence[dict[int, str]], width: int) -> list[str]:
    """Return lines of cells as one row."""
    found = [""] * width
    for line in lines:
        for number, text in line.items():
            found[number] = joined(found[number], text)
    return found


def cells(line: Sequence[Word], numbers: Sequence[int]) -> dict[int, str]:
    """Return the text of a line by column."""
    found: dict[int, str] = {}
    for word, number in zip(line, numbers, strict=True):
        before = found.get(number, "")
        blank = " " if before[-1:].isascii() and before and word.text[0].isascii() else ""
        found[number] = before + blank + word.text
    return found
