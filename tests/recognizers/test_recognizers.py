"""Every recognizer of the folder: its own examples, and what Chinese text demands of its patterns."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognizers._contract import Recognizer
from recognizers._registry import DeafRecognizer, load_all, read_example, self_test
from recognizers._text import passage

HAN = re.compile("[\u4e00-\u9fff]")
EVERY = pytest.mark.parametrize("recognizer", load_all(), ids=lambda recognizer: recognizer.ENTITY)


@EVERY
def test_finds_its_examples_and_ignores_its_near_misses(recognizer: Recognizer) -> None:
    assert len(recognizer.FINDS) >= 2
    assert len(recognizer.IGNORES) >= 2
    self_test(recognizer)


@EVERY
def test_an_example_is_glued_to_chinese_on_both_sides(recognizer: Recognizer) -> None:
    for example in recognizer.FINDS:
        if "\t" in example:
            continue
        for match in read_example(recognizer, example):
            before, after = example[: match.start][-1:], example[match.end :][:1]
            if (HAN.match(before) or HAN.match(example[match.start])) and HAN.match(after):
                return
    pytest.fail("no example stands between Chinese characters")


@EVERY
def test_patterns_use_nothing_that_chinese_text_breaks(recognizer: Recognizer) -> None:
    for pattern in (*(pattern for pattern, _ in recognizer.PATTERNS), recognizer.CELL):
        for trap in (r"\b", r"\w", r"\W", r"\d", r"\D", r"\B"):
            assert trap not in pattern


@EVERY
@given(
    text=st.text(
        st.sampled_from("0123456789Xx-★ \t\n：:身份证电话护照姓名张小明路号@.航班次GHE京A１２\u200b"), max_size=80
    )
)
def test_matches_stand_where_they_say(recognizer: Recognizer, text: str) -> None:
    for match in recognizer.find(passage(text)):
        assert 0 <= match.start < match.end <= len(text)
        assert 0 < match.score <= 1
        assert match.reasons
        assert match.value


def test_invisible_and_full_width_characters_do_not_hide_a_number() -> None:
    text = "电话：１３８\u200b１２３４\u200b５６７８转"
    mobile = next(r for r in load_all() if r.ENTITY == "CN_MOBILE")
    (match,) = mobile.find(passage(text))
    assert match.value == "13812345678"
    assert text[match.start] == "１"
    assert text[match.end - 1] == "８"


def test_a_deaf_recognizer_is_told_apart() -> None:
    class Deaf(Recognizer):
        ENTITY, TITLE, PATTERNS, FINDS = "CN_DEAF", "聋", (("never", 0.5),), ("从未",)

    class Jumpy(Recognizer):
        ENTITY, TITLE, PATTERNS, IGNORES = "CN_JUMPY", "惊", (("从", 0.5),), ("从未",)

    with pytest.raises(DeafRecognizer, match="认不出"):
        self_test(Deaf())
    with pytest.raises(DeafRecognizer, match="反例"):
        self_test(Jumpy())
