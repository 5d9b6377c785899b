"""哪些字符算数：字、字母、数字，折叠宽窄与大小写；空白和标点不算，因为换了格式就不同。"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_SPREAD_OUT = 0xFFFFFFFF
"""Marks, in the table, a character that counts as several."""
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that some PDF makers write for the character; Unicode gives them no decomposition."""

_EMBED = "EMBED "
_FIELD = re.compile(rf"{_EMBED}[A-Za-z]+\.[A-Za-z0-9.]+")
"""What old Word files write where a formula stands, and no other format does."""

Codes: TypeAlias = NDArray[np.uint32]
Positions: TypeAlias = NDArray[np.intp]


def counted(text: str) -> tuple[Codes, Positions]:
    """Return what of `text` counts, as code points, and the offset in `text` of each: letters, digits and Han, folded.

    Blanks, line breaks and punctuation do not count, widths and cases are alike: these differ between a text's formats.
    """
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _table()[raw]
    if _EMBED in text:
        for field in _FIELD.finditer(text):
            codes[field.start() : field.end()] = 0
    kept = np.flatnonzero(codes)
    codes = codes[kept]
    several = np.flatnonzero(codes == _SPREAD_OUT)
    return _spread_out(text, codes, kept, several) if several.size else (codes, kept)


def _spread_out(text: str, codes: Codes, offsets: Positions, several: Positions) -> tuple[Codes, Positions]:
    """Return the same with the characters at `several` as the several that each counts as."""
    each = [folded(text[offset]) for offset in offsets[several].tolist()]
    counts = np.ones(len(codes), dtype=np.intp)
    counts[several] = [len(one) for one in each]
    codes = np.repeat(codes, counts)
    codes[codes == _SPREAD_OUT] = [ord(one) for one in "".join(each)]
    return codes, np.repeat(offsets, counts)


@cache
def folded(character: str) -> str:
    """Return the letters, digits and Han that a character counts as, "" where it does not count."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_RADICALS.get(one, one) for one in plain if one.isalnum() or one in _RADICALS)


@cache
def _table() -> Codes:
    """Return, for each code point, what it counts as: itself folded, 0 for nothing, or that it counts as several."""
    table = np.zeros(0x110000, dtype=np.uint32)
    same = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, 0x2F800))
    for block in same:
        table[block.start : block.stop] = np.arange(block.start, block.stop)
    others = (
        (0, 0x3400),
        (0xA000, 0xAC00),
        (0xF900, 0x10000),
        (0x1D400, 0x1D800),
        (0x1F100, 0x1F300),
        (0x2F800, 0x2FA20),
    )
    for first, stop in others:
        for code in range(first, stop):
            plain = folded(chr(code))
            table[code] = ord(plain) if len(plain) == 1 else _SPREAD_OUT if plain else 0
    return table
