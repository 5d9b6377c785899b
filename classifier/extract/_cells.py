"""格子：工作簿里的值写成人读的样子。"""

from __future__ import annotations

from datetime import datetime, time


def shown(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without a point or an exponent, dates in ISO form."""
    if type(value) is float:  # most cells of a sheet of numbers
        return str(int(value)) if value.is_integer() else str(value)
    match value:
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
