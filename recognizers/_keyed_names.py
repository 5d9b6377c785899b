"""键后的姓名：程序与数据里 `student_name: …`、`.name("…")` 一类的键，后面的字要自己也像姓名。"""

from __future__ import annotations

import re
from collections.abc import Iterator

import dictionaries
from recognizers import _names

_KEYS = "|".join(dictionaries.headings()["name"]["english"])
_BEFORE_SIGN = re.compile(rf"(?<![0-9A-Za-z])(?:{_KEYS})[\"']?[ ]{{0,3}}$", re.I)
_BEFORE_CALL = re.compile(rf"(?<![0-9A-Za-z])(?:{_KEYS})$", re.I)
_VALUE = re.compile(
    r"(?:[:=][ ]{0,3}[\"'“]?|\([\"'])(?P<value>[\u4e00-\u9fff·•]{2,12})(?![\u4e00-\u9fff·•]|[0-9]\.[0-9])"
)
_CARD = re.compile(r"^N(?:;[^:\n]{0,60})?:(?P<last>[\u4e00-\u9fff]{1,2});(?P<first>[\u4e00-\u9fff]{1,3})(?:;|$)", re.M)
"""The structured name of a vCard (RFC 6350, 6.2.2): family name, given name."""
_LONGEST = 40
"""Characters of a key at most."""
_NO_KEY = re.compile("[^A-Za-z名\"' ]")
"""What no key ends with."""


def names(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield key, start and end of each name behind a key; looked for from the signs before Han characters, which are few."""
    for hit in _VALUE.finditer(text):
        at = hit.start()
        if not at or _NO_KEY.match(text, at - 1):
            continue
        key = (_BEFORE_CALL if hit[0][0] == "(" else _BEFORE_SIGN).search(text, max(0, at - _LONGEST), at)
        if key and _looks_like_one(hit["value"]):
            yield text[key.start() : hit.start("value")].strip(), *hit.span("value")


def of_cards(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and value of the names of cards whose surname stands apart."""
    for card in _CARD.finditer(text):
        name = card["last"] + card["first"]
        if _names.likelihood(name) > 0:
            yield card.start("last"), card.end("first"), name


def _looks_like_one(name: str) -> bool:
    return _names.is_minority_name(name) or (_names.likelihood(name) > 0 and not _names.is_word(name))
