import json

import pytest

from classifier.extract import json_records, xml_text
from classifier.extract._base import Source
from classifier.model import FileType, Segment


def read_json(content: object, media: str = "application/json") -> list[Segment]:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return list(json_records.read(Source(text.encode(), "x", FileType(media, "utf-8"))))


def read_xml(content: str) -> list[Segment]:
    return list(xml_text.read(Source(content.encode(), "x", FileType("text/xml", "utf-8"))))


def test_objects_of_a_list_are_one_table_under_all_their_keys() -> None:
    (table,) = read_json([{"姓名": "张三", "家长": {"手机": "1"}}, {"姓名": "李四", "标签": ["甲", "乙"]}])
    assert table.headings == ("姓名", "家长 手机", "标签")
    assert table.text == "姓名\t家长 手机\t标签\n张三\t1\t\n李四\t\t甲 乙"
    assert table.heading_row


def test_lists_below_objects_are_tables_of_their_own() -> None:
    first, second = read_json([{"班": 1, "学生": [{"名": "甲"}]}, {"班": 2, "学生": [{"名": "乙"}]}])
    assert (first.text, second.place, second.text) == ("班\n1\n2", "“学生”", "名\n甲\n乙")


def test_numbers_stay_as_they_are_written() -> None:
    assert (
        read_json('{"a": 110224201506011232, "b": 1.10, "c": 1e5}')[0].text == "a：110224201506011232\nb：1.10\nc：1e5"
    )


def test_a_key_that_stands_twice_loses_nothing() -> None:
    assert read_json('{"a": "甲", "a": "乙"}')[0].text == "a：甲 乙"


def test_an_object_of_like_objects_is_a_table_with_their_keys_first() -> None:
    (table,) = read_json({"张三": {"分": 1}, "李四": {"分": 2}, "王五": {"分": 3}})
    assert table.text == "键\t分\n张三\t1\n李四\t2\n王五\t3"


def test_rows_without_keys_find_their_headings() -> None:
    (table,) = read_json([["姓名", "手机"], ["张三", "1"], ["李四", "2"]])
    assert table.headings == ("姓名", "手机")


def test_coordinates_stay_together() -> None:
    (table,) = read_json([{"名": "门", "geometry": {"coordinates": [[121.1, 31.2], [121.3, 31.4]]}}])
    assert table.text.endswith("门\t121.1,31.2 121.3,31.4")


def test_a_large_list_is_cut_into_segments_that_number_on() -> None:
    found = read_json([{"n": number} for number in range(2500)])
    assert [segment.first for segment in found] == [0, 1001, 2001]
    assert [segment.heading_row for segment in found] == [True, False, False]


@pytest.mark.parametrize("content", ['{"a": [1,', "[" * 100_000, '{"a":' * 3000 + "1" + "}" * 3000, "var x = {};"])
def test_what_does_not_parse_is_read_as_lines(content: str) -> None:
    assert "".join(segment.text for segment in read_json(content)) == content


def test_json_lines_take_python_writing_and_keep_broken_lines() -> None:
    (table,) = read_json('{"a": 1}\n{\'a\': \'乙\', "b": None}\n坏行\n{"a": 3}', "application/jsonl")
    assert table.headings == ("a", "b", "")
    assert table.text.split("\n")[1:] == ["1\t\t", "乙\t\t", "\t\t坏行", "3\t\t"]


def test_elements_of_one_name_are_one_table() -> None:
    found = read_xml(
        '<?xml version="1.0" encoding="GBK"?><班><生 号="1"><名>甲</名></生><生 号="2"><名>乙</名></生></班>'
    )
    assert (found[0].headings, found[0].text) == (("号", "名"), "号\t名\n1\t甲\n2\t乙")


def test_mixed_text_comments_and_attributes_are_kept() -> None:
    text = "\n".join(
        s.text for s in read_xml('<!--外--><d><p>见<a href="地址">此处</a>说明</p><!--内--><i v="值"/></d>')
    )
    assert all(word in text for word in ("外", "见此处说明", "地址", "内", "值"))


def test_character_references_are_resolved() -> None:
    assert read_xml("<a>&#24352;&#x4F1F;&lt;</a>")[0].text == "a：张伟<"


@pytest.mark.parametrize(
    "content",
    [
        "<a>未闭合",
        '<!DOCTYPE a [<!ENTITY x "秘密">]><a>&x;</a>',
        "<a>" * 5000 + "深" + "</a>" * 5000,
        "<a>甲</a><b>乙</b>",
    ],
)
def test_xml_that_cannot_be_trusted_is_read_as_written(content: str) -> None:
    assert "".join(segment.text for segment in read_xml(content)) == content
