"""核对名称与摘要：清单与文件夹两边各走一遍，次序相同，内存不随件数增长。"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from classifier.handback.manifest import walk_key
from classifier.handback.tree import Met


@dataclass(frozen=True, slots=True)
class Absent:
    """A listed file that is not in its place."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A listed file in whose place other bytes stand."""

    name: str
    sha256: str
    """As listed."""
    met: Met


@dataclass(slots=True)
class Reconciled:
    """What names and digests alone tell."""

    same: int = 0
    absent: list[Absent] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    extra: list[Met] = field(default_factory=list)
    respelt: dict[str, str] = field(default_factory=dict)
    """Listed name → name found, where they differ only in how Unicode spells them (NFC and NFD)."""

    @property
    def clean(self) -> bool:
        """Whether every listed file is in its place and there is no other."""
        return not (self.absent or self.changed or self.extra)

    def apart(self) -> set[str]:
        """Return the names of the listed files that are not in their place unchanged."""
        return {item.name for item in self.absent} | {item.name for item in self.changed}

    def digests(self) -> set[str]:
        """Return every digest that differs from the list, listed or found."""
        listed = {item.sha256 for item in self.absent} | {item.sha256 for item in self.changed}
        return listed | {item.met.sha256 for item in self.changed} | {met.sha256 for met in self.extra}


def reconcile(listed: Iterable[tuple[bytes, str]], tree: Iterable[Met]) -> Reconciled:
    """Return how a tree differs from the list: `listed` are names (bytes) and digests, both in the order of `walk`."""
    result = Reconciled()
    items, entries = iter(listed), iter(tree)
    item, entry = next(items, None), next(entries, None)
    while item or entry:
        name = os.fsencode(entry.file.name) if entry else b""
        if item and entry and item[0] == name:
            _compare(result, entry.file.name, item[1], entry)
            item, entry = next(items, None), next(entries, None)
        elif entry is None or (item and walk_key(item[0]) < walk_key(name)):
            assert item is not None
            result.absent.append(Absent(os.fsdecode(item[0]), item[1]))
            item = next(items, None)
        else:
            result.extra.append(entry)
            entry = next(entries, None)
    return _respelt(result)


def _compare(result: Reconciled, name: str, sha256: str, met: Met) -> None:
    if met.sha256 == sha256:
        result.same += 1
    else:
        result.changed.append(Changed(name, sha256, met))


def _respelt(result: Reconciled) -> Reconciled:
    """Return the result with names that only Unicode spells differently taken for equal."""
    if not result.absent or not result.extra:
        return result
    waiting = {unicodedata.normalize("NFC", met.file.name): met for met in result.extra}
    absent, taken = result.absent, set[str]()
    result.absent = []
    for item in absent:
        met = waiting.pop(unicodedata.normalize("NFC", item.name), None)
        if met is None:
            result.absent.append(item)
            continue
        taken.add(met.file.name)
        result.respelt[item.name] = met.file.name
        _compare(result, item.name, item.sha256, met)
    result.extra = [met for met in result.extra if met.file.name not in taken]
    return result
