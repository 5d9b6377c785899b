"""居民身份证号：18 位（GB 11643-1999），含旧 15 位、遮盖的、被表格软件损坏的。"""

from __future__ import annotations

import re

from recognizers._checks import birth_date, has_id_check, id_check_character, is_province, is_region
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Match, Recognizer, Sighting, Teller, Verdict, told_by

_LENGTH = 18
_PROVED = ("18位格式", "出生日期合理", "校验位通过")
_SPECIAL = ("81", "82", "83")


class CnResidentIdRecognizer(Recognizer):
    """Region, birth date and check character; the check alone passes one random number in eleven."""

    ENTITY = "CN_RESIDENT_ID"
    TITLE = "居民身份证号"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"[1-8][0-9]{5}[ \-]?(?:19|20)[0-9]{2}[ \-]?[0-1][0-9][ \-]?[0-3][0-9][ \-]?[0-9]{3}[ \-]?[0-9Xx×](?![0-9A-Za-z*])",
            0.9,
        ),
        (r"(?<![0-9A-Za-z.\-])[1-8][0-9]{5}[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}(?![0-9A-Za-z]|[.\-][0-9])", 0.3),
        (NOT_AFTER_CODE + r"[1-8][0-9]{5}(?:[0-9]{0,4})\*{4,8}[0-9*]{0,4}[0-9]{2,3}[0-9Xx]" + NOT_BEFORE_CODE, 0.4),
        (NOT_AFTER_CODE + r"[1-8]\.[0-9]{3,14}[Ee]\+?17" + NOT_BEFORE_CODE, 0.2),
    )
    WHOLE = (r"[1-7][0-9]{16}[0-9Xx]", 0.9)
    WHOLE_DIGITS = 18
    DIGITS = 5
    ROUNDED = r"[1-8](?:\.[0-9]{1,2})?[Ee]\+17"
    CONTEXT = ("身份证", "公民身份", "证件号", "身份号", "居民证", "idcard", "id_card", "id card", "identity", "sfz")
    FINDS = (
        "身份证号11010519491231002X的",
        "号码110105 19491231 002x，",
        "身份证：110224201506011232",
        "公民身份号码１１０２２４２０１５０６０１１２３２有效",
        "姓名\t身份证号\n张三\t110224000101123",
        "证件号：110224********1232",
        "经办人110105********002X已核",
        "姓名\t身份证号\n张三\t1.10105E+17",
        "姓名\t证件号\n张三\t1.10E+17",
    )
    IGNORES = (
        "订单110105194912310021号",
        "编号1101051949123100210",
        "示例110101199001011234",
        "流水号110224000101123",
        "身份证系数1.10105E+17",
        "偏移137052 199104 272776 349888",
    )

    def teller(self, heading: str) -> Teller:
        """Return what `judge` would say of eighteen characters, sooner: a roster of a hundred thousand rows is full of them."""
        reasons = (*_PROVED, told_by(heading))

        def tell(cell: str, start: int) -> Match | None:
            if len(cell) != _LENGTH or not cell.isascii() or not cell[:17].isdecimal():
                return None
            born = birth_date(cell[6:14])
            if born is None or cell[0] in "089" or not is_province(cell) or not has_id_check(cell):
                return None
            return Match(self.ENTITY, start, start + _LENGTH, 1.0, reasons, cell.upper(), born)

        return tell

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept by region, date and check character; what fails one of them needs a context word."""
        text = sighting.text
        number = text if text.isdecimal() else re.sub(r"[ \-]", "", text).upper().replace("×", "X")
        if "*" in number:
            told = sighting.clue or (len(number) == 18 and is_region(number[:6]))
            return Verdict(0.4, ("已遮盖的证件号",), number) if told and is_province(number) else None
        if "E" in number:
            return Verdict(0.3, ("被表格软件存成科学计数的证件号",), number) if _headed(sighting) else None
        return self._old(number, sighting) if len(number) == 15 else self._new(number, sighting)

    def _old(self, number: str, sighting: Sighting) -> Verdict | None:
        born = birth_date(f"19{number[6:12]}")
        if not sighting.clue or not born or not is_region(number[:6]):
            return None
        since_1999 = f"{number[:6]}19{number[6:]}"
        return Verdict(0.5, ("15位格式", "地区与出生日期合理"), since_1999 + id_check_character(since_1999), born)

    def _new(self, number: str, sighting: Sighting) -> Verdict | None:
        if not is_province(number) or number.startswith(_SPECIAL):
            return None
        born = birth_date(number[6:14])
        if born and has_id_check(number):
            known = is_region(number[:6])
            if not (known or sighting.clue) and len(sighting.text) > len(number):
                return None  # groups of numbers in a row; one in eleven passes the check
            return Verdict(0.95 if known else 0.8, _PROVED, number, born)
        if _headed(sighting) and (number.endswith("000") or born) and is_region(number[:6]):
            told = "末三位为零，疑被表格软件损坏" if number.endswith("000") else "校验位不符"
            return Verdict(0.3, ("18位格式", told), number, born)
        return None


def _headed(sighting: Sighting) -> bool:
    """Return whether the number stands in a column for which a word speaks: there even a damaged one is never dropped."""
    return bool(sighting.heading and sighting.clue)
