"""文本行：解码后的文字按行分段。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier import decode
from classifier.extract._base import TABLE_ROWS, Source
from classifier.model import Part, Segment, Unit

_WIDE = 200_000
"""Characters of a segment beyond which it is ended early: a file of very long lines must not become one segment."""


def text_of(source: Source) -> str:
    """Return a source's text with LF line ends; undecodable bytes as replacement characters (its note says so)."""
    return decode.text_of(source.data, source.type.encoding or "utf-8").replace("\0", " ")


def line_segments(text: str, place: str = "", part: Part = Part.BODY, first: int = 1) -> Iterator[Segment]:
    """Yield a text as segments of at most TABLE_ROWS lines; line numbers run on from `first`."""
    lines = text.split("\n")
    low = 0
    while low < len(lines):
        high, width = low, 0
        while high < min(len(lines), low + TABLE_ROWS) and width < _WIDE:
            width += len(lines[high]) + 1
            high += 1
        yield Segment("\n".join(lines[low:high]), place, part, Unit.LINE, first + low)
        low = high
