"""组织机构代码：八位本体加一位校验（GB 11714）。"""

from __future__ import annotations

from recognizers._checks import has_org_check
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict


class CnOrgCodeRecognizer(Recognizer):
    """Nine characters are many things: a word must speak for it."""

    ENTITY = "CN_ORG_CODE"
    TITLE = "组织机构代码"
    PATTERNS = ((NOT_AFTER_CODE + r"[0-9A-Z]{8}-?[0-9X]" + NOT_BEFORE_CODE, 0.5),)
    CONTEXT = ("组织机构代码", "机构代码")
    NEEDS_CONTEXT = True
    FINDS = ("组织机构代码00000001-9的", "单位\t机构代码\n甲\t000000019")
    IGNORES = ("机构代码000000018", "编号00000001-9")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept the right check character."""
        code = sighting.text.replace("-", "")
        return Verdict(0.6, ("9位格式", "校验位通过"), code) if has_org_check(code) else None
