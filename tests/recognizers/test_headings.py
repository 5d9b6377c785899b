"""栏目与标签的用语：`dictionaries/headings.toml` 里的每个词都管用，廉价的一问不会漏掉任何一个。"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dictionaries
from recognizers._fields import Role, is_field, role
from recognizers._hints import hints

NAMES = dictionaries.headings()["name"]
PLAIN = sorted(
    word
    for key in ("chinese", "posts", "bearers", "english", "alias")
    for word in NAMES[key]
    if re.fullmatch("[\u4e00-\u9fffa-z]+", word)
)
TELLING = ("身份证号", "学号", "学籍号", "家长电话", "联系手机")


@pytest.mark.parametrize("word", PLAIN)
def test_every_word_is_a_heading_of_names_and_gives_itself_away(word: str) -> None:
    assert role(word) is not None
    assert is_field(word) or role(word) is Role.ALIAS or word in NAMES["bearers"]
    assert list(hints(f"序号\t{word}"))


@given(st.sampled_from(PLAIN), st.sampled_from(" \u3000"), st.integers(0, 8))
def test_a_word_spread_over_its_cell_gives_itself_away_too(word: str, blank: str, number: int) -> None:
    if len(word) == 2 and not word.isascii():
        assert list(hints((blank * number).join(word))) == [0]


@pytest.mark.parametrize("heading", TELLING)
def test_what_tells_of_persons_gives_itself_away_without_names(heading: str) -> None:
    assert list(hints(heading))


def test_what_is_no_text_disturbs_nothing() -> None:
    assert list(hints("\ud835 姓名")) == [2]


def test_other_tables_are_not_looked_at() -> None:
    assert not list(hints("品名\t单价\t数量\n铅笔\t1.50\t200"))
