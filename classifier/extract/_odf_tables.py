"""OpenDocument 的表格：一行一行的格子；重复的行列不会无限展开。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from classifier.extract._odf_text import Aside, block, paragraphs
from classifier.extract._ooxml import attribute, local
from classifier.model import Part

_ROWS_AT_MOST = 1 << 20
_CELLS_AT_MOST = 2_000_000
_COPIES = 64
_LONG_NUMBER = 6
_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group", "table-header-columns"})


@dataclass(slots=True)
class Tables:
    """Reads the tables of one file: what repeated rows and cells may grow to counts over all of it."""

    aside: Aside
    rows_left: int = _ROWS_AT_MOST
    cells_left: int = _CELLS_AT_MOST

    def rows(self, table: etree._Element) -> Iterator[Sequence[str]]:
        """Yield a table's rows; empty ones at its end are left out, repetition is bounded over the whole file."""
        waiting = 0
        for row in self._each_row(table):
            cells = self._cells(row)
            times = _whole(attribute(row, "number-rows-repeated"))
            if not cells:
                waiting += times
                continue
            yield from ([] for _ in range(self._granted_rows(waiting)))
            waiting = 0
            copies = min(times, _COPIES)
            for _ in range(max(1, self._granted_rows(copies))):
                yield cells
            waiting = times - copies

    def _each_row(self, table: etree._Element) -> Iterator[etree._Element]:
        for child in table:
            name = local(child)
            if name == "table-row":
                yield child
            elif name in _GROUPS:
                yield from self._each_row(child)
            elif name in {"shapes", "title", "desc", "forms"}:
                for line in paragraphs(child, self.aside):
                    self.aside.put(Part.TEXT_BOX if name == "shapes" else Part.OTHER, line)

    def _cells(self, row: etree._Element) -> list[str]:
        cells: list[str] = []
        waiting = 0
        for cell in row:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            text = self._cell(cell)
            times = _whole(attribute(cell, "number-columns-repeated"))
            if not text:
                waiting += times
                continue
            cells += [""] * self._granted_cells(min(waiting, 1 << 14))
            copies = min(times, _COPIES)
            cells += [text] * max(1, self._granted_cells(copies))
            waiting = times - copies
        return cells

    def _cell(self, cell: etree._Element) -> str:
        text = " ".join(filter(None, block(cell, self.aside)))
        if '"' in (formula := attribute(cell, "formula")):
            self.aside.put(Part.OTHER, formula, f"{self.aside.place} 公式".strip())
        value = attribute(cell, "value")
        if value.isdecimal() and len(value) >= _LONG_NUMBER:
            return value
        return text or attribute(cell, "string-value") or value

    def _granted_rows(self, number: int) -> int:
        granted = max(0, min(number, self.rows_left))
        self.rows_left -= granted
        return granted

    def _granted_cells(self, number: int) -> int:
        granted = max(0, min(number, self.cells_left))
        self.cells_left -= granted
        return granted


def _whole(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1
