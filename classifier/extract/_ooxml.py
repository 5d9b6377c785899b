"""OOXML 包：限量解压的部件、关系、属性。"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from classifier.model import Outcome, Part, Segment, Unreadable

PART_LIMIT = 96 * 2**20
TOTAL_LIMIT = 512 * 2**20
"""Bytes that parts may inflate to, counted while inflating: declared sizes can lie."""
MAIN = "officeDocument"
_EMBEDDED = ("/embeddings/",)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: an internal part's name, or an outside target."""

    kind: str
    """Last word of the relationship type: `header`, `comments`, `hyperlink` …"""
    target: str
    external: bool


class Package:
    """An open OOXML file. Raises Unreadable(CORRUPT) where it is no usable zip, Unreadable(TOO_LARGE) over the limits."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Unreadable(Outcome.CORRUPT, "压缩包结构损坏，无法打开") from error
        self._inflated = 0
        self.names = self._zip.namelist()
        self._by_fold = {name.casefold(): name for name in self.names}

    def part(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where there is none (letter case does not matter)."""
        real = self._by_fold.get(name.lstrip("/").casefold())
        if real is None:
            return None
        try:
            with self._zip.open(real) as stream:
                data = stream.read(PART_LIMIT + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            zlib.error,
        ) as error:
            raise Unreadable(Outcome.PARTIAL, f"部件 {real} 损坏，未能读取") from error
        self._inflated += len(data)
        if len(data) > PART_LIMIT or self._inflated > TOTAL_LIMIT:
            raise Unreadable(
                Outcome.TOO_LARGE,
                f"解压后超过上限（部件 {PART_LIMIT >> 20} MiB、总计 {TOTAL_LIMIT >> 20} MiB），余下未读",
            )
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of a part, None where it is missing or holds no XML."""
        data = self.part(name)
        return parse(data) if data else None

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relations of a part by id; those of the package for name "" ."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for item in root if root is not None else ():
            target, external = item.get("Target", ""), item.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[item.get("Id", "")] = Relation(item.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found

    def main(self, fallback: str) -> str:
        """Return the name of the main part."""
        return next((rel.target for rel in self.relations("").values() if rel.kind == MAIN), fallback)

    def below(self, prefix: str, suffix: str = ".xml") -> list[str]:
        """Return the parts whose names begin and end so, in numeric order."""
        found = (
            name
            for name in self.names
            if name.casefold().startswith(prefix) and name.endswith(suffix) and "/_rels/" not in name
        )
        return sorted(found, key=lambda name: (len(name), name))

    def embedded(self) -> list[str]:
        """Return the names of embedded objects that are documents of their own."""
        return [name for name in self.names if any(folder in name for folder in _EMBEDDED) and not name.endswith("/")]


def parse(data: bytes) -> etree._Element | None:
    """Return the root of an XML part; entities stay unexpanded, nothing outside is loaded, damage is passed over."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace ("" for comments): strict and transitional files differ in it."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text below an element: an unexpanded entity cuts `element.text` short, not this."""
    return "".join(map(str, element.itertext()))


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by local name, "" where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def words(root: etree._Element, names: frozenset[str]) -> Iterator[str]:
    """Yield the non-empty texts of the elements with these local names."""
    for element in root.iter(etree.Element):
        if local(element) in names and (text := text_of(element).strip()):
            yield text


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
    targets = [rel.target for name in package.names if name.endswith(".rels") for rel in _targets(package, name)]
    if targets:
        yield Segment("\n".join(dict.fromkeys(targets)), Part.LINK, Part.LINK)


def _targets(package: Package, rels: str) -> Iterator[Relation]:
    folder, base = posixpath.split(rels)
    owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    return (rel for rel in package.relations(owner).values() if rel.external)


def unread_objects(package: Package) -> None:
    """Raise Unreadable(PARTIAL) where the package holds embedded documents that are not opened."""
    if found := [name.rsplit("/", 1)[-1] for name in package.embedded() if not name.endswith(".bin")]:
        raise Unreadable(Outcome.PARTIAL, f"内嵌文件 {len(found)} 个未读取：{'、'.join(found[:5])}")
