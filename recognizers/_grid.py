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
    runs = [list(_runs(cells)) for cells in rows_of(text)]
    sideways = _sideways(runs)
    found: list[Labelled] = []
    form, named = 0, False
    for index, row in enumerate(runs):
        for label, values in row:
            if role(label) is Role.SUBJECT and values:
                if named and not (index in sideways and index - 1 in sideways):
                    form += 1
                named = True
            for column, (start, value) in enumerate(values):
                across = column + 1 if index in sideways else column if column and role(label) else 0
                found.append(Labelled(bare(label), start, value, (form, across)))
    return found


def _runs(cells: Cells) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each label of a row with the filled cells between it and the next label."""
    label, values = "", list[tuple[int, str]]()
    for start, cell in cells:
        if not cell.strip():
            continue
        if is_field(cell.strip()) and not (label and _is_answer(label, cell)):
            if label:
                yield label, values
            label, values = cell.strip(), []
        elif label and len(cell) <= _LONGEST_VALUE:
            values.append((start, cell))
    if label:
        yield label, values


def _is_answer(label: str, cell: str) -> bool:
    """Return whether a word that may be a label is the value of one: `关系 | 父亲`."""
    return bare(label) in {"关系", "称谓", "与本人关系", "与学生关系"} and role(cell) is Role.KIN


def _sideways(runs: Sequence[Sequence[tuple[str, list[tuple[int, str]]]]]) -> set[int]:
    """Return the rows of tables laid on their side: neighbours with one label and equally many values, names among them."""
    found, group = set[int](), list[int]()
    for index in range(len(runs) + 1):
        row = runs[index] if index < len(runs) else []
        width = len(row[0][1]) if len(row) == 1 else 0
        if group and (width != len(runs[group[0]][0][1]) or width < _ABREAST):
            if len(group) > 1 and any(role(runs[number][0][0]) for number in group):
                found.update(group)
            group = []
        if width >= _ABREAST:
            group.append(index)
    return found
