"""Office 与 WPS 编辑时留下的占用标记（“~$”“.~”开头）：谁打开着旁边的文件。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.extract._base import Extractor, Source
from classifier.identify import LOCK
from classifier.model import Item, Part, Segment
from recognizers._document import Form

_WORD, _LONGEST = 162, 52


def read(source: Source) -> Iterator[Item]:
    """Yield the name of whoever had the document open: counted, in UTF-16, behind the same in one-byte characters."""
    at = 54 if len(source.data) == _WORD else 55
    count = min(int.from_bytes(source.data[at : at + 2], "little"), _LONGEST)
    name = source.data[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace").replace("\0", "").strip()
    if name:
        yield Segment(f"打开着这份文件的人：{name}", Part.PROPERTIES, Part.PROPERTIES)


EXTRACTOR = Extractor(
    title="Office、WPS 的占用标记（“~$”“.~”开头）",
    media_types=frozenset({LOCK}),
    form=Form.RECORD,
    read=read,
    sample=None,
    reads="打开着旁边文件的人名",
)
