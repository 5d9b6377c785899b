"""JSON Lines：交换与核验用的清单，一行一个文件。"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from classifier.grade import grade_of
from classifier.jsonl import SCHEMA, dumps, file_line
from classifier.report._base import ITSELF_CLAUSES, NOTICE, Report
from classifier.view import Level, View


def write(view: View, path: Path) -> None:
    """Write the header line and a line a file, sorted by path; equal inventories give equal bytes but for the clock."""
    header, groups = view.header(), view.same_content()
    head = {
        "kind": "header",
        "schema": SCHEMA,
        "tool": {"name": "baomi", "version": header.tool_version},
        "rules": {"version": header.rules_version, "sha256": header.rules_sha256},
        "agreement": {"id": header.agreement_id, "sha256": header.agreement_sha256},
        "report": {"level": view.level, "notice": NOTICE, "clauses": list(ITSELF_CLAUSES)},
        "project": dict(view.project.lines()) if view.project else None,
        "root": "" if view.level is Level.COUNTS else header.root,
        "settings": {} if view.level is Level.COUNTS else header.settings,
        "outcomes": view.outcomes(),
        "started": header.started,
        "finished": header.finished,
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(dumps(head) + "\n")
        for record in view.listed():
            grade = grade_of(record, view.policy)
            more = {
                "retention": [asdict(term) for term in view.retention(record)],
                "grade": asdict(grade) if grade else None,
            }
            file.write(dumps(file_line(record, groups.get(record.sha256)) | more) + "\n")


REPORT = Report("JSON Lines 清单", write)
