"""哪些页要看字的位置、看画的线：有栏目名，而文字的行不成名单的行。

Positions and lines cost more than text: only pages that may hold a table of persons pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.extract import _columns, _headings
from recognizers._fields import is_field, role

_BLANKS = re.compile(r"\s+")
_SPREAD = re.compile("姓[ \u3000]+名")
_APART = re.compile("([\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))")
_RUN_TOGETHER = re.compile("姓名(?=性别|学号|班级|出生|身份证|民族|联系|电话|年龄)")
_PIECE = re.compile("[姓名学考家监联长护生]|[A-Za-z]{2}")
"""What the first piece of a broken heading of names holds."""
_BROKEN_NUMBER = re.compile("(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2,9}(?![0-9Xx])")
"""The first piece of a resident ID that goes on in the next line."""
_TORN = 0.8
"""Share of whole rows below which a list is torn."""
_LOOKED_AT = 60
_CELL = 12
"""Characters of a line that may be a cell."""


def may_list(text: str) -> bool:
    """Return whether a page may hold a table of persons: a heading or a label of names stands alone on a line, or among others."""
    lines = text.split("\n")
    if any(any(map(role, _APART.sub(r"\1", lines[n]).split())) for n in _headings.hinted(lines)):
        return True
    squeezed = _BLANKS.sub("", text)
    if is_short(lines) and any(True for _ in _headings.hinted([squeezed])):
        return True
    return bool(_RUN_TOGETHER.search(squeezed)) or is_broken(lines)


def is_torn(text: str) -> bool:
    """Return whether a page's text holds a list whose lines are mostly no whole rows."""
    lines = text.split("\n")
    for number in _headings.hinted(lines):
        if head := _columns.head_of(lines[number]):
            below = [len(row.split()) for row in lines[number + 1 : number + _LOOKED_AT] if row.strip()]
            whole = sum(count == len(head.headings) for count in below)
            if len(below) > 1:
                return whole < _TORN * len(below) or bool(_BROKEN_NUMBER.search(text))
        elif _is_run_together(lines[number]) or (
            is_short(lines) and any(map(role, _SPREAD.sub("姓名", lines[number]).split()))
        ):
            return True
    return is_broken(lines) or (bool(_BROKEN_NUMBER.search(text)) and any(map(role, _SPREAD.sub("姓名", text).split())))


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


def is_short(lines: Sequence[str]) -> bool:
    """Whether most lines of a page are as short as the cells of a table: what stands in one row is in several lines."""
    written = [line for line in lines if line.strip()]
    return sum(len(line) <= _CELL for line in written) * 5 > len(written) * 3


def _is_run_together(line: str) -> bool:
    """Return whether a line goes on behind its headings with what stands below them, or is broken out of their row."""
    words = _SPREAD.sub("姓名", line).split()
    return len(words) > 1 and any(map(role, words)) and sum(map(is_field, words)) > 1
