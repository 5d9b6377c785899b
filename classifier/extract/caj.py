"""CAJ 文献：里面装有 PDF 的，取出 PDF。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member, Outcome, Unreadable
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield the PDF inside. UNSUPPORTED where there is none: the other kinds are the vendor's own page pictures."""
    begin, end = source.data.find(b"%PDF-"), source.data.rfind(b"%%EOF")
    if begin < 0 or end < begin:
        raise Unreadable(Outcome.UNSUPPORTED, "CAJ 专有格式，里面没有 PDF，须由人工查看")
    yield Member("正文.pdf", given(source.data[begin : end + 5]), size=end + 5 - begin)


EXTRACTOR = Extractor(
    title="CAJ 文献",
    media_types=frozenset({"application/x-caj"}),
    form=Form.PDF,
    read=read,
    sample=None,
    reads="里面的 PDF",
    omits="没有 PDF 的 CAJ（HN、KDH 等）",
)
