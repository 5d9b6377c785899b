import pytest

from classifier.extract import csv_table
from classifier.extract._base import Source
from classifier.model import FileType, Segment, Unit


def read(text: str) -> list[Segment]:
    return list(csv_table.read(Source(text.encode(), "x.csv", FileType("text/csv", "utf-8"))))


@pytest.mark.parametrize("delimiter", ",\t;|")
def test_the_delimiter_is_told_from_the_content(delimiter: str) -> None:
    (table,) = read("姓名,手机\n甲,1\n乙,2\n".replace(",", delimiter))
    assert table.headings == ("姓名", "手机")
    assert table.text.startswith("姓名\t手机\n甲\t1\n")


def test_quoted_cells_may_hold_delimiters_quotes_and_lines_and_rows_stay_numbered_as_lines() -> None:
    (table,) = read('姓名,备注\n甲,"a,b ""c"""\n乙,"多\n行"\n丙,13800138000\n')
    lines = table.text.split("\n")
    assert lines[:5] == ["姓名\t备注", '甲\ta,b "c"', "乙\t多 行", "", "丙\t13800138000"]
    assert table.where(table.text.index("13800138000")) == "第5行 备注"


def test_a_quote_that_nothing_closes_costs_its_own_row_only() -> None:
    (table,) = read('姓名,手机\n甲,"1\n' + "乙,2\n" * 500)
    assert table.text.split("\n")[1:3] == ['甲\t"1', "乙\t2"]
    assert table.text.count("乙\t2") == 500


def test_title_lines_above_the_headings_are_a_segment_of_their_own() -> None:
    title, table = read("高一名册,,\n姓名,班级,手机\n甲,1,2\n乙,1,3\n丙,2,4\n")
    assert title.text.startswith("高一名册")
    assert (table.first, table.headings) == (2, ("姓名", "班级", "手机"))


def test_a_file_that_is_no_table_is_lines() -> None:
    (segment,) = read("只有一列\n甲\n")
    assert (segment.unit, segment.headings) == (Unit.LINE, ())


def test_many_rows_are_cut_and_number_on() -> None:
    found = read("姓名,手机\n" + "甲,1\n" * 2500)
    assert [segment.first for segment in found] == [1, 1001, 2001]
    assert {segment.headings for segment in found} == {("姓名", "手机")}


def test_headings_of_which_some_are_known_are_no_line_of_a_form() -> None:
    head = ("登记证号", "单位名称", "统一社会信用代码", "法定代表人", "业务主管单位", "住所")
    rows = [f"民证{n:05},示例{n}学校,52110224FAKE0{n:04}X,许云彤,示例市教育局,示例路{n}号" for n in range(1, 6)]
    (table,) = read("\n".join((",".join(head), *rows)))
    assert table.headings == head
