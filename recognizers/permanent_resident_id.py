"""外国人永久居留身份证号：2023 年起 18 位、首位为 9；此前三个字母加 12 位数字。"""

from __future__ import annotations

from recognizers._checks import birth_date, has_id_check
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict


class CnPermanentResidentIdRecognizer(Recognizer):
    """Foreigners' permanent residence cards; no region is tested."""

    ENTITY = "CN_PERMANENT_RESIDENT_ID"
    TITLE = "外国人永久居留身份证号"
    PATTERNS = (
        (NOT_AFTER_CODE + r"9[0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]" + NOT_BEFORE_CODE, 0.8),
        (NOT_AFTER_CODE + r"[A-Z]{3}[0-9]{12}" + NOT_BEFORE_CODE, 0.3),
    )
    DIGITS = 12
    CONTEXT = ("永久居留", "永居", "外国人身份证", "居留证", "证件号")
    FINDS = ("永久居留证91115619000101001X已核", "永居证号USA110000000001，")
    IGNORES = ("编号911156190001010010", "型号USA110000000001")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """The new form proves itself; the old one needs a context word."""
        number = sighting.text.upper()
        if number[0].isalpha():
            return Verdict(0.5, ("三个字母加12位数字",), number) if sighting.clue else None
        born = birth_date(number[6:14])
        if not born or not has_id_check(number):
            return None
        return Verdict(0.85, ("首位为9", "出生日期合理", "校验位通过"), number, born)
