"""OFD（GB/T 33190 版式文档）：页、模板、批注、附件、标引、签章，未列出的页和早期版本也读。"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract import _ooxml
from classifier.extract._base import Extractor, Source, given
from classifier.extract._der import contents
from classifier.extract._ofd_package import Package, Resources, below, values, words
from classifier.extract._ofd_page import Gatherer, Page
from classifier.extract._ooxml import attribute, local, text_of
from classifier.extract._xml import Parts
from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unit, Unreadable
from recognizers._document import Form

_PAGE_TEXTS = frozenset({"TextObject", "CompositeGraphicUnit"})
_IMAGES = re.compile(r".*\.(?:png|jpe?g|gif|bmp|tiff?|jb2|webp)", re.I)
_WITHOUT_TEXT = re.compile(r".*\.(?:ttf|otf|ttc|cff|pfb|dat|esl)", re.I)
_PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")


def read(source: Source) -> Iterator[Item]:
    """Yield each document's pages with their annotations, then what stands aside, then all parts that nothing refers to."""
    package = Package(Parts(_ooxml.Package(source.data)))
    root = package.xml(package.find("OFD.xml"))
    if root is None:
        raise Unreadable(Outcome.CORRUPT, "压缩包里没有可读的 OFD.xml")
    yield from _properties(root)
    bodies = list(below(root, "DocBody"))
    for number, body in enumerate(bodies, 1):
        label = f"文档{number} " if len(bodies) > 1 else ""
        for loc in values(body, "DocRoot"):
            yield from _Document(package, label).read(package.find(loc))
        for loc in values(body, "Signatures"):
            yield from _signatures(package, package.find(loc))
        yield from _versions(package, body, label)
    yield from _unreferenced(package)
    package.parts.finish()


def _properties(root: etree._Element) -> Iterator[Item]:
    lines = [
        f"{attribute(item, 'Name') or local(item)}：{text}"
        for info in below(root, "DocInfo")
        for item in info.iter(etree.Element)
        if (text := (item.text or "").strip())
    ]
    if lines:
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)


@dataclass(slots=True)
class _Document:
    package: Package
    label: str = ""
    part: Part = Part.BODY
    resources: Resources = field(default_factory=Resources)
    gatherer: Gatherer = field(init=False)
    templates: dict[str, str] = field(default_factory=dict)
    """Names of the template parts not yet shown, by id."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each page stands, by id."""

    def read(self, name: str) -> Iterator[Item]:
        """Yield all of the document whose root part is `name`."""
        root = self.package.xml(name)
        if root is None:
            raise Unreadable(Outcome.CORRUPT, "OFD 文档的根部件缺失或损坏")
        folder = posixpath.dirname(name)
        self.gatherer = Gatherer(self.resources.units)
        for kind in ("PublicRes", "DocumentRes"):
            for loc in values(root, kind):
                self.resources.learn(self.package, self.package.find(loc, folder))
        for item in below(root, "TemplatePage"):
            self.templates[attribute(item, "ID")] = self.package.find(attribute(item, "BaseLoc"), folder)
        yield from self._pages(root, folder)
        yield from self._annotations(root, folder)
        yield from self._asides(root, folder)
        if lines := list(self.gatherer.unshown()):
            yield Segment("\n".join(lines), f"{self.label}未引用的图元", Part.HIDDEN)

    def _pages(self, root: etree._Element, folder: str) -> Iterator[Item]:
        for number, item in enumerate((page for pages in below(root, "Pages") for page in below(pages, "Page")), 1):
            place = f"{self.label}第{number}页"
            self.places[attribute(item, "ID")] = place
            name = self.package.find(attribute(item, "BaseLoc"), folder)
            seen = name.casefold() in self.package.used
            content = None if seen else self.package.xml(name)
            if content is None:
                if not seen:
                    self.package.parts.damaged.setdefault(place, f"{place}缺失或损坏")
                continue
            yield from self._shown(self._page(content, posixpath.dirname(name)), place, self.part, opens_page=True)
        for name in self.templates.values():
            if (content := self.package.xml(name)) is not None:
                yield from self._shown(self.gatherer.page(content), f"{self.label}未使用的模板", Part.HIDDEN)

    def _page(self, content: etree._Element, folder: str) -> Page:
        """Return a page with the templates that no page before it has shown: labels and what fills them are one text."""
        for loc in values(content, "PageRes"):
            self.resources.learn(self.package, self.package.find(loc, folder))
        page = self.gatherer.page(content)
        for item in below(content, "Template"):
            template = self.package.xml(self.templates.pop(attribute(item, "TemplateID"), ""))
            if template is not None:
                under = self.gatherer.page(template)
                page.pieces += under.pieces
                page.images += under.images
        return page

    def _shown(self, page: Page, place: str, part: Part, *, opens_page: bool = False) -> Iterator[Item]:
        text = "\n".join(filter(None, page.lines()))
        if text or opens_page:
            yield Segment(text, place, part, opens_page=opens_page)
        for number in dict.fromkeys(page.images):
            name = self.resources.media.get(number, "")
            if name and name.casefold() not in self.package.used and (data := self.package.data(name)):
                yield Picture(given(data), place, part)

    def _annotations(self, root: etree._Element, folder: str) -> Iterator[Item]:
        for loc in values(root, "Annotations"):
            name = self.package.find(loc, folder)
            listed = self.package.xml(name)
            for page in below(listed, "Page"):
                place = self.places.get(attribute(page, "PageID"), self.label.strip())
                for inner in values(page, "FileLoc"):
                    content = self.package.xml(self.package.find(inner, posixpath.dirname(name)))
                    if content is not None:
                        yield from self._annotation(content, place)

    def _annotation(self, content: etree._Element, place: str) -> Iterator[Item]:
        page = self.gatherer.page(content)
        lines = [f"{text}" for name in ("Remark", "Parameter") for text in values(content, name) if text]
        lines += [who for item in below(content, "Annot") if (who := attribute(item, "Creator"))]
        if lines := list(dict.fromkeys((*page.lines(), *lines))):
            yield Segment("\n".join(lines), place or str(Part.COMMENT), Part.COMMENT)
        page.pieces = []
        yield from self._shown(page, place, Part.COMMENT)

    def _asides(self, root: etree._Element, folder: str) -> Iterator[Item]:
        titles = [title for item in below(root, "OutlineElem") if (title := attribute(item, "Title"))]
        titles += [name for item in below(root, "Bookmark") if (name := attribute(item, "Name"))]
        links = [uri for item in below(root, "URI") if (uri := attribute(item, "URI"))]
        for lines, place, part in ((titles, "大纲", Part.OTHER), (links, Part.LINK, Part.LINK)):
            if lines:
                yield Segment("\n".join(lines), str(place), part)
        for loc in values(root, "Attachments"):
            yield from _attachments(self.package, self.package.find(loc, folder))
        for loc in values(root, "CustomTags"):
            yield from self._tags(self.package.find(loc, folder))
        for loc in values(root, "Extensions"):
            content = self.package.xml(self.package.find(loc, folder))
            if content is not None and (lines := list(words(content))):
                yield Segment("\n".join(lines), "扩展", Part.OTHER)

    def _tags(self, name: str) -> Iterator[Item]:
        """Yield structured tags as `标引：文字`, with the text of the objects that they refer to (GB/T 33190, 16)."""
        listed = self.package.xml(name)
        for item in below(listed, "FileLoc"):
            content = self.package.xml(self.package.find(text_of(item), posixpath.dirname(name)))
            lines = [line for tag in content for line in self._tag(tag)] if content is not None else []
            if lines:
                yield Segment("\n".join(lines), "自定义标引", Part.OTHER)

    def _tag(self, tag: etree._Element) -> Iterator[str]:
        references = [text_of(child).strip() for child in tag if local(child) == "ObjectRef"]
        text = "".join(self.gatherer.texts.get(number, "") for number in references) or (tag.text or "").strip()
        if text and local(tag):
            yield f"{local(tag)}：{text}"
        for child in tag:
            if local(child) not in {"", "ObjectRef"}:
                yield from self._tag(child)


def _attachments(package: Package, name: str) -> Iterator[Item]:
    listed = package.xml(name)
    for item in below(listed, "Attachment"):
        loc = next(values(item, "FileLoc"), "") or attribute(item, "FileLoc")
        part = package.find(loc, posixpath.dirname(name))
        shown = attribute(item, "Name") or posixpath.basename(loc)
        suffix = posixpath.splitext(loc)[1]
        shown += suffix if suffix and not shown.lower().endswith(suffix.lower()) else ""
        package.used.add(part.casefold())
        if part:
            yield package.parts.member(part, f"附件/{shown}")
        else:
            lost = Unreadable(Outcome.CORRUPT, "附件在 OFD 文件里登记，内容缺失")
            yield Member(f"附件/{shown}", lambda _: b"", problem=lost)


def _versions(package: Package, body: etree._Element, label: str) -> Iterator[Item]:
    """Yield what only the other versions of a document hold."""
    for number, item in enumerate(below(body, "Version"), 1):
        name = package.find(attribute(item, "BaseLoc"))
        for loc in values(package.xml(name), "DocRoot"):
            root = package.find(loc, posixpath.dirname(name))
            if root and root.casefold() not in package.used:
                yield from _Document(package, f"{label}版本{number} ", Part.HIDDEN).read(root)


def _signatures(package: Package, name: str) -> Iterator[Item]:
    """Yield who signed and with which seal: what the signature's parts and the certificates say."""
    for item in below(package.xml(name), "Signature"):
        part = package.find(attribute(item, "BaseLoc"), posixpath.dirname(name))
        root, folder = package.xml(part), posixpath.dirname(part)
        if root is None:
            continue
        lines = [
            f"{local(item)}：{value}"
            for kind in ("Provider", "Parameter", "SignatureDateTime")
            for item in below(root, kind)
            for value in (*map(str, item.attrib.values()), (item.text or "").strip())
            if value
        ]
        locs = [*(loc for seal in below(root, "Seal") for loc in values(seal, "BaseLoc")), *values(root, "SignedValue")]
        files = [package.data(package.find(loc, folder)) for loc in locs]
        found = [piece for data in files for piece in contents(data)]
        lines += [piece for piece in found if isinstance(piece, str) and len(piece) > 1]
        if lines:
            yield Segment("\n".join(dict.fromkeys(lines)), "签名签章", Part.OTHER)
        yield from _seal_images([piece for piece in found if isinstance(piece, bytes)])


def _seal_images(pieces: list[bytes]) -> Iterator[Item]:
    for number, data in enumerate(dict.fromkeys(pieces), 1):
        if data.startswith(_PICTURE_STARTS):
            yield Picture(given(data), "印章", Part.OTHER)
        elif data.startswith(b"PK\x03\x04"):
            yield _held(f"印章{number}.ofd", data)


def _held(name: str, data: bytes) -> Member:
    return Member(name, lambda limit: data[:limit], len(data))


def _unreferenced(package: Package) -> Iterator[Item]:
    """Yield the parts that nothing refers to: a place to hide or to forget text."""
    for name in package.left():
        place = f"未列出的部件“{name}”"
        if name.lower().endswith(".xml"):
            root = package.xml(name)
            yield from _hidden(root, place) if root is not None else ()
        elif _IMAGES.fullmatch(name):
            if data := package.data(name):
                yield Picture(given(data), place, Part.HIDDEN)
        elif not _WITHOUT_TEXT.fullmatch(name):
            yield package.parts.member(name)


def _hidden(root: etree._Element, place: str) -> Iterator[Item]:
    if any(local(item) in _PAGE_TEXTS for item in root.iter(etree.Element)):
        lines = [*Gatherer({}).page(root).lines(), *(text for text in values(root, "Remark") if text)]
    else:
        lines = list(words(root))
    if lines:
        yield Segment("\n".join(lines), place, Part.HIDDEN, Unit.LINE)


def _sample(text: str) -> tuple[bytes, str]:
    packed = io.BytesIO()
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr(
            "OFD.xml", f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>D/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        page = '<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>'
        package.writestr("D/D.xml", f"<ofd:Document {space}>{page}</ofd:Document>")
        code = f'<ofd:TextObject Boundary="10 10 100 5" Size="4"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
        layer = f"<ofd:Content><ofd:Layer>{code}</ofd:Layer></ofd:Content>"
        package.writestr("D/P.xml", f"<ofd:Page {space}>{layer}</ofd:Page>")
    return packed.getvalue(), ".ofd"


EXTRACTOR = Extractor(
    title="OFD 版式文档",
    media_types=frozenset({"application/ofd"}),
    form=Form.PDF,
    read=read,
    sample=_sample,
    reads="页面文字（按位置连成行）、模板（只计一次）、复合图元、批注与印章、自定义标引、未列入的页、旧版本、签名人、属性；附件与图片",
    omits="字形替换后与所见不同的字",
)
