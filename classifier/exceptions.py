"""例外登记：第9条第1项的六种例外。纯函数：盖在记录上，命中仍在，状态变成“例外”；清单不改写。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from classifier.checked import Table, parse_toml, quoted, read_toml
from classifier.mask import DIGEST_BYTES
from classifier.policy import Category, Ground, Policy
from classifier.record import Record, Status, Tag

_KEYS = (
    "id", "sha256", "value", "entity", "categories", "ground", "evidence", "date", "approver", "expires",
    "confirmed_by", "opinion", "confirmed_on",
)  # fmt: skip


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register: what it covers, why, on whose word, and until when."""

    id: str
    ground: Ground
    evidence: str
    day: date
    """On which the ground arose."""
    approver: str
    expires: date
    """The last day on which it counts."""
    sha256: str = ""
    """The file that it covers, with everything in it; or:"""
    value: bytes = b""
    """The keyed digest of the one value that it covers, in whatever file,"""
    entity: str = ""
    """of this kind."""
    categories: frozenset[str] = frozenset()
    """Only these; empty: all that the file or value falls under."""
    confirmed_by: str = ""
    """The person who answers for it where the duty is permanent (clause 9.3)."""

    def text(self) -> str:
        """Return the entry in a line."""
        named = f"，{self.confirmed_by}确认" if self.confirmed_by else ""
        ground = f"第{self.ground.id}项“{self.ground.quote}”"
        return f"{ground}；依据 {self.evidence}（{self.day}）；{self.approver}批准{named}；有效至 {self.expires}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry may be bound to in a record."""

    digests: frozenset[str]
    """SHA-256 of the file, and of every container that it lies in."""
    values: Mapping[str, frozenset[bytes]] = field(default_factory=dict)
    """Entity → keyed digests of its values."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A record under a register."""

    record: Record
    used: frozenset[str]
    """Ids of the entries that cover something in it."""
    refused: Mapping[str, str]
    """Id of an entry that would cover something and may not → why not."""


def load_register(path: Path, policy: Policy, signed: date | None = None) -> tuple[Entry, ...]:
    """Return the entries of a register; `signed` is the day of the agreement, which ground (1) must lie before.

    Raises BadData where an entry is wrong, OSError where the file cannot be read.
    """
    return _entries(read_toml(path), policy, signed)


def check_register(text: str, path: Path, policy: Policy, signed: date | None = None) -> tuple[Entry, ...]:
    """Return the entries of a register that is to be written to `path`. Raises BadData where an entry is wrong."""
    return _entries(parse_toml(text, path), policy, signed)


def _entries(table: Table, policy: Policy, signed: date | None) -> tuple[Entry, ...]:
    table.only("exception")
    entries = tuple(_entry(item, number, policy, signed) for number, item in enumerate(table.tables("exception"), 1))
    ids = [entry.id for entry in entries]
    if twice := [name for name in ids if ids.count(name) > 1]:
        raise table.wrong("exception", f"编号“{twice[0]}”用了两次")
    return entries


_HINTS = {
    "ground": "9.1(1) 至 9.1(6) 之一",
    "evidence": "证明材料",
    "date": "例外成立的日期",
    "approver": "批准人",
    "expires": "有效期的最后一天",
    "confirmed_by": "涉及个人信息的，须由具名的人确认（第9条第3项）",
    "opinion": "律师书面意见的编号（第5条，款项 9.1(5)）",
    "confirmed_on": "甲方确认证明材料的日期（第5条，款项 9.1(5)）",
}
_DAYS = frozenset({"date", "expires", "confirmed_on"})
_SELDOM = frozenset({"opinion", "confirmed_on"})


def entry_text(remark: str, bound: Mapping[str, str], told: Mapping[str, str]) -> str:
    """Return an entry as it stands in a register; what was not told is left blank with a word on what belongs there."""
    lines = [f"# {remark}", "[[exception]]", *(f"{key} = {quoted(value)}" for key, value in bound.items())]
    for key, hint in _HINTS.items():
        value = told.get(key, "").strip()
        if value or key not in _SELDOM:
            lines.append(f"{_line(key, value)}   # {hint}")
    return "\n".join(lines) + "\n\n"


def _line(key: str, value: str) -> str:
    if key not in _DAYS:
        return f"{key} = {quoted(value)}"
    return (
        f"{key} = {value}"
        if _DAY.fullmatch(value)
        else f"# {key} = 2026-01-31"
        if not value
        else f"{key} = {quoted(value)}"
    )


def _entry(table: Table, number: int, policy: Policy, signed: date | None) -> Entry:
    table.only(*_KEYS)
    ground = _ground(table, policy)
    day = table.day("date", "例外成立的日期")
    if ground.before_signing and signed and day >= signed:
        raise table.wrong("date", f"第{ground.id}项要求早于协议签署日期 {signed}")
    expires = table.day("expires", "有效期的最后一天")
    if expires < day:
        raise table.wrong("expires", f"早于例外成立的日期 {day}")
    if ground.by_law:
        table.text("opinion", "律师书面意见的编号（第5条）")
        table.day("confirmed_on", "甲方确认证明材料的日期（第5条）")
    sha256, value = table.digest("sha256", 64), table.digest("value", 2 * DIGEST_BYTES)
    if bool(sha256) == bool(value):
        raise table.wrong("sha256", "sha256（文件）与 value（值的摘要）写一个，且只写一个")
    return Entry(
        id=table.text_or_blank("id") or str(number),
        ground=ground,
        evidence=table.text("evidence", "例外的证明材料"),
        day=day,
        approver=table.text("approver", "批准人"),
        expires=expires,
        sha256=sha256,
        value=bytes.fromhex(value),
        entity=table.text("entity", "值的种类，如 CN_MOBILE") if value else "",
        categories=table.categories("categories", policy),
        confirmed_by=table.text_or_blank("confirmed_by"),
    )


def _ground(table: Table, policy: Policy) -> Ground:
    wanted = table.text("ground", "第9条第1项的哪一种")
    known = {ground.id: ground for ground in policy.grounds}
    if wanted not in known:
        raise table.wrong("ground", f"应是第9条第1项的六种之一：{'、'.join(known)}")
    return known[wanted]


def apply(record: Record, facts: Facts, register: tuple[Entry, ...], policy: Policy, today: date) -> Applied:
    """Return `record` with the tags excepted that the register covers on `today`, and which entries did it.

    A value's entry covers a tag only where every value that the tag stands on is covered.
    """
    bound = [entry for entry in register if _bound(entry, facts) and entry.day <= today <= entry.expires]
    if not bound:
        return Applied(record, frozenset(), {})
    used, refused, tags = set[str](), dict[str, str](), []
    for tag in record.tags:
        category = policy.category(tag.category)
        covering = _covering(tag, category, bound, facts) if category else []
        barred = {entry.id: why for entry in covering if category and (why := _bar(entry, category))}
        refused |= barred
        if covering and not barred:
            used |= {entry.id for entry in covering}
            tag = _excepted(tag, covering)  # noqa: PLW2901 what follows is about the tag as it stands now
        tags.append(tag)
    return Applied(replace(record, tags=tuple(tags)), frozenset(used), refused)


def _bound(entry: Entry, facts: Facts) -> bool:
    return entry.sha256 in facts.digests if entry.sha256 else entry.value in facts.values.get(entry.entity, ())


def _covering(tag: Tag, category: Category, bound: list[Entry], facts: Facts) -> list[Entry]:
    """Return the entries that together cover a tag, none where something is left over; one for the whole file suffices."""
    fitting = [entry for entry in bound if not entry.categories or tag.category in entry.categories]
    if whole := [entry for entry in fitting if entry.sha256]:
        named = [entry for entry in whole if not _bar(entry, category)]
        return (named or whole)[:1]
    subtype = next((item for item in category.subtypes if item.id == tag.subtype), None)
    needed = {(entity, value) for entity in (subtype.any if subtype else ()) for value in facts.values.get(entity, ())}
    covering = [entry for entry in fitting if (entry.entity, entry.value) in needed]
    return covering if needed and needed == {(entry.entity, entry.value) for entry in covering} else []


def _bar(entry: Entry, category: Category) -> str:
    if category.statutory:
        return f"{category.title}只能由有权机关解除，例外不能放行"
    if category.retention.permanent and not entry.confirmed_by:
        return f"{category.title}的保密期限为永久（第{category.retention.clause}条），须由具名的人确认（confirmed_by）"
    return ""


def _excepted(tag: Tag, covering: list[Entry]) -> Tag:
    reasons = tuple(f"例外“{entry.id}”：{entry.text()}" for entry in covering)
    return replace(tag, status=Status.EXCEPTED, reasons=(*tag.reasons, *reasons))


@dataclass(frozen=True, slots=True)
class EntryState:
    """What became of an entry in one inventory."""

    entry: Entry
    files: int
    said: str
    """In Chinese: in force, expired, unused, or why it may not count."""


def states(register: tuple[Entry, ...], applied: Iterator[Applied], today: date) -> tuple[EntryState, ...]:
    """Return the state of every entry after all records have passed, in the register's order."""
    files = dict.fromkeys((entry.id for entry in register), 0)
    refused = dict[str, str]()
    for item in applied:
        refused |= item.refused
        for name in item.used:
            files[name] += 1
    return tuple(EntryState(entry, files[entry.id], _said(entry, files, refused, today)) for entry in register)


def _said(entry: Entry, files: Mapping[str, int], refused: Mapping[str, str], today: date) -> str:
    if entry.expires < today:
        return f"已于 {entry.expires} 过期，不再放行"
    if entry.day > today:
        return f"自 {entry.day} 起才成立，今天还不放行"
    parts = (f"用于 {files[entry.id]} 个文件" if files[entry.id] else "", refused.get(entry.id, ""))
    return "；".join(filter(None, parts)) or "没有用到：资料里没有它所指的内容，或只盖住一部分"
