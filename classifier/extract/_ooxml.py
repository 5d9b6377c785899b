"""OOXML 包：限量解压的部件、关系、属性。"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from lxml import etree

from classifier.extract._zip import Remnant, remnants
from classifier.model import Member, Outcome, Unreadable

PART_LIMIT = 96 * 2**20
TOTAL_LIMIT = 512 * 2**20
"""Bytes that parts may inflate to, counted while inflating: declared sizes can lie."""
MAIN = "officeDocument"
_FATAL = 3
"""Level of a parser's message (libxml2) from which the rest of a text may be missing."""
DAMAGE = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


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
        self._zip: zipfile.ZipFile | None = None
        self._remnants: dict[str, Remnant] = {}
        self._unread: list[str] = []
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = self._zip.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error) as error:
            self._remnants = {part.name.decode("utf-8", "replace"): part for part in remnants(data)}
            self.names = list(self._remnants)
            if not self.names:
                raise Unreadable(Outcome.CORRUPT, "压缩包结构损坏，无法打开") from error
        self._inflated = 0
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self.seen = set[str]()
        """Names of the parts that have been asked for, in lower case."""
        self._by_fold = {name.casefold(): name for name in self.names}

    def part(self, name: str, limit: int = PART_LIMIT) -> bytes | None:
        """Return the bytes of a part, None where there is none (letter case does not matter).

        What of a damaged package is left of it; `finish` tells that it was damaged.
        """
        real = self._by_fold.get(name.lstrip("/").casefold())
        if real is None:
            return None
        self.seen.add(real.casefold())
        data = self._content(real, limit + 1)
        self._inflated += len(data)
        if len(data) > limit or self._inflated > TOTAL_LIMIT:
            raise Unreadable(
                Outcome.TOO_LARGE,
                f"解压后超过上限（部件 {limit >> 20} MiB、总计 {TOTAL_LIMIT >> 20} MiB），余下未读",
            )
        return data

    def head(self, name: str, size: int) -> bytes:
        """Return the first bytes of a part, for what looks at a picture's size or takes a member whole."""
        real = self._by_fold.get(name.lstrip("/").casefold())
        return self._content(real, size) if real else b""

    def size(self, name: str) -> int:
        """Return a part's declared size in bytes, 0 where it is not known."""
        return self._zip.getinfo(name).file_size if self._zip else 0

    def _content(self, real: str, limit: int) -> bytes:
        if not self._zip:
            data, whole = self._remnants[real].read(limit)
            if not whole:
                self._unread.append(real)
            return data
        try:
            with self._zip.open(real) as stream:
                return stream.read(limit)
        except DAMAGE:
            self._unread.append(real)
            return b""

    def finish(self) -> None:
        """Raise Unreadable(PARTIAL) where the package was damaged, or parts of it could not be read."""
        if not self._zip:
            raise Unreadable(Outcome.PARTIAL, f"文件不完整，没有目录；由残存的 {len(self._remnants)} 个部件读出")
        if self._unread:
            raise Unreadable(Outcome.PARTIAL, f"部件损坏，未能读取：{'、'.join(self._unread[:5])}")

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of a part, None where it is missing or holds no XML."""
        data = self.part(name)
        root, whole = parsed(data) if data else (None, True)
        if not whole:
            self._unread.append(name)
        return root

    def doubles(self) -> Iterator[Member]:
        """Yield the parts that another of the same name hides, whose letter case may differ: programs disagree on which counts."""
        shown = {self._zip.getinfo(name).header_offset for name in self._by_fold.values()} if self._zip else set()
        for entry in self._zip.infolist() if self._zip else ():
            if entry.header_offset not in shown and not entry.is_dir():
                yield Member(f"{entry.filename}（重名）", partial(self._double, entry), size=entry.file_size)

    def _double(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with zipfile.ZipFile.open(self._zip, entry) as stream:  # type: ignore[arg-type] # there are none without a directory
                return stream.read(limit)
        except DAMAGE as error:
            raise Unreadable(Outcome.CORRUPT, "重名的部件损坏，未能读取") from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the relations of a part by id; those of the package for name "" ."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> Mapping[str, Relation]:
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

    def owners(self) -> Iterator[str]:
        """Yield the names of the parts that point at others."""
        for name in self.names:
            if name.endswith(".rels"):
                folder, base = posixpath.split(name)
                yield posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def parse(data: bytes) -> etree._Element | None:
    """Return the root of an XML part; entities stay unexpanded, nothing outside is loaded, damage is passed over."""
    return parsed(data)[0]


def parsed(data: bytes) -> tuple[etree._Element | None, bool]:
    """Return the root of an XML part, and whether it was read to its end."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    return root, not any(entry.level >= _FATAL for entry in parser.error_log)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace ("" for comments): strict and transitional files differ in it."""
    return _local(element.tag)


@lru_cache(4096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """Return all text below an element: an unexpanded entity cuts `element.text` short, not this."""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by local name, "" where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def words(root: etree._Element, names: frozenset[str]) -> Iterator[str]:
    """Yield the non-empty texts of the elements with these local names."""
    for element in root.iter(*(f"{{*}}{name}" for name in names)):
        if text := text_of(element).strip():
            yield text
