"""网页里的数据：每个文件一行 JSON，重复的文字只写一次。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from classifier.escape import printable
from classifier.grade import grade_line
from classifier.model import Outcome
from classifier.policy import Policy
from classifier.record import Mark, Record, Status, Tag
from classifier.report._rows import retention_line
from classifier.view import View
from classifier.words import MARKS, OUTCOMES, STATUSES, remedy


class Strings:
    """Texts by number: what many files say alike is written once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text, made printable."""
        return self._numbers.setdefault(printable(text), len(self._numbers))

    def embedded(self) -> Markup:
        """Return all texts in the order of their numbers."""
        return embedded(list(self._numbers))


def embedded(value: Any) -> Markup:
    """Return JSON that may stand in a script element: nothing in it ends the element or opens another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 no markup is left in it


def categories(policy: Policy) -> list[dict[str, str]]:
    """Return the categories as the rows count them."""
    return [{"id": item.id, "title": item.title} for item in policy.categories]


def statuses() -> list[dict[str, str]]:
    """Return the statuses as the rows count them."""
    return [{"id": status, "title": title} for status, title in STATUSES.items()]


def outcomes() -> list[dict[str, str | bool]]:
    """Return the outcomes as the rows count them."""
    return [{"id": item, "title": OUTCOMES[item], "complete": item.complete} for item in Outcome]


_STATUS = {status: number for number, status in enumerate(STATUSES)}
_OUTCOME = {outcome: number for number, outcome in enumerate(Outcome)}


def rows(view: View, strings: Strings) -> Iterator[Markup]:
    """Yield a row a file, in the order in which _page.js takes it apart; `strings` fills meanwhile."""
    policy, groups = view.policy, view.same_content()
    order = {item.id: number for number, item in enumerate(policy.categories)}
    for record in view.listed():
        terms = [strings.number(retention_line(term, policy)) for term in view.retention(record)]
        tags = [_tag(tag, order, policy, strings) for tag in record.tags]
        graded = [strings.number(line)] if (line := grade_line(record, policy)) else []
        yield embedded(
            [
                *_file(record, strings),
                tags,
                *_counts(record),
                groups.get(record.sha256, 0),
                record.sha256,
                terms,
                graded,
            ]
        )


def _file(record: Record, strings: Strings) -> Iterator[Any]:
    folder, _, base = record.name.rpartition("/")
    yield strings.number(folder)
    yield printable(base)
    yield record.file.size
    yield datetime.fromtimestamp(record.file.mtime_ns // 10**9, UTC).strftime("%Y-%m-%d %H:%M")
    yield strings.number(record.media_type)
    yield _OUTCOME[record.outcome]
    yield strings.number(record.detail)
    yield strings.number(remedy(record.outcome, record.detail))


def _counts(record: Record) -> Iterator[Any]:
    yield [_mark(mark) for mark in record.marks]
    yield f"≥ {record.persons}" if record.persons_at_least else record.persons or ""
    yield record.minors


def _mark(mark: Mark) -> str:
    return printable(f"密级字样“{mark.text}”，{mark.where}：{MARKS[mark.status]}。{mark.reason}")


def _tag(tag: Tag, order: dict[str, int], policy: Policy, strings: Strings) -> list[Any]:
    evidence = [
        [strings.number(item.where), printable(item.shown), [strings.number(reason) for reason in item.reasons]]
        for item in tag.evidence
    ]
    return [
        order[tag.category],
        strings.number(policy.subtype_title(tag.subtype)),
        _STATUS[Status(tag.status)],
        round(tag.confidence * 100),
        tag.grade,
        tag.clause,
        tag.sensitive,
        [strings.number(reason) for reason in tag.reasons],
        evidence,
    ]
