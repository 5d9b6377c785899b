"""标记语言的切分：标签、文字、注释与脚本，依原样次序，一个字也不丢。

A tree builder gives up on what nests too deep or never closes and says nothing; this one has nothing to give up.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_TAG = r"(?P<{0}_slash>/?)(?P<{0}>[A-Za-z][A-Za-z0-9:._-]*+)(?=[\s/>\"'])"
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<(?P<script>script|style)(?=[\s>/])[^<>]*+>(?P<code>.*?)(?:</(?P=script)\s*>|\Z)"
    r"|<(?:%|\?)(?P<server>.*?)(?:[%?]>|\Z)"
    rf"|<{_TAG.format('name')}(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
    rf"|<{_TAG.format('loose')}(?P<rest>[^<>]*+)>"
    r"|<![A-Za-z][^<>]*+>",
    re.I | re.S,
)
"""No text is tried twice: a tag ends at the next bracket at the latest, all else where it is closed or at the end. What is
no tag stays text.
"""
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9:_-]{0,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


class Words(NamedTuple):
    """Text between tags, character references resolved, blanks as written."""

    text: str


class Tag(NamedTuple):
    """A tag by its name in lower case."""

    name: str
    closes: bool
    attributes: Mapping[str, str]
    """By name in lower case."""


class Unseen(NamedTuple):
    """A comment, a script, or code that a server would run."""

    text: str


def tokens(text: str) -> Iterator[Words | Tag | Unseen]:
    """Yield the pieces of a page in their order; style sheets are left out."""
    low = 0
    for hit in _TOKEN.finditer(text):
        if hit.start() > low:
            yield Words(html.unescape(text[low : hit.start()]))
        if (piece := _token(hit)) is not None:
            yield piece
        low = hit.end()
    if low < len(text):
        yield Words(html.unescape(text[low:]))


def _token(hit: re.Match[str]) -> Words | Tag | Unseen | None:
    if name := hit["name"] or hit["loose"]:
        written = hit["attributes"] or hit["rest"]
        closes = bool(hit["name_slash"] or hit["loose_slash"])
        return Tag(name.lower(), closes, _attributes(written) if written and "=" in written else {})
    if hit["cdata"]:
        return Words(hit["cdata"])
    unseen = hit["comment"] or hit["code"] or hit["server"]
    return Unseen(unseen) if unseen and (hit["script"] or "").lower() != "style" else None


def _attributes(written: str) -> Mapping[str, str]:
    return {hit[1].lower(): html.unescape(hit[2] or hit[3] or hit[4] or "") for hit in _ATTRIBUTE.finditer(written)}
