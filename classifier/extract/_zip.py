"""zip 的残卷：没有目录的压缩包，由各部件自己的开头逐个读出（APPNOTE 4.3.7）。"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_SIGNATURE = re.compile(b"PK\x03\x04")
_STORED, _DEFLATED = 0, 8
_UTF8, _ENCRYPTED, _SIZES_FOLLOW = 0x800, 0x1, 0x8


@dataclass(frozen=True, slots=True)
class Remnant:
    """A part of a damaged zip, found by its own header."""

    name: bytes
    is_utf8: bool
    packed: memoryview
    """The bytes from its beginning to the next header, or to the end of what is left."""
    method: int

    def read(self, limit: int) -> tuple[bytes, bool]:
        """Return at most `limit` bytes of content, and whether it came to its own end."""
        if self.method == _STORED:
            return bytes(self.packed[:limit]), True
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflater.decompress(self.packed, limit)
        except zlib.error:
            return self._until_the_damage(limit), False
        return data, inflater.eof or len(data) >= limit

    def _until_the_damage(self, limit: int) -> bytes:
        inflater, out = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
        for low in range(0, len(self.packed), 4096):
            try:
                out += inflater.decompress(self.packed[low : low + 4096], max(1, limit - len(out)))
            except zlib.error:
                break
            if len(out) >= limit:
                break
        return bytes(out[:limit])


def remnants(data: bytes) -> Iterator[Remnant]:
    """Yield the parts of a zip whose directory is lost, in the order in which they stand."""
    places = [hit.start() for hit in _SIGNATURE.finditer(data)]
    view, low = memoryview(data), 0
    for number, place in enumerate(places):
        if place < low or place + _HEADER.size > len(data):
            continue
        _, _, flags, method, _, _, _, packed, _, name, extra = _HEADER.unpack_from(data, place)
        begin = place + _HEADER.size + name + extra
        if not name or method not in {_STORED, _DEFLATED} or flags & _ENCRYPTED or begin > len(data):
            continue
        following = places[number + 1] if number + 1 < len(places) else len(data)
        end = begin + packed if packed and not flags & _SIZES_FOLLOW else following
        low = end
        raw = data[place + _HEADER.size : place + _HEADER.size + name]
        yield Remnant(raw, bool(flags & _UTF8), view[begin : min(end, len(data))], method)
