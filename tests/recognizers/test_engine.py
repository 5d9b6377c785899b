"""The identifiers of one text or table, all recognizers together."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers._engine import Engine

ENGINE = Engine()
NOT_JUDGED = {"CN_PERSON", "CN_ADDRESS", "CN_SECRECY_MARK"}


def found(text: str, *headings: str) -> set[str]:
    return {match.entity for match in ENGINE.recognize(text, headings) if match.score >= 0.5} - NOT_JUDGED


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        (
            "1\t张小明\t男\tG110224201506011232\t110224201506011232\tXX路1号\t张伟\t13812345678",
            ("序号", "姓名", "性别", "学籍号", "身份证号", "家庭住址", "监护人姓名", "联系电话"),
            {"CN_MOBILE", "CN_RESIDENT_ID", "CN_STUDENT_REGISTRY_NO"},
        ),
        ("李强,622301200501010204".replace(",", "\t"), ("姓名", "证件"), {"CN_RESIDENT_ID"}),
        ("24320102451234\t王芳", ("考生号", "姓名"), {"CN_EXAM_CANDIDATE_NO"}),
        ("示例身份证：110101199001011234", (), set()),
        ("请预订 CA1234 航班，再换乘 G1234次，护照E12345678。", (), {"CN_FLIGHT", "CN_PASSPORT", "CN_TRAIN"}),
        ("1. 小明的电话号码是13800138000，他从北纬39°出发……\nA. 正确\nB. 错误", (), {"CN_MOBILE"}),
        ("(A1234/26 NOTAMN\nQ) ZBPE/QMRLC/IV/NBO/A/000/999/4004N11636E005\nA) ZBAA B) 2611230000", (), {"CN_NOTAM"}),
        ("会议室B-2024，型号E12345678，提交8a1f13812345678c", (), set()),
    ],
)
def test_cases_that_are_easily_got_wrong(text: str, headings: tuple[str, ...], expected: set[str]) -> None:
    assert found(text, *headings) == expected


def test_a_column_heading_speaks_for_its_cells_however_far_below() -> None:
    rows = "\n".join(f"{number}\t2026{number:04}" for number in range(500))
    matches = ENGINE.recognize(rows, ("序号", "学号"))
    assert len(matches) == 500
    assert matches[-1].reasons == ("列名“学号”",)


def test_names_are_taken_from_columns_and_labels_only() -> None:
    cells = [
        m.value for m in ENGINE.recognize("1\t欧阳思远\t语文\n2\t买买提·艾力\t数学\n合计\t\t", ("序号", "姓名", "学科"))
    ]
    assert cells == ["欧阳思远", "买买提·艾力"]
    assert [m.value for m in ENGINE.recognize("姓名：李秀兰性别：女") if m.entity == "CN_PERSON"] == ["李秀兰"]
    assert not [m for m in ENGINE.recognize("高兴地说方便面很好吃") if m.entity == "CN_PERSON"]


@given(st.text(max_size=200), st.lists(st.sampled_from(["姓名", "电话", "备注", "学号"]), max_size=4))
def test_matches_are_sorted_and_never_overlap(text: str, headings: list[str]) -> None:
    matches = ENGINE.recognize(text, tuple(headings))
    assert all(one.end <= other.start for one, other in pairwise(matches))


def test_prose_of_law_gives_no_number() -> None:
    law = "第一条 为了保守国家秘密，维护国家安全，根据宪法，制定本法。第二条 国家秘密是关系国家安全和利益的事项。" * 50
    assert ENGINE.recognize(law) == []
