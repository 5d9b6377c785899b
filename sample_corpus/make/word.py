"""docx：标题、自动编号、表格、文本框、页眉、页脚。

A line of the text becomes a paragraph. What begins it says what it is: `# ` title, `## ` heading, `@一 ` `@1 ` `@A `
automatic numbers 一、 1． A．, `> ` a text box. A list of rows is a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from sample_corpus.make.package import XML, content_types, core_properties, relations, root_relations, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LEVELS = {"@一 ": 0, "@1 ": 1, "@A ": 2}
"""Sign at the start of a line → level of the automatic number; a level starts again below a higher one."""
Table = Sequence[Sequence[str]]
Block = str | Table


def docx(*blocks: Block, header: str = "", footer: str = "", title: str = "") -> bytes:
    """Return a Word document; a string of several lines is several paragraphs."""
    body = "".join(_blocks(blocks))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/></w:sectPr>'
    document = f"{XML}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": content_types(
                {
                    "word/document.xml": "wordprocessingml.document.main",
                    "word/numbering.xml": "wordprocessingml.numbering",
                    "word/header1.xml": "wordprocessingml.header",
                    "word/footer1.xml": "wordprocessingml.footer",
                }
            ),
            "_rels/.rels": root_relations("word/document.xml"),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": relations(
                {"numbering.xml": "numbering", "header1.xml": "header", "footer1.xml": "footer"}
            ),
            "word/numbering.xml": _numbering().encode(),
            "word/header1.xml": f"{XML}<w:hdr {NAMESPACES}>{_paragraph(header)}</w:hdr>".encode(),
            "word/footer1.xml": f"{XML}<w:ftr {NAMESPACES}>{_paragraph(footer)}</w:ftr>".encode(),
            "docProps/core.xml": core_properties(title),
        }
    )


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield from (_line(line) for line in block.strip("\n").split("\n"))
        else:
            yield _table(block)


def _line(line: str) -> str:
    if line.startswith("> "):
        return _text_box(line[2:])
    for sign, level in LEVELS.items():
        if line.startswith(sign):
            number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
            return _paragraph(line[len(sign) :], number)
    if line.startswith("# "):
        return _paragraph(line[2:], '<w:jc w:val="center"/>', '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>')
    if line.startswith("## "):
        return _paragraph(line[3:], run='<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>')
    return _paragraph(line)


def _paragraph(text: str, properties: str = "", run: str = "") -> str:
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{_run(text, run)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _text_box(text: str) -> str:
    """A text box as Word writes it: the new form, and the same text again for old readers."""
    content = f"<w:txbxContent>{_paragraph(text)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="3600000" cy="360000"/><wp:docPr id="1" name="文本框 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _table(rows: Table) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _numbering() -> str:
    forms = (("chineseCounting", "%1、"), ("decimal", "%2．"), ("upperLetter", "%3．"))
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(forms)
    )
    return (
        f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
