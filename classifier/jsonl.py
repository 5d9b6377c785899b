"""记录与一行 JSON 互换（格式 baomi.inventory/1）。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from classifier.model import File, Outcome
from classifier.record import Evidence, Mark, Record, Status, Tag

SCHEMA = "baomi.inventory/1"


def dumps(line: Mapping[str, Any]) -> str:
    """Return a JSON object in one line; surrogates of names that are not UTF-8 stay as `\\udcXX` escapes."""
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def file_line(record: Record, same_content: int | None = None) -> dict[str, Any]:
    """Return the inventory line of a record; `same_content` is the number of its group of equal files."""
    file = record.file
    return {
        "kind": "file",
        "path": file.name,
        "size": file.size,
        "mtime": datetime.fromtimestamp(file.mtime_ns // 10**9, UTC).isoformat(),
        "sha256": record.sha256,
        "sm3": record.sm3,
        "media_type": record.media_type,
        "encoding": record.encoding,
        "outcome": record.outcome,
        "detail": record.detail,
        "categories": list(record.categories),
        "tags": [_tag_line(tag) for tag in record.tags],
        "marks": [asdict(mark) for mark in record.marks],
        "counts": dict(record.counts),
        "persons": record.persons,
        "persons_at_least": record.persons_at_least,
        "minors": record.minors,
        "same_content": same_content,
    }


def _tag_line(tag: Tag) -> dict[str, Any]:
    return {
        "category": tag.category,
        "subtype": tag.subtype,
        "status": tag.status,
        "confidence": tag.confidence,
        "grade": tag.grade,
        "sensitive": list(tag.sensitive),
        "clause": tag.clause,
        "basis": tag.basis,
        "public_origin": tag.public_origin,
        "by_roster": tag.by_roster,
        "reasons": list(tag.reasons),
        "evidence": [asdict(item) for item in tag.evidence],
    }


def record_of(line: Mapping[str, Any], file: File) -> Record:
    """Return the record that `file_line` made the line of; `file` is the entry it belongs to."""
    return Record(
        file=file,
        outcome=Outcome(line["outcome"]),
        detail=line["detail"],
        sha256=line["sha256"],
        sm3=line["sm3"],
        media_type=line["media_type"],
        encoding=line["encoding"],
        tags=tuple(map(_tag_of, line["tags"])),
        marks=tuple(Mark(**mark) for mark in line["marks"]),
        counts=line["counts"],
        persons=line["persons"],
        persons_at_least=line["persons_at_least"],
        minors=line["minors"],
    )


def _tag_of(line: Mapping[str, Any]) -> Tag:
    return Tag(
        category=line["category"],
        subtype=line["subtype"],
        status=Status(line["status"]),
        confidence=line["confidence"],
        grade=line["grade"],
        clause=line["clause"],
        basis=line["basis"],
        public_origin=line.get("public_origin", ""),
        by_roster=line.get("by_roster", False),
        reasons=tuple(line["reasons"]),
        sensitive=tuple(line["sensitive"]),
        evidence=tuple(Evidence(**(item | {"reasons": tuple(item["reasons"])})) for item in line["evidence"]),
    )
