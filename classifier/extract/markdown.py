"""Markdown：逐行读取，表格按列名读取。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.extract import _headings, _inline, _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Item, Segment, Unit
from recognizers._document import Form

_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_BREAK = re.compile(r"[ ]*<br[ ]*/?>[ ]*", re.I)
_RULE = re.compile(r"[ \t]*\|[ \t:|-]+\|[ \t]*$")


def read(source: Source) -> Iterator[Item]:
    """Yield lines and tables in their order, then the pictures written into the text; rows keep their line numbers."""
    text = text_of(source)
    lines = _inline.without(text).split("\n")
    low = 0
    for start, end in _tables_in(lines):
        if start > low:
            yield from line_segments("\n".join(lines[low:start]), first=low + 1)
        yield from _table(lines[start:end], start + 1)
        low = end
    if low < len(lines):
        yield from line_segments("\n".join(lines[low:]), first=low + 1)
    yield from _inline.pictures(text, "文中图像")


def _tables_in(lines: list[str]) -> Iterator[tuple[int, int]]:
    index = 0
    while index + 1 < len(lines):
        if _ROW.match(lines[index]) and _RULE.match(lines[index + 1]):
            end = index + 2
            while end < len(lines) and _ROW.match(lines[end]):
                end += 1
            yield index, end
            index = end
        else:
            index += 1


def _table(lines: list[str], first: int) -> Iterator[Segment]:
    rows = [[_BREAK.sub(" ", cell).strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if _headings.speaks_of_persons(rows):
        rows[:2] = [[], rows[0]]  # the rule between heads or values would tear them apart
        yield from _tables.segments(iter(rows), "", Unit.ROW, first=first)
        return
    headings = tuple(rows[0])
    rows[1] = []
    for low in range(0, len(rows), TABLE_ROWS):
        text = "\n".join(map(_tables.line, rows[low : low + TABLE_ROWS]))
        yield Segment(text, unit=Unit.ROW, first=first + low, headings=headings, heading_row=not low)


EXTRACTOR = Extractor(
    title="Markdown",
    media_types=frozenset({"text/markdown"}),
    form=Form.MARKDOWN,
    read=read,
    sample=lambda text: (f"# 标题\n\n{text}\n".encode(), ".md"),
    reads="文字、表格、代码块、链接；写在文中的图像",
)
