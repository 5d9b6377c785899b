import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.decode import decode, detect

SIMPLIFIED = "姓名,学号,手机\n张伟,20230001,13800138000\n李娜,20230002,13812345678\n"
TRADITIONAL = "姓名：張偉\n學校通知：請各位同學於星期五下午到禮堂集合，謝謝。\n"


@pytest.mark.parametrize(
    "encoding",
    "utf-8 utf-8-sig gb18030 gbk utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split(),
)
@pytest.mark.parametrize("text", [SIMPLIFIED, "id,name\n1,2\n", TRADITIONAL])
def test_every_encoding_gives_the_text_back(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.certain


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_decides(mark: bytes) -> None:
    encoding = "utf-16-le" if mark[0] == 0xFF else "utf-16-be"
    assert decode(mark + SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_short_traditional_names_in_utf16_without_mark() -> None:
    assert decode("張偉、陳麗、劉強".encode("utf-16-le")).text == "張偉、陳麗、劉強"


def test_japanese_is_no_chinese() -> None:
    text = "お知らせ：来週の月曜日は休みです。ご確認ください。\n"
    assert decode(text.encode("cp932")).text == text


@pytest.mark.parametrize("missing", [1, 2])
def test_utf8_cut_in_a_character_loses_that_character_only(missing: int) -> None:
    decoded = decode("姓名".encode()[:-missing])
    assert decoded.text.startswith("姓")
    assert (decoded.encoding, decoded.certain) == ("utf-8", False)


def test_a_stray_byte_does_not_turn_utf8_into_another_encoding() -> None:
    decoded = decode(SIMPLIFIED.encode() + b"\xff\n" + SIMPLIFIED.encode())
    assert decoded.text.count("张伟") == 2
    assert not decoded.certain


def test_a_stray_byte_does_not_turn_gb18030_into_another_encoding() -> None:
    decoded = decode(SIMPLIFIED.encode("gb18030") + b"\xff\n" + SIMPLIFIED.encode("gb18030"))
    assert decoded.text.count("李娜") == 2
    assert not decoded.certain


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_file_of_two_encodings_is_read_line_by_line(first: str, second: str) -> None:
    decoded = decode(SIMPLIFIED.encode(first) + SIMPLIFIED.encode(second))
    assert decoded.text == SIMPLIFIED * 2
    assert not decoded.certain


def test_chinese_far_behind_a_long_head_of_ascii_is_judged_where_it_stands() -> None:
    text = "id,name\n" * 40_000 + SIMPLIFIED
    assert decode(text.encode("gb18030")).text == text


def test_a_few_zeros_do_not_hide_utf8() -> None:
    decoded = decode((SIMPLIFIED * 5).encode() + b"\0")
    assert decoded.text.startswith(SIMPLIFIED)


def test_accented_letters_among_ascii_stay_letters() -> None:
    assert decode("Café is 20 °C, naïve résumé; more words to read here".encode("cp1252")).text.startswith("Café is")


def test_line_ends_are_lf() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_what_nothing_fits_is_called_uncertain() -> None:
    assert detect(bytes(range(128, 256)) * 8)[1] is False


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=300))
def test_utf8_is_always_given_back(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary(max_size=2000))
def test_no_bytes_can_break_it(data: bytes) -> None:
    decoded = decode(data)
    assert "\r" not in decoded.text
