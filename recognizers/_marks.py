"""密级标志的判断：是标志，还是提到、误用、已失效。

A mark is not a secret and the absence of a mark is not innocence: this says what a mark is, never what a document is
(保守国家秘密法 第22、25条). The order of the rules is the procedure; the first that fits decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recognizers import _mark_words as words
from recognizers._document import Document, Form
from recognizers._text import fold


class Position(StrEnum):
    """Where in a document a line stands."""

    BODY = "正文"
    HEADER = "页眉"
    TEXT_BOX = "文本框"
    NAME = "文件名"


@dataclass(frozen=True, slots=True)
class MarkSighting:
    """A form of mark, not judged yet."""

    offset: int
    """Of the mark in the text searched, characters, 0-based."""
    line: str
    start: int
    end: int
    """The mark's span in `line`, characters."""
    line_number: int
    """Among the non-blank lines of the body, 1-based; 0 where it has none."""
    position: Position
    text: str
    level: str
    term: str
    form: str
    """mark, label, bare, prefix, trade or work."""


@dataclass(frozen=True, slots=True)
class JudgedMark:
    """What is thought of a sighting."""

    sighting: MarkSighting
    text: str
    level: str
    """绝密, 机密, 秘密, 商业秘密 or 工作秘密."""
    term: str
    status: str
    """confirmed, suspect, lapsed, misuse or mention."""
    subtype: str
    reason: str


_LEVELS = {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密", "秘": "秘密", "祕": "秘密"}
_YEARS_AT_MOST = {"绝密": 30, "机密": 20, "秘密": 10}
_HEAD = 14
_FIRST = 6
_AT_HEAD = frozenset({Position.HEADER, Position.TEXT_BOX})


def sight_marks(text: str, position: Position = Position.BODY, lines_before: int = 0) -> list[MarkSighting]:
    """Return the forms of marks in a text, in order; `lines_before` non-blank lines of the body stand before it."""
    if not any(anchor in text for anchor in words.ANCHORS):
        return []
    folded = fold(text)
    found = list(_sighted(folded, position, lines_before))
    return sorted(found, key=lambda sighting: sighting.offset)


def _sighted(text: str, position: Position, lines_before: int) -> Iterator[MarkSighting]:
    offset, number = 0, lines_before
    for line in text.split("\n"):
        number += bool(line.strip())
        if any(anchor in line for anchor in words.ANCHORS):
            for form, hit in _forms(line, number, position):
                counted = number if position is Position.BODY else 0
                level = _level(form, hit)
                yield MarkSighting(
                    offset + hit.start(),
                    line,
                    hit.start(),
                    hit.end(),
                    counted,
                    position,
                    hit[0].strip(),
                    level,
                    _term(hit),
                    form,
                )
        offset += len(line) + 1


def _forms(line: str, number: int, position: Position) -> Iterator[tuple[str, re.Match[str]]]:
    if trade := words.TRADE.search(line):
        yield "trade", trade
        return
    if hit := words.WORK.search(line):
        yield "work", hit
        return
    found = [hit for hit in words.MARK.finditer(line) if not words.NOT_BEFORE.search(line[: hit.start()])]
    if found:
        yield from (("mark", hit) for hit in found)
    elif hit := words.LABEL.search(line):
        yield "label", hit
    elif (position is not Position.BODY or number <= _FIRST) and (hit := _bare(position).search(line)):
        yield "bare", hit
    elif hit := words.PREFIX.search(line):
        yield "prefix", hit


def _bare(position: Position) -> re.Pattern[str]:
    return words.IN_NAME if position is Position.NAME else words.BARE


def _level(form: str, hit: re.Match[str]) -> str:
    if form in {"trade", "work"}:
        return {"trade": "商业秘密", "work": "工作秘密"}[form]
    return _LEVELS[hit["level"][0]]


def _term(hit: re.Match[str]) -> str:
    groups = hit.groupdict()
    return "".join((groups.get("term") or groups.get("term2") or "").split())


def judge_marks(sightings: Sequence[MarkSighting], document: Document, today: date) -> tuple[JudgedMark, ...]:
    """Return what is thought of each sighting, in the same order; `today` decides which exams have been held."""
    if not sightings:
        return ()
    setting = _setting(document, today)
    return tuple(_judged(sighting, setting) for sighting in sightings)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the document as a whole says about its marks."""

    source: bool
    quiz: bool
    head: str
    red_heads: int
    copy_number: bool
    mock: bool
    official: str
    held: bool
    marking: bool
    geodata: bool
    declassified: bool
    guide: bool


def _setting(document: Document, today: date) -> _Setting:
    lines = [line for line in fold(document.text[:20_000]).split("\n") if line.strip()]
    head = "\n".join(lines[:_HEAD])
    about = f"{head}\n{document.name}"
    official = hit[0] if (hit := words.OFFICIAL.search(head)) else ""
    return _Setting(
        source=document.form is Form.CODE or document.name.lower().endswith((".sql", ".jsp", ".php", ".asp", ".vue")),
        quiz=_is_about_secrecy(fold(document.text)),
        head=head,
        red_heads=len({hit[0].strip() for hit in words.RED_HEAD.finditer(head)}),
        copy_number=bool(re.match(r"[ \t]*[0-9]{6}[ \t]*(?:\n|$)", head)),
        mock=bool(words.MOCK.search(about)),
        official=official,
        held=bool(official) and _held(head, official, today),
        marking=bool(words.MARKING.search(about)),
        geodata=bool(words.GEODATA.search(about)),
        declassified=bool(words.DECLASSIFIED.search(head)),
        guide=bool(words.GUIDE.search(head)),
    )


def _is_about_secrecy(text: str) -> bool:
    """Return whether a text teaches or asks about secrecy: two different words of it, one of them no mere 第…条."""
    found = {hit[0] for hit in words.SECRECY_LAW.finditer(text)}
    return len(found) >= 2 and any(not word.startswith("第") for word in found)


def _held(head: str, official: str, today: date) -> bool:
    years = [int(hit[1]) for hit in words.EXAM_YEAR.finditer(head)]
    if not years:
        return False
    shift, month, day = words.last_day(official)
    return today > date(max(years) + shift, month, day)


def _judged(sighting: MarkSighting, setting: _Setting) -> JudgedMark:
    if sighting.form in {"trade", "work"}:
        status, subtype, reason = _third_party(sighting, setting)
    else:
        status, reason = _status(sighting, setting)
        subtype = _subtype(sighting, setting)
        if note := _irregular(sighting):
            reason = f"{reason}；{note}"
    return JudgedMark(sighting, sighting.text, sighting.level, sighting.term, status, subtype, reason)


def _third_party(sighting: MarkSighting, setting: _Setting) -> tuple[str, str, str]:
    subtype = "trade_secret" if sighting.form == "trade" else "work_secret"
    if setting.source or _quoted(sighting):
        return "mention", subtype, "出现在程序或引文里，只是提到"
    near = sighting.position is not Position.BODY or sighting.line_number <= _HEAD or "★" in sighting.text
    if near and not setting.quiz:
        return "confirmed", subtype, "单独成行，位于文件开头" if "★" not in sighting.text else "商密标志"
    return "suspect" if not setting.quiz else "mention", subtype, "单独成行，不在文件开头"


def _status(sighting: MarkSighting, setting: _Setting) -> tuple[str, str]:
    for rule in (_rule_mention, _rule_exam, _rule_form):
        if decided := rule(sighting, setting):
            return decided
    return "suspect", "不在文件开头（附件、汇编中的一页或一段），须由人核定"


def _rule_mention(sighting: MarkSighting, setting: _Setting) -> tuple[str, str] | None:
    head = sighting.position in _AT_HEAD
    if setting.source:
        return "mention", "出现在程序、脚本或模板里，只是提到"
    if _quoted(sighting):
        return "mention", "加了引号，或作为标注写法举例，只是提到"
    if sighting.form in {"mark", "prefix"} and not head and _inside_sentence(sighting):
        return "mention", "夹在句子中间，只是提到"
    first = head or 0 < sighting.line_number <= 3
    if setting.quiz and not (first and sighting.form == "mark" and setting.red_heads):
        return "mention", "这是讲解或考查保密知识的文字，只是提到"
    if setting.guide:
        return "mention", "这是讲公文写法的文字，只是提到"
    return None


def _rule_exam(sighting: MarkSighting, setting: _Setting) -> tuple[str, str] | None:
    if not sighting.term.startswith(("启用", "启封", "考试结束", "使用")):
        return None
    if setting.mock:
        return "misuse", "模拟、练习或校内考试套用了“启用前”字样，不是法定密级标志（保守国家秘密法第22条）"
    if setting.official and setting.marking:
        return "suspect", "官方考试的评分标准，启用后仍可能属秘密"
    if setting.held:
        return "lapsed", "官方考试已经举行，启用条件已满足，密级已失效"
    if setting.official:
        return "confirmed", "官方考试的试卷，尚未到考试日或未写年份"
    return "suspect", "标有“启用前”，认不出是哪一场考试，须由人核定"


def _rule_form(sighting: MarkSighting, setting: _Setting) -> tuple[str, str] | None:
    decided: tuple[str, str] | None = None
    if sighting.position is Position.NAME:
        decided = _in_name(sighting)
    elif setting.declassified:
        decided = "lapsed", "文件开头写有解密或变更密级"
    elif sighting.form == "mark" and words.WRONG_STAR.search(sighting.text):
        decided = "suspect", "分隔符不是五角星，形式不合规定，须由人核定"
    elif sighting.form == "bare":
        decided = _bare_status(setting)
    elif sighting.form == "prefix":
        decided = "suspect", "段首标有密级，须由人核定"
    elif _at_head(sighting) and (sighting.term or setting.red_heads or sighting.position in _AT_HEAD):
        place = "文件开头" if sighting.position is Position.BODY else sighting.position
        decided = "confirmed", f"位于{place}，有密级{'和期限' if sighting.term else ''}"
    return decided


def _at_head(sighting: MarkSighting) -> bool:
    return sighting.position in _AT_HEAD or 0 < sighting.line_number <= _FIRST


def _in_name(sighting: MarkSighting) -> tuple[str, str]:
    if sighting.form == "mark":
        return "suspect", "文件名里有密级标志，正文须由人核对"
    return "mention", "文件名里有密级字样，名称不足为凭"


def _bare_status(setting: _Setting) -> tuple[str, str]:
    if setting.red_heads >= 2:
        return "confirmed", "单独成行，文件开头有公文的发文要素"
    if setting.red_heads or setting.copy_number:
        return "suspect", "单独成行，文件开头有部分公文要素，须由人核定"
    return "mention", "只有密级二字单独成行，没有公文的样子"


def _subtype(sighting: MarkSighting, setting: _Setting) -> str:
    if setting.official and setting.marking:
        return "marking_standard"
    if sighting.term.startswith(("启用", "启封", "考试结束", "使用")):
        return "unused_exam"
    return "secret_geodata" if setting.geodata else "marked_document"


def _irregular(sighting: MarkSighting) -> str:
    years = re.fullmatch(r"([0-9]{1,3})年", sighting.term)
    most = _YEARS_AT_MOST.get(sighting.level, 0)
    return f"期限超过{sighting.level}级最长{most}年，标志不规范" if years and int(years[1]) > most else ""


def _quoted(sighting: MarkSighting) -> bool:
    before, after = sighting.line[: sighting.start], sighting.line[sighting.end :]
    return bool(words.QUOTED_BEFORE.search(before) or words.QUOTED_AFTER.search(after))


def _inside_sentence(sighting: MarkSighting) -> bool:
    line = sighting.line
    if words.FIELD_LINE.search(line):
        return False
    before = re.sub(r"[ \t#>*【\[(（]", "", line[: sighting.start])
    after = re.sub(r"[ \t*】\])）]", "", line[sighting.end :])
    if sighting.form == "prefix":
        return bool(before)
    return len(before) > 2 or len(after) > 12
