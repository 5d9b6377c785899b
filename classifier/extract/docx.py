"""Word（docx）：页眉、正文、表格、文本框、脚注、批注、修订、属性，并算出自动编号。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract import _ooxml, _ooxml_rest, _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._numbering import Numbering
from classifier.extract._ooxml import Package, attribute, local, text_of
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_ASIDE = (
    ("footnotes", Part.NOTE),
    ("endnotes", Part.NOTE),
    ("comments", Part.COMMENT),
    ("glossaryDocument", Part.OTHER),
    ("diagramData", Part.OTHER),
    ("settings", Part.OTHER),
    ("chart", Part.OTHER),
)


def read(source: Source) -> Iterator[Item]:
    """Yield headers first (they carry marks), then the body in order, then everything that stands aside."""
    package = Package(source.data)
    name = package.main("word/document.xml")
    root = package.xml(name)
    if root is None:
        raise Unreadable(Outcome.CORRUPT, "压缩包里没有 Word 正文")
    relations = package.relations(name)
    numbering = Numbering(
        package.xml(next((rel.target for rel in relations.values() if rel.kind == "numbering"), "")),
        package.xml(next((rel.target for rel in relations.values() if rel.kind == "styles"), "")),
    )
    for kind, part in (("header", Part.HEADER), ("footer", Part.FOOTER)):
        for rel in relations.values():
            if rel.kind == kind and not rel.external:
                yield from _aside(package, rel.target, part, numbering)
    yield from _story(root, numbering)
    for kind, part in _ASIDE:
        for rel in relations.values():
            if rel.kind == kind and not rel.external:
                yield from _aside(package, rel.target, part, numbering)
    yield from _ooxml_rest.rest(package, _place)


def _place(owner: str) -> tuple[str, Part]:
    """Return where a picture stands that the part `owner` shows."""
    name = owner.rpartition("/")[2]
    for start, part in (("header", Part.HEADER), ("footer", Part.FOOTER), ("comments", Part.COMMENT)):
        if name.startswith(start):
            return str(part), part
    return "正文", Part.BODY


def _aside(package: Package, name: str, part: Part, numbering: Numbering) -> Iterator[Segment]:
    root = package.xml(name)
    if root is None:
        return
    if part is Part.OTHER:
        lines = list(_ooxml.words(root, frozenset({"t", "v"})))
        lines += [attribute(item, "val") for item in root.iter(etree.Element) if local(item) in _SETTINGS]
    else:
        texts = [_paragraph(item, numbering) for item in root.iter("{*}p")]
        lines = [text.text for text in texts if text.text.strip()]
        lines += [line for text in texts for line in (*text.watermarks, *text.spoken, *text.deleted)]
        lines += [f"批注人：{author}" for item in root if (author := attribute(item, "author"))]
    if lines:
        yield Segment("\n".join(lines), str(part), part)


@dataclass(slots=True)
class _Text:
    """What one paragraph holds, its hidden companions apart."""

    pieces: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    watermarks: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class _Story:
    """The body, gathered into runs of paragraphs and tables."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[str] = []
        self.first = 1
        self.tables = 0
        self.aside = _Text()

    def add(self, paragraph: etree._Element) -> None:
        text = _paragraph(paragraph, self.numbering)
        self.lines.append(text.text.replace("\n", " "))
        self.keep(text)

    def keep(self, text: _Text) -> None:
        self.aside.deleted += text.deleted
        self.aside.boxes += text.boxes
        self.aside.spoken += text.spoken
        self.aside.watermarks += text.watermarks
        self.aside.authors += text.authors

    def flush(self) -> Iterator[Segment]:
        if self.lines:
            yield Segment("\n".join(self.lines), "正文", unit=Unit.PARAGRAPH, first=self.first)
            self.first += len(self.lines)
            self.lines = []


def _story(root: etree._Element, numbering: Numbering) -> Iterator[Segment]:
    story = _Story(numbering)
    for block in _blocks(root):
        if local(block) == "p":
            story.add(block)
            if len(story.lines) >= TABLE_ROWS:
                yield from story.flush()
        else:
            yield from story.flush()
            story.tables += 1
            yield from _table(block, story)
    yield from story.flush()
    aside = story.aside
    for lines, place, part in (
        (aside.watermarks, "水印", Part.TEXT_BOX),
        (aside.boxes, Part.TEXT_BOX, Part.TEXT_BOX),
        (aside.deleted, Part.DELETED, Part.DELETED),
        (aside.spoken, "替代文字与表单域", Part.OTHER),
        (list(dict.fromkeys(aside.authors)), "修订人", Part.DELETED),
    ):
        if lines:
            yield Segment("\n".join(lines), str(place), part)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a story at any depth of content controls, in order."""
    for child in element:
        name = local(child)
        if name in {"p", "tbl"}:
            yield child
        elif name not in {"Fallback", "sectPr"}:
            yield from _blocks(child)


def _table(table: etree._Element, story: _Story) -> Iterator[Segment]:
    rows = [list(_cells(row, story)) for row in _children(table, "tr")]
    yield from _tables.segments(iter(rows), f"表{story.tables}", Unit.ROW)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins", "AlternateContent", "Choice"}:
            yield from _children(child, name)


def _cells(row: etree._Element, story: _Story) -> Iterator[str]:
    for cell in _children(row, "tc"):
        span = next((attribute(item, "val") for item in cell.iter("{*}gridSpan")), "")
        words = []
        for paragraph in cell.iter("{*}p"):
            text = _paragraph(paragraph, story.numbering)
            words.append(text.text)
            story.keep(text)
        yield " ".join(filter(None, (word.strip() for word in words)))
        yield from [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> _Text:
    text = _Text()
    properties = next((child for child in paragraph if local(child) == "pPr"), None)
    text.pieces.append(numbering.prefix(properties))
    _inline(paragraph, text, numbering)
    return text


def _inline(element: etree._Element, text: _Text, numbering: Numbering) -> None:
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


def _alternatives(element: etree._Element, text: _Text, numbering: Numbering) -> None:
    """Take in the choices of one content; what is written for older programs only where it says something else."""
    shown = {word for child in element if local(child) != "Fallback" for word in _ooxml.words(child, _WRITTEN)}
    for child in element:
        if local(child) == "Fallback":
            text.boxes += (word for word in _ooxml.words(child, _WRITTEN) if word not in shown)
        else:
            _inline(child, text, numbering)


_WRITTEN = frozenset({"t", "delText"})
_ASIDES = frozenset({"AlternateContent", "delText", "txbxContent", "textpath", "rt"})


def _beside(element: etree._Element, name: str, text: _Text, numbering: Numbering) -> None:
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
        paragraphs = element.iter("{*}p")
        text.boxes += [line for item in paragraphs if (line := _paragraph(item, numbering).text.strip())]


_SETTINGS = frozenset({"docVar", "query", "connectString", "dataSource", "mailSubject", "udl"})
"""Document variables, and where a mail merge takes its rows from."""
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


def _sample(text: str) -> tuple[bytes, str]:
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        package.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
    return packed.getvalue(), ".docx"


EXTRACTOR = Extractor(
    title="Word 文档（docx）",
    media_types=frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    form=Form.WORD,
    read=read,
    sample=_sample,
    reads="正文与自动编号、表格（含嵌套）、文本框、水印、页眉页脚、脚注尾注、批注与批注人、修订增删与修订人、隐藏文字、内容控件与表单域、域代码、超链接、替代文字、拼音、图表、SmartArt、构建基块、自定义数据、属性；内嵌文件、插入的片段与图片",
    omits="加密且没有密码的",
)
