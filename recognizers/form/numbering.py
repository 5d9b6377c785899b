"""编号：题号与条目号怎样接下去。"""

from __future__ import annotations

import re

from recognizers._layout import Layout
from recognizers.form._cells import Values

_PAIR = re.compile(r"\(?(?<![0-9A-Za-z.])[0-9]{1,3}\)?[ \t]{0,4}[.、:)]?[ \t]{0,4}\(?[A-E]{1,4}\)?(?![0-9A-Za-z])")
_KEY_PAIRS, _KEY_LINE = 3, 600


def run(layout: Layout, _: Values) -> float:
    """Longest run of line numbers each one more than the last, full at 15."""
    if not layout.prose:
        return 0.0
    best = length = last = 0
    for number in layout.ordinals:
        length = length + 1 if number == last + 1 else 1
        best, last = max(best, length), number
    return best / 15 if best > 1 else 0.0


def chain(layout: Layout, _: Values) -> float:
    """Length of the chain 1, 2, 3 … that ignores numbers between, full at 20."""
    if not layout.prose:
        return 0.0
    reached = 0
    for number in layout.ordinals:
        reached += number == reached + 1
    return reached / 20 if reached > 1 else 0.0


def key_pairs(layout: Layout, _: Values) -> float:
    """Strings of three numbers with their answer letters or more, in a line or in short lines one below the other, full at 3."""
    if not layout.prose:
        return 0.0
    strings = below = 0
    for line in layout.lines:
        if "A" <= line.rstrip(" )")[-1:] <= "E" and (pairs := len(_PAIR.findall(line[:_KEY_LINE]))):
            strings += pairs >= _KEY_PAIRS
            below = below + 1 if pairs == 1 and _PAIR.fullmatch(line.strip()) else 0
            strings += below == _KEY_PAIRS
        else:
            below = 0
    return strings / 3
