"""png 与 wav：没有文字层的东西。"""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """Return a grey picture that looks like a scanned page: dark dashes in rows on white. At most 60 KiB of pixels."""
    rows = b"".join(b"\0" + bytes(_grey(x, y) for x in range(width)) for y in range(height))
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", _stored(rows)) + _chunk(b"IEND", b"")


def _grey(x: int, y: int) -> int:
    ink = y % 12 in {4, 5, 6} and 16 < x < 230 and (x * 7 + y * 13) % 19 > 4
    return 40 if ink else 250


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of one stored block, so that no version of zlib makes other bytes."""
    block = struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF) + data
    return b"\x78\x01" + block + struct.pack(">I", zlib.adler32(data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def wav(seconds: float = 0.5) -> bytes:
    """Return silence, 8 kHz, 8 bit."""
    data = b"\x80" * int(8000 * seconds)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    return (
        b"RIFF"
        + struct.pack("<I4s", 28 + len(form) - 16 + len(data), b"WAVE")
        + form
        + struct.pack("<4sI", b"data", len(data))
        + data
    )
