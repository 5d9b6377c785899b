"""坐标：我国境内的十进制经纬度、度分秒，国家坐标系平面坐标。"""

from __future__ import annotations

import re

from recognizers._contract import Passage, Recognizer, Sighting, Verdict

_ANY = re.compile(r"[0-9]\.[0-9]{3}|[0-9][ ]?[°度]")
_LON = r"(?:7[3-9]|8[0-9]|9[0-9]|1[0-2][0-9]|13[0-5])\.[0-9]{3,12}"
_LAT = r"(?:[3-9]|[1-4][0-9]|5[0-3])\.[0-9]{3,12}"
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_DECIMALS = 4
_OTHER_COLUMN = re.compile(
    r"(?![^A-Za-z\u4e00-\u9fff]*$)(?![ ]*(?:[xyen]|jd|wd|[东北]?[经纬].*|位置|地点|方位|location|pos(?:ition)?|geo.*)[ ]*(?:[(（].*)?$)",
    re.I,
)
"""A heading in words that names no place: a pair of numbers beneath it and its neighbour is a pair of measurements."""
_BETWEEN = r"[°\"' ]{0,3}[ ]?[,，\t ;][ ]?[\"' ]?"


class CnCoordinatesRecognizer(Recognizer):
    """Pairs within China's bounds (longitude 73–135, latitude 3–53) with three decimals or more."""

    ENTITY = "CN_COORDINATES"
    TITLE = "经纬度坐标"
    PATTERNS = (
        (rf"(?<![0-9.\-])(?:{_LON}{_BETWEEN}{_LAT}|{_LAT}{_BETWEEN}{_LON})(?![0-9])", 0.5),
        (
            r"(?:1[0-3]|[2-9])?[0-9][ ]?[°度][ ]?[0-9]{1,2}[ ]?[′'分][ ]?[0-9]{1,2}(?:\.[0-9]{1,6})?[ ]?(?:″|′′|\"|秒)[ ]?[NSEW东西南北]?",
            0.6,
        ),
        (
            r"(?<![0-9.])(?:1[3-9]|2[0-3]|2[5-9]|3[0-9]|4[0-5])[3-6][0-9]{5}\.[0-9]{1,4}[ ]?[,，\t ][ ]?[2-5][0-9]{6}\.[0-9]{1,4}(?![0-9])"
            r"|(?<![0-9.])[2-5][0-9]{6}\.[0-9]{1,4}[ ]?[,，\t ][ ]?(?:1[3-9]|2[0-3]|2[5-9]|3[0-9]|4[0-5])[3-6][0-9]{5}\.[0-9]{1,4}(?![0-9])",
            0.7,
        ),
    )
    CONTEXT = (
        "经度",
        "纬度",
        "坐标",
        "lng",
        "lon",
        "lat",
        "coordinates",
        "geometry",
        "控制点",
        "CGCS2000",
        "center",
        "centroid",
        "point",
    )
    FINDS = ("位于116.3912,39.9067附近", "北纬39°54′27″处", "名称\t经度\t纬度\n甲\t116.391\t39.907")
    IGNORES = (
        "深度\t井径\t时差\t伽马\n4399.7\t8.7408\t67.7396\t101.3012",
        "版本116.3912",
        "比例0.1163,0.3990",
        "价格216.3912,39.9067",
    )

    def possible(self, where: Passage) -> bool:
        """Return whether a decimal of three places or a degree stands anywhere."""
        return bool(_ANY.search(where.text))

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse pairs of few decimals without a word, and pairs of columns that name something else: plain numbers look like them."""
        numbers = _DECIMAL.findall(sighting.text)
        value = ",".join(numbers) if len(numbers) == 2 else "".join(sighting.text.split())
        if sighting.score >= 0.6 or sighting.clue:
            return Verdict(max(sighting.score, 0.6), ("在我国范围内",), value)
        if "\t" in sighting.text and _OTHER_COLUMN.match(sighting.heading):
            return None
        if min(len(number.partition(".")[2]) for number in numbers) < _DECIMALS:
            return None
        return Verdict(0.6, ("在我国范围内", "小数四位以上"), value)
