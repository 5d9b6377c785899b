"""航空器国籍登记号：B- 加四位（民用航空器国籍登记条例 第15、16条），须有旁证。"""

from __future__ import annotations

from recognizers._contract import Recognizer


class CnAircraftRegRecognizer(Recognizer):
    """B-2024 is a room or a clause number as well: a word must speak for it."""

    ENTITY = "CN_AIRCRAFT_REG"
    TITLE = "航空器登记号"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z\-])B-(?:[0-9]{4}|[0-9]{3}[A-Z]|[0-9]{2}[A-Z]{2}|[HKLM][A-Z]{2}|[0-9]{5})(?![0-9A-Za-z])",
            0.5,
        ),
    )
    CONTEXT = ("飞机", "航空器", "机号", "执飞", "机尾号", "注册号", "登记号", "机型", "aircraft")
    NEEDS_CONTEXT = True
    ANCHORS = ("B-",)
    FINDS = ("飞机B-1234起飞", "机号\t航班\nB-123A\tCA1234")
    IGNORES = ("教室B-2024", "飞机B-12", "AB-1234飞机")
