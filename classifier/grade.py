"""文件等级：一个文件各项结论之中最高的等级，并说明由哪一项而来（GB/T 43697）。纯函数。"""

from __future__ import annotations

from dataclasses import dataclass

from classifier.policy import Policy
from classifier.record import Record, Status, Tag
from classifier.words import STATUSES


@dataclass(frozen=True, slots=True)
class FileGrade:
    """A file's grade and the finding that it comes from."""

    level: str
    why: str
    """In Chinese, for a person."""


def grade_of(record: Record, policy: Policy) -> FileGrade | None:
    """Return the highest grade of what is found in a file and not excepted; None where nothing is."""
    tags = [tag for tag in record.tags if tag.status != Status.EXCEPTED]
    if not tags:
        return None
    tag = max(tags, key=lambda tag: policy.grades.index(tag.grade))
    return FileGrade(tag.grade, _why(tag, policy, alone=len({tag.grade for tag in tags}) == 1))


def grade_line(record: Record, policy: Policy) -> str:
    """Return a file's grade and its reason in a line, "" without a grade."""
    grade = grade_of(record, policy)
    return f"{grade.level}（{grade.why}）" if grade else ""


def _why(tag: Tag, policy: Policy, *, alone: bool) -> str:
    taken = "由" if alone else "取各项之中最高的，由"
    found = f"{policy.title_of(tag.category)}·{policy.subtype_title(tag.subtype)}"
    _, _, proof = tag.reasons[0].partition("：") if tag.reasons else ("", "", "")
    return f"{taken}“{found}”（{STATUSES[tag.status]}，第{tag.clause}条）而来{f'：{proof}' if proof else ''}"
