"""结构：文字的排列本身说明某处是人名——并列的名单、名字后的性别、称谓与职务。

Structure proposes, statistics decide: what is proposed here must still look like surname and given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import dictionaries
from recognizers import _names
from recognizers._fields import CLASS_NAME
from recognizers.names._cues import cued

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}·]+")
_ALONE = f"(?<![{_HAN}A-Za-z0-9])"
_BESIDE = {key: "|".join(words) for key, words in dictionaries.headings()["beside"].items()}
_SUBJECTS = "|".join(dictionaries.headings()["about"]["subject"])
_FACT = (
    f"[男女](?![{_HAN}])|(?:[高初大中小]?[一二三四五六七八九十0-9]{{0,4}}(?:年?级)?[(（]?[一二三四五六七八九十0-9]{{0,4}}[)）]?)班(?![{_HAN}])"
    rf"|(?:{_SUBJECTS})(?:教师|老师)?(?![{_HAN}])|[0-9]{{1,3}}(?:\.[0-9])?[分元](?![{_HAN}])|1[0-9]{{10}}(?![0-9])"
    rf"|0[0-9]{{2,3}}-[0-9]{{7,8}}|[0-9]{{6,19}}[0-9Xx](?![0-9])|(?:19|20)[0-9]{{2}}(?:[./-][0-9]{{1,2}}[./-]|年[0-9]{{1,2}}月)"
)
_APART = '[ \t]*["”]?[，,、:：|(（;；/_→-][ \t]*["“]?|[ \t\u3000]+'
_BEFORE_FACT = re.compile(_ALONE + f"([{_HAN}·]{{2,8}})(?:{_APART})(?=({_FACT}))")
_BEHIND_NUMBER = re.compile(f"[0-9]{{6,}}(?:{_APART})([{_HAN}]{{2,4}})(?=[ \t　,，;；|/-]|$)", re.M)
"""Cells of a row: somebody, and his sex, class, subject, mark, telephone or number behind him or before."""
_ROLE = re.compile(f"(?:{_BESIDE['before']})[ ]{{0,2}}([{_HAN}]{{2,4}})(?![{_HAN}])")
"""What stands before it (班主任, 副校长, 任课教师) says no more."""
_TITLED = re.compile(
    f"(?:{_ALONE}|(?<=给予)|(?<=同意)|(?<=关于)|(?<=任命)|(?<=免去)|(?<=表彰)|(?<=抄送)|(?<=[致据由请对向与和经]))"
    f"([{_HAN}]{{2,4}}?)(?<![总副])(?:{_BESIDE['behind']})"
)
_DONE = re.compile(f'(?:^|(?<=[\\]】>:：“"]))[ ]?([{_HAN}]{{2,4}})[”"]?[ ](?:{_BESIDE["done"]})(?=[了 “])', re.M)
"""Who did what, as programs log it: `[审批] 王… 提交了《…》`."""
_KEY = "|".join((*dictionaries.headings()["about"]["subject"], _BESIDE["duty"]))
"""What a timetable or a list of duties is told by: before a member it is none of it."""
_KEYED = re.compile(f"(?:{_KEY}|[{_HAN}]{{1,3}}组)(?=[{_HAN}·]{{2,}}$)|(?<=[0-9])[号床座](?=[{_HAN}]{{2,4}}$)")
_KEY_ALONE = re.compile(_KEY)
_TAIL = re.compile(f"等?[两三四五六七八九十几][位名][{_HAN}]*$|等[{_HAN}]{{0,4}}$")
"""How many they are, behind the last of a list (张伟、李娜两位同学)."""
_MARK = r"(?:[①-⑳]|[(（][0-9]{1,2}[)）]|[0-9]{1,4}(?:[:：./月\-][0-9]{1,2})?[日号床座节]?[.、．:：]?[ \t\u3000]*)"
_BETWEEN = re.compile(
    r"[ \t\u3000]*(?:[、，,;；|/+→\n]|[(（](?:[^()（）\n]|[(（][^()（）\n]{1,4}[)）]){1,8}[)）](?:[、，,;； \t]+|[ \t]*\n[ \t]*(?=[0-9])|)|[ \t\u3000])[ \t\u3000]*"
    rf"(?:{_MARK}|(?:{_KEY})[:： \t\u3000]*)?"
)
_CLASS = re.compile(
    rf"^([ \t]*(?:[0-9]{{1,3}}[.、．)） \t]{{1,2}})?)({CLASS_NAME})(?=[{_HAN}]{{2,4}}(?![{_HAN}]))", re.M
)
"""The class before the name in a line of a list in which each puts himself down."""
_PLACES = re.compile("[里桥沟庄村路街巷楼山河岭屯坪园镇乡湾店坊城区]$")
_REMARK = re.compile(r"[ \t]*[(（](?:[^()（）\n]|[(（][^()（）\n]{1,4}[)）]){0,8}")
"""What stands between a member and a word of the remark in brackets behind it (张伟（组长）、李娜)."""
_LAND = re.compile("[乡县街巷屯]$")
"""How a place ends, of what the tagger did not take for a name."""
_MOSTLY = 0.6
"""Share of the members of a list that end like places and make it a list of places."""
_TRANSCRIBING = "".join(dictionaries.terms("transcribing_characters"))
_ABROAD = re.compile(f"(?:{_BESIDE['office']})([{_TRANSCRIBING}]{{3,7}})(?![{_TRANSCRIBING}·—\\-－])")
"""What stands between an office and the first character that transcribes nothing: 总理 and a transcribed name."""
_STOP = "。"
_SEXES = frozenset("男女")
_AREA = "0"
"""How the telephone numbers of offices begin: whom one reaches there is nobody's row."""
_WITH, _FELLOWS = frozenset("和与跟同"), ("同学", "老师", "家长")
"""Who stand behind “and” in 张伟与同学, where no name ends."""
_SHORT = 4
_LONG, _COLONS, _WHO = 6, frozenset("：:"), frozenset("人员者")
_PROVEN = 3
"""Members named by the tagger, if they are half of the list, that make names of its others that can be some."""
_NEAR, _AMONG = 2, 2
"""Of so many members on either side so many named by the tagger: what can be a name among them is one."""


class Kind(Enum):
    """How structure shows a name, in words."""

    LISTED = "名单"
    CALLED = "后接称谓"
    POSTED = "前有职务"
    SEXED = "后接性别"
    ROWED = "一行里的格"
    ABROAD = "职务后的译名"
    DONE = "操作记录"
    CUED = "前后字样"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that its surroundings show to be a name; offsets in characters, `end` behind the last."""

    start: int
    end: int
    kind: Kind
    whole: bool = True
    """Whether what follows rules out a shorter name."""


def places(text: str, tagged: frozenset[tuple[int, int]]) -> Iterator[Place]:
    """Yield the places of names that structure shows; `tagged` are the spans that the tagger found."""
    yield from _cells(text)
    for pattern, kind in ((_ROLE, Kind.POSTED), (_TITLED, Kind.CALLED), (_ABROAD, Kind.ABROAD), (_DONE, Kind.DONE)):
        for hit in pattern.finditer(text):
            with_others = kind is Kind.CALLED and hit[1][-1] in _WITH and text.startswith(_FELLOWS, hit.end(1))
            if not _TAIL.search(hit[1]) and not with_others:
                yield Place(*hit.span(1), kind)
    between = [Place(start, end, Kind.CUED, whole=whole) for start, end, whole in cued(text, tagged)]
    yield from between
    tagged |= {(place.start, place.end) for place in between}
    ends = frozenset(end for _, end in tagged)
    told = _CLASS.sub(lambda hit: hit[1] + " " * len(hit[2]), text) if "班" in text else text
    for low, high in _sentences(text, tagged):
        for cells in _lists(told, low, high):
            yield from _members(text, cells, tagged, ends)


def _cells(text: str) -> Iterator[Place]:
    """Yield the cells of rows that stand before a sex, a mark, a class or the like, or behind a number."""
    for hit in _BEFORE_FACT.finditer(text):
        if hit[2][0] in _SEXES:
            yield Place(*hit.span(1), Kind.SEXED)
        elif not hit[2].startswith(_AREA) and not _names.is_known(hit[1]):
            yield Place(*hit.span(1), Kind.ROWED)
    for hit in _BEHIND_NUMBER.finditer(text):
        if not _names.is_known(hit[1]):
            yield Place(*hit.span(1), Kind.ROWED)


def _sentences(text: str, tagged: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the sentences begin and end in which the tagger found a name: no list goes on behind a full stop."""
    high = 0
    for start, end in sorted(tagged):
        if end > high:
            low = text.rfind(_STOP, high, start) + 1 or high
            high = text.find(_STOP, end) + 1 or len(text)
            yield low, high


def _lists(text: str, low: int, high: int) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of Han characters that stand beside each other with nothing but separators between them."""
    cells: list[tuple[int, int]] = []
    for hit in _RUN.finditer(text, low, high):
        if cells and _REMARK.fullmatch(text, cells[-1][1], hit.start()):
            continue
        if _KEY_ALONE.fullmatch(text, *hit.span()):
            continue
        if cells and not _BETWEEN.fullmatch(text, cells[-1][1], hit.start()):
            yield cells
            cells = []
        cells.append(_bare(text, *hit.span()))
    yield cells


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a member stands without the subject or duty before it (数学张伟) and the number of all behind it."""
    key, tail = _KEYED.match(text, start, end), _TAIL.search(text, start, end)
    return key.end() if key else start, tail.start() if tail and tail.start() > start else end


def _members(
    text: str, cells: list[tuple[int, int]], tagged: frozenset[tuple[int, int]], ends: frozenset[int]
) -> Iterator[Place]:
    """Yield the members of a list: short cells that are names themselves and stand beside one that the tagger found.

    `ends` are the ends of what is `tagged`: before a name a verb may be glued (请张伟、李娜到办公室).
    """
    known = [cell in tagged for cell in cells]
    if sum(known) < 1 or _are_places(text, cells):
        return
    told = [end in ends for _, end in cells]
    proven = sum(told) >= _PROVEN and 2 * sum(told) >= len(cells)
    for number, (start, end) in enumerate(cells):
        beside = [told[other] for other in (number - 1, number + 1) if 0 <= other < len(cells)]
        near = sum(told[max(0, number - _NEAR) : number + _NEAR + 1])
        native = (near >= _AMONG or proven) and (_names.is_full(text[start:end]) or _names.is_double(text[start:end]))
        among = native or _names.is_transcribed(text[start:end])
        if not known[number] and (_LAND.search(text, start, end) or _is_said(text, start, end, ends)):
            continue
        sure = known[number] or beside == [True, True] or among or _plain_name(text[start:end])
        if _is_short(text, start, end) and (any(beside) or (proven and native)) and sure:
            yield Place(start, end, Kind.LISTED)


def _is_said(text: str, start: int, end: int, ends: frozenset[int]) -> bool:
    """Return whether a member is a term, or a word that the one named before a colon says (`张伟：明白`)."""
    word = text[start:end]
    return _names.is_term(word) or (text[start - 1 : start] in _COLONS and start - 1 in ends and _names.is_known(word))


def _is_short(text: str, start: int, end: int) -> bool:
    """Return whether a member is short enough for a name, and no label of what follows (`路线：`)."""
    cell = text[start:end]
    label = text[end : end + 1] in _COLONS and (cell[-1] in _WHO or _names.is_word(cell))
    return not label and (
        (len(cell) <= _SHORT and "·" not in cell)
        or (_names.is_minority_name(cell) and _names.transcribing(cell) == cell)
        or (len(cell) <= _LONG and _names.is_transcribed(cell))
    )


def _are_places(text: str, cells: list[tuple[int, int]]) -> bool:
    ends = sum(bool(_PLACES.search(text, start, end)) for start, end in cells)
    return len(cells) > 2 and ends >= _MOSTLY * len(cells)


def _plain_name(text: str) -> bool:
    return len(text) <= _SHORT and _names.is_full(text) and _names.likelihood(text) > 2 and not _names.is_word(text)
