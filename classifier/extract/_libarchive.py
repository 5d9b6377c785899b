"""libarchive：7z、rar、cab、iso 以及 Python 自己不会解的 zip，依次取出成员。"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import chain
from typing import Any

from classifier.extract import _member_names
from classifier.model import Member, Outcome, Unreadable

_SONAMES = ("libarchive.so.13", "libarchive.so", "libarchive.13.dylib")
_LOCKED = ("ncrypt", "assphrase", "assword")


@cache
def library() -> Any:
    """Return the binding to the C library, None on a machine that lacks it: the system's, else the one that a wheel brings."""
    for name in chain(_SONAMES, _bundled()):
        os.environ["LIBARCHIVE"] = name  # else the binding starts programs to look for it, which the sandbox refuses
        try:
            import libarchive  # noqa: PLC0415
        except (ImportError, OSError, TypeError, AttributeError):
            continue
        return libarchive
    return None


def _bundled() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, files  # noqa: PLC0415

    with suppress(PackageNotFoundError):
        yield from (
            str(item.locate()) for item in files("archive-r-python") or () if item.name.startswith("libarchive-")
        )


def members(data: bytes) -> Iterator[Member]:
    """Yield the files of an archive; each can be read until the next is asked for.

    Raises Unreadable: ENCRYPTED where even the names are encrypted, PARTIAL where it breaks off, CORRUPT where nothing can be
    read, UNSUPPORTED without the library.
    """
    binding = library()
    if binding is None:
        raise Unreadable(Outcome.UNSUPPORTED, "本机没有 libarchive，压缩包未展开；安装后重新扫描")
    count, locked = 0, list[Unreadable]()
    try:
        with binding.memory_reader(data) as archive:
            for entry in archive:
                if not entry.isfile:
                    continue
                count += 1
                raw = binding.ffi.entry_pathname(entry._entry_p) or b""
                name = _member_names.decoded(raw, _member_names.encoding_of([raw])) if raw else entry.pathname or ""
                content = partial(_content, entry.get_blocks, binding, locked)
                yield Member(name, content, size=entry.size or 0, packed=len(data), mtime_ns=_mtime(entry))
    except binding.exception.ArchiveError as error:
        raise _problem(error, count) from error


def _mtime(entry: Any) -> int:
    return int((entry.mtime or 0) * 10**9)


def _content(blocks: Callable[[], Iterator[bytes]], binding: Any, locked: list[Unreadable], limit: int) -> bytes:
    """Return a member's bytes; behind one that is encrypted, nothing that fails is called damaged."""
    out = bytearray()
    try:
        for block in blocks():
            out += block
            if len(out) >= limit:
                break
    except binding.exception.ArchiveError as error:
        problem = _problem(error, 0)
        if problem.outcome is Outcome.ENCRYPTED:
            locked.append(problem)
        raise (locked[0] if locked else problem) from error
    return bytes(out[:limit])


def _problem(error: Exception, count: int) -> Unreadable:
    if any(word in str(error) for word in _LOCKED):
        return Unreadable(Outcome.ENCRYPTED, "压缩包设有密码，未能读取")
    if "nsupported" in str(error) and not count:
        return Unreadable(Outcome.UNSUPPORTED, "压缩方法不支持，未能读取")
    if count:
        return Unreadable(Outcome.PARTIAL, f"压缩包损坏，只读出前 {count} 个成员")
    return Unreadable(Outcome.CORRUPT, "压缩包损坏，未能读取")
