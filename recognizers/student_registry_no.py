"""全国学籍号：G 加身份证号；J 加 18 位（有校验位）；L 加 18 位（临时，无校验位）。"""

from __future__ import annotations

from recognizers._checks import birth_date, has_id_check, is_province
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_OLDEST_PUPIL = 1985


class CnStudentRegistryNoRecognizer(Recognizer):
    """The registry number carries the pupil's birth date."""

    ENTITY = "CN_STUDENT_REGISTRY_NO"
    TITLE = "全国学籍号"
    PATTERNS = ((NOT_AFTER_CODE + r"[GJL][0-9]{17}[0-9Xx]" + NOT_BEFORE_CODE, 0.9),)
    WHOLE = (r"[GJL][0-9]{17}[0-9Xx]", 0.9)
    DIGITS = 17
    ROUNDED = r"[1-8](?:\.[0-9]{1,14})?[Ee]\+17"
    CONTEXT = ("学籍",)
    FINDS = ("学籍号G110224201506011232的", "学号\t学籍号\n1\tL110224201506011234", "姓名\t学籍号\n张三\t1.10E+17")
    IGNORES = ("学籍G110224201506011233", "学籍号L110224197006011234", "编号GG110224201506011232")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """G and J end in the check character of GB 11643; L is random and must at least be a pupil's."""
        number = sighting.text.upper()
        born = birth_date(number[7:15])
        if not born or not is_province(number[1:]):
            return None
        if number[0] == "L":
            return (
                Verdict(0.6, ("临时学籍号格式", "出生日期合理"), number, born) if born.year >= _OLDEST_PUPIL else None
            )
        if not has_id_check(number[1:]):
            return None
        return Verdict(0.95, ("学籍号格式", "出生日期合理", "校验位通过"), number, born)
