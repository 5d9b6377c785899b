"""Excel 二进制工作簿（xlsb）：每张表的格子。"""

from __future__ import annotations

import io
from collections.abc import Iterator

from classifier.extract import _ooxml, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown
from classifier.extract._ooxml import Package
from classifier.model import Item, Outcome, Part, Unit, Unreadable
from recognizers._document import Form

_UNREAD = ("xl/comments", "xl/drawings/", "xl/pivotcache/", "xl/externallinks/")


def read(source: Source) -> Iterator[Item]:
    """Yield the sheets, properties, pictures and files inside; PARTIAL where it holds notes or boxes, which are binary here."""
    import python_calamine  # noqa: PLC0415

    package = Package(source.data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for sheet in book.sheets_metadata:
            hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            place = f"工作表“{sheet.name}”" + ("（隐藏）" if hidden else "")
            part = Part.HIDDEN if hidden else Part.BODY
            yield from _tables.segments(
                ([shown(c) for c in row] for row in rows), place, Unit.CELL, part, opens_page=True
            )
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        if "assword" in str(problem):
            raise Unreadable(Outcome.ENCRYPTED, "工作簿设有密码，未能读取") from problem
        raise Unreadable(Outcome.CORRUPT, "xlsb 工作簿损坏，未能读取") from problem
    yield from _ooxml.rest(package, lambda _: ("工作表", Part.BODY))
    if unread := [name for name in package.names if name.casefold().startswith(_UNREAD) and name.endswith(".bin")]:
        raise Unreadable(Outcome.PARTIAL, f"批注、文本框等部件 {len(unread)} 个未读")


EXTRACTOR = Extractor(
    title="Excel 二进制工作簿（xlsb）",
    media_types=frozenset({"application/vnd.ms-excel.sheet.binary.macroenabled.12"}),
    form=Form.SHEET,
    read=read,
    sample=None,
    reads="每张表的格子（隐藏的也读），属性，内嵌文件、宏与图片",
    omits="批注、文本框、透视缓存（有时记为部分读取）",
)
