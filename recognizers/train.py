"""车次：字母加一至四位数字，后面须有“次”等字，或在车次列里。"""

from __future__ import annotations

from recognizers._contract import Recognizer, Sighting, Verdict


class CnTrainRecognizer(Recognizer):
    """Without the word behind it such a code is anything."""

    ENTITY = "CN_TRAIN"
    TITLE = "车次"
    PATTERNS = ((r"(?<![0-9A-Za-z])[GDCZTKSYL][0-9]{1,4}(?=次|[ ]?(?:列车|动车|高铁))", 0.6),)
    CELL = r"[GDCZTKSYL]?[0-9]{1,4}(?:/[0-9]{1,4})?"
    CONTEXT = ("车次", "列车", "次列", "动车", "高铁", "train_no", "trainno")
    ANCHORS = ("次", "列车", "动车", "高铁", "train")
    FINDS = ("换乘G1234次列车", "乘车人\t车次\n张三\tD301")
    IGNORES = ("型号G1234", "G12345次", "教室D301")

    def judge(self, _: Sighting) -> Verdict | None:
        """Accept what is followed by the word, or stands in a column of that name."""
        return Verdict(0.6, ("车次格式",))
