import pytest

from recognizers._names import is_latin_name


@pytest.mark.parametrize(
    "text",
    "Zhang Wei|ZhangWei|OuyangFeng|Xi'an Li|ZHANG WEI|J. R. Smith|John McDonald|O'Brien|Jean-Paul Sartre|Joseph".split(
        "|"
    ),
)
def test_names_in_latin_letters(text: str) -> None:
    assert is_latin_name(text)


@pytest.mark.parametrize(
    "text",
    "ProjectKeymapper|List.isFileList|java.lang.String|JToolBar|ClientPropertiesManager|A|zhang wei|Zhang9".split("|"),
)
def test_what_programs_call_their_parts_is_no_name(text: str) -> None:
    assert not is_latin_name(text)
