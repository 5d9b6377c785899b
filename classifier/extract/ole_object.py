"""OLE 对象：Office 文件里插入的文件与控件，取出其中的文件与宏。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.extract import _ole
from classifier.extract._base import Extractor, Source, given
from classifier.extract._compound import compound
from classifier.model import Item, Outcome, Picture, Unreadable
from recognizers._document import Form

_FORMULA, _PREVIEW = "Equation Native", "\x03EPRINT"


def read(source: Source) -> Iterator[Item]:
    """Yield the properties and the files inside. NO_TEXT for a formula, UNSUPPORTED where nothing in it is known."""
    with _ole.opened(source.data) as package:
        yield from _ole.properties(package)
        members = list(_ole.members(package))
        yield from members
        if members:
            return
        if package.exists(_FORMULA):
            raise Unreadable(Outcome.NO_TEXT, "公式对象，不含文档文字")
        if package.exists(_PREVIEW):
            yield Picture(given(_ole.stream(package, _PREVIEW)), "对象的预览图")
            raise Unreadable(Outcome.PARTIAL, "OLE 对象，里面不是认得的文件；只读了预览图")
        names = "、".join(repr("/".join(path))[1:-1] for path in package.listdir()[:5])
        raise Unreadable(Outcome.UNSUPPORTED, f"OLE 对象，里面不是认得的文件（{names}），须由人工查看")


def _sample(text: str) -> tuple[bytes, str]:
    content = text.encode()
    name = "说明.txt".encode("gb18030") + b"\0"
    body = (
        b"\x02\0"
        + name
        + name
        + b"\0\0\x03\0"
        + struct.pack("<I", len(name))
        + name
        + struct.pack("<I", len(content))
        + content
    )
    return compound({"\x01Ole10Native": struct.pack("<I", len(body)) + body}), ".bin"


EXTRACTOR = Extractor(
    title="OLE 对象（Office 文件里插入的文件、宏）",
    media_types=frozenset({"application/x-ole-storage"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="插入的文档与任意文件，VBA 宏的源代码，属性",
    omits="控件与认不得的对象（记为格式不支持）",
)
