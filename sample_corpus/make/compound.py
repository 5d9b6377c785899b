"""旧版 Office：复合文档（OLE）里的 doc、xls、ppt，和加了口令的新版文档。

As small as a reader can bear: one piece of text, cells of text only, text atoms only.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
CUTOFF = 4096
"""Shorter streams would need the mini stream; all streams here are made at least as long."""
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with the streams in its root ([MS-CFB], version 3). At most 15 MiB."""
    padded = {name: data.ljust(CUTOFF, b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) * 128 // SECTOR)
    data_sectors = sum(-(-len(data) // SECTOR) for data in padded.values())
    fat_sectors = 1
    while fat_sectors * 128 < fat_sectors + directory_sectors + data_sectors:
        fat_sectors += 1
    fat = [FAT] * fat_sectors + _chain(fat_sectors, directory_sectors)
    starts, body = [], bytearray()
    for data in padded.values():
        starts.append(len(fat))
        fat += _chain(len(fat), -(-len(data) // SECTOR))
        body += data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
    fat += [FREE] * (fat_sectors * 128 - len(fat))
    entries = _directory(padded, starts).ljust(directory_sectors * SECTOR, b"\0")
    return _header(fat_sectors) + struct.pack(f"<{len(fat)}I", *fat) + entries + bytes(body)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END]


def _header(fat_sectors: int) -> bytes:
    fixed = struct.pack("<8s16s5H6x", bytes.fromhex("D0CF11E0A1B11AE1"), b"", 0x3E, 3, 0xFFFE, 9, 6)
    sizes = struct.pack("<9I", 0, fat_sectors, fat_sectors, 0, CUTOFF, END, 0, END, 0)
    places = [*range(fat_sectors), *[FREE] * (109 - fat_sectors)]
    return fixed + sizes + struct.pack("<109I", *places)


def _directory(streams: Mapping[str, bytes], starts: Sequence[int]) -> bytes:
    """Return the entries: the root, then the streams as a chain to the right, in the order that the format wants."""
    order = sorted(range(len(streams)), key=lambda index: (len(list(streams)[index]), list(streams)[index].upper()))
    right = {order[place]: order[place + 1] + 1 for place in range(len(order) - 1)}
    out = _entry("Root Entry", 5, (FREE, order[0] + 1), (END, 0))
    for index, (name, data) in enumerate(streams.items()):
        out += _entry(name, 2, (right.get(index, FREE), FREE), (starts[index], len(data)))
    return out


def _entry(name: str, kind: int, links: tuple[int, int], place: tuple[int, int]) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    right, child = links
    return struct.pack("<64sHBB3I16sI8s8sIQ", raw, len(raw), kind, 1, FREE, right, child, b"", 0, b"", b"", *place)


def doc(text: str) -> bytes:
    """Return a Word 97 document: the file information block and one piece of UTF-16 text."""
    content = text.strip("\n").replace("\n", "\r") + "\r"
    raw, start = content.encode("utf-16-le"), 1024
    pieces = struct.pack("<2I2xIH", 0, len(content), start, 0)[:8] + struct.pack("<HIH", 0, start, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    block = bytearray(start)
    struct.pack_into("<6H", block, 0, 0xA5EC, 0x00C1, 0, 0x0804, 0, 0x0200)
    struct.pack_into("<H", block, 0x20, 14)
    struct.pack_into("<H", block, 0x3E, 22)
    struct.pack_into("<I", block, 0x40, start + len(raw))
    struct.pack_into("<I", block, 0x4C, len(content))
    struct.pack_into("<H", block, 0x98, 93)
    struct.pack_into("<2I", block, 0x1A2, 0, len(clx))
    return compound({"WordDocument": bytes(block) + raw, "1Table": clx})


def xls(sheet: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return an Excel 97 workbook (BIFF8) with one sheet of texts."""
    beginning = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 1996, 0, 6)
    page = struct.pack("<HB", 1200, 0)[:2]
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    head = _record(0x0809, beginning) + _record(0x0042, page)
    bound = len(_record(0x0085, bytes(6) + name)) + len(_record(0x000A, b""))
    head += _record(0x0085, struct.pack("<IH", len(head) + bound, 0) + name) + _record(0x000A, b"")
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    )
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 1996, 0, 6)) + _record(0x0200, size)
    return compound({"Workbook": head + body + cells + _record(0x000A, b"")})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def ppt(slides: Sequence[tuple[str, str]]) -> bytes:
    """Return a PowerPoint 97 presentation whose texts (title, body) stand in the slide list of its document."""
    atoms = b"".join(_slide(number, title, body) for number, (title, body) in enumerate(slides))
    listing = _atom(0x0FF0, atoms, container=True)
    document = _atom(0x03E8, _atom(0x03E9, bytes(40)) + listing + _atom(0x03EA, b""), container=True)
    filler = _atom(0x0FBA, bytes(max(0, CUTOFF - len(document))))
    user = _atom(0x0FF6, struct.pack("<3I4H", 20, 0xE391C05F, 0, 0, 0x03F4, 3, 0))
    return compound({"PowerPoint Document": document + filler, "Current User": user})


def _slide(number: int, title: str, body: str) -> bytes:
    place = _atom(0x03F3, struct.pack("<5I", number + 2, 0, 2, 256 + number, 0))
    texts = ((0, title), (1, body.strip("\n").replace("\n", "\r")))
    return place + b"".join(
        _atom(0x0F9F, struct.pack("<I", kind)) + _atom(0x0FA0, text.encode("utf-16-le")) for kind, text in texts
    )


def _atom(kind: int, data: bytes, container: bool = False) -> bytes:
    return struct.pack("<HHI", 0x0F if container else 0, kind, len(data)) + data


def locked(seed: str) -> bytes:
    """Return what an Office document with a password looks like from outside; there is nothing inside."""
    noise = b"".join(hashlib.sha256(f"{seed} {number}".encode()).digest() for number in range(256))
    return compound({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + noise[:1200], "EncryptedPackage": noise})
