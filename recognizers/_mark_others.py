"""第三方的秘密标志：商业秘密、工作秘密与内部资料。它们不是国家秘密（保守国家秘密法第64条），但同样要保密。"""

from __future__ import annotations

import re

import dictionaries
from recognizers._mark_case import Case
from recognizers._mark_forms import Position
from recognizers._mark_rules import Decision

_SCOPE = re.compile("|".join(dictionaries.marks()["alone"]["scope"]))
_TOPIC_TIMES = 4
"""How often a phrase stands in a text that is about it."""


def judge_others_secret(case: Case) -> Decision:
    """Return what is thought of a mark of a trade or work secret, and why."""
    mark = case.mark
    if case.in_source:
        return "mention", "出现在程序、数据脚本或模板里，只是提到"
    if mark.position is Position.NAME:
        return "suspect", f"文件名里有{mark.level}标志；名称不足为凭，正文须由人核对"
    if case.quoted or (not case.in_its_place and case.setting.teaching):
        return "mention", "只是提到或举例"
    return _by_form(case)


def _by_form(case: Case) -> Decision:
    mark = case.mark
    if mark.starred:
        inside = case.inside_sentence
        return ("mention", "夹在句子中间，只是提到") if inside else ("confirmed", f"{case.place}，有{mark.level}标志")
    if mark.is_field:
        return ("confirmed" if case.at_head else "suspect"), f"{case.place}，“密级”一栏填有本单位自定的等级"
    return _notice(case)


def _notice(case: Case) -> Decision:
    """Decide on a notice on a line of its own, such as 内部资料 注意保管."""
    mark, official = case.mark, bool(case.setting.elements)
    told = f"{case.place}，“{mark.text}”单独成行"
    if _SCOPE.fullmatch(mark.text):
        return "mention", f"{told}，只说使用范围，不是工作秘密的标志"
    if mark.text == "内部" and not (official or mark.position is Position.HEADER):
        return "mention", f"{told}，没有公文的样子"
    if mark.position is Position.BODY and case.setting.repeats(mark.text) >= _TOPIC_TIMES:
        return "mention", f"全文反复讲到“{mark.text}”，是题目而不是标志"
    if case.at_head or mark.position is Position.FOOTER or (official and mark.text.startswith("此件")):
        return "confirmed", told
    formal = mark.form == "work" and len(mark.text) > len("内部资料")
    return ("suspect" if formal else "mention"), f"{told}，不在文件开头"
