from hypothesis import given
from hypothesis import strategies as st

from classifier.escape import printable


@given(st.text())
def test_nothing_unprintable_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(ord(c) < 0x20 or ord(c) == 0x7F or 0x80 <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    shown.encode("utf-8")


def test_names_that_attack_a_terminal_are_shown_and_not_obeyed() -> None:
    assert printable("a\x1b[31m\u202eb\udcff.txt") == "a\\x1b[31m\\u202eb\\xff.txt"
    assert printable("七年级（3）班 名册.xlsx") == "七年级（3）班 名册.xlsx"
