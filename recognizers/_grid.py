"""格子：没有表头的一片格子里，哪个格子是栏目名，哪些是它的值，哪些值属于同一个人。

Forms put a label left of its value (`姓名 | 王… | 性别 | 男`); a table laid on its side has its labels in the first column and
a person in each of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recognizers._fields import Role, bare, is_field, role

Cells = Sequence[tuple[int, str]]
"""Offset and text of each cell of a row."""
Run = tuple[str, Sequence[tuple[int, int, str]]]
"""A label, with column, offset and text of each of its values."""
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
    """Yield the cells of each line of a text in which TAB separates cells."""
    offset = 0
    for line in text.split("\n"):
        cells, start = [], offset
        for cell in line.split("\t"):
            cells.append((start, cell))
            start += len(cell) + 1
        yield cells
        offset += len(line) + 1


def labelled(text: str) -> list[Labelled]:
    """Return the labelled values of cells without headings, in their order."""
    rows = list(rows_of(text))
    runs = [list(_runs(cells)) for cells in rows]
    sideways = _sideways(rows, runs)
    found: list[Labelled] = []
    form, named = 0, False
    for index, row in enumerate(runs):
        for label, values in row:
            if role(label) is Role.SUBJECT and values:
                if named and not (index in sideways and index - 1 in sideways):
                    form += 1
                named = True
            for column, (number, start, value) in enumerate(values):
                across = number if index in sideways else column if column and role(label) else 0
                found.append(Labelled(bare(label), start, value, (form, across)))
    return found


def _runs(cells: Cells) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Yield each label of a row with column, offset and text of the filled cells between it and the next label."""
    label, values = "", list[tuple[int, int, str]]()
    for number, (start, cell) in enumerate(cells):
        if not cell.strip():
            continue
        if is_field(cell.strip()) and not (label and _is_answer(label, cell)):
            if label:
                yield label, values
            label, values = cell.strip(), []
        elif label and len(cell) <= _LONGEST_VALUE:
            values.append((number, start, cell))
    if label:
        yield label, values


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
        abreast = any(role(runs[n][0][0]) and len(runs[n][0][1]) >= _ABREAST for n in labelled)
        if abreast and len(labelled) > 1 and len(labelled) * 2 > len(group):
            found.update(labelled)
        group = []
    return found


def _begins(cells: Cells, label: str) -> bool:
    return next((cell.strip() for _, cell in cells if cell.strip()), "") == label
