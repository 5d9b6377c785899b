"""航班号：航空公司两字代码加三四位数字，须有旁证。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_AIRLINES = "CA|MU|CZ|HU|ZH|FM|MF|SC|3U|9C|HO|KN|GS|JD|PN|8L|DR|EU|TV|UQ|GJ|NS|KY|BK|QW|G5|GX|AQ|DZ|RY|GT|LT|JR|CN|9H|FU|A6|GY|Y8|O3|CF|CK"


class CnFlightRecognizer(Recognizer):
    """Chips and parts have such names too: a word must speak for it."""

    ENTITY = "CN_FLIGHT"
    TITLE = "航班号"
    PATTERNS = ((NOT_AFTER_CODE + rf"(?:{_AIRLINES})[ ]?[0-9]{{3,4}}[A-Z]?" + NOT_BEFORE_CODE, 0.4),)
    CONTEXT = ("航班", "机票", "乘坐", "登机", "起飞", "航段", "flight", "执飞")
    NEEDS_CONTEXT = True
    FINDS = ("乘坐CA1234航班", "日期\t航班号\n1日\tMU5137")
    IGNORES = ("芯片BK7231", "航班AB1234", "航班CA12345")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """The blank between airline and number means nothing."""
        return Verdict(sighting.score, value=sighting.text.replace(" ", ""))
