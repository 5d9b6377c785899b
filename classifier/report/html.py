"""HTML：一个文件，不引用任何外部内容，断网可看，可打印。"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from classifier.escape import printable
from classifier.report._base import ITSELF, NOTICE, Report
from classifier.report._rows import retention_line, unread
from classifier.report._summary import COUNT_COLUMNS, count_rows, summarize
from classifier.view import View
from classifier.words import MARKS, OUTCOMES, REMEDIES, STATUSES


def write(view: View, path: Path) -> None:
    """Write the page as a stream; every text is escaped by the template engine, every name and value made printable first."""
    pages = Environment(loader=PackageLoader("classifier.report", "."), autoescape=True, undefined=StrictUndefined)
    pages.filters["printable"] = printable
    stream = pages.get_template("_page.html").stream(
        notice=NOTICE,
        itself=ITSELF,
        view=view,
        header=view.header(),
        policy=view.policy,
        summary=summarize(view),
        count_columns=COUNT_COLUMNS,
        count_rows=count_rows(view),
        unread=unread(view),
        retention_line=retention_line,
        outcomes=OUTCOMES,
        remedies=REMEDIES,
        statuses=STATUSES,
        marks=MARKS,
    )
    with path.open("wb") as file:
        stream.dump(file, encoding="utf-8")


REPORT = Report("网页报告", write)
