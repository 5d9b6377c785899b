"""OFD: a number in every part, path and version, counted once; files that mean harm."""

import io
import zipfile

import pytest

from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unreadable
from tests.canaries import canary, each_item, items, sightings

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 12


def text(content: object, x: float = 10, y: float = 10, number: int = 0) -> str:
    return (
        f'<ofd:TextObject ID="{number or ""}" Boundary="{x} {y} 90 5" Size="4"><ofd:TextCode X="0" Y="4">{content}</ofd:TextCode></ofd:TextObject>'
    )  # fmt: skip


def page(body: str, more: str = "") -> str:
    return f"<ofd:Page {SPACE}>{more}<ofd:Content><ofd:Layer>{body}</ofd:Layer></ofd:Content></ofd:Page>"


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(pages: str, more: str = "", common: str = "") -> str:
    return f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{more}</ofd:Document>"


def der(tag: int, *values: bytes) -> bytes:
    body = b"".join(values)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2)
    return bytes([tag]) + size + body


PLACES = {
    1: "第1页", 2: "第2页", 3: "第1页", 4: "第1页", 5: "第1页 批注", 6: "第1页 批注", 7: "文件属性", 8: "文件属性",
    9: "自定义标引 其他部件", 10: "大纲 其他部件", 11: "签名签章 其他部件", 12: "未列出的部件“Doc_0/Pages/Page_9/Content.xml” 隐藏内容 第1行",
    13: "版本1 第1页 隐藏内容", 14: "未引用的图元 隐藏内容", 15: "未使用的模板 隐藏内容", 16: "扩展 其他部件", 17: "签名签章 其他部件",
    18: "未列出的部件“Doc_0/秘.xml” 隐藏内容 第1行", 19: "第2页", 20: "链接",
}  # fmt: skip


def full() -> bytes:
    c = {number: canary(number) for number in PLACES}
    boxes = "".join(text(digit, 10 + 8 * index, 60) for index, digit in enumerate(c[19]))
    return package({
        "OFD.xml": f'<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>{c[7]}</ofd:Title><ofd:CustomDatas><ofd:CustomData Name="证">{c[8]}'
        "</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>"
        '<ofd:Version ID="1" Index="1" BaseLoc="/Doc_0/Versions/V1.xml"/></ofd:Versions><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": document(
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="/Doc_0/Pages/PAGE_1/Content.xml"/>',
            f'<ofd:Outlines><ofd:OutlineElem Title="{c[10]}"><ofd:Actions><ofd:Action><ofd:URI URI="http://a.invalid/{c[20]}"/></ofd:Action></ofd:Actions></ofd:OutlineElem></ofd:Outlines>'
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
            "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags><ofd:Extensions>Extensions.xml</ofd:Extensions>",
            '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:TemplatePage ID="51" BaseLoc="Tpls/Tpl_1/Content.xml"/>'
            "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        ),
        "Doc_0/Pages/Page_0/Content.xml": page(
            text("张三", 50, 20) + text(c[1], 10, 40, 101) + '<ofd:CompositeObject ID="7" Boundary="0 0 9 9" ResourceID="60"/>'
            '<ofd:ImageObject ID="8" ResourceID="70"/>', '<ofd:Template TemplateID="50"/>'),
        "Doc_0/Pages/Page_1/Content.xml": page(text(c[2]) + boxes + '<ofd:CompositeObject ResourceID="60"/>', '<ofd:Template TemplateID="50"/>'),
        "Doc_0/TPLS/TPL_0/Content.xml": page(text("姓名：", 10, 20.4) + text(c[3], 10, 30)),
        "Doc_0/Tpls/Tpl_1/Content.xml": page(text(c[15])),
        "Doc_0/DocumentRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="70"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
        f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="60"><ofd:Content>{text(c[4], 10, 80)}</ofd:Content></ofd:CompositeGraphicUnit>'
        f'<ofd:CompositeGraphicUnit ID="61"><ofd:Content>{text(c[14])}</ofd:Content></ofd:CompositeGraphicUnit>'
        f'<ofd:CompositeGraphicUnit ID="62"><ofd:Content>{text(c[4], 10, 80)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>',
        "Doc_0/Res/a.png": PNG, "Doc_0/Res/b.png": PNG, "Doc_0/Res/f.ttf": b"font",
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {SPACE}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/Annots/Page_0/Annotation.xml": f"<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Remark>{c[5]}</ofd:Remark><ofd:Appearance>{text(c[6])}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {SPACE}><ofd:Attachment Name="原始发票" Format="xml"><ofd:FileLoc>o.xml</ofd:FileLoc></ofd:Attachment>'
        '<ofd:Attachment Name="丢失.doc"><ofd:FileLoc>x.doc</ofd:FileLoc></ofd:Attachment></ofd:Attachments>',
        "Doc_0/Attachs/o.xml": "<票/>",
        "Doc_0/Tags/CustomTags.xml": f"<ofd:CustomTags {SPACE}><ofd:CustomTag><ofd:FileLoc>T.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>",
        "Doc_0/Tags/T.xml": f'<t:票 xmlns:t="t" {SPACE}><t:号><ofd:ObjectRef PageRef="1">101</ofd:ObjectRef></t:号><t:证>{c[9]}</t:证></t:票>',
        "Doc_0/Extensions.xml": f"<ofd:Extensions {SPACE}><ofd:Extension><ofd:Data>{c[16]}</ofd:Data></ofd:Extension></ofd:Extensions>",
        "Doc_0/Versions/V1.xml": f"<ofd:DocVersion {SPACE}><ofd:DocRoot>../Document_0.xml</ofd:DocRoot></ofd:DocVersion>",
        "Doc_0/Document_0.xml": document('<ofd:Page ID="1" BaseLoc="Pages/Page_5/Content.xml"/>'),
        "Doc_0/Pages/Page_5/Content.xml": page(text(c[13])),
        "Doc_0/Pages/Page_9/Content.xml": page(text(c[12])),
        "Doc_0/秘.xml": f'<a b="{c[18]}"/>',
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {SPACE}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f'<ofd:Signature {SPACE}><ofd:SignedInfo><ofd:Provider ProviderName="{c[17]}"/><ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>'
        "</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>",
        "Doc_0/Signs/Sign_0/Seal.esl": der(0x30, der(0x0C, c[11].encode()), der(0x04, PNG)),
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82\xff",
    })  # fmt: skip


def test_every_part_is_read_once_with_its_place() -> None:
    found = items(full(), "票.ofd")
    assert sightings(found) == {canary(number): place for number, place in PLACES.items()}
    whole = "\n".join(item.text for item in found if isinstance(item, Segment))
    assert [whole.count(canary(number)) for number in (2, 3, 4)] == [1, 1, 1]
    assert "姓名： 张三" in whole
    assert f"号：{canary(1)}" in whole
    pictures = [(item.place, item.part) for item in found if isinstance(item, Picture)]
    assert pictures == [
        ("第1页", Part.BODY),
        ("印章", Part.OTHER),
        ("未列出的部件“Doc_0/Res/b.png”", Part.HIDDEN),
    ]
    first, lost = (item for item in found if isinstance(item, Member))
    assert (first.name, first.read(99).decode(), lost.name) == ("附件/原始发票.xml", "<票/>", "附件/丢失.doc")
    assert lost.problem


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({"OFD.xml": "<a>"}, Outcome.PARTIAL),
        ({"OFD.xml": ""}, Outcome.CORRUPT),
        ({"OFD.xml": f"<OFD {SPACE}><DocBody><DocRoot>无.xml</DocRoot></DocBody></OFD>"}, Outcome.CORRUPT),
        (
            {
                "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
                "D.xml": '<D><Pages><Page ID="1" BaseLoc="../../P.xml"/><Page ID="2" BaseLoc="Q.xml"/></Pages></D>',
                "P.xml": "<P>" + "<a>" * 3000,
            },
            Outcome.PARTIAL,
        ),
    ],
)
def test_what_is_missing_or_damaged_is_told(parts: dict[str, str | bytes], outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as problem:
        items(package(parts), "a.ofd")
    assert problem.value.outcome is outcome


def test_units_that_contain_themselves_and_bombs_end() -> None:
    unit = '<CompositeGraphicUnit ID="1"><CompositeObject ResourceID="1"/><CompositeObject ResourceID="2"/></CompositeGraphicUnit>'
    parts: dict[str, str | bytes] = {
        "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        "D.xml": '<D><DocumentRes>R.xml</DocumentRes><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></D>',
        "R.xml": f"<Res>{unit}{unit.replace('ID=' + chr(34) + '1', 'ID=' + chr(34) + '2', 1)}</Res>",
        "P.xml": page(f'<CompositeObject ResourceID="1"/>{text(canary(1))}'),
        "B.xml": b" " * (100 << 20),
    }
    found = list[Item]()
    with pytest.raises(Unreadable) as problem:
        for item in each_item(package(parts), "a.ofd"):
            found.append(item)
    assert (problem.value.outcome, sightings(found)) == (Outcome.TOO_LARGE, {canary(1): "第1页"})
