"""密级标志的写法：在一段文字里看见它，不作判断。

Forms of GB/T 9704-2012 §7.2.2 and of what is met in practice: 密级★保密期限, a 密级 field, a level alone on its line, and the
marks of trade and work secrets. Text is folded line by line, and only lines that hold an anchor are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import dictionaries
from recognizers._text import Passage, passage

FIRST = 6
"""Non-blank lines at the beginning of a document in which a mark has its place."""
_READ_BADLY = 5
"""Lines in which a letter may be a star that character recognition has misread."""
_AROUND = 200
"""Characters kept on either side of a mark in a long line."""


class Position(StrEnum):
    """Where in a document a line stands. Header, text box and file name count as its head."""

    BODY = "正文"
    HEADER = "页眉"
    TEXT_BOX = "文本框"
    FOOTER = "页脚"
    NAME = "文件名"
    OTHER = "其他位置"


@dataclass(frozen=True, slots=True)
class MarkSighting:
    """A form of mark, not judged yet."""

    offset: int
    """Of the mark in the text searched, characters, 0-based."""
    line: str
    """The line as folded; of a long one, 200 characters on either side of the mark."""
    start: int
    end: int
    """The mark's span in `line`, characters."""
    line_number: int
    """Among the non-blank lines of the body, 1-based; 0 where it has none."""
    position: Position
    text: str
    level: str
    """绝密, 机密 or 秘密 as printed; 商业秘密; 工作秘密."""
    term: str
    """The 保密期限, 解密时间 or 解密条件 as printed, without blanks; "" for none."""
    form: str
    """mark, label, bare, prefix, trade or work."""

    @property
    def starred(self) -> bool:
        """Whether level and term are parted as in 密级★期限."""
        return bool(_STARRED.search(self.text))

    @property
    def is_field(self) -> bool:
        """Whether it is the value of a field 密级."""
        return bool(_IS_FIELD.match(self.text))


_B = "[ \u2000-\u200a\u202f]"
_GAP = f"{_B}{{0,4}}"
_LEVEL = f"(?P<level>[绝絕機机秘祕]{_B}{{0,3}}密)"
_STARS = "[★☆✩-✰⭐⭑⭒⋆🌟\uf0ab]\ufe0f?"
WRONG_STAR = re.compile("[·•●◆▲■・‧∙◇※✦]")
"""What stands in quizzes, and on carelessly made documents, where a star belongs."""
_WRONG_STARS = f"{WRONG_STAR.pattern}{{1,3}}"
_NUMBER = "(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})"
_YEAR = "(?:19|20)[0-9]{2}"
EXAM_TERM = (
    f"(?:(?:考试)?(?:[启啟啓]{_B}{{0,2}}用|[启啟啓]封|开启|开封|拆封|开考|使用)|考试(?:结束|开始)?)"
    f"{_B}{{0,2}}(?:之{_B}?)?前|考前"
)
"""Conditions that an exam paper is marked with."""
_SETTLED = (
    f"{EXAM_TERM}|(?:至|到)?{_B}?{_YEAR}{_B}?[年.\\-/]{_B}?(?:[0-9]{{1,2}}{_B}?[月.\\-/]?{_B}?(?:[0-9]{{1,2}}{_B}?日?)?)?(?:前|止|后)?"
    f"|{_NUMBER}{_B}{{0,2}}(?:年|个?{_B}?月|天|日)|长{_B}{{0,2}}期|永{_B}{{0,2}}久"
)
_TERM = f"(?P<term>{_SETTLED}|[一-龥]{{2,10}}[前后时時](?![一-龥]))"
_ENDED = f"(?P<term>{_SETTLED})"

_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LEVEL}级?[】\])]?[ *]{{0,4}}(?:{_STARS}){{1,3}}{_GAP}{_TERM}?",
        rf"(?<!\*){_LEVEL}级?{_GAP}\*(?!\*){_GAP}{_ENDED}",
        rf"{_LEVEL}级?{_GAP}{_WRONG_STARS}{_GAP}{_ENDED}",
    )
)
_MISREAD = re.compile(rf"^{_B}{{0,20}}{_LEVEL}{_B}{{0,2}}[女食大太火x×]{_B}{{0,2}}{_ENDED}{_B}{{0,20}}$")

_WORDS = dictionaries.marks()
_FIELD = f"(?:{'|'.join(_WORDS['field']['names'])})(?:[和及与、]?(?:保密)?期限)?"
_COLON = rf"(?:[】\]]?{_GAP}:|[】\]]|{_GAP}\t)[ \t_]{{0,12}}"
_TICK = "[☑✓✔√■●]"
_BOX = "[□○☐◯]"
_AFTER_LEVEL = (
    rf"(?:{_GAP}(?:{_STARS}|\*){{1,3}}{_GAP}(?P<term>{_SETTLED})?|{_GAP}\({_B}?(?P<term2>{_SETTLED}){_B}?\)"
    rf"|[ \t,;]{{0,8}}(?:保密)?期限{_B}?[:\t]{_GAP}(?P<term3>{_SETTLED}))?"
)
_LABEL = re.compile(rf"{_FIELD}{_COLON}{_TICK}?{_B}?{_LEVEL}级?(?!{_B}{{0,2}}{_BOX}){_AFTER_LEVEL}")
_VALUE = rf"(?:[绝絕機机秘祕]{_B}{{0,3}}密|{'|'.join(_WORDS['field']['open'])})级?"
_BETWEEN = rf"(?:[ \t]{{0,4}}(?:[、/|,;或·]|{_TICK}|{_BOX}|\({_GAP}[√✓]?{_GAP}\)|\[{_GAP}[√✓xX]?{_GAP}\])[ \t]{{0,4}}|[ \t]{{1,6}})"
_CHOICE = re.compile(
    rf"{_FIELD}{_COLON}(?P<options>{_BETWEEN}?{_VALUE}(?:{_BETWEEN}{{1,3}}{_VALUE}){{1,5}}{_BETWEEN}?)(?![一-龥])"
)
_TICKED = re.compile(rf"(?:{_TICK}|[\[(]{_GAP}[√✓xX]{_GAP}[\])]){_B}?{_LEVEL}")
_TICKED_BEHIND = re.compile(rf"{_LEVEL}级?{_B}?(?:{_TICK}|[\[(]{_GAP}[√✓xX]{_GAP}[\])])")
_BOX_FIRST = re.compile(rf"[ \t]{{0,12}}(?:{_TICK}|{_BOX}|[\[(])")

_BARE = re.compile(
    rf"^[ \t]{{0,40}}[【\[(]?{_B}{{0,2}}(?P<value>{_LEVEL}级?){_B}{{0,2}}[】\])]?{_B}{{0,40}}(?=\t|\r?$)"
)
_PREFIX = re.compile(rf"^[ \t]{{0,20}}[(【\[]{_LEVEL}级?[)】\]](?=[^ \t]{{4}})")
_IN_NAME = re.compile(
    rf"[【\[(]{_LEVEL}级?(?P<term>{_SETTLED})?[】\])]|{_LEVEL.replace('level', 'level2')}(?P<term2>{_SETTLED})"
)

_CAUTION = f"(?:[ ,]{{0,3}}(?:{'|'.join(_WORDS['alone']['caution'])}))"
_ALONE = "^[ \t]{{0,40}}[【\\[(*]{{0,2}}[ ]?(?P<value>(?:{words}){caution}{{0,3}})[ ]?[。!]?[】\\])*]{{0,2}}[ \t]{{0,40}}\\r?$"
_STARRED = re.compile(f"{_STARS}|[*·]")
_IS_FIELD = re.compile(_FIELD)
_PARTED = f"{_GAP}(?:{_STARS}|[*·]){{1,3}}{_GAP}(?P<term>{_SETTLED})?"
_BEFORE = _WORDS["before_level"]
_TRADE_BEFORE = "|".join(sorted(_BEFORE["trade"], key=len, reverse=True))
_TRADE = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:核心|重要|普通|一般)?(?:商密|(?:{_TRADE_BEFORE}){_B}?(?:秘密|机密|绝密))(?:[一二三]?级)?{_PARTED}",
        _ALONE.format(words="|".join(_WORDS["alone"]["trade"]), caution=_CAUTION),
        f"{_FIELD}{_COLON}(?:{'|'.join(_WORDS['field']['trade'])})(?![一-龥])",
    )
)
_WORK = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:{'|'.join(_BEFORE['work'])}){_B}?(?:秘密|机密){_PARTED}",
        _ALONE.format(words="|".join((*_WORDS["alone"]["work"], *_WORDS["alone"]["scope"])), caution=_CAUTION),
        f"{_FIELD}{_COLON}(?:{'|'.join((*_WORDS['field']['work'], *_WORDS['field']['internal']))})(?![一-龥/、|])(?!{_BETWEEN}{{1,3}}{_VALUE})",
    )
)
_ANCHORS = ("密", "内部", "不公开", "onfidential", "ONFIDENTIAL")
_LEVELS = {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密", "秘": "秘密", "祕": "秘密"}
_THIRD_PARTY = {"trade": "商业秘密", "work": "工作秘密"}
_AT_HEAD = frozenset({Position.HEADER, Position.TEXT_BOX})

Hit = tuple[str, re.Match[str]]


def sight_marks(text: str, position: Position = Position.BODY, lines_before: int = 0) -> list[MarkSighting]:
    """Return the forms of marks in a text, by offset. `lines_before` non-blank lines of the body stand before the text."""
    found: list[MarkSighting] = []
    number, counted = lines_before, 0
    for start, end in _anchored_lines(text):
        if position is Position.BODY:
            number += _non_blank(text[counted:start]) + 1
            counted = end
        where = passage(text[start:end])
        found += [
            _sighting(form, hit, where, (start, number if position is Position.BODY else 0, position))
            for form, hit in _forms(where.text, number, position)
        ]
    return found


def _anchored_lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines in which an anchor stands, in order."""
    spans: set[tuple[int, int]] = set()
    for anchor in _ANCHORS:
        at = text.find(anchor)
        while at >= 0:
            end = text.find("\n", at)
            end = end if end >= 0 else len(text)
            spans.add((text.rfind("\n", 0, at) + 1, end))
            at = text.find(anchor, end)
    return sorted(spans)


def _non_blank(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.strip())


def _forms(line: str, number: int, position: Position) -> Iterator[Hit]:
    if position is Position.NAME:
        yield from _in_name(line)
        return
    for form, patterns in (("trade", _TRADE), ("work", _WORK)):
        if hit := next(filter(None, (pattern.search(line) for pattern in patterns)), None):
            yield form, hit
            return
    marks = list(_marks(line))
    if marks:
        yield from marks
    elif label := _label(line):
        yield "label", label
    elif alone := _alone(line, number, position):
        yield alone


def _marks(line: str) -> Iterator[Hit]:
    hits = (hit for pattern in _MARKS for hit in pattern.finditer(line))
    yield from (("mark", hit) for hit in sorted(hits, key=re.Match.start))


def _label(line: str) -> re.Match[str] | None:
    """Return the level that a field states: of several printed choices the one that is ticked."""
    choice = _CHOICE.search(line)
    if not choice:
        return _LABEL.search(line)
    pattern = _TICKED if _BOX_FIRST.match(choice["options"]) else _TICKED_BEHIND
    ticked = list(pattern.finditer(line, *choice.span("options")))
    return ticked[0] if len(ticked) == 1 else None


def _alone(line: str, number: int, position: Position) -> Hit | None:
    head = position in _AT_HEAD
    body = position is Position.BODY
    if (head or (body and number <= _READ_BADLY)) and (hit := _MISREAD.search(line)):
        return "mark", hit
    if (head or (body and number <= FIRST)) and (hit := _BARE.search(line)):
        return "bare", hit
    return ("prefix", hit) if (hit := _PREFIX.search(line)) else None


def _in_name(name: str) -> Iterator[Hit]:
    if hit := next(filter(None, (pattern.search(name) for pattern in (*_MARKS, _TRADE[0], _WORK[0]))), None):
        third = {_TRADE[0]: "trade", _WORK[0]: "work"}
        yield third.get(hit.re, "mark"), hit
    elif hit := _IN_NAME.search(name):
        yield "bare", hit


def _sighting(form: str, hit: re.Match[str], where: Passage, place: tuple[int, int, Position]) -> MarkSighting:
    groups = hit.groupdict()
    start, end = hit.span("value") if groups.get("value") else hit.span()
    cut = max(0, start - _AROUND)
    offset, number, position = place
    return MarkSighting(
        offset=offset + where.original(start),
        line=where.text[cut : end + _AROUND],
        start=start - cut,
        end=end - cut,
        line_number=number,
        position=position,
        text=where.text[start:end].strip(),
        level=_level(form, groups),
        term=_term(groups),
        form=form,
    )


def _level(form: str, groups: dict[str, str | None]) -> str:
    if form in _THIRD_PARTY:
        return _THIRD_PARTY[form]
    return _LEVELS[(groups.get("level") or groups.get("level2") or "")[:1]]


def _term(groups: dict[str, str | None]) -> str:
    found = next((groups[name] for name in ("term", "term2", "term3") if groups.get(name)), None) or ""
    return "".join(found.split())
