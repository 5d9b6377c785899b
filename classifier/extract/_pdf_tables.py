"""没有画全线的表：由字的位置认出列与行；并排的、上下的几张表分开读，哪样读得更完整就怎样分。

Only asked where a page's lines do not give rows by themselves (`_pdf_hints.is_torn`): positions cost more than text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from classifier.extract._pdf_blocks import Grid, letters
from classifier.extract._pdf_cells import is_value, worth
from classifier.extract._pdf_rows import Lines, Reading, by_labels, gutters, reading
from classifier.extract._pdf_strokes import Line
from classifier.extract._pdf_words import Placed, Word
from recognizers._fields import is_field, role
from recognizers._name_cells import looks_like_name

_COLON = re.compile("[:：]")
_PAGE = re.compile(
    "第[0-9]{1,4}页.{0,12}|[0-9]{1,4}/[0-9]{1,4}|[-—–][0-9]{1,4}[-—–]|[Pp]age[0-9]{1,4}(?:of[0-9]{1,4})?"
)
"""The number of a page."""
_WIDE, _LONG = 0.6, 18
"""Share of the width of what is written on a page that no cell takes, and characters of one that is prose."""
_FAR, _WAYS = 1.5, 4
"""Distance of two tables, in usual distances of lines; cuts that are tried."""
_NARROW = 0.6
"""Width in heights of a blank that may be one between words."""
_CHANNEL = 1.0
"""Width in drawn of the blank between tables abreast."""
_TOLD = 0.3
"""Share of the characters of a table that stand in whole values."""
_POOR = 0.12
"""Share below which no part of a stretch of lines is a table."""
_MOSTLY = 0.5
"""Share of names below a heading of names."""
_FEWEST = 3
"""Cells of a table."""
_BETTER, _EVEN = 4.0, 0.5
"""What two readings must say more than one, in characters of whole values; they need say no more where headings stand between them."""
_BY_TURNS = 0.9
"""What label and value by turns must say, times what columns do: a label with a value glued to it looks like another label."""
_FIELDS = 0.8
"""Share of known headings in a row of headings."""
_HEAD = 8
"""Lines in which the headings of tables abreast stand."""
_PIECES, _LONGEST_PIECE = 4, 10
"""Words at most into which blanks divide a heading; characters of each."""
_MOST = 12
"""Tables of a page."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The table with which a page ends, by which it is known again on the next one."""

    headings: tuple[str, ...]
    edges: tuple[float, ...]
    last: tuple[str, ...] = ()
    """The last row, which the next page may complete."""


@dataclass(frozen=True, slots=True)
class Listed(Grid):
    """A table without lines around its cells."""

    rest: tuple[str, ...] = ()
    """What completes the last row of the page before."""

    @property
    def written(self) -> str:
        """All that stands in it, what completes the page before included."""
        return "".join((*self.rest, *map("".join, self.rows)))


def read(page: Placed, text: str, above: Ending | None) -> tuple[str | Listed, ...]:
    """Return the text of a page with its tables put right; () where positions show none of persons.

    `above` is the table with which the page before ended. No character is lost: where those placed are not those of `text`, nothing
    is returned.
    """
    found = tuple(_blocks(page, above))
    listed = [block for block in found if isinstance(block, Listed)]
    if not listed or not _names_persons(listed, above):
        return ()
    if letters((*found, page.leaning)) != letters((text,)):
        return ()
    return (*found, *([page.leaning] if page.leaning else []))


def _names_persons(listed: Sequence[Listed], above: Ending | None) -> bool:
    """Return whether names stand in tables that have a heading or a label of names."""
    cells = [part for block in listed for row in block.rows for cell in row if cell for part in _COLON.split(cell)]
    named = any(map(role, cells)) or bool(above and any(map(role, above.headings)))
    return (named and any(map(looks_like_name, cells))) or any(block.rest for block in listed)


def _blocks(page: Placed, above: Ending | None) -> Iterator[str | Listed]:
    """Yield the tables of a page and the text between them."""
    for lines in _tracts([_whole(line) for line in page.lines]):
        found = list(_tables(lines, page.drawn, above)) if len(lines) > 1 or above else []
        if not found:
            yield _text(lines)
            continue
        yield from found
        above = None


def _whole(line: Sequence[Word]) -> list[Word]:
    """Return the words of a line with headings whole that blanks divide: `Date of Birth`, `出 生 日 期`."""
    found, number = list[Word](), 0
    while number < len(line):
        sizes = range(min(_PIECES, len(line) - number), 1, -1)
        taken = next((size for size in sizes if _is_one(line[number : number + size])), 1)
        pieces = line[number : number + taken]
        found.append(replace(pieces[0], text=_together(pieces), right=pieces[-1].right) if taken > 1 else pieces[0])
        number += taken
    return found


def _is_one(pieces: Sequence[Word]) -> bool:
    """Return whether words are one heading or one value, and not several, nor one with a word behind it that it can do without."""
    near = all(b.left - a.right < a.height for a, b in pairwise(pieces))
    if (
        not near
        or max(len(piece.text) for piece in pieces) > _LONGEST_PIECE
        or looks_like_name(pieces[0].text)
        or not _is_known(_together(pieces))
    ):
        return False
    first, last = pieces[:-1], pieces[-1].text
    several = any(_is_known(_together(pieces[:n])) and _is_known(_together(pieces[n:])) for n in range(1, len(pieces)))
    return not several and (len(last) == 1 or not _is_known(_together(first)))


def _is_known(text: str) -> bool:
    return is_field(text) or is_value(text)


def _together(pieces: Sequence[Word]) -> str:
    return ("" if "\u4e00" <= pieces[0].text[-1] <= "\u9fff" else " ").join(piece.text for piece in pieces)


def _tracts(lines: Lines) -> Iterator[Lines]:
    """Yield stretches of lines of which each is prose or may be a table."""
    width = max((line[-1].right for line in lines), default=0.0) - min((line[0].left for line in lines), default=0.0)
    tract, prose = list[Sequence[Word]](), False
    for line in lines:
        if tract and _is_prose(line, width) != prose:
            yield tract
            tract = []
        tract.append(line)
        prose = _is_prose(line, width)
    if tract:
        yield tract


def _is_prose(line: Sequence[Word], width: float) -> bool:
    """Return whether a line is the number of a page, or has a word that is far too long for a cell."""
    page = len(line) < 6 and _PAGE.fullmatch("".join(word.text for word in line))
    long = (word for word in line if len(word.text) >= _LONG and word.right - word.left > _WIDE * width)
    return bool(page) or any(not is_value(_COLON.split(word.text)[-1]) for word in long)


def _tables(lines: Lines, drawn: Sequence[Line], above: Ending | None) -> Iterator[str | Listed]:
    """Yield the tables of a tract and the text between them, nothing where there are none."""
    parts = list(_divided(lines, drawn, above))
    if any(_tells(read, above) for _, read in parts):
        for some, read in parts:
            if _tells(read, above):
                yield Listed(tuple(map(tuple, read.rows)), read.edges, read.rest)
            else:
                yield _text(some)


def _divided(
    lines: Lines, drawn: Sequence[Line], above: Ending | None, most: int = _MOST
) -> Iterator[tuple[Lines, Reading]]:
    """Yield the tables of a tract, cut where its parts say more than it does as a whole."""
    whole = _read(lines, drawn, above)
    best, chosen = whole.said - _EVEN, tuple[Lines, ...]()
    poor = whole.said < _POOR * sum(len(word.text) for line in lines for word in line)
    for parts, cost in _cuts(lines) if most > 1 and not poor else ():
        reads = [_read(part, drawn, above if not n else None) for n, part in enumerate(parts)]
        said = sum(read.said for read in reads) - cost
        if said > best:
            best, chosen = said, parts
    for n, part in enumerate(chosen):
        yield from _divided(part, drawn, above if not n else None, most // 2)
    if not chosen:
        yield lines, whole


def _read(lines: Lines, drawn: Sequence[Line], above: Ending | None) -> Reading:
    alone = _alone(lines, drawn)
    if not above:
        return alone
    going = reading(lines, drawn, above.edges[1:-1], above.last)
    own = sum(map(worth, above.last))
    return replace(going, edges=above.edges) if going.said - own >= alone.said - _BETTER else alone


def _alone(lines: Lines, drawn: Sequence[Line]) -> Reading:
    """Return the rows of lines by themselves; a narrow blank is one within a column where as much is said so."""
    found = gutters(lines)
    best = reading(lines, drawn, [one.at for one in found])
    for narrow in sorted((one for one in found if one.wide < _NARROW), key=lambda one: one.wide)[:_WAYS]:
        fewer = [one for one in found if one != narrow]
        other = reading(lines, drawn, [one.at for one in fewer])
        if other.said >= best.said:
            best, found = other, fewer
    form = by_labels(lines)
    return form if form and form.said > _BY_TURNS * best.said else best


def _cuts(lines: Lines) -> Iterator[tuple[tuple[Lines, Lines], float]]:
    """Yield ways of cutting a tract in two, with what they must say more: where a blank is far larger than others or headings stand,
    with headings of persons below, and along the widest channel with such headings on both sides."""
    gaps = [above[0].middle - below[0].middle for above, below in pairwise(lines)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    heads = {
        n
        for n in range(1, len(lines))
        if _are_headings([w.text for w in lines[n]]) and not any(is_field(w.text) for w in lines[n - 1])
    }
    across = sorted({n for n, gap in enumerate(gaps, 1) if gap > _FAR * usual} | heads, key=lambda n: -gaps[n - 1])
    for number in across[:_WAYS]:
        if number in heads or _is_headed(lines[number:]):
            yield (lines[:number], lines[number:]), 0.0 if number in heads else _BETTER
    for _, at in sorted(_channels(lines), reverse=True)[:_WAYS]:
        left = list(filter(None, ([word for word in line if word.right <= at] for line in lines)))
        right = list(filter(None, ([word for word in line if word.right > at] for line in lines)))
        if _is_headed(left) and _is_headed(right):
            yield (left, right), _BETTER
            break


def _is_headed(lines: Lines) -> bool:
    """Return whether a heading of persons stands in the first lines, in one of them or broken into several."""
    rows = reading(lines[:_HEAD], (), [one.at for one in gutters(lines)]).rows
    filled = [[cell for cell in row if cell] for row in rows]
    return any(_are_headings(row) or (len(row) > 1 and role(row[0]) and looks_like_name(row[1])) for row in filled)


def _channels(lines: Lines) -> Iterator[tuple[float, float]]:
    """Yield width and middle of each wide blank that runs down through a tract."""
    words = sorted(chain.from_iterable(lines), key=lambda word: word.left)
    right = words[0].right
    for word in words:
        if word.left - right > _CHANNEL * word.height:
            yield word.left - right, (word.left + right) / 2
        right = max(right, word.right)


def _are_headings(texts: Sequence[str]) -> bool:
    """Return whether most of the words of a row are names of fields, one of them of persons."""
    fields = sum(map(is_field, texts))
    return fields > 1 and fields >= _FIELDS * len(texts) and any(map(role, texts))


def _tells(read: Reading, above: Ending | None) -> bool:
    """Return whether rows are a table: of several columns, much of it in whole values or names below a heading of names."""
    cells = [cell for row in read.rows for cell in row if cell]
    if read.rest:
        return True
    if len(read.edges) <= 2 or len(cells) < _FEWEST:
        return False
    said = sum(max(worth(cell), 0) for cell in cells)
    going = above.headings if above and read.edges == above.edges else ()
    return said >= _TOLD * sum(map(len, cells)) or _is_list_of_names(read.rows, going)


def _is_list_of_names(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> bool:
    """Return whether a row of headings stands first, titles aside, or on the page before, and mostly names below one of them."""
    head = next((n for n, row in enumerate(rows[:_HEAD]) if _are_headings([cell for cell in row if cell])), None)
    if head is None and not headings:
        return False
    first, told = (0, headings) if head is None else (head + 1, rows[head])
    columns = [n for n, cell in enumerate(told) if cell and role(cell)]
    below = [[row[n] for row in rows[first:] if row[n]] for n in columns]
    return any(len(c) > 1 and sum(map(looks_like_name, c)) >= _MOSTLY * len(c) for c in below)


def _text(lines: Lines) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in lines)
