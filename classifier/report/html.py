"""HTML：一个文件，不引用任何外部内容，断网可看，可查找、筛选、打印；五万个文件也翻得动。"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from classifier.escape import printable
from classifier.model import Outcome
from classifier.report import _page_data as page
from classifier.report._base import ITSELF, NOTICE, Report
from classifier.report._facts import facts, methods
from classifier.report._rows import unread
from classifier.report._summary import summarize
from classifier.view import Level, View
from classifier.words import MARKS, OUTCOMES, STATUSES, remedy

_BUFFERED = 256
"""Pieces of the page that go to the file together."""


def write(view: View, path: Path) -> None:
    """Write the page as a stream; every text is escaped by the template engine, every name and value made printable first.

    Script and style are allowed by their digests alone, so that nothing that a file's name or text brings along can run.
    """
    pages = Environment(loader=PackageLoader("classifier.report", "."), autoescape=True, undefined=StrictUndefined)
    pages.filters["printable"] = printable
    summary, strings = summarize(view), page.Strings()
    stream = pages.get_template("_page.html").stream(
        notice=NOTICE,
        itself=ITSELF,
        view=view,
        header=view.header(),
        policy=view.policy,
        listed=view.level is not Level.COUNTS,
        facts=facts(view),
        methods=methods(view),
        summary=summary,
        excluded=summary.outcomes.get(Outcome.EXCLUDED, 0),
        states=view.states(),
        unread=unread(view),
        rows=page.rows(view, strings),
        strings=strings,
        embedded=page.embedded,
        categories=page.categories(view.policy),
        status_words=page.statuses(),
        outcome_words=page.outcomes(),
        outcomes=OUTCOMES,
        remedy=remedy,
        statuses=STATUSES,
        marks=MARKS,
        style=_source("_page.css"),
        script=_source("_page.js"),
        digest=_digest,
    )
    stream.enable_buffering(_BUFFERED)
    with path.open("wb") as file:
        stream.dump(file, encoding="utf-8")


def _source(name: str) -> Markup:
    text = resources.files("classifier.report").joinpath(name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 our own script and style


def _digest(source: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode()}"


REPORT = Report("网页报告", write)
