"""JSON Lines：交换与核验用的清单，一行一个文件。"""

from __future__ import annotations

from pathlib import Path

from classifier.inventory import Inventory
from classifier.jsonl import SCHEMA, dumps, file_line
from classifier.report._base import Report


def write(inventory: Inventory, path: Path) -> None:
    """Write the header line and a line a file, sorted by path; equal inventories give equal bytes but for the clock."""
    header, groups = inventory.header(), inventory.same_content()
    head = {
        "kind": "header",
        "schema": SCHEMA,
        "tool": {"name": "baomi", "version": header.tool_version},
        "rules": {"version": header.rules_version, "sha256": header.rules_sha256},
        "agreement": {"id": header.agreement_id, "sha256": header.agreement_sha256},
        "root": header.root,
        "settings": header.settings,
        "outcomes": inventory.outcomes(),
        "started": header.started,
        "finished": header.finished,
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(dumps(head) + "\n")
        for record in inventory.records():
            file.write(dumps(file_line(record, groups.get(record.sha256))) + "\n")


REPORT = Report("JSON Lines 清单", write)
