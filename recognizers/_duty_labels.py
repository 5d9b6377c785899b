"""职责标签：“带班：”“投诉人：”“副监考：”一类标签，后面多半是人名，但也可能是别的，要名字自己也像。"""

from __future__ import annotations

import re
from collections.abc import Iterator

import dictionaries
from recognizers import _names

_WORDS = dictionaries.headings()
_WHEN = "|".join(_WORDS["label"]["when"])
_ACTIVITY = "|".join((*_WORDS["label"]["activity"], *_WORDS["about"]["subject"]))
_PERSON = "|".join((*_WORDS["label"]["person"], *_WORDS["name"]["bearers"]))
_LABEL = re.compile(
    f"(?:(?P<person>[\u4e00-\u9fff]{{0,4}}?(?:{_PERSON}))|(?P<activity>(?:{_WHEN})?(?:{_ACTIVITY})))[ ]{{0,3}}:"
    "[ \t]{0,4}(?P<value>[^\t\n:=]{2,300})"
)
_BEFORE = re.compile("[\u4e00-\u9fff]{2,10}(?:[(][\u4e00-\u9fff]{2}[)])?[ ]{0,3}$")
_LONGEST = 17
_LIKELY, _A_WORD, _HARDLY = 0.7, 0.6, 0.45


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a text with what stands behind them up to the next one; looked for from the colons, which are few."""
    colon = text.find(":")
    while colon >= 0:
        low = max(0, colon - _LONGEST)
        if (before := _BEFORE.search(text[low:colon])) and (label := _LABEL.match(text, low + before.start())):
            yield label
        colon = text.find(":", colon + 1)


def score(name: str, label: re.Match[str]) -> float:
    """Return how sure a name behind a label is one: words that can be names are believed only where a person is asked for."""
    if _names.is_minority_name(name):
        return _LIKELY
    if not _names.is_full(name):
        return 0.0
    if not _names.is_word(name):
        return _LIKELY
    return _A_WORD if label["person"] else _HARDLY
