"""The sieve: no line that a pattern hits is ever left out."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recognizers._kinds import load_kinds
from recognizers._literals import beginnings, required
from recognizers._shapes import shapes
from recognizers._sieve import Sieve, sieve
from recognizers._text import fold

SOUGHT = {shape.pattern for shape in shapes().values() if shape.pattern and shape.scope != "name"}
SOUGHT |= {marker.pattern for kind in load_kinds() for marker in kind.markers}
ONE_LINE = sorted(
    (pattern for pattern in SOUGHT if r"\n[^" not in pattern.pattern), key=lambda pattern: pattern.pattern
)


@pytest.mark.parametrize("pattern", ONE_LINE, ids=lambda pattern: pattern.pattern[:40])
@settings(max_examples=3, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_every_line_that_a_pattern_hits_is_a_candidate(pattern: re.Pattern[str], data: st.DataObject) -> None:
    alphabet = st.characters(codec="gb18030", exclude_categories=["Cs", "Co"])
    text = fold(data.draw(st.from_regex(pattern, alphabet=alphabet)))
    lines = [line for line in f"前言\n{text}\n后记".split("\n") if line.strip()]
    candidates = set(sieve().sift(lines).candidates(sieve().number(pattern)))
    assert {number for number, line in enumerate(lines) if pattern.search(line)} <= candidates


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("满分|总分", {"满分", "总分"}),
        ("学[ ]{0,2}号", {"学号", "学 号", "学  号"}),
        ("[0-9]{3}.{0,9}教案?", {"教案", "教"}),
        ("_{3,}", {"___"}),
        ("(?:考号|座位号)?[0-9]*", None),
        (".*", None),
    ],
)
def test_the_strings_that_a_hit_must_hold(pattern: str, strings: set[str] | None) -> None:
    assert set(required(re.compile(pattern)) or ()) == (strings or set())


def test_the_characters_that_a_line_must_begin_with() -> None:
    assert beginnings(re.compile("^[ ]*(?:#+)?[A-C][.]")) == frozenset("#ABC")
    assert beginnings(re.compile("[A-C][.]")) is None
    assert beginnings(re.compile("^[ ]*")) is None


def test_patterns_that_tell_nothing_are_tried_everywhere() -> None:
    nothing, words = re.compile(".{3}"), re.compile("试卷")
    sifted = Sieve([nothing, words]).sift(["甲乙丙", "一份试卷", "完"])
    assert list(sifted.candidates(0)) == [0, 1, 2]
    assert list(sifted.candidates(1)) == [1]
