"""Secrecy marks: mark, mention, misuse, lapsed; the cases are written as documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers._document import Document, Form
from recognizers._marks import JudgedMark, Position, judge_marks, sight_marks

TODAY = date(2026, 11, 23)
RED_HEAD = (
    "000001\n秘　密★１年\n特急\nXX市教育局文件\nX教办〔2026〕12号\n关于做好考务工作的通知\n各县（市、区）教育局："
)
QUIZ = "INSERT INTO t VALUES (3,'一份文件为秘密级，保密期限是10年，标志形式应当是（）','秘密10年','秘密★','秘密★10年','秘密●10年');"
GAOKAO = "绝密★启用前\n{year}年普通高等学校招生全国统一考试（新课标Ⅰ卷）\n数学\n本试卷共4页，22小题，满分150分。"
SCHOOL_EXAM = "绝密★启用前\n2026-2027学年度XX中学10月月考卷\n试卷副标题\n考试范围：xxx；考试时间：100分钟；命题人：xxx"


def judged(text: str, name: str = "文件.docx", form: Form = Form.WORD, today: date = TODAY) -> tuple[JudgedMark, ...]:
    sightings = sight_marks(text) + sight_marks(name.rsplit("/", 1)[-1], Position.NAME)
    return judge_marks(sightings, Document(text, form, name), today)


def statuses(text: str, name: str = "文件.docx", form: Form = Form.WORD, today: date = TODAY) -> set[str]:
    return {mark.status for mark in judged(text, name, form, today)}


@pytest.mark.parametrize(
    ("name", "text", "form", "expected"),
    [
        ("真题/2023全国卷I数学.docx", GAOKAO.format(year=2023), Form.WORD, {"lapsed"}),
        ("月考/高一10月月考.docx", SCHOOL_EXAM, Form.WORD, {"misuse"}),
        ("三模.docx", "绝密★启用前\n2026年普通高等学校招生全国统一考试模拟试题\n英语", Form.WORD, {"misuse"}),
        ("发文/教办12.docx", RED_HEAD, Form.WORD, {"confirmed"}),
        ("题库/保密法题库.sql", QUIZ, Form.RECORD, {"mention"}),
        ("src/paper.py", 'secret_sign = "绝密★启用前"  # 试卷卷首标识', Form.CODE, {"mention"}),
        ("小说.txt", "秘密\n她把这个秘密藏在心里，谁也没有告诉。", Form.TEXT, {"mention"}),
        ("合同.docx", "乙方应保守甲方的商业秘密和工作秘密，机密信息未经书面许可不得披露。", Form.WORD, set()),
        ("会议/纪要12.docx", "XX中学校长办公会会议纪要\n〔2026〕第12期\n时间：2026年9月7日", Form.WORD, set()),
    ],
)
def test_documents(name: str, text: str, form: Form, expected: set[str]) -> None:
    assert statuses(text, name, form) == expected


@pytest.mark.parametrize(
    "mark",
    [
        "机密★10年",
        "秘密★三年",
        "绝密★",
        "秘密★长期",
        "绝密*20年",
        "机密 ★ 10年",
        "密级：机密★3年",
        "(机密)",
        "**机密★5年**",
        "秘密★★1年",
        "機密★5年",
    ],
)
def test_forms_seen_in_the_wild_stand_at_the_head_of_an_official_document(mark: str) -> None:
    text = f"{mark}\nXX市教育局文件\nX教办〔2026〕12号\n关于工作的通知"
    assert statuses(text) == {"confirmed"}


@pytest.mark.parametrize(
    "text",
    [
        "商业机密条款",
        "国家秘密的范围",
        "秘密投票",
        "秘密花园",
        "机密性、完整性、可用性",
        "密级：公开",
        "密级（公开/秘密/机密）：",
        "密级：          编号：1",
        "涉密人员管理",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert not statuses(f"{text}\n正文第一行")


def test_the_wrong_separator_is_doubtful_and_the_irregular_term_is_noted() -> None:
    assert statuses("绝密·永久\nXX市教育局文件\nX教办〔2026〕12号") == {"suspect"}
    (mark,) = judged("秘密★20年\nXX市教育局文件")
    assert "不规范" in mark.reason


def test_a_mark_in_the_page_header_stands() -> None:
    sightings = sight_marks("机密★5年", Position.HEADER)
    (mark,) = judge_marks(sightings, Document("方案\n正文", Form.WORD), TODAY)
    assert (mark.status, mark.level, mark.term) == ("confirmed", "机密", "5年")


def test_file_names_lie() -> None:
    assert statuses("普通文字", "机密文件.docx") == set()
    assert statuses("普通文字", "机密★5年_方案.docx") == {"suspect"}
    assert statuses("普通文字", "[秘密]方案.docx") == {"mention"}


def test_an_exam_is_secret_until_its_day_and_a_marking_standard_longer() -> None:
    paper = GAOKAO.format(year=2026)
    assert statuses(paper, today=date(2026, 6, 1)) == {"confirmed"}
    assert statuses(paper, today=date(2026, 6, 20)) == {"lapsed"}
    (mark,) = judged(paper.replace("数学", "数学评分标准"), today=date(2026, 6, 20))
    assert (mark.status, mark.subtype) == ("suspect", "marking_standard")


def test_a_declassified_document_has_lapsed() -> None:
    assert statuses("机密★5年\n解密时间：2025年1月1日\nXX市教育局文件") == {"lapsed"}


def test_secrets_of_others_are_kept_apart() -> None:
    assert [(m.status, m.subtype) for m in judged("核心商密★长期\n投标方案")] == [("confirmed", "trade_secret")]
    assert [(m.status, m.subtype) for m in judged("内部资料 注意保管\n汇编")] == [("confirmed", "work_secret")]
    assert [(m.level, m.subtype) for m in judged("商业秘密★5年\n方案")] == [("商业秘密", "trade_secret")]


def test_geodata_with_a_mark() -> None:
    assert judged("机密★长期\nXX测绘院文件\n控制点成果表")[0].subtype == "secret_geodata"


@given(
    st.text(st.sampled_from("绝机秘密级★*·：: \n\t（）长期启用前10年文件商内部资料注意保管“”"), max_size=120),
    st.integers(0, 20),
)
def test_sightings_point_at_the_text_and_judging_never_fails(text: str, before: int) -> None:
    sightings = sight_marks(text, Position.BODY, before)
    for sighting in sightings:
        assert text[sighting.offset :].startswith(text[sighting.offset])
        assert 0 <= sighting.start < sighting.end <= len(sighting.line)
    marks = judge_marks(sightings, Document(text, Form.TEXT), TODAY)
    assert len(marks) == len(sightings)
    assert all(mark.reason and mark.status in {"confirmed", "suspect", "lapsed", "misuse", "mention"} for mark in marks)
