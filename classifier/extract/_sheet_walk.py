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
_WIDE_OR_LONG = re.compile(rb' r="(?:[A-Z]{2}|[A-Z][0-9]{6})')
"""Beyond column Z or row 99,999; most sheets stay within, and 26 × 99,999 cells are few enough."""
_REFERENCE = re.compile(rb'<(?:[a-z]{1,8}:)?c [^>]{0,200}?r="([A-Z]{1,3})([0-9]{1,7})"')


def is_sparse(data: bytes) -> bool:
    """Return whether the rectangle of a sheet is far larger than its cells; most are told by their longest reference."""
    if not _WIDE_OR_LONG.search(data):
        return False
    cells = data.count(b"<c ") + data.count(b":c ")
    allowed = max(_CELLS_AT_MOST, _SPARSE * cells)
    letters = next((26**n for n in (3, 2, 1) if re.search(rb' r="[A-Z]{%d}[0-9]' % n, data)), 1)
    digits = next((10**n for n in (7, 6, 5, 4, 3) if re.search(rb' r="[A-Z]{1,3}[0-9]{%d}"' % n, data)), 100)
    if letters * digits <= allowed:
        return False
    references = _REFERENCE.findall(data)
    rows, columns = (
        max((int(row) for _, row in references), default=1),
        max((_column(c) for c, _ in references), default=1),
    )
    return rows * columns > allowed


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
