"""总结：各类别多少文件，多少待复核，多少没有读全。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.model import Outcome
from classifier.record import Mark, Status
from classifier.view import View

COUNT_COLUMNS = ("类别（可多选）", "文件", "待复核", "敏感", "依据")
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
    excepted: int
    """Files of which every tag is covered by the register of exceptions."""
    protected: int
    """Files on disk, not those inside others, with a tag, excepted or not: what there is to give back."""
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


def summarize(view: View) -> Summary:
    """Return the summary of an inventory as it is viewed; it counts alike at every level."""
    policy, groups = view.policy, view.same_content()
    files, review, sensitive = Counter[str](), Counter[str](), Counter[str]()
    excepted = protected = clean = unread = duplicates = total = inside = 0
    marked = []
    for record in view.records():
        total += 1
        inside += bool(record.container)
        unread += not record.outcome.complete
        excepted += bool(record.tags) and not record.categories
        protected += bool(record.tags) and not record.container
        clean += record.outcome.complete and record.outcome is not Outcome.EXCLUDED and not record.tags
        duplicates += record.sha256 in groups
        for category in record.categories:
            tags = [tag for tag in record.tags if tag.category == category]
            files[category] += 1
            review[category] += all(tag.status is not Status.CONFIRMED for tag in tags)
            sensitive[category] += any(tag.sensitive for tag in tags)
        if tagged := [mark for mark in record.marks if mark.status in _SIGNIFICANT and mark.level in _SECRET]:
            marked.append((view.named(record), tagged[0]))
    lines = tuple(
        CategoryLine(item.id, item.title, item.clause, files[item.id], review[item.id], sensitive[item.id])
        for item in policy.categories
    )
    return Summary(
        total,
        inside,
        lines,
        excepted,
        protected,
        clean,
        unread,
        view.outcomes(),
        tuple(marked),
        duplicates,
        len(groups),
    )


def count_rows(summary: Summary) -> Iterator[tuple[str | int, ...]]:
    """Yield one tuple of COUNT_COLUMNS for every category, then for what none of them holds, then for all."""
    for line in summary.categories:
        yield line.title, line.files, line.to_review, line.sensitive, f"协议第{line.clause}条"
    if summary.excepted:
        yield "全部属例外", summary.excepted, "", "", "协议第9.1条"
    yield "未命中（已读全）", summary.clean, "", "", ""
    yield "未能读全", summary.unread, summary.unread, "", "不能视为不涉密"
    yield "文件总数", summary.files, "", "", ""
