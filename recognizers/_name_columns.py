"""姓名列：哪些列是姓名——凭列名，凭格子，或整片都是姓名。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from recognizers import _fields, _grid, _name_cells, _names
from recognizers._text import Passage

_SAMPLE, _MOST = 200, 0.5
_NUMBER = re.compile("[0-9]{1,4}[.、]?")
_WIDEST = 64
_HAN = re.compile("[\u3400-\u9fff]")
_OTHERS = 40
"""Cells without any Han character that are too many among those looked at for names."""
_LONG_CELL, _FEW, _SEVERAL = 12, 5, 3


@lru_cache(maxsize=1)  # of a table it is asked twice
def columns(where: Passage) -> Mapping[int, str]:
    """Return the columns that hold names, with what says so: their heading, or "" where their cells alone do.

    The columns of a plan (days, groups, seats, beds; subjects, of which it tells the teachers) are looked at as one: each is short, and
    they hold the same.
    """
    named, mute = {}, []
    for number, heading in enumerate(_headings(where)):
        if _fields.role(heading):
            named[number] = heading.strip()
        elif not _speaks(heading):
            mute.append(number)
    halved = {number for pair in _fields.halves(where.headings) for number in pair}
    found = {
        number: heading
        for number, heading in named.items()
        if number not in halved
        and ((where.headings and _is_believed(where, number, heading)) or _holds_names(where, number, heading))
        and not _lists_fields(where, number, heading)
    }
    if not named and not where.headings and _is_grid_of_names(where):
        return dict.fromkeys(range(_WIDEST), "")
    for told in (_fields.is_place_in_plan, _fields.is_subject):
        plan = [number for number, heading in enumerate(where.headings) if told(heading)]
        if plan and _name_cells.looks_like_names(_pooled(where, plan)):
            found |= dict.fromkeys(plan, "")
    return found | {
        number: ""
        for number in mute
        if number not in found and number not in halved and _is_column_of_names(where, number)
    }


def is_strict(where: Passage, heading: str) -> bool:
    """Return whether what stands below a heading is believed to be a name even if it is an unusual one: nicknames of pupils, too."""
    told = _fields.says_little(heading) and _fields.are_of_members(where.headings)
    return _fields.is_strict(heading) or told


def silent(where: Passage) -> frozenset[int]:
    """Return the columns whose headings promise neither names nor other fields of persons."""
    fields = (_fields.role(heading) or _fields.is_field(heading) for heading in where.headings)
    return frozenset(number for number, field in enumerate(fields) if not field)


def plan_of_words(where: Passage) -> frozenset[int]:
    """Return the columns of a plan in whose cells a name stands beside what its bearer does there (`数学（王…）`)."""
    plan = frozenset(number for number, heading in enumerate(where.headings) if _fields.is_place_in_plan(heading))
    cells = _pooled(where, plan) if plan else []
    return plan if plan and _name_cells.stand_beside_words(cells) else frozenset()


def _pooled(where: Passage, columns: Iterable[int]) -> list[str]:
    wanted = frozenset(columns)
    cells = (cell.strip() for _, number, cell in where.cells(wanted) if not repeats(cell, where.headings[number]))
    return list(islice((cell for cell in cells if cell and not _is_no_name(cell)), _SAMPLE))


def _is_no_name(cell: str) -> bool:
    """Return whether a cell is a number or the name of a field; what stands in brackets behind one may name somebody."""
    return bool(_NUMBER.fullmatch(cell)) or (cell[-1] not in ")）" and _fields.is_field(cell))


def _speaks(heading: str) -> bool:
    """Return whether a heading says what stands below it."""
    return bool(_fields.role(heading)) or _fields.is_field(heading) or _fields.names_things(heading)


def repeats(cell: str, heading: str) -> bool:
    """Return whether a cell says again what its heading says, or one of the rows that the heading was joined from."""
    return f" {cell.strip()} " in f" {heading} "


def is_heading(where: Passage, number: int, cell: str) -> bool:
    """Return whether a cell is the heading over it and not a name that stands in a heading's place."""
    own = where.headings[number] if number < len(where.headings) else ""
    told = _fields.is_place_in_plan(own) or _fields.is_field(own) or not _name_cells.looks_like_name(own)
    return bool(own) and repeats(cell, own) and told


def _headings(where: Passage) -> tuple[str, ...]:
    """Return the headings of a passage; of cells without headings what stands on top of each column where it promises names."""
    if where.headings:
        return where.headings
    top = where.text.split("\n", 1)[0].split("\t")
    if "\t" not in where.text and (where.text.count("\n") < 2 or len(top[0]) > _LONG_CELL):
        return ()
    return tuple(cell if _fields.role(cell) else "" for cell in top[:_WIDEST])


def takes_latin(heading: str) -> bool:
    """Return whether names in Latin letters may stand under a heading."""
    return bool(re.search("[A-Za-z]", heading)) or "姓名" in heading.replace(" ", "")


def _sample(where: Passage, column: int, heading: str) -> list[str]:
    return list(islice(_told_apart(where, column, heading), _SAMPLE))


def _told_apart(where: Passage, column: int, heading: str) -> Iterator[str]:
    """Yield the cells of a column but those that name fields."""
    cells = (cell.strip() for _, _, cell in where.cells({column}))
    return (cell for cell in cells if cell not in {"", heading} and not _fields.is_field(cell))


def _holds_names(where: Passage, column: int, heading: str) -> bool:
    """Return whether most cells of a column are names: `name` and 教师 stand over other things too."""
    cells = _sample(where, column, heading)
    if _fields.says_little(heading) and not any(map(_fields.describes, _headings(where))):
        return _name_cells.look_like_persons(cells)
    latin, mixed = takes_latin(heading), _fields.is_mixed(heading)
    strict = is_strict(where, heading) and not _fields.is_strict(heading)
    names = sum(any(True for _ in _name_cells.in_cell(cell, strict=strict, latin=latin, mixed=mixed)) for cell in cells)
    return bool(cells) and names >= _MOST * len(cells)


def _lists_fields(where: Passage, column: int, heading: str) -> bool:
    """Return whether most of what stands in a column are names of fields: the labels of a form, a dictionary of data."""
    cells = [cell.strip() for _, _, cell in islice(where.cells({column}), _SAMPLE)]
    others = [cell for cell in cells if cell and not repeats(cell, heading)]
    return sum(map(_fields.is_field, others)) > _MOST * len(others)


def _is_believed(where: Passage, column: int, heading: str) -> bool:
    """Return whether a heading promises names and nothing else, and the cells below are not mostly sentences and words."""
    if not _fields.is_strict(heading):
        return False
    cells = _sample(where, column, heading)
    if len(set(cells)) >= _SEVERAL and not any(_name_cells.looks_like_name(cell) for cell in cells):
        return False
    others = sum(len(cell) > _LONG_CELL or _names.is_word(cell) for cell in cells)
    return len(cells) < _FEW or others < _MOST * len(cells)


def _is_grid_of_names(where: Passage) -> bool:
    """Return whether cells without headings are names in whatever column: a list several names wide, a plan of seats."""
    return "\t" in where.text and _name_cells.looks_like_names(list(islice(_cells_abreast(where), _SAMPLE)))


def _cells_abreast(where: Passage) -> Iterator[str]:
    """Yield the cells of the rows that have several: titles and notes stand alone in theirs."""
    for cells in _grid.rows_of(where.text):
        shown = [cell.strip() for _, cell in cells if cell.strip()]
        if len(shown) > 1:
            yield from (cell for cell in shown if not _fields.is_field(cell) and not _NUMBER.fullmatch(cell))


def _is_column_of_names(where: Passage, column: int) -> bool:
    heading = where.headings[column].strip() if column < len(where.headings) else ""
    others, cells = 0, list[str]()
    for _, _, cell in islice(where.cells({column}), _SAMPLE):
        others += _HAN.search(cell) is None
        if others > _OTHERS:
            return False
        cells.append(cell.strip())
    return _name_cells.looks_like_names([cell for cell in cells if cell != heading and not _fields.is_field(cell)])
