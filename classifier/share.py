"""共享之前的检查：哪些文件不得拿出去，许可盖住了哪些（第3条第1、7项）。纯函数，只看清单。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from classifier.model import Record, Tag
from classifier.permit import Permit
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
