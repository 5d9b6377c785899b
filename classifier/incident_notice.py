"""告知书：失泄密事件书面告知甲方的草稿（第8条第4项），写明发生时间、影响范围、控制措施。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from classifier.incident import Affected, Clock, Impact
from classifier.paper import Paper
from classifier.policy import Policy
from classifier.project import Project
from classifier.report._base import NOTICE
from classifier.view import Level, View
from classifier.words import beijing

UNKNOWN = "　　　　　　　　"
_CONTROLS = (
    "□ 已停止复制和传递，收回已发出的副本",
    "□ 已断开泄露的途径（账号、链接、共享文件夹、设备）",
    "□ 已通知持有人和接收人不得使用、转发，并要求删除的书面确认",
    "□ 已保存证据（日志、截图、本告知书所附清单）",
    "□ 涉及个人信息的，已评估是否须通知本人和主管部门",
)


def write_notice(view: View, impact: Impact, clock: Clock, measures: tuple[str, ...], path: Path) -> None:
    """Write the draft; equal facts give equal bytes. Raises OSError."""
    paper = Paper("失泄密事件书面告知书（草稿）", NOTICE)
    paper.text(f"致：{_addressee(view.project)}")
    paper.text("依据双方所订保密协议第8条第4项，现将事件书面告知如下。尚待核实的地方留空，由乙方协调责任人填写后发出。")
    paper.heading("一、发生时间")
    paper.facts(_times(clock, impact))
    paper.heading("二、影响范围")
    paper.facts(scope(view, impact))
    if view.level is not Level.COUNTS:
        paper.table(("涉及的资料", "类别", "判断依据", "持有人"), _files(view, impact), (0.36, 0.2, 0.26, 0.18))
    paper.heading("三、控制措施")
    paper.items(f"{number}. {measure}" for number, measure in enumerate(measures, 1))
    if not measures:
        paper.text("（逐项核实，已做的打勾并写明时间和经办人）")
        paper.items(_CONTROLS)
    paper.heading("四、说明")
    paper.items(_remarks(view, impact))
    paper.heading("五、签署")
    paper.signatures(("乙方编制人", "乙方安全保密协调责任人", "甲方安全保密协调责任人签收"))
    paper.save(path)


def _addressee(project: Project | None) -> str:
    return f"{project.party_a.name}（{project.party_a.coordinator}）" if project else UNKNOWN


def _times(clock: Clock, impact: Impact) -> Iterator[tuple[str, str]]:
    yield "事件发生", _moment(clock.occurred)
    yield "发现", _moment(clock.discovered)
    yield "书面告知的期限", f"{_moment(clock.deadline)}（自发生起 48 小时）"
    if impact.first and impact.last:
        yield "有关资料的修改时间", f"{_moment(impact.first)} 至 {_moment(impact.last)}"


def scope(view: View, impact: Impact) -> Iterator[tuple[str, str]]:
    """Yield what and how much is concerned, in words."""
    policy = view.policy
    if view.project:
        yield "项目", view.project.name
    whole = sum(item.whole for item in impact.items)
    yield "整份泄露的资料", f"{whole:,} 个文件"
    yield "含有泄露的内容、可能是来源的资料", f"{len(impact.items) - whole:,} 个文件"
    named = (f"{policy.title_of(category)} {number:,} 个文件" for category, number in impact.categories.items())
    yield "涉及的类别", "；".join(named) or "没有对上已标类别的文件"
    yield "涉及的人", str(impact.persons)
    yield "其中不满14周岁", str(impact.minors)
    by_title = Counter[str]()
    for entity, number in impact.values.items():
        by_title[_title(entity, policy)] += number
    yield "不同的值", "；".join(f"{title} {number:,} 个" for title, number in by_title.items()) or "没有"


def _title(entity: str, policy: Policy) -> str:
    subtypes = (subtype for category in policy.categories for subtype in category.subtypes)
    return next((subtype.title for subtype in subtypes if entity in subtype.any), "其他")


def _files(view: View, impact: Impact) -> Iterator[tuple[str, ...]]:
    for item in listed_of(view, impact)[:_MOST]:
        titles = "、".join(view.policy.title_of(category) for category in item.record.categories)
        yield (
            view.named(item.record),
            titles,
            f"{'整份：' if item.whole else '部分：'}{'；'.join(item.how)}",
            holders_of(item, view.project),
        )


_MOST = 500
"""Files that the notice lists: it is a letter; the command's own output and the inventory hold all."""


def listed_of(view: View, impact: Impact) -> tuple[Affected, ...]:
    """Return the files that the reader of a level may be told of."""
    return () if view.level is Level.COUNTS else impact.items


def holders_of(item: Affected, project: Project | None) -> str:
    """Return who holds a file and under which agreement, "" where it is not known."""
    holders = [holder for holder in project.holders if holder.holds(item.record.name)] if project else []
    return "、".join(f"{holder.name}（{holder.agreement or '无保密协议编号'}）" for holder in holders)


def _remarks(view: View, impact: Impact) -> Iterator[str]:
    header = view.header()
    yield f"影响范围由 {beijing(header.finished or header.started)} 的资料清单查出（规则 {header.rules_version}），不是对泄露途径的认定。"
    yield "人数按不同的姓名、证件号推算，同一个人的不同号码不合并，不同的人同名算一人。"
    if impact.unread:
        yield f"清单里有 {impact.unread:,} 个文件没有读全，影响范围可能更大。"
    if len(listed_of(view, impact)) > _MOST:
        yield f"资料只列前 {_MOST} 个，共 {len(impact.items):,} 个；其余见清单。"
    if not impact.items:
        yield "清单里没有对上泄露的内容，这不等于没有影响，须人工查证。"


def _moment(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}（北京时间）"
