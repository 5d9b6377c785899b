"""统一社会信用代码：18 位（GB 32100-2015）。"""

from __future__ import annotations

from recognizers._checks import has_uscc_check, is_province
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_NATIONAL = "10"


class CnUsccRecognizer(Recognizer):
    """Legal persons' codes. One in a letterhead is nothing; a table of them is clause 2.2's 法人单位基础信息."""

    ENTITY = "CN_USCC"
    TITLE = "统一社会信用代码"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"(?<![0-9]\.)[1-9A-HJ-NP-RTUW-Y][1-9A-HJ-NP-RTUW-Y][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}"
            + NOT_BEFORE_CODE,
            0.8,
        ),
    )
    DIGITS = 6
    CONTEXT = ("信用代码", "统一代码", "社会信用", "税号", "纳税人识别号", "creditcode", "credit_code")
    FINDS = ("信用代码12110000000000019G的学校", "代码91110000MA0000000H，")
    IGNORES = ("代码121100000000000191", "序列12110000000000019GG", "版本1.2.3", "系数0.12110000000000019G")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept by check character; a wrong one only where a word speaks for the code."""
        code = sighting.text
        region = code[2:4] == _NATIONAL or is_province(code[2:4])
        if region and has_uscc_check(code):
            return Verdict(0.9, ("18位格式", "校验位通过"))
        return Verdict(0.3, ("18位格式", "校验位不符")) if region and sighting.clue else None
