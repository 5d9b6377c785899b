"""Document kinds by their own examples, and scores that are sums."""

import re

import pytest

import dictionaries
from recognizers._document import Document, Form, TableShape
from recognizers._kinds import load_kinds, read_kinds
from recognizers._layout import Layout
from recognizers._shapes import measure, shapes

KINDS = dictionaries.kinds()


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
