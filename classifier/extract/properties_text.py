"""Java 的 .properties：带转义的键与值；键里的点与编号是层次，成组的是一张表。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from classifier.extract import _columns, _records
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import text_of
from classifier.model import Part, Segment
from recognizers._document import Form

MEDIA_TYPE = "text/x-java-properties"
_LINE = re.compile(r"[ \t\f]*(?P<key>(?:[^\s=:#!\\\[]|\\.|\[)(?:[^\s=:\\]|\\.)*)[ \t\f]*[=:][ \t\f]*(?P<value>.*)")
_NOTE = re.compile(r"[ \t\f]*[#!]")
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\(.)", re.S)
_CONTINUED = re.compile(r"(?<!\\)((?:\\\\)*)\\\n[ \t\f]*")
_STEP = re.compile(r"[^.\[\]]+")
_PLAIN = {"n": " ", "t": " ", "r": " ", "f": " "}


def read(source: Source) -> Iterator[Segment]:
    """Yield the values by the steps of their keys (`student.1.name`), numbered ones as rows of a table; without numbers as lines.

    The form is that of java.util.Properties: `\\uXXXX` and a backslash at a line's end.
    """
    text = text_of(source)
    lines = [line for line in _CONTINUED.sub(r"\1", text).split("\n") if line.strip()]
    notes = [_unescaped(line) for line in lines if _NOTE.match(line)]
    hits = [_LINE.fullmatch(line) for line in lines if not _NOTE.match(line)]
    steps = [(_STEP.findall(_unescaped(hit["key"])), _unescaped(hit["value"])) for hit in hits if hit]
    if not all(hits) or not any(step.isdigit() for path, _ in steps for step in path):
        yield from _columns.segments(_unescaped(text))
        return
    tree: dict[str, Any] = {}
    for path, value in steps:
        _put(tree, path, value)
    if notes:
        yield Segment("\n".join(notes), "注释", Part.BODY)
    yield from _records.segments(_numbered(tree))


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _CODE.sub(lambda hit: chr(int(hit[1], 16)) if hit[1] else _PLAIN.get(hit[2], hit[2]), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _put(tree: dict[str, Any], steps: list[str], value: str) -> None:
    """Keep a value below its steps; one that stands where others are below, too, is kept under the empty word."""
    for step in steps[: _records.DEEPEST // 2]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            below = tree[step] = {"": below}
        tree = below
    tree[""] = value


def _numbered(tree: dict[str, Any]) -> Any:
    """Return a tree of steps with leaves for what holds one value, and lists for what is numbered."""
    if list(tree) == [""]:
        return tree[""]
    below = {key: value if isinstance(value, str) else _numbered(value) for key, value in tree.items()}
    return list(below.values()) if all(key.isascii() and key.isdigit() for key in below) else below


EXTRACTOR = Extractor(
    title="Java 配置（.properties）",
    media_types=frozenset({MEDIA_TYPE}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f"# 配置\nremark={text}\n".encode(), ".properties"),
    reads="键与值（\\u 转义还原），注释",
)
