"""网页：可见文字、表格、属性里的文字、注释与脚本。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Part, Segment, Unit
from recognizers._document import Form

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 head"
    " header hr html li main nav ol option p pre section table tbody tfoot thead title tr ul".split()
)
_SPOKEN = ("alt", "title", "value", "placeholder", "content", "label", "summary", "aria-label")
_CODE = frozenset({"script", "style", "template"})
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(source: Source) -> Iterator[Segment]:
    """Yield tables with their headings, then the running text, then what a reader of the page does not see."""
    text = _DECLARATION.sub("", text_of(source))
    root = _parse(text)
    if root is None:
        yield from line_segments(text)
        return
    spoken, hidden = list(_attributes(root)), list(_unseen(root))
    tables = [table for table in root.iter("table") if not any(True for _ in table.iterdescendants("table"))]
    kept = [(number, list(_rows(table))) for number, table in enumerate(tables, 1)]
    for number, rows in kept:
        if len(rows) > 1 and max(map(len, rows)) > 1:
            yield from _tables.segments(iter(rows), f"表{number}", Unit.ROW)
            tables[number - 1].clear()
    yield Segment(_visible(root), "正文")
    if spoken:
        yield Segment("\n".join(spoken), "标签属性", Part.OTHER)
    if hidden:
        yield Segment("\n".join(hidden), "注释与脚本", Part.HIDDEN)


def _parse(text: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _rows(table: lxml_html.HtmlElement) -> Iterator[list[str]]:
    for row in table.iter("tr"):
        cells = [_flat("".join(cell.itertext())) for cell in row if cell.tag in {"td", "th"}]
        if cells:
            yield cells


def _visible(root: lxml_html.HtmlElement) -> str:
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment" or element.tag in _CODE or not isinstance(element.tag, str):
            if event != "start":
                pieces.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            pieces.append("\0")
        elif element.tag in {"td", "th"}:
            pieces.append("\t")
        pieces.append((element.text if event == "start" else element.tail) or "")
    lines = (_flat(line) for line in "".join(pieces).split("\0"))
    return "\n".join(filter(None, lines))


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _attributes(root: lxml_html.HtmlElement) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for name in _SPOKEN:
            if (value := element.get(name)) and value.strip():
                yield _flat(value)


def _unseen(root: lxml_html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        unseen = isinstance(element, etree._Comment) or element.tag in {"script", "template"}
        if unseen and element.text and element.text.strip():
            yield element.text.strip()


EXTRACTOR = Extractor(
    title="网页",
    media_types=frozenset({"text/html"}),
    form=Form.PAGE,
    read=read,
    sample=lambda text: (f"<!doctype html><html><body><p>{text}</p></body></html>".encode(), ".html"),
)
