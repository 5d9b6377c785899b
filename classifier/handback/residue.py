"""查找留存：乙方的电脑上还有清单资料的什么；只看，不删、不动（协议第6条第1、2项）。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

import dictionaries
from classifier.escape import printable
from classifier.handback import index, package
from classifier.handback.compare_files import compared, saved
from classifier.handback.counted import counted
from classifier.handback.explain import SAME_TEXT
from classifier.handback.index import NO_COMMON_TEXT, CommonText, Index
from classifier.handback.package import Package
from classifier.handback.titles import stem_of
from classifier.model import File, Outcome
from classifier.record import Record, Shared
from classifier.settings import Settings
from classifier.walk import walk

SAME_BYTES, SAME_TEXTS, EXCERPT = "same_bytes", "same_text", "excerpt"
HOW = {SAME_BYTES: "逐字节相同", SAME_TEXTS: "同样的文字，另一种格式或另存", EXCERPT: "摘录"}
_LEAST_BYTES = 32
"""Bytes from which equal files are no coincidence."""
_LEAST_CHARACTERS = 32
"""Counted characters of shared runs from which a file is named: one window."""
_NAME_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Something left of a listed document. Safe to write down."""

    path: str
    source: str
    how: str
    characters: int
    """Counted characters in common, at least; 0 where bytes alone are known to agree."""
    where: str
    shown: str
    """Masked."""

    def line(self) -> Mapping[str, Any]:
        """Return the JSON line."""
        return {
            "kind": "residue",
            "path": self.path,
            "source": self.source,
            "how": self.how,
            "characters": self.characters,
            "where": self.where,
            "shown": self.shown,
        }


@dataclass(frozen=True, slots=True)
class Gap:
    """A file of which something was not read: nothing found in it says nothing."""

    path: str
    outcome: Outcome
    detail: str
    namesake: str = ""
    """The listed document whose name it bears, "" for none: the first to look at."""


@dataclass(slots=True)
class Coverage:
    """How far "nothing found" reaches."""

    files: int = 0
    inside: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    listed: int = 0
    """Listed files, those inside others among them."""
    by_text: int = 0
    """Listed documents that are known again by their text."""
    partly: int = 0
    """Of these, documents of which only the beginning is known."""
    common_only: tuple[str, ...] = ()
    """Listed documents that hold nothing but text that many share: only their bytes and whole text are known again."""
    tiny: int = 0
    """Listed files too small to be told from any other."""


@dataclass(frozen=True, slots=True)
class Residue:
    """The result of a search."""

    package: Package
    roots: tuple[Path, ...]
    hits: tuple[Hit, ...]
    gaps: tuple[Gap, ...]
    coverage: Coverage
    ocr: bool


def residue(
    sealed: Package,
    roots: Iterable[Path],
    settings: Settings,
    *,
    shared: CommonText = NO_COMMON_TEXT,
    step: Callable[[], object] = lambda: None,
) -> Residue:
    """Return what is left below `roots` of the material that a package lists.

    `shared` is the text that is no evidence; `step` is called for every file. Raises OSError.
    """
    roots = tuple(roots)
    prints = list(index.prints_of(sealed.lines(package.FINGERPRINTS)))
    built = index.build(prints, shared)
    search = _Search(sealed, built)
    search.coverage.partly = sum(not line["whole"] for line in sealed.lines(package.FINGERPRINTS))
    with saved(built) as folder:
        for root in roots:
            own = replace(settings, root=root, history=True)
            for record in compared(_files(root, sealed.path), own, folder, classify=False):
                search.take(record, f"{root.name}/" if len(roots) > 1 else "")
                step()
    hits = sorted(search.hits, key=lambda hit: (_bytes(hit.path), _bytes(hit.source)))
    gaps = sorted(search.gaps, key=lambda gap: (not gap.namesake, _bytes(gap.path)))
    return Residue(sealed, roots, tuple(hits), tuple(gaps), search.coverage, settings.ocr)


def _files(root: Path, sealed: Path) -> Iterator[File]:
    for file in walk(root):
        if not (root / file.name).is_relative_to(sealed):
            yield file


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


class _Search:
    """What has been found so far."""

    def __init__(self, sealed: Package, built: Index) -> None:
        self.hits: list[Hit] = []
        self.gaps: list[Gap] = []
        self.coverage = Coverage(
            by_text=sum(item.windows > 0 for item in built.listed), common_only=tuple(sorted(built.common))
        )
        self._characters = {item.path: item.characters for item in built.listed}
        self._by_digest, self._by_name = dict[str, str](), dict[str, str]()
        for line in sealed.lines(package.INVENTORY):
            if line["kind"] == "file":
                self._list(line)

    def _list(self, line: Mapping[str, Any]) -> None:
        self.coverage.listed += 1
        self.coverage.tiny += line["size"] < _LEAST_BYTES
        if line["sha256"] and line["size"] >= _LEAST_BYTES:
            self._by_digest.setdefault(line["sha256"], line["path"])
        if name := _plain_name(line["path"]):
            self._by_name.setdefault(name, line["path"])

    def take(self, record: Record, prefix: str) -> None:
        """Take in the record of a file on disk with all that is inside it."""
        self.coverage.files += 1
        self.coverage.inside += len(record.members)
        copied: list[str] = []
        for item in (record, *record.members):
            self.coverage.outcomes[item.outcome] += 1
            if any(item.name.startswith(f"{holder}!/") for holder in copied):
                continue
            found = list(self._found(item, prefix))
            self.hits += found
            if any(hit.how == SAME_BYTES for hit in found):
                copied.append(item.name)
            elif not item.outcome.complete or (not found and _leftover(item.name)):
                self._note_gap(item, prefix)

    def _note_gap(self, item: Record, prefix: str) -> None:
        namesake = self._by_name.get(_plain_name(item.name), "")
        if namesake or not item.outcome.complete:
            self.gaps.append(Gap(prefix + item.name, item.outcome, item.detail, namesake))

    def _found(self, item: Record, prefix: str) -> Iterator[Hit]:
        place = _leftover(item.name)
        if source := self._by_digest.get(item.sha256):
            yield Hit(prefix + item.name, source, SAME_BYTES, self._characters.get(source, 0), place, "")
            return
        for shared in item.shared:
            if shared.kind != "title" and (shared.characters >= _LEAST_CHARACTERS or _is_same(shared)):
                how = SAME_TEXTS if _is_same(shared) else EXCERPT
                where = "；".join(filter(None, (place, printable(shared.where))))
                yield Hit(prefix + item.name, shared.source, how, shared.characters, where, shared.shown)


def _is_same(shared: Shared) -> bool:
    return min(shared.share, shared.own) >= SAME_TEXT


def _plain_name(path: str) -> str:
    """Return a file's own name as it is compared: without suffix, copy marks, and what editors put before it; "" for a short one."""
    codes, _ = counted(stem_of(path).lstrip("~$."))
    return codes.tobytes().decode("utf-32-le") if len(codes) >= _NAME_CHARACTERS else ""


def _leftover(name: str) -> str:
    """Return what kind of leftover a path shows a file to be, "" where it shows nothing."""
    return next((title for spec, title in _left_behind() if spec.match_file(name.replace("!/", "/"))), "")


@cache
def _left_behind() -> tuple[tuple[GitIgnoreSpec, str], ...]:
    rows = dictionaries.table("left_behind.tsv")[1:]
    return tuple((GitIgnoreSpec.from_lines([pattern]), title) for pattern, title in rows)
