"""看法：同一份清单，按项目、例外登记和密级范围给出的样子。报告和检查都看它；清单不改写。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from classifier.exceptions import Applied, Entry, EntryState, Facts, apply, states
from classifier.inventory import Header, Inventory
from classifier.mask import mask_in_name
from classifier.model import FOLDER_PLACE, NAME_PLACE, Outcome
from classifier.policy import Policy, load_policy
from classifier.project import Project
from classifier.record import Record
from classifier.retention import Term, retention_of


class Level(StrEnum):
    """How much a report discloses: to whom it may be given (clause 3.4)."""

    FULL = "full"
    INTERNAL = "internal"
    COUNTS = "counts"

    @property
    def shown(self) -> str:
        """The level in words."""
        return _LEVELS[self]


_LEVELS = {
    Level.FULL: "完整：含遮盖后的证据，供双方协调责任人和审核人员",
    Level.INTERNAL: "内部：列出文件，不含证据，供项目组有必要知悉的人员",
    Level.COUNTS: "仅计数：不列文件",
}


@dataclass(frozen=True)
class View:
    """An inventory as one reader may see it on one day."""

    store: Inventory
    today: date
    project: Project | None = None
    register: tuple[Entry, ...] = ()
    level: Level = Level.FULL
    report: str = ""
    """File name of the report that is being written; it is protected material itself."""

    @cached_property
    def policy(self) -> Policy:
        """The agreement that the inventory was made by."""
        return load_policy(self.header().settings["policy"])

    def header(self) -> Header:
        """Return the inventory's header."""
        return self.store.header()

    def outcomes(self) -> dict[Outcome, int]:
        """Return how many files have each outcome."""
        return self.store.outcomes()

    def same_content(self) -> dict[str, int]:
        """Return the group numbers of equal files by SHA-256."""
        return self.store.same_content()

    def records(self) -> Iterator[Record]:
        """Yield every record with the exceptions applied, sorted by path: for counting and deciding."""
        return (applied.record for applied in self.applied())

    def listed(self) -> Iterator[Record]:
        """Yield the records that the level lets a reader see, without what it does not."""
        if self.level is Level.COUNTS:
            return
        for record in self.records():
            yield record if self.level is Level.FULL else _without_evidence(record)

    def named(self, record: Record) -> str:
        """Return the path of a record as the level shows it: in full for who has to find the file, else its values masked."""
        return record.name if self.level is Level.FULL else _masked(record, record.name)

    def retention(self, record: Record) -> tuple[Term, ...]:
        """Return how long each category of a record stays protected."""
        return retention_of(record, self.policy, self.project.retention if self.project else None)

    def states(self) -> tuple[EntryState, ...]:
        """Return what became of every entry of the register."""
        return states(self.register, self.applied(), self.today) if self.register else ()

    def applied(self) -> Iterator[Applied]:
        """Yield every record under the register."""
        policy = self.policy
        for record in self.store.records():
            if self.register and record.tags:
                yield apply(record, self._facts(record), self.register, policy, self.today)
            else:
                yield Applied(record, frozenset(), {})

    def _facts(self, record: Record) -> Facts:
        values = self.store.values(record.name) if any(entry.value for entry in self.register) else {}
        return Facts(frozenset(digests_around(record, self.store)), values)


def digests_around(record: Record, store: Inventory) -> Iterator[str]:
    """Yield the SHA-256 of a record and of every container that it lies in: whoever names a container names what is in it."""
    name = record.name
    if record.sha256:
        yield record.sha256
    while "!/" in name:
        name = name.rpartition("!/")[0]
        if (container := store.record(name)) and container.sha256:
            yield container.sha256


def _masked(record: Record, path: str) -> str:
    found = (item for tag in record.tags for item in tag.evidence if item.where in {NAME_PLACE, FOLDER_PLACE})
    return mask_in_name(path, [item.shown for item in found])


def _without_evidence(record: Record) -> Record:
    tags = tuple(replace(tag, evidence=()) for tag in record.tags)
    file = replace(record.file, name=_masked(record, record.name))
    return replace(record, file=file, container=_masked(record, record.container), tags=tags)
