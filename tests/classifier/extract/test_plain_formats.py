import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.extract import csv_table, html, json_records, markdown, notebook, sql, text, xml_text
from classifier.extract._base import TABLE_ROWS, Extractor, Source
from classifier.identify import identify
from classifier.model import FileType, Segment, Unit

PLAIN = [module.EXTRACTOR for module in (csv_table, html, json_records, markdown, notebook, sql, text, xml_text)]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
SENTENCE = "各位同学：学校定于星期五召开大会，请准时参加，联系电话13800138000。"
TRADITIONAL = "各位同學：學校定於星期五召開大會，請準時參加，聯繫電話13800138000。"


def segments(extractor: Extractor, data: bytes, name: str) -> list[Segment]:
    found = identify(data, name)
    assert found.media_type in extractor.media_types
    return list(extractor.segments(Source(data, name, found)))


def sample_text(extractor: Extractor, sentence: str) -> tuple[str, str]:
    assert extractor.sample
    data, suffix = extractor.sample(sentence)
    return data.decode(identify(data, f"样例{suffix}").encoding), f"样例{suffix}"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("extractor", PLAIN, ids=lambda extractor: extractor.title)
def test_the_text_is_found_again_in_every_encoding(extractor: Extractor, encoding: str) -> None:
    content, name = sample_text(extractor, SENTENCE)
    if content.startswith("{") and "\\u" in content:
        content = json.dumps(json.loads(content), ensure_ascii=False)
    assert any(SENTENCE in segment.text for segment in segments(extractor, content.encode(encoding), name))


@pytest.mark.parametrize("extractor", PLAIN, ids=lambda extractor: extractor.title)
def test_traditional_text_in_big5_is_found_again(extractor: Extractor) -> None:
    assert extractor.sample
    data, suffix = extractor.sample(TRADITIONAL)
    content = data.decode(identify(data, suffix).encoding).translate(str.maketrans("题标备无号条", "題標備無號條"))
    assert any(TRADITIONAL in s.text for s in segments(extractor, content.encode("big5"), f"樣例{suffix}"))


@pytest.mark.parametrize("extractor", PLAIN, ids=lambda extractor: extractor.title)
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_end_in_lf(extractor: Extractor, ends: str) -> None:
    content, name = sample_text(extractor, SENTENCE)
    found = segments(extractor, content.replace("\n", ends).encode(), name)
    assert not any("\r" in segment.text for segment in found)
    assert any(SENTENCE in segment.text for segment in found)


@pytest.mark.parametrize("extractor", PLAIN, ids=lambda extractor: extractor.title)
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(str.encode),
        st.text("<>\"'(){}[],:;|\t\n甲1-/!?a=&\\", max_size=80).map(str.encode),
    )
)
def test_no_bytes_can_break_a_reader(extractor: Extractor, data: bytes) -> None:
    for media in extractor.media_types:
        for segment in extractor.segments(Source(data, "x", FileType(media, "utf-8"))):
            assert segment.text.count("\n") <= TABLE_ROWS
            assert segment.where(len(segment.text) // 2) or segment.unit is Unit.NONE


@pytest.mark.parametrize(
    ("extractor", "content", "where"),
    [
        (text.EXTRACTOR, "一\n二\n13800138000\n", "第3行"),
        (markdown.EXTRACTOR, "# 题\n\n| 姓名 | 手机 |\n|---|---|\n| 张三 | 13800138000 |\n", "第5行 手机"),
        (csv_table.EXTRACTOR, "姓名,手机\n张三,无\n李四,13800138000\n", "第3行 手机"),
        (json_records.EXTRACTOR, '{"学生": [{"姓名": "甲"}, {"姓名": "乙", "手机": 13800138000}]}', "“学生” 第2行 手机"),
        (json_records.EXTRACTOR, '{"a": 1}\n\n{"手机": "13800138000"}\n', "记录 第3行 手机"),
        (json_records.EXTRACTOR, '{"学校": {"电话": "13800138000"}}', "记录"),
        (xml_text.EXTRACTOR, "<r><s><t>1</t></s><s><t>13800138000</t></s></r>", "“r.s” 第2行 t"),
        (sql.EXTRACTOR, "-- x\nSELECT '13800138000';\n", "第2行"),
        (sql.EXTRACTOR, "INSERT INTO s (n, tel) VALUES (1, 2), (3, '13800138000');", "数据表“s” 第2行 tel"),
        (html.EXTRACTOR, "<html><p>一</p><p>13800138000</p>", "正文第2段"),
        (html.EXTRACTOR, "<table><tr><th>姓名<th>手机<tr><td>张三<td>13800138000</table>", "表1 第2行 手机"),
        (
            notebook.EXTRACTOR,
            '{"cells": [{"source": "a"}, {"source": ["b\\n", "13800138000"]}]}',
            "单元格2 第2行",
        ),
    ],
)  # fmt: skip
def test_where_is_a_place_that_a_person_finds(extractor: Extractor, content: str, where: str) -> None:
    media = "application/jsonl" if "\n\n{" in content else sorted(extractor.media_types)[0]
    source = Source(content.encode(), "x", FileType(media, "utf-8"))
    (found,) = (segment for segment in extractor.segments(source) if "13800138000" in segment.text)
    assert found.where(found.text.index("13800138000")) == where
