"""固定电话：区号加七或八位；400、800 与短号是公共服务，不算个人信息。"""

from __future__ import annotations

import re
from functools import cache

import dictionaries
from recognizers._contract import Recognizer, Sighting, Verdict


class CnLandlineRecognizer(Recognizer):
    """A fixed line with an area code in use."""

    ENTITY = "CN_LANDLINE"
    TITLE = "固定电话"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z.])(?<![0-9A-Za-z]-)(?:\(?\+?86[ )\-]{1,2})?\(?(?P<area>0(?:10|2[0-57-9]|[3-9][0-9]{2}))(?P<sign>\)[ \-]?|[ \-])?(?P<line>[2-8][0-9]{6,7})"
            + r"(?:[ \-]?(?:转|ext\.?|-)[ ]?[0-9]{1,6})?(?![0-9A-Za-z]|\.[0-9])",
            0.5,
        ),
    )
    DIGITS = 7
    CONTEXT = ("电话", "联系", "传真", "座机", "tel", "phone", "热线", "号码")
    ANCHORS = ("0",)
    FINDS = (
        "电话010-62345678转8001联系",
        "座机(0755)26543210，",
        "传真02023456789。",
        "联系电话-010-62345678.",
        "办公+86 010-62345678接",
    )
    IGNORES = ("编号010-12345678", "编号02023456789", "400-123-4567", "比分0120-2345678")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept an area code in use; without a separator a word must speak for the number."""
        hit = sighting.hit
        if hit["area"] not in _areas() or not (hit["sign"] or sighting.clue):
            return None
        return Verdict(0.5, ("区号存在",), re.sub(r"[^0-9]", "", hit["area"] + hit["line"]))


@cache
def _areas() -> frozenset[str]:
    return frozenset(row[0] for row in dictionaries.table("landline_area_codes.txt"))
