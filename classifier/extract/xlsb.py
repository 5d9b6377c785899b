"""Excel 二进制工作簿（xlsb）：每张表的格子，以及批注、名称、页眉页脚等各部件里的文字。"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from classifier.extract import _biff12, _ooxml_rest, _tables, xlsx
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown_row
from classifier.extract._ooxml import Package
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_MAIN, _SHARED, _STYLES = "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"
_APART = (
    "sharedstrings",
    "styles.bin",
    "calcchain",
    "/embeddings/",
    "printersettings",
    "vbaproject",
    "binaryindex",
    "/media/",
)


def read(source: Source) -> Iterator[Item]:
    """Yield the sheets, then the texts of all other parts, properties, pictures and files inside."""
    package = Package(source.data)
    try:
        yield from _sheets(package)
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(Outcome.CORRUPT, "xlsb 工作簿损坏，未能读取") from error
    for name in package.names:
        data = b"" if _is_apart(name) else package.part(name) or b""
        if lines := list(dict.fromkeys(filter(None, (xlsx.CODES.sub("", text) for text in _biff12.texts(data))))):
            place = "批注" if "comments" in name.casefold() else name.rpartition("/")[2].removesuffix(".bin")
            yield Segment("\n".join(lines), place, Part.COMMENT if place == "批注" else Part.OTHER)
    yield from xlsx.asides(package)
    yield from _ooxml_rest.rest(package, lambda _: ("工作表", Part.BODY))


def _is_apart(name: str) -> bool:
    """Return whether a part holds no records of the workbook, or is read another way."""
    folded = name.casefold()
    return not (folded.startswith("xl/") and folded.endswith(".bin")) or any(part in folded for part in _APART)


def _sheets(package: Package) -> Iterator[Item]:
    main = package.main(_MAIN)
    relations, workbook = package.relations(main), package.part(main) or b""
    book = _biff12.Book(
        _biff12.shared(package.part(_SHARED) or b""),
        _biff12.date_styles(package.part(_STYLES) or b""),
        _biff12.epoch(workbook),
    )
    found = list(_biff12.sheets(workbook, relations))
    if not found:
        raise Unreadable(Outcome.CORRUPT, "xlsb 工作簿里没有工作表")
    for name, key, hidden in found:
        target = relations[key].target if key in relations else ""
        place = f"工作表“{name}”" + ("（隐藏）" if hidden else "")
        rows = (shown_row(row) for row in _biff12.rows(package.part(target) or b"", book))
        yield from _tables.segments(rows, place, Unit.CELL, Part.HIDDEN if hidden else Part.BODY, opens_page=True)
    yield Segment("\n".join(name for name, _, _ in found), "工作表名称", Part.OTHER)


EXTRACTOR = Extractor(
    title="Excel 二进制工作簿（xlsb）",
    media_types=frozenset({"application/vnd.ms-excel.sheet.binary.macroenabled.12"}),
    form=Form.SHEET,
    read=read,
    sample=None,
    reads="每张表的格子（隐藏的也读），批注、名称、页眉页脚、透视缓存等部件里的文字，文本框，属性；内嵌文件、宏与图片",
    omits="没有密码的加密件",
)
