from hypothesis import given
from hypothesis import strategies as st

from recognizers import _checks

DIGITS = st.text(st.sampled_from("0123456789"), min_size=17, max_size=17)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(DIGITS, st.integers(0, 16), st.integers(1, 9))
def test_the_id_check_character_catches_every_single_wrong_digit(first: str, place: int, shift: int) -> None:
    number = first + _checks.id_check_character(first)
    assert _checks.has_id_check(number)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not _checks.has_id_check(wrong)


def test_the_standards_own_example() -> None:
    assert _checks.has_id_check("11010519491231002X")
    assert _checks.has_id_check("11010519491231002x")


@given(st.text(st.sampled_from("0123456789"), min_size=15, max_size=18))
def test_one_digit_in_ten_completes_a_luhn_number(number: str) -> None:
    assert sum(_checks.has_luhn(number + digit) for digit in "0123456789") == 1


@given(st.text(st.sampled_from(ALPHABET), min_size=17, max_size=17))
def test_one_character_completes_a_credit_code(code: str) -> None:
    assert sum(_checks.has_uscc_check(code + character) for character in ALPHABET) == 1


def test_published_codes_verify() -> None:
    assert _checks.has_uscc_check("91350100M000100Y43")
    assert _checks.has_uscc_check("91110000600037341L")
    assert not _checks.has_uscc_check("91110000600037341I")


@given(st.text(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=8, max_size=8))
def test_one_character_completes_an_organisation_code(code: str) -> None:
    assert sum(_checks.has_org_check(code + character) for character in "0123456789X") == 1


def test_dates_and_regions() -> None:
    assert _checks.birth_date("20150601") is not None
    assert _checks.birth_date("20150229") is None
    assert _checks.birth_date("18991231") is None
    assert _checks.birth_date("29990101") is None
    assert _checks.is_region("110224")
    assert not _checks.is_region("999998")
