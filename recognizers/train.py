"""车次：字母加一至四位数字，后面须有“次”等字，或在车次列里。"""

from __future__ import annotations

import re

from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict

_TICKET = re.compile(r"车次[ ]?:|出发站|到达站|席别|车厢|座号|[一二]等座|商务座|硬座|[硬软]卧")
_LINE = 100
_BARE = 0.45


class CnTrainRecognizer(Recognizer):
    """Without the word behind it such a code is anything."""

    ENTITY = "CN_TRAIN"
    TITLE = "车次"
    PATTERNS = (
        (NOT_AFTER_CODE + r"[GDCZTKSYL][0-9]{1,4}(?=次|/[GDCZTKSYL]?[0-9]{1,4}次|[ ]?(?:列车|动车|高铁))", 0.6),
        (NOT_AFTER_CODE + r"[GDCZTK][0-9]{1,4}" + NOT_BEFORE_CODE, _BARE),
    )
    CELL = r"[GDCZTKSYL]?[0-9]{1,4}(?:/[0-9]{1,4})?"
    CONTEXT = ("车次", "列车", "次列", "动车", "高铁", "train_no", "trainno")
    ANCHORS = ("次", "列车", "动车", "高铁", "train", "座", "卧", "车厢", "站")
    FINDS = (
        "换乘G1234次列车",
        "乘车人\t车次\n张三\tD301",
        "车次：G1234 北京南",
        "G1234 北京南 二等座 05车12A号",
        "坐G1/G4次去",
    )
    IGNORES = ("型号G1234", "G12345次", "教室D301", "乘动车后到教室D301")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept what is followed by the word, stands in a column of that name, or in the line of a ticket."""
        if sighting.score == _BARE and not _on_a_ticket(sighting):
            return None
        return Verdict(0.6, ("车次格式",))


def _on_a_ticket(sighting: Sighting) -> bool:
    text, (start, end) = sighting.passage.text, sighting.hit.span()
    line = text[max(sighting.passage.line_start(start), start - _LINE) : end + _LINE].split("\n", 1)[0]
    return bool(_TICKET.search(line))
