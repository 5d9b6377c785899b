"""申报：交回的文件现在读出的类别，与清单申报的对照；别的文件里的名册证明的也算（见 spread）。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from classifier.aside import private_folder
from classifier.handback.catalogue import Line, told_of
from classifier.handback.difference import MOVED, UNDER_DECLARED, Difference
from classifier.inventory import Inventory
from classifier.model import File
from classifier.policy import Policy, load_policy
from classifier.record import Record
from classifier.settings import Settings
from classifier.walk import walk


class Found:
    """What is read of a return. With `everything` all of it is read, into an inventory of its own that is gone at the end."""

    def __init__(self, root: Path, settings: Settings, *, keep: set[str], everything: bool) -> None:
        """`keep` are the files whose records are wanted whole, with what they share."""
        self.records: dict[str, Record] = {}
        self._root, self._settings, self._keep, self._everything = root, settings, keep, everything
        self._stack = ExitStack()
        self._store: Inventory | None = None

    def __enter__(self) -> Self:
        if self._everything:
            folder = self._stack.enter_context(private_folder())
            self._store = self._stack.enter_context(Inventory(folder / "return", create=True))
            self._store.begin(self._settings)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def files(self, wanted: Sequence[File], sealed: Path) -> Sequence[File]:
        """Return the files to be read: those wanted, or all but the package itself."""
        if not self._everything:
            return wanted
        return [file for file in walk(self._root) if not (self._root / file.name).is_relative_to(sealed)]

    def take(self, record: Record) -> None:
        """Take in the record of a file."""
        if record.name in self._keep:
            self.records[record.name] = record
        if self._store:
            self._store.put(record)

    def tagged(self) -> Mapping[str, Record]:
        """Return the records that were wanted whole, with what names in rosters of other files prove, where all was read."""
        if not self._store:
            return self.records
        self._store.finish()
        return {name: self._with_rosters(record) for name, record in self.records.items()}

    def _with_rosters(self, record: Record) -> Record:
        known = self._store.record(record.name) if self._store else None
        return replace(record, tags=known.tags) if known else record

    def all(self) -> Iterator[Record]:
        """Yield the record of everything that was read."""
        if self._store:
            yield from self._store.records()


def under_declared(
    lines: Iterable[Line], differences: Iterable[Difference], found: Found, policy_name: str
) -> Iterator[Difference]:
    """Yield the differences, and the listed files in their place or moved whose content falls under more than was declared."""
    policy, told = load_policy(policy_name), {item.path: item for item in differences}
    moved = {item.source: item.path for item in told.values() if item.status == MOVED}
    declared = {moved.get(line["path"], line["path"]): line for line in lines if line["kind"] == "file"}
    for record in found.all():
        line, own = declared.get(record.name), told.get(record.name)
        if line and (own is None or own.status == MOVED) and (more := _more(line, record, policy)):
            source, before = (own.source, f"{own.detail}；") if own else ("", "")
            incomplete = not record.outcome.complete
            told[record.name] = Difference(
                record.name, UNDER_DECLARED, source, f"{before}清单没有申报：{more}", incomplete=incomplete
            )
    yield from told.values()


def _more(line: Line, record: Record, policy: Policy) -> str:
    more = sorted(frozenset(record.categories) - told_of(line))
    return "、".join(map(policy.title_of, more))
