"""暂存区：git 将要提交的内容，经 git 自己的命令读出；不写仓库。"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classifier.checked import BadData

_REGULAR = frozenset({"100644", "100755"})
_OTHERS = {"160000": "子模块，内容在别的仓库里", "120000": "链接，没有自己的内容"}
_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
_GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
"""Nothing that the repository's own settings could start, and no refresh of its index."""


@dataclass(frozen=True, slots=True)
class Staged:
    """An entry that git has staged."""

    name: str
    """Path below the repository's top; bytes that are not UTF-8 as surrogate escapes."""
    mode: str
    blob: str
    """Name of the blob, hexadecimal."""


def staged(root: Path) -> Iterator[Staged]:
    """Yield what is staged in the repository around `root`, but removals. Raises BadData where there is no repository."""
    words = (
        "diff",
        "--cached",
        "--raw",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        "--no-abbrev",
        "--ignore-submodules=none",
        "--diff-filter=d",
    )
    fields = _asked(root, *words).split(b"\0")
    for head, name in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, blob, _ = head.decode("ascii").split(" ")
        yield Staged(os.fsdecode(name), mode, blob)


def put_aside(root: Path, folder: Path) -> tuple[tuple[str, str], ...]:
    """Write what is staged below `folder` under its own names; return name and reason of what could not be.

    Raises BadData where git cannot be asked, OSError where `folder` cannot be written.
    """
    return tuple((item.name, reason) for item in staged(root) if (reason := _put(root, item, folder)))


def _put(root: Path, item: Staged, folder: Path) -> str:
    if item.mode not in _REGULAR:
        return _OTHERS.get(item.mode, "不是普通文件")
    path = folder / item.name
    if not {"", ".", ".."}.isdisjoint(item.name.split("/")) or not path.resolve().is_relative_to(folder):
        return "路径不合规则"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        if subprocess.run((*_GIT, "cat-file", "blob", item.blob), cwd=root, stdout=file, stderr=subprocess.DEVNULL, check=False).returncode:  # noqa: S603 fixed words and a hexadecimal name  # fmt: skip
            return "git 读不出这份内容"
    with path.open("rb") as file:
        if file.read(len(_POINTER)) == _POINTER:
            return "内容由 Git LFS 另存，暂存区里只有指针"
    return ""


def _asked(root: Path, *words: str) -> bytes:
    try:
        done = subprocess.run((*_GIT, *words), cwd=root, capture_output=True, check=False)  # noqa: S603 fixed words
    except FileNotFoundError as error:
        raise BadData("没有找到 git 命令，--staged 要用它") from error
    if done.returncode:
        raise BadData(f"{root} 不在 git 仓库里，或 git 读不了它")
    return done.stdout
