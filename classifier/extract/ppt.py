"""PowerPoint 97–2003（ppt、dps）：逐条记录取出文字，分幻灯片、备注、母版。"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import partial

from classifier.extract import _art, _ole
from classifier.extract._base import Extractor, Source
from classifier.extract._compound import compound
from classifier.extract._prompts import PROMPTS
from classifier.model import Item, Member, Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_CHARACTERS, _BYTES, _STRING = 0x0FA0, 0x0FA8, 0x0FBA
_SLIDE, _NOTES, _MASTER, _OUTLINE = 0x03EE, 0x03F0, 0x03F8, 0x0FF0
_OBJECT, _DOCUMENT = 0x1011, 0x03E8
_TAGGED = 0x138B
"""A block that is no container by its header and holds records all the same: comments stand in it (MS-PPT 2.4.23.1)."""
_DEEPEST = 40
_ASIDE = {
    _NOTES: ("备注", Part.SPEAKER_NOTES), _MASTER: ("母版", Part.OTHER), _DOCUMENT: ("链接、页眉页脚与批注", Part.OTHER),
}  # fmt: skip
_ENCRYPTED = b"\xdf\xc4\xd1\xf3"


def read(source: Source) -> Iterator[Item]:
    """Yield the outline and slides, then notes, master and properties; text of earlier saves stays in, as it does in the file."""
    with _ole.opened(source.data) as package:
        user = _ole.stream(package, "Current User")
        if package.exists("EncryptedSummary") or user[12:16] == _ENCRYPTED:
            raise Unreadable(Outcome.ENCRYPTED, "演示文稿设有密码，未能读取")
        data = _ole.stream(package, "PowerPoint Document")
        slides, seen = 0, set[str]()
        for kind, words in _groups(data):
            lines = [
                line
                for text in words
                for line in text.split("\n")
                if line.strip() and not any(p in line for p in PROMPTS)
            ]
            if kind in {_SLIDE, _OUTLINE, 0}:
                slides += kind == _SLIDE
                place, part = (f"幻灯片{slides}" if kind == _SLIDE else "大纲"), Part.BODY
            else:
                place, part = _ASIDE[kind]
            text = "\n".join(lines)
            if text and text not in seen:
                seen.add(text)
                yield Segment(text, place, part, opens_page=part is Part.BODY)
        if spoken := list(dict.fromkeys(_art.texts(data))):
            yield Segment("\n".join(spoken), "艺术字与替代文字", Part.TEXT_BOX)
        yield from _ole.properties(package)
        yield from _ole.pictures(_ole.stream(package, "Pictures"), "幻灯片")
        yield from _objects(data)
        yield from _ole.members(package)


def _objects(data: bytes) -> Iterator[Member]:
    """Yield the objects inserted in slides, but for formulas; most are packed (MS-PPT 2.10.34)."""
    for number, (low, high, packed) in enumerate(_stored(data, 0, len(data), 0), 1):
        if not _is_formula(data[low:high], packed=packed):
            yield Member(f"对象{number}", partial(_object, data[low:high], packed=packed), size=high - low)


def _is_formula(data: bytes, *, packed: bool) -> bool:
    try:
        return _ole.is_formula(_object(data, _ole.FORMULA_HEAD, packed=packed))
    except Unreadable:
        return False


def _stored(data: bytes, low: int, high: int, depth: int) -> Iterator[tuple[int, int, bool]]:
    while low + 8 <= high and depth < _DEEPEST:
        version, kind, length = struct.unpack_from("<HHI", data, low)
        end = min(low + 8 + length, high)
        if kind == _OBJECT:
            yield low + 8, end, version >> 4 == 1
        elif version & 0xF == 0xF:
            yield from _stored(data, low + 8, end, depth + 1)
        low += 8 + length


def _object(data: bytes, limit: int, *, packed: bool) -> bytes:
    if not packed:
        return data[:limit]
    try:
        return zlib.decompressobj().decompress(data[4:], limit)
    except zlib.error as error:
        raise Unreadable(Outcome.CORRUPT, "内嵌对象损坏，未能读取") from error


def _groups(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each slide, notes page, master and outline with its texts."""
    for kind, low, high in _records(data, 0, len(data)):
        if kind in {_SLIDE, _NOTES, _MASTER}:
            yield kind, list(_texts(data, low, high, 0))
        elif kind == _DOCUMENT:
            others: list[str] = []
            for inner, start, end in _records(data, low, high):
                if inner == _OUTLINE:
                    yield from ((_OUTLINE, page) for page in _pages(data, start, end))
                else:
                    others += _texts(data, start - 8, end, 0)
            yield _DOCUMENT, others


def _pages(data: bytes, low: int, high: int) -> Iterator[list[str]]:
    page: list[str] = []
    for kind, start, end in _records(data, low, high):
        if kind == 0x03F3 and page:
            yield page
            page = []
        page += _atom(data, kind, start, end)
    if page:
        yield page


def _records(data: bytes, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Yield type, first byte and end of the records between two offsets; lengths are clamped to the parent."""
    while low + 8 <= high:
        _, kind, length = struct.unpack_from("<HHI", data, low)
        yield kind, low + 8, min(low + 8 + length, high)
        low += 8 + length


def _texts(data: bytes, low: int, high: int, depth: int) -> Iterator[str]:
    while low + 8 <= high and depth < _DEEPEST:
        version, kind, length = struct.unpack_from("<HHI", data, low)
        end = min(low + 8 + length, high)
        if version & 0xF == 0xF or kind == _TAGGED:
            yield from _texts(data, low + 8, end, depth + 1)
        else:
            yield from _atom(data, kind, low + 8, end)
        low += 8 + length


def _atom(data: bytes, kind: int, low: int, high: int) -> list[str]:
    if kind in {_CHARACTERS, _STRING}:
        text = data[low:high].decode("utf-16-le", "replace")
    elif kind == _BYTES:
        text = data[low:high].decode("latin-1")
    else:
        return []
    text = text.replace("\r", "\n").replace("\x0b", "\n").strip("\0 \n")
    return [text] if text and text != "*" and not text.startswith("___PPT") else []


def _sample(text: str) -> tuple[bytes, str]:
    encoded = text.encode("utf-16-le")
    atom = struct.pack("<HHI", 0, _CHARACTERS, len(encoded)) + encoded
    slide = struct.pack("<HHI", 0xF, _SLIDE, len(atom)) + atom
    return compound({"PowerPoint Document": slide, "Current User": b"\0" * 12 + b"\x5f\xc0\x91\xe3"}), ".ppt"


EXTRACTOR = Extractor(
    title="PowerPoint 97–2003 演示文稿（ppt、dps）",
    media_types=frozenset({"application/vnd.ms-powerpoint"}),
    form=Form.SLIDES,
    read=read,
    sample=_sample,
    reads="幻灯片与大纲、备注、母版、批注、属性、以前保存留下的文字；内嵌对象、宏与图片",
    omits="没有密码的加密件；PowerPoint 4",
)
