"""班级：一行的人在哪个班——由班级一列、上方单独一格的班名、工作表的名字，或正文里的标签说明。"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque

from classifier.model import Segment
from classifier.table_columns import Columns
from recognizers import _fields

_CLASS = re.compile(
    "(?P<label>[\u4e00-\u9fffA-Za-z_]{1,12})(?:[ \"']{0,2}[:：=][ \"'“]{0,3}|\\([\"'])(?P<class>[\u4e00-\u9fff0-9A-Za-z（）()·.-]{1,20})"
)
_CLASS_NAME = re.compile(
    "(?:[高初小]?[一二三四五六七八九0-9]{1,4}(?:年级)?[ ]?[(（]?)?[0-9一二三四五六七八九十]{1,2}[)）]?[ ]?班"
)
_SECTION = re.compile(f"^[\t ]*(?P<class>{_CLASS_NAME.pattern})[^\t\n]{{0,12}}[\t ]*$", re.M)
"""A row of one cell that names a class."""


class RowClasses:
    """The classes of the rows of a table: of the column for it, where there is none, of a row above them that says nothing else or of
    the sheet's name."""

    def __init__(self, segment: Segment, columns: Columns, above: RowClasses | None = None) -> None:
        """Read the classes of a segment's rows; where it goes on with the table `above`, its last classes reach into it."""
        self._text, self._columns = segment.text, columns.group
        self._table = (segment.place, segment.headings)
        goes_on = above is not None and above._table == self._table and not segment.heading_row
        self._carried: dict[int, str] = dict(above._carried) if above and goes_on else {}
        self._places = [0]
        self._classes: list[str] = [above._classes[-1] if above and goes_on else ""]
        if max(columns.group) < 0:
            self._take_titles(segment)

    def _take_titles(self, segment: Segment) -> None:
        hit = _CLASS_NAME.search(segment.place)
        rows = list(_SECTION.finditer(segment.text)) if "班" in segment.text else []
        self._places += [row.start() for row in rows]
        self._classes = [self._classes[0] or (hit[0] if hit else ""), *(row["class"] for row in rows)]

    def of(self, low: int, high: int, block: int) -> str:
        """Return the class that the row between two offsets tells in one of the lists abreast, "" where nothing tells it; an empty cell below one is
        taken as a merged one."""
        column = self._columns[block]
        if column < 0:
            return self._classes[bisect_right(self._places, low) - 1]
        cells = self._text[low:high].split("\t", column + 1)
        told = cells[column].strip() if column < len(cells) else ""
        if told:
            self._carried[column] = told
        return told or self._carried.get(column, "")


class LabelClasses:
    """The classes that labels of a running text tell, before the names of their pupils or behind them."""

    def __init__(self, text: str, first: int) -> None:
        told = (
            [(hit.start(), hit["class"]) for hit in _CLASS.finditer(text) if _fields.is_class(hit["label"])]
            if "班" in text or "lass" in text or "bj" in text
            else []
        )
        self.lead = bool(told) and told[0][0] < first
        """Whether the class stands before the name."""
        self._left = deque(told)

    def until(self, place: int) -> str:
        """Return the last class told before a place, "" for none, and take what is told until there."""
        found = ""
        while self._left and self._left[0][0] < place:
            found = self._left.popleft()[1]
        return found

    def behind(self, told: str) -> str:
        """Return the class that belongs to what stood before it, "" where classes lead."""
        return "" if self.lead else told
