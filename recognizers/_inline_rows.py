"""正文里的几行表：一行栏目名，下面几行按同样的符号隔开，格数相同。"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import _fields
from recognizers._grid import Labelled

_HEADING = "姓名"
_SEPARATORS = (",", "|", ";", "、")
_CELLS = 3
"""Fewest cells of a heading row: with fewer it is a list or a sentence."""


def cells(text: str) -> Iterator[Labelled]:
    """Yield the cells below the headings of names in rows that stand in running text; `label` is the heading."""
    reached = 0
    while (hit := text.find(_HEADING, reached)) >= 0:
        start = text.rfind("\n", 0, hit) + 1
        end = _line_end(text, hit)
        reached = end
        heads, separator = _headings(text[start:end])
        wanted = [number for number, head in enumerate(heads) if _fields.role(head) and _fields.is_strict(head)]
        while heads and reached < len(text):
            low = reached + 1
            high = _line_end(text, low)
            row = text[low:high].split(separator)
            if len(row) != len(heads):
                break
            for number in wanted:
                offset = low + sum(map(len, row[:number])) + number
                yield Labelled(heads[number].strip(), offset, row[number], (low, 0))
            reached = high


def _headings(line: str) -> tuple[list[str], str]:
    """Return the headings that a line consists of and what separates them, none for a line that is no row of headings."""
    for separator in _SEPARATORS:
        heads = line.split(separator)
        shown = [head for head in heads if head.strip()]
        if len(shown) >= _CELLS and all(map(_fields.is_field, shown)):
            return heads, separator
    return [], ""


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)
