"""格子：工作簿里的值写成人读的样子。"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time


def shown(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point or an exponent, dates in ISO form."""
    match value:
        case float() if value.is_integer():
            text = str(int(value))
        case str():
            text = value
        case None:
            text = ""
        case datetime() if value.time() == time():
            text = value.date().isoformat()
        case datetime():
            text = value.isoformat(" ", "seconds")
        case _:
            text = str(value)
    return text


def shown_row(cells: Iterable[object]) -> list[str]:
    """Return each cell of a row as `shown` does; words, numbers and gaps, which most cells are, are told at once."""
    return [
        cell
        if type(cell) is str
        else (str(int(cell)) if cell.is_integer() else str(cell))
        if type(cell) is float
        else shown(cell)
        for cell in cells
    ]
