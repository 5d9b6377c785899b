"""出生日期：只凭列名或旁边的字认出。"""

from __future__ import annotations

import re
from datetime import date

from recognizers._checks import birth_date
from recognizers._contract import Recognizer, Sighting, Verdict


class CnBirthDateRecognizer(Recognizer):
    """A date is a birth date where a word says so."""

    ENTITY = "CN_BIRTH_DATE"
    TITLE = "出生日期"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z])(?:19|20)[0-9]{2}[年\-/.]?[ ]?(?:1[0-2]|0?[1-9])[月\-/.]?[ ]?(?:3[01]|[12][0-9]|0?[1-9])日?(?![0-9A-Za-z])",
            0.6,
        ),
        (r"(?<![0-9A-Za-z/])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])/(?:19|20)[0-9]{2}(?![0-9A-Za-z/])", 0.4),
    )
    CONTEXT = ("出生", "生日", "诞辰", "birth", "dob", "生于")
    NEEDS_CONTEXT = True
    FINDS = ("出生于2015年6月1日的学生", "姓名\t出生日期\n张三\t2015-06-01", "生日：20150601")
    IGNORES = ("日期2015年6月1日", "出生2015年13月1日", "会议20150601")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept a real date that is not in the future."""
        text = sighting.text
        numbers = re.findall(r"[0-9]+", text)
        born: date | None = None
        if len(numbers) == 3:
            year, month, day = numbers if len(numbers[0]) == 4 else (numbers[2], numbers[0], numbers[1])
            born = birth_date(f"{int(year):04}{int(month):02}{int(day):02}")
        elif len(numbers) == 1 and len(numbers[0]) == 8:
            born = birth_date(numbers[0])
        return Verdict(sighting.score, ("日期合理",), born.isoformat(), born) if born else None
