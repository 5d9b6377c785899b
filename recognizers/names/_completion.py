"""补全：标注模型留在外面的姓、名的第二个字、译名的其余部分。"""

from __future__ import annotations

import re

from recognizers import _names
from recognizers.names._surroundings import GLUED, is_titled, titles

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ONLY_HAN = re.compile(f"[{_HAN}]+")
_LONGEST_PART, _LONGEST_REST = 6, 2
_GIVEN_APART = re.compile(f"[{_HAN}]{{2}}(?![{_HAN}])")
"""Two characters behind a compound surname with nothing behind them."""
_DOTTED = re.compile(f"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,8}}){{1,2}}(?![{_HAN}·])")
_ENDED = re.compile(f"·[{_HAN}]{{2,}}$")
_FUNCTION = frozenset("是和于在与为是之的从向对将曾任等因以及而自由到则")
"""Characters that are given names' too, but behind a name mostly words of their own."""
_AUTHORED = frozenset("著编译撰绘摄")
"""Behind a name: what it did to a work."""
CLASS = re.compile("[)）0-9０-９一二三四五六七八九十]班$")
"""The end of a class's name: 班 is a surname too."""
_NEXT_WORD = re.compile(
    f"代[上课理签领交]|荣获|获[得奖]|自[述愿]|述称|记[大小]?过|错了|笑着|站在|未[作交到参]|领学|配合|先[动骂]|宝贝|[和与跟同](?:[我你他她]|同学|同桌|老师|家长)|家(?:进行|家访|走访)|处(?![{_HAN}])"
)
"""Words behind a name that begin with what might be its last character."""
_LIKELIER = 0.75
"""Logarithm of odds above which a character belongs to the name before it."""
_SURE = 2.0
"""Likelihood above which a run of characters begins with a name of its own."""
_PARTICLES = frozenset("的在把被说给系")
"""What follows a whole name, and is no given name's end."""
_LOOSE, _STRICT = -0.5, 0.0
"""Share of given names that a character must have to be taken in: where nothing else is written beside it, and elsewhere."""


def completed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a given name's second character, or a surname, that the tagger left outside."""
    name = text[start:end]
    if "·" in text[max(0, start - 1) : end + 1]:
        return _dotted(text, start, end)
    if is_titled(name) or not _ONLY_HAN.fullmatch(name):
        return start, end
    surname = _names.surname_of(name)
    if more := _given(text, start, end, surname):
        return start, end + more
    following = text[end : end + 1]
    for size in (2, 1):
        added = text[max(0, start - size) : start]
        whole = added + name
        free = not _is_han(text[max(0, start - size - 1) : start - size]) or (
            not _names.is_full(name) and _is_called(text, end)
        )
        alone = not _is_han(following) and text[start - size - 1 : start - size] not in set("，。；,;")
        free = free and not CLASS.search(text, max(0, start - 2), start)
        fits = free and _names.is_surname(added) and len(whole) <= size + 2 and (alone or added not in GLUED)
        if fits and _names.likelihood(whole) > max(_names.likelihood(name), 0.0):
            return start - size, end
    return start, end


def _given(text: str, start: int, end: int, surname: str) -> int:
    """Return how many characters behind a name the tagger left outside: one behind a surname and one, two behind a compound surname."""
    if len(surname) == end - start:
        return 2 if _GIVEN_APART.match(text, end) else 0
    following = text[end : end + 1]
    if (
        not _names.is_surname(surname)
        or end - start != len(surname) + 1
        or following in _AUTHORED
        or text[end : end + 2] in titles()
    ):
        return 0
    if _goes_on(text, end):
        return 1
    alone = not _is_han(text[start - 1 : start])
    behind = text[end + 1 : end + 2]
    own_word = following in _FUNCTION and (behind.isdigit() or _is_han(behind) or not alone)
    called = _is_called(text, end + 1)
    likely = _names.given_share(following) > (_LOOSE if alone or called else _STRICT)
    return 1 if _ends(text, end + 1) and likely and not own_word else 0


def _goes_on(text: str, end: int) -> bool:
    """Return whether the character behind a given name of one is its second rather than the next word's first."""
    rest = text[end : end + 4]
    if any(_names.is_word(rest[:size]) for size in range(2, len(rest) + 1)):
        return False
    if _names.likelihood(_names.leading_name(rest)) > _SURE:
        return False
    return _names.goes_on(text[end - 1], rest[:1]) > _LIKELIER or _is_followed(text, end)


def _is_followed(text: str, end: int) -> bool:
    """Return whether a word begins behind the character that follows a name, and none with it (王涵诗迟到)."""
    following = text[end : end + 1]
    if following in _FUNCTION or _names.given_share(following) <= _STRICT or _names.is_word(text[end - 1 : end + 1]):
        return False
    behind = text[end + 1 : end + 4]
    return behind[:1] in _PARTICLES or _names.is_word(behind[:2]) or _names.is_word(behind)


def _dotted(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the parts of a transcribed name that the tagger left outside, where nothing else is written beside it.

    A last part of two characters and more that the tagger ended is whole: what follows is the sentence (`买买提·艾力今天没来`).
    """
    low = start
    while low > max(0, start - _LONGEST_PART - 1) and (_is_han(text[low - 1]) or text[low - 1] == "·"):
        low -= 1
    whole = _DOTTED.match(text, low)
    if whole and whole.end() >= end and not _is_han(text[max(0, low - 1) : low]):
        return whole.start(), _last_part_end(text, end, whole)
    return start, end


def _last_part_end(text: str, end: int, whole: re.Match[str]) -> int:
    """Return where the last part of a transcribed name ends: with what the tagger ended, or with the characters that transcribe."""
    last = text.rfind("·", whole.start(), whole.end()) + 1
    high = max(last, end)
    while high < whole.end() and _names.transcription(text[high]) > 0:
        high += 1
    if _ENDED.search(text, whole.start(), end):
        return high if high == whole.end() and high - end <= _LONGEST_REST else end
    return high if high - last > 1 else whole.end()


def is_next_word(text: str, at: int) -> bool:
    """Return whether a word of its own begins at an offset behind a name: what its bearer does, or his title."""
    return bool(_NEXT_WORD.match(text, at)) or text[at : at + 2] in titles()


def _ends(text: str, offset: int) -> bool:
    """Return whether a name may end before `offset`: the text does, no Han character follows, or a title does."""
    return not _is_han(text[offset : offset + 1]) or _is_called(text, offset)


def _is_called(text: str, offset: int) -> bool:
    return any(text[offset : offset + size] in titles() for size in (2, 3))


def _is_han(character: str) -> bool:
    return bool(character) and bool(_ONLY_HAN.fullmatch(character))
