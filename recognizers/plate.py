"""机动车号牌（GA 36）：普通、新能源、挂学警港澳领试超、使馆、武警。"""

from __future__ import annotations

import re

from recognizers._contract import Recognizer, Sighting, Verdict

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_WORD_ENDS = "新青云黑贵"
"""Provinces whose character also ends everyday words (最新, 漆黑, 昂贵)."""
_HAN = re.compile("[\u4e00-\u9fff]")


class CnPlateRecognizer(Recognizer):
    """Province, letter, five or six characters; a place name before it is no label."""

    ENTITY = "CN_PLATE"
    TITLE = "车牌号"
    PATTERNS = (
        (
            rf"(?<![A-Z0-9{_PROVINCES}])(?:[{_PROVINCES}][A-HJ-NP-Z][·• .\-]?(?:[DABCEFGHJK][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DABCEFGHJK]"
            rf"|[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳领试超])|使[0-9]{{3}}[· ]?[0-9]{{3}}|WJ[{_PROVINCES}]?[0-9]{{4}}[0-9A-Z])(?![A-Z0-9a-z])",
            0.6,
        ),
    )
    CONTEXT = ("车牌", "牌照", "车号", "号牌", "车辆", "plate", "驾驶", "停车")
    FINDS = ("车牌号京A12345的车", "粤B·D12345，", "姓名\t车牌\n张三\t沪A12345", "驾驶新A12345到校")
    IGNORES = ("京A1234", "云南A12345X", "京AB123456", "使用123456", "最新A12345款")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse plates without a digit, and those that need a word and have none."""
        plate = re.sub(r"[·• .\-]", "", sighting.text)
        if sum(character.isdigit() for character in plate) < 2:
            return None
        if plate[0] in "使W" and not sighting.clue:
            return None
        if plate[0] in _WORD_ENDS and not sighting.clue and _HAN.search(sighting.passage.text, *_before(sighting)):
            return None
        return Verdict(0.6, ("号牌格式",), plate)


def _before(sighting: Sighting) -> tuple[int, int]:
    start = sighting.hit.start()
    return max(0, start - 1), start
