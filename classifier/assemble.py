"""汇总：把一份文件的文字段合成整体，供文种与密级标志判断。"""

from __future__ import annotations

from collections.abc import Iterable

from classifier.model import Part, Segment, Unit
from recognizers._document import Document, Form, TableShape

HEAD, MIDDLE, TAIL = 40_000, 10_000, 10_000
"""Characters of a long text that are kept: enough for form, and a bound for memory."""
_HELD = 4_000_000
_CELL_ROWS = 200
_UNSEEN = frozenset({Part.PROPERTIES, Part.LINK, Part.DELETED})


class Assembly:
    """Collects segments as they pass and gives the Document when the last has passed."""

    def __init__(self, name: str, form: Form) -> None:
        self._name, self._form = name, form
        self._head: list[str] = []
        self._rest: list[str] = []
        self._head_length = self._rest_length = self._length = 0
        self._pages = 0
        self._tables: list[TableShape] = []
        self._table_key: tuple[str, tuple[str, ...]] | None = None

    def add(self, segment: Segment) -> None:
        """Take one more segment in; properties, link targets and deleted text are no part of a document's form."""
        if segment.part in _UNSEEN:
            return
        self._pages += segment.opens_page
        self._add_text(f"\f\n{segment.text}\n" if segment.opens_page else f"{segment.text}\n")
        self._add_table(segment)

    def document(self) -> Document:
        """Return the document as collected so far."""
        rest = "".join(self._rest)
        middle = ""
        if len(rest) > MIDDLE + TAIL:
            centre = (len(rest) - TAIL) // 2
            middle, rest = rest[centre : centre + MIDDLE], rest[-TAIL:]
        text = "".join((*self._head, middle, rest))
        return Document(text, self._form, self._name, tuple(self._tables), max(1, self._pages), self._length)

    def _add_text(self, text: str) -> None:
        self._length += len(text)
        room = HEAD - self._head_length
        if room > 0:
            self._head.append(text[:room])
            self._head_length += min(room, len(text))
        if len(text) > room:
            self._rest.append(text[max(0, room) :])
            self._rest_length += len(self._rest[-1])
        if self._rest_length > _HELD:
            self._rest = self._rest[(len(self._rest) - 1) % 2 :: 2]
            self._rest_length = min(sum(map(len, self._rest)), _HELD)

    def _add_table(self, segment: Segment) -> None:
        if segment.unit not in {Unit.CELL, Unit.ROW}:
            self._table_key = None
            return
        lines = segment.text.split("\n")[segment.heading_row :]
        key = (segment.place, segment.headings)
        known = self._tables.pop() if key == self._table_key else TableShape(segment.headings, 0)
        wanted = lines[: max(0, _CELL_ROWS - len(known.cells))]
        cells = (*known.cells, *(tuple(line.split("\t")) for line in wanted))
        self._tables.append(TableShape(known.headings, known.rows + sum(map(bool, lines)), cells))
        self._table_key = key


def document(name: str, form: Form, segments: Iterable[Segment]) -> Document:
    """Return the Document that all of `segments` make, in their order."""
    assembly = Assembly(name, form)
    for segment in segments:
        assembly.add(segment)
    return assembly.document()
