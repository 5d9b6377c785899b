"""OOXML 包里文档之外的部件：属性、外部链接、图片、内嵌文件、重名与未列出的部件。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from classifier.extract import _ole
from classifier.extract._ooxml import Package, local, words
from classifier.model import Item, Member, Part, Picture, Segment

_FOLDERS = ("/embeddings/",)
_DULL = (
    "/theme/",
    "styles",
    "fonttable",
    "websettings",
    "numbering",
    "[content_types]",
    "viewprops",
    "presprops",
    "tablestyles",
    "calcchain",
    "/ctrlprops/",
    "/activex/",
)
_TEXTS = frozenset({"t", "v", "delText", "instrText", "text", "is"})
_SIGNED = frozenset({"SignatureText", "SignatureComments", "X509IssuerName", "X509SubjectName", "SignatureProviderUrl"})
_INSERTED = frozenset({"package", "oleObject", "aFChunk"})
_NO_PICTURES = (
    ".wav",
    ".mp3",
    ".m4a",
    ".wma",
    ".mp4",
    ".mov",
    ".avi",
    ".wmv",
    ".mpg",
    ".mpeg",
    ".bin",
    ".xml",
    ".rels",
)


def rest(package: Package, place_of: Callable[[str], tuple[str, Part]]) -> Iterator[Item]:
    """Yield what every kind of package holds beside its document; raises Unreadable(PARTIAL) at the end where a part was damaged."""
    yield from properties(package)
    yield from pictures(package, place_of)
    yield from embedded(package)
    yield from package.doubles()
    yield from unlisted(package)
    package.finish()


def unlisted(package: Package) -> Iterator[Segment]:
    """Yield the texts of parts that nothing points at, and who signed: places to hide or to forget text."""
    for name in dict.fromkeys(package.names):
        folded = name.casefold()
        if not folded.endswith(".xml") or folded in package.seen or any(part in folded for part in _DULL):
            continue
        root = package.xml(name)
        if root is not None and (
            lines := list(words(root, _SIGNED if folded.startswith("_xmlsignatures/") else _TEXTS))
        ):
            yield Segment("\n".join(lines), f"未列出的部件“{name}”", Part.HIDDEN)


def properties(package: Package) -> Iterator[Segment]:
    """Yield the document properties and the outside targets that parts point at."""
    lines = []
    for name in package.below("docprops/"):
        root = package.xml(name)
        if root is not None:
            lines += [
                f"{local(item)}：{text}" for item in root.iter(etree.Element) if (text := (item.text or "").strip())
            ]
    if lines:
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
    custom = [
        text
        for name in package.below("customxml/item")
        if (root := package.xml(name)) is not None
        for text in map(str, root.itertext())
        if text.strip()
    ]
    if custom:
        yield Segment("\n".join(str(text).strip() for text in custom), "自定义数据", Part.OTHER)
    targets = [rel.target for owner in package.owners() for rel in package.relations(owner).values() if rel.external]
    if targets:
        yield Segment("\n".join(dict.fromkeys(targets)), Part.LINK, Part.LINK)


def pictures(package: Package, place_of: Callable[[str], tuple[str, Part]]) -> Iterator[Picture]:
    """Yield the pictures of a package once each, with the place that `place_of` gives for the part that shows it."""
    shown = {
        rel.target: owner
        for owner in package.owners()
        for rel in package.relations(owner).values()
        if rel.kind == "image" and not rel.external
    }
    for name in package.names:
        if "/media/" in name and not name.lower().endswith(_NO_PICTURES):
            place, part = place_of(shown.get(name, ""))
            yield Picture(partial(package.head, name), place, part)


def _is_film(name: str) -> bool:
    return "/media/" in name and name.lower().endswith(_NO_PICTURES)


def _is_formula(package: Package, name: str) -> bool:
    return name.endswith(".bin") and _ole.is_formula(package.head(name, _ole.FORMULA_HEAD))


def embedded(package: Package) -> Iterator[Member]:
    """Yield the files inside the file: embedded documents, objects, inserted pieces of other formats, sound and film."""
    inserted = {
        rel.target
        for owner in package.owners()
        for rel in package.relations(owner).values()
        if rel.kind in _INSERTED and not rel.external
    }
    for name in package.names:
        kept = name in inserted or any(folder in name for folder in _FOLDERS) or _is_film(name)
        if kept and not name.endswith("/") and not _is_formula(package, name):
            yield Member(name, partial(package.head, name), size=package.size(name))
