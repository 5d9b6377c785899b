"""写一个最小的 OLE 复合文件：把里面的一个存储取出来，成为单独的文件。"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise

_SECTOR, _SMALL = 512, 64
_CUTOFF = 4096
"""Bytes below which a stream is kept in small sectors, inside one stream of the root."""
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_IN_HEADER, _IN_SECTOR = 109, 127
"""Places of FAT sectors that the header holds, and that each further sector does."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams, `/` between storages and names (MS-CFB, version 3)."""
    body = _Sectors(_SECTOR)
    small = _Sectors(_SMALL)
    entries = {name: ((small if len(data) < _CUTOFF else body).add(data), len(data)) for name, data in streams.items()}
    root = body.add(small.data), len(small.data)
    small_fat = body.add(b"".join(struct.pack("<I", entry) for entry in small.chains), fill=b"\xff")
    directory = body.add(_directory(entries, root))
    count = len(body.chains)
    fat = difat = 0
    while fat * _SECTOR // 4 < count + fat + difat:
        fat += 1
        difat = max(0, -(-(fat - _IN_HEADER) // _IN_SECTOR))
    places = [count + number for number in range(fat)]
    chains = [*body.chains, *[_FAT] * fat, *[_DIFAT] * difat]
    table = b"".join(struct.pack("<I", entry) for entry in chains).ljust(fat * _SECTOR, b"\xff")
    rest = places[_IN_HEADER:]
    further = b"".join(
        struct.pack(f"<{_IN_SECTOR}I", *_filled(rest[low : low + _IN_SECTOR], _IN_SECTOR))
        + struct.pack("<I", count + fat + low // _IN_SECTOR + 1 if low + _IN_SECTOR < len(rest) else _END)
        for low in range(0, len(rest), _IN_SECTOR)
    )
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat, directory, 0,
        _CUTOFF, small_fat, -(-len(small.chains) * 4 // _SECTOR), count + fat if difat else _END, difat,
    )  # fmt: skip
    return (
        header + struct.pack(f"<{_IN_HEADER}I", *_filled(places[:_IN_HEADER], _IN_HEADER)) + body.data + table + further
    )


def _filled(numbers: list[int], size: int) -> list[int]:
    return numbers + [_FREE] * (size - len(numbers))


class _Sectors:
    """Sectors of one size, and for each the number of the one that follows it."""

    def __init__(self, size: int) -> None:
        self._size, self._pieces, self.chains = size, list[bytes](), list[int]()

    def add(self, data: bytes, fill: bytes = b"\0") -> int:
        """Take a stream in and return the number of its first sector."""
        if not data:
            return _END
        first, count = len(self.chains), -(-len(data) // self._size)
        self.chains += [*range(first + 1, first + count), _END]
        self._pieces.append(data.ljust(count * self._size, fill))
        return first

    @property
    def data(self) -> bytes:
        return b"".join(self._pieces)


def _directory(entries: Mapping[str, tuple[int, int]], root: tuple[int, int]) -> bytes:
    """Return the directory: the children of a storage are a chain of right siblings."""
    names = list(dict.fromkeys(part for name in entries for part in _path(name)))
    below: dict[str, list[str]] = {}
    for name in names:
        below.setdefault(name.rpartition("/")[0], []).append(name)
    number = {name: index for index, name in enumerate(names, 1)}
    following = {one: number[two] for children in below.values() for one, two in pairwise(children)}
    rows = [_entry("Root Entry", 5, *root, child=number[below[""][0]] if names else _FREE)]
    for name in names:
        start, size = entries.get(name, (0, 0))
        kind, child = (2, _FREE) if name in entries else (1, number[below[name][0]])
        rows.append(_entry(name.rpartition("/")[2], kind, start, size, child=child, right=following.get(name, _FREE)))
    return b"".join(rows)


def _path(name: str) -> Iterator[str]:
    """Yield the storages on the way to a stream, and the stream."""
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = (name[:31] + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI16xIQ", encoded, len(encoded), kind, 1, _FREE, right, child, 0, start, size)
