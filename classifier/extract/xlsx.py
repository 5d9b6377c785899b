"""Excel（xlsx）：每张表的格子带列名；隐藏表、批注、文本框、页眉页脚、有效性提示、定义名称、图表、属性。"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from lxml import etree

from classifier.extract import _ooxml, _ooxml_rest, _sheet_walk, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown_row
from classifier.extract._ooxml import Package, attribute, local, text_of
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_UNLISTED = "未列入工作簿的表"
_EXTRA = frozenset(
    {
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
        "prompt",
        "error",
        "formula1",
        "f",
    }
)
CODES = re.compile(r"&(?:[LCRDTPNFAZG]|\"[^\"]{0,60}\"|[0-9]{1,3})")


def read(source: Source) -> Iterator[Item]:
    """Yield every sheet as a table, then the parts that cell readers pass over."""
    package = Package(source.data)
    sheets = [_looked_at(package, *sheet) for sheet in _sheets(package)]
    if not sheets:
        raise Unreadable(Outcome.CORRUPT, "压缩包里没有工作表")
    cells = _cells(source.data, [sheet.name for sheet in sheets if not sheet.sparse])
    for sheet in sheets:
        known = cells.get(sheet.name)
        rows = iter(known() if known else _sheet_walk.walked_rows(package, sheet.part))
        place = f"工作表“{sheet.name}”" + ("（隐藏）" if sheet.hidden else "")
        part = Part.HIDDEN if sheet.hidden else Part.BODY
        yield from _tables.segments(rows, place, Unit.CELL, part, opens_page=True)
        if sheet.extras:
            yield Segment("\n".join(sheet.extras), f"{place} 页眉页脚、公式与提示", Part.OTHER)
    yield Segment("\n".join(sheet.name for sheet in sheets), "工作表名称", Part.OTHER)
    if unused := _leftovers(package, sheets):
        yield Segment("\n".join(unused), "没有用到的文字", Part.HIDDEN)
    yield from asides(package)
    yield from _ooxml_rest.rest(package, _place)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet and what its part tells without its cells being read."""

    name: str
    part: str
    hidden: bool
    sparse: bool
    extras: tuple[str, ...]
    used: frozenset[int]
    """Indices of the shared strings that its cells show."""


def _looked_at(package: Package, name: str, part: str, hidden: bool) -> _Sheet:
    data = package.part(part) or b""
    used = frozenset(map(int, set(_SHARED.findall(data))))
    walked = "/worksheets/" not in part or name.startswith(_UNLISTED) or _sheet_walk.is_sparse(data)
    return _Sheet(name, part, hidden, walked, tuple(_extras(data)), used)


def _place(_: str) -> tuple[str, Part]:
    return "工作表", Part.BODY


def _sheets(package: Package) -> list[tuple[str, str, bool]]:
    """Return name, part and whether hidden of each sheet, in order, of whatever kind; then those that the workbook does not list."""
    name = package.main("xl/workbook.xml")
    root = package.xml(name)
    relations = package.relations(name)
    found = []
    for item in root.iter(etree.Element) if root is not None else ():
        relation = relations.get(next((str(v) for k, v in item.attrib.items() if str(k).endswith("}id")), ""))
        if local(item) == "sheet" and relation and relation.kind.lower().endswith("sheet"):
            found.append(
                (attribute(item, "name"), relation.target, attribute(item, "state") in {"hidden", "veryHidden"})
            )
    listed = {part.casefold() for _, part, _ in found}
    others = [part for part in package.below("xl/worksheets/") if part.casefold() not in listed]
    return found + [(f"{_UNLISTED}{number}", part, True) for number, part in enumerate(others, 1)]


def _cells(data: bytes, names: Sequence[str]) -> Mapping[str, Callable[[], Iterable[list[str]]]]:
    """Return what gives the rows of the named sheets: python-calamine first, openpyxl where it refuses the file; none where both do."""
    import python_calamine  # noqa: PLC0415

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {name: partial(_aligned, book.get_sheet_by_name(name)) for name in names}
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        if "assword" in str(problem):
            raise Unreadable(Outcome.ENCRYPTED, "工作簿设有密码，未能读取") from problem
        return {name: partial(iter, rows) for name, rows in _second_reader(data, names).items()}


def _aligned(sheet: Any) -> Iterator[list[str]]:
    """Yield a sheet's rows from A1 on, one by one: the texts of a large sheet must not all be held twice."""
    beside = [""] * (sheet.start or (0, 0))[1]
    for row in sheet.iter_rows():  # empty rows above the first cell are given, empty columns before it are not
        yield beside + shown_row(row)


def _second_reader(data: bytes, names: Sequence[str]) -> dict[str, list[list[str]]]:
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return {name: [shown_row(row) for row in book[name].iter_rows(values_only=True)] for name in names}
    except (*_ooxml.DAMAGE, KeyError, TypeError, AttributeError, IndexError, SyntaxError):
        return {}


def _by_openpyxl(source: Source) -> Iterator[Segment]:
    package = Package(source.data)
    cells = _second_reader(
        source.data,
        [name for name, part, _ in _sheets(package) if not _sheet_walk.is_sparse(package.part(part) or b"")],
    )
    if not cells:
        raise Unreadable(Outcome.CORRUPT, "openpyxl 打不开这个工作簿")
    for name, rows in cells.items():
        yield from _tables.segments(iter(rows), f"工作表“{name}”", Unit.CELL, opens_page=True)


def _extras(data: bytes) -> Iterator[str]:
    """Yield what a sheet's part says beside its cells, and the texts in its formulas; the cells themselves are not parsed."""
    seen = set[str]()
    formulas = _FORMULA.findall(data) if b"<f" in data or b":f" in data else ()
    for formula in map(_unescaped, formulas):
        if '"' in formula and formula not in seen:
            seen.add(formula)
            yield formula
    root = _ooxml.parse(_CELLS.sub(b"", data))
    for element in root.iter(etree.Element) if root is not None else ():
        name = local(element)
        words = [element.text or ""] if name in _EXTRA else [attribute(element, key) for key in _SAID.get(name, ())]
        for word in words:
            text = CODES.sub("", word).strip() if name.endswith(("Header", "Footer")) else word.strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def _unescaped(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))


_SHARED = re.compile(rb't="s"[^<>]{0,200}>\s*<(?:[a-z]{1,8}:)?v>([0-9]{1,9})<')
_FORMULA = re.compile(rb"<(?:[a-z]{1,8}:)?f(?:>| [^<>]{0,300}>)([^<]+)<")
_CELLS = re.compile(rb"<(?:[a-z]{1,8}:)?sheetData(?: [^<>]{0,200})?>.*</(?:[a-z]{1,8}:)?sheetData>", re.S)
_SAID = {
    "cNvPr": ("descr", "title"),
    "shape": ("alt",),
    "s": ("v",),
    "person": ("displayName",),
    "connection": ("name", "description"),
    "dbPr": ("connection", "command"),
    "queryTableField": ("name",),
    "table": ("displayName", "comment"),
    "tableColumn": ("name", "totalsRowLabel"),
    "dataValidation": ("prompt", "promptTitle", "error", "errorTitle"),
    "hyperlink": ("display", "tooltip", "location"),
}


def asides(package: Package) -> Iterator[Segment]:
    """Yield the texts of the parts beside the sheets: notes, boxes, charts, caches, outside data, defined names."""
    for prefix, suffix, place, part in (
        ("xl/comments", ".xml", "批注", Part.COMMENT),
        ("xl/threadedcomments/", ".xml", "批注", Part.COMMENT),
        ("xl/persons/", ".xml", "批注人", Part.COMMENT),
        ("xl/drawings/", ".xml", "文本框", Part.TEXT_BOX),
        ("xl/drawings/", ".vml", "文本框", Part.TEXT_BOX),
        ("xl/charts/chart", ".xml", "图表", Part.OTHER),
        ("xl/pivotcache/", ".xml", "数据透视缓存", Part.HIDDEN),
        ("xl/externallinks/", ".xml", "外部数据", Part.HIDDEN),
        ("xl/connections", ".xml", "外部数据", Part.HIDDEN),
        ("xl/querytables/", ".xml", "外部数据", Part.HIDDEN),
        ("xl/tables/", ".xml", "表格名称", Part.OTHER),
    ):
        roots = (package.xml(name) for name in package.below(prefix, suffix))
        lines = [line for root in roots if root is not None for line in _said(root)]
        if lines:
            yield Segment("\n".join(dict.fromkeys(lines)), place, part)
    main = package.main("xl/workbook.xml")
    root = package.xml(main) if main.endswith(".xml") else None
    names = (
        [
            f"{attribute(item, 'name')}：{item.text or ''} {attribute(item, 'comment')}".rstrip()
            for item in root.iter(etree.Element)
            if local(item) == "definedName"
        ]
        if root is not None
        else []
    )
    if names:
        yield Segment("\n".join(names), "定义的名称", Part.HIDDEN)


def _said(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        name = local(element)
        if name in {"comment", "p", "v", "author", "text", "div"}:
            inner = "".join(_ooxml.words(element, frozenset({"t"}))) if name in {"comment", "p"} else text_of(element)
            if inner.strip():
                yield inner.strip()
        else:
            yield from (value for key in _SAID.get(name, ()) if (value := attribute(element, key).strip()))


def _leftovers(package: Package, sheets: Sequence[_Sheet]) -> list[str]:
    """Return the shared strings that no cell uses any more: what was deleted from the sheets is still in the file."""
    used = frozenset().union(*(sheet.used for sheet in sheets))
    if len(used) == (package.part("xl/sharedStrings.xml") or b"").count(b"</si>"):
        return []
    return [
        text for index, text in enumerate(_sheet_walk.shared_strings(package)) if index not in used and text.strip()
    ]


def _sample(text: str) -> tuple[bytes, str]:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    for row in (("序号", "备注"), (1, text), (2, "无")):
        book.worksheets[0].append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue(), ".xlsx"


EXTRACTOR = Extractor(
    title="Excel 工作簿（xlsx）",
    media_types=frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}),
    form=Form.SHEET,
    read=read,
    sample=_sample,
    second=_by_openpyxl,
    reads="每张表的格子与公式（隐藏的表、行、列也读），批注、文本框、页眉页脚、数据有效性、超链接、定义的名称、图表、透视缓存、外部数据、自定义数据、属性；内嵌文件、宏与图片",
    omits="打印机设置",
)
