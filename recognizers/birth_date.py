"""出生日期：只凭列名或旁边的字认出。"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from recognizers._checks import birth_date
from recognizers._contract import BEFORE, Recognizer, Sighting, Verdict

_NO_BIRTH = re.compile("[发产诞滋衍派催]生于")
"""Things happen and arise on a date, too."""

_SERIAL, _EPOCH = 5, date(1899, 12, 30)
"""Digits of a date as a spreadsheet keeps it, and the day from which it counts (ECMA-376, 18.17.4.1)."""


class CnBirthDateRecognizer(Recognizer):
    """A date is a birth date where a word says so."""

    ENTITY = "CN_BIRTH_DATE"
    TITLE = "出生日期"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z])(?:19|20)[0-9]{2}[年\-/.]?[ ]?(?:1[0-2]|0?[1-9])[月\-/.]?[ ]?(?:3[01]|[12][0-9]|0?[1-9])日?(?![0-9A-SU-Za-su-z]|T(?![0-9]{2}:))",
            0.6,
        ),
        (
            r"(?:出生年月|出生日期|生日)日?[ ]{0,3}:?[ ]{0,3}(?P<value>(?:19|20)[0-9]{2}[年\-/.](?:1[0-2]|0?[1-9])月?)(?![0-9A-Za-z]|[\-/.月][0-9])",
            0.4,
        ),
        (r"(?<![0-9A-Za-z/])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])/(?:19|20)[0-9]{2}(?![0-9A-Za-z/])", 0.4),
    )
    CELL = (
        r"(?:19|20)[0-9]{2}(?:[ ]?[年\-/.、][ ]?(?:1[0-2]|0?[1-9])|1[0-2]|0[1-9])[ ]?月?(?:生)?|[1-4][0-9]{4}"
        r"|(?:(?:19|20)?[0-9]{2}|[一二][〇零○ＯO0一二三四五六七八九]{3})[ ]?[年\-/.、,][ ]?(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})[ ]?[月\-/.、,]"
        r"(?:[ ]?(?:3[01]|[12][0-9]|0?[1-9]|[一二三四五六七八九十]{1,3})[ ]?[日号]?)?[ ]?(?:出?生)?"
    )
    WHOLE = (
        r"(?:19|20)[0-9]{2}(?:([\-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12][0-9]|0?[1-9])|(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9]))",
        0.6,
    )
    WHOLE_DIGITS = 10
    CONTEXT = ("出生", "生日", "诞辰", "birth", "dob", "csrq", "生于")
    NEEDS_CONTEXT = True
    FINDS = (
        "出生于2015年6月1日的学生",
        "姓名\t出生日期\n张三\t2015-06-01",
        "生日：20150601",
        "出生年月：1985年6月在职",
        "姓名\t出生年月\n张三\t1985.06",
        "姓名\t出 生 日 期\n张三\t43709",
        "姓名\t出生日期\n张三\t15-3-8",
        "姓名\t出生日期\n张三\t2015 年 3 月 8 日",
        "姓名\t出生年月\n张三\t二〇一五年三月",
        "生于1985年6月5日的",
        "birthday: 2015-06-01T00:00:00Z",
    )
    IGNORES = (
        "日期2015年6月1日",
        "出生2015年13月1日",
        "会议20150601",
        "事故发生于2015年6月1日",
        "2015年6月1日入学，出生地不详",
        "姓名\t入学年月\n张三\t2021.09",
    )

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept a real date that is not in the future; a month alone proves that its bearer was not born before its first day."""
        if not self._spoken_for(sighting):
            return None
        if len(sighting.text) == _SERIAL:
            serial = _EPOCH + timedelta(days=int(sighting.text))
            born = birth_date(f"{serial:%Y%m%d}")
            return Verdict(0.4, ("表格软件的日期序号",), serial.isoformat(), born) if born else None
        year, month, day = _parts(sighting.text)
        born = birth_date(f"{year}{month}{day or '01'}")
        if born is None:
            return None
        if day:
            return Verdict(sighting.score, ("日期合理",), born.isoformat(), born)
        return Verdict(0.4, ("只有年月",), f"{year}-{month}", born)

    def _spoken_for(self, sighting: Sighting) -> bool:
        """Return whether a birth word stands over it, before it, or right behind it (`2015年6月1日出生`).

        What a cell names itself (`日期：2026年9月1日` below a list) is not what stands over it.
        """
        text, start = sighting.passage.lowered, sighting.hit.end() - len(sighting.text)
        if sighting.heading and self.speaks(sighting.heading):
            own = text[max(text.rfind("\t", 0, start), text.rfind("\n", 0, start)) + 1 : start]
            if ":" not in own:
                return True
        before = _NO_BIRTH.sub("", text[max(0, start - BEFORE) : start])
        return any(word in before for word in self.CONTEXT) or text.startswith(("出生", "生"), sighting.hit.end())


@lru_cache(maxsize=1 << 14)
def _parts(text: str) -> tuple[str, str, str]:
    """Return year, month and day of a date as four, two and two digits, the day "" where there is none."""
    numbers = re.findall("[0-9]+", _in_digits(text))
    if len(numbers) == 1:
        return text[:4], text[4:6], text[6:8]
    if len(numbers[-1]) == 4:
        numbers = [numbers[2], numbers[0], numbers[1]]
    year, month, *day = numbers
    return _full(year), month.zfill(2), day[0].zfill(2) if day else ""


_SMALL = {"": "0", **{character: str(value) for value, character in enumerate("一二三四五六七八九", 1)}}
_ZEROS = str.maketrans("〇零○ＯO", "00000")


def _in_digits(text: str) -> str:
    """Return a date whose numbers are in digits: `二〇一五年三月十八日` is 2015年3月18日."""
    if text.isascii() or not _HAN_NUMBER.search(text):
        return text
    return _HAN_NUMBER.sub(lambda hit: str(_whole(hit[0])), text.translate(_ZEROS))


_HAN_NUMBER = re.compile("[一二三四五六七八九十0]+")


def _whole(number: str) -> str:
    tens, ten, ones = number.partition("十")
    if ten:
        return str((int(_SMALL[tens]) if tens else 1) * 10 + int(_SMALL[ones]))
    return "".join(_SMALL.get(character, character) for character in number)


def _full(year: str) -> str:
    """Return a year in four digits: one of two is of this century unless that is still to come."""
    if len(year) == _DIGITS_OF_A_YEAR:
        return year
    return f"{20 if int(year) <= date.today().year % 100 else 19}{year}"  # noqa: DTZ011 as in the check of dates


_DIGITS_OF_A_YEAR = 4
