"""航空天气报告（METAR、SPECI、TAF），我国机场。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer


class CnMetarRecognizer(Recognizer):
    """Reports of Chinese aerodromes (locators ZB ZS ZG ZH ZL ZU ZP ZY ZW ZJ)."""

    ENTITY = "CN_METAR"
    TITLE = "航空天气报告"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"(?:METAR|SPECI)[ ]{1,3}(?:COR[ ]{1,3})?Z[BSGHLUPWYJ][A-Z]{2}[ ]{1,3}[0-9]{6}Z"
            + NOT_BEFORE_CODE,
            0.9,
        ),
        (
            NOT_AFTER_CODE
            + r"TAF[ ]{1,3}(?:AMD[ ]{1,3}|COR[ ]{1,3})?Z[BSGHLUPWYJ][A-Z]{2}[ ]{1,3}[0-9]{6}Z[ ]{1,3}[0-9]{4}/[0-9]{4}"
            + NOT_BEFORE_CODE,
            0.9,
        ),
    )
    ANCHORS = ("METAR", "SPECI", "TAF")
    FINDS = ("报文METAR ZBAA 231200Z的", "TAF ZSPD 230300Z 2306/2412。")
    IGNORES = ("METAR KJFK 231200Z", "METAR ZBAA 2312Z")
