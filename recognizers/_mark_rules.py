"""国家秘密标志的判断程序：依次试每一条，第一条合适的作数。

Statuses: confirmed (a formal mark in its place), suspect (a person must look), lapsed (its condition is met or it is revoked),
misuse (printed on what cannot be secret: itself a finding, 保守国家秘密法 第22条), mention (only spoken of).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from recognizers._mark_case import Case
from recognizers._mark_exams import Paper, is_exam_term
from recognizers._mark_forms import WRONG_STAR, Position
from recognizers._mark_setting import ends_with

Decision = tuple[str, str]
"""Status and reason."""

_DATE = re.compile(r"((?:19|20)[0-9]{2})[年.\-/]?(?:([0-9]{1,2})[月.\-/]?(?:([0-9]{1,2})日?)?)?")


def judge_state_secret(case: Case) -> Decision:
    """Return what is thought of a mark of a state secret, and why."""
    for rule in (_spoken_of, _taught, _on_a_paper, _run_out, _in_a_name, _by_form):
        if decided := rule(case):
            return decided
    known = "没有保密期限，也没有公文的样子" if case.at_head else "不在文件开头（附件、汇编中的一页或一段）"
    return "suspect", f"{case.place}，{known}，须由人核定"


def _spoken_of(case: Case) -> Decision | None:
    """Decide by the mark's own line."""
    in_name = case.mark.position is Position.NAME
    reason = ""
    if ends_with("before_level", "none", case.before):
        reason = "前面的词说明它不是国家秘密标志"
    elif case.in_source:
        reason = "出现在程序、数据脚本或模板里"
    elif not in_name and case.quoted:
        reason = "加了引号，或作为写法举例"
    elif not in_name and case.mark.form not in {"bare", "prefix"} and case.inside_sentence:
        reason = "夹在句子或选项中间"
    return ("mention", f"{reason}，只是提到") if reason else None


def _taught(case: Case) -> Decision | None:
    """Decide by what the document is about: secrecy, the writing of official documents, a story, a list of forms."""
    if case.mark.position is Position.NAME:
        return None
    if not case.in_its_place and case.setting.teaching:
        return "mention", f"这是{case.setting.teaching}，标志是例子"
    if case.mark.position is Position.BODY and not case.setting.elements and case.setting.listed(case.mark):
        return "mention", "与别的密级写法排列在一起，是写法的列举"
    return None


def _on_a_paper(case: Case) -> Decision | None:
    """Decide on conditions that only examination papers are marked with."""
    term = case.mark.term
    if not is_exam_term(term):
        return None
    paper = case.paper
    if paper.mock:
        return "misuse", f"模拟、练习类试卷（见“{paper.mock}”）套用“{term}”，不是法定的密级标志（保守国家秘密法第22条）"
    if paper.official:
        return _on_an_official_paper(case, paper)
    if paper.school:
        return "misuse", f"校内考试（见“{paper.school}”）套用“{term}”，不是法定的密级标志（保守国家秘密法第22条）"
    if case.at_head or paper.looks_like_one or case.mark.position is Position.NAME:
        return "suspect", f"标有“{term}”，认不出是哪一场考试，须由人核定"
    return "mention", "不像试卷，也不在文件开头，只是提到"


def _on_an_official_paper(case: Case, paper: Paper) -> Decision:
    exam = f"{paper.scope}（{paper.official}）"
    law = "" if paper.level == case.mark.level else f"；标为{case.mark.level}，按规定启用前属{paper.level}级"
    if paper.held(case.today):
        if paper.marking:
            return "suspect", f"{exam}的评分标准，考后仍可能属秘密级，须由人核定"
        return "lapsed", f"{exam}已经举行（至迟{paper.last_day}），启用的条件已经满足"
    if not paper.last_day and paper.last_day_by_name and case.today > paper.last_day_by_name:
        return "suspect", f"{exam}的试卷，正文没有年份，文件名像已举行的一场，须由人核定{law}"
    when = "尚未到考试日" if paper.last_day else "没有写明年份，不能认为已经启用"
    return "confirmed", f"{exam}的试卷或答案，{when}{law}"


def _run_out(case: Case) -> Decision | None:
    """Decide that a mark is over: by a stamp beside it, or by the date that it bears."""
    if case.mark.position is not Position.NAME and "变更" not in case.before and case.setting.declassified(case.mark):
        return "lapsed", "近旁有解密或变更密级的戳记"
    until = _until(case.mark.term)
    if until and until < case.today:
        return "lapsed", f"标注的解密时间（{until}）已过，没有另行延长的，自行解密（保守国家秘密法第24条）"
    return None


def _until(term: str) -> date | None:
    """Return the last day that a term names, None where it is no date."""
    hit = _DATE.search(term)
    year, month, day = (int(part or 0) for part in hit.groups()) if hit else (0, 0, 0)
    if not hit or month > 12:
        return None
    last = monthrange(year, month or 12)[1]
    return date(year, month or 12, day if 1 <= day <= last else last)


def _in_a_name(case: Case) -> Decision | None:
    if case.mark.position is not Position.NAME:
        return None
    if mock := case.paper.mock:
        return "misuse", f"文件名里的密级字样用在模拟、练习类资料上（见“{mock}”），不是法定的密级标志"
    if case.mark.form == "bare" and not case.mark.term and not case.setting.elements:
        return "mention", "文件名里有密级二字，没有期限，正文也没有公文的样子"
    return "suspect", "文件名里有密级标志；名称不足为凭，正文须由人核对"


def _by_form(case: Case) -> Decision | None:
    """Decide by the mark's own form and by the elements of an official document around it."""
    mark, elements = case.mark, case.setting.elements
    told = f"；另有公文要素：{'、'.join(elements)}" if elements else ""
    if mark.form == "mark" and WRONG_STAR.search(mark.text):
        return "suspect", f"{case.place}，分隔符号不是“★”，形式不合规定，须由人核定"
    if mark.form == "bare":
        return _level_alone(case, told)
    if mark.form == "prefix":
        return (
            ("suspect", f"段首注明密级，须由人核定{told}")
            if elements
            else ("mention", "段首的密级字样，没有公文的样子")
        )
    if case.at_head and (mark.term or elements):
        return "confirmed", f"{case.place}，标有{'密级和保密期限' if mark.term else '密级'}{told}"
    return None


def _level_alone(case: Case, told: str) -> Decision:
    """Decide on a line that holds nothing but the level: a mark of old form, or a title."""
    if len(case.setting.elements) >= 2:
        return "confirmed", f"{case.place}，密级单独成行{told}"
    if case.setting.elements or case.mark.position is Position.HEADER:
        return "suspect", f"{case.place}，只有密级二字{told}，须由人核定"
    return "mention", f"{case.place}，只有密级二字，没有公文的样子"
