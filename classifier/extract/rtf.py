"""RTF：正文与表格、页眉页脚、脚注、批注、隐藏与删除的文字、域、属性、图片、内嵌对象。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.extract import _rtf, _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source, given
from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unit, Unreadable
from recognizers._document import Form

_FIRST = (Part.HEADER, Part.FOOTER)


def read(source: Source) -> Iterator[Item]:
    """Yield headers first, then the body's paragraphs and tables, then what stands aside, pictures and objects."""
    found = _rtf.parse(source.data)
    asides = {part: _lines(found, part) for part in _parts()}
    for part in _FIRST:
        yield from _aside(part, asides.pop(part))
    yield from _body(found.text(_rtf.BODY))
    for part, lines in asides.items():
        yield from _aside(part, lines)
    for number, (kind, data) in enumerate(found.binaries, 1):
        yield Picture(given(data), "正文") if kind == "pict" else _object(number, data)
    if not found.closed:
        raise Unreadable(Outcome.PARTIAL, "RTF 不完整（括号没有闭合），可能被截断")


def _parts() -> Iterator[Part]:
    yield from dict.fromkeys((*_FIRST, *_rtf.PARTS.values(), Part.OTHER))


def _lines(found: _rtf.Rtf, part: Part) -> list[str]:
    targets = [word for word, own in _rtf.PARTS.items() if own is part] or ["other"]
    lines = []
    for target in targets:
        named = f"{target}：" if part is Part.PROPERTIES else ""
        lines += [named + line.strip() for line in found.text(target).split("\n") if line.strip()]
    return lines


def _aside(part: Part, lines: list[str]) -> Iterator[Item]:
    if lines:
        yield Segment("\n".join(lines), str(part), part)


def _body(text: str) -> Iterator[Item]:
    first = tables = 0
    for is_table, lines in _rtf.blocks(text):
        if is_table:
            tables += 1
            rows = ([cell.strip() for cell in line.split(_rtf.CELL)[:-1] or [line]] for line in lines)
            yield from _tables.segments(rows, f"表{tables}", Unit.ROW)
            continue
        for low in range(0, len(lines), TABLE_ROWS):
            piece = lines[low : low + TABLE_ROWS]
            yield Segment("\n".join(piece), "正文", unit=Unit.PARAGRAPH, first=first + 1)
            first += len(piece)


def _object(number: int, data: bytes) -> Member:
    """Return an embedded object by what its OLE 1 shell holds (MS-OLEDS 2.2.4, 2.3.6), or the shell where it breaks."""
    try:
        name, held = _unwrapped(data)
    except (struct.error, ValueError, IndexError):
        name, held = "", data
    return Member(f"内嵌对象/{name or number}", lambda limit: held[:limit], len(held))


def _unwrapped(data: bytes) -> tuple[str, bytes]:
    at, names = 8, list[bytes]()
    for _ in range(3):
        (size,) = struct.unpack_from("<I", data, at)
        names.append(data[at + 4 : at + 4 + size].rstrip(b"\0"))
        at += 4 + size
    (size,) = struct.unpack_from("<I", data, at)
    held = data[at + 4 : at + 4 + size]
    if names[0] != b"Package":
        return "", held
    label, rest = held[2:].split(b"\0", 1)
    _, rest = rest.split(b"\0", 1)
    (length,) = struct.unpack_from("<I", rest, 4)
    at = 8 + length
    (size,) = struct.unpack_from("<I", rest, at)
    return label.decode("gb18030", "replace").rpartition("\\")[2], rest[at + 4 : at + 4 + size]


def _sample(text: str) -> tuple[bytes, str]:
    written = "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in text)
    return f"{{\\rtf1\\ansi\\ansicpg936 {written}\\par}}".encode("ascii"), ".rtf"


EXTRACTOR = Extractor(
    title="RTF 文档",
    media_types=frozenset({"text/rtf"}),
    form=Form.WORD,
    read=read,
    sample=_sample,
    reads="正文与表格、页眉页脚、脚注、批注、隐藏文字、域、属性；内嵌对象与图片",
)
