"""Cells that are told by their headings alone: what is said of a table is what every recognizer together would say of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers._engine import Engine, settled
from recognizers._registry import load_all
from recognizers._text import passage
from recognizers._whole_cells import told
from sample_corpus.make.people import name
from tests.rosters import identity

EVERY = tuple(r for r in load_all() if not r.TAGGED)
ENGINE = Engine()
WORDS = sorted(
    {word for r in EVERY for word in r.CONTEXT} | {"序号", "备注", "姓名", "学生", "家长", "班主任", "联系人", "name"}
)
HEADING = st.one_of(
    st.sampled_from(WORDS), st.builds(lambda one, sign, other: one + sign + other, *[st.sampled_from(WORDS), st.sampled_from(["/", "及", " "]), st.sampled_from(WORDS)])
)  # fmt: skip
FORMS = [r.WHOLE[0] for r in EVERY if r.WHOLE]
CELL = st.one_of(
    st.integers(0, 3000).map(identity),
    st.integers(0, 3000).map(lambda index: "G" + identity(index)),
    st.integers(0, 400).map(name),
    st.sampled_from(FORMS).flatmap(lambda form: st.from_regex(form, fullmatch=True)),
    st.sampled_from(
        "13812345678 13912340000 1.10224E+17 110224000101123 张小明（班长） 班主任：李娜 买买提·艾力 王老师 秘密★5年 京A12345 姓名：孙丽 6205500000000000004 (13912340000) 2015年6月1日 学府路12号 示例省示范市云湖区学府路12号3栋2单元101室 合计 0755-26543210".split()
    ),
    st.text("0123456789Xx-张王李明娜 ：(（.@男女班路号G", max_size=20),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[str, ...], str]:
    """Draw headings, and the rows of a table below them; some columns hold one form throughout, as rosters do."""
    headings = tuple(draw(st.lists(HEADING, min_size=1, max_size=5)))
    columns = [draw(st.one_of(st.just(CELL), st.sampled_from(FORMS).map(lambda form: st.from_regex(form, fullmatch=True)))) for _ in headings]  # fmt: skip
    rows = draw(st.integers(1, 8))
    return headings, "\n".join("\t".join(draw(column) for column in columns) for _ in range(rows))


@settings(max_examples=200, deadline=None)
@given(tables())
def test_no_finding_differs_from_what_all_recognizers_say_together(table: tuple[tuple[str, ...], str]) -> None:
    headings, text = table
    where = passage(text, headings)
    found = settled(match for r in EVERY if r.possible(where) for match in r.find(where))
    assert ENGINE.recognize(text, headings) == found


def test_nearly_all_cells_of_a_roster_are_told_and_the_one_that_does_not_fit_is_still_found() -> None:
    rows = [f"{n}\t{name(n)}\t{identity(n)}\t13912340000" for n in range(1000)]
    rows[700] = "701\t王小明（转学）\t1.10224E+17\t13912340000 家长13712345600"
    headings = ("序号", "姓名", "身份证号", "手机号")
    cells, rest = told(passage("\n".join(rows), headings), EVERY)
    assert len(cells) == 3 * 999
    others = [(m.entity, m.value) for r in EVERY if r.possible(rest) for m in r.find(rest)]
    assert sorted(others) == [
        ("CN_MOBILE", "13712345600"),
        ("CN_MOBILE", "13912340000"),
        ("CN_PERSON", "王小明"),
        ("CN_RESIDENT_ID", "1.10224E+17"),
    ]
    assert len(ENGINE.recognize("\n".join(rows), headings)) == 3 * 999 + 4
