"""表格：哪一行是表头，哪几行是表单；一批行变成文字段。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from classifier.extract import _headings
from classifier.extract._base import TABLE_ROWS
from classifier.extract._headings import line
from classifier.extract._row_shapes import Row
from classifier.model import Part, Segment, Unit

__all__ = ["line", "segments"]


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of a batch that share their headings."""

    start: int
    headings: tuple[str, ...]
    begins: bool
    """Whether its first row is the heading row."""


def segments(  # noqa: PLR0913
    rows: Iterator[Row],
    place: str,
    unit: Unit,
    part: Part = Part.BODY,
    *,
    opens_page: bool = False,
    first: int = 1,
    above: tuple[str, ...] = (),
) -> Iterator[Segment]:
    """Yield a table as segments of at most TABLE_ROWS rows, numbered from `first`, each with the headings of its rows.

    A table that goes on from the page before has the headings `above`. Titles above the headings and the lines of a form have no headings; where a sheet holds tables below one another, each has its own.
    """
    number, opening, headings = first, not above, above
    while batch := list(islice(rows, TABLE_ROWS)):
        lines = _headings.lines(batch)
        blocks = _blocks(batch, lines, headings, opening=opening)
        for block, end in zip(blocks, [*(b.start for b in blocks[1:]), len(batch)], strict=True):
            text = "\n".join(lines[block.start : end])
            yield Segment(
                text, place, part, unit, number + block.start, block.headings, block.begins, opens_page=opens_page
            )
            opens_page = False
        number, headings, opening = number + len(batch), blocks[-1].headings, False


def _blocks(batch: Sequence[Row], lines: Sequence[str], headings: tuple[str, ...], *, opening: bool) -> list[_Block]:
    """Return the blocks of a batch that goes on under `headings`; the first batch of a table may begin with any heading row."""
    blocks = [_Block(0, headings, begins=False)]
    until = 0
    for index in _headings.hinted(lines):
        if index < until:
            continue
        if (height := _headings.height(batch, index)) and (found := _headings.joined(batch, index, height)):
            start = index - _headings.groups_above(batch, index)
            blocks.append(_Block(max(start, blocks[-1].start), found, begins=True))
            until = index + height
        elif blocks[-1].headings and _headings.ends(batch[index], blocks[-1].headings):
            blocks.append(_Block(index, (), begins=False))
    if opening and not _known_at_head(blocks, batch):
        end = blocks[1].start if len(blocks) > 1 else len(batch)
        blocks[:1] = _unknown(batch[:end])
    return [
        block
        for block, after in zip(blocks, [*blocks[1:], None], strict=True)
        if after is None or after.start > block.start
    ]


def _known_at_head(blocks: Sequence[_Block], batch: Sequence[Row]) -> bool:
    """Whether the first rows are titles above known headings, or lines of a form, and no headings of their own."""
    known = len(blocks) > 1 and blocks[1].start <= _headings.LOOKED_AT
    return known or any(
        _headings.is_form_line(row) and not _headings.heads(batch, n) for n, row in enumerate(batch[:3])
    )


def _unknown(rows: Sequence[Row]) -> list[_Block]:
    index, headings = _headings.split(rows)
    titles = [_Block(0, (), begins=False)] if index else []
    return [*titles, _Block(index, headings, begins=True)] if index >= 0 else titles
