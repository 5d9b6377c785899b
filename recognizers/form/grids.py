"""表格：按星期、日期、学科排的格子。"""

from __future__ import annotations

import re
from collections.abc import Sequence

import dictionaries
from recognizers._document import Form, TableShape
from recognizers._layout import Layout
from recognizers.form._cells import Values, share

_WEEKDAY = re.compile("(?:星期|周|礼拜)([一二三四五六日天])")
_WEEKDAYS = 4
_LESSON = re.compile(
    "|".join((*dictionaries.headings()["about"]["subject"], *dictionaries.headings()["about"]["lesson"]))
)
_DATE = re.compile(r"(?:20[0-9]{2}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}")
_NUMERIC = re.compile(r"-?[0-9][0-9.,%]*")


def week_grid(layout: Layout, _: Values) -> float:
    """Whether one line names four weekdays, or five short lines begin with one; not a grid that nobody has filled in."""
    if not layout.prose or not any(word in layout.text for word in ("星期", "周", "礼拜")) or _is_blank(layout):
        return 0.0
    in_line = any(len(set(_WEEKDAY.findall(line))) >= _WEEKDAYS for line in layout.lines[:500])
    page = layout.document.form is Form.PAGE
    short = (line.strip() for line in layout.lines[:500] if len(line) < 60)
    begun = {hit[1] for line in short if (hit := _WEEKDAY.match(line)) and not (page and hit.end() == len(line))}
    return float(in_line or len(begun) >= 5)


def _is_blank(layout: Layout) -> bool:
    """Return whether there are grids with the weekdays above, and nothing stands in their cells but the names of the rows."""
    grids = [below for table in layout.tables if (below := _below_weekdays(table)) is not None]
    return bool(grids) and not any(any(map(str.strip, row[1:])) for rows in grids for row in rows)


def _below_weekdays(table: TableShape) -> Sequence[tuple[str, ...]] | None:
    rows = (table.headings, *table.cells[:200])
    for number, row in enumerate(rows):
        if len(set(_WEEKDAY.findall("\t".join(row)))) >= _WEEKDAYS:
            return rows[number + 1 :]
    return None


def subj_cells(layout: Layout, _: Values) -> float:
    """Share of filled cells that begin with a school subject."""
    filled = [cell for cell in layout.cells if cell]
    return share(sum(bool(_LESSON.match(cell)) for cell in filled), len(filled))


def half_day(layout: Layout, _: Values) -> float:
    """Whether a row names two parts of a day."""
    if "午" not in layout.text:
        return 0.0
    return float(
        any(sum(word in cell for cell in row for word in ("上午", "下午", "晚上")) >= 2 for row in layout.rows)
    )


def date_rows(layout: Layout, _: Values) -> float:
    """Share of rows that begin with a date."""
    return share(sum(bool(row and _DATE.match(row[0])) for row in layout.rows), len(layout.rows))


def empty_cells(layout: Layout, _: Values) -> float:
    """Share of empty cells."""
    return share(sum(not cell for cell in layout.cells), len(layout.cells))


def numcells(layout: Layout, _: Values) -> float:
    """Share of numbers among the cells."""
    return share(sum(bool(_NUMERIC.fullmatch(cell)) for cell in layout.cells), len(layout.cells))


def onecol(layout: Layout, _: Values) -> float:
    """Whether the only table has one or two columns and twenty rows."""
    return float(len(layout.tables) == 1 and len(layout.rows) >= 20 and max(map(len, layout.rows)) <= 2)
