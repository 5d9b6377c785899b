"""Word（docx）：页眉、正文、表格、文本框、脚注、批注、修订、属性，并算出自动编号。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from classifier.extract import _headings, _ooxml, _ooxml_rest, _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._docx_text import Text, blocks, paragraph
from classifier.extract._numbering import Numbering
from classifier.extract._ooxml import Package, attribute, local
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
        listed = [
            table for table in _outer_tables(root) if _headings.speaks_of_persons(list(_rows(table, _Story(numbering))))
        ]
        for table in listed:
            yield from _table(table, _Story(numbering), f"{part} 表格", part)
        inside = {item for table in listed for item in table.iter("{*}p")}
        texts = [paragraph(item, numbering) for item in root.iter("{*}p") if item not in inside]
        lines = [text.text for text in texts if text.text.strip()]
        lines += [line for text in texts for line in (*text.watermarks, *text.spoken, *text.deleted)]
        lines += [f"批注人：{author}" for item in root if (author := attribute(item, "author"))]
    if lines:
        yield Segment("\n".join(lines), str(part), part)


def _outer_tables(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables of a part that is no story, those inside other tables and those written for older programs left out."""
    for table in root.iter("{*}tbl"):
        if not any(local(above) in {"tbl", "Fallback"} for above in table.iterancestors()):
            yield table


_SETTINGS = frozenset({"docVar", "query", "connectString", "dataSource", "mailSubject", "udl"})
"""Document variables, and where a mail merge takes its rows from."""


class _Story:
    """The body, gathered into runs of paragraphs and tables."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[str] = []
        self.first = 1
        self.tables = 0
        self.aside = Text()

    def add(self, element: etree._Element) -> None:
        text = paragraph(element, self.numbering)
        self.lines.append(text.text.replace("\n", " "))
        self.keep(text)

    def keep(self, text: Text) -> None:
        self.aside.deleted += text.deleted
        self.aside.boxes += text.boxes
        self.aside.spoken += text.spoken
        self.aside.watermarks += text.watermarks
        self.aside.authors += text.authors
        self.aside.tables += text.tables

    def inner(self) -> list[etree._Element]:
        """Return the tables in text boxes and in cells that nobody has taken yet, and take them."""
        found, self.aside.tables = self.aside.tables, []
        return found

    def flush(self) -> Iterator[Segment]:
        if self.lines:
            yield Segment("\n".join(self.lines), "正文", unit=Unit.PARAGRAPH, first=self.first)
            self.first += len(self.lines)
            self.lines = []


def _story(root: etree._Element, numbering: Numbering) -> Iterator[Segment]:
    story = _Story(numbering)
    for block in blocks(root):
        if local(block) == "p":
            story.add(block)
            if len(story.lines) >= TABLE_ROWS:
                yield from story.flush()
        else:
            yield from story.flush()
            story.tables += 1
            yield from _table(block, story, f"表{story.tables}")
    yield from story.flush()
    for table in story.inner():
        yield from _table(table, story, "文本框中的表", Part.TEXT_BOX)
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


def _table(table: etree._Element, story: _Story, place: str, part: Part = Part.BODY) -> Iterator[Segment]:
    """Yield a table, then those that stand in its cells."""
    before = story.inner()
    yield from _tables.segments(_rows(table, story), place, Unit.ROW, part)
    for inside in story.inner():
        yield from _table(inside, story, place if place.endswith("内的表") else f"{place}内的表", part)
    story.aside.tables = before


def _rows(table: etree._Element, story: _Story) -> Iterator[list[str]]:
    for row in _children(table, "tr"):
        yield list(_cells(row, story))


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins", "AlternateContent", "Choice"}:
            yield from _children(child, name)


def _cells(row: etree._Element, story: _Story) -> Iterator[str]:
    """Yield a row's cells, an empty one for each column that a cell reaches over or that the row leaves out before its first."""
    yield from _gap(row, "trPr", "gridBefore")
    for cell in _children(row, "tc"):
        words = []
        for block in blocks(cell):
            if local(block) == "tbl":
                story.aside.tables.append(block)
                continue
            text = paragraph(block, story.numbering)
            words.append(text.text)
            story.keep(text)
        yield " ".join(filter(None, (word.strip() for word in words)))
        yield from _gap(cell, "tcPr", "gridSpan", 1)


def _gap(element: etree._Element, properties: str, name: str, less: int = 0) -> list[str]:
    """Return the empty cells that the properties of a row or a cell speak of."""
    told = next((attribute(item, "val") for item in element.iterfind(f"{{*}}{properties}/{{*}}{name}")), "")
    return [""] * (min(int(told), _WIDEST) - less if told.isdigit() else 0)


_WIDEST = 64
"""Columns that one cell may reach over."""


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
