"""行的形态：一行格子像不像表头、卡片、待填的表单，是不是一行姓名。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recognizers._fields import is_field
from recognizers._grid import told
from recognizers._name_cells import looks_like_name

Row = Sequence[str]
LONGEST_HEADING = 24
NUMBER = re.compile(r"[\s\-+.,:/%0-9年月日]*")


def is_preface(rows: Sequence[Row]) -> bool:
    """Return whether the first rows say something of the table that begins behind an empty row and is wider: `会议号 | 123`."""
    empty = next((number for number, row in enumerate(rows) if not filled(row)), 0)
    if not 0 < empty < len(rows) - 1:
        return False
    widest = max(len(filled(row)) for row in rows[:empty])
    return widest < len(filled(rows[empty + 1])) and is_any(rows[empty + 1])


def is_names(row: Row) -> bool:
    """Return whether most cells are names: a list without headings, or the row of names of a table laid on its side."""
    cells = filled(row)
    return len(cells) > 1 and sum(map(looks_like_name, cells)) * 5 >= len(cells) * 3


def is_sideways(rows: Sequence[Row]) -> bool:
    """Return whether rows begin with names of fields, and hold values behind them."""
    cells = [filled(row) for row in rows if len(filled(row)) > 1]
    begin = [row for row in cells if is_field(row[0]) and not any(map(is_field, row[1:]))]
    return len(begin) > 1 and len(begin) * 4 >= len(cells) * 3 and is_field((filled(rows[0]) or [""])[0])


def filled(row: Row) -> list[str]:
    """Return the cells of a row that are not empty, stripped."""
    return [cell.strip() for cell in row if cell.strip()]


def is_any(row: Row) -> bool:
    """Return whether a row may head a table by its form: mostly filled with short, different words."""
    cells = filled(row)
    if len(cells) < 2 or len(cells) < len(row) * 0.4 or is_blank_form(row) or is_card_line(cells):
        return False
    short = sum(len(cell) <= LONGEST_HEADING for cell in cells)
    words = sum(not NUMBER.fullmatch(cell) for cell in cells)
    return short >= 0.9 * len(cells) and words >= 0.8 * len(cells) and len(set(cells)) >= 0.7 * len(cells)


def is_card_line(cells: Sequence[str]) -> bool:
    """Return whether most cells name their values themselves: `姓名：王… | 姓名：李…`."""
    return sum((":" in cell or "：" in cell) and any(True for _ in told(cell)) for cell in cells) * 2 > len(cells)


def is_blank_form(row: Row) -> bool:
    """Return whether labels and gaps to fill in alternate: a line of a form, no heading row."""
    full = [bool(cell.strip()) for cell in row]
    return len(row) >= 4 and full[::2].count(True) >= len(full[::2]) - 1 and not any(full[1::2])


def fits(row: Row, below: Sequence[Row]) -> bool:
    """Return whether one of the rows below is half as wide at least, and one is another."""
    width = len(filled(row))
    return any(len(filled(other)) * 2 >= width for other in below) and any(
        filled(other) != filled(row) for other in below
    )
