"""Random layouts: tables of made-up persons put down as sheets, texts, pages and records."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

from sample_corpus.make.word import docx
from tests import made_tables as made
from tests.made_tables import Rows, Table, Wanted
from tests.rosters import workbook


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, what was drawn for them, and what must be found."""

    rows: Rows
    wanted: Wanted
    features: tuple[str, ...]
    merged: tuple[str, ...] = ()


def flat(rng: Random) -> Grid:
    """Persons in rows under one row of headings, with titles, notes, blank columns and rows, repeated headings, footers."""
    one = made.table(rng, rng.randrange(3, 14))
    rows = made.body(rng, one)
    if rng.random() < 0.2:
        at = rng.randrange(1, len(rows))
        rows[at:at] = [[""] * len(one.kinds)]
        one.features.append("gap")
    if rng.random() < 0.2 and len(rows) > 4:
        at = rng.randrange(2, len(rows))
        rows[at:at] = [one.heads]
        one.features.append("repeated")
    above = made.titles(rng, one, len(one.kinds))
    rows = [*above, one.heads, *rows, *made.footers(rng, one)]
    if rng.random() < 0.15:
        at = rng.randrange(len(one.kinds) + 1)
        rows = [[*row[:at], "", *row[at:]] if len(row) > 1 else row for row in rows]
        one.features.append("blank column")
    return _grid(rows, one)


def _grid(rows: Rows, *tables: Table) -> Grid:
    features = [f"{kind}={head}" for one in tables for kind, head in zip(one.kinds, one.heads, strict=True)]
    return Grid(rows, made.wanted(tables), (*features, *(f for one in tables for f in one.features)))


def two_heads(rng: Random) -> Grid:
    """Headings over two rows: groups above, or cells that reach down."""
    one = made.table(rng, rng.randrange(3, 12))
    order = sorted(range(len(one.kinds)), key=lambda n: (one.kinds[n] in {"parent", "phone"}, n))
    one.kinds, one.heads = [one.kinds[n] for n in order], [one.heads[n] for n in order]
    upper, lower = [], []
    groups = {
        "parent": "家长信息",
        "phone": "家长信息",
        "score": "考核情况",
        "identity": "学籍信息",
        "number": "学籍信息",
    }
    style = rng.choice(["groups", "all"])
    last = ""
    for kind, head in zip(one.kinds, one.heads, strict=True):
        group = (
            groups.get(kind, "")
            if style == "groups"
            else ("家长信息" if kind in {"parent", "phone"} else "学生基本信息")
        )
        upper.append("" if group and group == last else group or head)
        lower.append(head if group else "")
        last = group
    if not any(lower):
        upper, lower = one.heads, []
    if not any(upper) or ("家长信息" in upper and lower[-1] == "姓名"):
        pass
    rows = [
        *made.titles(rng, one, len(one.kinds)),
        upper,
        *([lower] if lower else []),
        *made.body(rng, one),
        *made.footers(rng, one),
    ]
    one.features.append(f"two:{style}")
    return _grid(rows, one)


def beside(rng: Random) -> Grid:
    """The same list in two or three blocks side by side."""
    one = made.table(rng, rng.randrange(4, 18))
    one.kinds = [k for k in one.kinds if k not in {"parent", "blank"}][:4]
    if "name" not in one.kinds:
        one.kinds[-1] = "name"
    one.heads = made.heads(rng, one.kinds)
    if len(one.kinds) < 2:
        one.kinds, one.heads = ["serial", "name"], ["序号", "姓名"]
    names = {p.name for p in one.folk}
    if "identity" not in one.kinds and len(names) < len(one.folk):
        one.folk = made.people(rng, len(one.folk))
    blocks = rng.choice([2, 2, 3])
    rows = made.body(rng, one)
    high = -(-len(rows) // blocks)
    gap = [""] if rng.random() < 0.3 else []
    wide = [(row + gap) for row in [one.heads] * blocks]
    head = [c for row in wide for c in row]
    found = [head]
    for n in range(high):
        line: list[str] = []
        for b in range(blocks):
            k = n + b * high
            line += (rows[k] if k < len(rows) else [""] * len(one.kinds)) + gap
        found.append(line)
    one.features.append(f"beside{blocks}{'gap' if gap else ''}")
    return _grid([*made.titles(rng, one, len(head)), *found, *made.footers(rng, one)], one)


def stacked(rng: Random) -> Grid:
    """Several tables in one sheet, below one another, of the same or of other columns; somebody may stand in both."""
    first = made.table(rng, rng.randrange(2, 7))
    second = made.table(rng, rng.randrange(2, 7), first=100)
    if rng.random() < 0.5:
        second.kinds, second.heads = first.kinds, first.heads
    rows: Rows = []
    for number, one in enumerate((first, second), 1):
        named = {p.name for p in one.folk}
        if "identity" not in one.kinds and len(named) < len(one.folk):
            one.folk = made.people(rng, len(one.folk), 100 * (number - 1))
        rows += [[] for _ in range(rng.randrange(0, 3))] if number > 1 else []
        rows += (
            [[rng.choice([f"三（{number}）班", f"{number}组名单", "表二", "三（1）班学生名单"])]]
            if rng.random() < 0.6
            else []
        )
        rows += [one.heads, *made.body(rng, one)]
    return _grid(rows, first, second)


def sideways(rng: Random) -> Grid:
    """A table laid on its side: headings in the first column."""
    one = made.table(rng, rng.randrange(2, 9))
    body = made.body(rng, one)
    rows = [[head, *(row[n] for row in body)] for n, head in enumerate(one.heads)]
    above = [[rng.choice(["学生信息表", "名单"])]] if rng.random() < 0.4 else []
    one.features.append("sideways")
    return _grid([*above, *rows], one)


def forms(rng: Random) -> Grid:
    """A form for each person: labels with their values at their right."""
    one = made.table(rng, rng.randrange(1, 6))
    kinds = [k for k in one.kinds if k not in {"serial", "blank", "score", "remark"}]
    kinds.sort(key=lambda k: k != "name" if rng.random() < 0.8 else 0)
    if "name" in kinds and kinds.index("name"):
        kinds.remove("name")
        kinds.insert(0, "name")
    one.kinds = kinds
    one.heads = [rng.choice([h for h in made.HEADS[k] if not h.isascii() and "学员" not in h]) for k in kinds]
    wide = rng.choice([1, 2, 3])
    rows: Rows = []
    for place, each in enumerate(one.folk, 1):
        pairs = [
            [head, made.cell(rng, kind, each, place, one.dates)] for kind, head in zip(kinds, one.heads, strict=True)
        ]
        rows += [["学生情况登记表"]] if rng.random() < 0.5 else []
        rows += [[c for pair in pairs[low : low + wide] for c in pair] for low in range(0, len(pairs), wide)]
        rows += [[] for _ in range(rng.randrange(0, 3))]
    one.features.append(f"forms{wide}")
    return _grid(rows, one)


def names_only(rng: Random) -> Grid:
    """Names alone, several across, under a title or none."""
    one = Table(["name"], [""], made.people(rng, rng.randrange(6, 31)), made.DATES[0])
    across = rng.choice([1, 4, 5, 6, 8])
    names = [p.name for p in one.folk]
    rows = [names[low : low + across] for low in range(0, len(names), across)]
    above = rng.choice([[], [["三（1）班学生名单"]], [["参加人员名单"], []], [["三（1）班座位表"], ["讲台"]]])
    one.features += [f"across{across}", f"above{len(above)}"]
    return _grid([*above, *rows], one)


GRIDS: dict[str, Callable[[Random], Grid]] = {
    "flat": flat,
    "two_heads": two_heads,
    "beside": beside,
    "stacked": stacked,
    "sideways": sideways,
    "forms": forms,
    "names_only": names_only,
}


def sheet(_: Random, grid: Grid) -> tuple[str, bytes]:
    """Return the grid as an xlsx file."""
    return "a.xlsx", workbook(grid.rows, grid.merged)


def separated(rng: Random, grid: Grid) -> tuple[str, bytes]:
    """Return the grid as a text of separated cells in some encoding."""
    delimiter, encoding = rng.choice(
        ((",", "utf-8-sig"), (";", "gbk"), ("\t", "utf-16"), ("|", "gb18030"), (",", "utf-8"))
    )
    text = io.StringIO()
    quoting: Literal[0, 1] = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    ends = rng.choice(("\r\n", "\n"))
    csv.writer(text, delimiter=delimiter, lineterminator=ends, quoting=quoting).writerows(_padded(rng, grid.rows))
    return "a.csv", text.getvalue().encode(encoding)


def _padded(rng: Random, rows: Rows) -> Rows:
    width = max(map(len, rows)) if rng.random() < 0.5 else 0
    return [row + [""] * (width - len(row)) for row in rows]


def word(_: Random, grid: Grid) -> tuple[str, bytes]:
    """Return the grid as a table in a Word document."""
    return "a.docx", docx("附件", [[cell.replace("\n", " ") for cell in row] for row in grid.rows if row])


def web(_: Random, grid: Grid) -> tuple[str, bytes]:
    """Return the grid as a table of a web page."""
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows)
    return "a.html", f"<html><meta charset=utf-8><body><table border=1>{rows}</table></body></html>".encode()


def markdown(_: Random, grid: Grid) -> tuple[str, bytes]:
    """Return the grid as a Markdown table, its first row on top of the rule."""
    width = max(map(len, grid.rows))
    rows = [[cell.replace("\n", " ") for cell in row] + [""] * (width - len(row)) for row in grid.rows if row]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "a.md", "\n".join([lines[0], "|" + "---|" * width, *lines[1:]]).encode()


CONTAINERS: dict[str, Callable[[Random, Grid], tuple[str, bytes]]] = {
    "xlsx": sheet,
    "csv": separated,
    "docx": word,
    "html": web,
    "md": markdown,
}
