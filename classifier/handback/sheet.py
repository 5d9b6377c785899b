"""表单：供打印、签字、盖章的一份纸面，同样的内容写成网页和 Word 两种。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.escape import printable
from classifier.report._base import NOTICE

BLANK = "＿＿＿＿＿＿＿＿"
"""What is to be filled in by hand."""
CARRIER = ("载体", "□硬盘　□U盘　□光盘　□在线传输　序列号：" + BLANK)
SECRECY = ("密级（按最高件填写）", "□绝密　□机密　□秘密　□内部")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `shares` are the columns' parts of the width and add up to 1."""

    title: str
    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: Sequence[Sequence[str | int]]
    none: str = "无。"
    """What stands in place of no rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form to sign."""

    title: str
    facts: tuple[tuple[str, str], ...]
    alarms: tuple[str, ...]
    """Sentences that nobody may miss."""
    tables: tuple[Table, ...]
    closing: tuple[str, ...]
    """Sentences under the tables: sums, how it was checked, declarations."""
    roles: tuple[str, ...]
    """Who signs."""


def write_html(sheet: Sheet, path: Path) -> None:
    """Write a sheet as one page that refers to nothing outside and prints on A4. Raises OSError."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 a verification without reports starts fast

    pages = Environment(loader=PackageLoader("classifier.handback", "."), autoescape=True, undefined=StrictUndefined)
    pages.filters["printable"] = printable
    with path.open("xb") as file:
        pages.get_template("_sheet.html").stream(sheet=sheet, notice=NOTICE).dump(file, encoding="utf-8")


def write_docx(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a Word document; equal sheets give equal bytes. Raises OSError."""
    from classifier.paper import Paper  # noqa: PLC0415

    paper = Paper(sheet.title, NOTICE, wide=True)
    paper.facts(sheet.facts)
    for alarm in sheet.alarms:
        paper.text(alarm, alarm=True)
    for table in sheet.tables:
        paper.heading(table.title)
        if table.rows:
            paper.table(table.columns, table.rows, table.shares)
        else:
            paper.text(table.none)
    for sentence in sheet.closing:
        paper.text(sentence)
    paper.heading("签署")
    paper.signatures(sheet.roles)
    paper.save(path)


def volume(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= step:
            return f"{size / step:,.3f} {unit}" if unit == "GB" else f"{size / step:,.1f} {unit}"
    return f"{size} 字节"


def several(words: Iterable[str]) -> str:
    """Return words in a row, each once."""
    return "、".join(dict.fromkeys(filter(None, words)))
