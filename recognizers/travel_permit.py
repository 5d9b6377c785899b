"""往来港澳、台湾的通行证，港澳居民来往内地通行证，台胞证。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer


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
    CONTEXT = ("通行证", "台胞证", "回乡证", "港澳证", "大陆通行", "证件号")
    NEEDS_CONTEXT = True
    FINDS = ("通行证C12345678有效", "回乡证H1234567800，", "台胞证号12345678。")
    IGNORES = ("型号C12345678", "通行证C1234567890", "日期20240101")
