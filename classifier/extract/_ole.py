"""OLE 复合文件：打开、限量读流、属性；并能写一个最小的，供自检。"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

import olefile

from classifier.model import Outcome, Part, Segment, Unreadable

STREAM_LIMIT = 256 * 2**20
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINI_CUTOFF = 4096


def opened(data: bytes) -> olefile.OleFileIO:
    """Return the open compound file. Raises Unreadable(CORRUPT)."""
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except OSError as error:
        raise Unreadable(Outcome.CORRUPT, "复合文件结构损坏，无法打开") from error


def stream(package: olefile.OleFileIO, name: str) -> bytes:
    """Return a stream's bytes, b"" where there is none. Raises Unreadable(CORRUPT or TOO_LARGE)."""
    if not package.exists(name):
        return b""
    if package.get_size(name) > STREAM_LIMIT:
        raise Unreadable(Outcome.TOO_LARGE, f"内部数据流超过 {STREAM_LIMIT >> 20} MiB，未读")
    try:
        return bytes(package.openstream(name).read())
    except OSError as error:
        raise Unreadable(Outcome.CORRUPT, "复合文件的数据链损坏") from error


def properties(package: olefile.OleFileIO) -> list[Segment]:
    """Return the document properties as a segment, [] where there are none that can be read."""
    try:
        meta = package.get_metadata()
    except Exception:  # noqa: BLE001 olefile parses hostile property sets with whatever breaks
        return []
    lines = []
    for name in (
        "title",
        "subject",
        "author",
        "keywords",
        "comments",
        "last_saved_by",
        "company",
        "manager",
        "category",
    ):
        value = getattr(meta, name, None)
        text = _text(value, meta.codepage) if isinstance(value, bytes) else str(value or "")
        if text.strip("\0 "):
            lines.append(f"{name}：{text.strip(chr(0) + ' ')}")
    return [Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)] if lines else []


def _text(value: bytes, codepage: object) -> str:
    name = (
        "utf-8"
        if codepage in {65001, -535}
        else f"cp{codepage}"
        if isinstance(codepage, int) and codepage > 0
        else "gb18030"
    )
    try:
        return value.decode(name, "replace")
    except LookupError:
        return value.decode("gb18030", "replace")


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams (MS-CFB, version 3); each is padded beyond the mini-stream's cutoff."""
    padded = {name: data.ljust(_MINI_CUTOFF, b"\0") for name, data in streams.items()}
    sectors = list[bytes]()
    chains = list[int]()
    entries = list[tuple[str, int, int]]()
    for name, data in padded.items():
        count = -(-len(data) // _SECTOR)
        entries.append((name, len(sectors), len(data)))
        chains += [*range(len(sectors) + 1, len(sectors) + count), _END]
        sectors += [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    directory = _directory(entries)
    first_directory = len(sectors)
    count = len(directory) // _SECTOR
    chains += [*range(first_directory + 1, first_directory + count), _END]
    sectors += [directory[at : at + _SECTOR] for at in range(0, len(directory), _SECTOR)]
    fat_sectors = -(-(len(chains) + 1) // (_SECTOR // 4 - 1)) or 1
    first_fat = len(sectors)
    chains += [_FAT] * fat_sectors
    table = b"".join(struct.pack("<I", entry) for entry in chains).ljust(fat_sectors * _SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, first_directory, 0, _MINI_CUTOFF, _END, 0, _END, 0)  # fmt: skip
    places = struct.pack("<109I", *(first_fat + number if number < fat_sectors else _FREE for number in range(109)))
    return header + places + b"".join(sectors) + table


def _directory(entries: list[tuple[str, int, int]]) -> bytes:
    rows = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, start, size) in enumerate(entries, 1):
        rows.append(_entry(name, 2, start, size, right=number + 1 if number < len(entries) else _FREE))
    data = b"".join(rows)
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI16xIQ", encoded, len(encoded), kind, 1, _FREE, right, child, 0, start, size)
