"""Files that hold made grids: merged cells as each format has them, dates and numbers as it keeps them."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from random import Random
from xml.sax.saxutils import escape

import openpyxl

from sample_corpus.make.package import XML, content_types, root_relations, zipped
from sample_corpus.make.word import NAMESPACES
from tests.made_scenes import Cell, Row, Sheet, texts

Sheets = Mapping[str, Sheet]
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(_: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets as an xlsx file: areas merged, dates and numbers typed."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for called, sheet in sheets.items():
        page = book.create_sheet(called)
        for y, row in enumerate(sheet, 1):
            for x, cell in enumerate(row, 1):
                if cell is None or cell.text == "":
                    continue
                page.cell(y, x, cell.text if cell.value is None else cell.value)
                if cell.across > 1 or cell.down > 1:
                    page.merge_cells(
                        start_row=y, start_column=x, end_row=y + cell.down - 1, end_column=x + cell.across - 1
                    )
    packed = io.BytesIO()
    book.save(packed)
    return "a.xlsx", packed.getvalue()


def open_document(_: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets as a flat OpenDocument file, with covered cells and repeated empty ones."""
    tables = "".join(
        f'<table:table table:name="{escape(called)}">'
        + "".join(f"<table:table-row>{''.join(_open_cells(row))}</table:table-row>" for row in sheet)
        + "</table:table>"
        for called, sheet in sheets.items()
    )
    names = "".join(f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return "a.fods", (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} office:version="1.3" office:mimetype="{_ODS}">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    ).encode()


def _open_cells(row: Row) -> Iterator[str]:
    for cell in row:
        if cell is None:
            yield "<table:covered-table-cell/>"
            continue
        spans = f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
        kind = ""
        if isinstance(cell.value, date):
            kind = f' office:value-type="date" office:date-value="{cell.value.isoformat()}"'
        elif isinstance(cell.value, int):
            kind = f' office:value-type="float" office:value="{cell.value}"'
        words = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
        yield f"<table:table-cell{spans if cell.across * cell.down > 1 else ''}{kind}>{words if cell.text else ''}</table:table-cell>"


def word(rng: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets as tables of a Word document: in the body, in a cell of another table, in a text box."""
    tables = "".join(_word_table(sheet) + "<w:p/>" for sheet in sheets.values())
    around = rng.choice(("{}", "{}", "{}", _NESTED, _BOXED))
    document = f"{XML}<w:document {NAMESPACES}><w:body><w:p/>{around.replace('{}', tables)}<w:p/></w:body></w:document>"
    return "a.docx", zipped(
        {
            "[Content_Types].xml": content_types({"word/document.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": root_relations("word/document.xml"),
            "word/document.xml": document.encode(),
        }
    )


_NESTED = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>附件</w:t></w:r></w:p>{}</w:tc></w:tr></w:tbl>"
_BOXED = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
    "<w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def _word_table(sheet: Sheet) -> str:
    down: dict[int, int] = {}
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(_word_cells(row, down))}</w:tr>" for row in sheet) + "</w:tbl>"


def _word_cells(row: Row, down: dict[int, int]) -> Iterator[str]:
    """Yield a row's cells; `down` remembers by column how many rows below a cell continues it."""
    for column, cell in enumerate(row):
        if cell is None and down.get(column):
            down[column] -= 1
            yield "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
        elif cell is not None:
            down[column] = cell.down - 1
            spans = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
            spans += '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
            lines = "".join(
                f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
                for line in cell.text.split("\n")
            )
            yield f"<w:tc><w:tcPr>{spans}</w:tcPr>{lines}</w:tc>"


def page(_: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets as tables of a web page, with cells that span."""
    tables = "".join(
        "<table>" + "".join(f"<tr>{''.join(map(_web_cell, row))}</tr>" for row in sheet) + "</table>"
        for sheet in sheets.values()
    )
    return "a.html", f"<html><meta charset=utf-8><body>{tables}</body></html>".encode()


def _web_cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    spans = (f" colspan={cell.across}" if cell.across > 1 else "") + (f" rowspan={cell.down}" if cell.down > 1 else "")
    return f"<td{spans}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>"


_SEPARATED = (
    (",", "utf-8-sig"),
    (";", "gbk"),
    ("\t", "utf-16"),
    ("|", "gb18030"),
    ("\x01", "utf-8"),
    ("^", "utf-8"),
    ("\t", "utf-8"),
)


def separated(rng: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets below one another as a text of separated cells, line breaks inside cells quoted."""
    delimiter, encoding = rng.choice(_SEPARATED)
    text = io.StringIO()
    for sheet in sheets.values():
        csv.writer(text, delimiter=delimiter, lineterminator=rng.choice(("\r\n", "\n"))).writerows(texts(sheet))
        text.write("\n")
    return "a.csv", text.getvalue().encode(encoding)


def aligned(rng: Random, sheets: Sheets) -> tuple[str, bytes]:
    """Return the sheets as a text in columns, filled with blanks or with full-width ones."""
    lines: list[str] = []
    blank = rng.choice((" ", " ", "\u3000"))
    for sheet in sheets.values():
        rows = [[cell.replace("\n", "、") for cell in row] for row in texts(sheet)]
        count = max(map(len, rows))
        widths = [
            max((_width(row[n]) for row in rows if n < len(row) and len(row) > 1), default=0) + 4 for n in range(count)
        ]
        for row in rows:
            shown = ""
            for n, cell in enumerate(row):
                missing = widths[n] - _width(cell)
                shown += cell + (blank * (missing // 2) + " " * (missing % 2) if blank != " " else " " * missing)
            lines.append(shown.rstrip())
        lines.append("")
    return "a.txt", "\n".join(lines).encode(rng.choice(("utf-8", "gb18030")))


def _width(text: str) -> int:
    return sum(1 if character.isascii() or character == "·" else 2 for character in text)


FILES: dict[str, Callable[[Random, Sheets], tuple[str, bytes]]] = {
    "xlsx": workbook, "ods": open_document, "docx": word, "html": page, "csv": separated,
}  # fmt: skip
