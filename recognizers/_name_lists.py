"""逐行的名单：一行一个姓名，连着好几行，编号、分数可以夹在中间。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recognizers import _names
from recognizers._name_cells import looks_like_names, score_of

Span = tuple[int, int]
Line = tuple[Span, list[Span]]
"""Where a line stands, and the names in it."""

_NUMBER = r"^[ \t]*(?:[(\[]?[0-9]{1,12}[.、:)\]]?[ \t]*)?"
_ITEM = re.compile(_NUMBER + r"(?P<name>[\u3400-\u9fff](?:[ ]{0,4}[\u3400-\u9fff·]){1,9})[ \t]*$", re.M)
"""A line that holds nothing but a name, or its number in the list before it."""
_ROW = re.compile(
    _NUMBER
    + r"(?P<names>[\u3400-\u9fff·]{2,10}(?:[、,;/ \t]+[\u3400-\u9fff·]{2,10}){2,40})[、,;。 \t]*(?:共?[0-9]{1,3}[人名])?[ \t]*$",
    re.M,
)
"""A line of several names and nothing else, perhaps with their number behind."""
_KEYED = re.compile(
    _NUMBER + r"(?P<key>[0-9A-Za-z\u3400-\u9fff()]{2,12})[ \t]+(?P<name>[\u3400-\u9fff]{2,4})[ \t]*$", re.M
)
"""A line of what is told of several (`优秀奖 王…`) and a name."""
_MEMBER = re.compile("[\u3400-\u9fff·]+")
_NO_WORDS = re.compile("[^A-Za-z\u3400-\u9fff]*")
"""What may stand between two lines of a list: blank lines, school numbers, marks."""
_FEWEST, _ODD, _LONGEST = 5, 0.1, 4
"""Lines that make a list, share of those that look like no name, and characters of a name without a middle dot."""
_ROWS, _IN_ROWS = 2, 10
"""Lines of several names, and names in them, that make a list: the authors of a paper stand in one."""
_SHARED = 3
"""Lines for each different word before the names, at the least."""


def in_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the names of a text stand that are told one a line, in lists of five lines and more, or many in each of several lines.

    Nearly every one must be a surname and a given name in use: lists of characters in novels, of tunes and of terms have too many others.
    """
    items = [(hit.span(), [hit.span("name")]) for hit in _ITEM.finditer(text)]
    rows = [(hit.span(), _members(hit)) for hit in _ROW.finditer(text)]
    keyed = [(hit["key"], (hit.span(), [hit.span("name")])) for hit in _KEYED.finditer(text)]
    if len(keyed) >= _FEWEST and len({key for key, _ in keyed}) * _SHARED <= len(keyed):
        yield from _listed(text, [line for _, line in keyed], _FEWEST, _FEWEST)
    elif len(items) >= _FEWEST:
        yield from _listed(text, items, _FEWEST, _FEWEST)
    if len(rows) >= _ROWS:
        yield from _listed(text, rows, _ROWS, _IN_ROWS)


def _members(row: re.Match[str]) -> list[Span]:
    return [hit.span() for hit in _MEMBER.finditer(row.string, *row.span("names"))]


def _listed(text: str, lines: Sequence[Line], fewest: int, most: int) -> Iterator[Span]:
    """Yield the names of lines that are lists: so many lines together at the least, and so many names in them."""
    for low, high in _runs(text, lines):
        spans = [span for _, members in lines[low:high] for span in members]
        names = [text[start:end].replace(" ", "") for start, end in spans]
        if high - low >= fewest and len(names) >= most and _is_list(names):
            yield from (span for span, name in zip(spans, names, strict=True) if _is_member(name))


def _runs(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield first and behind the last of the lines that no other line parts."""
    low = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _NO_WORDS.fullmatch(text, lines[number - 1][0][1], lines[number][0][0]):
            yield low, number
            low = number


def _is_list(names: list[str]) -> bool:
    odd = sum(not _is_name(name) for name in names)
    return odd <= max(1, _ODD * len(names)) and looks_like_names(names)


def _is_name(name: str) -> bool:
    if "·" in name:
        return _names.is_minority_name(name)
    return len(name) <= _LONGEST and (_names.is_full(name) or _names.is_double(name)) and not _names.is_word(name)


def _is_member(name: str) -> bool:
    """Return whether one of a list's lines is a name: what stands among names and is no other word is one with a rare surname."""
    return _is_name(name) or ("·" not in name and len(name) <= _LONGEST and score_of(name, strict=True) > 0)
