"""标文通（UOF，GB/T 20916）：文字、表格、演示三种，单文件形式与压缩包形式。"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence

from lxml import etree

from classifier.extract import _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source, given
from classifier.extract._ooxml import Package, text_of
from classifier.extract._uof_text import Story, name_of, named, said, sheet_rows, spoken
from classifier.extract._xml import Parts, parse
from classifier.model import Item, Outcome, Part, Picture, Segment, Unit, Unreadable
from recognizers._document import Form

_FLAT, _PACKED = "application/x-uof", "application/x-uof+zip"
_FIRST = "content.xml"
_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".wmf", ".emf")
_BODIES = frozenset({"文字处理", "文字处理文档", "电子表格", "电子表格文档", "演示文稿", "演示文稿文档"})


def read(source: Source) -> Iterator[Item]:
    """Yield headers first, then text, sheets or slides in order, then what stands aside, properties, pictures and files inside."""
    if source.type.media_type == _FLAT:
        root, problem = parse(source.data)
        if root is None:
            raise Unreadable(Outcome.CORRUPT, "没有可读的标文通正文")
        yield from _Document([root]).read()
        if problem:
            raise Unreadable(Outcome.PARTIAL, problem)
        return
    parts = Parts(Package(source.data))
    names = sorted((n for n in parts.package.names if n.lower().endswith(".xml")), key=lambda n: (n != _FIRST, n))
    roots = [root for name in names if (root := parts.xml(name)) is not None]
    if not roots:
        raise Unreadable(Outcome.CORRUPT, "没有可读的标文通正文")
    yield from _Document(roots).read()
    yield from _files(parts)
    parts.finish()


def _files(parts: Parts) -> Iterator[Item]:
    for name in parts.package.names:
        if name.lower().endswith(_PICTURES):
            if data := parts.data(name):
                yield Picture(given(data), "正文")
        elif not name.lower().endswith((".xml", "/")):
            yield parts.member(name)


class _Document:
    """One document: the roots of its parts, the one with the text first."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._roots = roots
        hidden = (
            item for root in roots for item in named(root, "句式样") if any(_hides(x) for x in named(item, "隐藏文字"))
        )
        self._story = Story(hidden=frozenset(said(item, "标识符") for item in hidden))
        self._drawn = {said(item, "标识符"): item for root in roots for item in named(root, "图形")}
        self._shown: set[str] = set()
        self._pictures: list[Picture] = []

    def read(self) -> Iterator[Item]:
        """Yield all that the document holds."""
        body = list(self._body())
        yield from self._aside((Part.HEADER, Part.FOOTER))
        yield from body
        for root in self._roots:
            for item in named(root, "批注集"):
                self._story.keep(Part.COMMENT, item)
        for key, item in self._drawn.items():
            if key not in self._shown:
                self._story.keep(Part.TEXT_BOX, item)
        yield from self._aside(tuple(self._story.aside))
        yield from self._words()
        yield from self._embedded()

    def _aside(self, parts: Sequence[Part]) -> Iterator[Item]:
        for part in parts:
            if lines := dict.fromkeys(filter(str.strip, self._story.aside.pop(part, ()))):
                yield Segment("\n".join(lines), str(part), part)

    def _body(self) -> Iterator[Item]:
        for root in self._roots:
            sheets, slides = list(named(root, "工作表")), list(named(root, "幻灯片"))
            for item in named(root, "页眉页脚") if sheets or slides else ():
                self._story.keep(Part.HEADER, item)
            if sheets:
                yield from self._sheets(sheets)
            elif slides:
                for number, slide in enumerate((item for item in slides if len(item)), 1):
                    yield from self._slide(slide, number)
                for master in named(root, "母版"):
                    if len(master):
                        yield from self._page(master, "母版", Part.OTHER)
            else:
                for body in [item for item in named(root, *_BODIES) if len(item)][:1]:
                    yield from self._text(body)

    def _text(self, body: etree._Element) -> Iterator[Item]:
        lines, first, tables = list[str](), 1, 0
        for item in self._story.blocks(body):
            if isinstance(item, str):
                lines.append(item.replace("\n", " "))
            if lines and (not isinstance(item, str) or len(lines) >= TABLE_ROWS):
                yield Segment("\n".join(lines), "正文", unit=Unit.PARAGRAPH, first=first)
                first, lines = first + len(lines), []
            if not isinstance(item, str):
                tables += 1
                yield from _tables.segments(self._story.rows(item), f"表{tables}", Unit.ROW)
        if lines:
            yield Segment("\n".join(lines), "正文", unit=Unit.PARAGRAPH, first=first)

    def _sheets(self, sheets: Sequence[etree._Element]) -> Iterator[Item]:
        for sheet in sheets:
            hidden = said(sheet, "隐藏", "是否隐藏") == "true"
            place = f"工作表“{said(sheet, '名称')}”" + ("（隐藏）" if hidden else "")
            part = Part.HIDDEN if hidden else Part.BODY
            yield from _tables.segments(sheet_rows(sheet, self._story), place, Unit.CELL, part, opens_page=True)
        yield Segment("\n".join(said(sheet, "名称") for sheet in sheets), "工作表名称", Part.OTHER)

    def _slide(self, slide: etree._Element, number: int) -> Iterator[Item]:
        hidden = said(slide, "显示", "是否显示") == "false"
        place = f"幻灯片{number}" + ("（隐藏）" if hidden else "")
        yield from self._page(slide, place, Part.HIDDEN if hidden else Part.BODY)

    def _page(self, page: etree._Element, place: str, part: Part) -> Iterator[Item]:
        notes = list(named(page, "幻灯片备注"))
        spoken_of = {id(item) for note in notes for item in note.iter(etree.Element)}
        lines, aside = list[str](), list[str]()
        for anchor in page.iter(etree.Element):
            key = said(anchor, "图形引用")
            if key in self._drawn and key not in self._shown:
                self._shown.add(key)
                (aside if id(anchor) in spoken_of else lines).extend(self._lines(self._drawn[key]))
        yield Segment("\n".join(lines), place, part, opens_page=part is not Part.OTHER)
        if aside:
            yield Segment("\n".join(aside), f"{place} {Part.SPEAKER_NOTES}", Part.SPEAKER_NOTES)

    def _lines(self, drawn: etree._Element) -> Iterator[str]:
        for item in self._story.blocks(drawn):
            yield from (
                line for line in ([item] if isinstance(item, str) else self._story.rows_as_lines(item)) if line.strip()
            )

    def _words(self) -> Iterator[Item]:
        """Yield properties, and what attributes and definitions say."""
        properties, others = list[str](), list[str]()
        for root in self._roots:
            for meta in named(root, "元数据"):
                for item in meta.iter(etree.Element):
                    if text := (item.text or "").strip():
                        properties.append(f"{said(item, '名称') or name_of(item)}：{text}")
            others += spoken(root)
        for lines, place, part in (
            (properties, Part.PROPERTIES, Part.PROPERTIES),
            (others, "链接、提示与公式", Part.OTHER),
        ):
            if lines:
                yield Segment("\n".join(dict.fromkeys(lines)), str(place), part)

    def _embedded(self) -> Iterator[Item]:
        for root in self._roots:
            for item in named(root, "其他对象"):
                for data in named(item, "数据"):
                    if content := _decoded(text_of(data)):
                        yield Picture(given(content), "正文")


def _hides(element: etree._Element) -> bool:
    return "false" not in {said(element, "值"), text_of(element).strip()}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _sample(text: str) -> tuple[bytes, str]:
    spaces = 'xmlns:uof="http://schemas.uof.org/cn/2003/uof" xmlns:字="http://schemas.uof.org/cn/2003/uof-wordproc"'
    body = f"<字:段落><字:句><字:文本串>{text}</字:文本串></字:句></字:段落>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><uof:UOF {spaces}><uof:文字处理><字:主体>{body}</字:主体></uof:文字处理></uof:UOF>'.encode(),
        ".uot",
    )


EXTRACTOR = Extractor(
    title="标文通 UOF 文档（uof、uot、uos、uop）",
    media_types=frozenset({_FLAT, _PACKED}),
    form=Form.WORD,
    read=read,
    sample=_sample,
    reads="文字、表格、演示三种，单文件与压缩包：正文与表格、工作表（隐藏的也读）、幻灯片与备注、页眉页脚、脚注尾注、批注与批注人、修订删除、隐藏文字、文本框、链接、提示、属性；内嵌文件与图片",
)
