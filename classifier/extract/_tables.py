"""表格：哪一行是表头；一批行变成文字段。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from classifier.extract._base import TABLE_ROWS
from classifier.model import Part, Segment, Unit

_LOOKED_AT = 12
_LONGEST_HEADING = 24
_NUMBER = re.compile(r"[\s\-+.,:/%0-9年月日]*")
_BREAKS = re.compile(r"[\t\r\n\v\f]+")


def split_header(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Return the index of the heading row among the first rows and its headings; (-1, ()) where there is none.

    A heading row has at least two cells, mostly filled, short, different, not numbers, and the rows below it are as wide.
    A second row of headings below merged cells is joined into the first.
    """
    for index, row in enumerate(rows[:_LOOKED_AT]):
        if _is_heading(row) and (below := rows[index + 1 : index + 8]) and _fits(row, below):
            return index, _joined(row, below[0] if _is_second(row, below) else ())
    return -1, ()


def _filled(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _is_heading(row: Sequence[str]) -> bool:
    cells = _filled(row)
    if len(cells) < 2 or len(cells) < len(row) * 0.4 or _is_form_line(row):
        return False
    short = sum(len(cell) <= _LONGEST_HEADING for cell in cells)
    words = sum(not _NUMBER.fullmatch(cell) for cell in cells)
    return short >= 0.9 * len(cells) and words >= 0.8 * len(cells) and len(set(cells)) >= 0.7 * len(cells)


def _is_form_line(row: Sequence[str]) -> bool:
    """Whether labels and gaps to fill in alternate: a line of a form, no heading row."""
    filled = [bool(cell.strip()) for cell in row]
    return len(row) >= 4 and filled[::2].count(True) >= len(filled[::2]) - 1 and not any(filled[1::2])


def _fits(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    width = len(_filled(row))
    return any(len(_filled(other)) * 2 >= width for other in below) and any(
        _filled(other) != _filled(row) for other in below
    )


def _is_second(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the row below holds sub-headings: it fills gaps of the first and looks like headings itself."""
    if len(below) < 2 or len(_filled(row)) == len(row):
        return False
    gaps = [index for index, cell in enumerate(row) if not cell.strip()]
    filled = [index for index in gaps if index < len(below[0]) and below[0][index].strip()]
    return len(filled) * 2 > len(gaps) and _is_heading([below[0][index] for index in filled] * 2)


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    headings, last = [], ""
    for index, cell in enumerate(first):
        last = cell.strip() or (last if second else "")
        under = second[index].strip() if index < len(second) else ""
        headings.append(f"{last} {under}".strip() if under and under != last else last)
    return tuple(headings)


def line(cells: Sequence[str]) -> str:
    """Return a row as one line: cells separated by TAB, their own line breaks as blanks."""
    text = "\t".join(cells)
    if text.count("\t") != len(cells) - 1 or _BREAKS.search(text.replace("\t", "")):
        text = "\t".join(_BREAKS.sub(" ", cell) for cell in cells)
    return text


def segments(
    rows: Iterator[Sequence[str]], place: str, unit: Unit, part: Part = Part.BODY, *, opens_page: bool = False
) -> Iterator[Segment]:
    """Yield a table as segments of at most TABLE_ROWS rows, numbered from 1, each with the table's headings.

    Rows above the heading row (titles) are a segment of their own without headings.
    """
    first = list(islice(rows, TABLE_ROWS))
    index, headings = split_header(first)
    number = 1
    if index > 0:
        yield Segment("\n".join(map(line, first[:index])), place, part, unit, opens_page=opens_page)
        first, number, opens_page = first[index:], index + 1, False
    heading_row = index >= 0
    while first:
        text = "\n".join(map(line, first))
        yield Segment(text, place, part, unit, number, headings, heading_row, opens_page=opens_page)
        number += len(first)
        first, heading_row, opens_page = list(islice(rows, TABLE_ROWS)), False, False
