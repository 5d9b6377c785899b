"""XML：元素文字与属性，一个元素一行，前面是元素名。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment
from recognizers._document import Form

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"\s+")


def read(source: Source) -> Iterator[Segment]:
    """Yield `name：text` lines in document order; what does not parse is read as lines. Entities are not expanded."""
    text = _DECLARATION.sub("", text_of(source))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return line_segments(text)
    return line_segments("\n".join(_lines(root)), "正文")


def _lines(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if isinstance(element.tag, str):
            yield from (
                f"{etree.QName(key).localname}：{value!s}" for key, value in element.attrib.items() if value.strip()
            )
        if element.text and (words := _BLANKS.sub(" ", element.text).strip()):
            yield f"{name}：{words}" if name else words
        if element.tail and (words := _BLANKS.sub(" ", element.tail).strip()):
            yield words


EXTRACTOR = Extractor(
    title="XML、KML、GPX、SVG",
    media_types=frozenset({"text/xml"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f'<?xml version="1.0"?><表><条>{text}</条></表>'.encode(), ".xml"),
)
