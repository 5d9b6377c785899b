from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from classifier.mask import keyed_digest, load_key, mask


@given(st.text(max_size=60))
def test_a_masked_value_shows_at_most_eight_characters_and_keeps_its_length(value: str) -> None:
    masked = mask(value)
    clear = [shown for shown, was in zip(masked, value, strict=True) if shown == was != "*"]
    assert len(clear) <= 8
    assert len(value) < 2 or masked != value or "*" in value


def test_examples_as_a_reader_sees_them() -> None:
    assert mask("11010519491231002X") == "110105**********2X"
    assert mask("13800138000") == "138******00"
    assert mask("张小明") == "张**"
    assert mask("张") == "*"
    assert mask("") == ""


def test_equal_values_meet_under_one_key_only() -> None:
    assert keyed_digest("13800138000", b"a" * 32) == keyed_digest("13800138000", b"a" * 32)
    assert keyed_digest("13800138000", b"a" * 32) != keyed_digest("13800138000", b"b" * 32)


def test_the_key_is_made_once_and_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "project.key"
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
