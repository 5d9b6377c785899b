"""摘要：SHA-256 与 SM3（GB/T 32905），以及不跟随链接地打开根目录下的文件。"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from classifier.walk import open_beneath

BLOCK = 1 << 20


def opened(root: Path, name: str) -> io.FileIO:
    """Return a read-only stream of the file `name` below `root`. Raises Unreadable where it cannot be opened."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        return io.FileIO(open_beneath(descriptor, name))
    finally:
        os.close(descriptor)


def blocks(stream: io.RawIOBase | io.BytesIO) -> Iterator[bytes]:
    """Yield the rest of a stream in pieces of at most 1 MiB."""
    return iter(lambda: stream.read(BLOCK) or b"", b"")


def digests(pieces: Iterable[bytes]) -> tuple[str, str]:
    """Return SHA-256 and SM3 in hexadecimal; SM3 is "" where this Python's OpenSSL lacks it."""
    sha256 = hashlib.sha256()
    sm3 = hashlib.new("sm3") if "sm3" in hashlib.algorithms_available else None
    for piece in pieces:
        sha256.update(piece)
        if sm3:
            sm3.update(piece)
    return sha256.hexdigest(), sm3.hexdigest() if sm3 else ""
