"""画线的表：打开的页上有没有线围成的格，格里的字成行。"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from classifier.extract import _pdf_strokes
from classifier.extract._pdf_grid import Block, Grid, blocks, frames
from classifier.extract._pdf_words import MOST, glyphs

_BLANKS = re.compile(r"\s+")
Layout = tuple[Block, ...]


def layout(page: Any, words: Any, text: str) -> Layout:
    """Return what stands on an open page with its tables in cells, () where no lines make a table, or a character would be lost.

    Areas of colour count where no lines do: a table of coloured cells has edges too.
    """
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    if raw.FPDFText_CountChars(words) > MOST:
        return ()
    for filled in (False, True):
        drawn = _pdf_strokes.rules(page, filled=filled)
        if frames(drawn, 1 + filled):
            found = glyphs(words)
            made = tuple(blocks(found, frames(drawn.turned(found.quarters), 1 + filled)))
            if any(isinstance(block, Grid) for block in made):
                return made if _said(made) == _letters(text) else ()
    return ()


def _said(made: Layout) -> Counter[str]:
    return _letters("".join(block if isinstance(block, str) else "".join(map("".join, block.rows)) for block in made))


def _letters(text: str) -> Counter[str]:
    return Counter(_BLANKS.sub("", text))
