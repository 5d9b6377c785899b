"""被表格软件存成科学计数的号码：只剩几位，但列名或标签说明那里原是什么。"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from recognizers._text import Passage


def cells(
    where: Passage, form: re.Pattern[str], columns: Collection[int], speaks: Callable[[str], str]
) -> Iterator[tuple[int, str, str]]:
    """Yield offset, text and heading of the cells that are rounded numbers of a form, below or beside a heading that speaks for them."""
    told = [(cell.start, cell.label, cell.text) for cell in where.labelled if speaks(cell.label)]
    told += [(at, where.headings[column], cell) for at, column, cell in where.cells(columns)]
    for at, heading, cell in told:
        if form.fullmatch(own := cell.strip()):
            yield at + cell.find(own), own, heading
