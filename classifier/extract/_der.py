"""DER 编码（证书、电子印章）：其中的文字与图片。"""

from __future__ import annotations

from collections.abc import Iterator

_TEXTS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be", 0x1A: "ascii"}
"""ITU-T X.690, 8.23: string types by tag, with the codec of each."""
_OCTETS = 0x04
_DEEPEST = 24
_WORTH = 64
"""Bytes from which an octet string may be a picture."""


def contents(data: bytes, depth: int = 0) -> Iterator[str | bytes]:
    """Yield the strings of a DER encoding, and as bytes its large octet strings; stops where the encoding breaks."""
    at = 0
    while at + 2 <= len(data):
        tag = data[at]
        start, length = _length(data, at + 1)
        if length < 0 or start + length > len(data):
            return
        value = data[start : start + length]
        if tag in _TEXTS:
            yield value.decode(_TEXTS[tag], "replace").strip()
        elif tag & 0x20 and depth < _DEEPEST:
            yield from contents(value, depth + 1)
        elif tag == _OCTETS:
            yield from _octets(value, depth)
        at = start + length


def _octets(value: bytes, depth: int) -> Iterator[str | bytes]:
    if value[:1] == b"\x30" and depth < _DEEPEST:
        yield from contents(value, depth + 1)
    elif len(value) >= _WORTH:
        yield value


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Return where the value begins and its length, -1 for a length that DER does not allow."""
    first = data[at]
    if first < 0x80:
        return at + 1, first
    count = first & 0x7F
    return (at + 1 + count, int.from_bytes(data[at + 1 : at + 1 + count])) if 0 < count < 5 else (at, -1)
