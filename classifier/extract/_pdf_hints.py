"""哪些页要看字的位置、看画的线：有栏目名，而文字的行不成名单的行。

Positions and lines cost more than text: only pages that may hold a table of persons pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.extract import _headings
from classifier.extract._line_heads import head_of
from classifier.extract._row_shapes import LONGEST_HEADING
from recognizers._fields import role
from recognizers._hints import hints

_BLANKS = re.compile(r"\s+")
_APART = re.compile("([\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))")
_RUN_TOGETHER = re.compile("姓名(?=性别|学号|班级|出生|身份证|民族|联系|电话|年龄)")
_PIECE = re.compile("[姓名学考家监联长护生]|[A-Za-z]{2}")
"""What the first piece of a broken heading of names holds."""
_BROKEN_NUMBER = re.compile("(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2,9}(?![0-9Xx])")
"""The first piece of a resident ID that goes on in the next line."""
_ROWS = 1.5
"""Lines of a list, times of its rows, at most: titles and those who sign have lines of their own, pieces of cells too."""
_HIGHEST = 4
"""Lines at the head of a page among which the first row of a list stands that goes on."""
_LOOKED_AT = 60
_BEFORE, _BEHIND = 3, 7
"""Characters of a heading before and from where a hint to it begins."""
_CRUMB, _PLAIN, _MOSTLY = 3.5, re.compile("[\u4e00-\u9fff（）0-9A-Za-z./-]+"), 0.9
"""Characters of a word, in the mean, of a page of narrow cells; what words there are made of; how many of them: no formulas."""
_CODE = re.compile("[=;{}]|name[(]", re.I)
"""What stands in a line of a program."""
_STOP, _STOPS = ("，", "。", "；", ", ", ". "), 1.0
"""Stops of sentences, and how many of them a line, beyond which a page is prose."""
_CELL = 12
"""Characters of a line that may be a cell."""


def may_list(text: str) -> bool:
    """Return whether a page may hold a table of persons: a heading or a label of names stands alone on a line, or among others."""
    lines = text.split("\n")
    hinted = [lines[n] for n in _headings.hinted(lines) if not _CODE.search(lines[n])]
    if any(any(map(role, _words(line))) for line in hinted):
        return True
    if any(sum(map(_is_labelled, line.split())) > 1 for line in hinted):
        return True
    squeezed = _BLANKS.sub("", text)
    if is_short(lines) and _holds_heading(squeezed):
        return True
    return bool(_RUN_TOGETHER.search(squeezed)) or is_broken(lines) or _is_crumbs(text)


def _holds_heading(squeezed: str) -> bool:
    """Return whether a heading stands anywhere in a page's text without its blanks and line breaks."""
    return any(
        role(squeezed[low:high])
        for start in hints(squeezed.lower())
        for low in range(max(start - _BEFORE, 0), start + 1)
        for high in range(start + 2, start + _BEHIND)
    )


def _words(line: str) -> list[str]:
    """Return the words of a line that are short enough for a heading, and those that blanks spread."""
    words = line.split()
    spread = _APART.sub(r"\1", line).split() if len(words) > 1 else []
    return [word for word in (*words, *spread) if len(word) <= LONGEST_HEADING]


def _is_labelled(word: str) -> bool:
    """Return whether a word is a label of names with its value."""
    label, colon, value = word.replace(":", "：").partition("：")
    return bool(colon and value and role(label))


def is_torn(text: str) -> bool:
    """Return whether a page may hold a table of persons whose lines are mostly no whole rows."""
    return may_list(text) and not gives_rows(text)


def gives_rows(text: str) -> bool:
    """Return whether the lines of a page are whole rows of a list, or sentences."""
    return _is_clean(text) or _is_prose(text)


def _is_prose(text: str) -> bool:
    """Return whether a page has more stops of sentences than lines."""
    return sum(map(text.count, _STOP)) > text.count("\n") * _STOPS


def _is_clean(text: str) -> bool:
    """Return whether a list stands on a page whose lines have a word under each heading."""
    if head := _head(text):
        below = [len(line.split()) for line in head[1] if line.strip()]
        rows = [count for count in below if count > 1]
        whole = all(count == head[0] for count in rows) and len(rows) * _ROWS > len(below)
        return len(rows) > 1 and whole and not _BROKEN_NUMBER.search(text)
    return False


def goes_on(text: str, below: str) -> bool:
    """Return whether a page may go on with the list on the page above, whose lines are whole rows: its first ones have as many words."""
    counts = {len(line.split()) for line in below.split("\n", _HIGHEST)[:_HIGHEST]}
    short = begins_short(below)
    if max(counts) < 2 and not short:
        return False
    head = _head(text)
    return bool(head and (short or head[0] in counts)) and not _head(below)


def _head(text: str) -> tuple[int, list[str]] | None:
    """Return how many headings a list has, and the lines below them; None where no line holds headings."""
    lines = text.split("\n")
    for number in _headings.hinted(lines):
        if head := head_of(lines[number]):
            return len(head.headings), lines[number + 1 : number + _LOOKED_AT]
    return None


def _is_crumbs(text: str) -> bool:
    """Return whether a page's words are the pieces of cells that are a few characters wide."""
    if "名" not in text and "ame" not in text:
        return False
    words = text.split()
    if len(words) <= _LOOKED_AT or sum(map(len, words)) >= _CRUMB * len(words):
        return False
    return sum(bool(_PLAIN.fullmatch(word)) for word in words) >= _MOSTLY * len(words)


def is_broken(lines: Sequence[str]) -> bool:
    """Return whether a heading or a label of names is broken into short lines."""
    short = [line.strip() for line in lines]
    for number, line in enumerate(short):
        if not 0 < len(line) <= _CELL or " " in line or not _PIECE.search(line):
            continue
        whole = line
        for other in short[number + 1 : number + 3]:
            whole += other if len(other) <= _CELL else "\t"
            if any(True for _ in _headings.hinted([whole])) and role(whole):
                return True
    return False


def begins_short(text: str) -> bool:
    """Return whether the first line of a page, or most of its lines, may be cells of a row that the page before began."""
    lines = text.lstrip().split("\n")
    return len(lines[0]) <= _CELL or is_short(lines)


def is_short(lines: Sequence[str]) -> bool:
    """Whether most lines of a page are as short as the cells of a table: what stands in one row is in several lines."""
    written = [line for line in lines if line.strip()]
    return sum(len(line) <= _CELL for line in written) * 5 > len(written) * 3
