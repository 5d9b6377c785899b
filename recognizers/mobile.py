"""手机号：11 位，号段按工业和信息化部的分配；物联网 13 位须有旁证。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import dictionaries
from recognizers._contract import Recognizer, Sighting, Verdict

_EXAMPLES = frozenset({"13800138000", "13888888888", "13912345678", "13811111111", "13812345678"})
_REPEATED = re.compile(r"([0-9])\1{6}$|12345678$|23456789$|87654321$")
_SEGMENTS = re.compile(r"([0-9]+)(?:\(([0-9,\-]+)\)|-([0-9]+))?")
_OPENS = re.compile(r"(?:[(\[=*+<>]|(?<![0-9]{11})/)[ ]?['\"]?$")
_CLOSES = re.compile(r"['\"]?[ ]?(?:[)\]=*+<>]|/(?![ ]?1[0-9]{10}))|\.")
_HAN = re.compile("[\u4e00-\u9fff]")
_QUERY_BEFORE, _QUERY_AFTER = re.compile("[?&|;][A-Za-z_]{1,20}=$"), re.compile("[&|;]")
_LOOKED_BACK = 200
"""Characters of its line before a number that are looked at."""
_BOLD = "**"
"""Stands on both sides of what is printed bold in Markdown."""
_HEX_BEFORE = re.compile(r"[0-9A-Fa-f]+[A-Fa-f\-][0-9A-Fa-f\-]*$")


class CnMobileRecognizer(Recognizer):
    """Eleven digits of an allocated segment that are no part of a longer code."""

    ENTITY = "CN_MOBILE"
    TITLE = "手机号"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z_.])(?<![0-9A-Za-z]-)(?:\+?0{0,2}86[ \-]?)?"
            + r"(?P<value>1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4})"
            + r"(?![0-9A-Za-z_]|[.\-][0-9])",
            0.7,
        ),
        (r"(?<![0-9A-Za-z_.\-])(?P<value>14[0-4][0-9]{10})(?![0-9A-Za-z_.\-])", 0.3),
    )
    CELL = r"(?P<value>1[3-9][0-9]{9})\.0"
    WHOLE = (r"1[3-9][0-9]{9}", 0.7)
    WHOLE_DIGITS = 11
    DIGITS = 11
    ROUNDED = r"1\.[3-9][0-9]{0,9}[Ee]\+10"
    CONTEXT = ("手机", "电话", "联系", "mobile", "phone", "tel", "短信", "微信", "号码", "致电", "拨打")
    FINDS = (
        "电话13812345678联系",
        "手机+86 138 0013 8000，",
        "１３９１２３４５６７８",
        "拨打13800138000转班主任",
        "物联网号码1400123456789",
        "张三-13812345678转，",
        "13812345678/13912345678",
        "序号\t手机号\n1\t13812345678.0",
        "* **13800138000** / x",
        "姓名\t手机号\n张三\t1.38E+10",
    )
    IGNORES = (
        "流水号213812345678",
        "12812345678",
        "8a1f13812345678c",
        "0.13812345678",
        "1400123456789",
        "时间戳1700000000000",
        "range(13812345678, 2)",
        "列表?page=2&qri=13812345678&qrt=3",
        "AB-13812345678",
    )

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse what stands in a hexadecimal run; well-known example numbers are found, but weigh little."""
        text = sighting.text
        number = text if text.isdecimal() else re.sub(r"[ \-]", "", text)
        if len(number) == 13:
            return Verdict(0.4, ("物联网号段",), number) if sighting.clue else None
        start = sighting.hit.start()
        if _HEX_BEFORE.search(sighting.passage.text[max(0, start - 12) : start]):
            return None
        if not _is_allocated(number[:5]) or (not sighting.clue and _is_operand(sighting)):
            return None
        if number in _EXAMPLES or _REPEATED.search(number):
            return Verdict(0.6, ("11位格式", "号段已分配", "常见示例号码"), number)
        return Verdict(0.75, ("11位格式", "号段已分配"), number)


def _is_operand(sighting: Sighting) -> bool:
    """Return whether the number stands in a formula or call, on a line without a Chinese character."""
    where, (start, end) = sighting.passage, sighting.hit.span("value")
    before = where.text[max(where.line_start(start), start - _LOOKED_BACK) : start]
    after = where.text[end : end + 40].split("\n", 1)[0]
    if _QUERY_BEFORE.search(before) and _QUERY_AFTER.match(after):
        return True
    if before.endswith(_BOLD) and after.startswith(_BOLD):
        return False
    return bool(_OPENS.search(before) or _CLOSES.match(after)) and not _HAN.search(before + after)


@lru_cache(maxsize=1 << 14)
def _is_allocated(beginning: str) -> bool:
    """Return whether numbers that begin so are in use."""
    return beginning.startswith(_segments())


@cache
def _segments() -> tuple[str, ...]:
    """Return the allocated beginnings of mobile numbers (three to five digits, state of the table)."""
    return tuple(
        sorted({beginning for row in dictionaries.table("mobile_segments.txt") for beginning in _expanded(row[0])})
    )


def _expanded(listed: str) -> Iterator[str]:
    """Yield the beginnings of `135-139`, `1703,1705` or `1740(6-9),1749`."""
    for stem, ends, last in _SEGMENTS.findall(listed):
        for part in ends.split(",") if ends else [f"{stem}-{last or stem}"]:
            first, _, until = part.partition("-")
            for number in range(int(first), int(until or first) + 1):
                yield f"{stem}{number}" if ends else str(number)
