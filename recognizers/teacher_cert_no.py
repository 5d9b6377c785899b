"""教职工号：工号、教师编号凭列名或标签认出；教师资格证号 17 位，年份与省份开头。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, Recognizer


class CnTeacherCertNoRecognizer(Recognizer):
    """A school or an office makes it: nothing but a word beside it tells it from other numbers."""

    ENTITY = "CN_TEACHER_CERT_NO"
    TITLE = "教职工号"
    PATTERNS = ((NOT_AFTER_CODE + r"(?<![0-9]\.)(?:[0-9]{17}|[A-Z]{0,2}[0-9]{4,12})(?![0-9A-Za-z年])", 0.5),)
    WHOLE = (r"[A-Z]{0,2}[0-9]{4,10}", 0.5)
    WHOLE_DIGITS = 10
    DIGITS = 4
    CONTEXT = ("教师资格证", "资格证号", "教师编号", "教职工号", "工号", "教工号", "职工号")
    NEEDS_CONTEXT = True
    FINDS = ("教师资格证20101234567890123号", "姓名\t工号\n张三\t20080203")
    IGNORES = ("编号20101234567890123", "工号123", "工号自2024年启用")
