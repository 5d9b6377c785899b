"""整理：标注模型给出的跨度，加上结构与姓名用字统计，成为人会认可的姓名，并说明把握有多大、为什么。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

import dictionaries
from recognizers import _names
from recognizers.names._spans import Span
from recognizers.names._structure import Kind, Place, places

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PARTS = re.compile(f"[{_HAN}A-Za-zａ-ｚＡ-Ｚ·•・．. \\-]+")
_ONLY_HAN = re.compile(f"[{_HAN}]+")
_FAMILIAR = frozenset("老小阿大")
"""Before a surname or given name they make a form of address: 老于, 小徐, 阿英."""
_FAMILY = frozenset("家氏")
_OFFICE = re.compile("(?:曾|现|历|兼|新|前|先后)?任")
"""任 before a company or a post is “held the post of”, not a surname."""
_GLUED = frozenset("向由应经于和与对从为被让请据同致给")
"""Prepositions that the tagger swallows on the left; all but a few are surnames too."""
_PLACE = re.compile(
    "[省邦州县市镇乡村](?!长)|队(?![长员友])|大学|公司|集团|银行|医院|纪念|体育馆|图书馆|奖学金|基金会|[牌杯馆堂]|楼(?![上下梯道顶])"
)
"""Behind a name it makes a place, a house or a brand of it."""
_THANKS = frozenset({"谢谢", "多谢"})
"""Words whose first character is a surname, before a title (谢谢老师)."""
_BEHIND_PLACE = frozenset("·城国人市省州洲族语币")
"""Behind the name of a foreign country or town they make one word with it, and before a dot it is part of a name."""
_NATIONS = re.compile("两国|双边|关系")
"""Behind two characters they show two countries, not a person."""
_DATELINE = re.compile(r"[0-9０-９]{1,2}月[0-9０-９]{1,2}日电")
_WEATHER = re.compile(r"[晴雨阴雪云]")
_DEGREES = re.compile(r"[0-9０-９\-－]{1,3}[℃°]")
_VERBS = (
    "任命 免去 聘任 聘请 推荐 选举 同意 批准 表彰 祝贺 感谢 授予 通知 联系 陪同 采访 邀请 其子 其女 其父 其母".split()
)
_AND = frozenset("、和与")
_LONGEST_NATIVE, _LONGEST_PART = 4, 6
_DOTTED = re.compile(f"[{_HAN}]{{1,6}}(?:·[{_HAN}]{{1,8}}){{1,2}}(?![{_HAN}·])")
_ENDED = re.compile(f"·[{_HAN}]{{2,}}$")
_CLASS = re.compile("[)）0-9０-９一二三四五六七八九十]班$")
"""The end of a class's name: 班 is a surname too."""
_FUNCTION = frozenset("是和于在与为是之的从向对将曾任等因以及而自由到则")
"""Characters that are given names' too, but behind a name mostly words of their own."""
_NEVER_LAST = frozenset("是的在")
"""Of these the ones that end no given name."""
_AUTHORED = frozenset("著编译撰绘摄")
"""Behind a name: what it did to a work."""
_LIKELIER = 0.75
"""Logarithm of odds above which a character belongs to the name before it."""
_SURE = 2.0
"""Likelihood above which a run of characters begins with a name of its own."""
_LOOSE, _STRICT, _ANY = -0.5, 0.0, -9.0
_LEAST = {Kind.LISTED: _ANY, Kind.CALLED: -1.0, Kind.POSTED: _LOOSE, Kind.SEXED: _LOOSE}


class Form(Enum):
    """What kind of mention a name is."""

    FULL = "姓名"
    TITLED = "姓氏加称谓"
    EXAMPLE = "示例姓名"


class Sureness(Enum):
    """How far a name may be believed, in words."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


SCORES = {Sureness.HIGH: 0.8, Sureness.MEDIUM: 0.6, Sureness.LOW: 0.4}
"""Least score of a name that may be believed so far."""


def sureness_of(score: float) -> Sureness:
    """Return how far a name of some score may be believed, whoever found it; labels and the tagger together make it surer."""
    return next((sureness for sureness, least in SCORES.items() if score >= least), Sureness.LOW)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a text; offsets in characters, `end` behind the last."""

    start: int
    end: int
    form: Form
    sureness: Sureness
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A span on its way to being a name."""

    start: int
    end: int
    tagged: bool
    places: tuple[str, ...] = ()


def names(text: str, tagged: Iterable[Span]) -> list[Name]:
    """Return the names in a text, by offset, without overlap: the tagger's spans put right, and what structure adds."""
    drafts = [draft for span in tagged for draft in _put_right(text, _Draft(span.start, span.end, tagged=True))]
    known = frozenset((draft.start, draft.end) for draft in drafts)
    held = {offset: draft for draft in drafts for offset in range(draft.start, draft.end)}
    for place in places(text, known):
        _take_in(text, held, place)
    return [_named(text, draft) for draft in sorted(set(held.values()), key=lambda draft: draft.start)]


def _put_right(text: str, draft: _Draft) -> Iterator[_Draft]:
    for part in _PARTS.finditer(text, draft.start, draft.end):
        start, end = part.span()
        start, end = _without_prefix(text, start, end)
        start, end = _without_rest(text, start, end)
        start, end = _completed(text, start, end)
        if end > start and not _is_no_name(text, start, end):
            yield replace(draft, start=start, end=end)


def _without_prefix(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what the tagger swallowed on the left: a verb (任命), a preposition (向), a class's last sign (（2）班)."""
    name = text[start:end]
    abroad = len(_names.foreign_word(text, start))
    if 0 < abroad <= len(name) - 2 and name[abroad] not in _BEHIND_PLACE:
        return start + abroad, end
    glued = name[0] in _GLUED or _CLASS.search(text, max(0, start - 1), start + 1)
    size = 2 if name[:2] in _VERBS else 1 if glued else 0
    rest = name[size:]
    if size and len(rest) >= 2 and _names.is_full(rest) and _names.likelihood(rest) > _names.likelihood(name):
        return start + size, end
    return start, end


def _without_rest(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut words behind a native name of one surname: 吴化文率部, 贺龙元帅."""
    name = text[start:end]
    if not 4 <= len(name) <= 6 or not _ONLY_HAN.fullmatch(name):
        return start, end
    for size in (3, 2):
        rest = name[size:]
        if (rest in titles() or _names.is_word(rest)) and len(rest) >= 2 and _names.is_full(name[:size]):
            return start, start + size
    return start, end


def _completed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a given name's second character, or a surname, that the tagger left outside."""
    name = text[start:end]
    if "·" in text[max(0, start - 1) : end + 1]:
        return _dotted(text, start, end)
    if _is_titled(name) or not _ONLY_HAN.fullmatch(name):
        return start, end
    surname = _names.surname_of(name)
    following = text[end : end + 1]
    short = _names.is_surname(surname) and len(name) == len(surname) + 1 and following not in _AUTHORED
    if short and _goes_on(text, end):
        return start, end + 1
    if short and _ends(text, end + 1):
        alone = not _is_han(text[start - 1 : start])
        behind = text[end + 1 : end + 2]
        own_word = following in _FUNCTION and (behind.isdigit() or _is_han(behind) or not alone)
        if _names.given_share(following) > (_LOOSE if alone else _STRICT) and not own_word:
            return start, end + 1
    for size in (2, 1):
        added = text[max(0, start - size) : start]
        whole = added + name
        free = not _is_han(text[max(0, start - size - 1) : start - size])
        alone = not _is_han(following) and text[start - size - 1 : start - size] not in set("，。；,;")
        fits = free and _names.is_surname(added) and len(whole) <= size + 2 and (alone or added not in _GLUED)
        if fits and _names.likelihood(whole) > max(_names.likelihood(name), 0.0):
            return start - size, end
    return start, end


def _goes_on(text: str, end: int) -> bool:
    """Return whether the character behind a given name of one is its second rather than the next word's first."""
    rest = text[end : end + 4]
    begins_word = any(_names.is_word(rest[:size]) for size in range(2, len(rest) + 1))
    begins_name = _names.likelihood(_names.leading_name(rest)) > _SURE
    return not begins_word and not begins_name and _names.goes_on(text[end - 1], rest[:1]) > _LIKELIER


def _dotted(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the parts of a transcribed name that the tagger left outside, where nothing else is written beside it.

    A last part of two characters and more that the tagger ended is whole: what follows is the sentence (`买买提·艾力今天没来`).
    """
    ended = _ENDED.search(text, start, end)
    low = start
    while low > max(0, start - _LONGEST_PART - 1) and (_is_han(text[low - 1]) or text[low - 1] == "·"):
        low -= 1
    whole = _DOTTED.match(text, low)
    if whole and whole.end() >= end and not _is_han(text[max(0, low - 1) : low]):
        return whole.start(), end if ended else whole.end()
    return start, end


def _is_no_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    after = text[end : end + 12]
    if len(name) < 2 or _is_said(name):
        return True
    held = len(name) > _LONGEST_NATIVE or (_is_han(text[end : end + 1]) and text[start - 1 : start] not in _AND)
    if held and (_OFFICE.match(name) or name[-1] in _NEVER_LAST):
        return True
    if _WEATHER.fullmatch(name[-1]) and _DEGREES.match(after):
        return True
    if abroad := _names.foreign_word(text, start):
        return start + len(abroad) >= end or (len(name) == len(abroad) + 1 and name[-1] in _BEHIND_PLACE)
    if _DATELINE.match(after) or _PLACE.match(after) or not _ONLY_HAN.search(name):
        return True
    return len(name) == 2 and _is_no_short_name(text, start, end)


def _is_said(word: str) -> bool:
    """Return whether a word is a label or a thank, whatever surname it begins with."""
    return word in _THANKS or word in dictionaries.terms("field_labels")


def _is_no_short_name(text: str, start: int, end: int) -> bool:
    """Return whether two characters are a word, a measure (1卢比, 7年多) or two countries (墨美两国)."""
    word, full = _names.is_word(text[start:end]), _names.is_full(text[start:end])
    measure = text[start - 1 : start].isdigit() and (word or not full)
    return (word and not full) or measure or bool(_NATIONS.match(text, end))


def _take_in(text: str, held: dict[int, _Draft], place: Place) -> None:
    """Put a place that structure shows among the drafts, which `held` keeps by every offset that they cover."""
    name = text[place.start : place.end]
    over = {held[offset] for offset in range(place.start, place.end) if offset in held}
    abroad = place.kind is Kind.ABROAD
    if abroad and (_names.foreign_word(text, place.start) or _names.is_word(name)):
        return
    if not over and not abroad and not _fits(name, _LEAST[place.kind]):
        return
    same = all((draft.start, draft.end) == (place.start, place.end) for draft in over)
    inside = all(place.start <= draft.start and draft.end <= place.end for draft in over)
    whole = abroad or _names.is_minority_name(name) or (_names.is_full(name) and name[0] not in _GLUED)
    if not same and not (inside and whole and name[-1] not in _NEVER_LAST):
        return
    told = dict.fromkeys(reason for draft in over for reason in draft.places) | {place.kind.value: None}
    made = _Draft(place.start, place.end, any(draft.tagged for draft in over), tuple(told))
    held.update(dict.fromkeys(range(place.start, place.end), made))


def _fits(name: str, least: float) -> bool:
    """Return whether what structure proposes looks like a name; `least` bounds the share of each given character."""
    if "·" in name:
        return _names.is_minority_name(name)
    if name in titles() or _is_said(name) or not _names.is_full(name):
        return False
    given = name[len(_names.surname_of(name)) :]
    plain = not _names.is_word(name) and all(_names.given_share(character) > least for character in given)
    return least <= _ANY or (plain and _names.likelihood(name) > 1)


def _named(text: str, draft: _Draft) -> Name:
    name = text[draft.start : draft.end]
    titled = _is_titled(name) or (not draft.places and _is_family(name))
    form = Form.EXAMPLE if _is_example(name) else Form.TITLED if titled else Form.FULL
    likely = (_names.is_full(name) and _names.likelihood(name) > 0) or _names.is_minority_name(name)
    told = [*draft.places, *(("标注模型",) if draft.tagged else ())]
    if likely:
        told.append(f"姓氏“{surname}”" if (surname := _names.surname_of(name)) else "译名")
    sources = bool(draft.places) + draft.tagged + likely
    agreed = draft.tagged and any(place != Kind.ABROAD.value for place in draft.places)
    sureness = Sureness.HIGH if agreed else Sureness.MEDIUM if sources >= 2 else Sureness.LOW
    if form is not Form.FULL:
        sureness = Sureness.LOW
        told.append(form.value)
    elif _names.is_historical(name):
        sureness = Sureness.LOW
        told.append("历史或文学人物")
    return Name(draft.start, draft.end, form, sureness, tuple(dict.fromkeys(told)))


def _is_example(name: str) -> bool:
    return _names.is_example(name) or (name[0] in _FAMILIAR and _names.is_example(name[:2]))


def _is_titled(name: str) -> bool:
    surname = _names.surname_of(name)
    if surname and name[len(surname) :] in titles():
        return True
    return len(name) in {2, 3} and name[0] in _FAMILIAR and not _names.is_surname(name[0])


def _is_family(name: str) -> bool:
    """Return whether a name is that of a family or of somebody by the surname alone: 刘家, 杜氏."""
    return name[-1] in _FAMILY and _names.is_surname(name[:-1])


@cache
def titles() -> frozenset[str]:
    """Return the words of address and office that follow a surname."""
    return frozenset(dictionaries.terms("person_titles"))


def _ends(text: str, offset: int) -> bool:
    """Return whether a name may end before `offset`: the text does, no Han character follows, or a title does."""
    return not _is_han(text[offset : offset + 1]) or any(text[offset : offset + size] in titles() for size in (2, 3))


def _is_han(character: str) -> bool:
    return bool(character) and bool(_ONLY_HAN.fullmatch(character))
