"""Shapes: data that holds, measures that saturate, and no text that makes them slow."""

import re
import time

import pytest

import dictionaries
from recognizers._document import Document, Form, TableShape
from recognizers._layout import Layout
from recognizers._shapes import Shape, computed, measure, shapes

DATA = {name: data for group in dictionaries.shapes().values() for name, data in group.items()}
PATTERNS = [shape for shape in shapes().values() if shape.pattern]
TRAP = re.compile(r"(?<!\\)(?:\\\\)*\\[bBwWdD]")
BOUNDLESS_BLANKS = re.compile(r"\\s(?:[*+]|\{[0-9]*,\})")
MEASURES = re.compile(r"any|lines|(?:cnt|dist|perK):[1-9][0-9]*")
SCOPES = re.compile(r"all|short|short90|head4k|name|head[0-9]+")
LONG = 40_000
CPU_SECONDS = 3.0
"""Ten times what these texts need, and far below what one quadratic pattern takes on them."""
ODD = {
    "blank lines": "题" + "\n" * LONG,
    "blanks": "x" + " " * LONG + "x",
    "empty cells": "\t" * LONG + "x",
    "lines of blanks": (" " * 200 + "\n") * (LONG // 200),
    "dot leader": "." * LONG + "x",
    "middle dots": "·" * LONG,
    "ellipses": "…" * LONG,
    "rule": "_" * LONG + "x",
    "one number": "1" * LONG,
    "numbers": "1 " * LONG,
    "numbers alone": "1\n" * LONG,
    "a time, then nothing": "12:30" + " " * LONG + "x",
    "times": "12:30 " * LONG,
    "letter list": "A. " * LONG,
    "open brackets": "（" * LONG,
    "open quotes": "“" * LONG,
    "one word": "a" * LONG,
    "coordinates": "120.123 " * LONG,
}


def values_of(text: str, form: Form = Form.WORD) -> dict[str, float]:
    return measure(Layout(Document(text, form, "文件", (), 1, len(text))))


@pytest.mark.parametrize("name", DATA)
def test_a_shape_is_either_a_whole_pattern_or_a_function(name: str) -> None:
    data = DATA[name]
    assert re.search("[\u4e00-\u9fff]", data["sentence"])
    if data.get("computed"):
        assert name in computed()
        assert "pattern" not in data
    else:
        assert MEASURES.fullmatch(data["measure"])
        assert SCOPES.fullmatch(data["scope"])


def test_no_name_is_given_twice() -> None:
    assert len(DATA) == sum(len(group) for group in dictionaries.shapes().values()) == len(shapes())


@pytest.mark.parametrize("shape", PATTERNS, ids=lambda shape: shape.name)
def test_patterns_use_nothing_that_chinese_text_or_long_blanks_break(shape: Shape) -> None:
    assert shape.pattern
    assert not TRAP.search(shape.pattern.pattern)
    assert not BOUNDLESS_BLANKS.search(shape.pattern.pattern)


@pytest.mark.parametrize("kind", ODD)
def test_no_text_makes_the_shapes_slow(kind: str) -> None:
    began = time.process_time()
    values_of(ODD[kind], Form.TEXT)
    assert time.process_time() - began < CPU_SECONDS


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("option_line", "下列正确的是\nA. 甲\nB. 乙\nC. 丙", 0.75),
        ("option_line", "A.\n甲\nB.\n乙", 0.5),
        ("option_set", "A. 甲 B. 乙 C. 丙\n" * 2, 0.4),
        ("option_set", "A. 甲\nB. 乙\nC. 丙\n", 0.2),
        ("option_set", "A. 甲 B. 乙 C. 丙\n" * 9, 1.0),
        ("bracket_answer", "答案：甲\n\n\n  解析：乙\n【答案】丙", 1.0),
        ("toc", "第一节" + "." * 40 + "12\n正文", 0.5),
        ("mark_end", "所以 x=1" + "." * 8 + "3分\n完", 0.5),
        ("period", "8:00 - 8:45\n8:55-9:40", 0.4),
        ("key_pairs", "1. A 2. C 3. B 4. D", 1 / 3),
        ("key_pairs", "1.A 2.C", 0.0),
        ("weekday", "周一 周一 周二", 0.4),
        ("mobile", "电话13812345678联系，13912345678", 0.4),
        ("mobile", "流水号9138123456780", 0.0),
        ("licence", "The LICENSE and the Copyright", 2 / 3),
        ("task_num", "DEADLINE: Friday", 0.25),
        ("to_school", "关于课程安排的通知\n各位同学：\n现将安排如下", 1.0),
        ("to_school", "各位同学都到了", 0.0),
        ("controls", "请输入课程名称\n保存\n删除\n保存", 0.5),
        ("controls", "请保存好自己的作业。", 0.0),
        ("course_row", "1\tB0612345\t信号与系统\t3.5\t56\n说明", 0.5),
    ],
)
def test_a_measure_counts_what_it_says(name: str, text: str, value: float) -> None:
    assert values_of(text)[name] == pytest.approx(value)


def test_words_of_prose_count_for_nothing_in_source_code() -> None:
    text = "选择题 期末试卷 满分100分 教学目标\n" * 5
    told = [shape.name for shape in PATTERNS if shape.prose]
    assert any(values_of(text)[name] for name in told)
    assert not any(values_of(text, Form.CODE)[name] for name in told)


def test_a_grid_that_nobody_has_filled_in_is_no_timetable() -> None:
    week = ("节次", "周一", "周二", "周三", "周四", "周五")
    assert of_table(week, ("第一节", "语文", "", "", "", ""))["week_grid"] == 1
    assert of_table(week, ("第一节", "", "", "", "", ""))["week_grid"] == 0


def test_marks_may_stand_under_names_that_run_across() -> None:
    names = ("科目", "赵一", "钱二", "孙三", "李四")
    assert of_table(names, ("语文", "90", "91", "92", "93"), ("数学", "80", "81", "82", "83"))["marks_across"] == 1
    assert of_table(names, ("早餐", "90", "91", "92", "93"), ("午餐", "80", "81", "82", "83"))["marks_across"] == 0


@pytest.mark.parametrize("marks", ["平时成绩", "期末总成绩", "语文", "第3次得分", "final_score", "绩点"])
def test_a_column_of_marks_beside_names_is_known_by_its_head(marks: str) -> None:
    assert of_table(("姓名", "班级", marks), ("赵一", "1班", "90"))["score_cols"] == 1
    assert of_table(("品名", "规格", marks), ("纸", "A4", "90"))["score_cols"] == 0


def test_a_head_counts_without_its_remark() -> None:
    told = ("题干(必填)", "A选项", "B选项", "正确答案（只能填ABCD）")
    assert of_table(told, ("题", "甲", "乙", "A"))["qb_options"] == 1


def test_headings_of_software_documents_are_no_contrast_on_slides() -> None:
    text = "需求分析\n概要设计\n详细设计\n数据库设计"
    assert values_of(text)["spec_document"] == 1
    assert values_of(text, Form.SLIDES)["spec_document"] == 0


def of_table(*rows: tuple[str, ...]) -> dict[str, float]:
    text = "\n".join("\t".join(row) for row in rows)
    table = TableShape(rows[0], len(rows) - 1, rows[1:])
    return measure(Layout(Document(text, Form.SHEET, "表.xlsx", (table,), 1, len(text))))
