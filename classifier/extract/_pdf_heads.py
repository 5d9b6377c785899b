"""没有画全线的表的栏目：一行的、两行的、折成几行的；续页沿用上页的栏目。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classifier.extract import _headings
from classifier.extract._pdf_loose import cells, column, gutters, is_whole, row
from classifier.extract._pdf_words import Word, overlap
from recognizers._fields import is_field, role
from recognizers._name_cells import looks_like_name

SIGNED = re.compile("[\u4e00-\u9fff]{1,6}[:：]|合计|总计|小计|共[0-9]+人")
"""What stands below a table: who signs, sums, notes."""
_HINT = re.compile("[姓名生长护员]|[Nn][Aa]?[Mm]?|[Xx][Mm]")
"""A piece of a heading of names."""
_GROUP, _VALUE = 12, re.compile("[0-9:：]")
"""Characters that the name of a group of headings has at most, and what stands in none."""
_INSIDE = 0.8
"""Share of a word that stands in its column."""
_TITLES = 12
"""Lines of a page among which a heading of several lines begins."""
_BODY = 30
"""Lines below a heading of several lines by which its columns are told."""
_TIGHT = 0.5
"""Blank between lines of one heading, in heights."""
_NEXT = 1.4
"""Between the middles of lines of one cell, in heights."""
_HEAD = 4.0
"""Between the middles of two rows of headings, in heights."""
PIECES = 4
"""Words, or lines, at most into which a heading falls."""
_HIGHEST = 4
"""Lines at the head of a page that may belong to the last row of the page before."""
Lines = Sequence[Sequence[Word]]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, by which it is known again on the next page."""

    headings: tuple[str, ...]
    columns: tuple[tuple[float, float], ...]
    """Left and right end of each column, or of its heading."""
    last: tuple[str, ...] = ()
    """The last row, which the next page may complete."""
    centred: bool = False
    """Whether the lines of a cell stand around the middle of its row, and not from its top."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where on a page a table stands: its first line of headings, and the first line below them."""

    head: int
    body: int
    table: Table
    written: tuple[str, ...] = ()
    """The heading row; () where a page goes on with the table of the page before."""


def going_on(lines: Lines, above: Table | None) -> Found | None:
    """Return where a page goes on with the table of the page before, running lines above it left out."""
    for number, line in enumerate(lines[:_HIGHEST] if above else ()):
        if above and _ends_number(line, above):
            return Found(number, number, above)
        if above and _fits(line, above):
            while number and (_blank(lines, number) < _TIGHT or _is_under(lines[number - 1], above)):
                number -= 1  # noqa: PLW2901
            return Found(number, number, above)
    return None


def _ends_number(line: Sequence[Word], table: Table) -> bool:
    """Return whether a line completes a number of the last row."""
    places = [(column_of(word, table), word.text) for word in line]
    return bool(table.last) and any(is_whole(table.last[n] + text) for n, text in places if not is_whole(text))


def _is_under(line: Sequence[Word], table: Table) -> bool:
    """Return whether the words of a line stand in columns of a table, and over none of their edges."""
    widths = [(word, table.columns[column_of(word, table)]) for word in line]
    return all(overlap(word.left, word.right, *place) > _INSIDE * (word.right - word.left) for word, place in widths)


def _fits(line: Sequence[Word], table: Table) -> bool:
    """Whether a line is a row of a table: it has words under most headings, and none beside them."""
    under = {column_of(word, table) for word in line}
    inside = all(word.left >= table.columns[0][0] - line[0].height for word in line)
    return inside and len(under) > 1 and len(under) * 2 > len(table.columns)


def plain(lines: Lines) -> Found | None:
    """Return where the first headings stand, in one line or two."""
    for number, line in enumerate(lines[:-1]):
        line = _whole(line)  # noqa: PLW2901
        texts = [word.text for word in line]
        known = sum(map(is_field, texts))
        form = any(text.endswith((":", "：")) for text in texts)
        if form or len(texts) < 2 or known * 3 < len(texts) * 2 or not any(map(role, texts)):
            continue
        lower = _whole(lines[number + 1])
        if len(lower) < len(line) and all(is_field(word.text) for word in lower) and _is_upper(line, lower):
            number, upper, line = number + 1, line, lower  # noqa: PLW2901
        else:
            upper = _whole(lines[number - 1]) if number and _is_upper(lines[number - 1], line) else []
        if number and not upper and _is_broken(lines[number - 1], line):
            return None
        alone = [word for word in upper if not any(overlap(word.left, word.right, w.left, w.right) for w in line)]
        seeds = sorted([*line, *alone], key=lambda one: one.left)
        columns = tuple((word.left, word.right) for word in seeds)
        table = Table(tuple(word.text for word in seeds), columns)
        written = tuple(cells_of(line, table))
        if upper:
            table = replace(table, headings=_headings.joined([cells_of(upper, table), written], 0, 2))
        return Found(number, number + 1, table, written)
    return None


def is_head(line: Sequence[Word]) -> bool:
    """Return whether a line is mostly names of fields, one of them of persons."""
    texts = [word.text for word in _whole(line)]
    fields = sum(map(is_field, texts))
    return len(texts) > 1 and fields > 1 and fields * 3 >= len(texts) * 2 and any(map(role, texts))


def folded(lines: Lines) -> Iterator[Found]:
    """Yield where headings may stand that are wrapped into several lines, their columns told by the blanks between what stands below them."""
    whole = [*map(_whole, lines[: _TITLES + PIECES]), *lines[_TITLES + PIECES :]]
    fields = [sum(is_field(word.text) for word in line) for line in whole[: _TITLES + PIECES]]
    hinted = [any(_HINT.search(word.text) for word in line) for line in whole[: _TITLES + PIECES]]
    for first in range(min(_TITLES, len(lines))):
        for behind in range(first + 1, min(first + PIECES + 1, len(lines))):
            if sum(fields[first:behind]) > 1 and any(hinted[first:behind]):
                table = _columned(whole[first:behind], whole[first : behind + _BODY])
                if _is_likely(table.headings):
                    yield Found(first, behind, table, table.headings)


def _is_likely(headings: Sequence[str]) -> bool:
    """Return whether these are headings, and not the labels of a form."""
    if any(heading.endswith((":", "：")) and not role(heading) for heading in headings):
        return False
    fields = known(headings)
    return fields > 1 and fields * 3 >= len(headings) * 2 and any(map(role, headings))


def known(headings: Sequence[str]) -> int:
    """Return how many headings are names of fields, by themselves or below the name of a group."""
    return sum(
        (is_field(heading) or is_field(heading.rpartition(" ")[2])) and heading.count("（") == heading.count("）")
        for heading in headings
    )


def _blank(lines: Lines, number: int) -> float:
    """Return the blank above a line, in heights."""
    word = lines[number][0]
    return (lines[number - 1][0].middle - word.middle) / word.height - 1


def _columned(head: Sequence[Sequence[Word]], lines: Lines) -> Table:
    """Return the columns of lines, each with the heading that stands over it in several lines; what has none belongs to the one before."""
    edges = gutters(lines)
    pieces = [cells(line, [column(word, edges) for word in line]) for line in head]
    headings = [_heading([line[n] for line in pieces if n in line]) for n in range(len(edges) + 1)]
    named = [edge for edge, heading in zip(edges, headings[1:], strict=True) if heading]
    words = [word for line in lines for word in line]
    bounds = (min(word.left for word in words), *named, max(word.right for word in words))
    return Table((headings[0], *filter(None, headings[1:])), tuple(pairwise(bounds)))


def _heading(pieces: Sequence[str]) -> str:
    """Return a heading of several lines, the name of its group apart from its own."""
    whole = row([{0: piece} for piece in pieces], 1)[0]
    for number in range(len(pieces)):
        group, own = (row([{0: piece} for piece in some], 1)[0] for some in (pieces[:number], pieces[number:]))
        if is_field(own) and len(group) <= _GROUP and not _VALUE.search(group) and not looks_like_name(group):
            return f"{group} {own}".strip()
    return whole


def _whole(line: Sequence[Word]) -> list[Word]:
    """Return the words of a line with headings whole that blanks divide: `Date of Birth`, `出 生 日 期`."""
    found, number = list[Word](), 0
    while number < len(line):
        word = line[number]
        taken = 1
        for size in range(min(PIECES, len(line) - number), 1, -1):
            pieces = line[number : number + size]
            if _is_one(pieces):
                word, taken = replace(word, text=_together(pieces), right=pieces[-1].right), size
                break
        found.append(word)
        number += taken
    return found


def _is_one(pieces: Sequence[Word]) -> bool:
    """Return whether words are one heading, and not two of which each is one."""
    near = all(b.left - a.right < a.height for a, b in pairwise(pieces))
    if not near or not is_field(_together(pieces)):
        return False
    return not (is_field(pieces[0].text) and is_field(_together(pieces[1:])))


def _together(pieces: Sequence[Word]) -> str:
    return ("" if "\u4e00" <= pieces[0].text[-1] <= "\u9fff" else " ").join(piece.text for piece in pieces)


def _is_broken(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether headings of other columns begin in the line above and go on below: of them no more than pieces is known."""
    return above[0].middle - line[0].middle < _NEXT * line[0].height and any(
        not any(overlap(w.left, w.right, o.left, o.right) for o in line) for w in above
    )


def _is_upper(upper: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line right above headings names groups of them, or stands over columns of its own."""
    near = upper[0].middle - line[0].middle < _HEAD * line[0].height
    short = len(upper) > 1 and all(len(word.text) <= 12 and not SIGNED.match(word.text) for word in upper)
    return near and short and any(is_field(word.text) for word in upper)


def column_of(word: Word, table: Table) -> int:
    """Return the column whose heading a word stands under, or is nearest to."""
    shares = [overlap(word.left, word.right, *column) for column in table.columns]
    if max(shares) > 0:
        return shares.index(max(shares))
    centre = (word.left + word.right) / 2
    return min(range(len(shares)), key=lambda n: abs(sum(table.columns[n]) / 2 - centre))


def cells_of(line: Sequence[Word], table: Table) -> list[str]:
    """Return the words of a line by the column that they stand in."""
    found = [""] * len(table.columns)
    for word in line:
        number = column_of(word, table)
        found[number] = f"{found[number]} {word.text}".strip()
    return found
