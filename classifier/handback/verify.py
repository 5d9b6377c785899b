"""核验：交回的文件夹与封存的清单逐件核对，由省到费：名称、摘要、文字（协议第6条第1项）。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.handback import package
from classifier.handback.catalogue import catalogue
from classifier.handback.difference import ALTERED, MISSING, MOVED, SAME, UNDER_DECLARED, UNREAD, Difference
from classifier.handback.manifest import read_sha256
from classifier.handback.package import Package
from classifier.handback.reconcile import Reconciled, reconcile
from classifier.handback.tree import Met, hashed
from classifier.model import File
from classifier.settings import Settings

if TYPE_CHECKING:
    from classifier.handback.declared import Found
    from classifier.handback.index import CommonText, Prints

__all__ = ["Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: every difference, sorted by path, and what the figures are."""

    package: Package
    root: Path
    listed: int
    """Files on disk that the package lists."""
    met: int
    same: int
    differences: tuple[Difference, ...]
    incomplete: int
    """Items of which something could not be read."""
    texts: str
    """"" or why texts were not compared, in Chinese."""
    rules_differ: bool

    def counts(self) -> dict[str, int]:
        """Return how many items and extras have each status, the files in their place among them."""
        return {SAME: self.same, **Counter(item.status for item in self.differences)}

    def same_names(self) -> Iterator[str]:
        """Yield the listed files that are in their place unchanged, in the order of the walk."""
        own = {MISSING, UNREAD}
        other = {
            item.source or item.path for item in self.differences if item.status in {MOVED, ALTERED, UNDER_DECLARED}
        }
        other |= {item.path for item in self.differences if item.status in own}
        return (name for name, _ in _manifest(self.package) if name not in other)


def verify(
    sealed: Package,
    root: Path,
    settings: Settings,
    *,
    shared: Callable[[], CommonText] | None = None,
    declared: bool = False,
    step: Callable[[], object] = lambda: None,
) -> Verification:
    """Return how the folder `root` differs from a sealed package.

    Texts are read only where names and digests leave something open; with `declared` everything is read and its categories
    are compared with those declared. `shared` gives the text that is no evidence, `step` is called for every
    file. Raises DeafRecognizer, OSError, BadManifest.
    """
    met = 0

    def counted_tree() -> Iterator[Met]:
        nonlocal met
        for entry in hashed(root, sealed.path):
            met += 1
            step()
            yield entry

    with (sealed.path / package.SHA256).open("rb") as lines:
        result = reconcile(read_sha256(lines), counted_tree())
    differences: list[Difference] = []
    texts = ""
    items = sealed.header["items"]
    if not result.clean or declared or items["files"] != items["with_digest"]:
        differences, texts = _explained(sealed, root, settings, result, shared, declared)
    own = {
        item.path for item in differences if item.status == UNDER_DECLARED and not item.source and "!/" not in item.path
    }
    return Verification(
        package=sealed,
        root=root,
        listed=items["files"],
        met=met,
        same=result.same - len(own),
        differences=tuple(sorted(differences, key=lambda item: item.path.encode("utf-8", "surrogateescape"))),
        incomplete=sum(item.incomplete for item in differences),
        texts=texts,
        rules_differ=_rules_differ(sealed),
    )


def _rules_differ(sealed: Package) -> bool:
    from classifier.policy import rules_digest  # noqa: PLC0415

    return bool(sealed.header["rules"]["sha256"] != rules_digest())


def _manifest(sealed: Package) -> Iterator[tuple[str, str]]:
    import os  # noqa: PLC0415

    with (sealed.path / package.SHA256).open("rb") as lines:
        for name, digest in read_sha256(lines):
            yield os.fsdecode(name), digest


def _explained(
    sealed: Package,
    root: Path,
    settings: Settings,
    result: Reconciled,
    shared: Callable[[], CommonText] | None,
    declared: bool,
) -> tuple[list[Difference], str]:
    """Return the differences that names and digests leave, each explained, and why texts were not compared, "" where they were."""
    from classifier.handback.declared import Found, under_declared  # noqa: PLC0415 what follows reads texts and loads much
    from classifier.handback.explain import Explainer  # noqa: PLC0415

    known = {digest for _, digest in _manifest(sealed)}
    comparable = sealed.header["fingerprints"]["key"] == _key_id(settings)
    paths = result.apart()
    open_files = [met.file for met in _to_read(result, known)]
    with Found(root, settings, keep={file.name for file in open_files}, everything=declared) as found:
        prints = _read(
            sealed, found.files(open_files, sealed.path), settings, shared if comparable else None, comparable, found
        )
        seen = result.digests() | {member.sha256 for record in found.records.values() for member in record.members}
        listed = catalogue(sealed.lines(package.INVENTORY), paths, seen - {""})
        own = {item.path: item for item in prints if item.path in paths}
        explainer = Explainer(listed, own, found.tagged(), settings.policy, alone=not declared)
        differences = list(explainer.differences(result))
        if declared:
            differences = list(under_declared(sealed.lines(package.INVENTORY), differences, found, settings.policy))
    return differences, "" if comparable else "项目密钥与封存时不同，文字没有比对（--project-key）"


def _key_id(settings: Settings) -> str:
    from classifier.mask import key_id  # noqa: PLC0415

    return key_id(settings.key)


def _to_read(result: Reconciled, known: set[str]) -> Iterator[Met]:
    """Yield what must be read: what has no listed digest. The bytes of a listed file are known already."""
    for met in (*(item.met for item in result.changed), *result.extra):
        if not met.sha256 or met.sha256 not in known:
            yield met


def _read(
    sealed: Package,
    files: Sequence[File],
    settings: Settings,
    shared: Callable[[], CommonText] | None,
    comparable: bool,
    found: Found,
) -> list[Prints]:
    """Take in the record of each file, compared with the listed texts, and return the listed fingerprints."""
    from classifier.handback import index  # noqa: PLC0415
    from classifier.handback.compare_files import compared, saved  # noqa: PLC0415

    if not files:
        return []
    prints = list(index.prints_of(sealed.lines(package.FINGERPRINTS))) if comparable else []
    with saved(index.build(prints, shared() if shared else index.NO_COMMON_TEXT)) as folder:
        for record in compared(files, settings, folder, classify=True):
            found.take(record)
    return prints
