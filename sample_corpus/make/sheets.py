"""xlsx：一个工作簿，可有隐藏的工作表。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sample_corpus.make.package import XML, content_types, core_properties, relations, root_relations, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Cell = str | int | float
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet."""

    name: str
    rows: Rows
    hidden: bool = False


def xlsx(*sheets: Sheet, title: str = "") -> bytes:
    """Return an Excel workbook with its texts in the shared strings."""
    strings: dict[str, int] = {}
    parts = [_sheet(sheet, strings).encode() for sheet in sheets]
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    targets = dict.fromkeys(names, "worksheet") | {"sharedStrings.xml": "sharedStrings", "styles.xml": "styles"}
    kinds = {"xl/workbook.xml": "spreadsheetml.sheet.main"} | {
        f"xl/{name}": "spreadsheetml.worksheet" for name in names
    }
    kinds |= {"xl/sharedStrings.xml": "spreadsheetml.sharedStrings", "xl/styles.xml": "spreadsheetml.styles"}
    return zipped(
        {
            "[Content_Types].xml": content_types(kinds),
            "_rels/.rels": root_relations("xl/workbook.xml"),
            "xl/workbook.xml": _workbook(sheets).encode(),
            "xl/_rels/workbook.xml.rels": relations(targets),
            "xl/sharedStrings.xml": _strings(strings).encode(),
            "xl/styles.xml": _styles().encode(),
            "docProps/core.xml": core_properties(title),
        }
        | {f"xl/{name}": part for name, part in zip(names, parts, strict=True)}
    )


def _workbook(sheets: Sequence[Sheet]) -> str:
    rows = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}"{_state(sheet)} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets>{rows}</sheets></workbook>'


def _state(sheet: Sheet) -> str:
    return ' state="hidden"' if sheet.hidden else ""


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(_cells(row, number, strings))}</row>' for number, row in enumerate(sheet.rows, 1)
    )
    width = max((len(row) for row in sheet.rows), default=1)
    dimension = f'<dimension ref="A1:{letters(width)}{max(len(sheet.rows), 1)}"/>'
    return f'{XML}<worksheet xmlns="{MAIN}">{dimension}<sheetData>{rows}</sheetData></worksheet>'


def _cells(row: Sequence[Cell], number: int, strings: dict[str, int]) -> Iterator[str]:
    for column, value in enumerate(row, 1):
        place = f"{letters(column)}{number}"
        if isinstance(value, str):
            if value:
                yield f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        else:
            yield f'<c r="{place}"><v>{value}</v></c>'


def letters(column: int) -> str:
    """Return the letters of a column (1-based): A, Z, AA."""
    column, rest = divmod(column - 1, 26)
    return (letters(column) if column else "") + chr(65 + rest)


def _strings(strings: dict[str, int]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return f'{XML}<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'


def _styles() -> str:
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
