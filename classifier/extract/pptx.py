"""PowerPoint（pptx）：幻灯片依次，备注、批注、母版、图表、替代文字、属性。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from classifier.extract import _ooxml, _ooxml_rest
from classifier.extract._base import Extractor, Source
from classifier.extract._ooxml import Package, attribute, local, text_of
from classifier.extract._prompts import PROMPTS
from classifier.model import Item, Outcome, Part, Segment, Unreadable
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield the slides in show order with their notes and comments, then what stands aside."""
    package = Package(source.data)
    name = package.main("ppt/presentation.xml")
    root = package.xml(name)
    if root is None:
        raise Unreadable(Outcome.CORRUPT, "压缩包里没有演示文稿正文")
    relations = package.relations(name)
    listed = [
        relations[key].target
        for item in root.iter(etree.Element)
        if local(item) == "sldId" and (key := _relation_id(item)) in relations
    ]
    orphans = [part for part in package.below("ppt/slides/slide") if part not in listed]
    for number, part in enumerate((*listed, *orphans), 1):
        yield from _slide(package, part, number, listed=part in listed)
    yield from _asides(package)
    yield from _ooxml_rest.rest(package, _place)


def _place(owner: str) -> tuple[str, Part]:
    """Return where a picture stands that the part `owner` shows."""
    name = owner.rpartition("/")[2].removesuffix(".xml")
    if name.startswith(("slideLayout", "slideMaster")):
        return "母版", Part.OTHER
    return (f"幻灯片{name.removeprefix('slide')}", Part.BODY) if name.startswith("slide") else ("备注", Part.OTHER)


def _relation_id(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if "relationships}id" in str(key)), "")


def _slide(package: Package, part: str, number: int, *, listed: bool) -> Iterator[Segment]:
    root = package.xml(part)
    if root is None:
        return
    hidden = root.get("show") == "0" or not listed
    place = f"幻灯片{number}" + ("（隐藏）" if root.get("show") == "0" else "" if listed else "（未列入放映）")
    yield Segment("\n".join(_lines(root)), place, Part.HIDDEN if hidden else Part.BODY, opens_page=True)
    if spoken := list(_spoken(root)):
        yield Segment("\n".join(spoken), f"{place} 替代文字", Part.OTHER)
    for rel in package.relations(part).values():
        if (
            rel.kind in {"notesSlide", "comments"}
            and not rel.external
            and (aside := package.xml(rel.target)) is not None
        ):
            kind = Part.SPEAKER_NOTES if rel.kind == "notesSlide" else Part.COMMENT
            if lines := [line for line in _lines(aside) if line != str(number)]:
                yield Segment("\n".join(lines), f"{place} {kind}", kind)


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield paragraphs, and table rows with their cells separated by TAB; what is drawn for older programs only is left out."""
    kept = list(root.iter("{*}tr", "{*}p", "{*}text"))  # while they are held their ids stay theirs
    inside = {id(item) for part in root.iter("{*}Fallback") for item in part.iter("{*}p", "{*}tr", "{*}text")}
    for element in kept:
        if id(element) in inside:
            continue
        if local(element) == "tr":
            inside |= {id(item) for item in element.iter("{*}p", "{*}tr", "{*}text")}
            yield "\t".join(" ".join(_lines(cell)) for cell in element if local(cell) == "tc")
        elif (line := _paragraph(element)).strip():
            yield line


def _paragraph(element: etree._Element) -> str:
    if local(element) == "text":
        return text_of(element)
    return "".join(text_of(item) if local(item) == "t" else "\n" for item in element.iter("{*}t", "{*}br"))


def _spoken(root: etree._Element) -> Iterator[str]:
    for element in root.iter("{*}cNvPr"):
        yield from (value for key in ("descr", "title") if (value := attribute(element, key).strip()))


def _asides(package: Package) -> Iterator[Segment]:
    for prefix, place in (
        ("ppt/slidemasters/", "母版"),
        ("ppt/slidelayouts/", "版式"),
        ("ppt/notesmasters/", "备注母版"),
        ("ppt/handoutmasters/", "讲义母版"),
        ("ppt/comments/", "批注"),
        ("ppt/charts/chart", "图表"),
        ("ppt/diagrams/data", "SmartArt"),
    ):
        lines: list[str] = []
        for part in package.below(prefix):
            if (root := package.xml(part)) is not None:
                chart = prefix == "ppt/charts/chart"
                found = _ooxml.words(root, frozenset({"v", "t"})) if chart else _lines(root)
                lines += [line for line in found if not any(prompt in line for prompt in PROMPTS)]
        if lines:
            yield Segment("\n".join(dict.fromkeys(lines)), place, Part.OTHER)
    said = [
        value
        for prefix in ("ppt/commentauthors", "ppt/authors", "ppt/tags/")
        for part in package.below(prefix)
        if (root := package.xml(part)) is not None
        for item in root.iter(etree.Element)
        for key in ("name", "val")
        if (value := attribute(item, key).strip())
    ]
    if said:
        yield Segment("\n".join(dict.fromkeys(said)), "批注人与标签", Part.OTHER)


def _sample(text: str) -> tuple[bytes, str]:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        package.writestr("_rels/.rels", rels.format(relation, "officeDocument", "ppt/presentation.xml"))
        package.writestr("ppt/_rels/presentation.xml.rels", rels.format(relation, "slide", "slides/slide1.xml"))
        package.writestr(
            "ppt/presentation.xml", f'<p xmlns:r="{relation}"><sldIdLst><sldId id="256" r:id="r1"/></sldIdLst></p>'
        )
        package.writestr("ppt/slides/slide1.xml", f"<sld><sp><txBody><p><r><t>{text}</t></r></p></txBody></sp></sld>")
    return packed.getvalue(), ".pptx"


EXTRACTOR = Extractor(
    title="PowerPoint 演示文稿（pptx）",
    media_types=frozenset({"application/vnd.openxmlformats-officedocument.presentationml.presentation"}),
    form=Form.SLIDES,
    read=read,
    sample=_sample,
    reads="幻灯片（隐藏的、未列入放映的也读）、表格、组合、备注、批注与批注人、母版与版式、图表、SmartArt、替代文字、标签、自定义数据、超链接、属性；内嵌文件与图片",
    omits="加密且没有密码的；录音录像的内容",
)
