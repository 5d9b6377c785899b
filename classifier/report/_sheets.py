"""工作表的内容：各表有哪些列，每一行写什么；怎样画由 xlsx 决定。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from classifier.escape import printable
from classifier.grade import grade_line
from classifier.policy import Policy
from classifier.record import Record, Tag
from classifier.report._facts import methods
from classifier.report._rows import each, retention_line, shown, unread
from classifier.view import Level, View
from classifier.words import MARKS, OUTCOMES, STATUSES, remedy

Cell = str | int | float
RETURNED = ("待核对", "已交回", "书面同意留存", "书面同意销毁", "未找到")
VERDICTS = ("同意", "改判", "不属于保密范围")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, and what a person may choose there."""

    title: str
    width: int
    choices: tuple[str, ...] = ()
    entry: bool = False
    """Whether a person fills it in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[View], Iterable[tuple[Cell, ...]]]
    frozen: int = 2
    """Columns that stay in sight."""
    printed: int = 0
    """Columns that are printed, the first so many; 0 for all."""
    wrapped: bool = True


def sheets(view: View) -> Iterator[Sheet]:
    """Yield the sheets that the reader of a view may see, in order."""
    if view.level is not Level.COUNTS:
        yield _files_sheet(view.policy)
    if view.level is Level.FULL:
        yield Sheet("证据明细", _EVIDENCE, _evidence)
    if view.level is not Level.COUNTS:
        yield Sheet("未能读取", _UNREAD, _unread)
        yield Sheet("重复与衍生", _SAME, _same)
    if view.register:
        yield Sheet("例外", _EXCEPTIONS, _exceptions)
    yield Sheet("规则与图例", _LEGEND, _legend, frozen=1)


FILES = "文件清单"
RETURN_STATE = "交回状态"
PRIMARY = "主类别"


def _files_sheet(policy: Policy) -> Sheet:
    columns = (
        Column("序号", 7), Column("相对路径", 48), Column(PRIMARY, 13), Column("密级标志", 18), Column("等级", 9),
        Column("敏感个人信息", 14), Column("涉及人数", 9), Column("保密期限", 27), Column("依据条款", 10), Column("读取状态", 11),
        Column(RETURN_STATE, 12, RETURNED, entry=True), Column("处置意见", 16, entry=True),
        Column("全部类别", 22), Column("子类", 26), Column("状态", 18), Column("不满14周岁", 11),
        Column("复核结论", 16, VERDICTS, entry=True), Column("例外条款", 12, tuple(item.id for item in policy.grounds), entry=True),
        Column("复核人", 12, entry=True), Column("复核时间", 16, entry=True), Column("复核理由", 28, entry=True),
        Column("文件类型", 24), Column("大小(字节)", 14), Column("修改时间(UTC)", 19), Column("说明", 30), Column("把握", 8),
        Column("命中数", 9), Column("判定理由", 60), Column("证据摘要(已遮盖)", 60), Column("同内容组", 10), Column("所在容器", 24),
        Column("SHA-256", 66), Column("SM3", 66),
    )  # fmt: skip
    return Sheet(FILES, columns, _files, frozen=3, printed=12, wrapped=False)


def _files(view: View) -> Iterator[tuple[Cell, ...]]:
    policy, groups = view.policy, view.same_content()
    for number, record in enumerate(view.listed(), 1):
        tags = record.tags
        yield (
            number,
            printable(record.name),
            next((item.title for item in policy.categories if item.id in record.categories), ""),
            *_duty(record, view),
            RETURNED[0] if tags and not record.container else "",
            "",
            each(policy.title_of(tag.category) for tag in tags),
            each(policy.subtype_title(tag.subtype) for tag in tags),
            each(STATUSES[tag.status] for tag in tags),
            record.minors or "",
            *("", "", "", "", ""),
            *_file(record),
            each(reason for tag in tags for reason in tag.reasons),
            each(shown(item) for tag in tags for item in tag.evidence),
            groups.get(record.sha256, ""),
            printable(record.container),
            record.sha256,
            record.sm3,
        )


def _duty(record: Record, view: View) -> tuple[Cell, ...]:
    tags = record.tags
    return (
        each(f"{printable(mark.text)}（{mark.where}，{MARKS[mark.status]}）" for mark in record.marks),
        grade_line(record, view.policy),
        each(word for tag in tags for word in tag.sensitive),
        f"≥{record.persons}" if record.persons_at_least else record.persons or "",
        each(retention_line(term, view.policy) for term in view.retention(record)),
        each(f"第{tag.clause}条" for tag in tags),
        OUTCOMES[record.outcome],
    )


def _file(record: Record) -> tuple[Cell, ...]:
    return (
        record.media_type,
        record.file.size,
        datetime.fromtimestamp(record.file.mtime_ns // 10**9, UTC).strftime("%Y-%m-%d %H:%M:%S"),
        printable(record.detail),
        max((tag.confidence for tag in record.tags), default=""),
        sum(record.counts.values()) or "",
    )


_EVIDENCE = (
    Column("文件序号", 9), Column("相对路径", 46), Column("类别", 14), Column("子类", 16), Column("状态", 18), Column("依据条款", 10),
    Column("位置", 30), Column("所见(已遮盖)", 28), Column("把握", 8), Column("理由", 40), Column("识别器", 26),
)  # fmt: skip


def _evidence(view: View) -> Iterator[tuple[Cell, ...]]:
    policy = view.policy
    for number, record in enumerate(view.listed(), 1):
        for tag in record.tags:
            yield from ((number, printable(record.name), *line) for line in _evidence_of(tag, policy))


def _evidence_of(tag: Tag, policy: Policy) -> Iterator[tuple[Cell, ...]]:
    head = (policy.title_of(tag.category), policy.subtype_title(tag.subtype), STATUSES[tag.status], f"第{tag.clause}条")
    for item in tag.evidence:
        reasons = printable("，".join(item.reasons))
        yield (*head, printable(item.where), printable(item.shown), round(item.score, 2), reasons, item.entity)


_UNREAD = (Column("相对路径", 52), Column("读取状态", 14), Column("原因", 52), Column("办法", 40))


def _unread(view: View) -> Iterator[tuple[Cell, ...]]:
    for record in unread(view):
        yield (
            printable(record.name),
            OUTCOMES[record.outcome],
            printable(record.detail),
            remedy(record.outcome, record.detail),
        )


_SAME = (
    Column("同内容组", 10),
    Column("相对路径", 60),
    Column("大小(字节)", 14),
    Column("关系", 34),
    Column("SHA-256", 66),
)


def _same(view: View) -> Iterator[tuple[Cell, ...]]:
    """Yield the files that share their content, group by group: all of them are copies to be returned (clause 6)."""
    groups = view.same_content()
    same = [record for record in view.listed() if record.sha256 in groups]
    for record in sorted(same, key=lambda record: groups[record.sha256]):
        inside = f"在 {printable(record.container)} 之内" if record.container else "单独的文件"
        yield groups[record.sha256], printable(record.name), record.file.size, inside, record.sha256


_EXCEPTIONS = (Column("编号", 12), Column("登记", 90), Column("结果", 48))


def _exceptions(view: View) -> Iterator[tuple[Cell, ...]]:
    return ((printable(item.entry.id), printable(item.entry.text()), printable(item.said)) for item in view.states())


_LEGEND = (Column("项目", 22), Column("名称", 30), Column("说明", 100))


def _legend(view: View) -> Iterator[tuple[Cell, ...]]:
    for category in view.policy.categories:
        yield "类别", category.title, f"第{category.clause}条：{category.quote}"
        yield "保密期限", category.title, f"{category.retention.term}（第{category.retention.clause}条）"
        for subtype in category.subtypes:
            yield "子类", subtype.title, category.title
    yield from (("状态", title, status) for status, title in STATUSES.items())
    yield from (("密级字样", title, status) for status, title in MARKS.items())
    yield from (("读取状态", title, remedy(outcome) or "读全") for outcome, title in OUTCOMES.items())
    yield from (("例外", ground.id, ground.quote) for ground in view.policy.grounds)
    yield from (("方法", title, printable(text)) for title, text in methods(view))
