"""HTML：一个文件，不引用任何外部内容，断网可看，可打印。"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from classifier.escape import printable
from classifier.inventory import Inventory
from classifier.policy import load_policy
from classifier.report._base import NOTICE, Report
from classifier.report._rows import unread
from classifier.report._summary import summarize
from classifier.words import MARKS, OUTCOMES, REMEDIES, STATUSES


def write(inventory: Inventory, path: Path) -> None:
    """Write the page as a stream; every text is escaped by the template engine, every name and value made printable first."""
    pages = Environment(loader=PackageLoader("classifier.report", "."), autoescape=True, undefined=StrictUndefined)
    pages.filters["printable"] = printable
    header = inventory.header()
    stream = pages.get_template("_page.html").stream(
        notice=NOTICE,
        header=header,
        policy=load_policy(header.settings["policy"]),
        summary=summarize(inventory),
        unread=unread(inventory),
        records=inventory.records(),
        outcomes=OUTCOMES,
        remedies=REMEDIES,
        statuses=STATUSES,
        marks=MARKS,
    )
    with path.open("wb") as file:
        stream.dump(file, encoding="utf-8")


REPORT = Report("网页报告", write)
