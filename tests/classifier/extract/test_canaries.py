"""One made-up ID number in every hidden place of a format: each is found, in the file or in a file inside it."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image

from classifier.examine import examine
from classifier.mask import DIGEST_BYTES, keyed_digest
from classifier.model import Outcome
from classifier.record import Record
from classifier.settings import Settings
from classifier.walk import walk
from recognizers._checks import id_check_character

KEY = bytes(32)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Canaries:
    """Gives a new number for each place and knows afterwards which place it stood in."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self._numbers = count(1)

    def __getitem__(self, place: str) -> str:
        """Return the number of a place: a county that ended in 2000, a child born in 2015."""
        if place not in self.places:
            body = f"110224201506{next(self._numbers) % 28 + 1:02d}{next(self._numbers):03d}"
            self.places[place] = body + id_check_character(body)
        return self.places[place]

    def missing(self, record: Record) -> list[str]:
        kept = [item.values.get("CN_RESIDENT_ID", b"") for item in (record, *record.members)]
        found = {digests[at : at + DIGEST_BYTES] for digests in kept for at in range(0, len(digests), DIGEST_BYTES)}
        return [place for place, number in self.places.items() if keyed_digest(number, KEY) not in found]


def examined(data: bytes, name: str, folder: Path, **changes: object) -> Record:
    (folder / name).write_bytes(data)
    file = next(file for file in walk(folder) if file.name == name)
    return examine(file, Settings(folder, KEY, date(2026, 11, 24), **changes))  # type: ignore[arg-type]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def relations(*rows: tuple[str, str], external: tuple[tuple[str, str], ...] = ()) -> str:
    lines = [
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, 1)
    ]
    lines += [
        f'<Relationship Id="x{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(external, 1)
    ]
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def photograph(text: str) -> bytes:
    """Return a small picture that names who took it (Exif tag 315)."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = text
    Image.new("L", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def workbook_of(text: str) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0].append(["说明", text])
    book.save(out)
    return out.getvalue()


WORD = 'xmlns:w="urn:w" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="urn:wp" xmlns:wps="urn:wps" xmlns:v="urn:v" xmlns:mc="urn:mc" xmlns:a="urn:a" xmlns:c="urn:c"'


def docx(c: Canaries) -> bytes:
    def p(text: str, extra: str = "") -> str:
        return f"<w:p>{extra}<w:r><w:t>号{text}码</w:t></w:r></w:p>"

    def story(name: str, inner: str) -> str:
        return f"<w:{name} {WORD}>{inner}</w:{name}>"

    body = (
        p(c["body"])
        + f"<w:tbl><w:tr><w:tc>{p(c['table'])}<w:tbl><w:tr><w:tc>{p(c['nested table'])}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
        + f'<w:p><w:ins w:author="{c["revision author"]}"><w:r><w:t>{c["insertion"]}</w:t></w:r></w:ins></w:p>'
        + f'<w:p><w:del w:author="乙"><w:r><w:delText>{c["deletion"]}</w:delText></w:r></w:del></w:p>'
        + f"<w:p><w:moveFrom><w:r><w:t>{c['moved text']}</w:t></w:r></w:moveFrom></w:p>"
        + f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{c['vanished text']}</w:t></w:r></w:p>"
        + f"<w:sdt><w:sdtContent>{p(c['block sdt'])}</w:sdtContent></w:sdt>"
        + f"<w:p><w:sdt><w:sdtContent><w:r><w:t>{c['run sdt']}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        + f"<w:p><w:hyperlink><w:r><w:t>{c['hyperlink text']}</w:t></w:r></w:hyperlink></w:p>"
        + f'<w:p><w:r><w:instrText>HYPERLINK "https://a.invalid/{c["field instruction"]}"</w:instrText></w:r></w:p>'
        + f'<w:p><w:r><w:fldChar><w:ffData><w:textInput><w:default w:val="{c["form field"]}"/></w:textInput></w:ffData></w:fldChar></w:r></w:p>'
        + f'<w:p><w:r><w:drawing><wp:docPr descr="图{c["alt text"]}" title="题{c["alt title"]}"/></w:drawing></w:r></w:p>'
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{p(c['drawn text box'])}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p(c['text for older programs'])}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + f'<w:p><w:r><w:pict><v:shape alt="{c["vml alt text"]}"><v:textbox><w:txbxContent>{p(c["vml text box"])}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
        + f'<w:p><w:r><w:pict><v:shape><v:textpath string="机{c["watermark"]}"/></v:shape></w:pict></w:r></w:p>'
        + f"<w:p><w:r><w:ruby><w:rt><w:r><w:t>{c['ruby text']}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{c['ruby base']}</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    return packed(
        {
            "[Content_Types].xml": '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                *(
                    (kind, target)
                    for kind, target in (
                        ("header", "header1.xml"),
                        ("footer", "footer1.xml"),
                        ("footnotes", "footnotes.xml"),
                        ("endnotes", "endnotes.xml"),
                        ("comments", "comments.xml"),
                        ("glossaryDocument", "glossary/document.xml"),
                        ("chart", "charts/chart1.xml"),
                        ("diagramData", "diagrams/data1.xml"),
                        ("settings", "settings.xml"),
                        ("aFChunk", "afchunk.htm"),
                        ("package", "embeddings/book.xlsx"),
                        ("image", "media/image1.jpeg"),
                    )
                ),
                external=(("hyperlink", f"https://a.invalid/{c['external target']}"),),
            ),
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            "word/header1.xml": story("hdr", p(c["header"])),
            "word/footer1.xml": story("ftr", p(c["footer"])),
            "word/footnotes.xml": story("footnotes", f"<w:footnote>{p(c['footnote'])}</w:footnote>"),
            "word/endnotes.xml": story("endnotes", f"<w:endnote>{p(c['endnote'])}</w:endnote>"),
            "word/comments.xml": story(
                "comments", f'<w:comment w:author="{c["comment author"]}">{p(c["comment"])}</w:comment>'
            ),
            "word/glossary/document.xml": story("glossaryDocument", p(c["glossary"])),
            "word/charts/chart1.xml": f"<c:chart {WORD}><c:v>{c['chart cache']}</c:v><a:t>{c['chart title']}</a:t></c:chart>",
            "word/diagrams/data1.xml": f"<a:data {WORD}><a:t>{c['diagram']}</a:t></a:data>",
            "word/settings.xml": story(
                "settings",
                f'<w:docVars><w:docVar w:name="a" w:val="{c["document variable"]}"/></w:docVars><w:mailMerge><w:query w:val="SELECT {c["mail merge"]}"/></w:mailMerge>',
            ),
            "word/header9.xml": story("hdr", p(c["header that nothing shows"])),
            "_xmlsignatures/sig1.xml": f"<a><SignatureComments>{c['signature']}</SignatureComments></a>",
            "WORD/Header1.xml": story("hdr", p(c["part of the same name"])),
            "word/media/image1.jpeg": photograph(c["who took a picture"]),
            "word/afchunk.htm": f"<html><body><p>{c['inserted page']}</p></body></html>",
            "word/embeddings/book.xlsx": workbook_of(c["embedded workbook"]),
            "customXml/item1.xml": f"<a><b>{c['custom xml']}</b></a>",
            "docProps/core.xml": f"<a><title>{c['title property']}</title><description>{c['comments property']}</description></a>",
            "docProps/app.xml": f"<a><Manager>{c['manager property']}</Manager></a>",
            "docProps/custom.xml": f"<a><property name='甲'><lpwstr>{c['custom property']}</lpwstr></property></a>",
        }
    )


SHEET = f'xmlns:r="{OFFICE}" xmlns:a="urn:a" xmlns:xdr="urn:x" xmlns:c="urn:c"'


def xlsx(c: Canaries) -> bytes:
    def sheet(rows: str, extra: str = "") -> str:
        return f"<worksheet {SHEET}>{rows}{extra}</worksheet>"

    def cell(ref: str, text: str) -> str:
        return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'

    first = sheet(
        f'<cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1">{cell("A1", c["body"])}<c r="B1" t="s"><v>0</v></c>{cell("C1", c["hidden column"])}'
        f'<c r="D1" t="str"><f>"{c["formula text"]}"&amp;""</f><v>{c["cached value"]}</v></c></row><row r="2" hidden="1">{cell("A2", c["hidden row"])}</row></sheetData>',
        f'<dataValidations><dataValidation type="list" promptTitle="{c["validation title"]}" prompt="{c["validation prompt"]}" error="{c["validation error"]}"><formula1>"{c["validation list"]},乙"</formula1></dataValidation></dataValidations>'
        f'<hyperlinks><hyperlink ref="A1" r:id="x1" display="{c["link text"]}" tooltip="{c["link tip"]}"/></hyperlinks>'
        f"<headerFooter><oddHeader>&amp;L{c['header']}</oddHeader><oddFooter>&amp;C{c['footer']}</oddFooter></headerFooter>",
    )
    half = c["rich text"]
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><sheets><sheet name="表{c["sheet name"]}" sheetId="1" r:id="r1"/><sheet name="乙" sheetId="2" state="hidden" r:id="r2"/><sheet name="丙" sheetId="3" state="veryHidden" r:id="r3"/><sheet name="宏" sheetId="4" r:id="r5"/></sheets>'
            f'<definedNames><definedName name="名{c["defined name"]}" comment="{c["defined name comment"]}">"{c["defined value"]}"</definedName></definedNames></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("worksheet", "worksheets/sheet3.xml"), ("sharedStrings", "sharedStrings.xml"), ("xlMacrosheet", "macrosheets/sheet1.xml")
            ),
            "xl/macrosheets/sheet1.xml": sheet(f"<sheetData><row r='1'>{cell('A1', c['macro sheet'])}</row></sheetData>"),
            "xl/worksheets/sheet8.xml": sheet(f"<sheetData><row r='1'>{cell('A1', c['unlisted sheet'])}</row></sheetData>"),
            "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>{half[:9]}</t></r><r><t>{half[9:]}</t></r></si><si><t>{c["leftover string"]}</t></si></sst>',
            "xl/worksheets/sheet1.xml": first.replace("<worksheet", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'),
            "xl/worksheets/sheet2.xml": sheet(f"<sheetData><row r='1'>{cell('A1', c['hidden sheet'])}</row></sheetData>").replace("<worksheet", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'),
            "xl/worksheets/sheet3.xml": sheet(f"<sheetData><row r='1'>{cell('A1', c['very hidden sheet'])}</row></sheetData>").replace("<worksheet", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"), external=(("hyperlink", f"https://a.invalid/{c['link target']}"),)),
            "xl/comments1.xml": f"<comments><authors><author>{c['comment author']}</author></authors><commentList><comment><text><r><t>{c['comment']}</t></r></text></comment></commentList></comments>",
            "xl/threadedComments/threadedComment1.xml": f"<a><threadedComment><text>{c['threaded comment']}</text></threadedComment></a>",
            "xl/persons/person.xml": f'<personList><person displayName="{c["threaded author"]}"/></personList>',
            "xl/drawings/drawing1.xml": f'<xdr:wsDr {SHEET}><xdr:sp><xdr:cNvPr descr="{c["alt text"]}"/><a:p><a:r><a:t>{c["text box"]}</a:t></a:r></a:p></xdr:sp></xdr:wsDr>',
            "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:v"><v:shape alt="{c["vml alt text"]}"><v:textbox><div>{c["vml text box"]}</div></v:textbox></v:shape></xml>',
            "xl/charts/chart1.xml": f"<c:chart {SHEET}><a:p><a:t>{c['chart title']}</a:t></a:p><c:v>{c['chart value']}</c:v></c:chart>",
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<p><sharedItems><s v="{c["pivot item"]}"/></sharedItems></p>',
            "xl/pivotCache/pivotCacheRecords1.xml": f'<p><r><s v="{c["pivot record"]}"/></r></p>',
            "xl/externalLinks/externalLink1.xml": f"<e><cell><v>{c['external cell']}</v></cell></e>",
            "xl/connections.xml": f'<connections><connection name="a" description="{c["connection"]}"/></connections>',
            "xl/queryTables/queryTable1.xml": f'<q><queryTableField name="{c["query field"]}"/></q>',
            "xl/tables/table1.xml": f'<table displayName="a" comment="{c["table comment"]}"><tableColumns><tableColumn name="{c["table column"]}"/></tableColumns></table>',
            "xl/embeddings/book.xlsx": workbook_of(c["embedded workbook"]),
            "customXml/item1.xml": f"<a>{c['custom xml']}</a>",
            "docProps/core.xml": f"<a><title>{c['title property']}</title><description>{c['comments property']}</description></a>",
        }
    )  # fmt: skip


def pptx(c: Canaries) -> bytes:
    spaces = f'xmlns:a="urn:a" xmlns:p="urn:p" xmlns:r="{OFFICE}"'

    def slide(inner: str, extra: str = "") -> str:
        return f"<p:sld {spaces} {extra}>{inner}</p:sld>"

    def text(value: str) -> str:
        return f"<a:p><a:r><a:t>{value}</a:t></a:r></a:p>"

    first = slide(
        f"<p:sp>{text(c['body'])}</p:sp><p:grpSp><p:grpSp>{text(c['nested group'])}</p:grpSp></p:grpSp>"
        f"<a:tbl><a:tr><a:tc>{text(c['table'])}</a:tc></a:tr></a:tbl>"
        f'<p:pic><p:cNvPr descr="{c["alt text"]}" title="{c["alt title"]}"/></p:pic>'
    )
    return packed(
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {spaces}><p:sldIdLst><p:sldId r:id="r1"/><p:sldId r:id="r2"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(
                ("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")
            ),
            "ppt/slides/slide1.xml": first,
            "ppt/slides/slide2.xml": slide(text(c["hidden slide"]), 'show="0"'),
            "ppt/slides/slide9.xml": slide(text(c["orphan slide"])),
            "ppt/slides/_rels/slide1.xml.rels": relations(
                ("notesSlide", "../notesSlides/notesSlide1.xml"),
                ("comments", "../comments/comment1.xml"),
                external=(("hyperlink", f"https://a.invalid/{c['link target']}"),),
            ),
            "ppt/notesSlides/notesSlide1.xml": slide(text(c["speaker notes"])),
            "ppt/comments/comment1.xml": f"<p:cmLst {spaces}><p:cm><p:text>{c['comment']}</p:text></p:cm></p:cmLst>",
            "ppt/comments/modernComment1.xml": f"<p:cmLst {spaces}><p:cm>{text(c['threaded comment'])}</p:cm></p:cmLst>",
            "ppt/commentAuthors.xml": f'<p:l {spaces}><p:cmAuthor name="{c["comment author"]}"/></p:l>',
            "ppt/authors.xml": f'<p:l {spaces}><p:author name="{c["threaded author"]}"/></p:l>',
            "ppt/slideMasters/slideMaster1.xml": slide(text(c["master"])),
            "ppt/slideLayouts/slideLayout1.xml": slide(text(c["layout"])),
            "ppt/notesMasters/notesMaster1.xml": slide(text(c["notes master"])),
            "ppt/handoutMasters/handoutMaster1.xml": slide(text(c["handout master"])),
            "ppt/charts/chart1.xml": f"<c>{text(c['chart title']).replace('a:', '')}<v>{c['chart value']}</v></c>",
            "ppt/diagrams/data1.xml": slide(text(c["smart art"])),
            "ppt/tags/tag1.xml": f'<p:tagLst {spaces}><p:tag name="a" val="{c["tag"]}"/></p:tagLst>',
            "ppt/embeddings/book.xlsx": workbook_of(c["embedded workbook"]),
            "customXml/item1.xml": f"<a>{c['custom xml']}</a>",
            "docProps/core.xml": f"<a><title>{c['title property']}</title></a>",
        }
    )


def pdf(c: Canaries) -> bytes:
    """Return a document with everything beside its page, whose page was changed after it was first saved."""
    out = io.BytesIO()
    with pikepdf.new() as book:
        page = book.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=book.make_indirect(font)))
        page.Contents = book.make_stream(shown(c["earlier state"]))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, Rect=[0, 0, 90, 20],
            T=f"a {c['field name']}", TU=f"a {c['field tip']}", V=f"a {c['field value']}",
        )  # fmt: skip
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 50, 20, 70],
            Contents=f"a {c['comment']}", T=f"a {c['comment author']}", Subj=f"a {c['comment subject']}",
            RC=f"<body><p>a {c['rich comment']}</p></body>",
        )  # fmt: skip
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://a.invalid/{c['link target']}")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 90, 20, 99], A=action)
        choices = pikepdf.Array(
            [
                pikepdf.String(f"a {c['choice']}"),
                pikepdf.Array([pikepdf.String("b"), pikepdf.String(f"a {c['choice shown']}")]),
            ]
        )
        checked = pikepdf.Dictionary(K=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"a('{c['field script']}')"))
        choice = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Ch, Rect=[0, 0, 9, 9], T="b", Opt=choices, AA=checked)  # fmt: skip
        inside = pikepdf.Dictionary(F=book.make_stream(f"号{c['file of a note']}码".encode()))
        spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="a.txt", UF="a.txt", EF=inside)
        pinned = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 70, 20, 80], FS=book.make_indirect(spec))  # fmt: skip
        page.Annots = pikepdf.Array([book.make_indirect(item) for item in (field, note, link, choice, pinned)])
        book.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"a('{c['opening script']}')")
        xfa = book.make_stream(f"<data>{c['form in xml']}</data>".encode())
        book.Root.AcroForm = pikepdf.Dictionary(
            Fields=[page.Annots[0], page.Annots[3]], XFA=pikepdf.Array([pikepdf.String("datasets"), xfa])
        )
        add_structure(book, page, c)
        with book.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"a {c['bookmark']}", 0))
        book.attachments["甲.txt"] = f"号{c['attachment']}码".encode()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"var a = '{c['script']}'")
        book.Root.Names.JavaScript = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
        book.docinfo["/Title"] = f"a {c['title property']}"
        book.docinfo["/Keywords"] = f"a {c['keywords property']}"
        with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            meta["dc:description"] = f"a {c['xmp']}"
        book.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return with_page(out.getvalue(), shown(c["page"]))


def shown(number: str) -> bytes:
    return f"BT /F1 12 Tf 40 700 Td (No {number} of the register of this school) Tj ET".encode()


def add_structure(book: pikepdf.Pdf, page: pikepdf.Page, c: Canaries) -> None:
    figure = book.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, K=0, Pg=page.obj,
            Alt=f"a {c['alt text']}", ActualText=f"a {c['actual text']}", E=f"a {c['expansion']}", T=f"a {c['element title']}",
        )
    )  # fmt: skip
    parents = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([figure])]))
    root = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=figure, ParentTree=parents)
    book.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    book.Root.StructTreeRoot = book.make_indirect(root)
    figure.P = book.Root.StructTreeRoot
    page.StructParents = 0


def with_page(data: bytes, content: bytes) -> bytes:
    """Return a document with an incremental update that gives its page another content (ISO 32000-1, 7.5.6)."""
    with pikepdf.open(io.BytesIO(data)) as book:
        number, root, size = book.pages[0].Contents.objgen[0], book.Root.objgen[0], len(book.objects) + 1
    previous = int(data.rpartition(b"startxref")[2].split()[0])
    at = len(data)
    update = b"%d 0 obj<</Length %d>>stream\n%b\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        number,
        at,
        size,
        root,
        previous,
        at + len(update),
    )
    return data + update + table


@pytest.mark.parametrize(
    ("make", "name"),
    [(docx, "甲.docx"), (xlsx, "甲.xlsx"), (pptx, "甲.pptx"), (pdf, "甲.pdf")],
    ids=["docx", "xlsx", "pptx", "pdf"],
)
def test_every_hidden_place_is_read(make: object, name: str, tmp_path: Path) -> None:
    canaries = Canaries()
    record = examined(make(canaries), name, tmp_path)  # type: ignore[operator]
    assert record.outcome is Outcome.READ, record.detail
    assert canaries.missing(record) == []


def test_the_places_differ() -> None:
    canaries = Canaries()
    docx(canaries)
    assert len(set(canaries.places.values())) == len(canaries.places) > 26
