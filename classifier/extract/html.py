"""网页：可见文字、表格、属性里的文字、注释与脚本。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.extract import _page
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import text_of
from classifier.model import Item
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield text and tables in their order, what a reader of the page does not see, then the pictures written into it."""
    return _page.items(text_of(source))


EXTRACTOR = Extractor(
    title="网页",
    media_types=frozenset({"text/html"}),
    form=Form.PAGE,
    read=read,
    sample=lambda text: (f"<!doctype html><html><body><p>{text}</p></body></html>".encode(), ".html"),
    reads="文字、表格、表单的值、替代文字、注释、脚本里的文字、meta 说明；写在网页里的图像",
    omits="外部的样式与脚本文件（另有记录）、指向别处的网址",
)
