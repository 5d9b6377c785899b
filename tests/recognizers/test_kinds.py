"""Document kinds by their own examples, and scores that are sums."""

import re

import pytest

import dictionaries
from recognizers._document import Document, Form, TableShape
from recognizers._kinds import Kind, load_kinds, read_kinds
from recognizers._layout import Layout
from recognizers._shapes import measure, shapes

KINDS = dictionaries.kinds()
GRID = """七年级(3)班课程表
节次 星期一 星期二 星期三 星期四 星期五
第一节 语文 数学 英语 数学 语文
第二节 数学 语文 体育 英语 物理
下午 第五节 班会 班主任 王老师"""
TRICKY = {
    "past national exam": (
        "exam_paper",
        Form.WORD,
        """绝密★启用前
2023年普通高等学校招生全国统一考试（新课标Ⅰ卷）
数学
本试卷共4页，22小题，满分150分。考试用时120分钟。
注意事项：
一、选择题：本题共8小题，每小题5分，共40分。""",
    ),
    "monthly test with a borrowed mark": (
        "exam_paper",
        Form.WORD,
        """绝密★启用前
2026-2027学年度XX中学10月月考卷
试卷副标题
考试范围：xxx；考试时间：100分钟；命题人：xxx
学校：____姓名：____班级：____考号：____
注意事项：
一、单选题（每小题5分，共40分）
满分：150分""",
    ),
    "mock exam": (
        "exam_paper",
        Form.WORD,
        """绝密★启用前
2026年普通高等学校招生全国统一考试模拟试题
英语
满分150分 考试时间120分钟
注意事项：
一、阅读理解（每小题2.5分）""",
    ),
    "minutes of a school": (
        "meeting_minutes",
        Form.WORD,
        """XX中学校长办公会会议纪要
〔2026〕第12期
时间：2026年9月7日
地点：行政楼三楼
主持：张明
出席：李华、王芳
列席：赵强
请假：孙丽
记录：周敏
会议研究了以下事项，现纪要如下：
一、会议原则同意教务处提出的方案。""",
    ),
    "roster": (
        "roster",
        Form.SHEET,
        """七年级3班学生花名册
序号	姓名	性别	学籍号	身份证号	家庭住址	监护人姓名	联系电话
1	张小明	男	G110224201506011232	110224201506011232	XX路1号	张伟	13812345678""",
    ),
    "week grid in blanks": ("timetable", Form.SHEET, GRID),
    "week grid in cells": ("timetable", Form.SHEET, GRID.replace(" ", "\t")),
    "marking scheme": (
        "exam_key",
        Form.WORD,
        """高一物理参考答案及评分标准
1. A
2. C
13.（8分）解：由牛顿第二定律 得3分
酌情给分""",
    ),
}
"""The cases of the domain reference (T1–T3, T9, T10, T14, T18) that a kind decides."""


def document(text: str, form: Form = Form.WORD) -> Document:
    rows = [tuple(line.split("\t")) for line in text.split("\n") if "\t" in line]
    tables = (TableShape(rows[0], len(rows) - 1, tuple(rows[1:])),) if len(rows) > 1 else ()
    return Document(text, form, "文件", tables, 1, len(text))


def kinds_of(text: str, form: Form = Form.WORD) -> set[str]:
    return {score.id for score in read_kinds(document(text, form)).kinds}


@pytest.mark.parametrize(
    ("kind", "example"), [(kind, text) for kind, data in KINDS.items() for text in data["examples"]]
)
def test_a_kind_knows_its_examples(kind: str, example: str) -> None:
    assert kind in kinds_of(example)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, data in KINDS.items() for text in data["counter_examples"]]
)
def test_a_kind_refuses_its_counter_examples(kind: str, text: str) -> None:
    assert kind not in kinds_of(text)


@pytest.mark.parametrize("case", TRICKY)
def test_tricky_cases_come_out(case: str) -> None:
    kind, form, text = TRICKY[case]
    (first, *_) = read_kinds(document(text, form)).kinds
    assert (first.id, first.proved) == (kind, True)


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.id)
def test_a_kinds_patterns_use_nothing_that_chinese_text_or_long_blanks_break(kind: Kind) -> None:
    for marker in kind.markers:
        assert not re.search(r"(?<!\\)(?:\\\\)*\\(?:[bBwWdD]|s(?:[*+]|\{[0-9]*,\}))", marker.pattern.pattern)


def test_reasons_are_few_and_in_chinese() -> None:
    for _, form, text in TRICKY.values():
        reading = read_kinds(document(text, form))
        for score in (*reading.kinds, *reading.families.values()):
            assert len(score.reasons) <= 6
            assert all(re.search("[\u4e00-\u9fff]", reason) for reason in score.reasons)
            assert 0 <= score.probability <= 1


def test_every_shape_says_in_words_what_it_is() -> None:
    for shape in shapes().values():
        assert re.search("[\u4e00-\u9fff]", shape.told(0.5))
        assert "{" not in shape.told(0.5)


def test_shapes_lie_between_zero_and_one_for_any_text() -> None:
    for text in ("", "x", "1. 题\nA. 甲\nB. 乙\n" * 500, "第一条 规定\n" * 300, "\t\t\n" * 50, "12.345,67.890\n" * 200):
        for form in Form:
            values = measure(Layout(document(text, form)))
            assert all(0 <= value <= 1 for value in values.values())


def test_a_family_score_is_the_sum_of_its_shares() -> None:
    paper = document(KINDS["exam_paper"]["examples"][0])
    values = measure(Layout(paper))
    for name, data in dictionaries.families().items():
        total = data["bias"] + sum(weight * values[shape] for shape, weight in data["weights"].items())
        assert read_kinds(paper).families[name].points == pytest.approx(total)


def test_weights_name_shapes_that_exist() -> None:
    assert load_kinds()
    for data in dictionaries.families().values():
        assert set(data["weights"]) <= set(shapes())


def test_source_code_is_no_teaching_document() -> None:
    code = "class Exam:\n    def paper(self):\n        return '期末试卷 满分100分 考试时间90分钟'\n" * 10
    assert not kinds_of(code, Form.CODE)


def test_minutes_of_a_company_are_not_a_schools() -> None:
    text = "项目周例会纪要\n时间：2026年9月7日\n地点：会议室\n主持：张三\n出席：李四、王五\n一、讨论接口联调进度。\n二、数据库字段变更。"
    assert "meeting_minutes" not in kinds_of(text)


def test_a_question_bank_is_known_by_its_fields() -> None:
    rows = tuple(("下列说法正确的是（ ）", "甲", "乙", "丙", "丁", "A") for _ in range(30))
    bank = Document(
        "\n".join("\t".join(row) for row in rows),
        Form.RECORD,
        "题",
        (TableShape(("题目", "选项A", "选项B", "选项C", "选项D", "答案"), 30, rows),),
        1,
        900,
    )
    assert "question_bank" in {score.id for score in read_kinds(bank).kinds}


def test_a_paper_with_its_answers_is_named_as_both() -> None:
    paper = """期末试卷参考答案
一、选择题（本大题共4小题，每小题5分，共20分）
""" + "".join(f"{number}. 下列正确的是（ A ）\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n" for number in range(1, 9))
    assert kinds_of(paper) >= {"exam_paper", "exam_key"}


def test_rules_of_admission_are_no_teaching_document() -> None:
    text = "招生工作规定\n" + "考生填报志愿后由省招生办公室按分数线投档，高校录取。学校教务处办理学籍。\n" * 20
    score = read_kinds(document(text)).families["teaching_information"]
    assert score.points <= -1


def test_a_quiz_on_network_security_is_no_plan_of_a_network() -> None:
    quiz = "网络安全评估题目\n" + "".join(
        f"{number}. 防火墙的端口应当（ ）\nA. 高危漏洞\nB. 交换机\nC. 网关\nD. 192.168.1.1\n" for number in range(1, 9)
    )
    assert "network_security" not in kinds_of(quiz)
