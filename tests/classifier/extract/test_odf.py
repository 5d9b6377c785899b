"""OpenDocument: a number in every place where text hides, and files that mean harm."""

import base64
import io
import zipfile

import pytest

from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unreadable
from tests.canaries import canary, each_item, items, sightings

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "presentation": "presentation", "form": "form", "svg": "svg-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n picture"
TYPE = "application/vnd.oasis.opendocument."


def p(text: object) -> str:
    return f"<text:p>{text}</text:p>"


def document(kind: str, body: str, **parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", TYPE + kind)
        package.writestr("content.xml", f"<office:document-content {NAMES}>{body}</office:document-content>")
        for name, data in parts.items():
            if isinstance(data, str) and name in {"styles", "meta"}:
                package.writestr(f"{name}.xml", f"<office:document-{name} {NAMES}>{data}</office:document-{name}>")
            else:
                package.writestr(name, data)
    return out.getvalue()


def text(body: str, **parts: str | bytes) -> bytes:
    return document("text", f"<office:body><office:text>{body}</office:text></office:body>", **parts)


PLACES = {
    1: "正文第1段", 2: "表1 第2行 电话", 3: "页眉", 4: "页脚", 5: "批注", 6: "修订删除", 7: "隐藏内容", 8: "隐藏内容",
    9: "替代文字 其他部件", 10: "替代文字 其他部件", 11: "文本框", 12: "脚注尾注", 13: "文件属性", 14: "文件属性",
    15: "嵌入对象“Object 1” 表1 其他部件 第1行", 16: "正文第4段", 17: "链接", 18: "隐藏内容", 19: "隐藏内容",
    20: "正文第3段", 21: "隐藏内容", 22: "正文第5段", 23: "表2 第1行",
}  # fmt: skip


def full_text() -> bytes:
    c = {number: canary(number) for number in PLACES}
    styles = '<style:style style:name="T9"><style:text-properties text:display="none"/></style:style>'
    body = f"""<office:automatic-styles>{styles}<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style>
</office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>甲</dc:creator></office:change-info>
{p(c[6])}</text:deletion></text:changed-region></text:tracked-changes>
<text:user-field-decls><text:user-field-decl text:name="证" office:string-value="{c[18]}"/></text:user-field-decls>
<office:forms><form:form><form:textarea form:current-value="{c[19]}"/></form:form></office:forms>
<text:p>号<text:span>{c[1]}</text:span><text:s text:c="2"/>尾<office:annotation><dc:creator>乙</dc:creator>{p(c[5])}</office:annotation>
<text:note><text:note-citation>1</text:note-citation><text:note-body>{p(c[12])}</text:note-body></text:note>
<text:hidden-text text:string-value="{c[7]}" text:condition="true"/><text:span text:style-name="T9">{c[21]}</text:span>
<text:a xlink:href="http://a.invalid/{c[17]}">链</text:a>
<draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:title>{c[9]}</svg:title><svg:desc>{c[10]}</svg:desc></draw:frame>
<draw:frame><draw:text-box>{p(c[11])}</draw:text-box></draw:frame>
<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell>{p("姓名")}</table:table-cell>
<table:table-cell>{p("电话")}</table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell>{p("甲")}</table:table-cell><table:table-cell>{p(c[2])}</table:table-cell></table:table-row></table:table>
<text:section text:display="none">{p(c[8])}</text:section>
<text:list text:style-name="L1"><text:list-item>{p("甲")}<text:list><text:list-item>{p(c[20])}</text:list-item></text:list></text:list-item>
<text:list-item>{p(c[16])}</text:list-item></text:list>
<text:section>{p(c[22])}<table:table><table:table-row><table:table-cell>{p(c[23])}</table:table-cell></table:table-row></table:table></text:section>
</office:text></office:body>"""
    more: dict[str, str | bytes] = {
            "Pictures/1.png": PNG, "Pictures/2.png": PNG, "Pictures/3.png": PNG, "Object 2": b"\xd0\xcf embedded",
            "Object 1/content.xml": f"<office:document-content {NAMES}><office:body><office:chart><table:table><table:table-row>"
            f"<table:table-cell>{p(c[15])}</table:table-cell></table:table-row></table:table></office:chart></office:body></office:document-content>",
    }  # fmt: skip
    return document(
        "text", body,
        styles=f'<office:master-styles><style:master-page><style:header>{p(c[3])}<draw:frame><draw:image xlink:href="Pictures/2.png"/>'
        f"</draw:frame></style:header><style:footer>{p(c[4])}</style:footer></style:master-page></office:master-styles>",
        meta=f'<office:meta><dc:title>{c[13]}</dc:title><meta:user-defined meta:name="证件">{c[14]}</meta:user-defined></office:meta>',
        **more,
    )  # fmt: skip


def test_every_place_of_a_text_is_read() -> None:
    found = items(full_text(), "文.odt")
    assert sightings(found) == {canary(number): place for number, place in PLACES.items()}
    pictures = [(item.place, item.part) for item in found if isinstance(item, Picture)]
    assert pictures == [("页眉", Part.HEADER), ("正文", Part.BODY), ("未引用的图片", Part.OTHER)]
    (member,) = (item for item in found if isinstance(item, Member))
    assert (member.name, member.read(4)) == ("Object 2", b"\xd0\xcf e")


def test_lists_and_headings_show_their_numbers() -> None:
    body = "\n".join(item.text for item in items(full_text(), "文.odt") if isinstance(item, Segment) and not item.part)
    assert "一、 甲" in body
    assert f"（1） {canary(20)}" in body
    assert f"二、 {canary(16)}" in body


def sheet(rows: str, more: str = "") -> bytes:
    table = f'<table:table table:name="名册" {more}>{rows}</table:table>'
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return document("spreadsheet", f"<office:automatic-styles>{styles}</office:automatic-styles>{body}")


def cell(content: object, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(content)}</table:table-cell>"


def test_cells_stand_where_a_person_finds_them() -> None:
    rows = (
        f"<table:table-row>{cell('姓名')}{cell('电话')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="7"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        f'<table:table-row>{cell("甲")}<table:table-cell table:number-columns-repeated="3"/>{cell(canary(1))}</table:table-row>'
        f'<table:table-row>{cell("1.1E+17", f"""office:value="{canary(3)}" """)}<table:table-cell><office:annotation>{p(canary(2))}'
        "</office:annotation></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = items(sheet(rows), "册.ods")
    assert sightings(found) == {
        canary(1): "工作表“名册” E9",
        canary(2): "工作表“名册” 批注",
        canary(3): "工作表“名册” A10",
    }
    hidden = items(sheet(f"<table:table-row>{cell(canary(1))}</table:table-row>", 'table:style-name="h"'), "册.ods")
    assert sightings(hidden) == {canary(1): "工作表“名册”（隐藏） 隐藏内容 A1"}


def test_slides_with_notes_and_hidden_ones() -> None:
    body = f"""<office:automatic-styles><style:style style:name="h"><style:drawing-page-properties presentation:visibility="hidden"/>
</style:style></office:automatic-styles><office:body><office:presentation><draw:page>
<draw:frame><draw:text-box>{p(canary(1))}</draw:text-box></draw:frame><draw:custom-shape>{p(canary(2))}</draw:custom-shape>
<draw:frame><table:table><table:table-row>{cell(canary(3))}</table:table-row></table:table></draw:frame>
<presentation:notes><draw:frame><draw:text-box>{p(canary(4))}</draw:text-box></draw:frame></presentation:notes>
<office:annotation>{p(canary(5))}</office:annotation></draw:page>
<draw:page draw:style-name="h"><draw:frame><draw:text-box>{p(canary(6))}</draw:text-box></draw:frame></draw:page>
</office:presentation></office:body>"""
    master = f"<office:master-styles><style:master-page><draw:frame><draw:text-box>{p('单击此处编辑')}{p(canary(7))}</draw:text-box></draw:frame></style:master-page></office:master-styles>"
    found = items(document("presentation", body, styles=master), "讲.odp")
    assert sightings(found) == {
        canary(1): "幻灯片1", canary(2): "幻灯片1", canary(3): "幻灯片1 表1 第1行", canary(4): "幻灯片1 备注",
        canary(5): "幻灯片1 批注", canary(6): "幻灯片2（隐藏） 隐藏内容", canary(7): "母版 其他部件",
    }  # fmt: skip
    assert not any("单击此处" in item.text for item in found if isinstance(item, Segment))


def flat(body: str, kind: str = "text") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES} office:mimetype="{TYPE}{kind}">{body}</office:document>'.encode()


@pytest.mark.parametrize("name", ["a.fodt", "a.xml", "a.txt"])
def test_a_flat_file_is_told_by_its_content_and_read_with_what_it_holds(name: str) -> None:
    image = f"<draw:frame><draw:image><office:binary-data>{base64.b64encode(PNG).decode()}</office:binary-data></draw:image></draw:frame>"
    ole = f"<draw:frame><draw:object-ole><office:binary-data>{base64.b64encode(b'ole').decode()}</office:binary-data></draw:object-ole></draw:frame>"
    body = f"<office:meta><dc:title>{canary(1)}</dc:title></office:meta><office:master-styles><style:master-page><style:header>{p(canary(2))}</style:header></style:master-page></office:master-styles>"
    body += f"<office:body><office:text>{p(canary(3) + image + ole)}</office:text></office:body>"
    found = items(flat(body), name)
    assert sightings(found) == {canary(1): "文件属性", canary(2): "页眉", canary(3): "正文第1段"}
    assert [item.read(1 << 20) for item in found if isinstance(item, Picture)] == [PNG]
    assert [item.read(9) for item in found if isinstance(item, Member)] == [b"ole"]


def partial(data: bytes, name: str) -> tuple[list[Item], Unreadable]:
    read = list[Item]()
    with pytest.raises(Unreadable) as problem:
        read.extend(item for item in each_item(data, name) if not read.append(item))  # type: ignore[func-returns-value]
    return read, problem.value


def test_what_means_harm_is_partial_and_says_why() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"啊" * 100}"><!ENTITY b "&a;&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", f"{TYPE}text")
        body = f"<office:body><office:text>{p('前&b;后' + canary(1))}</office:text></office:body>"
        package.writestr("content.xml", f"{bomb}<office:document-content {NAMES}>{body}</office:document-content>")
    found, problem = partial(out.getvalue(), "a.odt")
    assert problem.outcome is Outcome.PARTIAL
    assert canary(1) in sightings(found)
    assert sum(len(item.text) for item in found if isinstance(item, Segment)) < 100

    deep = text(p(canary(1)) + "<text:section>" * 5000 + p(canary(2)))
    found, problem = partial(deep, "a.odt")
    assert (problem.outcome, list(sightings(found))) == (Outcome.PARTIAL, [canary(1)])

    found, problem = partial(flat(f"<office:body><office:text>{p(canary(1))}<text:p>断")[:-20], "a.fodt")
    assert (problem.outcome, list(sightings(found))) == (Outcome.PARTIAL, [canary(1)])


def test_repetition_does_not_grow_beyond_bounds() -> None:
    wide = f'<table:table-row table:number-rows-repeated="1000000">{cell("甲", "table:number-columns-repeated=" + chr(34) + "1000000" + chr(34))}</table:table-row>'
    empty = f'<table:table-row table:number-rows-repeated="9999999"><table:table-cell/></table:table-row><table:table-row>{cell("乙")}</table:table-row>'
    found = items(sheet(wide + empty * 50), "a.ods")
    assert sum(len(item.text) for item in found if isinstance(item, Segment)) < 3_000_000


def test_a_zip_bomb_ends_in_an_answer() -> None:
    data = text(p(canary(1)), **{"Pictures/1.png": bytes(100 << 20)})
    found, problem = partial(data, "a.odt")
    assert (problem.outcome, list(sightings(found))) == (Outcome.TOO_LARGE, [canary(1)])
