"""表格里成句的格子：备注、事由之类写成句子的，当作正文再读一遍，里面的人名才不漏。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.model import Segment

_CELL = re.compile("[^\t\n]{10,}")
"""Characters from which a cell may be a sentence."""
_PAUSE = re.compile("[\u4e00-\u9fff][，。；！？,;]")


def remarks(segment: Segment) -> Iterator[Segment]:
    """Yield each cell of a table that is written as a sentence, as running text of its own, at its place."""
    if not segment.is_table or not _PAUSE.search(segment.text):
        return
    for cell in _CELL.finditer(segment.text):
        if _PAUSE.search(cell[0]):
            yield Segment(cell[0], segment.where(cell.start()), segment.part)
