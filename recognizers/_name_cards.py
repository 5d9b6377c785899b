"""名片式的行：姓名独占一行，下一行起是带栏目名的学号、电话之类，一人一组。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizers._fields import is_field
from recognizers._name_cells import looks_like_names, score_of

_ALONE = re.compile("^[ \t]*([\u3400-\u9fff]{2,4})[ \t]*\n(?=[ \t]*([^\\s:：]{2,8})[ \t:：])", re.M)
_REACHED = re.compile(
    r"^[ \t]*(?:[0-9]{1,3}[.、．)） ][ ]?)?([\u3400-\u9fff]{2,4})[ \t]?[:：，, \t(（-][ \t]?(?:(?:手机|电话|身份证号?)[:： ]?)?(?=1[3-9][0-9]{9}(?![0-9])|[1-9][0-9]{16}[0-9Xx](?![0-9]))",
    re.M,
)
"""A line that begins with a name and how its bearer is reached or told."""
_FEWEST = 3


def names(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and score of the names that head lines of one kind: followed by a number, or by lines that begin with the name of
    a field."""
    if text.count("\n") < _FEWEST - 1:
        return
    alone = [hit for hit in _ALONE.finditer(text) if is_field(hit[2])]
    for hits in (alone, list(_REACHED.finditer(text))):
        heads = [hit for hit in hits if not is_field(hit[1])]
        if len(heads) >= _FEWEST and looks_like_names([hit[1] for hit in heads]):
            yield from ((*hit.span(1), score) for hit in heads if (score := score_of(hit[1], strict=True)))
