"""没有画全线的表：由空白认出列；行取使最多的字落在完整的值里的分法。

What a cell says is broken at the edge of its column and nowhere else, rows stand further apart than the lines of one, and a row torn
into lines leaves pieces of numbers, names and headings. Of all ways of putting lines together into rows the one is taken that these
three bear out best; how cells are aligned does not matter, as rows do not reach into one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from classifier.extract._pdf_cells import goes_on, joined, worth
from classifier.extract._pdf_strokes import Line
from classifier.extract._pdf_words import Word, overlap
from recognizers._fields import is_field, role

_RICH = 0.6
"""Share of the most words of a line beyond which a line shows all the columns."""
_GUTTER = 0.12
"""Least width in heights of the blank between two columns."""
_INTO = -0.15
"""Blank in heights between lines that reach into one another."""
_TOKEN = re.compile(r"[!-~]+|.")
_ROW, _THIN = 1.0, 1.0
"""What a row costs, in characters of whole values; and one more that fills less than half of the columns."""
_EARLY = 3.0
"""What it costs to go on below a line that had room for more."""
_TORN = 12.0
"""Cost at which no more lines are added to a row; that of one that runs over the edges of its column."""
_SLACK = 0.2
"""Heights by which a line may miss the edge."""
_APART, _FURTHEST = 1.5, 1.0
"""What a height of blank between rows is worth, beyond that between lines; heights that count."""
_DRAWN, _UNDRAWN = 3.0, 6.0
"""What a line drawn between rows is worth; what it costs where it is drawn within one."""
_ACROSS = 0.6
"""Share of the width of a table that a line between its rows takes."""
_RULED = 2
"""Lines drawn for each line of text, beyond which they part no rows."""
_INSIDE = 0.75
"""Share of a word that stands in its column, where it does not run over its edges."""
_LED = 2
"""Lines of a form for each that begins with a label, at most."""
_MOST = 16
"""Lines of a row at most."""
Lines = Sequence[Sequence[Word]]
Rows = list[list[str]]


class Piece(NamedTuple):
    """What a line has in a column."""

    text: str
    width: float
    """0 where it runs over the edges of the column; without end where it is not told."""
    first: float
    """Width of what cannot be parted at its beginning."""
    tall: float


class Seam(NamedTuple):
    """What is between two lines."""

    blank: float = 0.0
    """What the blank speaks for a new row."""
    drawn: bool = False
    """Whether a line is drawn there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows of a tract of lines, the edges of its columns, and how many characters stand in whole values, less what is torn."""

    rows: Rows
    edges: tuple[float, ...]
    said: float
    rest: tuple[str, ...] = ()
    """What completes the last row of the page before."""


class Gutter(NamedTuple):
    """A blank that runs down between two columns: its middle, and its width in heights."""

    at: float
    wide: float


def gutters(lines: Lines) -> list[Gutter]:
    """Return the blanks that run down between the columns of lines, from the left.

    Lines that reach into one another's height are one row, as where cells of one line stand at the middle of cells of two. Rows with
    few columns, such as titles and groups of headings, say nothing.
    """
    rows = list(map(_stretches, _overlapping(lines)))
    most = max(map(len, rows), default=0)
    found, right = list[Gutter](), float("inf")
    for low, high, height in sorted(stretch for row in rows if len(row) >= max(_RICH * most, 2) for stretch in row):
        if low - right > _GUTTER * height:
            found.append(Gutter((right + low) / 2, (low - right) / height))
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


def _gap(above: Sequence[Word], below: Sequence[Word]) -> float:
    """Return the blank between two lines, in heights."""
    low = min(word.middle - word.height / 2 for word in above)
    high = max(word.middle + word.height / 2 for word in below)
    return (low - high) / max(below[0].height, 1.0)


def reading(lines: Lines, drawn: Sequence[Line], inner: Sequence[float], last: Sequence[str] = ()) -> Reading:
    """Return the rows of lines with columns between the edges `inner`; `last` is the last row of the page before, which they may complete."""
    if not inner and not last:
        return _column(lines)
    placed = [_placed(line, inner) for line in lines]
    edges = (min(line[0].left for line in lines), *inner, max(line[-1].right for line in lines))
    seams = _seams(lines, drawn)
    if last:
        before = {n: Piece(text, float("inf"), 0.0, 1.0) for n, text in enumerate(last) if text}
        placed, seams = [before, *placed], [Seam(), *seams]
    ends, said = _parted(placed, seams, len(inner) + 1)
    rows = [_row(placed[low:high], len(inner) + 1) for low, high in pairwise(ends)]
    rest = tuple(_row(placed[1 : ends[1]], len(inner) + 1)) if last and ends[1] > 1 else ()
    return Reading(rows[bool(last) :], edges, said, rest)


def by_labels(lines: Lines) -> Reading | None:
    """Return the lines of a form whose values reach over columns: label and value by turns, wherever they stand; None for other lines."""
    rows = [[word.text for word in line] for line in lines]
    led = [row for row in rows if is_field(row[0]) and len(row) > 1]
    if len(led) * _LED < len(rows) or not any(role(row[0]) for row in led):
        return None
    if any(len(row) % 2 or not all(map(is_field, row[::2])) or any(map(is_field, row[1::2])) for row in led):
        return None
    width = max(map(len, rows))
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    edges = tuple(left + (right - left) * number / width for number in range(width + 1))
    said = sum(worth(cell) for row in rows for cell in row)
    return Reading([row + [""] * (width - len(row)) for row in rows], edges, said)


def _column(lines: Lines) -> Reading:
    """Return lines in which no blank runs down: no table."""
    rows = [[" ".join(word.text for word in line)] for line in lines]
    said = sum(worth(word.text) for line in lines for word in line)
    return Reading(rows, (min(line[0].left for line in lines), max(line[-1].right for line in lines)), said)


def _placed(line: Sequence[Word], inner: Sequence[float]) -> dict[int, Piece]:
    """Return what a line has in each column: a word is in the one that most of it stands in; of those it covers whole, the first."""
    found, wide = dict[int, list[Word]](), set[int]()
    for word in line:
        low, high = bisect_right(inner, word.left), bisect_left(inner, word.right)
        if low < high:
            shares = [right - left for left, right in pairwise((word.left, *inner[low:high], word.right))]
            low += shares.index(max(shares))
            wide |= {low} if max(shares) < _INSIDE * (word.right - word.left) else set()
        found.setdefault(low, []).append(word)
    return {number: _piece(words, spans=number in wide) for number, words in found.items()}


def _piece(words: Sequence[Word], *, spans: bool) -> Piece:
    text = words[0].text
    for word in words[1:]:
        text += f" {word.text}" if text[-1].isascii() and word.text[0].isascii() else word.text
    token = _TOKEN.match(text)
    width = words[-1].right - words[0].left
    first = width * _columns(token[0] if token else text) / _columns(text)
    return Piece(text, 0.0 if spans else width, first, words[0].height)


def _columns(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _seams(lines: Lines, drawn: Sequence[Line]) -> list[Seam]:
    """Return what is above each line."""
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    usual = sorted(gap for gap in gaps if gap > _INTO)
    least = usual[len(usual) // 10] if usual else 0.0
    left, right = min(line[0].left for line in lines), max(line[-1].right for line in lines)
    whole = [line.at for line in drawn if overlap(line.low, line.high, left, right) > _ACROSS * (right - left)]
    ruled = whole if len(whole) <= _RULED * (len(lines) + 1) else []
    parted = [any(below[0].middle < at < above[0].middle for at in ruled) for above, below in pairwise(lines)]
    blanks = [_APART * max(min(gap - least, _FURTHEST), -_FURTHEST) for gap in gaps]
    return [Seam(), *map(Seam, blanks, parted)]


def _parted(placed: Sequence[dict[int, Piece]], seams: Sequence[Seam], width: int) -> tuple[list[int], float]:
    """Return where rows begin and the last one ends, and what they say."""
    room = [
        max((line[n].width for line in placed if n in line and isfinite(line[n].width)), default=0.0)
        for n in range(width)
    ]
    best, begins = [(0.0, 0.0)] + [(float("-inf"), 0.0)] * len(placed), [0] * (len(placed) + 1)
    for low in range(len(placed)):
        value, told = best[low]
        value += seams[low].blank + _DRAWN * seams[low].drawn - _ROW
        for high, (said, thin) in enumerate(_rows_from(placed, low, seams, room), low + 1):
            gained = value + said - _THIN * thin
            if gained > best[high][0]:
                best[high], begins[high] = (gained, told + said), low
    ends, at = [len(placed)], len(placed)
    while at:
        at = begins[at]
        ends.append(at)
    return ends[::-1], best[-1][1]


def _rows_from(
    placed: Sequence[dict[int, Piece]], low: int, seams: Sequence[Seam], room: Sequence[float]
) -> Iterator[tuple[float, bool]]:
    """Yield what the rows say that begin at a line, of one line, of two …, and whether they fill less than half of the columns."""
    cells, last = dict[int, str](), dict[int, Piece]()
    torn = 0.0
    for number in range(low, min(low + _MOST, len(placed))):
        torn += _UNDRAWN * (number > low and seams[number].drawn)
        for column, piece in placed[number].items():
            if above := last.get(column):
                torn += _EARLY * (_had_room(above, piece, room[column]) + (not goes_on(cells[column], piece.text)))
                torn += _TORN * (not above.width or not piece.width)
            cells[column] = joined(cells.get(column, ""), piece.text)
            last[column] = piece
        if torn >= _TORN:
            return
        yield sum(map(worth, cells.values())) - torn, len(cells) * 2 < len(room)


def _had_room(above: Piece, piece: Piece, room: float) -> bool:
    """Return whether a line could have taken the beginning of the next one, where that is no remark in brackets."""
    return piece.text[0] not in "(（" and above.width + piece.first < room - _SLACK * piece.tall


def _row(lines: Sequence[dict[int, Piece]], width: int) -> list[str]:
    """Return lines of cells as one row."""
    found = [""] * width
    for line in lines:
        for number, piece in line.items():
            found[number] = joined(found[number], piece.text)
    return found
