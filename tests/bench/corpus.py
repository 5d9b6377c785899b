"""带标签的语料：读取标签，按真实路径把文件变成文档。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.assemble import document
from classifier.extract._base import Source, by_media_type
from classifier.identify import identify
from classifier.model import Segment, Unreadable
from recognizers._document import Document, Form

CATEGORIES = {
    "NS": "state_secret",
    "ID": "important_data",
    "TI": "teaching_information",
    "PI": "personal_information",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled file."""

    name: str
    repository: str
    categories: frozenset[str]
    tolerated: frozenset[str]
    """Category ids, and "NONE" where a missing label is accepted."""
    subtypes: tuple[str, ...]
    debatable: bool
    needs_ocr: bool
    notes: str


def labels(path: Path) -> list[Labelled]:
    """Return the labels of a JSON Lines file. Raises OSError, ValueError."""
    return [_labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _labelled(row: dict[str, Any]) -> Labelled:
    return Labelled(
        row["file"],
        row["repo"],
        frozenset(CATEGORIES[name] for name in row["categories"] if name != "NONE"),
        frozenset(CATEGORIES.get(name, name) for name in row["tolerated"]),
        tuple(row["subtypes"]),
        row["debatable"],
        row["needs_ocr"],
        row.get("notes", ""),
    )


def read_document(path: Path) -> Document:
    """Return a file as the kinds see it; what breaks off stays as far as it was read."""
    data = path.read_bytes()
    try:
        kind = identify(data, path.name)
    except Unreadable:
        return Document("", Form.TEXT, path.name)
    extractor = by_media_type().get(kind.media_type)
    if extractor is None:
        return Document("", Form.TEXT, path.name)
    segments = _until_it_breaks(extractor.segments(Source(data, path.name, kind)))
    return document(path.name, extractor.form_of(kind.media_type), segments)


def _until_it_breaks(segments: Iterator[Segment]) -> Iterator[Segment]:
    try:
        yield from segments
    except Unreadable:
        return
