"""行里的列：名单写成行，列以空白对齐或隔开，按栏目名那一行分成格。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from classifier.extract import _headings
from classifier.extract._base import TABLE_ROWS
from classifier.extract._line_heads import LONGEST, TORN, WIDE_GAP, Head, barred, head_of, joined, width
from classifier.extract._lines import line_segments
from classifier.model import Part, Segment, Unit
from recognizers._fields import Role, is_field, role
from recognizers._name_cells import looks_like_name

_GAP = re.compile("[ \u3000\t]+")
_SINGLES = re.compile("([\u4e00-\u9fff])(?<![\u4e00-\u9fff].)[ \u3000]{1,3}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_PROSE = re.compile("[。！？；]")
_RULE = re.compile("[-=_+|─━│┃┼├┤┌┐└┘┬┴╋ ]{3,}")
"""A line drawn between rows."""
_BLANKS = 2
"""Empty lines after which a list is at its end."""
_TOLD = re.compile("([^:：]{1,8})[:：]")
_CARDS, _STACK = Head((), (), aligned=True), Head((), (), aligned=False)
"""Stand for the headings of cards, and of labels with their values below them, which have labels of their own."""
_LONGEST_LABEL, _LONGEST_VALUE, _LEAST_PAIRS = 12, 40, 2


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
        if head is _STACK:
            rows = "\n".join(_stacked(lines[start:end]))
        else:
            rows = "\n".join(
                "" if _RULE.fullmatch(line) else "\t".join(_cells(line, head)) for line in lines[start:end]
            )
        named = bool(head.headings)
        yield Segment(rows, place, part, unit, start + first, head.headings, heading_row=named, opens_page=opens_page)
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
    """Yield start and end of each list, its heading lines included, and of cards abreast, which have labels in place of headings."""
    hinted = list(_headings.hinted(lines))
    heads = {index: head for index in hinted if (head := head_of(lines[index]))}
    low = 0
    for index in hinted:
        head = heads.get(index)
        if index >= low and head and (end := _end(lines, index, heads)) - index > 1:
            start, whole = joined(lines, index, low) or (index, head)
            yield start, end, whole
            low = end
        elif index >= low and not head and (end := _end_of_cards(lines, index)) - index > 1:
            yield index, end, _CARDS
            low = end
        elif index >= low and not head and (end := _end_of_stack(lines, index)) > index:
            yield index, end, _STACK
            low = end


def _end(lines: Sequence[str], start: int, heads: Mapping[int, Head]) -> int:
    """Return the line behind the last row of a list; it ends where the next heading stands, or behind an empty line something else."""
    end, blanks, rows, spaced = start + 1, 0, 0, False
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if not line.strip():
            blanks += 1
            if blanks >= _BLANKS:
                break
            continue
        if _RULE.fullmatch(line):
            continue
        if (
            index in heads
            or len(line) > LONGEST
            or _PROSE.search(line)
            or not _is_row(line)
            or any(map(is_field, _labels_abreast(line)))
            or (blanks and rows and not spaced and not _is_as_wide(line, heads[start]))
        ):
            break
        spaced = spaced or blanks > 0
        blanks, rows, end = 0, rows + 1, index + 1
    return end


def _is_as_wide(line: str, head: Head) -> bool:
    """Whether a line has as many words or cells as there are headings, or one fewer."""
    count = len(head.headings)
    numbers = {len(_words(line)), line.count("\t") + 1, len(WIDE_GAP.split(line.strip()))}
    return not count or not numbers.isdisjoint((count - 1, count))


def _end_of_cards(lines: Sequence[str], start: int) -> int:
    """Return the line behind the last row of cards abreast (`姓名：王…    姓名：李…`), `start` where none stand there."""
    end, blanks, abreast = start, 0, 0
    for index in range(start, len(lines)):
        labels = _labels_abreast(lines[index])
        if not lines[index].strip() and blanks < _BLANKS:
            blanks += 1
            continue
        if len(labels) < 2 or (abreast and len(labels) > abreast) or len(set(labels)) > 1:
            break
        if index == start and role(labels[0]) is not Role.SUBJECT:
            break
        end, blanks, abreast = index + 1, 0, abreast or len(labels)
    return end


def _end_of_stack(lines: Sequence[str], start: int) -> int:
    """Return the line behind the last value of a form that has each value in the line below its label, `start` where none begins there."""
    if len(lines[start]) > _LONGEST_LABEL or role(lines[start].strip()) is not Role.SUBJECT:
        return start
    filled = [index for index in range(start, min(len(lines), start + TABLE_ROWS)) if lines[index].strip()]
    end, pairs, others = start, 0, 0
    for index, below in pairwise(filled):
        if is_field(lines[index].strip()) and _is_value(lines[below]):
            if not pairs and not looks_like_name(lines[below]):
                break
            end, pairs, others = below + 1, pairs + 1, 0
        elif index >= end and not is_field(lines[index].strip()):
            others += 1
            if others > 1:
                break
    return end if pairs >= _LEAST_PAIRS else start


def _is_value(line: str) -> bool:
    return len(line) <= _LONGEST_VALUE and not is_field(line.strip()) and not _labels_abreast(line)


def _stacked(lines: Sequence[str]) -> list[str]:
    """Return as many lines, in which each value stands in a cell beside its label and not below it."""
    found, label = list(lines), -1
    for index, line in enumerate(lines):
        if not (text := line.strip()):
            continue
        if is_field(text):
            label = index
        elif label >= 0:
            found[label], found[index] = f"{lines[label].strip()}\t{text}", ""
            label = -1
    return found


def _labels_abreast(line: str) -> list[str]:
    """Return the labels of a line's parts, [] where one of them has none."""
    if len(line) > LONGEST or (":" not in line and "：" not in line):
        return []
    hits = [_TOLD.match(part) for part in WIDE_GAP.split(line.strip())]
    labels = [hit[1] for hit in hits if hit]
    return labels if len(labels) == len(hits) else []


def _is_row(line: str) -> bool:
    """Whether a line has two words or more, or cells between bars; blanks inside a name of two characters not counted."""
    few = line.split(None, 3)
    wide = len(few) == 4 or (len(few) > 1 and (min(map(len, few)) > 1 or len(_words(line)) > 1))
    return wide or bool(barred(line))


def _words(line: str) -> list[str]:
    return [word for word in _GAP.split(_SINGLES.sub(r"\1\2", line).strip()) if word]


def _cells(line: str, head: Head) -> list[str]:
    """Return a row's cells, as many as there are headings: told by blanks where their number fits, else by where they stand."""
    count = len(head.headings)
    if count and not head.starts:
        return barred(line) or [line.strip()]
    wide = [cell.strip() for cell in WIDE_GAP.split(line.strip())]
    if len(wide) == count or not count:
        return wide
    if "\t" in line:
        cells = [cell.strip() for cell in line.strip("\n").split("\t")]
        if len(cells) == count:
            return cells
    apart = line.split()
    if len(apart) == count and not _is_divided(apart, head):
        return apart
    words = _words(TORN.sub(lambda hit: hit[1] + hit[2], line))
    if len(words) < count and head.aligned:
        return _by_place(line, head)
    return words if len(words) <= count else [*words[: count - 1], " ".join(words[count - 1 :])]


def _is_divided(words: Sequence[str], head: Head) -> bool:
    """Return whether a name stands in two words: `王 伟` below a heading of names, and not `否 男` below others."""
    pairs = enumerate(pairwise(words))
    return any(
        len(one) == 1 == len(other) and _SINGLES.fullmatch(f"{one} {other}") and role(head.headings[n])
        for n, (one, other) in pairs
    )


def _by_place(line: str, head: Head) -> list[str]:
    cells = [""] * len(head.headings)
    for word in re.finditer("[^ \u3000\t]+", line):
        at = width(line[: word.start()])
        column = min(range(len(cells)), key=lambda number: abs(head.starts[number] - at))
        cells[column] = f"{cells[column]} {word[0]}".strip()
    return cells
