"""密级标志的判断：是标志，还是提到、误用、已失效。

A mark is not a secret and the absence of a mark is not innocence: this says what a mark is, never what a document is
(保守国家秘密法 第22、25条). No sighting is dropped: each keeps its status and its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recognizers._document import Document
from recognizers._mark_case import Case
from recognizers._mark_exams import is_exam_term
from recognizers._mark_forms import MarkSighting, Position, sight_marks
from recognizers._mark_others import judge_others_secret
from recognizers._mark_rules import judge_state_secret
from recognizers._mark_setting import Setting

__all__ = ["JudgedMark", "MarkSighting", "Position", "judge_marks", "sight_marks"]

_SUBTYPES = {"trade": "trade_secret", "work": "work_secret"}
_YEARS_AT_MOST = {"绝密": 30, "机密": 20, "秘密": 10}
_YEARS = re.compile("(?P<number>[0-9]{1,3})年|(?P<tens>[一二三四五六七八九]?)十(?P<ones>[一二三四五六七八九]?)年")
_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_STANDARD = "★"


@dataclass(frozen=True, slots=True)
class JudgedMark:
    """What is thought of a sighting."""

    sighting: MarkSighting
    text: str
    level: str
    """绝密, 机密 or 秘密 as printed; 商业秘密; 工作秘密."""
    term: str
    status: str
    """confirmed, suspect, lapsed, misuse or mention."""
    subtype: str
    """marked_document, unused_exam, marking_standard, secret_geodata, trade_secret or work_secret."""
    reason: str
    """In Chinese, for a school officer; it quotes no words of the document but those that these rules look for."""


def judge_marks(sightings: Sequence[MarkSighting], document: Document, today: date) -> tuple[JudgedMark, ...]:
    """Return what is thought of each sighting, in the same order.

    `today` decides which examinations have been held and which terms have run out.
    """
    setting = Setting(document)
    return tuple(_judged(Case(sighting, setting, today)) for sighting in sightings)


def _judged(case: Case) -> JudgedMark:
    mark = case.mark
    if subtype := _SUBTYPES.get(mark.form, ""):
        status, reason = judge_others_secret(case)
    else:
        subtype, (status, reason) = _subtype(case), judge_state_secret(case)
        reason = "；".join((reason, *_irregular(mark)))
    return JudgedMark(mark, mark.text, mark.level, mark.term, status, subtype, reason)


def _subtype(case: Case) -> str:
    exam = is_exam_term(case.mark.term)
    paper = case.paper
    if paper.marking and paper.official and not paper.mock and (not exam or paper.held(case.today)):
        return "marking_standard"
    if exam:
        return "unused_exam"
    return "secret_geodata" if case.setting.geodata else "marked_document"


def _irregular(mark: MarkSighting) -> Iterator[str]:
    """Yield what is wrong with a mark's own form."""
    most = _YEARS_AT_MOST[mark.level]
    if _years(mark.term) > most:
        yield f"{mark.level}级的期限最长{most}年，标志不规范"
    if mark.term == "永久":
        yield "期限不得写“永久”，标志不规范"
    if mark.form == "mark" and _STANDARD not in mark.text:
        yield "密级与期限之间应为“★”"


def _years(term: str) -> int:
    hit = _YEARS.fullmatch(term)
    if not hit:
        return 0
    return int(hit["number"] or _HAN_DIGITS.get(hit["tens"], 1) * 10 + _HAN_DIGITS.get(hit["ones"], 0))
