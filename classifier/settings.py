"""设置：一次扫描的全部选择，冻结成一个值。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from classifier.policy import DEFAULT_POLICY


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen for a scan, with the defaults."""

    root: Path
    key: bytes
    today: date
    exclude: tuple[str, ...] = ()
    workers: int = 2
    max_bytes: int = 256 * 2**20
    """Bytes of the largest file that is read."""
    seconds: float = 120.0
    """Wall-clock seconds one file may take."""
    memory: int = 4 * 2**30
    """Bytes of address space a worker may take."""
    policy: str = DEFAULT_POLICY
    names: str = "settled"
    """How far names are looked for: `full`, `settled` (until the tag cannot change any more) or `off`."""

    def shown(self) -> dict[str, object]:
        """Return what the inventory's header says of the settings; the key is not among it."""
        return {
            "exclude": list(self.exclude),
            "max_bytes": self.max_bytes,
            "seconds": self.seconds,
            "memory": self.memory,
            "policy": self.policy,
            "names": self.names,
            "today": self.today.isoformat(),
        }
