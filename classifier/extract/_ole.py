"""OLE 复合文件：打开、限量读流、属性、里面的文件与宏。"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise

import olefile

from classifier.extract import _property_sets
from classifier.extract._base import given
from classifier.extract._compound import compound
from classifier.model import Member, Outcome, Part, Picture, Segment, Unreadable

STREAM_LIMIT = 256 * 2**20
_DAMAGE = (OSError, ValueError, IndexError, TypeError, struct.error, RecursionError)
"""What olefile breaks with on hostile files."""

FORMULA_HEAD = 1 << 16
"""Bytes of an object among which the name of a formula's stream stands."""
_FORMULA = "Equation Native".encode("utf-16-le")


def is_formula(head: bytes) -> bool:
    """Return whether an object is a formula: drawn where it stands, and no file that anyone could take out."""
    return _FORMULA in head


def opened(data: bytes) -> olefile.OleFileIO:
    """Return the open compound file. Raises Unreadable(CORRUPT)."""
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except _DAMAGE as error:
        raise Unreadable(Outcome.CORRUPT, "复合文件结构损坏，无法打开") from error


def stream(package: olefile.OleFileIO, name: str) -> bytes:
    """Return a stream's bytes, b"" where there is none. Raises Unreadable(CORRUPT or TOO_LARGE)."""
    if package.get_type(name) != olefile.STGTY_STREAM:
        return b""
    if package.get_size(name) > STREAM_LIMIT:
        raise Unreadable(Outcome.TOO_LARGE, f"内部数据流超过 {STREAM_LIMIT >> 20} MiB，未读")
    try:
        return bytes(package.openstream(name).read())
    except _DAMAGE as error:
        raise Unreadable(Outcome.CORRUPT, "复合文件的数据链损坏") from error


def properties(package: olefile.OleFileIO) -> list[Segment]:
    """Return the document properties as a segment, [] where there are none that can be read."""
    names = (path[0] for path in package.listdir() if len(path) == 1 and path[0].startswith("\x05"))
    lines = list[str]()
    for name in names:
        try:
            lines += _property_sets.strings(stream(package, name))
        except Unreadable:
            continue
    return [Segment("\n".join(dict.fromkeys(lines)), Part.PROPERTIES, Part.PROPERTIES)] if lines else []


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
