"""解释差异：缺的在哪里，改了什么，多出的从哪里来。纯函数，不看文件。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from classifier.escape import printable
from classifier.handback.altered import names, what_changed
from classifier.handback.catalogue import Catalogue
from classifier.handback.difference import (
    ALTERED,
    DERIVED,
    DUPLICATE,
    MISSING,
    MOVED,
    UNEXPLAINED,
    UNREAD,
    Difference,
    Sight,
)
from classifier.handback.index import Prints
from classifier.handback.reconcile import Absent, Changed, Reconciled
from classifier.handback.tree import Met
from classifier.policy import load_policy
from classifier.record import Record, Shared
from classifier.words import OUTCOMES

SAME_TEXT = 0.8
"""Part of both texts that must agree for them to be the same text in two formats."""
_HALF = 0.5
"""Part of both texts from which a renamed file is the old one edited."""
_EVIDENCE = 8


class Explainer:
    """Holds what is known and gives out every item and extra once."""

    def __init__(
        self,
        listed: Catalogue,
        prints: Mapping[str, Prints],
        records: Mapping[str, Record],
        policy: str,
        *,
        alone: bool = True,
    ) -> None:
        """`alone` tells that only what differs was read, not the files beside it."""
        self._alone = alone
        self._listed, self._prints, self._records = listed, prints, records
        self._policy = load_policy(policy)
        self._extras: dict[str, Met] = {}
        self._inside = dict[str, list[tuple[str, str]]]()
        """SHA-256 → file on disk and path of the member that has these bytes."""

    def differences(self, result: Reconciled) -> Iterator[Difference]:
        """Yield a difference for every listed file that is not in its place unchanged and for everything not listed."""
        self._extras = {met.file.name: met for met in result.extra}
        displaced, altered = self._sorted_out(result.changed)
        self._note_members()
        yield from self._without_digest()
        for item in altered:
            yield self._altered(item)
        for absent in (*result.absent, *displaced):
            yield self._absent(absent)
        for met in self._extras.values():
            yield self._extra(met)

    def _sorted_out(self, changed: Sequence[Changed]) -> tuple[list[Absent], list[Changed]]:
        """Split what has changed in its place: gone, with something else there, or altered; of an edited file a copy of the old one may lie beside it."""
        digests = {met.sha256 for met in self._extras.values()}
        displaced, altered = [], []
        for item in changed:
            record = self._records.get(item.met.file.name)
            edited = record is not None and any(_is_edited(shared, item.name) for shared in record.shared)
            if item.met.sha256 in self._listed.by_digest or (item.sha256 in digests and not edited):
                displaced.append(Absent(item.name, item.sha256))
                self._extras[item.met.file.name] = item.met
            else:
                altered.append(item)
        return displaced, altered

    def _note_members(self) -> None:
        for name in self._extras:
            for member in self._members(name):
                if member.sha256 and member.file.size:
                    self._inside.setdefault(member.sha256, []).append((name, member.name))

    def _members(self, name: str) -> tuple[Record, ...]:
        return self._records[name].members if name in self._records else ()

    def _without_digest(self) -> Iterator[Difference]:
        """Yield the listed files of which only the name is known: they can be there or not, and no more can be said."""
        for path, line in self._listed.without_digest.items():
            met = self._extras.pop(path, None)
            if met is None:
                yield Difference(path, MISSING, detail="清单中没有其摘要，只知原处已没有这个文件")
            elif line["size"] != met.file.size:
                detail = f"清单中没有其摘要；大小由 {line['size']:,} 变为 {met.file.size:,} 字节"
                yield Difference(path, ALTERED, detail=detail, incomplete=True)
            else:
                why = OUTCOMES.get(line["outcome"], line["outcome"])
                yield Difference(path, UNREAD, detail=f"清单中没有其摘要（{why}），在位而内容无从核对", incomplete=True)

    def _altered(self, item: Changed) -> Difference:
        name = item.met.file.name
        source = item.name if item.name != name else ""
        record = self._records.get(name)
        if record is None or item.name not in self._listed.items:
            return Difference(name, ALTERED, source, "字节已改动", incomplete=True)
        inside = self._listed.members.get(item.name, ())
        line = self._listed.items[item.name]
        detail = what_changed(line, self._prints.get(item.name), inside, record, self._policy, alone=self._alone)
        return Difference(name, ALTERED, source, detail, incomplete=not _complete(record))

    def _absent(self, item: Absent) -> Difference:
        if met := self._same_bytes(item):
            del self._extras[met.file.name]
            how = "改名" if _folder(met.file.name) == _folder(item.name) else "移到别处"
            how = "移到别处并改名" if how != "改名" and _base(met.file.name) != _base(item.name) else how
            return Difference(met.file.name, MOVED, item.name, f"内容未变，{how}")
        if inside := self._inside.get(item.sha256):
            holder, member = inside[0]
            return Difference(member, MOVED, item.name, f"内容未变，在“{printable(holder)}”之内")
        if edited := self._edited(item):
            return edited
        return Difference(item.name, MISSING, detail=self._why_missing(item))

    def _same_bytes(self, item: Absent) -> Met | None:
        found = [met for met in self._extras.values() if met.sha256 == item.sha256]
        named = [met for met in found if _base(met.file.name) == _base(item.name)]
        return (named or [met for met in found if met.file.size] or [None])[0]  # type: ignore[list-item]

    def _edited(self, item: Absent) -> Difference | None:
        """Return the item as altered where something not listed is of its format and holds most of its text."""
        line = self._listed.items.get(item.name)
        for name, met in self._extras.items():
            record = self._records.get(name)
            if record is None or line is None or record.media_type != line["media_type"]:
                continue
            if any(_is_edited(shared, item.name) for shared in record.shared):
                del self._extras[name]
                found = self._altered(Changed(item.name, item.sha256, met))
                return Difference(found.path, ALTERED, item.name, f"改名；{found.detail}", incomplete=found.incomplete)
        return None

    def _why_missing(self, item: Absent) -> str:
        others = [path for path in self._listed.by_digest.get(item.sha256, ()) if path != item.name]
        return f"内容相同的“{printable(others[0])}”也列在清单里" if others else ""

    def _extra(self, met: Met) -> Difference:
        name = met.file.name
        if (sources := self._listed.by_digest.get(met.sha256)) and met.file.size:
            return Difference(name, DUPLICATE, sources[0], "与清单文件逐字节相同")
        record = self._records.get(name)
        if record is None or not met.sha256:
            return Difference(name, UNREAD, detail=met.problem or "没有读取", incomplete=True)
        unread = [item for item in (record, *record.members) if not item.outcome.complete]
        found = self._holding(record) if record.members else None
        found = found or self._related(record)
        if found is None and unread:
            return Difference(name, UNREAD, detail=_unread(unread), incomplete=True)
        if found is None:
            detail = "空文件" if not met.file.size else "没有与清单文件相同的内容、文字或标题"
            return Difference(name, UNEXPLAINED, detail=detail)
        also = f"；另有部分未能读取（{_unread(unread)}）" if unread else ""
        return Difference(name, found.status, found.source, found.detail + also, found.evidence, bool(unread))

    def _related(self, record: Record) -> Difference | None:
        if not record.shared:
            return None
        best = record.shared[0]
        return Difference(record.name, DERIVED, best.source, _how(best), tuple(map(_sight, record.shared[:_EVIDENCE])))

    def _holding(self, record: Record) -> Difference | None:
        """Return what a file with files inside it is, where any of these is listed or comes from what is listed."""
        copies = [member for member in record.members if member.file.size and member.sha256 in self._listed.by_digest]
        derived = [member for member in record.members if member not in copies and member.shared]
        others = [m for m in record.members if m not in copies and m not in derived and not m.members and m.file.size]
        if not copies and not derived:
            return None
        sights = [Sight(self._listed.by_digest[m.sha256][0], m.name, "逐字节相同", 0) for m in copies]
        sights += [_sight(shared, member.name) for member in derived for shared in member.shared[:1]]
        only_copies = not derived and not others and not record.shared
        parts = (
            f"内有清单文件的副本 {len(copies)} 件" if copies else "",
            f"衍生的 {len(derived)} 件（{'、'.join(names([m.name for m in derived]))}）" if derived else "",
            f"来历不明的 {len(others)} 件（{'、'.join(names([m.name for m in others]))}）" if others else "",
            _how(record.shared[0]) if record.shared else "",
        )
        status = DUPLICATE if only_copies else DERIVED
        return Difference(
            record.name, status, sights[0].source, "，".join(filter(None, parts)), tuple(sights[:_EVIDENCE])
        )


def _is_edited(shared: Shared, source: str) -> bool:
    return shared.source == source and shared.kind == "text" and min(shared.share, shared.own) >= _HALF


def _how(shared: Shared) -> str:
    if shared.kind == "title":
        return "提到清单文件的标题或文件名"
    if shared.kind == "pieces":
        return f"短句和数字相同而排列不同（抽取的约 {round(100 * shared.share)}% 相同）"
    if shared.share >= SAME_TEXT and shared.own >= SAME_TEXT:
        return f"同样的文字换了格式或另存（约 {shared.characters:,} 字相同）"
    if shared.share >= SAME_TEXT:
        return f"含有清单文件的全部或绝大部分文字（约 {shared.characters:,} 字）"
    return f"含有清单文件的文字（至少 {shared.characters:,} 字，占原文约 {max(1, round(100 * shared.share))}%）"


def _sight(shared: Shared, member: str = "") -> Sight:
    where = f"{member.rpartition('!/')[2]} {shared.where}".strip() if member else shared.where
    return Sight(shared.source, printable(where), shared.shown, shared.characters)


def _unread(records: Sequence[Record]) -> str:
    return "，".join(dict.fromkeys(f"{OUTCOMES[item.outcome]}：{item.detail}".rstrip("：") for item in records[:3]))


def _complete(record: Record) -> bool:
    return all(item.outcome.complete for item in (record, *record.members))


def _base(name: str) -> str:
    return name.rpartition("/")[2]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]
