"""总结：各类别多少文件，多少待复核，多少没有读全。"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from classifier.inventory import Inventory
from classifier.model import Mark, Outcome, Status
from classifier.policy import load_policy

_SIGNIFICANT = frozenset({"confirmed", "suspect"})
_SECRET = frozenset({"绝密", "机密", "秘密"})


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """How one category of the agreement stands in a workspace."""

    id: str
    title: str
    clause: str
    files: int
    to_review: int
    """Files of which no tag of the category is confirmed."""
    sensitive: int


@dataclass(frozen=True, slots=True)
class Summary:
    """An inventory in figures."""

    files: int
    inside: int
    """Of these, files inside other files."""
    categories: tuple[CategoryLine, ...]
    clean: int
    """Read to the end, nothing found."""
    unread: int
    """Not read to the end: says nothing about what they hold."""
    outcomes: dict[Outcome, int]
    marked: tuple[tuple[str, Mark], ...]
    """Path and first mark of every file with a mark that a person must act on."""
    duplicates: int
    """Files that share their content with another."""
    duplicate_groups: int


def summarize(inventory: Inventory) -> Summary:
    """Return the summary of an inventory."""
    policy = load_policy(inventory.header().settings["policy"])
    groups = inventory.same_content()
    files, review, sensitive = Counter[str](), Counter[str](), Counter[str]()
    clean = unread = duplicates = total = inside = 0
    marked = []
    for record in inventory.records():
        total += 1
        inside += bool(record.container)
        unread += not record.outcome.complete
        clean += record.outcome.complete and record.outcome is not Outcome.EXCLUDED and not record.categories
        duplicates += record.sha256 in groups
        for category in record.categories:
            tags = [tag for tag in record.tags if tag.category == category]
            files[category] += 1
            review[category] += all(tag.status is not Status.CONFIRMED for tag in tags)
            sensitive[category] += any(tag.sensitive for tag in tags)
        if tagged := [mark for mark in record.marks if mark.status in _SIGNIFICANT and mark.level in _SECRET]:
            marked.append((record.name, tagged[0]))
    lines = tuple(
        CategoryLine(item.id, item.title, item.clause, files[item.id], review[item.id], sensitive[item.id])
        for item in policy.categories
    )
    return Summary(total, inside, lines, clean, unread, inventory.outcomes(), tuple(marked), duplicates, len(groups))
