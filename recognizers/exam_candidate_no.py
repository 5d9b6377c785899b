"""考生号：14 位，两位年份、两位省份。"""

from __future__ import annotations

from datetime import date, datetime

from recognizers._checks import is_province
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict


class CnExamCandidateNoRecognizer(Recognizer):
    """A time stamp has the same length and often a province in the same place."""

    ENTITY = "CN_EXAM_CANDIDATE_NO"
    TITLE = "考生号"
    PATTERNS = ((NOT_AFTER_CODE + r"[0-9]{14}" + NOT_BEFORE_CODE, 0.6),)
    WHOLE = (r"[0-9]{14}", 0.6)
    WHOLE_DIGITS = 14
    DIGITS = 14
    ROUNDED = r"[0-9](?:\.[0-9]{1,13})?[Ee]\+13"
    CONTEXT = ("考生号", "考生编号", "报名号", "报名序号")
    NEEDS_CONTEXT = True
    FINDS = ("考生号24320102451234的", "考生号\t姓名\n24320102451234\t张三", "姓名\t考生号\n张三\t2.43E+13")
    IGNORES = ("考生号20211231235959", "编号24320102451234", "考生号24990102451234")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept a year not beyond the next and a province, unless it is a time stamp."""
        number = sighting.text
        next_year = (date.today().year + 1) % 100  # noqa: DTZ011
        if int(number[:2]) > next_year or not is_province(number[2:4]) or _is_time(number):
            return None
        return Verdict(0.6, ("14位格式", "年份与省份合理"))


def _is_time(number: str) -> bool:
    try:
        datetime.strptime(number, "%Y%m%d%H%M%S")  # noqa: DTZ007 only whether it is one
    except ValueError:
        return False
    return number[:2] in {"19", "20"}
