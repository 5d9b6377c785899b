"""行里的列：名单写成行，列以空白对齐或隔开，按栏目名那一行分成格。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from classifier.extract import _headings
from classifier.extract._lines import line_segments
from classifier.model import Part, Segment, Unit
from recognizers._fields import is_field, role

_GAP = re.compile("[ \u3000\t]+")
_WIDE_GAP = re.compile("[ \u3000]{2,}|\t")
_TORN = re.compile(
    "([姓性班学电序备民籍年职单])(?<![\u4e00-\u9fff].)[ \u3000]{1,6}([名别级号话注族贯龄务位籍])(?![\u4e00-\u9fff])"
)
_SINGLES = re.compile("([\u4e00-\u9fff])(?<![\u4e00-\u9fff].)[ \u3000]{1,3}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_PROSE = re.compile("[。！？；]")
_RULE = re.compile("[-=_+|─━│┃┼├┤┌┐└┘┬┴╋ ]{3,}")
"""A line drawn between rows."""
_BARS = re.compile("[|│┃]")
_LONGEST, _LONGEST_HEADING = 300, 16
_BLANKS = 2
"""Empty lines after which a list is at its end."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a list, with the width of the text before each."""

    headings: tuple[str, ...]
    starts: tuple[int, ...]
    aligned: bool
    """Whether the columns are told by where they stand, and not only by blanks."""


def segments(
    text: str,
    place: str = "",
    part: Part = Part.BODY,
    unit: Unit = Unit.LINE,
    *,
    opens_page: bool = False,
    first: int = 1,
) -> Iterator[Segment]:
    """Yield a text, its lines numbered from `first`, whose lists have cells separated by TAB and headings; all else as it is."""
    lines = text.split("\n")
    low = 0
    for start, end, head in _lists(lines):
        if start > low:
            yield from _plain(lines[low:start], place, part, unit, low + first, opens_page=opens_page)
            opens_page = False
        rows = "\n".join("" if _RULE.fullmatch(line) else "\t".join(_cells(line, head)) for line in lines[start:end])
        yield Segment(rows, place, part, unit, start + first, head.headings, heading_row=True, opens_page=opens_page)
        low, opens_page = end, False
    if low < len(lines):
        yield from _plain(lines[low:], place, part, unit, low + first, opens_page=opens_page)


def _plain(
    lines: Sequence[str], place: str, part: Part, unit: Unit, first: int, *, opens_page: bool
) -> Iterator[Segment]:
    if unit is Unit.LINE:
        yield from line_segments("\n".join(lines), place, part, first)
    else:
        yield Segment("\n".join(lines), place, part, unit, first, opens_page=opens_page)


def _lists(lines: Sequence[str]) -> Iterator[tuple[int, int, Head]]:
    """Yield start and end of each list, its heading line included."""
    heads = {index: head for index in _headings.hinted(lines) if (head := head_of(lines[index]))}
    low = 0
    for index, head in heads.items():
        if index >= low and (end := _end(lines, index, heads)) - index > 1:
            yield index, end, head
            low = end


def head_of(line: str) -> Head | None:
    """Return the headings that a line holds: two words or more, most of them names of fields, one of persons or numbers."""
    if len(line) > _LONGEST:
        return None
    if bars := _barred(line):
        return Head(tuple(bars), (), aligned=False) if _is_head(bars) else None
    joined = _TORN.sub(lambda hit: hit[0].replace(" ", "\0").replace("\u3000", "\0\0"), line)
    words = list(re.finditer("[^ \u3000\t]+", joined))
    texts = [word[0].replace("\0", "") for word in words]
    if not _is_head(texts):
        return None
    aligned = "\t" not in line and all(_WIDE_GAP.search(joined, a.end(), b.start()) for a, b in pairwise(words))
    return Head(tuple(texts), tuple(_width(joined[: word.start()]) for word in words), aligned)


def _is_head(texts: Sequence[str]) -> bool:
    known = sum(map(is_field, texts))
    few = len(texts) < 2 or known * 3 < len(texts) * 2
    return not few and any(map(role, texts)) and all(len(text) <= _LONGEST_HEADING for text in texts)


def _barred(line: str) -> list[str]:
    """Return the cells of a line in which bars separate them, [] for another."""
    if len(_BARS.findall(line)) < 2:
        return []
    cells = [cell.strip() for cell in _BARS.split(line.strip())]
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def _end(lines: Sequence[str], start: int, heads: Container[int]) -> int:
    """Return the line behind the last row of a list; it ends where the next heading stands."""
    end, blanks = start + 1, 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip():
            blanks += 1
            if blanks >= _BLANKS:
                break
            continue
        if _RULE.fullmatch(line):
            continue
        if index in heads or len(line) > _LONGEST or _PROSE.search(line) or not _is_row(line):
            break
        blanks, end = 0, index + 1
    return end


def _is_row(line: str) -> bool:
    """Whether a line has two words or more, blanks inside a name of two characters not counted."""
    few = line.split(None, 3)
    return len(few) == 4 or (len(few) > 1 and len(_words(line)) > 1)


def _words(line: str) -> list[str]:
    return [word for word in _GAP.split(_SINGLES.sub(r"\1\2", line).strip()) if word]


def _cells(line: str, head: Head) -> list[str]:
    """Return a row's cells, as many as there are headings: told by blanks where their number fits, else by where they stand."""
    count = len(head.headings)
    if not head.starts:
        return _barred(line) or [line.strip()]
    wide = [cell.strip() for cell in _WIDE_GAP.split(line.strip())]
    if len(wide) == count:
        return wide
    if "\t" in line:
        cells = [cell.strip() for cell in line.strip("\n").split("\t")]
        if len(cells) == count:
            return cells
    apart = line.split()
    if len(apart) == count and not _is_divided(apart, head):
        return apart
    words = _words(_TORN.sub(lambda hit: hit[1] + hit[2], line))
    if len(words) < count and head.aligned:
        return _by_place(line, head)
    return words if len(words) <= count else [*words[: count - 1], " ".join(words[count - 1 :])]


def _is_divided(words: Sequence[str], head: Head) -> bool:
    """Return whether a name stands in two words: `王 伟` below a heading of names, and not `否 男` below others."""
    pairs = enumerate(pairwise(words))
    return any(_SINGLES.fullmatch(f"{one} {other}") and role(head.headings[n]) for n, (one, other) in pairs)


def _by_place(line: str, head: Head) -> list[str]:
    cells = [""] * len(head.headings)
    for word in re.finditer("[^ \u3000\t]+", line):
        at = _width(line[: word.start()])
        column = min(range(len(cells)), key=lambda number: abs(head.starts[number] - at))
        cells[column] = f"{cells[column]} {word[0]}".strip()
    return cells


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
