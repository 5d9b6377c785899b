"""名册：姓名列与别的栏目，姓名与号码同在一行。"""

from __future__ import annotations

import math
import re
from functools import lru_cache

import dictionaries
from recognizers import _fields
from recognizers._checks import birth_date, has_id_check
from recognizers._document import Form, TableShape
from recognizers._layout import Layout
from recognizers.form._cells import Values, all_heads, matches, share

_SURNAMES = "".join(dictionaries.terms("surnames"))
_NAME = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}")
_NAME_LINE = re.compile(rf"^[ \t]*[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}[ \t,，:：|\-]{{1,6}}[0-9A-Za-z@._\-]{{6,}}")
_NUMBER_CELL = re.compile(
    r"1[0-9]{10}|[0-9]{17}[0-9Xx]|[0-9A-Za-z._\-]{2,40}@[0-9A-Za-z.\-]{3,40}|(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{8,12}"
)
_ID = re.compile(r"[1-8](?<![0-9A-Za-z][1-8])[0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_HAN = re.compile("[\u4e00-\u9fff]")
_FAMILIES = {family: re.compile("|".join(words), re.I) for family, words in dictionaries.headings()["roster"].items()}
_IDENTIFYING = frozenset(("number", "phone", "online", "birth", "address"))
_MARKS = "marks"
_SCHOOL_HEAD = re.compile("学籍|准考证|考生号|考场|座位号|班内学号|监护人|就读方式|入学方式")
_SUM = "总分"
_ID_LENGTH = 18


@lru_cache(maxsize=1)
def _rosters(layout: Layout) -> list[tuple[int, int, frozenset[str]]]:
    """Return table number, rows, and the families of heads beside a name, of every table with a name column."""
    tables = [table for table in layout.tables if table.headings]
    found = []
    for number, (table, heads) in enumerate(zip(tables, all_heads(layout), strict=True)):
        if any(_fields.role(head) and not _fields.is_doer(head) for head in heads):
            families = frozenset(family for family, words in _FAMILIES.items() if matches(words, heads))
            found.append((number, table.rows, families))
    return found


def roster_head(layout: Layout, _: Values) -> float:
    """Families of heads beside a name column, full at 5."""
    return max((len(families) / 5 for _, rows, families in _rosters(layout) if rows), default=0.0)


def roster_id(layout: Layout, _: Values) -> float:
    """Whether a table has a name column, an identifying one, and rows."""
    return float(any(rows and families & _IDENTIFYING for _, rows, families in _rosters(layout)))


def roster_rows(layout: Layout, _: Values) -> float:
    """Logarithm of the rows of tables with a name column, full at 63."""
    return math.log2(1 + sum(rows for _, rows, families in _rosters(layout) if families)) / 6


def roster_empty(layout: Layout, _: Values) -> float:
    """Whether there is a roster's heading without rows."""
    return float(any(not rows and families for _, rows, families in _rosters(layout)))


def school_roster(layout: Layout, _: Values) -> float:
    """Whether a roster with rows has a field that only schools keep."""
    tables = [table for table in layout.tables if table.headings]
    named = {number for number, rows, _ in _rosters(layout) if rows}
    return float(any(any(map(_SCHOOL_HEAD.search, tables[number].headings)) for number in named))


def history_cols(layout: Layout, _: Values) -> float:
    """Whether a table has fields of historical or literary persons."""
    return float(any(any(map(_fields.is_history, heads)) for heads in layout.headings))


def score_cols(layout: Layout, _: Values) -> float:
    """Whether a table has a name column, marks, and rows."""
    return float(any(rows and _MARKS in families for _, rows, families in _rosters(layout)))


def marks_across(layout: Layout, _: Values) -> float:
    """Whether a table has names in a row across its head, and rows that begin with school subjects."""
    return float(any(_names_across(table) and _subjects_down(table) for table in layout.tables))


def _names_across(table: TableShape) -> bool:
    first = table.headings or next(iter(table.cells), ())
    filled = [cell.strip() for cell in first[1:] if cell.strip()]
    return len(filled) >= 3 and sum(bool(_NAME.fullmatch(cell)) for cell in filled) > len(filled) / 2


def _subjects_down(table: TableShape) -> bool:
    firsts = (row[0].strip() for row in table.cells[:40] if row)
    return sum(first == _SUM or _fields.is_subject(first) for first in firsts) >= 2


def name_rows(layout: Layout, _: Values) -> float:
    """Share of rows with a cell that looks like a name."""
    return share(sum(any(_NAME.fullmatch(cell) for cell in row) for row in layout.rows), len(layout.rows))


def name_id_rows(layout: Layout, _: Values) -> float:
    """Rows with a name and a number that identifies, full at 3."""
    return sum(any(map(_NAME.fullmatch, row)) and any(map(_NUMBER_CELL.fullmatch, row)) for row in layout.rows) / 3


def name_line(layout: Layout, _: Values) -> float:
    """Share of lines that are a name and a number."""
    sample = layout.lines[:600]
    return share(sum(bool(_NAME_LINE.match(line)) for line in sample), len(sample))


def _valid_ids(line: str) -> bool:
    return any(birth_date(hit[0][6:14]) and has_id_check(hit[0]) for hit in _ID.finditer(line))


def id_lines(layout: Layout, _: Values) -> float:
    """Share of the first 500 lines with a resident ID that passes its check."""
    sample = [layout.lines[number] for number in layout.figures[:500] if number < 500]
    return share(sum(len(line) >= _ID_LENGTH and _valid_ids(line) for line in sample), min(500, len(layout.lines)))


def id_valid(layout: Layout, values: Values) -> float:
    """Lines with a resident ID that passes its check, full at 3."""
    return values["id_lines"] * min(500, len(layout.lines)) / 3


def sql_persons(layout: Layout, _: Values) -> float:
    """Records with a mobile or ID number and Chinese text, full at 3."""
    if layout.document.form is not Form.RECORD:
        return 0.0
    rows = ("\t".join(row) for row in layout.rows)
    return sum(bool(_MOBILE.search(row) or _ID.search(row)) and len(_HAN.findall(row)) >= 2 for row in rows) / 3


def pi_keys(layout: Layout, _: Values) -> float:
    """Families of fields beside a name in records, full at 4."""
    if layout.document.form is not Form.RECORD:
        return 0.0
    return max((len(families) / 4 for _, _, families in _rosters(layout)), default=0.0)
