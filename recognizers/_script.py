"""繁简：繁体字换成简体字，一字换一字。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import dictionaries


def simplified(text: str) -> str:
    """Return `text` with simplified for traditional characters, one to one: offsets stay."""
    return text.translate(_simplified()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simplified()))}]")


@cache
def _simplified() -> Mapping[int, str]:
    return {ord(traditional): simple for traditional, simple in dictionaries.table("simplified_characters.tsv")}
