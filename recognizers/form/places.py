"""地点：经纬度与站点的栏目和行。"""

from __future__ import annotations

import re

from recognizers._document import Form
from recognizers._layout import Layout
from recognizers.form._cells import Values, all_heads, matches, share

_WEST, _EAST, _SOUTH, _NORTH = 73, 136, 3, 54
_POLE, _ROUND = 90, 180
_FIRST_LINES = 300
_GEO_HEADS = re.compile(
    r"lat|lon|lng|latitude|longitude|经度|纬度|坐标|adcode|iata|icao|车次|站名|电报码|机场|统一社会信用代码|注册号|gps|x坐标|y坐标",
    re.I,
)
_GEO_KEYS = re.compile(r"coordinates?|geometry|lng|lat|lon|longitude|latitude|center|centroid", re.I)


def geo_cols(layout: Layout, _: Values) -> float:
    """Heads of places, stations or codes, full at 2."""
    return max(
        (sum(bool(_GEO_HEADS.fullmatch(cell)) for cell in set(heads)) / 2 for heads in all_heads(layout)), default=0.0
    )


def geo_json(layout: Layout, _: Values) -> float:
    """Whether records have fields of geometry."""
    return float(layout.document.form is Form.RECORD and any(matches(_GEO_KEYS, heads) for heads in layout.headings))


def _in_china(one: float, other: float) -> bool:
    longitude, latitude = max(one, other), min(one, other)
    return _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH


def coord_cn(layout: Layout, _: Values) -> float:
    """Pairs of decimals inside the bounds of China a thousand characters, full at 5."""
    return sum(_in_china(one, other) for _, one, other in layout.pairs) / 5 / layout.thousands


def coord_any(layout: Layout, _: Values) -> float:
    """Pairs of decimals that can be a latitude and a longitude a thousand characters, full at 5."""
    return (
        sum(min(one, other) <= _POLE and max(one, other) < _ROUND for _, one, other in layout.pairs)
        / 5
        / layout.thousands
    )


def coord_lines(layout: Layout, _: Values) -> float:
    """Share of the first 300 lines with such a pair."""
    return share(
        len({number for number, _, _ in layout.pairs if number < _FIRST_LINES}), min(_FIRST_LINES, len(layout.lines))
    )
