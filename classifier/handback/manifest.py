"""校验清单：sha256sum 与 cksum 认得的写法（GNU coreutils），次序与遍历相同。"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

SHA256_LENGTH = 64


class BadManifest(Exception):
    """A line is none of a manifest's."""


def walk_key(name: bytes) -> bytes:
    """Return by what paths are sorted so that they come in the order of `walk`: a folder's files before what follows the folder."""
    return name.replace(b"/", b"\0")


def sha256_line(digest: str, name: str) -> bytes:
    """Return a line as `sha256sum` writes it; a name with a line break or a backslash is escaped and the line says so."""
    escaped, mark = _escaped(name)
    return mark + digest.encode() + b"  " + escaped + b"\n"


def sm3_line(digest: str, name: str) -> bytes:
    """Return a line as `cksum -a sm3` writes it."""
    escaped, mark = _escaped(name)
    return mark + b"SM3 (" + escaped + b") = " + digest.encode() + b"\n"


def _escaped(name: str) -> tuple[bytes, bytes]:
    raw = os.fsencode(name)
    escaped = raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
    return escaped, b"\\" if escaped != raw else b""


def read_sha256(lines: BinaryIO | Iterator[bytes]) -> Iterator[tuple[bytes, str]]:
    """Yield name (bytes) and digest of each line of a SHA-256 manifest. Raises BadManifest."""
    for line in lines:
        escaped, start = line[:1] == b"\\", line[:1] == b"\\"
        digest, name = line[start : start + SHA256_LENGTH], line[start + SHA256_LENGTH : -1]
        if name[:2] not in {b"  ", b" *"} or line[-1:] != b"\n":
            raise BadManifest
        name = name[2:]
        if escaped:
            name = name.replace(b"\\\\", b"\0").replace(b"\\n", b"\n").replace(b"\0", b"\\")
        yield name, digest.decode("ascii")


def write_lines(path: Path, lines: Iterator[bytes]) -> int:
    """Write a new file and return how many lines it has. Raises OSError."""
    count = 0
    with path.open("xb") as file:
        for line in lines:
            file.write(line)
            count += 1
    return count
