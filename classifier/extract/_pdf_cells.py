"""格里的话：折成几行的接回一句；一格说的是不是一个完整的值。"""

from __future__ import annotations

import re
from functools import lru_cache

from recognizers._fields import is_field
from recognizers._name_cells import looks_like_name

_IDENTITY = "[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
_NUMBER = re.compile(f"1[3-9][0-9]{{9}}|{_IDENTITY}")
"""A number that is complete: what follows on the next line of its cell is another one."""
_VALUE = re.compile(
    f"1[3-9][0-9]{{9}}|{_IDENTITY}"
    r"|(?:19|20)[0-9]{2}[-./年]?[0-9]{1,2}(?:[-./月]?[0-9]{1,2}日?|月)?(?: ?[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"|20[0-9]{6}|[0-9]{1,3}(?:\.[0-9])?"
    r"|[高初小]?[一二三四五六七八九0-9]{1,4}(?:年级)?[(（]?[0-9一二三四五六七八九十]{1,2}[)）]?班"
    "|[男女是否无]|[\u4e00-\u9fff]{1,5}族|群众|共青团员|少先队员|中共党员|[住走][校读]"
)
"""Numbers, dates, marks, classes, and what answers the questions of a form."""
_CLOSED, _LONGEST, _HEADING = 3, 4, 6
"""Characters of a value that is complete, at least; of a name, at most; Han characters of a heading, at most, that count."""
_HAN = re.compile("[\u4e00-\u9fff]")
_TIME, _DAY = re.compile("[0-9]{1,2}:[0-9]{2}"), re.compile("[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$")


def is_whole(text: str) -> bool:
    """Return whether a text is a number that is complete: a mobile number or a resident ID."""
    return bool(_NUMBER.fullmatch(text))


def joined(above: str, below: str) -> str:
    """Return what a cell says whose text goes on in the next line."""
    if not above or not below:
        return above + below
    letters = above[-1].isascii() and above[-1].isalpha() and below[0].isascii() and below[0].isalpha()
    apart = letters and not is_field(above + below)
    ended = (is_whole(above) and not is_whole(above + below)) or (_TIME.match(below) and _DAY.search(above))
    return f"{above} {below}" if apart or ended else above + below


def is_value(text: str) -> bool:
    """Return whether a text is a whole number, date, mark or class."""
    return bool(_VALUE.fullmatch(text))


@lru_cache(maxsize=8192)
def goes_on(above: str, below: str) -> bool:
    """Return whether what a cell says in one line may go on in the next: not behind a whole value, unless both are one value or name,
    and not in a heading or a label with its value."""
    if (below.replace(":", "：").partition("：")[1] and worth(below)) or (
        len(below) > 1 and is_field(below) and not is_field(above)
    ):
        return False
    above = above.replace(":", "：").rpartition("：")[2] or above
    closed = len(above) >= _CLOSED and (is_value(above) or _is_name(above))
    whole = joined(above, below)
    return not closed or is_value(whole) or _is_name(whole)


def _is_name(text: str) -> bool:
    return (len(text) <= _LONGEST or "·" in text or text.isascii()) and looks_like_name(text)


@lru_cache(maxsize=8192)
def worth(cell: str) -> int:
    """Return how many characters of a cell stand in a whole value: a number, a date, a class, a name, a heading. Brackets that are
    left open, or not opened, are a value torn."""
    if is_value(cell) or _is_name(cell):
        return len(cell)
    if is_field(cell):
        return len(cell) - max(len(_HAN.findall(cell)) - _HEADING, 0)
    label, colon, value = cell.replace(":", "：").partition("：")
    if colon and is_field(label):
        return len(label) + 1 + worth(value)
    return -abs(cell.count("（") + cell.count("(") - cell.count("）") - cell.count(")"))
