"""一页上的块：表格，和表格之间的文字。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, and the left edges of its columns with the last one's right edge, in points."""

    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]

    @property
    def written(self) -> str:
        """All that stands in it, cell by cell."""
        return "".join(map("".join, self.rows))


Block = str | Grid
Layout = tuple[Block, ...]
"""A page: its tables and the text between them."""


def letters(page: Iterable[Block]) -> Counter[str]:
    """Return how often each character stands on a page, blanks left aside: the same however its tables are told, or one is lost."""
    return Counter(_BLANKS.sub("", "".join(block if isinstance(block, str) else block.written for block in page)))
