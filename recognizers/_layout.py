"""版面：一份文件量形态所需的行、表与格子，只算一次。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from recognizers._document import Document, Form, TableShape
from recognizers._text import fold

_SHORT, _SHORT_90, _HEAD_WIDTH = 45, 90, 200
_CODE_LINE = re.compile(
    r"^[ \t]*(?:import|from[ ].{1,60}[ ]import|#include|using|package|def[ ]|class[ ]|public|private|return|if[ ]?\(|for[ ]?\(|else|const[ ]"
    r"|let[ ]|var[ ]|func[ ]|@[A-Z]|//|/\*|\*[ ]|try|except|print\(|self\.)|[;{}][ \t]*$|\):[ \t]*$|=>",
)
_SPACED = re.compile(r"[ \u3000]{2,}")
_MOSTLY_CODE, _SURELY_CODE = 0.45, 0.7


@dataclass(frozen=True)
class Layout:
    """A document seen as lines, rows and cells. Lines are folded; blank ones are left out."""

    document: Document

    @cached_property
    def text(self) -> str:
        """The folded text; page breaks are blank lines."""
        return fold(self.document.text).replace("\f", "")

    @cached_property
    def lines(self) -> list[str]:
        """The non-blank lines."""
        return [line for line in self.text.split("\n") if line.strip()]

    @cached_property
    def prose(self) -> bool:
        """Whether patterns of running text apply: not in source code."""
        return not self.is_code

    @cached_property
    def codelike(self) -> float:
        """The share of lines that look like program code (of the first 2,000)."""
        sample = self.lines[:2000]
        return sum(bool(_CODE_LINE.search(line[:200])) for line in sample) / len(sample) if sample else 0.0

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
            :1000
        ]

    @cached_property
    def cells(self) -> list[str]:
        """The cells of `rows`."""
        return [cell for row in self.rows for cell in row]

    @cached_property
    def headings(self) -> list[tuple[str, ...]]:
        """The heading rows of tables that have rows below."""
        return [tuple(cell.strip() for cell in table.headings) for table in self.tables if table.headings]

    def scope(self, name: str) -> str:
        """Return the part of the text that a scope names. Raises ValueError for an unknown one."""
        if name not in self._scopes:
            self._scopes[name] = self._cut(name)
        return self._scopes[name]

    @cached_property
    def _scopes(self) -> dict[str, str]:
        return {}

    def _cut(self, name: str) -> str:
        match name:
            case "all":
                return self.text
            case "short":
                return "\n".join(line for line in self.lines if len(line.strip()) <= _SHORT)
            case "short90":
                return "\n".join(line for line in self.lines if len(line.strip()) <= _SHORT_90)
            case "head4k":
                return self.text[:4000]
        if not name.startswith("head") or not name[4:].isdigit():
            raise ValueError(name)
        return "\n".join(line[:_HEAD_WIDTH] for line in self.lines[: int(name[4:])])

    @cached_property
    def thousands(self) -> float:
        """Thousands of non-blank characters, at least 0.4."""
        return max(0.4, len("".join(self.text.split())) / 1000)
