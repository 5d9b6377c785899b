"""共享之前的检查：哪些文件不得拿出去，许可盖住了哪些（第3条第1、7项）。纯函数，只看清单。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.permit import Permit
from classifier.record import Record, Tag
from classifier.view import View, digests_around


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of a file that holds something protected."""

    record: Record
    blocked: tuple[Tag, ...]
    """Its tags that no permit covers; empty where the file may be shared."""
    permits: tuple[Permit, ...]
    """The permits that cover the rest."""


def verdicts(view: View, permits: tuple[Permit, ...]) -> Iterator[Verdict]:
    """Yield a verdict on every file with a category that stands, sorted by path. `permits` are those that count today."""
    for record in view.records():
        if record.categories:
            yield _verdict(record, view, permits)


def _verdict(record: Record, view: View, permits: tuple[Permit, ...]) -> Verdict:
    digests = frozenset(digests_around(record, view.store))
    naming = [permit for permit in permits if permit.digests & digests]
    allowed = {category for permit in naming for category in permit.categories}
    blocked = tuple(tag for tag in record.tags if tag.category in record.categories and tag.category not in allowed)
    used = tuple(permit for permit in naming if permit.categories & set(record.categories))
    return Verdict(record, blocked, used)


def foreign(view: View, permits: tuple[Permit, ...]) -> tuple[Permit, ...]:
    """Return the permits that name no file of the inventory: they were given for other material."""
    met = {record.sha256 for record in view.store.records()}
    return tuple(permit for permit in permits if not permit.digests & met)


def requestable(view: View, permits: tuple[Permit, ...]) -> tuple[list[tuple[str, str]], list[str]]:
    """Return path and SHA-256 of the blocked files that a permit could cover, and the ids of its categories, in order."""
    statutory = {category.id for category in view.policy.categories if category.statutory}
    blocked = [item for item in verdicts(view, permits) if item.blocked and item.record.sha256]
    open_to = [item for item in blocked if not statutory & {tag.category for tag in item.blocked}]
    wanted = {tag.category for item in open_to for tag in item.blocked}
    files = [(item.record.name, item.record.sha256) for item in open_to]
    return files, [category.id for category in view.policy.categories if category.id in wanted]
