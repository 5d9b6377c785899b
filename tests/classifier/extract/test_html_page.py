import pytest

from classifier.extract import html
from classifier.extract._base import Source
from classifier.model import FileType, Part, Segment


def read(page: str) -> list[Segment]:
    return list(html.EXTRACTOR.segments(Source(page.encode(), "x.html", FileType("text/html", "utf-8"))))


def text(page: str) -> str:
    return "\n".join(segment.text for segment in read(page))


def test_blocks_are_paragraphs_and_inline_tags_are_none() -> None:
    page = "<title>题</title><h1>甲</h1><p>乙<b>丙</b>&nbsp;丁<br>戊</p><ul><li>一<li>二</ul>"
    assert text(page) == "题\n甲\n乙丙 丁\n戊\n一\n二"


def test_lines_of_preformatted_text_stay() -> None:
    assert text("<pre>一\n二</pre><p>三\n四") == "一\n二\n三 四"


def test_tabs_that_only_indent_the_source_part_no_cells() -> None:
    assert text("<p>甲\t\t\t乙</p>\t<p>\t丙") == "甲 乙\n丙"


def test_a_table_stands_in_its_place_with_its_headings() -> None:
    before, table, after = read("<p>前<table><tr><th>姓名<th>手机<tr><td>甲<td>1</table>后")
    assert (before.text, after.text, after.where(0)) == ("前", "后", "正文第2段")
    assert (table.place, table.headings, table.text) == ("表1", ("姓名", "手机"), "姓名\t手机\n甲\t1")


def test_cells_that_span_keep_the_columns() -> None:
    page = "<table><tr><td>班<td>姓名<td>手机<tr><td rowspan=2>一<td>甲<td>1<tr><td>乙<td>2<tr><td colspan=2>计<td>3</table>"
    assert text(page) == "班\t姓名\t手机\n一\t甲\t1\n\t乙\t2\n计\t\t3"


def test_a_table_that_only_lays_out_the_page_is_text() -> None:
    page = "<table><tr><td>左<td><table><tr><td>姓名<td>班<tr><td>甲<td>1</table>尾<tr><td>下</table>"
    found = read(page)
    assert [segment.place for segment in found] == ["正文", "表1", "正文"]
    assert [segment.text for segment in found] == ["左", "姓名\t班\n甲\t1", "尾\n下"]


def test_what_a_reader_does_not_see_is_read() -> None:
    page = (
        '<meta name="keywords" content="关键词"><img alt="照片"><a href="mailto:a@example.com" title="提示">信</a>'
        '<input value="13800138000" placeholder="请填"><!-- 注释 --><script>var 脚本 = "<p>";</script><style>样式</style>'
        '<p style="display:none">隐藏</p><% 服务端 %><![CDATA[数据]]>'
    )
    parts = {part: "\n".join(s.text for s in read(page) if s.part is part) for part in Part}
    assert all(word in parts[Part.BODY] for word in ("信", "13800138000", "请填", "隐藏", "数据"))
    assert all(word in parts[Part.OTHER] for word in ("keywords：关键词", "照片", "提示", "mailto:a@example.com"))
    assert all(word in parts[Part.HIDDEN] for word in ("注释", "脚本", "服务端"))
    assert "样式" not in "".join(parts.values())


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "末尾",
        "<table><tr><td>" * 500 + "末尾",
        '<p title="未闭合>末尾',
        '<a href="x" 末尾',
        "<!-- 未闭合 末尾",
        "<script>未闭合 末尾",
        "1 < 2 末尾 <3",
        "a<b末尾",
        "<zhang@example.com> 末尾",
        "<p>" + "字" * 11_000_000 + "</p>末尾",
    ],
    ids=lambda page: page[:20],
)
def test_nothing_is_lost_in_a_page_that_is_broken_or_deep(page: str) -> None:
    assert "末尾" in text(page)


def test_an_address_in_angle_brackets_is_text() -> None:
    assert "zhang@example.com" in text("<p>发件人 <zhang@example.com>")
