"""格子：没有表头的一片格子里，哪个格子是栏目名，哪些是它的值，哪些值属于同一个人。

Forms put a label left of its value (`姓名 | 王… | 性别 | 男`), or into the same cell (`姓名：王…`); a table laid on its side has its
labels in the first column and a person in each of the others; cards stand several abreast, the labels repeated in each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from recognizers._fields import Role, bare, is_field, role

Cells = Sequence[tuple[int, str]]
"""Offset and text of each cell of a row."""
Run = tuple[str, int, Sequence[tuple[int, int, str]]]
"""A label and its column, with column, offset and text of each of its values."""
_ABREAST = 2
_LONGEST_VALUE = 40


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cell whose meaning another cell tells."""

    label: str
    start: int
    """Offset of the first character of the cell."""
    text: str
    record: tuple[int, int]
    """The form, and the column in a table laid on its side: equal for what belongs together."""


def rows_of(text: str) -> Iterator[Cells]:
    """Return the cells of each line of a text in which TAB separates cells."""
    return (cells_of(line, offset) for offset, line in lines_of(text))


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each line."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def cells_of(line: str, offset: int) -> Cells:
    """Return the cells of a line that begins at `offset`."""
    cells = []
    for cell in line.split("\t"):
        cells.append((offset, cell))
        offset += len(cell) + 1
    return cells


def labelled(text: str) -> list[Labelled]:
    """Return the labelled values of cells without headings, in their order."""
    fields = _fields_in(text)
    rows, runs = list[Cells](), list[list[Run]]()
    for offset, line in lines_of(text):
        labels = ":" in line or "：" in line or not fields.isdisjoint(line.split("\t"))
        rows.append(cells_of(line, offset) if labels else ((offset, line),))
        runs.append(list(_runs(rows[-1], fields)) if labels else [])
    sideways = _sideways(rows, runs)
    found: list[Labelled] = []
    form, named, cards = 0, False, list[int]()
    for index, row in enumerate(runs):
        if abreast := _abreast(row):
            form, named, cards = form + named, True, abreast
        for place, (label, at, values) in enumerate(row):
            if role(label) and _heads(row[max(0, place - _ABREAST) : place], at):
                continue
            if role(label) is Role.SUBJECT and values and not abreast:
                if named and not (index in sideways and index - 1 in sideways):
                    form += 1
                named, cards = True, []
            for column, (number, start, value) in enumerate(values):
                across = number if index in sideways else column if column and role(label) else 0
                across = bisect_right(cards, at) if cards else across
                found.append(Labelled(bare(label), start, value, (form, across)))
    return found


def _fields_in(text: str) -> Set[str]:
    """Return the cells of a text that are names of fields: each is asked about once, and most rows of a large table hold none."""
    return {cell for cell in set(text.replace("\n", "\t").split("\t")) if is_field(cell.strip())}


def _heads(before: Sequence[Run], at: int) -> bool:
    """Return whether two labels without values stand right before a column: the row heads an empty table, and no value stands in it."""
    return [(column, bool(values)) for _, column, values in before] == [(at - 2, False), (at - 1, False)]


def _abreast(row: Sequence[Run]) -> list[int]:
    """Return the columns at which cards begin where a row names a person in each of several, [] for another row."""
    begun = [(bare(label), column) for label, column, values in row if values and role(label) is Role.SUBJECT]
    return [column for _, column in begun] if len(begun) > 1 and len({label for label, _ in begun}) == 1 else []


def _runs(cells: Cells, fields: Set[str]) -> Iterator[Run]:
    """Yield each label of a row with column, offset and text of the filled cells between it and the next label."""
    label, at, values = "", 0, list[tuple[int, int, str]]()
    for number, (start, cell) in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        said = list(told(cell)) if ":" in cell or "：" in cell else []
        if said or (cell in fields and not (label and _is_answer(label, cell))):
            if label:
                yield label, at, values
            label, at, values = "" if said else text, number, []
            yield from ((own, number, [(number, start + low, value)]) for own, low, value in said)
        elif label and len(cell) <= _LONGEST_VALUE:
            values.append((number, start, cell))
    if label:
        yield label, at, values


_SAID = re.compile("(?:^|[ \u3000,，;；])([^ \u3000,，;；:：]{1,16})[:：]")


def told(cell: str) -> Iterator[tuple[str, int, str]]:
    """Yield label, offset and text of the values that a cell names itself: `姓名：王…　班级：一班`."""
    hits = [hit for hit in _SAID.finditer(cell) if is_field(hit[1])]
    for hit, after in zip(hits, [*(other.start() for other in hits[1:]), len(cell)], strict=False):
        value = cell[hit.end() : after]
        shown = value.strip(" \u3000,，;；")
        if shown and len(shown) <= _LONGEST_VALUE:
            yield hit[1], hit.end() + value.find(shown), shown


def _is_answer(label: str, cell: str) -> bool:
    """Return whether a word that may be a label is the value of one: `关系 | 父亲`."""
    return bare(label) in {"关系", "称谓", "与本人关系", "与学生关系"} and role(cell) is Role.KIN


def _sideways(rows: Sequence[Cells], runs: Sequence[Sequence[Run]]) -> set[int]:
    """Return the rows of tables laid on their side: each begins with its label, and two names or more stand behind one of them."""
    found, group = set[int](), list[int]()
    for index in range(len(runs) + 1):
        if index < len(runs) and any(cell.strip() for _, cell in rows[index]):
            group.append(index)
            continue
        labelled = [number for number in group if len(runs[number]) == 1 and _begins(rows[number], runs[number][0][0])]
        abreast = any(role(runs[n][0][0]) and len(runs[n][0][2]) >= _ABREAST for n in labelled)
        if abreast and len(labelled) > 1 and len(labelled) * 2 > len(group):
            found.update(labelled)
        group = []
    return found


def _begins(cells: Cells, label: str) -> bool:
    return next((cell.strip() for _, cell in cells if cell.strip()), "") == label
