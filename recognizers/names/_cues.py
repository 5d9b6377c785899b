"""前后字样：职务或动词之后、动作之前像姓名的字（`校医王…为其包扎`，`王…获得“三好学生”称号`），标注模型漏了也认得出。

Two sides must agree: what stands before says that a person follows, what stands behind that he has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import dictionaries
from recognizers import _names

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ONLY_HAN = re.compile(f"[{_HAN}]")
_LISTS = dictionaries.headings()["around"]
_INTRODUCES, _LEADS, _ACTS = (tuple(_LISTS[key]) for key in ("introduces", "leads", "acts"))
_TITLES = tuple(
    title for title in dictionaries.terms("person_titles") if len(title) > 1 and title not in {"律师", "会计"}
)
_FOLLOWING = (*_ACTS, *_TITLES)
_FIRST = frozenset(word[0] for word in _FOLLOWING)
_LAST = "".join(sorted({word[-1] for word in (*_INTRODUCES, *_LEADS)}))
_SITE = re.compile(
    f"(?:(?<=[{_LAST}，。！？；：、,:;@“\\[【\n])|^)[ ]?(?=[{''.join(_names.surname_firsts())}][{_HAN}])"
)
"""Where a name may begin: behind the last character of a cue, at the beginning of a clause."""
_CLASS = tuple(f"{last}班" for last in "0123456789)）一二三四五六七八九十大中小")
_CLAUSE = frozenset("，。！？；：、,:;@“[【\n")
_PARTICLES = frozenset("的在把被为对将和与及、同于兼向以又著")
"""What stands behind a whole name and ends hardly any."""
_BEHIND = _PARTICLES | frozenset("等系诉因已没到去来说")
"""What stands behind one who was introduced."""
_HARDLY, _NEVER = frozenset("和任曾向于应从由与为时对经将"), frozenset("和应从由与为对经将")
"""Surnames that are mostly words of their own: behind them no ordinary word is a given name; behind some no whole name either."""
_NO_GIVEN = frozenset("某总您你我他她它们兼也")
_LANDS = frozenset("里桥沟庄村路街巷屯坪镇乡湾店坊城区县市杯滩峡寨")
"""What ends the names of places and cups rather than of a person who stands at the beginning of a clause."""
_HOUSE = "家"
_SURE = 5.0
"""How likely a whole name is at least that nothing but the beginning of a clause introduces."""
_LIKELY, _LOOSE, _TIGHT = 3.0, -0.75, 0.5
"""How likely a name is at least between cues, each character of its given name, and one that rather ends the name than begins a word."""


def cued(text: str, tagged: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of what stands between cues and looks like a name, and whether it can be no shorter one.

    Offsets in characters; where a span of those `tagged` begins that no Han character follows, nothing is looked for.
    """
    settled = {start for start, end in tagged if not _ONLY_HAN.match(text, end)}
    for site in _SITE.finditer(text):
        start = site.end()
        if start in settled:
            continue
        introduced = text.endswith(_INTRODUCES, max(0, start - 8), start) or text.endswith(_CLASS, 0, start)
        opens = not start or text[start - 1] in _CLAUSE
        if introduced or opens or text.endswith(_LEADS, max(0, start - 4), start):
            size = _size(text, start, introduced=introduced)
            whole = size > 0 and _is_whole(text, start + size, introduced=introduced)
            size = size or (_size_of_subject(text, start) if opens else 0)
            if size and not _is_other(text, start, start + size):
                yield start, start + size, whole


def _is_other(text: str, start: int, end: int) -> bool:
    """Return whether a longer word begins where a name would (乌鲁木齐), or one who writes under a name of his own making is called."""
    if text[start - 1 : start] == "@" and text[end : end + 1].strip(" \t\n,，、。@"):
        return True
    longer = any(_names.is_word(text[start : start + size]) for size in range(end - start + 1, 5))
    return longer or bool(_names.foreign_word(text, start))


def _is_whole(text: str, end: int, *, introduced: bool) -> bool:
    """Return whether a name that ends before an offset cannot end a character earlier."""
    particle = text[end : end + 1] in _PARTICLES and _names.given_share(text[end - 1]) > _TIGHT
    return particle or not _ends(text, end - 1, introduced=introduced)


def _size(text: str, start: int, *, introduced: bool) -> int:
    """Return how long the name is that begins at an offset, 0 for none; behind what introduces it any word may follow."""
    longest = len(_names.surname_of(text[start : start + 2])) + 2
    end = start + longest
    plain = not introduced or not _is_firm(text, end)
    whole, short = _is_likely(text[start:end], longest, plain=plain), _is_likely(text[start : end - 1], longest - 1)
    last = text[end - 1 : end]
    apart = last in _PARTICLES and text[end : end + 1].isalnum()
    if whole and not apart and _ends(text, end, introduced=introduced):
        return longest
    goes_on = whole and not apart and _names.given_share(last) > _TIGHT
    return longest - 1 if short and not goes_on and _ends(text, end - 1, introduced=introduced) else 0


def _size_of_subject(text: str, start: int) -> int:
    """Return how long the name is with which a clause begins, where any word follows: whole, and very likely one."""
    size = len(_names.surname_of(text[start : start + 2])) + 2
    name = text[start : start + size]
    if (
        size != _size(text, start, introduced=True)
        or _names.surname_of(name) in _HARDLY
        or name[-1] in _LANDS
        or name[-2] == _HOUSE
    ):
        return 0
    sure = (
        _names.likelihood(name) > _SURE
        and not _names.is_known(name[-2:])
        and not _names.is_word(text[start + size - 1 : start + size + 1])
    )
    return size if sure and name[-2:] not in _TITLES and min(map(_names.given_share, name[-2:])) > 0 else 0


@lru_cache(maxsize=1 << 13)
def _is_likely(name: str, size: int, *, plain: bool = True) -> bool:
    """Return whether a name of `size` characters looks like one; what is `plain` must not begin with a word (高阳…)."""
    if len(name) < size or not _names.is_full(name) or _names.is_known(name) or (plain and _names.is_word(name[:2])):
        return False
    surname = _names.surname_of(name)
    given = name[len(surname) :]
    hardly = surname in _HARDLY and (
        len(given) == 1 or _names.is_known(given) or (surname in _NEVER and _names.is_full(given))
    )
    if hardly or not _NO_GIVEN.isdisjoint(given):
        return False
    return _names.likelihood(name) > _LIKELY and all(_names.given_share(character) > _LOOSE for character in given)


def _is_firm(text: str, end: int) -> bool:
    """Return whether a name surely ends before an offset: what its bearer does follows, or no Han character."""
    return _is_followed(text, end) or not _ONLY_HAN.match(text, end)


def _is_followed(text: str, end: int) -> bool:
    """Return whether what a name's bearer does, or his title, stands at an offset."""
    return text[end : end + 1] in _FIRST and text.startswith(_FOLLOWING, end)


def _ends(text: str, end: int, *, introduced: bool) -> bool:
    """Return whether a name may end before an offset: what its bearer does follows, or, of one introduced, any word."""
    if not introduced:
        return _is_followed(text, end)
    following = text[end : end + 1]
    return following != "·" and (
        _is_firm(text, end) or following in _BEHIND or any(_names.is_word(text[end : end + n]) for n in (2, 3, 4))
    )
