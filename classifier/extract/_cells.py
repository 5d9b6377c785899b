"""格子：工作簿里的值写成人读的样子。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
from typing import Any


def shown(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point or an exponent, dates in ISO form."""
    return _SHOWN.get(type(value), str)(value)


def shown_row(cells: Iterable[object]) -> list[str]:
    """Return each cell of a row as `shown` does; words, which most cells are, are told at once."""
    return [cell if type(cell) is str else _SHOWN.get(type(cell), str)(cell) for cell in cells]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ", "seconds")


_MIDNIGHT = time()
_SHOWN: Mapping[type, Callable[[Any], str]] = {float: _number, datetime: _moment, type(None): lambda _: ""}
"""How a cell of a type is shown; any other as Python writes it."""
