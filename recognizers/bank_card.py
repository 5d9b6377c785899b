"""银行卡号：16 至 19 位，Luhn 校验。"""

from __future__ import annotations

import re

from recognizers._checks import birth_date, has_id_check, has_luhn, is_province
from recognizers._contract import Recognizer, Sighting, Verdict


class CnBankCardRecognizer(Recognizer):
    """One random number in ten passes Luhn: grouping, a word, or a whole column must speak for it."""

    ENTITY = "CN_BANK_CARD"
    TITLE = "银行卡号"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z.\-])(?:62|60|81|9[0-9]|4[0-9]|5[1-5]|3[47]|35)[0-9]{2}(?:[ \-]?[0-9]{4}){2,3}(?:[ \-]?[0-9]{1,4})?"
            + r"(?![0-9A-Za-z.\-])",
            0.3,
        ),
    )
    CONTEXT = ("银行卡", "卡号", "账号", "帐号", "开户", "工资卡", "借记卡", "信用卡", "card")
    FINDS = ("银行卡6222020000000000000的", "卡6222 0200 0000 0000 000，", "姓名\t工资卡\n张三\t622202000000000007")
    IGNORES = (
        "流水6222020000000000000号",
        "银行卡6222020000000000001",
        "证件622301200501010204",
        "银行卡62220200000000000012",
    )

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse ID numbers; then Luhn, and a ground beyond it."""
        number = re.sub(r"[ \-]", "", sighting.text)
        if not 15 <= len(number) <= 19 or not has_luhn(number) or _is_id(number):
            return None
        grouped = bool(re.fullmatch(r"[0-9]{4}(?:[ \-][0-9]{4}){2,3}(?:[ \-]?[0-9]{1,4})?", sighting.text))
        if not grouped and not sighting.clue:
            return None
        grounds = ("校验位通过", "四位一组") if grouped else ("校验位通过",)
        return Verdict(0.6, grounds, number)


def _is_id(number: str) -> bool:
    return len(number) == 18 and is_province(number) and birth_date(number[6:14]) is not None and has_id_check(number)
