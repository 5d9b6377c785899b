"""SVG 矢量图：图上的文字、标题与说明、注释，嵌入的图像；图形的坐标与路径不是文字。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.extract import _inline
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.extract._markup import Tag, Unseen, Words, tokens
from classifier.model import Item, Part, Segment
from recognizers._document import Form

_SPOKEN = ("title", "alt", "label", "name", "docname", "desc", "content", "value", "href")
"""Attributes, whatever their namespace, in which words stand; so do `aria-` and `data-` ones. The rest draw (SVG 2, appendix I)."""
_WITHIN_A_LINE = frozenset({"tspan", "textpath", "a"})


def read(source: Source) -> Iterator[Item]:
    """Yield the words on the drawing, those of its attributes and what a viewer does not see, then its pictures."""
    text = text_of(source)
    shown: list[str] = [""]
    spoken: list[str] = []
    unseen: list[str] = []
    for token in tokens(_inline.without(text)):
        if isinstance(token, Words):
            shown[-1] += " ".join(token.text.split())
        elif isinstance(token, Unseen):
            unseen.append("" if token.text.startswith("xml ") else token.text.strip())
        else:
            spoken.extend(_spoken(token))
            if token.name.rpartition(":")[2] not in _WITHIN_A_LINE and shown[-1]:
                shown.append("")
    yield from line_segments("\n".join(filter(None, shown)), "图上文字")
    for place, part, lines in (("标签属性", Part.OTHER, spoken), ("注释与脚本", Part.HIDDEN, unseen)):
        if words := "\n".join(filter(None, lines)):
            yield Segment(words, place, part)
    yield from _inline.pictures(text, "图上图像")


def _spoken(tag: Tag) -> Iterator[str]:
    for name, value in tag.attributes.items():
        local = name.rpartition(":")[2]
        if local in _SPOKEN or local.startswith(("aria-", "data-")):
            yield value


EXTRACTOR = Extractor(
    title="SVG 矢量图",
    media_types=frozenset({"image/svg+xml"}),
    form=Form.PAGE,
    read=read,
    sample=lambda text: (
        f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 1"/><text>{text}</text></svg>'.encode(),
        ".svg",
    ),
    reads="图上的文字、标题与说明、标签属性、注释；嵌入的图像",
    omits="图形的坐标与路径",
)
