"""Word（doc、wps）：按片段表取出正文、脚注、页眉页脚、批注、尾注、文本框。"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import olefile

from classifier import decode
from classifier.extract import _art, _ole, _tables
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.extract._compound import compound
from classifier.extract._lines import line_segments
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_STORIES = (
    ("正文", Part.BODY),
    (str(Part.NOTE), Part.NOTE),
    ("页眉页脚", Part.HEADER),
    ("宏", Part.OTHER),
    (str(Part.COMMENT), Part.COMMENT),
    (str(Part.NOTE), Part.NOTE),
    (str(Part.TEXT_BOX), Part.TEXT_BOX),
    (str(Part.TEXT_BOX), Part.TEXT_BOX),
)
_CELL, _WORD_97 = "\x07", 0x00C1
_DROPPED = dict.fromkeys((0x01, 0x02, 0x05, 0x08, 0x13, 0x14, 0x15, 0x1F, 0x00))
_CHANGED = {0x0B: "\n", 0x0C: "\n", 0x1E: "-", 0xF0AB: "★", 0xA0: " "}
_PIECES_AT_MOST = 5_000_000


def read(source: Source) -> Iterator[Item]:
    """Yield headers first, then the body's paragraphs and tables in order, then the other stories and the properties."""
    with _ole.opened(source.data) as package:
        word = _ole.stream(package, "WordDocument")
        if 0 < int.from_bytes(word[2:4], "little") < _WORD_97:
            yield from _older(word, package)
        table = _ole.stream(package, "1Table" if word[11:12] and word[11] & 0x02 else "0Table")
        try:
            stories = _read(word, table)
        except (struct.error, IndexError, ValueError) as error:
            raise Unreadable(Outcome.CORRUPT, "Word 文件内部结构损坏，未能读取") from error
        for number in (2, 0, 1, 3, 4, 5, 6, 7):
            place, part = _STORIES[number]
            if stories[number].strip():
                yield from _segments(stories[number], place, part)
        drawn = _ole.stream(package, "Data")
        if spoken := list(dict.fromkeys((*_art.texts(table), *_art.texts(drawn)))):
            yield Segment("\n".join(spoken), "艺术字与替代文字", Part.TEXT_BOX)
        if names := list(dict.fromkeys(_names(word, table))):
            yield Segment("\n".join(names), "批注人、修订人与变量", Part.COMMENT)
        yield from _beside(package, drawn + word)


def _beside(package: olefile.OleFileIO, drawn: bytes) -> Iterator[Item]:
    yield from _ole.properties(package)
    yield from _ole.pictures(drawn, "正文")
    yield from _ole.members(package)


def _older(word: bytes, package: olefile.OleFileIO) -> Iterator[Item]:
    """Yield the text of a Word 6 or 95 file, which lies in one piece in a code page; always raises at the end."""
    begin, end = struct.unpack_from("<II", word, 0x18) if len(word) >= 0x20 else (0, 0)
    text = decode.decode(word[begin:end]).text.replace("\r", "\n") if begin < end else ""
    yield from line_segments(_clean(text.replace(_CELL, "\t")), "正文")
    yield from _beside(package, word)
    raise Unreadable(Outcome.PARTIAL, "Word 6/95 格式，只按一整段文字读出，可能不全")


def _names(word: bytes, table: bytes) -> Iterator[str]:
    """Yield who commented and revised, and the values of document variables (MS-DOC 2.5.6: FibRgFcLcb97)."""
    pairs = _layout(word)[1]
    for number, read_names in ((36, _counted), (51, _listed), (60, _listed)):
        start, size = struct.unpack_from("<II", word, pairs + 8 * number)
        yield from filter(None, (name.strip() for name in read_names(table[start : start + size])))


def _counted(data: bytes) -> Iterator[str]:
    """Yield strings that each begin with their length (MS-DOC 2.9.352, Xst)."""
    at = 0
    while at + 2 <= len(data):
        count = int.from_bytes(data[at : at + 2], "little")
        yield data[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")
        at += 2 + 2 * count


def _listed(data: bytes) -> Iterator[str]:
    """Yield the strings of a table of UTF-16 strings (MS-DOC 2.2.4, STTB)."""
    if data[:2] != b"\xff\xff":
        return
    number, extra = struct.unpack_from("<HH", data, 2)
    at = 6
    for _ in range(number):
        count = int.from_bytes(data[at : at + 2], "little")
        yield data[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")
        at += 2 + 2 * count + extra


def _read(word: bytes, table: bytes) -> list[str]:
    """Return the eight stories of a Word 97–2003 file (MS-DOC: FIB, Clx, piece table)."""
    if struct.unpack_from("<H", word, 10)[0] & 0x0100:
        raise Unreadable(Outcome.ENCRYPTED, "Word 文件设有密码，未能读取")
    counts_at, pairs_at = _layout(word)
    counts = struct.unpack_from("<8i", word, counts_at)
    start, size = struct.unpack_from("<II", word, pairs_at + 33 * 8)
    text = "".join(_pieces(word, table[start : start + size]))
    stories, low = [], 0
    for count in counts:
        stories.append(text[low : low + max(0, count)])
        low += max(0, count)
    return stories


def _layout(word: bytes) -> tuple[int, int]:
    """Return where the story lengths and the pairs of positions begin; older and newer files differ."""
    at = 0x22 + 2 * struct.unpack_from("<H", word, 0x20)[0]
    longs = at + 2
    pairs = longs + 4 * struct.unpack_from("<H", word, at)[0] + 2
    return longs + 12, pairs


def _pieces(word: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    count = (size - 4) // 12
    if clx[at] != 2 or not 0 < count < _PIECES_AT_MOST:
        raise ValueError("no piece table")
    at += 5
    ends = struct.unpack_from(f"<{count + 1}I", clx, at)
    for number in range(count):
        place = struct.unpack_from("<I", clx, at + 4 * (count + 1) + 8 * number + 2)[0]
        length = max(0, ends[number + 1] - ends[number])
        if place & 0x40000000:
            low = (place & 0x3FFFFFFF) // 2
            yield word[low : low + length].decode("cp1252", "replace")
        else:
            yield word[place : place + 2 * length].decode("utf-16-le", "replace")


def _segments(story: str, place: str, part: Part) -> Iterator[Segment]:
    if part is not Part.BODY:
        lines = _clean(story.replace(_CELL, "\t")).split("\n")
        yield Segment("\n".join(line for line in lines if line.strip()), place, part)
        return
    first, tables, lines = 1, 0, list[str]()
    for block in story.split("\r"):
        if _CELL not in block:
            lines.append(_clean(block).replace("\n", " "))
            continue
        *rows, after = _rows(block)
        if lines:
            yield from _paragraphs(lines, first)
            first, lines = first + len(lines), []
        tables += 1
        yield from _tables.segments(iter(rows), f"表{tables}", Unit.ROW)
        lines.append(_clean(after[0]) if after else "")
    yield from _paragraphs(lines, first)


def _paragraphs(lines: Sequence[str], first: int) -> Iterator[Segment]:
    for low in range(0, len(lines), TABLE_ROWS):
        yield Segment("\n".join(lines[low : low + TABLE_ROWS]), "正文", unit=Unit.PARAGRAPH, first=first + low)


def _rows(block: str) -> Iterator[list[str]]:
    """Yield a table's rows: a cell ends in one mark, a row in a second one; last comes what follows the table."""
    row: list[str] = []
    cells = block.split(_CELL)
    for cell in cells[:-1]:
        if cell or not row:
            row.append(_clean(cell).replace("\n", " ").strip())
        else:
            yield row
            row = []
    if row:
        yield row
    yield [cells[-1]]


def _clean(text: str) -> str:
    return text.translate(_DROPPED).translate(_CHANGED).replace("\r", "\n")


def _sample(text: str) -> tuple[bytes, str]:
    body = text + "\r"
    word = bytearray(1024)
    struct.pack_into("<HH", word, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", word, 0x20, 14)
    struct.pack_into("<H", word, 0x3E, 22)
    struct.pack_into("<8i", word, 0x4C, len(body), 0, 0, 0, 0, 0, 0, 0)
    struct.pack_into("<H", word, 0x98, 93)
    clx = struct.pack("<BIIIHIH", 2, 16, 0, len(body), 0, 1024, 0)
    struct.pack_into("<II", word, 0x9A + 33 * 8, 0, len(clx))
    return compound({"WordDocument": bytes(word) + body.encode("utf-16-le"), "0Table": clx}), ".doc"


EXTRACTOR = Extractor(
    title="Word 97–2003 文档（doc、wps）",
    media_types=frozenset({"application/msword"}),
    form=Form.WORD,
    read=read,
    sample=_sample,
    reads="正文与表格、脚注尾注、页眉页脚、批注与批注人、文本框、艺术字（水印）与替代文字、隐藏文字与修订、修订人、文档变量、属性；内嵌文件、宏与图片",
    omits="没有密码的加密件；Word 6/95 只按一整段文字读出（记为部分读取）",
)
