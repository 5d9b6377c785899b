"""栏目名：一个表头或标签说的是谁的什么。"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

import dictionaries
from recognizers._script import simplified


class Role(StrEnum):
    """Whom a column of names is about."""

    SUBJECT = "本人"
    KIN = "家长"
    STAFF = "教师"
    CONTACT = "经办"
    ALIAS = "别名"
    """Another name of the person whose name stands beside it."""


_LONGEST = 24
_TRIM = re.compile(r"[\s*★☆※:：\"'`“”【】\[\]]+|[(（][^()（）]{0,20}[)）]?$|^[0-9]{1,2}[.、]")
_INSIDE = re.compile("[(（][^()（）]{0,20}[)）](?!$)")
_ASIDE = re.compile("[(（]((?:[\u4e00-\u9fff]{0,4}姓名|name))[)）]", re.I)
"""What a remark in brackets says that is the heading proper: `名称(姓名)`."""
_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_LATIN = re.compile("[A-Za-z]")
_AND = re.compile("[/、及和与]")
"""What joins two fields in one heading: `学校及班级`."""
_JOINED, _OR = re.compile("[/／| ]"), re.compile(" ?[/／|] ?| or | & ")
"""What stands between two words for the same persons: `Parent/Guardian`, `家长/监护人`."""
_WORDS = dictionaries.headings()
_HAN = r"[\u4e00-\u9fff]"
"""How the expressions of `headings.toml` say that any Han character may stand."""


def _any_of(section: str, *keys: str) -> re.Pattern[str]:
    words = "|".join(word for key in keys for word in _WORDS[section][key])
    caseless = words.replace(_HAN, f"(?-i:{_HAN})")  # else `re` looks for the other case of 20,000 characters
    return re.compile(caseless, re.I)


_POSTS = f"(?:{_any_of('name', 'of_posts').pattern})?(?:{_any_of('name', 'posts').pattern})[一二三1-3]?"
_DOERS = _any_of("name", "doers")
_NAME = re.compile(f"{_any_of('name', 'chinese').pattern}|{_DOERS.pattern}|{_POSTS}", re.I)
_NAME_ENGLISH, _NOT_NAME = _any_of("name", "english"), _any_of("name", "never")
_ALIAS, _MIXED, _THINGS = _any_of("name", "alias"), _any_of("name", "mixed"), _any_of("name", "of_things")
_REACHED, _OFFICER = _any_of("name", "reached"), _any_of("name", "officers")
_SURNAME, _GIVEN = _any_of("name", "surname"), _any_of("name", "given")
_BEARERS, _OF_ANYTHING = tuple(_WORDS["name"]["bearers"]), frozenset(_WORDS["name"]["of_anything"])
_WHOSE = tuple(
    (_any_of("whose", key), role)
    for key, role in (("kin", Role.KIN), ("staff", Role.STAFF), ("contact", Role.CONTACT), ("subject", Role.SUBJECT))
)
_CLASS, _SUBJECT = _any_of("about", "school_class"), _any_of("about", "subject")
_DESCRIBES, _OFFICIAL, _HISTORY, _POST = (_any_of("about", key) for key in ("describes", "official", "history", "post"))
PERSONAL = (_NAME, _NAME_ENGLISH, _ALIAS, _MIXED, _SURNAME, _any_of("name", "bearers"), _any_of("field", "telling"))
"""Expressions one of which hits some heading of every table of persons."""
_DUTY = _any_of("beside", "duty")
_SEX, _GROUP = _any_of("roster", "sex"), _any_of("roster", "group")
_FIELD, _FIELD_ENGLISH = _any_of("field", "chinese"), _any_of("field", "english")

CLASS_NAME = "[高初小]?[一二三四五六七八九1-9]{1,2}(?:年级|年)?[ ]?[(（]?[0-9一二三四五六七八九十]{1,2}[)）]?班"
"""How a class is written before the name of its pupil: `三(1)班`, `七年级3班`, `高一 2班`."""
_LONGEST_PLACE = 12
_ORDINAL = "第?[一二三四五六七八九十0-9]{1,3}"
_PLACE = re.compile(
    f"(?:星期|周|礼拜)[一二三四五六日天1-7]|(?<![\u4e00-\u9fff]){_ORDINAL}(?:小?组|大?排|列|行|桌|座|号?床位?|号座|号位|车|队|考场|场|周)(?![\u4e00-\u9fff])"
    "|^(?:[大研博高初][一二三四]|职[高专][一二三]|[一二三四五六七八九]年级)$"
    "|(?:^|[ ])(?:[A-H1-9一二三四五六]?号?(?:上铺|下铺)|[左右][一二三四1-4]?|床位?[0-9一二三四五六七八A-H]{1,2}|[A-H]床|座位[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日"
    "|(?:[高初小]?[一二三四五六七八九1-9](?:年级)?[(（]?)?[0-9一二三四五六七八九十]{1,2}[)）]?班|Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?)$",
    re.I,
)


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """Return a heading, simplified, without blanks, stars, colons, numbering and a remark in brackets at its end."""
    text = simplified(heading.strip())
    if text.isalpha():
        return text
    if proper := _ASIDE.search(text):
        return proper[1]
    for _ in range(3):
        text = _TRIM.sub("", text) or text
    return text


@lru_cache(maxsize=4096)
def role(heading: str) -> Role | None:
    """Return whose names stand under a heading or behind a label, None where it promises no names.

    Of a heading over two rows (`家长信息 姓名`) the last part says what, the whole says whose.
    """
    if len(heading) > 2 * _LONGEST:
        return None
    whole = bare(heading)
    parts = [bare(part) for part in re.split(r"\s+|_(?=[\u4e00-\u9fff])", heading.strip())]
    candidates = (whole, parts[-1], _CAMEL.sub("_", whole), _INSIDE.sub("", whole), _aslant(whole))
    if any(map(_ALIAS.fullmatch, candidates)):
        return Role.ALIAS
    if any(_is_name(text) for text in candidates) or _is_mixed(whole) or _is_reached(heading):
        return whose(heading) or (Role.CONTACT if is_doer(heading) else Role.SUBJECT)
    return None


def _aslant(text: str) -> str:
    """Return what a cell parted by a slanting line says of the column below it (`姓名\\日期`), "" for another cell."""
    parts = text.split("\\")
    return next(filter(_is_name, parts), "") if len(parts) > 1 else ""


def _is_name(text: str) -> bool:
    if not text or len(text) > _LONGEST:
        return False
    if _JOINED.search(text) and len(parts := _OR.split(text)) > 1:
        return all(map(_is_name, parts))
    hit = (
        _NAME.fullmatch(text)
        or (text.endswith(_BEARERS) and len(text) <= _LONGEST_BEARER)
        or (_LATIN.search(text) and _NAME_ENGLISH.fullmatch(text))
    )
    return bool(hit) and not _NOT_NAME.search(text)


_LONGEST_BEARER = 8


@lru_cache(maxsize=4096)
def is_doer(heading: str) -> bool:
    """Return whether a heading stands over those who did something with what a row is about: 上传人, 修改人."""
    return bool(_DOERS.fullmatch(bare(heading)))


@lru_cache(maxsize=4096)
def is_mixed(heading: str) -> bool:
    """Return whether cells under a heading hold a name and something else (`家长姓名及电话`)."""
    return _is_mixed(bare(heading)) or _is_reached(heading)


def _is_reached(heading: str) -> bool:
    """Return whether a remark in brackets asks how somebody is reached: `楼长（联系方式）`."""
    text = heading.strip()
    return text[-1:] in {")", "）"} and _is_mixed(simplified(text))


def _is_mixed(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if _MIXED.search(text) and re.search("[及和与、/（(]|姓名", text):
        return True
    reached = _REACHED.fullmatch(text)
    who = (reached[1] or reached[2]) if reached else ""
    return bool(who) and (_is_name(who) or bool(_OFFICER.fullmatch(who)))


@lru_cache(maxsize=4096)
def is_strict(heading: str) -> bool:
    """Return whether a heading promises nothing but names of persons, so that even unusual ones are believed."""
    return bool(re.search("姓 *名", heading)) and not is_mixed(heading)


@lru_cache(maxsize=256)
def are_of_members(headings: tuple[str, ...]) -> bool:
    """Return whether headings ask for the sex and for the class or department: the rows are pupils or staff, however they call themselves."""
    words = [word for heading in headings for word in _readings(heading)]
    return any(map(_SEX.fullmatch, words)) and any(map(_GROUP.fullmatch, words))


def says_little(heading: str) -> bool:
    """Return whether a heading stands over names of anything: `name` has persons, counties, goods and styles below it."""
    return bare(heading).lower() in _OF_ANYTHING


@lru_cache(maxsize=4096)
def whose(heading: str) -> Role | None:
    """Return whose value a heading speaks of (`家长电话`), None where it doesn't say."""
    return next((role for words, role in _WHOSE if words.search(heading)), None)


@lru_cache(maxsize=256)
def halves(headings: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of neighbouring columns of which one holds surnames and the other given names, the surname's first."""
    words = [_CAMEL.sub("_", bare(heading)) for heading in headings]
    first = [number for number, word in enumerate(words) if _SURNAME.fullmatch(word)]
    beside = ((n, other) for n in first for other in (n + 1, n - 1) if 0 <= other < len(words))
    return tuple((n, other) for n, other in beside if _GIVEN.fullmatch(words[other]))


def bearer(heading: str) -> Role:
    """Return who bears the names below a heading, whatever it promises: teachers below a subject, else those whom the table is about."""
    return role(heading) or (Role.STAFF if is_subject(heading) else Role.SUBJECT)


@lru_cache(maxsize=4096)
def names_things(heading: str) -> bool:
    """Return whether a heading says that what stands below are names of things: goods, books, places."""
    return bool(_THINGS.search(heading))


@lru_cache(maxsize=4096)
def is_class(heading: str) -> bool:
    """Return whether the classes of pupils stand under a heading."""
    return any(map(_CLASS.fullmatch, _readings(heading)))


@lru_cache(maxsize=4096)
def describes(heading: str) -> bool:
    """Return whether a heading promises what describes a person: sex, class, post, marks, health."""
    return any(map(_DESCRIBES.fullmatch, _readings(heading)))


def _readings(heading: str) -> tuple[str, ...]:
    """Return a heading, and of one over two rows (`学生信息 班级`) its last part."""
    whole, last = bare(heading), heading.rpartition(" ")[2]
    return (whole, bare(last)) if last and last != whole else (whole,)


@lru_cache(maxsize=4096)
def is_place_in_plan(heading: str) -> bool:
    """Return whether a heading is a day, a time, a group, a row, a seat or a bed: what stands below is who is there."""
    return len(heading) <= _LONGEST_PLACE and bool(_PLACE.search(heading))


@lru_cache(maxsize=4096)
def is_turn(text: str) -> bool:
    """Return whether a cell says when or as what somebody is on duty (上午, 周一, 夜班)."""
    return _DUTY.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4096)
def is_official(heading: str) -> bool:
    """Return whether a heading stands over a staff: posts, departments, subjects taught."""
    return bool(_OFFICIAL.search(heading))


@lru_cache(maxsize=4096)
def is_post(heading: str) -> bool:
    """Return whether a heading stands over what somebody is: a post, a kinship, a sort of persons."""
    return bool(_POST.search(heading))


@lru_cache(maxsize=4096)
def is_history(heading: str) -> bool:
    """Return whether a heading stands over what is told of persons of history and letters."""
    return bool(_HISTORY.search(heading))


@lru_cache(maxsize=4096)
def is_subject(heading: str) -> bool:
    """Return whether a heading is a subject of schools: marks stand below it, or who teaches it."""
    return any(map(_SUBJECT.fullmatch, _readings(heading)))


@lru_cache(maxsize=4096)
def class_of(text: str) -> str:
    """Return a class as it is told apart from others, however it is written: `七（3）班`, `七年级3班` and `7.3` are one."""
    return _NOT_TELLING.sub("", text.translate(_COUNTED)) or text


_COUNTED = str.maketrans("一二三四五六七八九", "123456789")
_NOT_TELLING = re.compile("[^0-9A-Za-z\u4e00-\u9fff]|年级|年|级|班")


@cache
def _labels() -> frozenset[str]:
    return frozenset(dictionaries.terms("field_labels"))


_ANY_FIELD = re.compile("|".join(f"(?:{known.pattern})" for known in (_FIELD, _SUBJECT, _CLASS)), re.I)
_LETTER = re.compile("[A-Za-z\u3400-\u9fff\uff21-\uff5a#＃]")


def is_field(text: str) -> bool:
    """Return whether a cell or a word is the name of a field and no value."""
    return len(text) <= 2 * _LONGEST and _LETTER.search(text) is not None and _is_field(text)


@lru_cache(maxsize=1 << 15)
def _is_field(text: str) -> bool:
    word = bare(text)
    return bool(word) and (
        word in _labels()
        or _ANY_FIELD.fullmatch(word) is not None
        or bool(_LATIN.search(word) and _FIELD_ENGLISH.fullmatch(word))
        or _is_name(word)
        or (bool(_INSIDE.search(word)) and _is_name(_INSIDE.sub("", word)))
        or _is_mixed(word)
        or (len(parts := _AND.split(word)) > 1 and all(map(is_field, parts)))
    )
