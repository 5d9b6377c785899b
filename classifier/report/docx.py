"""Word：可打印、可签署的报告，横排 A4。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from classifier.escape import printable
from classifier.grade import grade_line
from classifier.paper import Paper
from classifier.policy import Policy
from classifier.record import Record, Status
from classifier.report._base import ITSELF, NOTICE, SIGNERS, Report
from classifier.report._facts import facts, methods
from classifier.report._rows import shown, unread
from classifier.report._summary import COUNT_COLUMNS, count_rows, summarize
from classifier.view import Level, View
from classifier.words import OUTCOMES, STATUSES, remedy

_MOST = 3000
"""Files a table: beyond some hundred pages a printed list serves nobody, and word processors give up."""
_EVIDENCE, _REASONS = 3, 3
"""Pieces of evidence and reasons a file: the printed report is for signing, the other forms hold all."""


def write(view: View, path: Path) -> None:
    """Write the report; equal inventories give equal bytes but for the clock."""
    paper = Paper("资料分类清单", NOTICE, wide=True)
    paper.text(f"{view.report}：{ITSELF}", alarm=True)
    paper.facts(facts(view))
    summary = summarize(view)
    if summary.marked:
        said = "请立即停止复制和传递，联系甲方安全保密协调责任人；是否属于国家秘密由有权机关认定。"
        paper.text(f"发现密级标志 {len(summary.marked)} 个文件。{said}", alarm=True)
    paper.heading("一、总览")
    paper.table(COUNT_COLUMNS, count_rows(summary), (0.3, 0.12, 0.12, 0.12, 0.34))
    if view.level is not Level.COUNTS:
        _files(paper, view)
    if view.register:
        paper.heading("例外登记（第9条第1项）")
        states = ((state.entry.id, state.entry.text(), state.said) for state in view.states())
        paper.table(("编号", "登记", "结果"), states, (0.1, 0.55, 0.35))
    paper.heading("范围与方法")
    paper.facts(methods(view))
    paper.heading("签署")
    paper.signatures(SIGNERS)
    paper.save(path)


def _files(paper: Paper, view: View) -> None:
    paper.heading("二、受保护的文件")
    columns = ("相对路径", "类别、状态、等级", "保密期限", "人数", "理由与证据（已遮盖）")
    protected = (_row(record, view) for record in view.listed() if record.tags)
    paper.table(columns, islice(protected, _MOST), (0.22, 0.26, 0.12, 0.06, 0.34))
    if more := sum(1 for _ in protected):
        paper.text(f"只列前 {_MOST:,} 个，另有 {more:,} 个，见 Excel 或 JSON Lines 清单。", alarm=True)
    paper.heading("三、未能读全的文件（不能视为不涉密）")
    missing = (
        (record.name, OUTCOMES[record.outcome], record.detail, remedy(record.outcome, record.detail))
        for record in unread(view)
    )
    paper.table(("相对路径", "读取状态", "原因", "办法"), islice(missing, _MOST), (0.3, 0.12, 0.33, 0.25))
    if more := sum(1 for _ in missing):
        paper.text(f"只列前 {_MOST:,} 个，另有 {more:,} 个，见 Excel 或 JSON Lines 清单。", alarm=True)


def _row(record: Record, view: View) -> tuple[str, ...]:
    policy = view.policy
    terms = (f"{policy.title_of(term.category)}：{term.term}（第{term.clause}条）" for term in view.retention(record))
    reasons = list(dict.fromkeys(reason for tag in record.tags for reason in tag.reasons))[:_REASONS]
    evidence = list(dict.fromkeys(shown(item) for tag in record.tags for item in tag.evidence))[:_EVIDENCE]
    persons = f"{'≥' if record.persons_at_least else ''}{record.persons}" if record.persons else ""
    told = printable("；".join((*reasons, *evidence)))
    return record.name, "；".join(_tags(record, policy)), "；".join(terms), persons, told


def _tags(record: Record, policy: Policy) -> Iterator[str]:
    """Yield the file's grade, and a line for the tags that differ in nothing but the subtype."""
    if grade := grade_line(record, policy):
        yield f"等级 {grade}"
    alike: dict[tuple[str, Status, str, str], list[str]] = {}
    for tag in record.tags:
        subtypes = alike.setdefault((tag.category, tag.status, tag.grade, tag.clause), [])
        subtypes.append(policy.subtype_title(tag.subtype))
    for (category, status, grade, clause), subtypes in alike.items():
        named = "、".join(dict.fromkeys(subtypes))
        yield f"{policy.title_of(category)}·{named}（{STATUSES[status]}，{grade}，第{clause}条）"


REPORT = Report("Word 报告", write)
