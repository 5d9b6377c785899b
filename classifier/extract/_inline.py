"""写在文字里的图像：data: 网址（RFC 2397）里 base64 的图。"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from classifier.model import Outcome, Picture, Unreadable

_URI = re.compile(
    r"data:image/(?:png|jpe?g|gif|bmp|webp|tiff)(?:;[A-Za-z-]{1,40}=[^;,\s]{0,80})?;base64,(?P<code>[A-Za-z0-9+/=%\s]{80,})"
)
"""Shorter ones hold no picture that could hold words."""


def pictures(text: str, place: str) -> Iterator[Picture]:
    """Yield the pictures that a text carries, in its order; nothing is decoded before it is looked at."""
    for hit in _URI.finditer(text):
        yield picture(hit["code"], place)


def picture(code: str, place: str) -> Picture:
    """Return the picture of a base64 text. Reading it raises Unreadable where that is none."""

    def read(limit: int) -> bytes:
        try:
            return base64.b64decode(unquote_to_bytes(code))[:limit]
        except ValueError as problem:
            raise Unreadable(Outcome.CORRUPT, "图像的编码有误") from problem

    return Picture(read, place)


def without(text: str) -> str:
    """Return a text without the code of its pictures, line breaks kept: it holds no words."""
    if "base64," not in text:
        return text
    return _URI.sub(lambda hit: "data:image" + "\n" * hit["code"].count("\n"), text)
