"""版面：一份文件量形态所需的行、表与格子，只算一次。"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile, zip_longest

from recognizers._document import Document, Form, TableShape
from recognizers._script import simplified
from recognizers._sieve import Sifted, sieve
from recognizers._text import fold

_SHORT = {"short": 45, "short90": 90}
_HEAD_WIDTH, _HEAD_CHARACTERS = 200, 4000
_CODE_LINES = 600
_CODE_LINE = re.compile(
    r"[ \t]*(?:import|from[ ].{1,60}[ ]import|#include|using|package|def[ ]|class[ ]|public|private|return|if[ ]?\(|for[ ]?\(|else|const[ ]"
    r"|let[ ]|var[ ]|func[ ]|@[A-Z]|//|/\*|\*[ ]|try|except|print\(|self\.)",
)
_CODE_ENDS = (";", "{", "}", "):")
_SPACED = re.compile(r"[ \u3000]{2,}")
_MOSTLY_CODE, _SURELY_CODE = 0.45, 0.7
_FIGURES = re.compile("[0-9][0-9][0-9]")
"""Written out: `re` skips to the first digit of this, and tries `[0-9]{3}` everywhere."""
_ORDINAL = re.compile(r"[ \t]*\(?([0-9]{1,3})[ ]?[).、:]")
_PAIR = re.compile(r"[0-9](?<![0-9.][0-9])([0-9]{0,2}\.[0-9]{3,12})[^0-9\n]{1,6}([0-9]{1,3}\.[0-9]{3,12})(?![0-9])")
_PAIR_LINES, _PAIR_WIDTH = 1500, 4000
_TRADITIONAL = re.compile("[學與為這個來時會國說們對師習題課導]")
_FEW_LINES = 200


@dataclass(frozen=True, eq=False)
class Layout:
    """A document seen as lines, rows and cells. Lines are folded, in simplified characters; blank ones are left out.

    Layouts are told apart by identity, so that what is computed of one can be kept without comparing whole texts.
    """

    document: Document

    @cached_property
    def text(self) -> str:
        """The folded text; page breaks are blank lines."""
        text = fold(self.document.text).replace("\f", "")
        return simplified(text) if _TRADITIONAL.search(text) else text

    @cached_property
    def name(self) -> str:
        """The file's own name without its suffix, folded, in simplified characters: weak evidence."""
        stem = fold(self.document.name).rpartition("/")[2].rpartition(".")
        name = stem[0] or stem[2]
        return simplified(name) if _TRADITIONAL.search(name) else name

    @cached_property
    def lines(self) -> list[str]:
        """The non-blank lines."""
        return [line for line in self.text.split("\n") if line and not line.isspace()]

    @cached_property
    def prose(self) -> bool:
        """Whether patterns of running text apply: not in source code."""
        return not self.is_code

    @cached_property
    def codelike(self) -> float:
        """The share of lines that look like program code (of the first 600)."""
        sample = self.lines[:_CODE_LINES]
        return sum(map(_is_code_line, sample)) / len(sample) if sample else 0.0

    @cached_property
    def is_code(self) -> bool:
        """Whether the document is source code, or a text that mostly is."""
        form = self.document.form
        if form is Form.CODE:
            return True
        if form in {Form.RECORD, Form.SHEET, Form.WORD, Form.PDF, Form.SLIDES}:
            return False
        return self.codelike > (_SURELY_CODE if form in {Form.TEXT, Form.MARKDOWN} else _MOSTLY_CODE)

    @cached_property
    def tables(self) -> tuple[TableShape, ...]:
        """The document's tables; in plain text, the rows that blanks or bars make."""
        if self.document.tables or self.document.form not in {Form.TEXT, Form.PDF}:
            return self.document.tables
        cells = [
            tuple(_SPACED.split(line.strip())) if _SPACED.search(line.strip()) else tuple(line.split())
            for line in self.lines[:400]
        ]
        rows = [row for row in cells if len(row) >= 4 and max(map(len, row)) <= 20]
        return (TableShape((), len(rows), tuple(rows)),) if len(rows) >= 3 else ()

    @cached_property
    def rows(self) -> list[tuple[str, ...]]:
        """The first rows of every table, cells stripped."""
        return [tuple(cell.strip() for cell in row) for table in self.tables for row in table.cells[:200] if any(row)][
            :300
        ]

    @cached_property
    def cells(self) -> list[str]:
        """The cells of `rows`."""
        return [cell for row in self.rows for cell in row]

    @cached_property
    def headings(self) -> list[tuple[str, ...]]:
        """The heading rows of tables that have rows below."""
        return [tuple(cell.strip() for cell in table.headings) for table in self.tables if table.headings]

    @cached_property
    def thousands(self) -> float:
        """Thousands of characters, blanks at the ends of lines left aside, at least 0.4."""
        return max(0.4, sum(self._widths) / 1000)

    @cached_property
    def sifted(self) -> Sifted:
        """Which lines the patterns of shapes and kinds may hit."""
        return sieve().sift(self.lines)

    @cached_property
    def figures(self) -> Sequence[int]:
        """The numbers of the lines that hold three digits in a row."""
        return [number for number, line in enumerate(self.lines) if _FIGURES.search(line)]

    @cached_property
    def ordinals(self) -> list[int]:
        """The numbers that begin lines as numbers of items do: 1. 2、 (3)."""
        lines = (self.lines[number] for number in self.sifted.beginning("(0123456789"))
        return [int(hit[1]) for line in lines if (hit := _ORDINAL.match(line))]

    @cached_property
    def pairs(self) -> list[tuple[int, float, float]]:
        """The pairs of decimals of three places or more, as coordinates are written, with the number of their line."""
        return [
            (number, float(hit[0][0] + hit[1]), float(hit[2]))
            for number in self.figures[:_PAIR_LINES]
            if "." in self.lines[number]
            for hit in _PAIR.finditer(self.lines[number][:_PAIR_WIDTH])
        ]

    def part(self, pattern: int, scope: str, reach: int = 1, *, figures: bool = False) -> str:
        """Return the lines of a scope that a pattern (by its number in the sieve) may hit, LF between them.

        With `reach`, each comes with so many lines in all, but none of the next candidate's, and a blank line behind.
        Raises ValueError for an unknown scope.
        """
        candidates = self.figures if figures else self.sifted.candidates(pattern)
        if not candidates:
            return ""
        numbers = self._inside(candidates, scope)
        width = _HEAD_CHARACTERS if scope == "head4k" else _HEAD_WIDTH if scope.startswith("head") else None
        if reach > 1:
            return "\n\n".join("\n".join(self.lines[first:last]) for first, last in _stretches(numbers, reach))
        lines = map(self.lines.__getitem__, numbers)
        return "\n".join([line[:width] for line in lines] if width else lines)

    def _inside(self, numbers: Sequence[int], scope: str) -> Sequence[int]:
        if scope == "all":
            return numbers
        if longest := _SHORT.get(scope):
            widths = self._widths
            return [number for number in numbers if widths[number] <= longest]
        limit = self._head_lines if scope == "head4k" else _number_in(scope)
        return numbers[: bisect_left(numbers, limit)]

    @cached_property
    def _widths(self) -> list[int]:
        """The lengths of the lines, blanks at their ends left aside."""
        return [len(line.strip()) for line in self.lines]

    @cached_property
    def _head_lines(self) -> int:
        """The number of lines that begin in the first 4,000 characters."""
        begins = accumulate((len(line) + 1 for line in self.lines), initial=0)
        return sum(1 for _ in takewhile(lambda begin: begin < _HEAD_CHARACTERS, begins))


def _is_code_line(line: str) -> bool:
    return bool(_CODE_LINE.match(line)) or line.rstrip().endswith(_CODE_ENDS) or "=>" in line[:_FEW_LINES]


def _stretches(numbers: Sequence[int], reach: int) -> Iterable[tuple[int, int]]:
    for number, following in zip_longest(numbers, numbers[1:], fillvalue=sys.maxsize):
        yield number, min(number + reach, following)


def _number_in(scope: str) -> int:
    if not scope.startswith("head") or not scope[4:].isdigit():
        raise ValueError(scope)
    return int(scope[4:])
