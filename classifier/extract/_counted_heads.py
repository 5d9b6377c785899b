"""编了号的栏目：点名表、考勤表里按次、按日排的列。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recognizers._fields import role

_COUNTED = 3
_DAY = re.compile("(?:[0-9]{1,2}[月./-])?(?:[1-9]|[12][0-9]|3[01])[日号]?")
_DAYS = 5


def without_count(cells: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return cells without the columns of a roll call: three and more that are counted through from 1."""
    counted = [place for place, (_, cell) in enumerate(cells) if cell.isdecimal()]
    numbers = [int(cells[place][1]) for place in counted]
    runs = len(numbers) >= _COUNTED and numbers == list(range(1, len(numbers) + 1))
    abreast = runs and counted[-1] - counted[0] == len(counted) - 1
    return [cell for place, cell in enumerate(cells) if place not in counted] if abreast else cells


def is_calendar(cells: Sequence[str]) -> bool:
    """Return whether a heading of names stands before days in a row: a month of attendance."""
    days = [cell for cell in cells if _DAY.fullmatch(cell)]
    return len(days) >= _DAYS and len(days) * 2 > len(cells) and len(set(days)) == len(days) and any(map(role, cells))
