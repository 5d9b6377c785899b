"""遍历：根目录下每个条目恰好一次，次序固定，什么也不悄悄跳过。"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from classifier.escape import printable
from classifier.model import File, Outcome, Unreadable

_DEEPEST = 200
"""Levels of folders entered: each costs an open descriptor."""
_SPECIAL = {
    stat.S_IFIFO: "命名管道",
    stat.S_IFSOCK: "套接字",
    stat.S_IFCHR: "字符设备",
    stat.S_IFBLK: "块设备",
}
_REASONS = {
    errno.ENOENT: "已不存在",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ELOOP: "路径中有链接，不跟随",
    errno.ENOTDIR: "路径中有链接或不是文件夹",
    errno.ENAMETOOLONG: "名称过长",
    errno.EIO: "存储介质读取出错",
    errno.ESTALE: "网络文件已失效",
    errno.ENXIO: "特殊文件，没有可读的内容",
}


def walk(root: Path, exclude: Sequence[str] = ()) -> Iterator[File]:
    """Yield every entry below `root` that is no folder, once, folders in depth, names sorted by their bytes.

    A link is recorded and not followed; a folder that cannot be entered is an entry of its own, its name ending in `/`.
    `exclude` (gitignore patterns, the last that fits counts) sets the outcome of what it matches and drops nothing;
    `.gitignore` files are not obeyed. Raises OSError where the root itself cannot be read, ValueError for an impossible
    pattern.
    """
    rules = _Rules(root.resolve(), tuple(exclude), GitIgnoreSpec.from_lines(exclude))
    open_folders = [_Folder.opened(os.open(root, os.O_RDONLY | os.O_DIRECTORY), "")]
    try:
        while open_folders:
            folder = open_folders[-1]
            if name := next(folder.names, ""):
                found = _entry(name, open_folders, rules)
                if isinstance(found, File):
                    yield found
                else:
                    open_folders.append(found)
            else:
                os.close(open_folders.pop().descriptor)
    finally:
        for folder in open_folders:
            os.close(folder.descriptor)


@dataclass(frozen=True, slots=True)
class _Folder:
    """An open folder and the names in it that are still to be met."""

    descriptor: int
    prefix: str
    """Its path below the root, ending in `/`; "" for the root."""
    identity: tuple[int, int]
    names: Iterator[str]

    @classmethod
    def opened(cls, descriptor: int, prefix: str) -> _Folder:
        """Return the folder behind a descriptor, which it closes again where it cannot list it (OSError)."""
        try:
            info = os.fstat(descriptor)
            names = sorted(os.listdir(descriptor), key=os.fsencode)
        except OSError:
            os.close(descriptor)
            raise
        return cls(descriptor, prefix, (info.st_dev, info.st_ino), iter(names))


@dataclass(frozen=True, slots=True)
class _Rules:
    root: Path
    patterns: tuple[str, ...]
    spec: GitIgnoreSpec

    def excluded(self, name: str) -> str:
        """Return why the user's word excludes `name`, "" where it does not."""
        verdict = self.spec.check_file(name) if self.patterns else None
        if not verdict or not verdict.include or verdict.index is None:
            return ""
        return f"由使用者排除（--exclude {printable(self.patterns[verdict.index])}）"


def _entry(name: str, above: Sequence[_Folder], rules: _Rules) -> File | _Folder:
    parent = above[-1]
    try:
        info = os.stat(name, dir_fd=parent.descriptor, follow_symlinks=False)
    except OSError as error:
        return _unmet(parent.prefix + name, f"遍历时{_reason(error)}", rules)
    if stat.S_ISDIR(info.st_mode):
        return _entered(name, above, rules)
    problem, detail = _problem(name, info, parent, rules)
    size = info.st_size if stat.S_ISREG(info.st_mode) else 0
    path = parent.prefix + name
    return File(path, size, info.st_mtime_ns, info.st_ctime_ns, info.st_dev, info.st_ino, problem, detail)


def _entered(name: str, above: Sequence[_Folder], rules: _Rules) -> File | _Folder:
    path = f"{above[-1].prefix}{name}/"
    if len(above) > _DEEPEST:
        return _unmet(path, f"文件夹嵌套超过 {_DEEPEST} 层，未再进入", rules)
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=above[-1].descriptor)
        folder = _Folder.opened(descriptor, path)
    except OSError as error:
        return _unmet(path, f"文件夹打不开：{_reason(error)}", rules)
    if any(folder.identity == other.identity for other in above):
        os.close(descriptor)
        return _unmet(path, "文件夹绕回到它自己的上级，未再进入", rules)
    return folder


def _problem(name: str, info: os.stat_result, parent: _Folder, rules: _Rules) -> tuple[Outcome | None, str]:
    if reason := rules.excluded(parent.prefix + name):
        return Outcome.EXCLUDED, reason
    if stat.S_ISLNK(info.st_mode):
        return _link(name, parent, rules.root)
    if kind := _SPECIAL.get(stat.S_IFMT(info.st_mode)):
        return Outcome.UNREADABLE, f"特殊文件（{kind}），没有可读的内容"
    return None, ""


def _link(name: str, parent: _Folder, root: Path) -> tuple[Outcome, str]:
    try:
        shown = f"链接，指向 {printable(os.readlink(name, dir_fd=parent.descriptor))}，未跟随"
    except OSError as error:
        return Outcome.UNREADABLE, f"链接，{_reason(error)}"
    try:
        target = root.joinpath(parent.prefix, name).resolve(strict=True)
    except (OSError, RuntimeError):
        return Outcome.UNREADABLE, f"{shown}：目标不存在、打不开或循环"
    if not target.is_relative_to(root):
        return Outcome.UNREADABLE, f"{shown}：目标在所扫描的文件夹之外"
    return Outcome.NO_TEXT, f"{shown}：目标在所扫描的文件夹之内，另有记录"


def _unmet(path: str, detail: str, rules: _Rules) -> File:
    reason = rules.excluded(path)
    return File(path, 0, 0, 0, 0, 0, Outcome.EXCLUDED if reason else Outcome.UNREADABLE, reason or detail)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or f"系统报错“{error.strerror}”"


def open_beneath(root_fd: int, name: str) -> int:
    """Return a read-only descriptor of the regular file `name` below the folder `root_fd` (a descriptor).

    No link is followed and nothing waits. Raises Unreadable where a part of the path is a link, is gone, leads upwards,
    may not be opened, or is no regular file.
    """
    *folders, last = name.split("/")
    if not {"", ".", ".."}.isdisjoint((*folders, last)) or "\0" in name:
        raise Unreadable(Outcome.UNREADABLE, "路径不在所扫描的文件夹之内")
    folder = os.dup(root_fd)
    try:
        for part in folders:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        found = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        raise Unreadable(Outcome.UNREADABLE, f"打不开：{_reason(error)}") from error
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(found).st_mode):
        os.close(found)
        raise Unreadable(Outcome.UNREADABLE, "不再是普通文件")
    return found
