"""差异：核验得出的每一条，及其种类的名称。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SAME, MOVED, ALTERED, MISSING = "same", "moved", "altered", "missing"
DERIVED, DUPLICATE, UNEXPLAINED = "derived", "duplicate", "unexplained"
UNDER_DECLARED, UNREAD = "under_declared", "unread"

STATUSES = {
    SAME: "原样在位",
    MOVED: "移动或改名",
    ALTERED: "已改动",
    MISSING: "缺少",
    DERIVED: "衍生（多出）",
    DUPLICATE: "副本（多出）",
    UNEXPLAINED: "来历不明（多出）",
    UNDER_DECLARED: "类别少报",
    UNREAD: "未能读取",
}
"""Status → what a person is told."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Where something was seen that a listed document holds too. Safe to write down."""

    source: str
    where: str
    shown: str
    """Masked."""
    characters: int

    def line(self) -> dict[str, Any]:
        """Return it as it stands in a difference's evidence."""
        return {"source": self.source, "where": self.where, "shown": self.shown, "characters": self.characters}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a verification: a listed item, or something that is not listed."""

    path: str
    """Where it is; for what is missing, where it was."""
    status: str
    source: str = ""
    """The listed item that it is or comes from, where that has another name."""
    detail: str = ""
    evidence: tuple[Sight, ...] = ()
    incomplete: bool = False
    """Whether something of it could not be read."""

    def line(self) -> Mapping[str, Any]:
        """Return the JSON line."""
        return {
            "kind": "difference",
            "path": self.path,
            "status": self.status,
            "source": self.source,
            "detail": self.detail,
            "evidence": [sight.line() for sight in self.evidence],
        }
