"""姓名标签：“姓名：”“班主任：”一类标签和它后面的字，直到下一个标签。"""

from __future__ import annotations

import re
from collections.abc import Iterator

import dictionaries

_WORDS = "|".join(dictionaries.headings()["label"]["name"])
_CLASS = "(?:[高初]?[一二三四五六七八九1-9](?:年级)?[(]?[0-9一二三四五六七八九十]{1,2}[)]?班[ ]?)?"
"""The class of a pupil may stand before the name."""
_LABEL = re.compile(
    f'(?:{_WORDS})(?:[ ]{{0,3}}[:=][ \t]{{0,4}}["“]?{_CLASS}|(?<=名)[ \t]{{1,4}}(?=[\u4e00-\u9fff]))(?P<value>[^\t\n:=]{{2,600}})'
)
_SIGN = re.compile("[:=]|(?<=名)[ \t]")
_BEFORE = re.compile(f"(?:{_WORDS})[ ]{{0,3}}$")
_NO_LABEL = re.compile("[\x21-\x7e]")
_LONGEST = 24
"""Characters of a label at most, blanks before its sign included."""


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a text with what stands behind them as `value`; looked for from the signs, which are few."""
    last = -1
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if not at or _NO_LABEL.match(text, at - 1):
            continue
        before = _BEFORE.search(text, max(0, at - _LONGEST), at)
        label = _LABEL.match(text, before.start()) if before else None
        if label and label.start("value") > last:
            last = label.start("value")
            yield label
