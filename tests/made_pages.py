"""Random pages: tables of made-up persons drawn on the pages of a PDF, as programs draw them.

Cells have lines around them or none; text is put down cell by cell in any order, and wrapped where a column is narrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from sample_corpus.make.page import Line, drawn
from tests.made_layouts import Grid
from tests.made_tables import Rows

_SIZE, _LEADING = 10.0, 13.0
_LEFT, _TOP, _BOTTOM, _RIGHT = 30.0, 790.0, 60.0, 580.0
Words = list[tuple[float, float, str]]


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is drawn."""

    ruled: bool
    order: str
    """`rows`, `columns`, `reversed` or `shuffled`."""
    widest: int
    """Han characters of a line of a cell."""
    pad: float
    middle: bool
    """Whether text stands at the middle of its row, and not at its top."""


def style(rng: Random, *, ruled: bool) -> Style:
    """Return a style in which programs draw tables."""
    order = rng.choice(["rows", "rows", "columns", "reversed", "shuffled"])
    return Style(ruled, order, rng.choice([6, 8, 12, 30]), rng.choice([3.0, 4.0, 6.0]), rng.random() < 0.5)


def _width(text: str) -> float:
    return sum(_SIZE / 2 if character.isascii() else _SIZE for character in text)


def wrapped(text: str, width: float) -> list[str]:
    """Return the lines of a cell of this width in points."""
    found: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and _width(line + character) > width:
                found.append(line)
                line = ""
            line += character
        found.append(line)
    return found


def page(rng: Random, grid: Grid, how: Style) -> bytes:
    """Return a PDF of a grid; rows that do not fit go on, on the next page. Raises ValueError where a page is too narrow for it."""
    width = max(map(len, grid.rows))
    rows = [row + [""] * (width - len(row)) for row in grid.rows]
    edges = _edges(grid.rows, rows, how)
    if edges[-1] > _RIGHT:
        raise ValueError("too wide")
    return drawn(*(_drawn(rng, part, edges, how) for part in _parts(grid.rows, rows, edges, how)))


def _edges(given: Rows, rows: Rows, how: Style) -> list[float]:
    """Return the edges of the columns, as wide as their widest cell, and as `how` lets them be."""
    widths = []
    for column in range(len(rows[0])):
        cells = [
            line for row, whole in zip(given, rows, strict=True) if len(row) > 1 for line in whole[column].split("\n")
        ]
        widths.append(min(max([2 * _SIZE, *map(_width, cells)]), how.widest * _SIZE) + 2 * how.pad)
    return list(accumulate(widths, initial=_LEFT))


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[Sequence[str]]
    height: float
    spans: bool
    """Whether its only cell takes the whole width."""


def _parts(given: Rows, rows: Rows, edges: Sequence[float], how: Style) -> Iterator[list[_Row]]:
    """Yield the rows of each page."""
    part, left = list[_Row](), _TOP - _BOTTOM
    for row, cells in zip(given, rows, strict=True):
        spans = len(row) == 1 and len(cells) > 1
        rights = [edges[-1] if spans else right for right in edges[1:]]
        lines = [
            wrapped(cell, right - low - 2 * how.pad) for cell, low, right in zip(cells, edges, rights, strict=False)
        ]
        height = max(map(len, lines)) * _LEADING + 2 * how.pad
        if height > left:
            yield part
            part, left = [], _TOP - _BOTTOM
        part.append(_Row(lines, height, spans))
        left -= height
    yield part


def _drawn(rng: Random, rows: Sequence[_Row], edges: Sequence[float], how: Style) -> tuple[Words, list[Line]]:
    cells = list[tuple[int, int, Words]]()
    lines, top = list[Line](), _TOP
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            high = len(cell) * _LEADING
            first = top - how.pad - ((row.height - 2 * how.pad - high) / 2 if how.middle else 0.0) - _SIZE
            placed = [(edges[column] + how.pad, first - _LEADING * n, line) for n, line in enumerate(cell) if line]
            cells.append((number, column, placed))
        inner = (edges[0], edges[-1]) if row.spans else edges
        lines += [(edge, top - row.height, edge, top) for edge in inner]
        lines += [(edges[0], level, edges[-1], level) for level in (top, top - row.height)]
        top -= row.height
    if how.order == "columns":
        cells.sort(key=lambda cell: (cell[1], cell[0]))
    elif how.order == "reversed":
        cells.reverse()
    elif how.order == "shuffled":
        rng.shuffle(cells)
    return [word for _, _, placed in cells for word in placed], lines if how.ruled else []
