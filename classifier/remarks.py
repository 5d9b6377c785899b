"""表格里成句的格子：备注、事由之类写成句子的，当作正文再读一遍，里面的人名才不漏。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.model import Segment, Unit

_SENTENCE = re.compile("[^\t\n]*[\u4e00-\u9fff][，。；！？,;][^\t\n]*")
_SHORTEST = 10
"""Characters from which a cell may be a sentence."""
_TABLES = frozenset({Unit.ROW, Unit.CELL})


def remarks(segment: Segment) -> Iterator[Segment]:
    """Yield each cell of a table that is written as a sentence, as running text of its own, at its place."""
    if segment.unit not in _TABLES:
        return
    for cell in _SENTENCE.finditer(segment.text):
        if cell.end() - cell.start() >= _SHORTEST:
            yield Segment(cell[0], segment.where(cell.start()), segment.part)
