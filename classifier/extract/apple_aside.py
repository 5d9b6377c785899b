"""苹果系统留下的附属文件：.DS_Store 里的文件名与批注，“._”文件里的来源与标记，二进制 plist。"""

from __future__ import annotations

import plistlib
import re
import struct
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from classifier.extract import _records
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_STORE, _DOUBLE, _PLIST = "application/x-apple-ds-store", "application/x-apple-double", "application/x-bplist"
_ENTRY = re.compile(rb"(?:[A-Za-z][A-Za-z0-9]{3})(?:bool|long|shor|type|comp|dutc|blob|ustr)")
"""What follows a file's name in a record of a .DS_Store: what is kept of it, and in which form."""
_TEXT = b"ustr"
_LONGEST_NAME, _LONGEST_TEXT = 255, 1 << 16
_REAL_NAME, _FORK, _COMMENT, _FINDER = 3, 2, 4, 9
"""Entries of an AppleDouble file (RFC 1740, appendix B)."""
_EMPTY_FORK = 286
"""Bytes of a resource fork that says no more than that it was left blank."""
_ATTRIBUTES, _ATTRIBUTES_AT = b"ATTR", 34
_DULL = ("com.apple.quarantine", "com.apple.provenance", "com.apple.macl", "com.apple.lastuseddate", "com.apple.cs.")
_BROKEN = (ValueError, KeyError, IndexError, struct.error, OverflowError, RecursionError, TypeError, ExpatError)


def read(source: Source) -> Iterator[Item]:
    """Yield names, comments, where files came from, and values. PARTIAL for a resource fork, which is not read; CORRUPT for a broken plist."""
    if source.type.media_type == _STORE:
        if lines := list(dict.fromkeys(_store(source.data))):
            yield Segment("\n".join(lines), "文件夹里的文件名与批注", Part.OTHER)
    elif source.type.media_type == _DOUBLE:
        try:
            yield from _double(source.data)
        except (IndexError, struct.error) as error:
            raise Unreadable(Outcome.CORRUPT, "苹果附属文件损坏，未能读取") from error
    else:
        try:
            yield from _records.segments(_plain(plistlib.loads(source.data)))
        except _BROKEN as error:
            raise Unreadable(Outcome.CORRUPT, "plist 损坏，未能读取") from error


def _store(data: bytes) -> Iterator[str]:
    """Yield the names in a .DS_Store, and its texts: comments, and where a file in the waste basket was."""
    for hit in _ENTRY.finditer(data):
        if name := _name_before(data, hit.start()):
            yield name
            if hit[0].endswith(_TEXT):
                size = 2 * int.from_bytes(data[hit.end() : hit.end() + 4], "big")
                yield data[hit.end() + 4 :][: min(size, _LONGEST_TEXT)].decode("utf-16-be", "replace")


def _name_before(data: bytes, end: int) -> str:
    """Return the counted name that ends at `end`, "" where none does."""
    for count in range(1, _LONGEST_NAME + 1):
        start = end - 2 * count
        if start < 4:
            break
        if int.from_bytes(data[start - 4 : start], "big") == count:
            return data[start:end].decode("utf-16-be", "replace")
    return ""


def _double(data: bytes) -> Iterator[Item]:
    entries = [struct.unpack_from(">III", data, 26 + 12 * n) for n in range(min(data[25], (len(data) - 26) // 12))]
    lines, fork = list[str](), 0
    for kind, start, size in entries:
        content = data[start : start + size]
        if kind in {_REAL_NAME, _COMMENT}:
            lines.append(content.decode("utf-8", "replace"))
        elif kind == _FINDER:
            lines += _attributes(data, start)
        elif kind == _FORK and size > _EMPTY_FORK:
            fork = size
    if lines:
        yield Segment("\n".join(lines), "附属信息", Part.PROPERTIES)
    if fork:
        raise Unreadable(Outcome.PARTIAL, f"苹果文件的资源分支 {fork:,} 字节，未读")


def _attributes(data: bytes, start: int) -> Iterator[str]:
    """Yield name and value of the extended attributes behind the Finder's entry (copyfile.c of Apple's Libc)."""
    at = start + _ATTRIBUTES_AT
    if data[at : at + 4] != _ATTRIBUTES:
        return
    (count,) = struct.unpack_from(">H", data, at + 34)
    at += 36
    for _ in range(count):
        if at + 11 > len(data):
            return
        place, size, _, length = struct.unpack_from(">IIHB", data, at)
        name = data[at + 11 : at + 11 + length].rstrip(b"\0").decode("utf-8", "replace")
        value = _value(data[place : place + size])
        if value and not name.lower().startswith(_DULL):
            yield f"{name}：{value}"
        at += (11 + length + 3) // 4 * 4


def _value(data: bytes) -> str:
    if data.startswith(b"bplist"):
        try:
            found = _plain(plistlib.loads(data))
        except _BROKEN:
            return ""
        return "、".join(map(str, found)) if isinstance(found, list) else str(found)
    text = data.decode("utf-8", "replace").strip("\0 ")
    return text if text.isprintable() else ""


def _plain(value: Any) -> Any:
    """Return a value of a property list with words for what is no word: dates in ISO form, bytes left out."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes | plistlib.UID):
        return ""
    return value.isoformat(" ") if hasattr(value, "isoformat") else str(value)


EXTRACTOR = Extractor(
    title="苹果系统的附属文件（.DS_Store、“._”文件、二进制 plist）",
    media_types=frozenset({_STORE, _DOUBLE, _PLIST}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (plistlib.dumps({"名称": text}, fmt=plistlib.FMT_BINARY), ".plist"),
    reads="文件夹里（也有已删除的）文件名、批注与原来的位置，下载来源与标记，plist 的各项",
    omits="资源分支；plist 里的二进制值",
)
