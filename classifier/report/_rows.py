"""清单的行：表格类报告共用的列。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from classifier.escape import printable
from classifier.grade import grade_line
from classifier.policy import Policy
from classifier.record import Evidence, Record
from classifier.report._base import NOTICE
from classifier.retention import Term
from classifier.view import View
from classifier.words import OUTCOMES, STATUSES

COLUMNS = (
    "序号", "相对路径", "文件类型", "大小(字节)", "修改时间(UTC)", "读取状态", "说明", "类别", "子类", "状态", "等级",
    "敏感", "密级标志", "涉及人数", "不满14周岁", "依据条款", "保密期限", "判定理由", "证据(已遮盖)", "同内容组", "SHA-256", "SM3", NOTICE,
)  # fmt: skip
"""The last column is empty: a table of comma-separated values has no other place for the notice."""


def rows(view: View) -> Iterator[tuple[str | int, ...]]:
    """Yield one tuple of COLUMNS for every record, sorted by path; names are escaped, values masked."""
    policy, groups = view.policy, view.same_content()
    for number, record in enumerate(view.listed(), 1):
        yield (number, *_row(record, policy, view.retention(record), groups.get(record.sha256)))


def _row(record: Record, policy: Policy, retention: tuple[Term, ...], group: int | None) -> tuple[str | int, ...]:
    tags = record.tags
    return (
        printable(record.name),
        record.media_type,
        record.file.size,
        datetime.fromtimestamp(record.file.mtime_ns // 10**9, UTC).strftime("%Y-%m-%d %H:%M:%S"),
        OUTCOMES[record.outcome],
        printable(record.detail),
        each(policy.title_of(tag.category) for tag in tags),
        each(policy.subtype_title(tag.subtype) for tag in tags),
        each(STATUSES[tag.status] for tag in tags),
        grade_line(record, policy),
        each(word for tag in tags for word in tag.sensitive),
        each(f"{printable(mark.text)}（{mark.where}，{mark.reason}）" for mark in record.marks),
        f"≥{record.persons}" if record.persons_at_least else record.persons,
        record.minors,
        each(f"第{tag.clause}条" for tag in tags),
        each(retention_line(term, policy) for term in retention),
        each(reason for tag in tags for reason in tag.reasons),
        each(shown(item) for tag in tags for item in tag.evidence),
        group or "",
        record.sha256,
        record.sm3,
        "",
    )


def shown(item: Evidence) -> str:
    """Return a piece of evidence in a line: place, masked value, reasons."""
    return printable(f"{item.where}：{item.shown}（{'，'.join(item.reasons)}）")


def retention_line(term: Term, policy: Policy) -> str:
    """Return a term in a line: category, how long, by which clause."""
    return f"{policy.title_of(term.category)}：{printable(term.term)}（第{term.clause}条）"


def each(words: Iterable[str]) -> str:
    """Return words in a line, each once."""
    return "；".join(dict.fromkeys(words))


def unread(view: View) -> Iterator[Record]:
    """Yield the records of what was not read whole, as far as the level lets them be listed."""
    return (record for record in view.listed() if not record.outcome.complete)
