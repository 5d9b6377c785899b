"""保密期限：由类别和密级标志算出每个文件保密多久（第9条）。纯函数。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from classifier.policy import Category, Policy
from classifier.record import Record

_STANDING = frozenset({"confirmed", "suspect"})


@dataclass(frozen=True, slots=True)
class Term:
    """How long one category of a file stays protected, and by which clause."""

    category: str
    term: str
    """For a person to read."""
    clause: str


def retention_of(record: Record, policy: Policy, by_owner: Mapping[str, str] | None = None) -> tuple[Term, ...]:
    """Return a term for each category of `record` that stands, in the policy's order.

    `by_owner` (category id → term) are the owner's own rules of clause 9.2, heard where the policy leaves room for them.
    """
    return tuple(
        Term(category.id, _term(category, record, by_owner or {}), category.retention.clause)
        for category in policy.categories
        if category.id in record.categories
    )


def _term(category: Category, record: Record, by_owner: Mapping[str, str]) -> str:
    if category.retention.by_owner and (term := by_owner.get(category.id)):
        return term
    marked = _by_marks(category, record) if category.retention.by_mark else iter(())
    return "；".join(dict.fromkeys(marked)) or category.retention.term


def _by_marks(category: Category, record: Record) -> Iterator[str]:
    for mark in record.marks:
        if mark.status in _STANDING and mark.level in category.unmarked:
            yield (
                f"{mark.level}，所标期限 {mark.term}" if mark.term else f"{mark.level}，{category.unmarked[mark.level]}"
            )
