"""人名基准：读成表格的行，其中的姓名仍算在原文的位置上。"""

from __future__ import annotations

from recognizers._engine import Engine
from tests.bench.names import recognized


def test_names_behind_a_list_stand_where_the_text_has_them() -> None:
    text = "序号\t姓名\t 性别\n1\t 司马蓉 \t女\n2\t徐小梅\t男\n\n\n会议由张建民主持。\n姓名   | 班级 |\n郭晓敏 | 3班 |\n\n\n记录人：李国华"
    found, _ = recognized(text, Engine())
    assert {text[slice(*span)] for span in found} == {"司马蓉", "徐小梅", "张建民", "郭晓敏", "李国华"}


def test_what_stands_behind_an_empty_line_is_no_row_of_the_list_above() -> None:
    text = "序号 姓名 班级 金额\n1 王若菲 3班 500元\n2 宇文浩 4班 750元\n\nINSERT INTO student VALUES ('20238048','唐景轩','男');\n\n3 李若兰 5班 300元"
    found, _ = recognized(text, Engine())
    assert {text[slice(*span)] for span in found} == {"王若菲", "宇文浩", "唐景轩", "李若兰"}


def test_rows_apart_by_empty_lines_are_one_list() -> None:
    text = "姓名 班级 备注\n\n申博 3班 无\n\n马里 4班\n\n高兴 5班 无"
    found, _ = recognized(text, Engine())
    assert {text[slice(*span)] for span in found} == {"申博", "马里", "高兴"}
