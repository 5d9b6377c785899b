"""没有画全线的表：由字的位置认出栏目与行；一格里折成几行的字接回一格，一页可有几张表。

Only asked where a page's lines do not give rows by themselves (`_pdf_hints.is_torn`): positions cost more than text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classifier.extract import _pdf_heads
from classifier.extract._pdf_heads import SIGNED, Found, Lines, Table, column_of, known
from classifier.extract._pdf_loose import between, by_gaps, cells, column, gutters, joined, row, score
from classifier.extract._pdf_words import Placed, Word
from recognizers._fields import role
from recognizers._name_cells import looks_like_name

_BLANK = re.compile(r"\s")
_FAR = 4.5
"""Gap between a table and what stands below it, in heights."""
_PAGE = re.compile(
    "第[0-9]{1,4}页.{0,12}|[0-9]{1,4}/[0-9]{1,4}|[-—–][0-9]{1,4}[-—–]|[Pp]age[0-9]{1,4}(?:of[0-9]{1,4})?"
)
"""The number of a page."""
_SHORT = 2
"""Characters of which no title consists."""
_WIDE = 0.6
"""Share of a table's width that no cell takes."""
_WAYS, _HEADING = 4, 3.0
"""Ways of reading headings that are tried; what a known heading is worth, in values of cells."""
_MOST = 12
"""Tables of a page."""
_NAME = re.compile("[\u3400-\u9fff·•A-Za-z ]{2,12}(?:[(（].{0,8})?")
_SERIAL = frozenset({"序号", "学号", "编号", "考号", "工号", "No", "id"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of persons."""

    rows: tuple[tuple[str, ...], ...]
    table: Table
    written: tuple[str, ...] = ()
    """The heading row as it stands there; () where a page goes on with the table of the page before."""
    rest: tuple[str, ...] = ()
    """What completes the last row of the page before."""


def read(page: Placed, text: str, above: Table | None) -> tuple[str | Listed, ...]:
    """Return the text of a page with its tables put right; () where positions show none.

    `above` is the table with which the page before ended. No character is lost: where those placed are not those of `text`, nothing
    is returned.
    """
    found = tuple(_blocks(page.lines, page.heights, above))
    said = _letters("".join(map(_written, found)) + page.leaning)
    listed = [block for block in found if isinstance(block, Listed)]
    if not listed or said != _letters(text) or not _names_persons(listed):
        return ()
    return (*found, *([page.leaning] if page.leaning else []))


def _letters(text: str) -> Counter[str]:
    return Counter(_BLANK.sub("", text))


def _written(block: str | Listed) -> str:
    if isinstance(block, str):
        return block
    return "".join(map("".join, (block.written, block.rest, *block.rows)))


def _names_persons(listed: Sequence[Listed]) -> bool:
    """Return whether what stands under the headings of names are mostly names, in rows of several cells."""
    rows = named = likely = 0
    for block in listed:
        columns = [number for number, heading in enumerate(block.table.headings) if role(heading)]
        rows += len(block.rows)
        named += sum(any(_NAME.fullmatch(one[n]) for n in columns) and sum(map(bool, one)) > 1 for one in block.rows)
        likely += sum(any(looks_like_name(one[n]) for n in columns) for one in block.rows)
    return (named * 2 > rows and likely * 3 > named) or (not rows and any(block.rest for block in listed))


def _blocks(lines: Lines, heights: Sequence[float], above: Table | None) -> Iterator[str | Listed]:
    """Yield the tables of a page and the text between them."""
    for _ in range(_MOST):
        found = _begin(lines, heights)
        if above and (going := _pdf_heads.going_on(lines, above)) and (not found or going.head < found.head):
            found = going
        above = None
        if not found:
            break
        end = _end(lines, found.body, found.table)
        fitted = _fitted(found.table, lines[found.head : end])
        rows, rest, table = _rows(lines[found.body : end], fitted, heights, begun=not found.written)
        if found.head:
            yield _text(lines[: found.head])
        yield Listed(tuple(map(tuple, rows)), table, found.written, tuple(rest))
        lines = lines[end:]
    if lines:
        yield _text(lines)


def _text(lines: Lines) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def _begin(lines: Lines, heights: Sequence[float]) -> Found | None:
    """Return where the headings of a page stand, read in whole lines or wrapped: the way that knows most of them and of what is below."""
    likely = list(_pdf_heads.folded(lines))
    near = [one for one in likely if one.head < min(other.body for other in likely)]
    fullest = sorted(near, key=lambda one: (-known(one.table.headings), one.body - one.head))[:_WAYS]
    purest = sorted(near, key=lambda one: (-known(one.table.headings) / len(one.table.headings), one.body - one.head))
    plain = _pdf_heads.plain(lines)
    ways = [*([plain] if plain else []), *fullest, *(one for one in purest[:_WAYS] if one not in fullest)]
    return max(ways, key=lambda one: _worth(lines, one, heights), default=None)


def _worth(lines: Lines, found: Found, heights: Sequence[float]) -> float:
    """Return how much of a table a way of reading its headings understands."""
    end = _end(lines, found.body, found.table)
    fitted = _fitted(found.table, lines[found.head : end])
    rows, _, _ = _rows(lines[found.body : end], fitted, heights, begun=False)
    return _HEADING * known(found.table.headings) + score(rows) - 0.1 * (found.body - found.head)


def _fitted(table: Table, lines: Lines) -> Table:
    """Return a table with its columns as wide as the blanks between them leave them, where there is a heading to each."""
    edges = gutters(lines)
    centres = [column(Word("", *place, 0, 0), edges) for place in table.columns]
    if centres != list(range(len(edges) + 1)):
        return table
    left, right = (min(word.left for word in lines[0]), table.columns[0][0]), table.columns[-1][1]
    return replace(
        table, columns=tuple(pairwise((min(left), *edges, max(right, edges[-1] + 1)))) if edges else table.columns
    )


def _end(lines: Lines, start: int, table: Table) -> int:
    """Return the number of the line behind the table: where another begins, a wide gap follows, or a line runs over most of its width."""
    width = table.columns[-1][1] - table.columns[0][0]
    for number in range(start, len(lines)):
        line = lines[number]
        gap = lines[number - 1][0].middle - line[0].middle if number else 0.0
        wide = any(word.right - word.left > _WIDE * width for word in line)
        page = len(line) < 3 and _PAGE.fullmatch("".join(word.text for word in line))
        if gap > _FAR * line[0].height or wide or SIGNED.match(line[0].text) or page:
            return number
        if number > start and _pdf_heads.is_head(line):
            return number - (number - 1 > start and _is_title(lines[number - 1]))
    return len(lines)


def _is_title(line: Sequence[Word]) -> bool:
    return len(line) == 1 and len(line[0].text) > _SHORT and not line[0].text.isascii()


def _rows(
    lines: Lines, table: Table, heights: Sequence[float], *, begun: bool
) -> tuple[list[list[str]], list[str], Table]:
    """Return the rows, what completes the last row of the page before, and the table with the last row.

    They are told as lines drawn between them part them, as one column has a line in every row, or by the blanks between them, whichever
    gives whole values.
    """
    placed = [cells(line, [column_of(word, table) for word in line]) for line in lines]
    anchored, rest, centred = _anchored([line[0].middle for line in lines], placed, table, begun=begun)
    width, last = len(table.columns), [list(table.last)] if begun and table.last else []
    drawn = list(between(lines, heights))
    readings = [(anchored, rest), ([row(placed[low:high], width) for low, high in drawn], [])]
    readings = readings[: 1 + (len(drawn) > 1)] + [(rows, []) for rows in by_gaps(lines, placed, width)]
    rows, rest = max(readings, key=lambda one: score(completed(last, one[1]) + one[0]))
    ended = rows[-1] if rows else (completed(last, rest) or [[]])[-1]
    return rows, rest, replace(table, last=tuple(ended), centred=centred)


def completed(rows: Sequence[Sequence[str]], rest: Sequence[str]) -> list[list[str]]:
    """Return rows of which the last one is completed."""
    found = [list(one) for one in rows]
    if found and rest:
        found[-1] = [joined(above, below) for above, below in zip(found[-1], rest, strict=True)]
    return found


def _anchored(
    middles: Sequence[float], placed: Sequence[dict[int, str]], table: Table, *, begun: bool
) -> tuple[list[list[str]], list[str], bool]:
    """Return the rows, what stands before them, and whether the lines of a cell stand around their middle.

    A row begins, or has its middle, where a word of the column stands that has one line in every row. What stands before the first on a
    page that goes on with a table (`begun`) completes the last row of the page before.
    """
    anchor = _anchor(table, placed)
    starts = [middle for middle, found in zip(middles, placed, strict=True) if anchor in found]
    centred = table.centred if begun else bool(placed) and anchor not in placed[0]
    rows = [[""] * len(table.columns) for _ in starts]
    rest = [""] * len(table.columns)
    for middle, found in zip(middles, placed, strict=True):
        number = _number(starts, middle, centred=centred)
        into = rows[number] if number >= 0 else rest
        for place, text in found.items():
            into[place] = joined(into[place], text)
    more = any(rest)
    rows = [rest, *rows] if more and not (begun and table.last) else rows
    return rows, rest if more and begun and table.last else [], centred


def _number(starts: Sequence[float], middle: float, *, centred: bool) -> int:
    """Return to which row a line belongs, −1 for one before the first."""
    if centred and starts:
        return min(range(len(starts)), key=lambda number: abs(starts[number] - middle))
    return sum(start >= middle - 1 for start in starts) - 1


def _anchor(table: Table, lines: Sequence[dict[int, str]]) -> int:
    counts = Counter(column for cells in lines for column in cells)
    first = [heading not in table.headings[:number] for number, heading in enumerate(table.headings)]
    names = [number for number, heading in enumerate(table.headings) if role(heading) and first[number]]
    most = max((counts[number] for number in names), default=0)
    telling = [
        n for n, h in enumerate(table.headings) if (n in names or (h in _SERIAL and first[n])) and counts[n] * 2 > most
    ]
    return min(telling or range(len(table.headings)), key=lambda number: (counts[number] or len(lines), number))
