"""表头：由已知的栏目名认出表头行与表单行；没有已知栏目名的，由形态认出。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from classifier.extract._counted_heads import is_calendar, without_count
from classifier.extract._row_shapes import (
    LONGEST_HEADING,
    NUMBER,
    Row,
    filled,
    fits,
    is_any,
    is_card_line,
    is_names,
    is_preface,
    is_sideways,
)
from recognizers._fields import is_field, is_place_in_plan, is_post, is_strict, role
from recognizers._hints import hints
from recognizers._name_cells import looks_like_name

LOOKED_AT = 12
"""Rows among which a heading row of unknown words is looked for."""
_LONGEST_GROUP = 12
_LONGEST_WORD = 16
"""Characters of a heading that is no known word, in a row of known ones."""
_LONGEST_NAME = 8
_LONG, _DIGITS = 9, "0123456789Xx+()（） -"
_NEXT_ROWS = 20
_PROMPT = re.compile("请(?:输入|选择|填写)")
_HIGHEST = 3
"""Rows that one set of headings may take."""
_ANSWERS = frozenset({"无", "暂无", "不详", "未知"})
"""Words that stand for nothing in a form: no names of fields."""
_LONG_ENOUGH = 3
"""Rows below a head that make a table."""
_SIDEWAYS = 6
"""Rows that are looked at to know a table laid on its side."""
_BREAKS = re.compile(r"[\t\r\n\v\f]+")
_BREAKS_INSIDE = re.compile(r"[\r\v\f]")
_SPREAD = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
"""Blanks that spread a word over its cell: `班　级`."""


def line(cells: Row) -> str:
    """Return a row as one line: cells separated by TAB, their own line breaks as blanks."""
    text = "\t".join(cells)
    if text.count("\t") != len(cells) - 1 or "\n" in text or "\r" in text or "\v" in text or "\f" in text:
        text = "\t".join(_BREAKS.sub(" ", cell) for cell in cells)
    return text


def lines(rows: Sequence[Row]) -> list[str]:
    """Return rows as lines, as `line` does; whether any cell holds a break is asked once for all of them."""
    joined = list(map("\t".join, rows))
    text = "\n".join(joined)
    clean = text.count("\t") == sum(map(len, rows)) - len(rows) and text.count("\n") == len(rows) - 1
    return joined if clean and all(rows) and not _BREAKS_INSIDE.search(text) else list(map(line, rows))


def hinted(lines: Sequence[str]) -> Iterator[int]:
    """Yield the indices of the rows, each as one line, that hold a word of persons' tables at all: the cheap question before the dear one."""
    text = "\n".join(lines).lower()
    index = low = high = 0
    for start in hints(text):
        if start < high:
            continue
        index += text.count("\n", low, start)
        yield index
        low, high = start, text.find("\n", start)
        if high < 0:
            return


def speaks_of_persons(rows: Sequence[Row]) -> bool:
    """Return whether a table has headings of persons' tables in any row, or is a form or a list of names without headings."""
    return (
        any(True for _ in hinted(lines(rows)))
        or any(map(is_form_line, rows[:1]))
        or any(map(is_names, rows[:LOOKED_AT]))
    )


def height(rows: Sequence[Row], index: int) -> int:
    """Return how many rows from `index` on are headings of known words, 0 where the row is none."""
    if not _is_known(rows[index], rows[index + 1] if index + 1 < len(rows) else ()):
        return 0
    number, levels, above = 1, 1, [bool(cell.strip()) for cell in rows[index]]
    while levels < _HIGHEST:
        after = number + (
            index + number < len(rows) and not rows[index + number]
        )  # a cell of two lines in a text of cells
        if index + after + 1 >= len(rows) or not _goes_on(above, rows[index + after]):
            break
        above = [x or bool(cell.strip()) for x, cell in zip(above, rows[index + after], strict=False)]
        number, levels = after + 1, levels + 1
    return number if _has_rows(rows[index], rows[index + number : index + number + _NEXT_ROWS]) else 0


def _is_known(row: Row, below: Row) -> bool:
    """Whether most cells are names of fields, some of them side by side: a label and its value are not, nor a form to fill in."""
    shown = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
    if is_calendar([cell for _, cell in shown]):
        return True
    cells = without_count(shown)
    labels = [c for c, cell in cells if len(cell) <= LONGEST_HEADING and is_field(cell) and cell not in _ANSWERS]
    if (
        len(labels) < 2
        or _is_named(cells)
        or _are_posts([cell for _, cell in cells], filled(below))
        or is_card_line([cell for _, cell in cells])
        or len(labels) * 2 < len(cells)
        or any(_is_value(cell) for _, cell in cells)
        or any(len(cell) > _LONGEST_WORD and not is_field(cell) for _, cell in _without_note(cells))
    ):
        return False
    abreast = sum(after - before == 1 for before, after in pairwise(labels))
    return (
        abreast > 0
        and (abreast * 3 >= len(labels) or len(labels) == len(cells))
        and (not _has_gaps(row, labels) or _fills(row, below))
    )


def _without_note(cells: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """Return a row without what is noted at its end, beside headings that promise names (`单位 | 姓名 | 考勤 | 带*的为……`)."""
    return cells[:-1] if len(cells) > _LONG_ENOUGH and any(is_strict(cell) for _, cell in cells) else cells


def _is_value(cell: str) -> bool:
    """Whether a cell is a number longer than a date, a telephone or that of a document: `备用电话 | 13800138000` is no row of headings."""
    return len(cell) >= _LONG and not cell.strip(_DIGITS)


def _is_named(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether a name stands behind a label of names, the first cell or the one beside a section's name: `姓名 | 王… | 职务 | 班长`."""
    pairs = [(label, cell) for (_, label), (_, cell) in pairwise(cells[:3])]
    return any(role(label) is not None and not is_field(cell) and looks_like_name(cell) for label, cell in pairs)


def _are_posts(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row of a table laid on its side says what its persons are: `职务 | 班长 | 课代表` above `姓名 | 王… | 李…`."""
    return (
        is_post(cells[0])
        and not any(map(is_strict, cells[1:]))
        and bool(below)
        and is_field(below[0])
        and not any(map(is_field, below[1:]))
    )


def _has_rows(headings: Row, below: Sequence[Row]) -> bool:
    """Whether anybody has filled anything in: a row of two cells, or a name; blank forms are no tables, nor is `请输入…` filled in."""
    named = [column for column, cell in enumerate(headings) if cell.strip() and role(cell)]
    return any(
        sum(not _PROMPT.match(cell) for cell in filled(row)) > 1
        or any(0 < len(row[column].strip()) <= _LONGEST_NAME for column in named if column < len(row))
        for row in below
    )


def _has_gaps(row: Row, labels: Sequence[int]) -> bool:
    """Whether most labels have an empty cell at their right: a form that nobody has filled in."""
    gaps = sum(label + 1 < len(row) and not row[label + 1].strip() for label in labels)
    return gaps * 3 >= len(labels) * 2 and len(row) >= 4


def _fills(row: Row, below: Row) -> bool:
    """Whether names of fields stand below each gap of a row: what stands above the gaps reaches over several columns."""
    gaps = [column for column, cell in enumerate(row) if not cell.strip()]
    return all(column < len(below) and is_field(below[column]) for column in gaps)


def _goes_on(above: Sequence[bool], row: Row) -> bool:
    """Whether a row below headings goes on with them: it fills gaps or names nothing but fields, leaves cells that reach down, and holds no values."""
    cells = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
    if not cells or any(len(cell) > _LONGEST_GROUP or NUMBER.fullmatch(cell) for _, cell in cells):
        return False
    reaches = sum(filled and not (column < len(row) and row[column].strip()) for column, filled in enumerate(above))
    fills = sum(column < len(above) and not above[column] for column, _ in cells)
    known = sum(is_field(cell) for _, cell in cells)
    return bool(reaches and (fills or known == len(cells))) and known * 2 >= len(cells)


def groups_above(rows: Sequence[Row], index: int) -> int:
    """Return 1 where the row above headings names groups of columns (`学生信息`, `家长信息`), else 0."""
    if not index:
        return 0
    cells = [(column, cell.strip()) for column, cell in enumerate(rows[index - 1]) if cell.strip()]
    short = all(
        len(cell) <= _LONGEST_GROUP and not re.search("[:：0-9]", cell) and not looks_like_name(cell)
        for _, cell in cells
    )
    return int(len(cells) > 1 and short and len(cells) * 2 <= len([cell for cell in rows[index] if cell.strip()]) + 1)


def joined(rows: Sequence[Row], index: int, number: int) -> tuple[str, ...]:
    """Return one heading a column, of a group and what stands below it in one: `家长信息 姓名`."""
    low = index - groups_above(rows, index)
    chosen = rows[low : index + number]
    width = max(map(len, chosen))
    headings = [""] * width
    for level, row in enumerate(chosen):
        below = chosen[level + 1 :]
        last = ""
        for column in range(width):
            own = _SPREAD.sub("", row[column].strip()) if column < len(row) else ""
            under = any(column < len(other) and other[column].strip() for other in below)
            last = own or (last if under else "")
            if last and last != headings[column]:
                headings[column] = f"{headings[column]} {last}".strip()
    return tuple(headings)


def is_form_line(row: Row) -> bool:
    """Return whether a row holds labels with their values beside them: `姓名 | 王… | 性别 | 男`."""
    cells = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
    if len(cells) < 2 or not is_field(cells[0][1]) or (NUMBER.fullmatch(cells[0][1])):
        return False
    if sum(is_place_in_plan(cell) for _, cell in cells) > 1:
        return False
    labels = [is_field(cell) for _, cell in cells]
    pairs = sum(label and not value for label, value in pairwise(labels))
    named = any(label and role(cell) for label, (_, cell) in zip(labels, cells, strict=True))
    columns = [column for label, (column, _) in zip(labels, cells, strict=True) if label]
    abreast = any(after - before == 1 for before, after in pairwise(columns))
    return pairs > abreast and labels.count(True) <= pairs + 1 and (named or pairs > 1)


def ends(row: Row, headings: Sequence[str]) -> bool:
    """Return whether a row of labels and values ends the table under some headings: below 职务 a 课代表 is no label."""
    posts = any(is_post(heading) and role(cell.strip()) for heading, cell in zip(headings, row, strict=False))
    return is_form_line(row) and not posts


def heads(rows: Sequence[Row], index: int) -> bool:
    """Return whether a row that reads like labels with values heads a table: it names nobody, and what is below begins with no label."""
    row, below = rows[index], rows[index + 1 : index + 8]
    begun = [cells[0] for cells in map(filled, below) if cells]
    labels = any(map(is_field, begun)) or any(map(looks_like_name, filled(row)))
    return len(begun) >= _LONG_ENOUGH and not labels and is_any(row) and fits(row, below)


def split(rows: Sequence[Row]) -> tuple[int, tuple[str, ...]]:
    """Return the index of a heading row of any words among the first rows and its headings; (-1, ()) where there is none.

    A heading row has at least two cells, mostly filled, short, different, not numbers, and the rows below it are as wide.
    A second row of headings below merged cells is joined into the first. Where names stand first, or the headings of a table laid
    on its side, no row is one.
    """
    for index, row in enumerate(rows[:LOOKED_AT]):
        if is_names(row) or is_sideways(rows[index : index + _SIDEWAYS]):
            break
        if is_preface(rows[index : LOOKED_AT + 1]):
            continue
        if is_any(row) and (below := rows[index + 1 : index + 8]) and fits(row, below):
            return index, joined(rows[index : index + 2], 0, 2) if _is_second(row, below) else tuple(
                map(str.strip, row)
            )
    return -1, ()


def _is_second(row: Row, below: Sequence[Row]) -> bool:
    """Whether the row below holds sub-headings: it fills gaps of the first and looks like headings itself."""
    if len(below) < 2 or len(filled(row)) == len(row):
        return False
    gaps = [index for index, cell in enumerate(row) if not cell.strip()]
    taken = [index for index in gaps if index < len(below[0]) and below[0][index].strip()]
    words = [below[0][index] for index in taken]
    return len(taken) * 2 > len(gaps) and (all(map(is_field, words)) or is_any(words * 2))
