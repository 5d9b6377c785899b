"""护照号码：普通护照 E、G，旧版 14、15，外交公务 D、S、P，港澳护照 H、K、M。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer


class CnPassportRecognizer(Recognizer):
    """Its form is that of part numbers and ticket orders, so a word must speak for it."""

    ENTITY = "CN_PASSPORT"
    TITLE = "护照号码"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"(?:E(?:[0-9]{8}|[A-HJ-NP-Z][0-9]{7})|G[0-9]{8}|D[E]?[0-9]{7}|S[E]?[0-9]{7,8}|P[E]?[0-9]{7}|1[45][0-9]{7}|[HK][0-9]{8}"
            + r"|K[JZ][0-9]{7}|M[AB][0-9]{7})"
            + NOT_BEFORE_CODE,
            0.5,
        ),
    )
    DIGITS = 7
    CONTEXT = ("护照", "passport", "证件号")
    NEEDS_CONTEXT = True
    FINDS = ("护照E12345678过期", "护照号码：EA1234567，", "姓名\t护照\n张三\tG12345678")
    IGNORES = ("护照订单E123456789", "型号E12345678", "护照AE12345678")
