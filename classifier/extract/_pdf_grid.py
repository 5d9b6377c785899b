"""页面上画了线的表：线围成格，格里的字归格，折行接回，合并的格占其左上角。

Lines that are drawn are the strongest evidence of a table: cells, merged cells and wrapped lines are told exactly, whatever the order
of the text in the file. What the table says is then read as the rows of a sheet are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from classifier.extract._pdf_blocks import Block, Grid
from classifier.extract._pdf_cells import joined, worth
from classifier.extract._pdf_strokes import Line, Rules
from classifier.extract._pdf_words import Glyph, Glyphs, plain

_TOUCHES = 3.0
"""Distance in points at which a line ends at another."""
_MOST_PLACES = 20_000
"""Rows by columns of a table."""
_FEWEST = 3
"""Cells with text that make a table."""
_APART = 0.6
"""Blank in heights between two columns within a merged cell."""
_MOST_INSET = 6.0
"""Points between the edge of a cell and its text."""
_OVER, _OVERFULL = 0.5, 0.02
"""Heights by which characters stand upon one another; share of cells in which they may."""
_CUT = 0.5
"""Share of cells that characters reach out of, beyond which lines are no edges of cells."""
_WIDE, _SEEN = 0.7, 0.12
"""Heights of a blank that is one though none is written; that is one where one is written."""
_ROOM = 1.2
"""Room in heights that a line of a cell has left where it was ended by hand, and not by the edge."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """The text of a cell line by line, and its left and right edge."""

    lines: list[list[Glyph]]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """Lines that touch: the heights of its rows from the top, its columns from the left."""

    heights: tuple[float, ...]
    columns: tuple[float, ...]
    horizontal: tuple[Line, ...]
    vertical: tuple[Line, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Return whether a character stands inside."""
        inside = self.columns[0] <= glyph.centre <= self.columns[-1]
        return inside and self.heights[-1] <= glyph.middle <= self.heights[0]


def frames(rules: Rules, fewest: int = 1) -> list[_Frame]:
    """Return the frames of more than one column and at least `fewest` rows that lines make, from the top."""
    made = (_frame(across, down) for across, down in _touching(rules))
    return sorted((one for one in made if one and len(one.heights) > fewest), key=lambda frame: -frame.heights[0])


def _touching(rules: Rules) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield sets of horizontal and vertical lines that touch one another."""
    across, down = rules.horizontal, rules.vertical
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for number, line in enumerate(down, len(across)):
        for other, flat in enumerate(across):
            if _within(line.at, flat) and _within(flat.at, line):
                parent[root(number)] = root(other)
    sets = defaultdict[int, tuple[list[Line], list[Line]]](lambda: ([], []))
    for node in range(len(parent)):
        first = node < len(across)
        sets[root(node)][not first].append(across[node] if first else down[node - len(across)])
    yield from (found for found in sets.values() if len(found[0]) > 1 and len(found[1]) > 1)


def _within(at: float, line: Line) -> bool:
    return line.low - _TOUCHES <= at <= line.high + _TOUCHES


def _frame(across: Sequence[Line], down: Sequence[Line]) -> _Frame | None:
    left, right = min(line.low for line in across), max(line.high for line in across)
    low, high = min(line.low for line in down), max(line.high for line in down)
    columns = _closed(sorted({line.at for line in down}), left, right)
    heights = _closed(sorted({line.at for line in across}), low, high)[::-1]
    places = (len(columns) - 1) * (len(heights) - 1)
    if places > _MOST_PLACES or len(columns) < 3 or len(heights) < 2:
        return None
    sides = [Line(at, low, high) for at in (columns[0], columns[-1])]
    ends = [Line(at, left, right) for at in (heights[0], heights[-1])]
    return _Frame(tuple(heights), tuple(columns), (*across, *ends), (*down, *sides))


def _closed(places: list[float], low: float, high: float) -> list[float]:
    """Return places of lines with the ends of those across them, where no line is drawn there: a table open at its sides."""
    apart = [at for number, at in enumerate(places) if not number or at - places[number - 1] > _TOUCHES]
    return [*([low] if apart[0] - low > _TOUCHES else []), *apart, *([high] if high - apart[-1] > _TOUCHES else [])]


def blocks(found: Glyphs, framed: Sequence[_Frame]) -> list[Block]:
    """Return what stands on a page from its top: tables, and the text between them in the order of the file."""
    taken = [list[Glyph]() for _ in framed]
    between = [list[Glyph]() for _ in range(len(framed) + 1)]
    outside = False
    for glyph in found.upright:
        number = next((n for n, frame in enumerate(framed) if frame.holds(glyph)), -1)
        if number >= 0:
            taken[number].append(glyph)
        else:
            slot = between[sum(frame.heights[0] > glyph.middle for frame in framed)]
            slot.append(glyph if outside or not slot else _begun(glyph))
        outside = number < 0
    tables = [_table(frame, glyphs) for frame, glyphs in zip(framed, taken, strict=True)]
    texts = [plain(some) for some in between]
    made: list[Block] = [texts[0]]
    for table, text in zip(tables, texts[1:], strict=True):
        made += [table, text]
    return [block for block in (*made, plain(found.leaning)) if block]


def _begun(glyph: Glyph) -> Glyph:
    return glyph._replace(follows="\n")


def _table(frame: _Frame, glyphs: Sequence[Glyph]) -> Block:
    """Return the rows of a frame; its text as it is where too little of it is in cells of their own, or it runs over their edges."""
    cells = dict(_cells(frame, glyphs))
    full, cut = sum(map(_is_overfull, cells.values())), sum(map(_is_cut, cells.values()))
    if len(cells) < _FEWEST or full > len(cells) * _OVERFULL or cut > len(cells) * _CUT:
        return plain(glyphs)
    inset = min(line[0].left - cell.left for cell in cells.values() for line in cell.lines)
    text = {place: _said(cell, min(max(inset, 0.0), _MOST_INSET)) for place, cell in cells.items()}
    width, height = len(frame.columns) - 1, len(frame.heights) - 1
    rows = (tuple(text.get(row * width + column, "") for column in range(width)) for row in range(height))
    return Grid(tuple(row for row in rows if any(row)), frame.columns)


def _cells(frame: _Frame, glyphs: Sequence[Glyph]) -> Iterator[tuple[int, _Cell]]:
    """Yield the cells that hold text, each with its first place, row by row."""
    width = len(frame.columns) - 1
    owner = _owners(frame)
    right = {place: frame.columns[number % width + 1] for number, place in enumerate(owner)}
    for place, found in _regions(frame, owner, glyphs).items():
        lines, first = _lines(found), place % width
        inner = [at for at in frame.columns if frame.columns[first] < at < right[place]]
        cuts = [at for at in inner if not any(_crosses(line, at) for line in lines)]
        parts = list(
            filter(None, (_between(lines, low, high) for low, high in pairwise((float("-inf"), *cuts, float("inf")))))
        )
        for part in parts if len(parts) > 1 else ():
            column = min(max(bisect_right(frame.columns, min(line[0].centre for line in part)) - 1, 0), width - 1)
            yield place - first + column, _Cell(part, frame.columns[column], frame.columns[column + 1])
        if len(parts) < 2:
            yield place, _Cell(lines, frame.columns[first], right[place])


def _regions(frame: _Frame, owner: Sequence[int], glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the characters of each cell by its first place."""
    width, height = len(frame.columns) - 1, len(frame.heights) - 1
    found = defaultdict[int, list[Glyph]](list)
    depths = [-at for at in frame.heights]
    for glyph in glyphs:
        column = min(max(bisect_right(frame.columns, glyph.centre) - 1, 0), width - 1)
        row = min(max(bisect_right(depths, -glyph.middle) - 1, 0), height - 1)
        found[owner[row * width + column]].append(glyph)
    return found


def _between(lines: Sequence[Sequence[Glyph]], low: float, high: float) -> list[list[Glyph]]:
    """Return the part of a merged cell's lines between two columns that other rows have: lines between them are not drawn in each row."""
    parts = ([glyph for glyph in line if low <= glyph.centre < high] for line in lines)
    return [part for part in parts if part]


def _crosses(line: Sequence[Glyph], at: float) -> bool:
    """Return whether a line of text runs over a place."""
    near = any(a.centre < at < b.centre and b.left - a.right < _APART * b.tall for a, b in pairwise(line))
    return near or any(glyph.left + 1 < at < glyph.right - 1 for glyph in line)


def _owners(frame: _Frame) -> list[int]:
    """Return for each place of a frame, row by row, the first place of the cell that it belongs to."""
    width, height = len(frame.columns) - 1, len(frame.heights) - 1
    parent = list(range(width * height))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def join(one: int, other: int) -> None:
        first, second = sorted((root(one), root(other)))
        parent[second] = first

    for row, (high, low) in enumerate(pairwise(frame.heights)):
        drawn = _drawn(frame.vertical, (high + low) / 2)
        for column in range(1, width):
            if not _has(drawn, frame.columns[column]):
                join(row * width + column - 1, row * width + column)
    for column, (left, right) in enumerate(pairwise(frame.columns)):
        drawn = _drawn(frame.horizontal, (left + right) / 2)
        for row in range(1, height):
            if not _has(drawn, frame.heights[row]):
                join((row - 1) * width + column, row * width + column)
    return [root(place) for place in range(width * height)]


def _drawn(lines: Sequence[Line], at: float) -> list[float]:
    """Return the places of the lines that cross a place, in order."""
    return sorted(line.at for line in lines if line.low <= at <= line.high)


def _has(drawn: Sequence[float], at: float) -> bool:
    number = bisect_right(drawn, at + _TOUCHES) - 1
    return number >= 0 and drawn[number] >= at - _TOUCHES


def _said(cell: _Cell, inset: float) -> str:
    """Return what a cell says: lines that its edge broke are one, those ended by hand are apart by a blank, if they are no whole value."""
    found, room = "", 0.0
    whole = reduce(joined, map(_written, cell.lines))
    if len(cell.lines) > 1 and whole.count("：") + whole.count(":") < 2 and worth(whole) > 0:
        return whole
    for line in cell.lines:
        text, first = _written(line), line[0].right - line[0].left
        ended = room > _ROOM * line[0].tall or " " in line[0].follows
        if ended and found and not (found[-1].isdigit() and text[0].isdigit()):
            found = f"{found} {text}"
        elif room < first and found[-1:].isalpha() and text[0].isalpha():
            found += text
        else:
            found = joined(found, text)
        room = cell.right - cell.left - 2 * inset - (line[-1].right - line[0].left)
    return found


def _is_overfull(cell: _Cell) -> bool:
    """Return whether characters stand upon one another: text of a cell runs over its edge into the next."""
    return any(b.left - a.right < -_OVER * b.tall for line in cell.lines for a, b in pairwise(line))


def _is_cut(cell: _Cell) -> bool:
    """Return whether a character reaches over the edge of a cell, as where words stand on squared paper."""
    return any(glyph.left < cell.left - 1 or glyph.right > cell.right + 1 for line in cell.lines for glyph in line)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters of a cell line by line, each from the left."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.middle):
        if found and found[-1][0].middle - glyph.middle < 0.5 * glyph.tall:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [sorted(line, key=lambda one: one.left) for line in found]


def _written(line: Sequence[Glyph]) -> str:
    """Return a line of a cell, with blanks where they are written or seen."""
    text = line[0].text
    for before, glyph in pairwise(line):
        gap, tall = glyph.left - before.right, glyph.tall
        set_apart = (before.text.isdigit() or glyph.text.isdigit()) and before.text.isascii() != glyph.text.isascii()
        blank = gap > _WIDE * tall or (glyph.follows and not set_apart and gap > _SEEN * tall)
        text += f" {glyph.text}" if blank else glyph.text
    return text
