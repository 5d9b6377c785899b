"""OFD 包：按规范的各种写法找到部件，记下哪些部件已经读过；资源表。"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract._ooxml import attribute, local, text_of
from classifier.extract._xml import Parts


@dataclass(slots=True)
class Package:
    """An open OFD file: finds parts by absolute, relative and wrongly cased paths, and remembers what was read."""

    parts: Parts
    used: set[str] = field(default_factory=set)
    """Names of the parts that have been read, in lower case."""
    known: dict[str, str] = field(init=False)
    """Names of the parts by their lower case."""

    def __post_init__(self) -> None:
        self.known = {name.casefold(): name for name in self.parts.package.names}

    def find(self, loc: str, base: str = "") -> str:
        """Return the name of the part that a path in a part of folder `base` means, "" where there is none."""
        loc = loc.strip().replace("\\", "/")
        tried = [posixpath.normpath(posixpath.join("/" + base, loc)), posixpath.normpath("/" + loc.lstrip("/"))]
        if not loc.startswith("/"):
            tried.append(posixpath.normpath(posixpath.join("/" + base.partition("/")[0], loc)))
        return next(
            (self.known[key] for name in tried if loc and (key := name.lstrip("/").casefold()) in self.known), ""
        )

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None where there is none, and count it as read."""
        self.used.add(name.casefold())
        return self.parts.xml(name) if name else None

    def data(self, name: str) -> bytes:
        """Return the bytes of a part and count it as read."""
        self.used.add(name.casefold())
        return self.parts.data(name) if name else b""

    def left(self) -> list[str]:
        """Return the parts that nothing has read."""
        names = dict.fromkeys(self.parts.package.names)
        return [name for name in names if name.casefold() not in self.used and not name.endswith("/")]


@dataclass(slots=True)
class Resources:
    """What pages refer to by id."""

    media: dict[str, str] = field(default_factory=dict)
    """Names of the image parts."""
    units: dict[str, etree._Element] = field(default_factory=dict)
    """Composite graphic units."""

    def learn(self, package: Package, name: str) -> None:
        """Take in a resource part (GB/T 33190, 7.9)."""
        root = package.xml(name)
        if root is None:
            return
        folder = posixpath.dirname(name)
        base = posixpath.join(folder, attribute(root, "BaseLoc"))
        for item in root.iter(etree.Element):
            if local(item) == "MultiMedia":
                loc = next(values(item, "MediaFile"), "")
                self.media[attribute(item, "ID")] = package.find(loc, base) or package.find(loc, folder)
            elif local(item) == "CompositeGraphicUnit":
                self.units[attribute(item, "ID")] = item
            elif local(item) == "FontFile":
                package.used.add((package.find(text_of(item), base) or package.find(text_of(item), folder)).casefold())


def below(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a local name, at any depth."""
    return (item for item in root.iter(etree.Element) if local(item) == name) if root is not None else iter(())


def values(root: etree._Element | None, name: str) -> Iterator[str]:
    """Yield the texts of the elements of a local name, blanks around them left out."""
    return (text_of(item).strip() for item in below(root, name))


def words(root: etree._Element) -> Iterator[str]:
    """Yield every text and every attribute that holds more than a number, as `名：值` where a name says what it is."""
    for item in root.iter(etree.Element):
        if text := (item.text or "").strip():
            yield f"{local(item)}：{text}"
        yield from (f"{local(item)}：{value}" for value in map(str, item.attrib.values()) if len(value) > 3)
