"""人名基准：读成表格的行，其中的姓名仍算在原文的位置上。"""

from __future__ import annotations

from recognizers._engine import Engine
from tests.bench.names import recognized


def test_names_behind_a_list_stand_where_the_text_has_them() -> None:
    text = "序号\t姓名\t 性别\n1\t 司马蓉 \t女\n2\t徐小梅\t男\n\n\n会议由张建民主持。\n姓名   | 班级 |\n郭晓敏 | 3班 |\n\n\n记录人：李国华"
    found, _ = recognized(text, Engine())
    assert {text[slice(*span)] for span in found} == {"司马蓉", "徐小梅", "张建民", "郭晓敏", "李国华"}
