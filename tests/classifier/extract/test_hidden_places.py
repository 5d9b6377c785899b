"""One made-up ID number in every hidden place of the formats that `test_canaries.py` does not build."""

import base64
import io
import json
import quopri
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.extract._compound import compound
from classifier.model import Outcome
from tests.canaries import items
from tests.classifier.extract.test_canaries import Canaries, examined, packed, relations

HERE = Path(__file__).parent / "hidden"
PLACES: dict[str, dict[str, str]] = json.loads((HERE / "places.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_place_that_an_office_program_wrote_is_read(name: str, tmp_path: Path) -> None:
    canaries = Canaries()
    canaries.places.update(PLACES[name])
    record = examined((HERE / name).read_bytes(), name, tmp_path, ocr=False)
    assert record.outcome is Outcome.READ, record.detail
    assert canaries.missing(record) == []


def ppt(c: Canaries) -> bytes:
    def record(kind: int, data: bytes, *, container: bool = True, instance: int = 0) -> bytes:
        return struct.pack("<HHI", (0xF if container else 0) | instance << 4, kind, len(data)) + data

    def text(value: str) -> bytes:
        return record(0x0FA0, f"号{value}码".encode("utf-16-le"), container=False)

    def string(value: str) -> bytes:
        return record(0x0FBA, value.encode("utf-16-le"), container=False)

    def shape(value: str) -> bytes:
        words = f"图{value}\0".encode("utf-16-le")
        return record(
            0xF00B, struct.pack("<HIHI", 0x0080, 1, 0x8381, len(words)) + words, container=False, instance=2
        ).replace(b"\x20\x00\x0b\xf0", b"\x23\x00\x0b\xf0", 1)

    comment = record(0x2EE0, string(c["comment author"]) + string(c["comment"]))
    tags = record(0x1388, record(0x138A, string("___PPT10") + record(0x138B, comment, container=False)))
    outline = record(0x0FF0, record(0x03F3, bytes(20), container=False) + text(c["outline"]))
    links = record(0x0409, record(0x0FD7, string(f"https://a.invalid/{c['link target']}")))
    footers = record(0x0FD9, string(c["footer"]))
    slide = record(0x03EE, text(c["slide"]) + shape(c["alt text"]) + tags)
    stream = (
        record(0x03E8, links + footers + outline)
        + record(0x03F8, text(c["master"]))
        + slide
        + record(0x03F0, text(c["speaker notes"]))
        + record(0x03EE, text(c["left over from an earlier save"]))
    )
    current = b"\0" * 12 + b"\x5f\xc0\x91\xe3"
    return compound({"PowerPoint Document": stream, "Current User": current})


def xlsb(c: Canaries) -> bytes:
    def record(kind: int, data: bytes) -> bytes:
        head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
        return head + bytes((len(data) & 0x7F | 0x80, len(data) >> 7)) + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, kind: int, value: bytes) -> bytes:
        return record(kind, struct.pack("<II", column, 0) + value)

    def sheet(*cells: bytes, extra: bytes = b"") -> bytes:
        return record(0, struct.pack("<I", 0) + bytes(13)) + b"".join(cells) + extra

    def bundle(name: str, key: str, state: int) -> bytes:
        return record(156, struct.pack("<II", state, 1) + wide(key) + wide(name))

    return packed(
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin"), ("worksheet", "worksheets/sheet2.bin")),
            "xl/workbook.bin": bundle(f"表{c['sheet name']}", "r1", 0) + bundle("乙", "r2", 2)
            + record(39, bytes(9) + wide("名称") + bytes(4) + wide(c["defined value"])),
            "xl/sharedStrings.bin": record(19, b"\0" + wide(c["shared string"])),
            "xl/worksheets/sheet1.bin": sheet(
                cell(0, 7, struct.pack("<I", 0)), cell(1, 6, wide(c["inline string"])), cell(2, 8, wide(c["formula value"])),
                extra=record(479, b"\0\0" + wide(f"&L{c['header']}") + wide(c["footer"])),
            ),
            "xl/worksheets/sheet2.bin": sheet(cell(0, 6, wide(c["very hidden sheet"]))),
            "xl/comments1.bin": record(632, wide(c["comment author"])) + record(637, b"\0" + wide(c["comment"])),
            "xl/pivotCache/pivotCacheDefinition1.bin": record(24, wide(c["pivot item"])),
            "xl/drawings/drawing1.xml": f'<d><sp><cNvPr descr="{c["alt text"]}"/><p><t>{c["text box"]}</t></p></sp></d>',
            "docProps/core.xml": f"<a><title>{c['title property']}</title></a>",
        }
    )  # fmt: skip


def message(c: Canaries) -> bytes:
    def text(number: str, value: str) -> dict[str, bytes]:
        return {f"__substg1.0_{number}001F": value.encode("utf-16-le")}

    inner = {"__properties_version1.0": bytes(24), **text("1000", f"号{c['attached message']}码")}
    streams = {
        "__properties_version1.0": bytes(32),
        **text("0037", f"题{c['subject']}"),
        **text("1000", f"号{c['body']}码"),
        **text("0C1A", f"发{c['sender']}"),
        **text("007D", f"X-Note: {c['transport header']}"),
        **text("800A", c["named property"]),
        "__substg1.0_10130102": f"<html><body title='{c['spoken']}'><p style='display:none'>号{c['hidden text in html']}码</p></body></html>".encode(
            "gb18030"
        ),
    }
    for name, value in text("3001", f"收{c['recipient']}").items():
        streams[f"__recip_version1.0_#00000000/{name}"] = value
    for name, value in (*text("3707", "附件.txt").items(), ("__substg1.0_37010102", f"号{c['attachment']}码".encode())):
        streams[f"__attach_version1.0_#00000000/{name}"] = value
    for name, value in inner.items():
        streams[f"__attach_version1.0_#00000001/__substg1.0_3701000D/{name}"] = value
    return compound(streams)


def book(c: Canaries) -> bytes:
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/a.opf"/></rootfiles></container>',
            "O/a.opf": f'<package xmlns:dc="urn:dc"><metadata><dc:title>题{c["title"]}</dc:title><meta name="a" content="{c["metadata"]}"/></metadata>'
            '<manifest><item id="a" href="%E7%94%B2.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
            "O/甲.xhtml": f'<html><body><p>号{c["chapter"]}码</p><img alt="{c["alt text"]}"/><!-- {c["comment"]} --></body></html>',
            "O/乙.xhtml": f"<html><body><p>号{c['chapter out of order']}码</p></body></html>",
            "O/附件.txt": f"号{c['other file']}码",
        }
    )


def cards(c: Canaries) -> bytes:
    coded = quopri.encodestring(f"号{c['quoted-printable note']}码".encode()).decode().replace("=\n", "=\r\n")
    folded = f"NOTE:备注{c['folded note']}"
    attached = base64.b64encode(f"号{c['attached file']}码".encode()).decode()
    return (
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89\r\n"
        f"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{coded}\r\nitem1.X-ABLabel:{c['label']}\r\nEND:VCARD\r\n"
        f"BEGIN:VCARD\r\nVERSION:3.0\r\n{folded[:12]}\r\n {folded[12:]}\r\nSOUND;ENCODING=b:{attached}\r\nEND:VCARD\r\n"
    ).encode()


def calendar(c: Canaries) -> bytes:
    return (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:会{c['summary']}\r\nDESCRIPTION:甲\\n{c['description']}\r\n"
        f'ATTENDEE;CN="{c["attendee"]}";ROLE=REQ-PARTICIPANT:mailto:a@example.com\r\nX-OWN:{c["own field"]}\r\n'
        f"BEGIN:VALARM\r\nDESCRIPTION:{c['alarm']}\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def packed_uof(c: Canaries) -> bytes:
    spaces = 'xmlns:字="http://schemas.uof.org/cn/2009/wordproc" xmlns:uof="http://schemas.uof.org/cn/2009/uof"'

    def paragraph(text: str) -> str:
        return f"<字:段落_416B><字:句_419D><字:句属性_4158/><字:文本串_415B>号{text}码</字:文本串_415B></字:句_419D></字:段落_416B>"

    hidden = "<字:句属性_4158><字:隐藏文字_4122>true</字:隐藏文字_4122></字:句属性_4158>"
    body = (
        f"<字:分节_416A><字:页眉_41F3><字:奇数页页眉_41F4>{paragraph(c['header'])}</字:奇数页页眉_41F4></字:页眉_41F3></字:分节_416A>"
        + paragraph(c["body"])
        + f"<字:段落_416B><字:句_419D>{hidden}<字:文本串_415B>{c['hidden text']}</字:文本串_415B></字:句_419D>"
        + f'<字:修订开始_421F 类型_4221="delete"/><字:句_419D><字:文本串_415B>{c["deletion"]}</字:文本串_415B></字:句_419D><字:修订结束_4223/>'
        + f"<字:句_419D><字:脚注_4159>{paragraph(c['footnote'])}</字:脚注_4159></字:句_419D></字:段落_416B>"
        + f"<字:文字表_416C><字:行_41CD><字:单元格_41BE>{paragraph(c['table'])}</字:单元格_41BE></字:行_41CD></字:文字表_416C>"
    )
    return packed(
        {
            "uof.xml": f'<uof:UOF_0000 {spaces} mimetype_0001="vnd.uof.text" version_0003="2.0"/>',
            "_meta/meta.xml": f"<元数据_5200><标题_5201>题{c['title property']}</标题_5201></元数据_5200>",
            "content.xml": f"<字:文字处理文档_4225 {spaces}>{body}</字:文字处理文档_4225>",
            "rules.xml": f"<公用处理规则_B665><用户集_B667><用户_B668 姓名_4101='{c['reviewer']}'/></用户集_B667>"
            f"<批注集_B669 {spaces}><批注_B66A>{paragraph(c['comment'])}</批注_B66A></批注集_B669></公用处理规则_B665>",
            "graphics.xml": f"<图形集_7C00 {spaces}><图:图形_8062 xmlns:图='urn:t' 标识符_804B='g1'><图:文本_803C>{paragraph(c['text box'])}</图:文本_803C></图:图形_8062></图形集_7C00>",
            "hyperlinks.xml": f"<链接集_AA0B><超级链接_AA0C><目标_AA01>https://a.invalid/{c['link target']}</目标_AA01></超级链接_AA0C></链接集_AA0B>",
        }
    )


def page(c: Canaries) -> bytes:
    return (
        f'<!doctype html><html><head><title>题{c["title"]}</title><meta name="description" content="{c["meta"]}">'
        f'<script>var a = "{c["script"]}";</script></head><body><!-- {c["comment"]} --><p hidden>号{c["hidden paragraph"]}码</p>'
        f'<div style="display:none">号{c["display none"]}码</div><img alt="图{c["alt text"]}" title="{c["tip"]}"><input value="{c["input value"]}" placeholder="{c["placeholder"]}">'
        f'<textarea>{c["text area"]}</textarea><a href="tel:{c["telephone link"]}">甲</a><table><tr><td>格{c["cell"]}</td></tr></table><noscript>{c["noscript"]}</noscript>'
        f'<template>{c["template"]}</template><svg><text>{c["drawing"]}</text></svg></body></html>'
    ).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (ppt, "甲.ppt"), (xlsb, "甲.xlsb"), (message, "甲.msg"), (book, "甲.epub"), (cards, "甲.vcf"), (calendar, "甲.ics"),
        (packed_uof, "甲.uof"), (page, "甲.html"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_hidden_place_is_read(make: Callable[[Canaries], bytes], name: str, tmp_path: Path) -> None:
    canaries = Canaries()
    record = examined(make(canaries), name, tmp_path)
    assert record.outcome is Outcome.READ, record.detail
    assert [member.outcome for member in record.members if not member.outcome.complete] == []
    assert canaries.missing(record) == []


def test_a_locked_book_is_not_called_read(tmp_path: Path) -> None:
    data = book(Canaries())
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(
            "META-INF/encryption.xml",
            '<encryption><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>',
        )
    assert examined(out.getvalue(), "甲.epub", tmp_path).outcome is Outcome.ENCRYPTED


def test_a_message_whose_attachment_is_only_linked_says_so(tmp_path: Path) -> None:
    linked = {
        "__properties_version1.0": bytes(32),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "云盘.docx".encode("utf-16-le"),
    }
    (member,) = examined(compound(linked), "甲.msg", tmp_path).members
    assert (member.outcome, member.name) == (Outcome.UNSUPPORTED, "甲.msg!/云盘.docx")


QUESTIONS = """// 题库
window.questions = [
  {type: '单选题', "question": "下列说法正确的是（ ）。", options: {A: "甲", B: `乙`}, answer: 'A', id: 1,}, // 出题人 赵一
  {type: "判断题", question: "\\u5730\\u7403是圆的", options: {A: "正确", B: "错误"}, answer: "A", id: 2},
];
"""


def test_a_question_bank_written_as_a_script_is_read_as_a_table() -> None:
    table, rest = items(QUESTIONS.encode(), "data.js")
    assert table.headings[:2] == ("type", "question")  # type: ignore[union-attr]
    assert table.text.split("\n")[2] == "判断题\t地球是圆的\t正确\t错误\tA\t2"  # type: ignore[union-attr]
    assert "出题人 赵一" in rest.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "const state = {all: window.questions || [], page: 1};\nfunction show() {\n  return state.all[0];\n}\n",
        "export default {\n  data() { return {name: '甲'} },\n  methods: {go() { this.name = '乙' }},\n}\n",
        "import a from 'a';\nconst rows = [...a];\n",
        "var a = [1, 2\n",
    ],
)
def test_a_program_stays_a_program(text: str) -> None:
    from classifier.identify import identify  # noqa: PLC0415

    assert identify(text.encode(), "a.js").media_type == "text/x-source"
