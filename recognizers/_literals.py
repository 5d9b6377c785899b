"""一个式子离不开的字串：没有这些字串的行，不必拿式子去试。

Derived from the pattern itself, so that whoever edits a dictionary need not keep a second list beside it. What cannot be
derived is said to be unknown (None), and the pattern is then tried everywhere: a wrong answer here would be a silent miss.
The parser of `re` is the only one that reads a pattern exactly as `re` does; the property test in `test_literals.py`
watches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Strings = frozenset[str]
Tree = Iterable[tuple[Any, Any]]

_RARE, _OPENING = frozenset("@#$|_{\\`~"), frozenset("(?:[")
_MOST = 64
"""Strings that one place may stand for; more are no help."""
_RANGE = 12
_REPEATED = 4
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_EMPTY = frozenset({""})


def required(pattern: re.Pattern[str]) -> Strings | None:
    """Return strings, none empty, of which every hit of `pattern` holds at least one; None where none are known."""
    return _required(_parsed(pattern))


def rank(string: str) -> int:
    """Return how much finding a string tells: 2 for words, 1 for rare signs, 0 for what stands in nearly every line."""
    signs = string.replace(" ", "").replace("\t", "")
    if any(sign.isalpha() for sign in signs):
        return 2 * (len(signs) > 1 or not signs.isascii())
    opens = len(string) > 1 and not _OPENING.isdisjoint(signs)
    return int(opens or not _RARE.isdisjoint(signs) or not (signs.isascii() or signs.isdigit()))


def beginnings(pattern: re.Pattern[str]) -> Strings | None:
    """Return the characters one of which comes first in every hit, blanks left aside, of a pattern that begins with `^`.

    None where the pattern may begin elsewhere than at the start of a line, or with any character.
    """
    tree = list(_parsed(pattern))
    if not tree or tree[0] != (codes.AT, codes.AT_BEGINNING):
        return None
    firsts, may_be_empty = _firsts(tree[1:])
    return None if firsts is None or may_be_empty else firsts - {" ", "\t", "\u3000"}


def _parsed(pattern: re.Pattern[str]) -> Tree:
    return parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)  # type: ignore[no-any-return]


def _required(tree: Tree) -> Strings | None:
    """Return the best set of required strings of a sequence: of its longest runs of known text, or of one element."""
    best: Strings | None = None
    run = _EMPTY
    for code, value in tree:
        exact = _exact(code, value)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = _product(run, exact)
            continue
        inside = exact if exact is not None else _inside(code, value)
        if inside and exact is None and code in _REPEATS and len(run) * len(inside) <= _MOST:
            run = _product(run, inside)
        best = _better(_better(best, run), inside)
        run = exact if exact is not None else _EMPTY
    return _better(best, run)


def _better(one: Strings | None, other: Strings | None) -> Strings | None:
    known = [strings for strings in (one, other) if strings and "" not in strings]
    return max(known, key=_worth, default=None)


def _worth(strings: Strings) -> tuple[int, int, int]:
    return min(map(rank, strings)), min(map(len, strings)), -len(strings)


def _product(left: Strings, right: Strings) -> Strings:
    return frozenset(one + other for one in left for other in right)


def _exact(code: Any, value: Any) -> Strings | None:
    """Return every string that an element can match, None where they are too many; assertions match the empty one."""
    match code:
        case codes.LITERAL:
            return frozenset({chr(value)})
        case codes.AT | codes.ASSERT | codes.ASSERT_NOT:
            return _EMPTY
        case codes.IN:
            return _members(value)
        case codes.SUBPATTERN:
            return _exact_sequence(value[3])
        case codes.BRANCH:
            return _union([_exact_sequence(branch) for branch in value[1]])
    return _exact_repeat(*value) if code in _REPEATS else None


def _exact_repeat(least: int, most: int, tree: Tree) -> Strings | None:
    once = _exact_sequence(tree) if most <= _REPEATED else None
    if once is None:
        return None
    repeats = [_power(once, times) for times in range(least, most + 1)]
    return _union(repeats)


def _power(strings: Strings, times: int) -> Strings | None:
    if len(strings) ** times > _MOST:
        return None
    return reduce(_product, [strings] * times, _EMPTY)


def _exact_sequence(tree: Tree) -> Strings | None:
    found = _EMPTY
    for code, value in tree:
        exact = _exact(code, value)
        if exact is None or len(found) * len(exact) > _MOST:
            return None
        found = _product(found, exact)
    return found


def _union(parts: Sequence[Strings | None]) -> Strings | None:
    known = [part for part in parts if part is not None]
    union = frozenset().union(*known)
    return union if len(known) == len(parts) and len(union) <= _MOST else None


def _members(items: Sequence[tuple[Any, Any]]) -> Strings | None:
    found = set[str]()
    for code, value in items:
        if code is codes.LITERAL:
            found.add(chr(value))
        elif code is codes.RANGE and value[1] - value[0] < _RANGE:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found)


def _inside(code: Any, value: Any) -> Strings | None:
    """Return the required strings of an element that can match too many to list."""
    match code:
        case codes.SUBPATTERN:
            return _required(value[3])
        case codes.BRANCH:
            parts = [_required(branch) for branch in value[1]]
            known = [part for part in parts if part]
            return frozenset().union(*known) if len(known) == len(parts) else None
        case codes.ATOMIC_GROUP:
            return _required(value)
    if code in _REPEATS and value[0]:
        once = _exact_sequence(value[2])
        powers = (_power(once, times) for times in range(min(value[0], _REPEATED), 0, -1)) if once else ()
        return next(filter(None, powers), None) or _required(value[2])
    return None


def _firsts(tree: Tree) -> tuple[Strings | None, bool]:
    """Return the characters that a sequence may begin with (None: any), and whether it may be empty."""
    found = frozenset[str]()
    for code, value in tree:
        firsts, may_be_empty = _firsts_of(code, value)
        if firsts is None:
            return None, False
        found |= firsts
        if not may_be_empty:
            return found, False
    return found, True


def _firsts_of(code: Any, value: Any) -> tuple[Strings | None, bool]:
    if code in _REPEATS:
        firsts, may_be_empty = _firsts(value[2])
        return firsts, may_be_empty or not value[0]
    match code:
        case codes.LITERAL | codes.IN:
            return _exact(code, value), False
        case codes.AT | codes.ASSERT | codes.ASSERT_NOT:
            return frozenset(), True
        case codes.SUBPATTERN:
            return _firsts(value[3])
        case codes.BRANCH:
            parts = [_firsts(branch) for branch in value[1]]
            return _union([firsts for firsts, _ in parts]), any(may_be_empty for _, may_be_empty in parts)
    return None, False
