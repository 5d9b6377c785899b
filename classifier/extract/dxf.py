"""DXF 工程图：图上的文字、属性与标注。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Item
from recognizers._document import Form

_WORDS = frozenset({"1", "3"})
_SPOKEN = frozenset("TEXT MTEXT ATTRIB ATTDEF DIMENSION MULTILEADER LEADER TABLE ACAD_TABLE TOLERANCE".split())
_UNICODE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_FORMAT = re.compile(r"\\[ACcFfHhLlOoQTW][^;\\{}]{0,120};|\\[LlOoKk]|[{}]")


def read(source: Source) -> Iterator[Item]:
    """Yield the texts, a line each, in the order of the file (AutoCAD DXF reference: group codes 0, 1 and 3)."""
    yield from line_segments("\n".join(_texts(text_of(source))), "图上文字")


def _texts(text: str) -> Iterator[str]:
    lines = text.split("\n")
    entity = ""
    for code, value in zip(lines[::2], lines[1::2], strict=False):
        if code.strip() == "0":
            entity = value.strip()
        elif code.strip() in _WORDS and entity in _SPOKEN:
            yield _plain(value)


def _plain(value: str) -> str:
    """Return a text without its formatting: `\\P` ends a paragraph, `\\U+XXXX` is a character."""
    unfolded = _UNICODE.sub(lambda hit: chr(int(hit[1], 16)), value).replace("\\P", "\n").replace("\\~", " ")
    return _FORMAT.sub("", unfolded).strip()


def _sample(text: str) -> tuple[bytes, str]:
    body = f"0\nSECTION\n2\nENTITIES\n0\nTEXT\n8\n0\n10\n0.0\n20\n0.0\n1\n{text}\n0\nENDSEC\n0\nEOF\n"
    return body.encode(), ".dxf"


EXTRACTOR = Extractor(
    title="工程图（DXF）",
    media_types=frozenset({"image/vnd.dxf"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="文字、多行文字、属性、标注",
    omits="二进制 DXF、DWG；图形本身",
)
