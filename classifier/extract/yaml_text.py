"""YAML：逐行读取；记录的列表是一张表，键就是列名。

Read by lines, not by a parser of the language: one in C takes five times as long on a lock file, and refuses the templates that
deployments are full of (`{{ .Values.x }}`). What is no list of plain records stays numbered lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from classifier.extract import _columns, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import text_of
from classifier.model import Segment, Unit
from recognizers._document import Form
from recognizers._fields import role

Record = dict[str, str]
_KEY = r"(?P<key>\"[^\"\n]{1,40}\"|'[^'\n]{1,40}'|[^\s:#'\"{}\[\]&*!|>-][^:#\n]{0,40})"
_ITEM = re.compile(rf"(?P<indent>[ ]*)-(?P<gap>[ ]+){_KEY}[ ]*:(?:[ ]+(?P<value>.*)|)$")
_FIELD = re.compile(rf"(?P<indent>[ ]*){_KEY}[ ]*:(?:[ ]+(?P<value>.*)|)$")
_FLOW = re.compile(r"(?P<indent>[ ]*)-[ ]+\{(?P<pairs>[^{}\[\]]{1,4000})\}[ ]*$")
_PAIR = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[^,:'\"]+?)\s*:\s*(\"[^\"]*\"|'[^']*'|[^,]*)(?:,|$)")
_NAMED = re.compile(rf"[ ]*{_KEY}[ ]*:[ ]*$")
_NO_SCALAR = tuple("|>&*{[!")
_COMMENT = re.compile(r"\s+#.*$")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of records: its first line and the line behind it (0-based), its records, its name."""

    start: int
    end: int
    records: tuple[Record, ...]
    name: str


def read(source: Source) -> Iterator[Segment]:
    """Yield lists of records about persons as tables, all else as numbered lines."""
    lines = text_of(source).split("\n")
    low = 0
    for found in _lists(lines):
        if found.start > low:
            yield from _columns.segments("\n".join(lines[low : found.start]), first=low + 1)
        yield _table(found)
        low = found.end
    if low < len(lines):
        yield from _columns.segments("\n".join(lines[low:]), first=low + 1)


def _table(found: _List) -> Segment:
    headings = tuple(dict.fromkeys(key for record in found.records for key in record))
    rows = [headings, *([record.get(key, "") for key in headings] for record in found.records)]
    place = f"“{found.name[:80]}”" if found.name else "记录"
    return Segment(
        "\n".join(map(_tables.line, rows)), place, unit=Unit.ROW, first=0, headings=headings, heading_row=True
    )


def _lists(lines: Sequence[str]) -> Iterator[_List]:
    """Yield the lists whose records are scalars under keys, one of them a key of names."""
    index = 0
    while index < len(lines):
        records, end = list[Record](), index
        indent = _indent_of(lines[index])
        while indent is not None and end < len(lines) and (taken := _record(lines, end, indent)):
            records.append(taken[0])
            end = taken[1]
        if records and any(role(key) for record in records for key in record):
            above = _NAMED.match(lines[index - 1]) if index else None
            yield _List(index, end, tuple(records), _scalar(above["key"]) if above else "")
        index = max(end, index + 1)


def _indent_of(line: str) -> int | None:
    hit = _ITEM.match(line) or _FLOW.match(line)
    return len(hit["indent"]) if hit else None


def _record(lines: Sequence[str], start: int, indent: int) -> tuple[Record, int] | None:
    """Return the record whose item begins in a line, and the line behind it; None where something else than scalars is in it."""
    if (flow := _FLOW.match(lines[start])) and len(flow["indent"]) == indent:
        return {_scalar(key): _scalar(value) for key, value in _PAIR.findall(flow["pairs"])}, start + 1
    item = _ITEM.match(lines[start])
    if item is None or len(item["indent"]) != indent:
        return None
    record, index, inner = dict[str, str](), start, indent + 1 + len(item["gap"])
    hit: re.Match[str] | None = item
    while hit:
        if (value := hit["value"] or "").startswith(_NO_SCALAR):
            return None
        record[_scalar(hit["key"])] = _scalar(value)
        index += 1
        line = lines[index] if index < len(lines) else ""
        hit = _FIELD.match(line)
        hit = hit if hit and len(hit["indent"]) == inner else None
    rest = lines[index] if index < len(lines) else ""
    deeper = bool(rest.strip()) and len(rest) - len(rest.lstrip()) > indent
    return None if deeper else (record, index)


def _scalar(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    bare = _COMMENT.sub("", value)
    return "" if bare in {"null", "~"} else bare


EXTRACTOR = Extractor(
    title="YAML",
    media_types=frozenset({"application/yaml"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f"说明: 样例\n内容: {text}\n".encode(), ".yaml"),
    reads="全部文字；记录的列表带列名",
)
