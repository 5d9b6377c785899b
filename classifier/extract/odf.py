"""OpenDocument（odt、ods、odp、odg 及其模板和单文件形式）：正文、表格、页眉、批注、修订、隐藏内容、内嵌对象。"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source, given
from classifier.extract._odf_lists import Lists
from classifier.extract._odf_tables import Tables
from classifier.extract._odf_text import Aside, block, inline, paragraphs
from classifier.extract._ooxml import Package, attribute, local, text_of
from classifier.extract._prompts import PROMPTS
from classifier.extract._xml import Parts, parse
from classifier.model import Item, Outcome, Part, Picture, Segment, Unit, Unreadable
from recognizers._document import Form

_TYPE = "application/vnd.oasis.opendocument."
_TEXTS = ("text", "text-template", "text-master", "text-web", "text-flat-xml", "formula")
_SHEETS = ("spreadsheet", "spreadsheet-template", "spreadsheet-flat-xml", "chart")
_SLIDES = ("presentation", "presentation-template", "presentation-flat-xml")
_PAGES = ("graphics", "graphics-template", "graphics-flat-xml")
_OWN = re.compile(
    r"(?:mimetype|(?:content|styles|meta|settings)\.xml|manifest\.rdf|layout-cache|META-INF/.*|Thumbnails/.*"
    r"|Configurations2/.*|ObjectReplacements/.*|.*/(?:settings|styles|meta)\.xml|.*/)"
)
"""Files of the package that are read here, or that repeat what is read: ODF 1.3 part 2, 3."""
_HEADERS = {"header": Part.HEADER, "footer": Part.FOOTER}


def read(source: Source) -> Iterator[Item]:
    """Yield headers first, then the body in order, then what stands aside, the properties, and embedded files."""
    flat = source.type.media_type.endswith("-flat-xml")
    parts = None if flat else Parts(Package(source.data))
    if parts is None:
        content, problem = parse(source.data)
        styles, meta = content, content
    else:
        problem = ""
        content, styles, meta = (parts.xml(f"{name}.xml") for name in ("content", "styles", "meta"))
    if content is None:
        raise Unreadable(Outcome.CORRUPT, "没有可读的 OpenDocument 正文")
    document = _Document(content, styles, Aside(parts))
    yield from document.headers()
    yield from document.body()
    yield from document.aside.segments()
    yield from _properties(meta)
    if parts is not None:
        yield from _others(parts, document.aside)
        parts.finish()
    if problem:
        raise Unreadable(Outcome.PARTIAL, problem)


@dataclass(slots=True)
class _Document:
    content: etree._Element
    styles: etree._Element | None
    aside: Aside
    lists: Lists = field(default_factory=Lists)
    tables: Tables = field(init=False)
    hidden: frozenset[str] = frozenset()
    """Names of the styles that hide a table or a slide."""
    lines: list[str] = field(default_factory=list)
    first: int = 1
    number: int = 0
    """Tables so far."""

    def __post_init__(self) -> None:
        self.lists.learn(self.styles)
        if self.content is not self.styles:
            self.lists.learn(self.content)
        self.hidden = frozenset(_hiding(self.content))
        self.aside.hidden = self.hidden
        self.tables = Tables(self.aside)

    def headers(self) -> Iterator[Item]:
        """Yield what the master pages show on every page, without the prompts of templates."""
        for master in _named(self.styles, "master-page") if self.styles is not None else ():
            for child in master:
                name = local(child)
                part = _HEADERS.get(name.partition("-")[0], Part.OTHER)
                self.aside.place = "" if part is not Part.OTHER else "母版"
                self.aside.boxes_are_body = True
                for line in block(child, self.aside) if name else ():
                    if not line.startswith(PROMPTS):
                        self.aside.put(part, line)
        yield from (
            Picture(item.read, str(Part.HEADER), Part.HEADER) if isinstance(item, Picture) else item
            for item in self.aside.segments()
        )
        self.aside.place, self.aside.boxes_are_body = "", False

    def body(self) -> Iterator[Item]:
        """Yield the text, sheets or slides."""
        for body in _named(self.content, "body"):
            for kind in body:
                name = local(kind)
                if name in {"presentation", "drawing"}:
                    self.aside.boxes_are_body = True
                    yield from self._pages(kind, "幻灯片" if name == "presentation" else "第")
                elif name == "spreadsheet":
                    yield from self._sheets(kind)
                elif name:
                    yield from self._story(kind)
                    yield from self._flush()
        for scripts in _named(self.content, "scripts"):
            self.aside.put(Part.HIDDEN, text_of(scripts), "宏")

    def _story(self, element: etree._Element) -> Iterator[Item]:
        """Yield the paragraphs and tables below an element, in order."""
        for child in element:
            name = local(child)
            if name in {"p", "h"}:
                self._paragraph(child)
            elif name == "list":
                self._list(child, attribute(child, "style-name"), 1)
            elif name == "table":
                yield from self._flush()
                self.number += 1
                yield from _tables.segments(self.tables.rows(child), f"表{self.number}", Unit.ROW)
            elif name == "section" and attribute(child, "display") == "none":
                for line in paragraphs(child, self.aside):
                    self.aside.put(Part.HIDDEN, line)
            elif name in {"section", "index-body", "index-title"} or name.endswith(("-index", "-of-content", "-group")):
                yield from self._story(child)
            elif name:
                self.lines += block(child, self.aside)
            if len(self.lines) >= TABLE_ROWS or self.aside.pictures:
                yield from self._flush()

    def _paragraph(self, element: etree._Element) -> None:
        number = ""
        if local(element) == "h" and attribute(element, "is-list-header") != "true":
            level = attribute(element, "outline-level")
            number = self.lists.prefix("", int(level) if level.isdecimal() else 1)
        self.lines.append(number + inline(element, self.aside).strip())

    def _list(self, element: etree._Element, style: str, depth: int) -> None:
        if depth == 1:
            goes_on = attribute(element, "continue-numbering") == "true" or bool(attribute(element, "continue-list"))
            self.lists.begin(style, goes_on=goes_on)
        for item in element:
            numbered = local(item) == "list-item"
            for child in item:
                if local(child) == "list":
                    self._list(child, attribute(child, "style-name") or style, depth + 1)
                    continue
                number = self.lists.prefix(style, depth, attribute(item, "start-value")) if numbered else ""
                numbered = False
                for index, line in enumerate(block(child, self.aside)):
                    self.lines.append(line if index else number + line)

    def _flush(self) -> Iterator[Item]:
        if self.lines:
            yield Segment("\n".join(self.lines), "正文", unit=Unit.PARAGRAPH, first=self.first)
            self.first += len(self.lines)
            self.lines = []
        yield from self.aside.pictures
        self.aside.pictures = []

    def _sheets(self, element: etree._Element) -> Iterator[Item]:
        yield Segment("\n".join(attribute(item, "name") for item in _named(element, "table")), "工作表名称", Part.OTHER)
        for child in element:
            if local(child) == "table":
                hidden = attribute(child, "style-name") in self.hidden
                place = f"工作表“{attribute(child, 'name')}”" + ("（隐藏）" if hidden else "")
                self.aside.place = place
                part = Part.HIDDEN if hidden else Part.BODY
                yield from _tables.segments(self.tables.rows(child), place, Unit.CELL, part, opens_page=True)
                yield from self.aside.segments()
            elif local(child):
                self.aside.place = ""
                for line in _attributes(child):
                    self.aside.put(Part.OTHER, line, "工作簿定义")
                for line in paragraphs(child, self.aside):
                    self.aside.put(Part.OTHER, line, "工作簿定义")

    def _pages(self, element: etree._Element, word: str) -> Iterator[Item]:
        number = 0
        for page in element:
            if local(page) == "page":
                number += 1
                yield from self._page(page, f"幻灯片{number}" if word == "幻灯片" else f"第{number}页")
            elif local(page).endswith("-decl"):
                self.aside.put(Part.FOOTER, text_of(page))

    def _page(self, page: etree._Element, place: str) -> Iterator[Item]:
        hidden = attribute(page, "style-name") in self.hidden
        self.aside.place = place = place + ("（隐藏）" if hidden else "")
        part = Part.HIDDEN if hidden else Part.BODY
        lines: list[str] = []
        tables = []
        for child in page:
            if local(child) == "notes":
                for line in paragraphs(child, self.aside):
                    self.aside.put(Part.SPEAKER_NOTES, line)
                continue
            found = list(_named(child, "table")) if local(child) == "frame" else []
            tables += found
            lines += block(child, self.aside) if not found else ()
        yield Segment("\n".join(filter(None, lines)), place, part, opens_page=True)
        for index, table in enumerate(tables, 1):
            yield from _tables.segments(self.tables.rows(table), f"{place} 表{index}", Unit.ROW, part)
        yield from self.aside.segments()


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in element.iter(etree.Element) if local(item) == name)


def _hiding(root: etree._Element) -> Iterator[str]:
    for style in _named(root, "style"):
        if any(
            attribute(item, "display") in {"false", "none"} or attribute(item, "visibility") == "hidden"
            for item in style
        ):
            yield attribute(style, "name")


def _attributes(element: etree._Element) -> Iterator[str]:
    """Yield the written texts of definitions: names, rules of validity, conditions."""
    for item in element.iter(etree.Element):
        if line := " ".join(str(value) for value in item.attrib.values() if len(value) > 1):
            yield line


def _properties(meta: etree._Element | None) -> Iterator[Segment]:
    lines = [
        f"{attribute(item, 'name') or local(item)}：{text}"
        for block in (_named(meta, "meta") if meta is not None else ())
        for item in block
        if (text := text_of(item).strip())
    ]
    if lines:
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)


def _others(parts: Parts, aside: Aside) -> Iterator[Item]:
    """Yield embedded objects, then pictures and files of the package that nothing has shown."""
    for name in parts.package.names:
        folder = name.removesuffix("/content.xml")
        if folder != name:
            aside.objects.setdefault(folder, "")
    for folder, place in aside.objects.items():
        yield from _embedded(parts, folder, f"{place} 嵌入对象“{folder}”".strip())
    for name in dict.fromkeys(parts.package.names):
        if name in aside.used or name.endswith("content.xml") or _OWN.fullmatch(name):
            continue
        if name.startswith("Pictures/"):
            if data := parts.data(name):
                yield Picture(given(data), "未引用的图片", Part.OTHER)
        else:
            yield parts.member(name)


def _embedded(parts: Parts, folder: str, place: str) -> Iterator[Item]:
    """Yield the text of an object that is an OpenDocument itself: a chart with its data, a sheet, a formula."""
    root = parts.xml(f"{folder}/content.xml")
    if root is None:
        return
    document = _Document(root, None, Aside(parts, place))
    for item in document.body():
        if isinstance(item, Segment) and item.text.strip():
            yield Segment(item.text, f"{place} {item.place}".strip(), Part.OTHER, item.unit, item.first, item.headings)
    yield from document.aside.segments()


def _sample(text: str) -> tuple[bytes, str]:
    spaces, packed = "urn:oasis:names:tc:opendocument:xmlns:", io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", f"{_TYPE}text")
        package.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{spaces}office:1.0" xmlns:t="{spaces}text:1.0"><o:body><o:text>'
            f"<t:p>{text}</t:p></o:text></o:body></o:document-content>",
        )
    return packed.getvalue(), ".odt"


def _types(names: Sequence[str]) -> frozenset[str]:
    return frozenset(_TYPE + name for name in names)


EXTRACTOR = Extractor(
    title="OpenDocument 文档（odt、ods、odp）",
    media_types=_types((*_TEXTS, *_SHEETS, *_SLIDES, *_PAGES)),
    form=Form.WORD,
    read=read,
    sample=_sample,
    forms=dict.fromkeys(_types(_SHEETS), Form.SHEET) | dict.fromkeys(_types((*_SLIDES, *_PAGES)), Form.SLIDES),
    reads="正文与列表编号、表格、页眉页脚、批注、修订删除、隐藏文字与隐藏表、文本框、替代文字、备注、图表、属性；内嵌文件与图片",
    omits="没有密码的加密件",
)
