"""文书：Word 文档的样式、表格、签署栏；同样的内容得到同样的字节。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from classifier.escape import printable

_BODY, _HEAD, _LATIN = "仿宋", "黑体", "Times New Roman"
_DARK = "1F3864"
_ROOMY = 5
"""Points from which a row is one to sign in: such rows stay on one page."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold: the hour of writing is no part of a document."""


class Paper:
    """A document under way, for printing on A4."""

    def __init__(self, title: str, notice: str, *, wide: bool = False) -> None:
        self._document: Any = Document()
        self._set_styles()
        self._set_page(notice, wide)
        properties = self._document.core_properties
        properties.author, properties.title, properties.comments = "baomi", title, notice
        for name in ("dcterms:created", "dcterms:modified"):
            for element in properties._element.findall(qn(name)):
                properties._element.remove(element)
        heading = self._document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(heading, title, font=_HEAD, size=18)
        self._width = 25.7 if wide else 17.0

    def heading(self, text: str) -> None:
        """Add a heading."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(4)
        paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, text, font=_HEAD, size=13)

    def text(self, text: str, *, alarm: bool = False) -> None:
        """Add a paragraph; an alarm is red and bold."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        _write(paragraph, text, bold=alarm, color=RGBColor(0xA4, 0x23, 0x1A) if alarm else None)

    def items(self, texts: Iterable[str]) -> None:
        """Add paragraphs set off to the right, one an item."""
        for text in texts:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_after = Cm(0.8), Pt(2)
            _write(paragraph, text)

    def facts(self, lines: Iterable[tuple[str, str]]) -> None:
        """Add a table of two columns: what, and how it is."""
        self.table((), lines, (0.28, 0.72), shade_first=True)

    def table(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[str | int]],
        shares: Sequence[float],
        *,
        shade_first: bool = False,
        space: int = 2,
    ) -> None:
        """Add a table; `space` are the points above and below a row's text, `shares` are the columns' parts of the width. The heading row repeats on every page."""
        table = self._document.add_table(rows=0, cols=len(shares))
        table.style, table.autofit = "Table Grid", False
        widths = [Cm(self._width * share) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if columns:
            self._head(table, columns, widths)
        model = _row(table, widths, space)
        table._tbl.remove(model)
        for row in rows:
            table._tbl.append(_filled(model, row, shade_first))
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    @staticmethod
    def _head(table: Any, columns: Sequence[str], widths: Sequence[Any]) -> None:
        row = table.add_row()
        for cell, text, width in zip(row.cells, columns, widths, strict=True):
            cell.width = width
            _shade(cell._tc, _DARK)
            _write(cell.paragraphs[0], text, bold=True, size=10, color=RGBColor(255, 255, 255))
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def signatures(self, roles: Sequence[str]) -> None:
        """Add a block in which each role signs and dates; it stays together on a page."""
        rows = ((role, "", "　　　　年　　月　　日") for role in roles)
        self.table(("签署", "签名", "日期"), rows, (0.4, 0.3, 0.3), space=9)

    def save(self, path: Path) -> None:
        """Write the document. Raises OSError."""
        raw = io.BytesIO()
        self._document.save(raw)
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                target.writestr(entry, source.read(name))

    def _set_styles(self) -> None:
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = _LATIN, Pt(11)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)

    def _set_page(self, notice: str, wide: bool) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        if wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21.0)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(header, notice, font=_HEAD, size=10, color=RGBColor(0xA4, 0x23, 0x1A))
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
            _write(footer, text, size=9)
            if field:
                footer._p.append(_field(field))


def _write(
    paragraph: Any, text: str, *, font: str = "", size: int = 0, bold: bool = False, color: RGBColor | None = None
) -> None:
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color
    if font:
        run.font.name = _LATIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _row(table: Any, widths: Sequence[Any], space: int) -> Any:
    row = table.add_row()
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(space)
        paragraph.paragraph_format.keep_with_next = space > _ROOMY or None
        _write(paragraph, "-", size=10)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return row._tr


def _filled(model: Any, row: Sequence[str | int], shade_first: bool) -> Any:
    copied = deepcopy(model)
    cells = copied.findall(qn("w:tc"))
    for cell, value in zip(cells, row, strict=True):
        text = next(cell.iter(qn("w:t")))
        text.text = printable(str(value))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if shade_first:
        _shade(cells[0], "E8ECF2")
    return copied


def _shade(cell: Any, color: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shading.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shading)


def _field(name: str) -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    return field
