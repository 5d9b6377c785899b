"""往来港澳、台湾的通行证，港澳居民来往内地通行证，台胞证。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_OF_TAIWAN = ("台胞证", "大陆通行")


class CnTravelPermitRecognizer(Recognizer):
    """Letters and eight digits: a word must speak for it."""

    ENTITY = "CN_TRAVEL_PERMIT"
    TITLE = "通行证号码"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"(?:C(?:[0-9]{8}|[A-HJ-NP-Z][0-9]{7})|[WLT][0-9]{8}|[HM][0-9]{8}(?:[0-9]{2})?|[0-9]{8}(?:[0-9]{2}\([A-Z0-9]\))?)"
            + NOT_BEFORE_CODE,
            0.5,
        ),
    )
    DIGITS = 7
    CONTEXT = ("台胞证", "大陆通行", "通行证", "回乡证", "港澳证", "证件号")
    NEEDS_CONTEXT = True
    FINDS = ("通行证C12345678有效", "回乡证H1234567800，", "台胞证号12345678。")
    IGNORES = ("型号C12345678", "通行证C1234567890", "日期20240101", "证件号20240101", "通行证20240101起用")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Digits alone are a date as well: only the permit of Taiwan residents has none before them."""
        if sighting.text[0].isdigit() and sighting.clue not in _OF_TAIWAN:
            return None
        return Verdict(sighting.score)
