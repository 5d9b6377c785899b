"""设置：一次扫描的全部选择，冻结成一个值。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from classifier.mask import key_id
from classifier.policy import DEFAULT_POLICY

MEMORY = 4 * 2**30


@dataclass(frozen=True, slots=True)
class Against:
    """What files are compared with while they are read."""

    folder: Path
    """Where the saved index of the listed documents lies."""
    classify: bool
    """Whether what is read is classified as well, or only compared."""


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
    memory: int = MEMORY
    """Bytes of address space a worker may take."""
    policy: str = DEFAULT_POLICY
    names: str = "settled"
    """How far names are looked for: `full`, `settled` (until the tag cannot change any more) or `off`."""
    depth: int = 10
    """Levels of files inside files that are opened."""
    members: int = 10_000
    """Files inside one file on disk, at all levels, that are examined."""
    total_bytes: int = 2 * 2**30
    """Bytes that the files inside one file on disk may inflate to."""
    ratio: int = 200
    """Times that a member may be larger than it was packed, once it is larger than 16 MiB."""
    passwords: tuple[str, ...] = ()
    """Tried on protected files; never written anywhere."""
    ocr: bool = False
    """Whether words in pictures are recognized; needs the extra `ocr`."""
    ocr_seconds: float = 600.0
    """Wall-clock seconds that the pictures of one file on disk may take, beyond `seconds`."""
    history: bool = False
    """Whether the objects of git repositories are opened."""
    second_reader: bool = False
    """Whether every PDF and workbook is read by two readers, and differences reported."""
    every_window: bool = False
    """Whether fingerprints keep every window of a text: for texts that are to be left out wherever they stand."""
    against: Against | None = None
    """Listed documents with which everything read is compared."""

    @property
    def readable(self) -> tuple[Path, ...]:
        """The folders that a worker must be able to read."""
        return (self.root, self.against.folder) if self.against else (self.root,)

    @property
    def longest(self) -> float:
        """Wall-clock seconds after which a worker on one file is given up."""
        return self.seconds + (self.ocr_seconds if self.ocr else 0)

    def shown(self) -> dict[str, object]:
        """Return what the inventory's header says of the settings; the passwords are not in it, of the key its id."""
        return {
            "key": key_id(self.key),
            "exclude": list(self.exclude),
            "max_bytes": self.max_bytes,
            "seconds": self.seconds,
            "memory": self.memory,
            "policy": self.policy,
            "names": self.names,
            "depth": self.depth,
            "members": self.members,
            "total_bytes": self.total_bytes,
            "ratio": self.ratio,
            "passwords": len(self.passwords),
            "ocr": self.ocr,
            "ocr_seconds": self.ocr_seconds,
            "history": self.history,
            "second_reader": self.second_reader,
            "today": self.today.isoformat(),
        }


LIMITS: Mapping[str, tuple[str, int, str]] = {
    "depth": ("depth", 1, "嵌套层数"),
    "members": ("members", 1, "一个文件里的成员个数"),
    "ratio": ("ratio", 1, "解压倍数"),
    "total": ("total_bytes", 2**20, "一个文件里的成员解压后合计（MiB）"),
    "size": ("max_bytes", 2**20, "读取的单个文件或成员的大小（MiB）"),
    "seconds": ("seconds", 1, "读取一个文件的秒数"),
    "ocr-seconds": ("ocr_seconds", 1, "一个文件里图像文字识别的秒数"),
    "memory": ("memory", 2**20, "一个读取进程的内存（MiB）"),
}
"""What a user may set: by its name on the command line, the field, its unit, and what it bounds."""


def limited(settings: Settings, texts: Iterable[str]) -> Settings:
    """Return the settings with limits as `name=number` says. Raises ValueError, in Chinese, for anything else."""
    for text in texts:
        name, _, number = text.partition("=")
        if name not in LIMITS or not (number.isascii() and number.isdigit() and int(number)):
            raise ValueError(f"{text}：应写作 名称=正整数，名称为 {'、'.join(LIMITS)} 之一")
        field, unit, _ = LIMITS[name]
        change: dict[str, Any] = {field: int(number) * unit}
        settings = replace(settings, **change)
    return settings
