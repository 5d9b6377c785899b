"""What hides in Office files: each part holds a word of its own, and the word must come out with its place."""

import io
import struct
import zipfile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from classifier.extract._base import Source, by_media_type
from classifier.extract._biff import texts
from classifier.identify import identify
from classifier.model import Segment

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wps="wps" xmlns:mc="mc" xmlns:wp="wp" xmlns:v="v"'


def read(data: bytes, name: str) -> list[Segment]:
    kind = identify(data, name)
    return list(by_media_type()[kind.media_type].segments(Source(data, name, kind)))


def places(segments: list[Segment]) -> dict[str, str]:
    return {
        word: segment.where(segment.text.index(word))
        for segment in segments
        for word in segment.text.replace("\t", "\n").replace(" ", "\n").replace("：", "\n").split("\n")
        if word.startswith("藏")
    }


def rels(*targets: tuple[str, str, bool]) -> str:
    items = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if outside else ""}/>'
        for number, (kind, target, outside) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body: str, **parts: str) -> bytes:
    kinds = {
        "header": "header1.xml",
        "footnotes": "footnotes.xml",
        "comments": "comments.xml",
        "numbering": "numbering.xml",
    }
    targets = [(kind, kinds[kind], False) for kind in parts]
    files = {f"word/{kinds[kind]}": f"<w:{kind} {W}>{text}</w:{kind}>" for kind, text in parts.items()}
    return packed(
        {
            "_rels/.rels": rels(("officeDocument", "word/document.xml", False)),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": rels(*targets, ("hyperlink", "http://a.invalid/藏链接", True)),
            "docProps/core.xml": "<p><title>藏标题</title></p>",
            **files,
        }
    )


def test_word_gives_up_every_part() -> None:
    body = (
        paragraph("藏正文")
        + "<w:tbl><w:tr><w:tc>" + paragraph("姓名") + "</w:tc><w:tc>" + paragraph("电话") + "</w:tc></w:tr><w:tr><w:tc>"
        + paragraph("藏单元格") + "</w:tc><w:tc><w:tbl><w:tr><w:tc>" + paragraph("藏内表") + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
        + "<w:p><w:ins><w:r><w:t>藏插入</w:t></w:r></w:ins><w:del><w:r><w:delText>藏删除</w:delText></w:r></w:del></w:p>"
        + "<w:sdt><w:sdtContent>" + paragraph("藏控件") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:hyperlink><w:r><w:t>藏链文</w:t></w:r></w:hyperlink></w:p>"
        + "<w:p><w:r><w:instrText>藏域</w:instrText></w:r></w:p>"
        + '<w:p><w:r><wp:docPr descr="藏替代"/></w:r></w:p>'
        + f"<w:p><mc:AlternateContent><mc:Choice><wps:txbxContent>{paragraph('藏文本框')}</wps:txbxContent></mc:Choice>"
        + f"<mc:Fallback><v:txbxContent>{paragraph('藏文本框')}</v:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"
    )  # fmt: skip
    data = word(
        body,
        header=paragraph("藏页眉"),
        footnotes=paragraph("藏脚注"),
        comments=f'<w:comment w:author="藏作者">{paragraph("藏批注")}</w:comment>',
    )
    segments = read(data, "a.docx")
    found = places(segments)
    expected = "正文 单元格 内表 插入 删除 控件 链文 域 替代 文本框 页眉 脚注 作者 批注 标题".split()
    assert set(found) == {f"藏{name}" for name in expected}
    assert any("藏链接" in segment.text for segment in segments)
    assert sum(segment.text.count("藏文本框") for segment in segments) == 1
    assert segments[0].place == "页眉"
    assert found["藏正文"] == "正文第1段"
    assert found["藏单元格"] == "表1 第2行 姓名"


def test_word_counts_its_automatic_numbers() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level.format(0, "chineseCounting", "第%1章")}{level.format(1, "decimal", "%2．")}'
        f'{level.format(2, "upperLetter", "%3.")}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    depth = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    body = "".join(
        paragraph(text, depth.format(at))
        for at, text in ((0, "绪论"), (1, "题一"), (2, "甲"), (2, "乙"), (1, "题二"), (2, "丙"), (0, "结论"))
    )
    (text,) = (segment.text for segment in read(word(body, numbering=numbering), "a.docx") if segment.place == "正文")
    assert text.split("\n") == ["第一章 绪论", "1． 题一", "A. 甲", "B. 乙", "2． 题二", "A. 丙", "第二章 结论"]


def test_a_workbook_gives_up_every_part() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "藏表名"
    for row in (("一览表",), ("姓名", "身份证号"), ("藏甲", 110224201506011232), ("藏乙", "藏丙")):
        sheet.append(row)
    sheet["A3"].comment = Comment("藏批注", "藏作者")
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = "藏页眉"
    sheet.row_dimensions[4].hidden = True
    check = DataValidation(type="list", formula1='"藏选项"', prompt="藏提示")
    sheet.add_data_validation(check)
    check.add("C3")
    secret = book.create_sheet("隐")
    secret.append(("藏隐表", "x"))
    secret.sheet_state = "veryHidden"
    book.properties.title = "藏标题"
    out = io.BytesIO()
    book.save(out)
    segments = read(out.getvalue(), "a.xlsx")
    everything = "\n".join(f"{segment.place}\n{segment.text}" for segment in segments)
    for name in "表名 甲 乙 丙 批注 页眉 选项 提示 隐表 标题".split():
        assert f"藏{name}" in everything, name
    found = places(segments)
    assert found["藏丙"] == "工作表“藏表名” B4"
    assert "隐藏" in found["藏隐表"]
    assert "110224201506011232" in everything or "110224201506011200" in everything
    table = next(segment for segment in segments if segment.headings)
    assert (table.headings, table.first, table.heading_row) == (("姓名", "身份证号"), 2, True)


def test_a_workbook_that_declares_a_million_rows_is_read_by_its_cells() -> None:
    parts = {
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": f'<workbook xmlns:r="{RELATION}"><sheets><sheet name="疏" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(("worksheet", "worksheets/sheet1.xml", False)),
        "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>藏首</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>藏末</t></is></c></row></sheetData></worksheet>',
    }
    assert set(places(read(packed(parts), "a.xlsx"))) == {"藏首", "藏末"}


def test_slides_keep_order_notes_and_what_is_hidden() -> None:
    slide = (
        '<sld{}><sp><nvSpPr><cNvPr descr="藏替代{}"/></nvSpPr><txBody><p><r><t>藏页{}</t></r></p></txBody></sp></sld>'
    )
    parts = {
        "_rels/.rels": rels(("officeDocument", "ppt/presentation.xml", False)),
        "ppt/presentation.xml": f'<p xmlns:r="{RELATION}"><sldIdLst><sldId r:id="r1"/><sldId r:id="r0"/></sldIdLst></p>',
        "ppt/_rels/presentation.xml.rels": rels(
            ("slide", "slides/slide1.xml", False), ("slide", "slides/slide2.xml", False)
        ),
        "ppt/slides/slide1.xml": slide.format(' show="0"', "甲", "甲"),
        "ppt/slides/slide2.xml": slide.format("", "乙", "乙"),
        "ppt/slides/slide3.xml": slide.format("", "丙", "丙"),
        "ppt/slides/_rels/slide2.xml.rels": rels(("notesSlide", "../notesSlides/notesSlide1.xml", False)),
        "ppt/notesSlides/notesSlide1.xml": "<notes><p><r><t>藏备注</t></r></p></notes>",
        "ppt/slideMasters/slideMaster1.xml": "<m><p><r><t>藏母版</t></r></p><p><r><t>单击此处编辑母版标题样式</t></r></p></m>",
    }
    segments = read(packed(parts), "a.pptx")
    found = places(segments)
    assert found["藏页乙"] == "幻灯片1"
    assert found["藏备注"] == "幻灯片1 备注"
    assert found["藏页甲"].startswith("幻灯片2（隐藏）")
    assert "未列入放映" in found["藏页丙"]
    assert {"藏母版", "藏替代甲", "藏替代乙"} <= set(found)
    assert not any("单击此处" in segment.text for segment in segments)


def test_entities_are_neither_expanded_nor_do_they_cut_the_text() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts = {
        "_rels/.rels": rels(("officeDocument", "word/document.xml", False)),
        "word/document.xml": f"{bomb}<w:document {W}><w:body>{paragraph('藏前&b;藏后')}</w:body></w:document>",
    }
    text = "".join(segment.text for segment in read(packed(parts), "a.docx"))
    assert "藏前" in text
    assert "藏后" in text
    assert "aaaa" not in text


def test_cells_keep_their_places_where_a_sheet_does_not_begin_in_its_corner() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C3"], sheet["D5"] = "藏一", "藏二"
    packed = io.BytesIO()
    book.save(packed)
    found = places(read(packed.getvalue(), "a.xlsx"))
    assert found == {"藏一": "工作表“Sheet” C3", "藏二": "工作表“Sheet” D5"}


def test_a_link_in_a_workbook_is_read_once_and_not_one_byte_askew() -> None:
    address = "https://report.example.org/do?id=1"
    record = b"\0" * 8 + address.encode("utf-16-le")
    stream = struct.pack("<HH", 0x01B8, len(record)) + record
    assert "".join(texts(stream)).split() == [address]
