"""学号：学校自编，只凭列名或旁边的字认出。"""

from __future__ import annotations

import re

from recognizers._checks import is_sequence
from recognizers._contract import BEFORE, NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_SHORT = {word: re.compile(f"(?<![0-9a-z_]){word}(?![0-9a-z_])") for word in ("sno", "s_no", "xh")}
"""Words that are a part of too many others: they speak only where they stand alone."""


class CnStudentNoRecognizer(Recognizer):
    """A school or an office makes it: nothing but a word beside it tells it from other numbers."""

    ENTITY = "CN_STUDENT_NO"
    TITLE = "学号"
    PATTERNS = ((NOT_AFTER_CODE + r"(?<![0-9]\.)[A-Z]{0,2}[0-9]{5,19}" + NOT_BEFORE_CODE, 0.5),)
    WHOLE = (r"[A-Z]{0,2}[0-9]{5,10}", 0.5)
    WHOLE_DIGITS = 10
    DIGITS = 5
    ROUNDED = r"[0-9](?:\.[0-9]{1,16})?[Ee]\+(?:0?[89]|1[0-8])"
    CONTEXT = (
        "学号",
        "学生编号",
        "教育ID",
        "学籍辅号",
        "一卡通号",
        "student_id",
        "studentid",
        "student id",
        "student no",
        "student_no",
        "studentnumber",
        "student_number",
        "studentno",
        "stu_no",
        "stuno",
        "sno",
        "xh",
    )
    NEEDS_CONTEXT = True
    FINDS = (
        "学号20080203的同学",
        "姓名\t学号\n张三\t20230101",
        "sno\tsname\n20230101\t张三",
        "姓名\t学号\n张三\t1234567890",
        "学籍辅号2301012345678901的",
        "xh\txm\n20230101\t张三",
        "姓名\t学号\n张三\t2.02E+11",
    )
    IGNORES = ("编号20080203", "学号123", "2023年学号规则", "Fresno 20080203", "xhr 20080203", "学号均值10.4349417")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse what only a part of an English word speaks for."""
        if (word := _SHORT.get(sighting.clue)) and not word.search(_beside(sighting)):
            return None
        if is_sequence(sighting.text):
            return Verdict(0.1, ("顺次或重复的数字，像示例",))
        return Verdict(sighting.score)


def _beside(sighting: Sighting) -> str:
    """Return what may speak for a number: the heading of its column, else the text before it."""
    start = sighting.hit.start()
    return sighting.heading.lower() or sighting.passage.lowered[max(0, start - BEFORE) : start]
