"""画线的表：打开的页上有没有线围成的格，格里的字成行。"""

from __future__ import annotations

import re

from classifier.extract import _pdf_tables
from classifier.extract._pdf_blocks import Grid, Layout, letters
from classifier.extract._pdf_cells import worth
from classifier.extract._pdf_grid import blocks, frames
from classifier.extract._pdf_words import OpenPage
from recognizers._fields import role

_PARTS, _RUN = 3, re.compile("[0-9]{19}")
_SAYING = 3
"""Characters of a cell that tells anything."""
_MORE = 1.1
"""What words must tell, times of what is drawn, to be taken for it."""


def layout(page: OpenPage, text: str) -> Layout:
    """Return what stands on an open page with its tables in cells, () where no lines make a table, or a character would be lost.

    Areas of colour count where no lines do: a table of coloured cells has edges too. Where only some of its rows are coloured, its
    words tell more of it than the edges do.
    """
    if page.is_long:
        return ()
    for filled, drawn in enumerate(page.rules):
        if frames(drawn, 1 + filled):
            made = tuple(blocks(page.glyphs, frames(drawn.turned(page.glyphs.quarters), 1 + filled)))
            if any(isinstance(block, Grid) for block in made):
                lost = letters(made) != letters((text,))
                return () if lost or ((filled or _is_mixed(made)) and _is_more(page, text, made)) else made
    return ()


def _is_mixed(made: Layout) -> bool:
    """Return whether a cell of a table of persons may hold what several rows say: values side by side, or numbers run into one."""
    cells = [cell for block in made if isinstance(block, Grid) for row in block.rows for cell in row]
    mixed = [cell for cell in cells if cell.count(" ") >= _PARTS - 1 or _RUN.search(cell)]
    return bool(mixed) and any(role(word) for cell in cells for word in cell.split())


def _is_more(page: OpenPage, text: str, made: Layout) -> bool:
    """Return whether more stands in whole values as words tell the tables of a page than as what is drawn does."""
    return _told(_pdf_tables.read(page.placed, text, None)) > _MORE * _told(made)


def _told(made: Layout) -> int:
    cells = (cell for block in made if isinstance(block, Grid) for row in block.rows for cell in row)
    return sum(max(worth(cell), 0) for cell in cells if len(cell) >= _SAYING)
