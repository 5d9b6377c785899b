"""OLE 复合文件：打开、限量读流、属性；并能写一个最小的，供自检。"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise

import olefile

from classifier.extract._base import given
from classifier.model import Member, Outcome, Part, Picture, Segment, Unreadable

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


def members(package: olefile.OleFileIO) -> Iterator[Member]:
    """Yield the files inside a compound file: inserted documents, wrapped files, packages (MS-OLEDS 2.3.6; MS-DOC 2.1.10)."""
    found = package.listdir(streams=True, storages=False)
    storages = dict.fromkeys("/".join(path[:-1]) for path in found)
    for storage in storages:
        names = {path[-1] for path in found if "/".join(path[:-1]) == storage}
        prefix = f"{storage}/" if storage else ""
        label = storage.replace("ObjectPool/", "").strip("_") or "对象"
        if storage and names & _DOCUMENTS:
            yield Member(f"{label}/{_document_name(names)}", partial(_rebuilt, package, prefix, tuple(sorted(names))))
        for name in sorted(names):
            if name == "\x01Ole10Native":
                wrapped, content = _wrapped(stream(package, prefix + name))
                yield Member(f"{label}/{wrapped}", given(content), size=len(content))
            elif name.casefold() in _PACKAGES:
                content = stream(package, prefix + name)
                yield Member(f"{label}/{name}", given(content), size=len(content))
        if _is_macro(storage, names):
            yield Member(f"{label}/宏.txt", partial(_macros, package, prefix, tuple(sorted(names))))


_DOCUMENTS = frozenset({"WordDocument", "Workbook", "Book", "PowerPoint Document"})
_PACKAGES = frozenset({"package", "contents", "embeddedodf"})
_COMPRESSED = re.compile(rb"\x01..\x00Attribut", re.S)
"""The beginning of a macro module's source: a signature, a chunk header, and the first token of `Attribute VB_Name` (MS-OVBA)."""


def _document_name(names: Collection[str]) -> str:
    return "文档.doc" if "WordDocument" in names else "演示.ppt" if "PowerPoint Document" in names else "工作簿.xls"


def _rebuilt(package: olefile.OleFileIO, prefix: str, names: Sequence[str], limit: int) -> bytes:
    """Return an inner storage as a compound file of its own."""
    return compound({name: stream(package, prefix + name) for name in names if len(name) < 32})[:limit]


def _wrapped(data: bytes) -> tuple[str, bytes]:
    """Return name and content of a file in an Ole10Native stream; all of it where the layout is another."""
    try:
        labels, low = [], 6
        for _ in range(2):
            end = data.index(b"\0", low)
            labels.append(data[low:end])
            low = end + 1
        low += 4
        length = struct.unpack_from("<I", data, low)[0]
        low += 4 + length
        size = struct.unpack_from("<I", data, low)[0]
        content = data[low + 4 : low + 4 + size]
    except (ValueError, struct.error):
        return "对象", data[4:]
    name = labels[0].rpartition(b"\\")[2] or labels[1].rpartition(b"\\")[2]
    return name.decode("gb18030", "replace") or "对象", content


def _is_macro(storage: str, names: Collection[str]) -> bool:
    return storage.rpartition("/")[2].upper() == "VBA" and "dir" in names


def _macros(package: olefile.OleFileIO, prefix: str, names: Sequence[str], limit: int) -> bytes:
    sources = []
    for name in names:
        data = stream(package, prefix + name)
        if hit := _COMPRESSED.search(data):
            sources.append(_decompressed(data[hit.start() :]))
    text = b"\n".join(sources)
    try:
        return text.decode("gb18030").encode("utf-8")[:limit]
    except UnicodeDecodeError:
        return text[:limit]


def _decompressed(data: bytes) -> bytes:
    """Return a macro's source (MS-OVBA 2.4.1: chunks of 4,096 bytes of literals and copies)."""
    out, low = bytearray(), 1
    while low + 2 <= len(data):
        header = struct.unpack_from("<H", data, low)[0]
        end = min(low + (header & 0x0FFF) + 3, len(data))
        _chunk(data, low + 2, end, out, packed=bool(header & 0x8000))
        low = end
    return bytes(out)


def _chunk(data: bytes, low: int, end: int, out: bytearray, *, packed: bool) -> None:
    begin = len(out)
    if not packed:
        out += data[low:end]
        return
    while low < end:
        flags, low = data[low], low + 1
        for bit in range(8):
            if low >= end:
                return
            if not flags >> bit & 1:
                out.append(data[low])
                low += 1
                continue
            if low + 2 > end:
                return
            token = struct.unpack_from("<H", data, low)[0]
            low += 2
            bits = max(4, (max(1, len(out) - begin) - 1).bit_length())
            offset, length = (token >> (16 - bits)) + 1, (token & (0xFFFF >> bits)) + 3
            for _ in range(length):
                out.append(out[-offset] if offset <= len(out) else 0)


_IMAGES = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xe0\xe1\xdb\xee]")
_IMAGES_AT_MOST = 2_000


def pictures(data: bytes, place: str) -> Iterator[Picture]:
    """Yield the PNG and JPEG files that stand in a stream, each up to where the next begins."""
    places = [hit.start() for hit in islice(_IMAGES.finditer(data), _IMAGES_AT_MOST)]
    for low, high in pairwise((*places, len(data))):
        yield Picture(given(data[low:high]), place)


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
