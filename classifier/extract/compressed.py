"""tar 与单个压缩流（gz、bz2、xz、lzma、zst、zlib）：每个成员一条记录。"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from classifier.extract import _member_names
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Member, Outcome, Unreadable
from recognizers._document import Form

_TAR = "application/x-tar"
_BLOCK = 512
_MOST = 8 * 2**30
"""Bytes that a stream is inflated to at most while its members are looked for."""
_DAMAGE = (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError)


class _Zstd:
    """A zstd stream that breaks as other streams do."""

    def __init__(self, packed: IO[bytes]) -> None:
        import zstandard  # noqa: PLC0415

        self._broken = zstandard.ZstdError
        opener = zstandard.ZstdDecompressor(max_window_size=2**31)
        self._stream = opener.stream_reader(packed, read_across_frames=True)

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises OSError."""
        try:
            return self._stream.read(size)
        except self._broken as error:
            raise OSError(str(error)) from error


class _Zlib:
    """A bare zlib stream (RFC 1950), as programs keep their data."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed, self._inflater = packed, zlib.decompressobj()

    def read(self, size: int) -> bytes:
        """Return the next bytes, b"" at the end. Raises zlib.error and EOFError."""
        out = b""
        while not out and not self._inflater.eof:
            data = self._inflater.unconsumed_tail or self._packed.read(1 << 16)
            if not data:
                raise EOFError
            out = self._inflater.decompress(data, size)
        return out


_STREAMS: dict[str, tuple[Callable[[IO[bytes]], Any], tuple[str, ...]]] = {
    "application/gzip": (lambda packed: gzip.GzipFile(fileobj=packed), ("gz", "tgz")),
    "application/x-bzip2": (bz2.BZ2File, ("bz2", "tbz", "tbz2")),
    "application/x-xz": (lzma.LZMAFile, ("xz", "txz")),
    "application/x-lzma": (lzma.LZMAFile, ("lzma",)),
    "application/zlib": (_Zlib, ("zlib", "z")),
    "application/zstd": (_Zstd, ("zst", "tzst")),
}


def read(source: Source) -> Iterator[Item]:
    """Yield the members of a tar, or the one file that a stream holds. PARTIAL where it breaks off."""
    if source.type.media_type == _TAR:
        yield from _tar(io.BytesIO(source.data))
        return
    opened, suffixes = _STREAMS[source.type.media_type]
    stream = _Bounded(opened(io.BytesIO(source.data)))
    try:
        head = stream.read(_BLOCK)
    except _DAMAGE as error:
        raise Unreadable(Outcome.CORRUPT, "压缩流损坏，未能读取") from error
    whole = _Bounded(opened(io.BytesIO(source.data)))
    if _is_tar(head):
        yield from _tar(whole, len(source.data))
    else:
        yield Member(_inner_name(source.name, suffixes), partial(_content, whole), packed=len(source.data))


class _Bounded:
    """A stream that gives up beyond what any honest archive holds."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, _MOST

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises Unreadable(TOO_LARGE)."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(Outcome.TOO_LARGE, f"解压后超过 {_MOST >> 30} GiB，其余未读")
        return data


def _is_tar(head: bytes) -> bool:
    """Return whether a block is a tar header: its checksum fits (POSIX pax, ustar header block)."""
    if len(head) < _BLOCK:
        return False
    try:
        stated = int(head[148:156].strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * 32 + sum(head[156:])


def _tar(stream: IO[bytes] | _Bounded, packed: int = 0) -> Iterator[Member]:
    count = 0
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as package:  # type: ignore[call-overload]
            for entry in package:
                if not entry.isfile():
                    continue
                count += 1
                raw = entry.name.encode("utf-8", "surrogateescape")
                name = _member_names.decoded(raw, _member_names.encoding_of([raw]))
                mtime = int(entry.mtime * 10**9) if entry.mtime else 0
                yield Member(name, partial(_member, package, entry), size=entry.size, packed=packed, mtime_ns=mtime)
    except (tarfile.TarError, *_DAMAGE) as error:
        if not count:
            raise Unreadable(Outcome.CORRUPT, "tar 包损坏，未能读取") from error
        raise Unreadable(Outcome.PARTIAL, f"tar 包不完整，只读出前 {count} 个成员") from error


def _member(package: tarfile.TarFile, entry: tarfile.TarInfo, limit: int) -> bytes:
    stream = package.extractfile(entry)
    try:
        return stream.read(limit) if stream else b""
    except (tarfile.TarError, *_DAMAGE) as error:
        raise Unreadable(Outcome.CORRUPT, "压缩包成员不完整，未能读取") from error


def _inner_name(name: str, suffixes: tuple[str, ...]) -> str:
    base = name.rpartition("/")[2]
    stem, _, suffix = base.rpartition(".")
    return stem if stem and suffix.lower() in suffixes else f"{base}（解压）"


def _content(stream: _Bounded, limit: int) -> bytes:
    out = bytearray()
    try:
        while len(out) < limit and (block := stream.read(min(1 << 20, limit - len(out)))):
            out += block
    except _DAMAGE as error:
        raise Unreadable(Outcome.CORRUPT, "压缩流损坏，未能读完") from error
    return bytes(out)


def _sample(text: str) -> tuple[bytes, str]:
    packed, content = io.BytesIO(), text.encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as package:
        entry = tarfile.TarInfo("说明.txt")
        entry.size = len(content)
        package.addfile(entry, io.BytesIO(content))
    return packed.getvalue(), ".tar.gz"


EXTRACTOR = Extractor(
    title="tar、gz、bz2、xz、zst、zlib 压缩包",
    media_types=frozenset({_TAR, *_STREAMS}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="每个成员（任意嵌套）；中断的包读到中断处",
)
