"""发言人：保存下来的聊天记录（微信、QQ、钉钉）里，时间旁边写的是谁说的。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizers import _names

_DAY, _HOUR = "(?:[0-9]{4}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?", "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_NAME, _ACCOUNT = "[\u4e00-\u9fff]{2,4}", "(?:\\([0-9]{5,11}\\)|<[^<>\n]{3,40}>)?"
_SPEAKER = re.compile(
    f"^(?:(?:{_DAY}[ T]{{1,2}})?{_HOUR}[ ]{{1,4}}(?P<behind>{_NAME}){_ACCOUNT}"
    f"|(?P<before>{_NAME}){_ACCOUNT}[ ]{{1,4}}{_DAY}[ T]{{1,2}}{_HOUR})[ ]*$",
    re.M,
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the full names that stand alone in a line with a time."""
    for hit in _SPEAKER.finditer(text):
        start, end = hit.span("behind" if hit["behind"] else "before")
        if _names.is_full(text[start:end]) and not _names.is_word(text[start:end]):
            yield start, end
