"""QQ 号：五至十一位，只凭旁边的字认出。"""

from __future__ import annotations

from recognizers._contract import NOT_BEFORE_CODE, Recognizer, Sighting, Verdict


class CnQqRecognizer(Recognizer):
    """Any number could be one: a word must speak for it."""

    ENTITY = "CN_QQ"
    TITLE = "QQ号"
    PATTERNS = (
        (
            r"(?:[Qq]{2}|扣扣|企鹅)(?:号码?|号|群)?[ ]?(?:[:=是为]|[:][ ])?[ ]?(?P<value>[1-9][0-9]{4,10})"
            + NOT_BEFORE_CODE,
            0.6,
        ),
    )
    CELL = r"[1-9][0-9]{4,10}"
    WHOLE = (r"[1-9][0-9]{4,9}", 0.5)
    WHOLE_DIGITS = 10
    DIGITS = 5
    CONTEXT = ("QQ", "扣扣", "企鹅")
    NEEDS_CONTEXT = True
    FINDS = ("加QQ12345678联系", "加扣扣12345678联系", "姓名\tQQ号\n张三\t12345678")
    IGNORES = ("编号12345678", "QQ版本9.1", "QQ音乐2024年12345678次")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Say whether the word stands right before it or over its column."""
        return Verdict(0.5, () if sighting.heading else ("紧跟QQ字样",))
