"""准考证号：各考试自定位数，只凭列名或旁边的字认出。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer


class CnAdmissionTicketNoRecognizer(Recognizer):
    """A school or an office makes it: nothing but a word beside it tells it from other numbers."""

    ENTITY = "CN_ADMISSION_TICKET_NO"
    TITLE = "准考证号"
    PATTERNS = ((NOT_AFTER_CODE + r"(?<![0-9]\.)[0-9]{8,15}" + NOT_BEFORE_CODE, 0.5),)
    WHOLE = (r"[0-9]{8,10}", 0.5)
    WHOLE_DIGITS = 10
    DIGITS = 8
    ROUNDED = r"[0-9](?:\.[0-9]{1,16})?[Ee]\+(?:0?[89]|1[0-7])"
    CONTEXT = ("准考证", "考号", "考籍号")
    NEEDS_CONTEXT = True
    FINDS = ("准考证号1101234567的考生", "姓名\t考号\n张三\t26010101", "姓名\t准考证号\n张三\t2.02437E+11")
    IGNORES = ("编号1101234567", "准考证1234567", "准考证10.4349417492")
