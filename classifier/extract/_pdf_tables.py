"""页面上的表：由字的位置认出栏目与行；一格里折成几行的字接回一格，续页沿用上页的栏目。

Only asked where a page's lines do not give rows by themselves (`is_torn`): positions cost more than text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from classifier.extract import _columns, _headings
from classifier.extract._pdf_words import Word, overlap, placed
from classifier.model import Segment, Unit
from recognizers._fields import is_field, role
from recognizers._name_cells import looks_like_name

_BLANK = re.compile(r"\s")
_WHOLE_NUMBER = re.compile(r"1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]")
"""A number that is complete: what follows on the next line of its cell is another one."""
_TORN, _FAR = 0.8, 3.0
"""Share of whole rows below which a list is torn; gap between a table and what stands below it, in heights."""
_SIGNED = re.compile("[\u4e00-\u9fff]{1,6}[:：]|合计|总计|小计|共[0-9]+人")
"""What stands below a table: who signs, sums, notes."""
_LOOKED_AT = 60
_NEXT = 1.4
"""Between the middles of lines of one cell, in heights."""
_HEAD = 4.0
"""Between the middles of two rows of headings, in heights."""
_SPREAD = re.compile("姓[ \u3000]+名")
_PIECES = 4
"""Words at most into which blanks divide a heading."""
_HIGHEST = 4
"""Lines at the head of a page that may belong to the last row of the page before."""
_NAME = re.compile("[\u3400-\u9fff·•A-Za-z ]{2,12}(?:[(（].{0,8})?")
_SERIAL = frozenset({"序号", "学号", "编号", "考号", "工号", "No", "id"})


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, by which it is known again on the next page."""

    headings: tuple[str, ...]
    columns: tuple[tuple[float, float], ...]
    """Left and right end of each column's heading."""
    last: tuple[str, ...] = ()
    """The last row, which the next page may complete."""
    centred: bool = False
    """Whether the lines of a cell stand around the middle of its row, and not from its top."""


def is_torn(text: str) -> bool:
    """Return whether a page's text holds a list whose lines are mostly no whole rows."""
    lines = text.split("\n")
    for number in _headings.hinted(lines):
        if head := _columns.head_of(lines[number]):
            below = [len(row.split()) for row in lines[number + 1 : number + _LOOKED_AT] if row.strip()]
            whole = sum(count == len(head.headings) for count in below)
            return len(below) > 1 and whole < _TORN * len(below)
        if _is_run_together(lines[number]):
            return True
    return False


def _is_run_together(line: str) -> bool:
    """Return whether a line goes on behind its headings with what stands below them, or is broken out of their row."""
    words = _SPREAD.sub("姓名", line).split()
    return len(words) > 1 and any(map(role, words)) and sum(map(is_field, words)) > 1


def segments(
    document: Any, number: int, text: str, place: str, above: Table | None
) -> tuple[list[Segment], Table | None]:
    """Return the text of a page (0-based) with its table put right, and the table; ([], None) where positions show none.

    `above` is the table with which the page before ended. No character is lost: where those placed are not those of `text`, nothing
    is returned.
    """
    if above is None and not is_torn(text):
        return [], None
    lines = placed(document, number)
    found = _head(lines) or _going_on(lines, above)
    if found is None:
        return [], None
    made, table, upper = _made(lines, found, place)
    listed = made[1 if found.head else 0]
    written = Counter(_BLANK.sub("", "".join([segment.text for segment in made]) + upper))
    if found.head == found.body and _completes(listed.text, found.table):
        written -= Counter(_BLANK.sub("", "".join(found.table.last)))
    whole = written == Counter(_BLANK.sub("", text))
    return (made, table) if whole and _names_persons(listed, table) else ([], None)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where on a page a table stands: its first line of headings, and the first line below them."""

    head: int
    body: int
    table: Table


def _names_persons(listed: Segment, table: Table) -> bool:
    """Return whether what stands under the headings of names are mostly names, in rows of several cells."""
    rows = [line.split("\t") for line in listed.text.split("\n")[listed.heading_row :]]
    columns = [number for number, heading in enumerate(table.headings) if role(heading)]
    named = sum(any(_NAME.fullmatch(row[n]) for n in columns) and sum(map(bool, row)) > 1 for row in rows)
    likely = sum(any(looks_like_name(row[n]) for n in columns) for row in rows)
    return named * 2 > len(rows) and likely * 3 > named


def _completes(text: str, above: Table) -> bool:
    """Return whether a page's rows begin with the last row of the page before, said again with what belongs to it."""
    first = text.split("\n", 1)[0].split("\t")
    return bool(above.last) and len(first) == len(above.last) and all(map(str.startswith, first, above.last))


def _going_on(lines: Sequence[Sequence[Word]], above: Table | None) -> _Found | None:
    fits = above is not None and any(_fits(line, above) for line in lines[:_HIGHEST])
    return _Found(0, 0, above) if above and fits else None


def _made(lines: Sequence[Sequence[Word]], found: _Found, place: str) -> tuple[list[Segment], Table, str]:
    """Return the page's segments, its table, and the words of upper headings, which are in no line of the segments."""
    end = _end(lines, found.body, found.table)
    named = [_row(line, found.table) for line in lines[found.head : found.body]]
    body, table = _rows(lines[found.body : end], found.table, begun=not named)
    listed = Segment(
        "\n".join(map("\t".join, [*named[-1:], *body])),
        place,
        unit=Unit.ROW,
        headings=table.headings,
        heading_row=bool(named),
        opens_page=not found.head,
    )
    before, behind = (list(_text(some, place)) for some in (lines[: found.head], lines[end:]))
    before = [replace(segment, opens_page=True) for segment in before]
    return [*before, listed, *behind], table, "".join("".join(row) for row in named[:-1])


def _head(lines: Sequence[Sequence[Word]]) -> _Found | None:
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
        if upper:
            rows = [_row(upper, table), _row(line, table)]
            table = replace(table, headings=_headings.joined(rows, 0, 2))
        return _Found(number - bool(upper), number + 1, table)
    return None


def _whole(line: Sequence[Word]) -> list[Word]:
    """Return the words of a line with headings whole that blanks divide: `Date of Birth`, `出 生 日 期`."""
    found, number = list[Word](), 0
    while number < len(line):
        word = line[number]
        taken = 1
        for size in range(min(_PIECES, len(line) - number), 1, -1):
            pieces = line[number : number + size]
            text = ("" if "\u4e00" <= pieces[0].text[-1] <= "\u9fff" else " ").join(piece.text for piece in pieces)
            near = all(b.left - a.right < a.height for a, b in pairwise(pieces))
            if near and is_field(text) and not all(is_field(piece.text) for piece in pieces):
                word, taken = replace(word, text=text, right=pieces[-1].right), size
                break
        found.append(word)
        number += taken
    return found


def _is_broken(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether headings of other columns begin in the line above and go on below: of them no more than pieces is known."""
    return above[0].middle - line[0].middle < _NEXT * line[0].height and any(
        not any(overlap(w.left, w.right, o.left, o.right) for o in line) for w in above
    )


def _is_upper(upper: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line right above headings names groups of them, or stands over columns of its own."""
    near = upper[0].middle - line[0].middle < _HEAD * line[0].height
    short = len(upper) > 1 and all(len(word.text) <= 12 and not _SIGNED.match(word.text) for word in upper)
    return near and short and any(is_field(word.text) for word in upper)


def _column(word: Word, table: Table) -> int:
    """Return the column whose heading a word stands under, or is nearest to."""
    shares = [overlap(word.left, word.right, *column) for column in table.columns]
    if max(shares) > 0:
        return shares.index(max(shares))
    centre = (word.left + word.right) / 2
    return min(range(len(shares)), key=lambda n: abs(sum(table.columns[n]) / 2 - centre))


def _row(line: Sequence[Word], table: Table) -> list[str]:
    cells = [""] * len(table.columns)
    for word in line:
        column = _column(word, table)
        cells[column] = f"{cells[column]} {word.text}".strip()
    return cells


def _fits(line: Sequence[Word], table: Table) -> bool:
    """Whether a line is a row of a table: it has words under most headings, and none beside them."""
    under = {_column(word, table) for word in line}
    inside = all(word.left >= table.columns[0][0] - line[0].height for word in line)
    return inside and len(under) > 1 and len(under) * 2 > len(table.columns)


def _end(lines: Sequence[Sequence[Word]], start: int, table: Table) -> int:
    """Return the number of the line behind the table: where a wide gap follows, or a line runs over most of its width."""
    width = table.columns[-1][1] - table.columns[0][0]
    for number in range(start, len(lines)):
        line = lines[number]
        gap = lines[number - 1][0].middle - line[0].middle if number else 0.0
        wide = any(word.right - word.left > 0.6 * width for word in line)
        if gap > _FAR * line[0].height * 1.5 or wide or _SIGNED.match(line[0].text):
            return number
    return len(lines)


def _rows(lines: Sequence[Sequence[Word]], table: Table, *, begun: bool) -> tuple[list[list[str]], Table]:
    """Return the rows, and the table with the last of them.

    A row begins, or has its middle, where a word of the column stands that has one line in every row. What stands before the first on a
    page that goes on with a table (`begun`) completes the last row of the page before, which is said again.
    """
    placed = [(line[0].middle, _by_column(line, table)) for line in lines]
    anchor = _anchor(table, [cells for _, cells in placed])
    starts = [middle for middle, cells in placed if anchor in cells]
    centred = table.centred if begun else bool(placed) and anchor not in placed[0][1]
    rows = [[""] * len(table.columns) for _ in starts]
    rest = list(table.last) if begun and table.last else [""] * len(table.columns)
    more = False
    for middle, cells in placed:
        number = _number(starts, middle, centred=centred)
        more |= number < 0
        for column, text in cells.items():
            row = rows[number] if number >= 0 else rest
            row[column] = _joined(row[column], text)
    rows = [rest, *rows] if more else rows
    return rows, replace(table, last=tuple(rows[-1]) if rows else (), centred=centred)


def _number(starts: Sequence[float], middle: float, *, centred: bool) -> int:
    """Return to which row a line belongs, −1 for one before the first."""
    if centred and starts:
        return min(range(len(starts)), key=lambda number: abs(starts[number] - middle))
    return sum(start >= middle - 1 for start in starts) - 1


def _by_column(line: Sequence[Word], table: Table) -> dict[int, str]:
    cells: dict[int, str] = {}
    for word in line:
        column = _column(word, table)
        before = cells.get(column, "")
        blank = " " if before[-1:].isascii() and before and word.text[0].isascii() else ""
        cells[column] = before + blank + word.text
    return cells


def _anchor(table: Table, lines: Sequence[dict[int, str]]) -> int:
    counts = Counter(column for cells in lines for column in cells)
    first = [heading not in table.headings[:number] for number, heading in enumerate(table.headings)]
    names = [number for number, heading in enumerate(table.headings) if role(heading) and first[number]]
    most = max((counts[number] for number in names), default=0)
    telling = [
        n for n, h in enumerate(table.headings) if (n in names or (h in _SERIAL and first[n])) and counts[n] * 2 > most
    ]
    return min(telling or range(len(table.headings)), key=lambda number: (counts[number] or len(lines), number))


def _joined(above: str, below: str) -> str:
    """Return what a cell says whose text goes on in the next line."""
    apart = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha()
    return f"{above} {below}" if above and (apart or _WHOLE_NUMBER.fullmatch(above)) else above + below


def _text(lines: Sequence[Sequence[Word]], place: str) -> Iterator[Segment]:
    if lines:
        yield Segment("\n".join(" ".join(word.text for word in line) for line in lines), place, unit=Unit.NONE)
