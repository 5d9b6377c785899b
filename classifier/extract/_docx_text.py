"""docx 的一段文字：正文之外的文本框、水印、删除的字、替代文字分开放。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract import _ooxml
from classifier.extract._numbering import Numbering
from classifier.extract._ooxml import attribute, local, text_of


@dataclass(slots=True)
class Text:
    """What one paragraph holds, its hidden companions apart."""

    pieces: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    tables: list[etree._Element] = field(default_factory=list)
    """Those in its text boxes."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def paragraph(element: etree._Element, numbering: Numbering) -> Text:
    """Return what a paragraph holds, its automatic number first."""
    text = Text()
    properties = next((child for child in element if local(child) == "pPr"), None)
    text.pieces.append(numbering.prefix(properties))
    _inline(element, text, numbering)
    return text


def _inline(element: etree._Element, text: Text, numbering: Numbering) -> None:
    for child in element:
        name = local(child)
        if name in {"t", "instrText"}:
            text.pieces.append(text_of(child))
        elif name in _MARKS:
            text.pieces.append(_MARKS[name])
        elif name == "sym":
            text.pieces.append(_symbol(child))
        elif name == "oMath":
            text.pieces += _ooxml.words(child, frozenset({"t"}))
        elif name in _ASIDES:
            _beside(child, name, text, numbering)
        elif name not in {"Fallback", "pPr", "rPr", "p", "tbl"}:
            if name in _SAID:
                text.spoken += [value for key in _SAID[name] if (value := attribute(child, key).strip())]
            elif name in _REVISIONS and (author := attribute(child, "author")):
                text.authors.append(author)
            _inline(child, text, numbering)


def _alternatives(element: etree._Element, text: Text, numbering: Numbering) -> None:
    """Take in the choices of one content; what is written for older programs only where it says something else."""
    shown = {word for child in element if local(child) != "Fallback" for word in _ooxml.words(child, _WRITTEN)}
    for child in element:
        if local(child) == "Fallback":
            text.boxes += (word for word in _ooxml.words(child, _WRITTEN) if word not in shown)
        else:
            _inline(child, text, numbering)


_WRITTEN = frozenset({"t", "delText"})
_ASIDES = frozenset({"AlternateContent", "delText", "txbxContent", "textpath", "rt"})


def _beside(element: etree._Element, name: str, text: Text, numbering: Numbering) -> None:
    """Take in what is no part of the running line: deleted text, boxes, watermarks, the sounds above characters."""
    if name == "AlternateContent":
        _alternatives(element, text, numbering)
    elif name == "delText":
        text.deleted.append(text_of(element))
    elif name == "textpath":
        text.watermarks += filter(None, [attribute(element, "string").strip()])
    elif name == "rt":
        text.spoken.append(text_of(element).strip())
    else:
        for block in blocks(element):
            if local(block) == "tbl":
                text.tables.append(block)
            else:
                _box(paragraph(block, numbering), text)


def _box(inner: Text, text: Text) -> None:
    """Take in a paragraph of a text box, and what stands in a box inside it."""
    text.boxes += [line for line in (inner.text.strip(), *inner.boxes) if line]
    text.tables += inner.tables


_SAID = {
    "docPr": ("descr", "title"),
    "cNvPr": ("descr", "title"),
    "shape": ("alt",),
    "imagedata": ("title",),
    "default": ("val",),
    "helpText": ("val",),
    "statusText": ("val",),
    "listEntry": ("val",),
}
"""Attributes that a person sees or hears: pictures' spoken words, form fields' values."""
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_STARS = {"F0AB": "★", "F0B6": "☆"}


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char").upper()
    try:
        return _STARS.get(code) or chr(int(code, 16))
    except ValueError:
        return ""


def blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a story at any depth of content controls, in order."""
    for child in element:
        name = local(child)
        if name in {"p", "tbl"}:
            yield child
        elif name not in {"Fallback", "sectPr"}:
            yield from blocks(child)
