"""纯文本：txt、日志、TOML、INI 与程序源代码，逐行读取。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.extract import _columns, _literal_columns
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import text_of
from classifier.model import Segment
from recognizers._document import Form


def read(source: Source) -> Iterator[Segment]:
    """Yield the file's lines; in lists of persons, and in those that a program writes column by column, the cells of each line."""
    program = source.type.media_type == "text/x-source"
    return _literal_columns.segments(text_of(source)) if program else _columns.segments(text_of(source))


EXTRACTOR = Extractor(
    title="文本、日志、配置、源代码",
    media_types=frozenset("text/plain text/x-log text/x-source text/x-ini application/toml".split()),
    form=Form.TEXT,
    read=read,
    sample=lambda text: (f"第一行\n{text}\n".encode("gb18030"), ".txt"),
    forms={
        "text/x-source": Form.CODE,
        "application/toml": Form.CODE,
        "text/x-ini": Form.RECORD,
    },
    reads="全部文字；编码按内容判断（UTF-8、UTF-16、GB18030、Big5、Shift-JIS）",
)
