"""军官证、士兵证号：某字第若干号。"""

from __future__ import annotations

from recognizers._contract import Recognizer


class CnMilitaryIdRecognizer(Recognizer):
    """Court files and official documents have the same form: a word must speak for it."""

    ENTITY = "CN_MILITARY_ID"
    TITLE = "军人证件号"
    PATTERNS = ((r"[\u4e00-\u9fa5]字第[ ]?[0-9]{6,8}号", 0.5),)
    DIGITS = 6
    CONTEXT = ("军官证", "士兵证", "文职干部证", "军人证", "军人身份证")
    NEEDS_CONTEXT = True
    ANCHORS = ("字第",)
    FINDS = ("军官证南字第2001988号持有", "姓名\t军官证\n张三\t军字第2001988号")
    IGNORES = ("（2024）京民字第2001988号", "军官证南字第20019号")
