"""暂存：待查的内容放进内存里的私有文件夹，用同一套扫描查验，用完即毁，不在硬盘上留痕。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from classifier.inventory import Inventory
from classifier.scan import scan
from classifier.settings import Settings

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 the folder made in it is private; elsewhere the usual temporary place serves


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder that only this user can open, in memory where the system has such a place; it is gone at the end."""
    place = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="baomi-", dir=place) as folder:
        yield Path(folder).resolve()


@contextmanager
def scanned(settings: Settings, folder: Path) -> Iterator[Inventory]:
    """Give the inventory of `folder`, kept in memory alone. Raises what scan raises."""
    with Inventory(Path(":memory:"), create=True) as store:
        for _ in scan(replace(settings, root=folder), store):
            pass
        yield store
