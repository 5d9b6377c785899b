"""xlsx 工作表的 XML 逐格读出：矩形大得不合理的表、宏表、未列出的表。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from classifier.extract import _ooxml
from classifier.extract._ooxml import Package, local, text_of

_CELLS_AT_MOST = 4_000_000
_SPARSE, _ALIGNED = 50, 256
"""A rectangle more than so many times larger than its cells is not built: hostile files declare a million rows."""
_WIDE = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_LONG = re.compile(rb' r="[A-Z]{1,3}([0-9]{6,7})"')
_LETTERS, _ROWS = 26, 99_999
"""Columns and rows within which most sheets stay: so few cells that nothing more is asked."""
_REFERENCE = re.compile(rb'<(?:[a-z]{1,8}:)?c [^>]{0,200}?r="([A-Z]{1,3})([0-9]{1,7})"')


def is_sparse(data: bytes) -> bool:
    """Return whether the rectangle of a sheet is far larger than its cells; most are told by their farthest references."""
    wide, long = set(_WIDE.findall(data)), set(_LONG.findall(data))
    if not wide and not long:
        return False
    allowed = max(_CELLS_AT_MOST, _SPARSE * (data.count(b"<c ") + data.count(b":c ")))
    if max(map(_column, wide), default=_LETTERS) * max(map(int, long), default=_ROWS) <= allowed:
        return False
    references = _REFERENCE.findall(data)
    rows, columns = {row for _, row in references}, {letters for letters, _ in references}
    return max(map(int, rows), default=1) * max(map(_column, columns), default=1) > allowed


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def walked_rows(package: Package, part: str) -> list[list[str]]:
    """Return a sheet's rows as they stand in its XML: without the empty rectangle of a sparse sheet, dates as numbers."""
    strings = shared_strings(package)
    root = package.xml(part)
    rows = []
    for row in root.iter(etree.Element) if root is not None else ():
        if local(row) == "row":
            cells: list[str] = []
            for cell in row:
                if local(cell) == "c":
                    column = _column(re.sub(r"[^A-Z]", "", cell.get("r", "")).encode())
                    cells += [""] * (column - 1 - len(cells) if len(cells) < column <= _ALIGNED else 0)
                    cells.append(_walked_cell(cell, strings))
            rows.append(cells)
    return rows


def _walked_cell(cell: etree._Element, strings: Sequence[str]) -> str:
    kind = cell.get("t", "")
    text = "".join(text_of(item) for item in cell if local(item) in {"v", "is"})
    return strings[int(text)] if kind == "s" and text.isdigit() and int(text) < len(strings) else text


def shared_strings(package: Package) -> list[str]:
    """Return the strings that cells share, the runs of one joined."""
    root = package.xml("xl/sharedStrings.xml")
    if root is None:
        return []
    return ["".join(_ooxml.words(item, frozenset({"t"}))) for item in root if local(item) == "si"]
