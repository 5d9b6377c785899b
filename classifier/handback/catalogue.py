"""清单里与差异有关的行：按路径、按摘要。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Line = Mapping[str, Any]


def told_of(line: Line) -> frozenset[str]:
    """Return the categories that a listed file was said to fall under, those that an exception lifts among them."""
    return frozenset(line["categories"]) | {tag["category"] for tag in line["tags"]}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a verification needs of the sealed inventory."""

    items: Mapping[str, Line]
    """Path → its line, for the files asked for."""
    by_digest: Mapping[str, tuple[str, ...]]
    """SHA-256 → paths that bear it, for the digests asked for; files inside files as well."""
    members: Mapping[str, tuple[Line, ...]]
    """Path of a file on disk → the lines of what is inside it, for the files asked for."""
    without_digest: Mapping[str, Line]
    """Files on disk of which only name and size are known."""


def catalogue(lines: Iterable[Line], paths: Iterable[str], digests: Iterable[str]) -> Catalogue:
    """Return what an inventory says of some paths and of some digests, in one pass over its lines."""
    wanted_paths, wanted_digests = frozenset(paths), frozenset(digests)
    items, members, bare = dict[str, Line](), dict[str, list[Line]](), dict[str, Line]()
    by_digest = dict[str, list[str]]()
    for line in lines:
        if line["kind"] != "file":
            continue
        path, digest = line["path"], line["sha256"]
        inside = path.partition("!/")[0] if "!/" in path else ""
        if digest in wanted_digests and line["size"]:
            by_digest.setdefault(digest, []).append(path)
        if not digest and not inside:
            bare[path] = line
        if path in wanted_paths or digest in wanted_digests:
            items[path] = line
        if inside in wanted_paths:
            members.setdefault(inside, []).append(line)
    return Catalogue(items, _frozen(by_digest), {path: tuple(found) for path, found in members.items()}, bare)


def _frozen(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
