"""失泄密事件：泄露的是什么、影响哪些资料和多少人、还剩多少时间（第8条第4项）。纯函数，只看清单。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from classifier.handback.fingerprints import windows_of
from classifier.inventory import Inventory
from classifier.policy import Policy
from classifier.record import Record
from classifier.view import View, digests_around
from classifier.words import BEIJING

_WINDOWS = 4
"""Windows in common from which a passage is shared and no set phrase: some hundred characters."""
TERM = timedelta(hours=48)
"""Within which Party A must have been told in writing; counted from the occurrence, not from the discovery."""


@dataclass(frozen=True, slots=True)
class Leak:
    """What is known of the leaked material; nothing here can tell a raw value."""

    digests: frozenset[str] = frozenset()
    """SHA-256 of leaked files."""
    values: frozenset[bytes] = frozenset()
    """Keyed digests of the values in them."""
    names: frozenset[str] = frozenset()
    """Their file names, without folders."""
    paths: frozenset[str] = frozenset()
    """Paths of the inventory; a folder's stands for all below it."""
    windows: tuple[bytes, ...] = ()
    """The windows of each leaked text, as a fingerprint keeps them."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A file of the inventory that the leak touches."""

    record: Record
    how: tuple[str, ...]
    whole: bool
    """Whether all of it has leaked, as far as can be told; else only what it shares with the leak."""
    shared: Mapping[str, frozenset[bytes]]
    """Entity → values that it has in common with the leak; all its values where it leaked whole."""
    weight: float
    """How far it may be the source: each value in common counts the more, the fewer files hold it."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number of persons that is known between two bounds."""

    low: int
    high: int
    open: bool = False
    """True where names were not all looked for, so that `high` may be exceeded."""

    def __str__(self) -> str:
        if self.open:
            return f"至少 {self.low:,} 人（姓名没有全部查完）"
        return f"{self.low:,} 人" if self.low == self.high else f"至少 {self.low:,} 人，至多 {self.high:,} 人"


@dataclass(frozen=True, slots=True)
class Impact:
    """How far a leak reaches."""

    items: tuple[Affected, ...]
    """Those that leaked whole first, by path; then the likelier the source the earlier."""
    categories: Mapping[str, int]
    """Category → files that leaked whole, or may be the source where none did; in the policy's order."""
    persons: Range
    minors: Range
    values: Mapping[str, int]
    """Entity → distinct values concerned."""
    first: datetime | None
    """Earliest and latest time of change of the files, Beijing time."""
    last: datetime | None
    unread: int
    """Files of the inventory that were not read whole: the leak may reach further."""


def affected(view: View, leak: Leak) -> Iterator[Affected]:
    """Yield every file that the leak touches, sorted by path."""
    shared, rarity = _shared(view.store, leak.values)
    passages = dict(_passages(view.store, leak))
    for record in view.records():
        same = bool(leak.digests.intersection(digests_around(record, view.store)))
        listed = any(_lies_in(record.name, path) for path in leak.paths)
        common = {entity: frozenset(values) for entity, values in shared.get(record.name, {}).items()}
        how = (
            "内容完全相同（SHA-256）" if same else "",
            "在所列的路径里" if listed else "",
            f"含有相同的值 {sum(map(len, common.values()))} 个" if common else "",
            f"有相同的文字（{passages[record.name]} 处吻合）" if record.name in passages else "",
            "文件名相同，须人工核对" if record.name.rpartition("/")[2] in leak.names and not same else "",
        )
        if any(how):
            whole = same or listed
            values = view.store.values(record.name) if whole else common
            weight = sum(rarity[digest] for found in common.values() for digest in found)
            weight += passages.get(record.name, 0)
            yield Affected(record, tuple(filter(None, how)), whole, values, weight)


def _lies_in(name: str, path: str) -> bool:
    path = path.rstrip("/")
    return name == path or name.startswith((f"{path}/", f"{path}!/"))


def _shared(
    store: Inventory, values: Iterable[bytes]
) -> tuple[Mapping[str, Mapping[str, set[bytes]]], Mapping[bytes, float]]:
    """Return the values that each file has in common with the leak, by entity, and of each value how telling it is."""
    found: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    rarity = dict[bytes, float]()
    for digest in values:
        holding = list(store.having(digest))
        for entity, name in holding:
            found[name][entity].add(digest)
        if holding:
            rarity[digest] = 1 / len({name for _, name in holding})
    return found, rarity


def _passages(store: Inventory, leak: Leak) -> Iterator[tuple[str, int]]:
    """Yield each file that shares some hundred characters with a leaked text, or all of a shorter one, and how many windows."""
    wanted = [np.frombuffer(windows, dtype="<u8") for windows in leak.windows if windows]
    for name, print_ in store.fingerprints() if wanted else ():
        own = windows_of(print_)
        common = [(np.intersect1d(each, own, assume_unique=True).size, each.size) for each in wanted]
        if found := [number for number, of in common if number >= min(_WINDOWS, of)]:
            yield name, max(found)


def impact(view: View, leak: Leak) -> Impact:
    """Return how far a leak reaches."""
    items = tuple(sorted(affected(view, leak), key=lambda item: (not item.whole, -item.weight)))
    policy = view.policy
    whole = [item for item in items if item.whole]
    times = [datetime.fromtimestamp(item.record.file.mtime_ns // 10**9, BEIJING) for item in whole or items]
    files = {
        category.id: sum(category.id in item.record.categories for item in whole or items)
        for category in policy.categories
    }
    return Impact(
        items=items,
        categories={category: number for category, number in files.items() if number},
        persons=_persons(items, policy),
        minors=_minors(items, policy),
        values={entity: len(found) for entity, found in sorted(_union(items).items())},
        first=min(times, default=None),
        last=max(times, default=None),
        unread=sum(number for outcome, number in view.outcomes().items() if not outcome.complete),
    )


def _union(items: Iterable[Affected]) -> dict[str, set[bytes]]:
    found = defaultdict[str, set[bytes]](set)
    for item in items:
        for entity, values in item.shared.items():
            found[entity] |= values
    return dict(found)


def _distinct_persons(values: Mapping[str, set[bytes]], policy: Policy) -> int:
    return max(len(values.get(entity, ())) for entity in (policy.name_entity, *policy.identity.documents))


def _partly(items: tuple[Affected, ...], policy: Policy) -> Range:
    """Return how many persons the values belong to that have leaked without the file: each may be another's, or all one's."""
    known = _union(item for item in items if item.whole)
    loose = _union(item for item in items if not item.whole)
    values = {entity: found - known.get(entity, set()) for entity, found in loose.items() if entity in policy.personal}
    high = sum(map(len, values.values()))
    return Range(max(_distinct_persons(values, policy), min(1, high)), high)


def _persons(items: tuple[Affected, ...], policy: Policy) -> Range:
    whole, partly = list(_different(items)), _partly(items, policy)
    most = min(sum(item.record.persons for item in whole), _distinct_persons(_union(whole), policy))
    low = max([item.record.persons for item in whole] + [partly.low])
    return Range(low, max(low, most + partly.high), any(item.record.persons_at_least for item in whole))


def _minors(items: tuple[Affected, ...], policy: Policy) -> Range:
    numbers = [item.record.minors for item in _different(items)]
    possible = min(_partly(items, policy).high, sum(item.record.minors for item in items if not item.whole))
    return Range(max(numbers, default=0), sum(numbers) + possible)


def _different(items: Iterable[Affected]) -> Iterator[Affected]:
    """Yield the files that leaked whole, one of each content: a copy concerns nobody new."""
    met = set[str]()
    for item in items:
        if item.whole and item.record.sha256 not in met:
            met |= {item.record.sha256} - {""}
            yield item


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of an incident, Beijing time."""

    occurred: datetime
    discovered: datetime

    @property
    def deadline(self) -> datetime:
        """By when Party A must have been told in writing."""
        return self.occurred + TERM

    def left(self, now: datetime) -> str:
        """Return in words how much time is left at `now`, or by how much the deadline is missed."""
        rest = self.deadline - now
        minutes = int(abs(rest).total_seconds()) // 60
        words = f"{minutes // 60} 小时 {minutes % 60} 分"
        return f"还剩 {words}" if rest >= timedelta(0) else f"已超过 {words}，请立即书面告知甲方并说明原因"
