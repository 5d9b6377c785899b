"""清点：走一遍交回的文件夹，给出每个文件的摘要；不打开任何文件的内容来读。"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from classifier.digest import BLOCK
from classifier.model import File, Unreadable
from classifier.walk import open_beneath, walk

_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Met:
    """An entry of the tree with its digest."""

    file: File
    sha256: str
    """Hexadecimal, "" where the content could not be read."""
    problem: str = ""
    """Why not, in Chinese."""


def hashed(root: Path, skip: Path | None = None) -> Iterator[Met]:
    """Yield every entry below `root` in the order of `walk`; what lies in the folder `skip` is passed over.

    Raises OSError where the root cannot be read.
    """
    inside = f"{os.path.relpath(skip, root)}/" if skip and skip.is_relative_to(root) else ""
    with _Folders(root).opened() as folders:
        for file in walk(root):
            if inside and file.name.startswith(inside):
                continue
            yield _met(file, folders)


def _met(file: File, folders: _Folders) -> Met:
    if file.problem:
        return Met(file, "", file.detail)
    try:
        return Met(file, folders.sha256(file.name))
    except Unreadable as problem:
        return Met(file, "", problem.detail)
    except OSError as error:
        return Met(file, "", f"读取出错（{error.strerror}）")


class _Folders:
    """Opens files below a root; the folder of the last one stays open, since the next is mostly its neighbour."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder, self._open = root, "", -1

    @contextmanager
    def opened(self) -> Iterator[_Folders]:
        """Give this with the root open."""
        self._top = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield self
        finally:
            os.close(self._top)
            self._leave()

    def _leave(self) -> None:
        if self._open >= 0:
            os.close(self._open)
        self._open = -1

    def sha256(self, name: str) -> str:
        """Return the SHA-256 of the file `name`. Raises Unreadable, OSError."""
        folder, _, last = name.rpartition("/")
        if folder != self._folder or self._open < 0:
            self._leave()
            self._open, self._folder = self._descend(folder), folder
        try:
            descriptor = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._open)
        except OSError:
            os.close(open_beneath(self._top, name))  # says in words what is wrong
            raise
        try:
            return _sha256(descriptor)
        finally:
            os.close(descriptor)

    def _descend(self, folder: str) -> int:
        """Return a descriptor of a folder below the root; no link is followed. Raises OSError."""
        found = os.dup(self._top)
        for part in filter(None, folder.split("/")):
            outer = found
            try:
                found = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=outer)
            finally:
                os.close(outer)
        return found


def _sha256(descriptor: int) -> str:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise OSError(0, "不再是普通文件")
    piece = os.read(descriptor, _READ_AT_ONCE)
    if len(piece) < _READ_AT_ONCE:
        rest = os.read(descriptor, BLOCK)
        if not rest:
            return hashlib.sha256(piece).hexdigest()
        piece += rest
    digest = hashlib.sha256(piece)
    while piece := os.read(descriptor, BLOCK):
        digest.update(piece)
    return digest.hexdigest()
