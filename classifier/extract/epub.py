"""电子书（EPUB）：目录信息、各章依次、图片；其余文件作为成员交出。"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from classifier import decode
from classifier.extract import _page
from classifier.extract._base import Extractor, Source
from classifier.extract._ooxml import Package, attribute, local, text_of
from classifier.extract._xml import Parts
from classifier.model import Item, Outcome, Part, Picture, Segment, Unreadable
from recognizers._document import Form

_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = (".xhtml", ".html", ".htm", ".xml", ".svg")
_DULL = (".css", ".ttf", ".otf", ".woff", ".woff2", ".ncx", ".opf", "/")
_OWN = ("mimetype", "META-INF/")
_FONT_LOCKS = ("idpf.org/2008/embedding", "ns.adobe.com/pdf/enc#rc")
"""Algorithms that only make fonts unusable outside the book (EPUB 3.3, 4.2.6.3.1)."""


def read(source: Source) -> Iterator[Item]:
    """Yield the metadata, the chapters in reading order, chapters out of order, pictures and other files. ENCRYPTED under DRM."""
    package = Package(source.data)
    parts = Parts(package)
    _refuse_locked(parts)
    book = next((attribute(item, "full-path") for item in _named(parts.xml(_CONTAINER), "rootfile")), "")
    book = book or next((name for name in package.names if name.lower().endswith(".opf")), "")
    root = parts.xml(book) if book else None
    if lines := list(_metadata(root)):
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
    listed = [name for name in _spine(root, posixpath.dirname(book)) if name in package.names]
    others = [name for name in package.names if name.lower().endswith(_PAGES) and not name.startswith(_OWN)]
    chapters = list(dict.fromkeys((*listed, *others)))
    if not chapters:
        raise Unreadable(Outcome.CORRUPT, "电子书里没有章节")
    for number, name in enumerate(chapters, 1):
        place = f"第{number}章" if name in listed else f"未列入目录的“{posixpath.basename(name)}”"
        for item in _page.items(decode.decode(parts.data(name)).text):
            yield replace(item, place=place if item.place == "正文" else f"{place} {item.place}")
    for name in package.names:
        if name in chapters or name.startswith(_OWN) or name.lower().endswith(_DULL):
            continue
        picture = name.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"))
        yield Picture(lambda limit, name=name: package.head(name, limit), "插图") if picture else parts.member(name)  # type: ignore[misc]
    parts.finish()
    package.finish()


def _refuse_locked(parts: Parts) -> None:
    methods = [attribute(item, "Algorithm") for item in _named(parts.xml(_LOCKS), "EncryptionMethod")]
    if any(not any(mark in method for mark in _FONT_LOCKS) for method in methods):
        raise Unreadable(Outcome.ENCRYPTED, "电子书设有版权加密，未能读取")


def _named(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (item for item in root.iter(etree.Element) if local(item) == name) if root is not None else iter(())


def _metadata(root: etree._Element | None) -> Iterator[str]:
    for block in _named(root, "metadata"):
        for item in block:
            text = text_of(item).strip() or attribute(item, "content")
            if local(item) and text:
                yield f"{attribute(item, 'name') or attribute(item, 'property') or local(item)}：{text}"


def _spine(root: etree._Element | None, folder: str) -> Iterator[str]:
    """Yield the names of the chapters in reading order."""
    targets = {attribute(item, "id"): attribute(item, "href") for item in _named(root, "item")}
    for item in _named(root, "itemref"):
        if target := targets.get(attribute(item, "idref"), ""):
            yield posixpath.normpath(posixpath.join(folder, unquote(target)))


def _sample(text: str) -> tuple[bytes, str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr(_CONTAINER, '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>')
        package.writestr(
            "a.opf",
            '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        package.writestr("a.xhtml", f"<html><body><p>{text}</p></body></html>")
    return packed.getvalue(), ".epub"


EXTRACTOR = Extractor(
    title="电子书（EPUB）",
    media_types=frozenset({"application/epub+zip"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="书名、作者等信息，各章（未列入目录的也读）、表格、替代文字与注释；插图，其余文件各为一条记录",
    omits="设有版权加密的",
)
