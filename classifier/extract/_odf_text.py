"""OpenDocument 的段落：行内文字，和从段落里分出去的批注、脚注、文本框、图片、链接。"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract._base import given
from classifier.extract._ooxml import attribute, local, text_of
from classifier.extract._xml import Parts
from classifier.model import Member, Part, Picture, Segment

_BLANKS_AT_MOST = 1000
_ASIDE = {"annotation": Part.COMMENT, "note": Part.NOTE, "text-box": Part.TEXT_BOX, "tracked-changes": Part.DELETED}
_OBJECTS = frozenset({"image", "object", "object-ole", "plugin"})
_SAID_BY = frozenset({"creator", "date", "note-citation"})
_DECLARED = ("string-value", "value", "current-value", "label", "description", "condition", "date-value")
_DECLARERS = frozenset(
    "hidden-text hidden-paragraph hidden-section user-field-decl variable-set variable-decl user-field-get conditional-text"
    " text textarea button combobox listbox option item checkbox radio fixed-text formatted-text property".split()
)
_WHITE = {"tab": "\t", "line-break": " ", "soft-page-break": ""}


@dataclass(slots=True)
class Aside:
    """What a document's paragraphs hold beside their text, gathered by where it stands."""

    parts: Parts | None
    """None for a flat file, which holds everything inside itself."""
    place: str = ""
    """The sheet or slide that is being read."""
    lines: dict[tuple[str, Part], list[str]] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Names of the package's files that a part has shown."""
    objects: dict[str, str] = field(default_factory=dict)
    """Names of embedded objects, with the place of each."""
    boxes_are_body: bool = False
    """On slides and drawings all text stands in boxes."""
    hidden: frozenset[str] = frozenset()
    """Names of the styles whose text is not shown."""

    def put(self, part: Part, text: str, place: str | None = None) -> None:
        """Keep a text that stands beside the body."""
        if text := text.strip():
            self.lines.setdefault((self.place if place is None else place, part), []).append(text)

    def segments(self) -> Iterator[Segment | Picture | Member]:
        """Yield what has been kept, and forget it."""
        for (place, part), lines in self.lines.items():
            yield Segment("\n".join(lines), place or str(part), part)
        yield from self.pictures
        yield from self.members
        self.lines, self.pictures, self.members = {}, [], []


def inline(element: etree._Element, aside: Aside) -> str:
    """Return the text of a paragraph as it reads; everything else in it, hidden text too, goes to `aside`."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(_piece(child, aside))
        pieces.append(child.tail or "")
    text = "".join(pieces)
    if aside.hidden and text and attribute(element, "style-name") in aside.hidden:
        aside.put(Part.HIDDEN, text)
        return ""
    return text


def block(element: etree._Element, aside: Aside) -> Iterator[str]:
    """Yield the lines of an element that is a paragraph or holds some, and keep what stands beside."""
    name = local(element)
    if name in {"p", "h"}:
        yield inline(element, aside).strip()
    elif _stands_aside(name, aside) or name in _DECLARERS or name in _OBJECTS or _is_spoken(element):
        if text := _piece(element, aside).strip():
            yield text
    elif name not in _SAID_BY:
        yield from paragraphs(element, aside)


def paragraphs(element: etree._Element, aside: Aside) -> Iterator[str]:
    """Yield the lines of everything below an element."""
    for child in element:
        yield from block(child, aside)


def _piece(child: etree._Element, aside: Aside) -> str:
    name = local(child)
    if not name or name in _WHITE:
        return _WHITE.get(name) or str(child.text or "") * isinstance(child, etree._Entity)
    if name == "s":
        written = attribute(child, "c")
        return " " * (min(int(written), _BLANKS_AT_MOST) if written.isdecimal() else 1)
    if _stands_aside(name, aside):
        _set_aside(child, _ASIDE[name], aside)
        return ""
    if _is_spoken(child):
        aside.put(Part.OTHER, text_of(child), f"{aside.place} 替代文字".strip())
        return ""
    if name in _OBJECTS:
        _shown(child, name, aside)
        return ""
    if name in _DECLARERS:
        _declare(child, aside)
    if name == "a":
        aside.put(Part.LINK, attribute(child, "href"))
    text = inline(child, aside)
    return f"{text} " if name in {"p", "h"} else text


def _set_aside(element: etree._Element, part: Part, aside: Aside) -> None:
    """Keep the paragraphs of an annotation, a note, a box or a deletion as lines of their own."""
    who = [text_of(item) for item in element.iter(etree.Element) if local(item) in {"creator", "date"}]
    for line in paragraphs(element, aside):
        aside.put(part, line)
    if part in {Part.COMMENT, Part.DELETED} and who:
        aside.put(part, f"作者：{' '.join(who)}")


def _shown(element: etree._Element, name: str, aside: Aside) -> None:
    """Take in an image or an embedded object: by its name in the package, or as it stands inside a flat file."""
    inside = next((item for item in element if local(item) == "binary-data"), None)
    if inside is not None and (data := _decoded(text_of(inside))):
        if name == "image":
            aside.pictures.append(Picture(given(data), aside.place or "正文"))
        else:
            aside.members.append(Member(f"内嵌对象{len(aside.members) + 1}", lambda limit: data[:limit], len(data)))
        return
    target = attribute(element, "href").removeprefix("./")
    if name == "image":
        _picture(target, aside)
    elif target:
        aside.objects.setdefault(target, aside.place)
    for line in paragraphs(element, aside):
        aside.put(Part.OTHER, line, f"{aside.place} 嵌入对象".strip())


def _picture(target: str, aside: Aside) -> None:
    if aside.parts is None or not target or target in aside.used or target.startswith("ObjectReplacements/"):
        return
    aside.used.add(target)
    if "://" in target or target.startswith(("/", "../")):
        aside.put(Part.LINK, target)
    elif data := aside.parts.data(target):
        aside.pictures.append(Picture(given(data), aside.place or "正文"))


def _stands_aside(name: str, aside: Aside) -> bool:
    return name in _ASIDE and not (name == "text-box" and aside.boxes_are_body)


def _is_spoken(element: etree._Element) -> bool:
    """Return whether an element is a name or description that is read aloud; a field of the same name is text."""
    return local(element) in {"title", "desc"} and "xmlns:text" not in str(element.tag)


def _declare(element: etree._Element, aside: Aside) -> None:
    """Keep the values of fields and form controls that need not be shown anywhere."""
    values: Mapping[str, str] = {name: attribute(element, name) for name in _DECLARED}
    if line := " ".join(dict.fromkeys(filter(None, values.values()))):
        aside.put(Part.HIDDEN, line)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
