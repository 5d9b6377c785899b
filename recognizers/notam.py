"""航行通告（NOTAM）与领航计划报。"""

from __future__ import annotations

from recognizers._contract import NOT_BEFORE_CODE, Recognizer


class CnNotamRecognizer(Recognizer):
    """The first lines of a NOTAM and of a flight plan are unmistakable."""

    ENTITY = "CN_NOTAM"
    TITLE = "航行通告、领航计划"
    PATTERNS = (
        (r"\(?[A-Z][0-9]{4}/[0-9]{2}[ ]{1,3}NOTAM[NRC]" + NOT_BEFORE_CODE, 0.9),
        (r"(?<![0-9A-Za-z])Q\)[ ]{0,3}[A-Z]{4}/Q[A-Z]{4}/", 0.9),
        (r"\(FPL-[A-Z0-9]{2,7}-[VIYZ][SNGMX](?![0-9A-Za-z])", 0.9),
    )
    CONTEXT = ("航行通告", "通告", "飞行计划")
    ANCHORS = ("NOTAM", "Q)", "(FPL-")
    FINDS = ("收到(A1234/26 NOTAMN通告", "计划(FPL-CCA1331-IS已发")
    IGNORES = ("NOTAM说明", "A1234/26", "Q) 问答")
