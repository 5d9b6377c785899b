"""Names in running text, as a scan finds them: all of a short text, of a long one as many as can change anything."""

from datetime import date
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.model import File, Segment, Unit
from classifier.naming import PIECE, pieces
from classifier.record import Record
from classifier.settings import Settings

FILLER = "学校召开会议，讨论教学楼维修方案和本学期的工作安排，与会人员提出了意见和建议。\n"


def read(folder: Path, text: str, names: str = "settled") -> Record:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    settings = Settings(folder, b"k" * 32, date(2026, 11, 28), names=names)
    return examine(File("a.txt", len(text.encode()), 0, 0, 0, 0), settings)


def test_a_short_text_is_told_in_full(tmp_path: Path) -> None:
    record = read(tmp_path, "出席：欧阳思远、陈晓东、孙丽华。\n缺席：周海涛。\n")
    assert record.counts["CN_PERSON"] == record.persons == 4
    assert not record.persons_at_least


def test_names_alone_do_not_make_the_tag(tmp_path: Path) -> None:
    record = read(tmp_path, f"第一章\n{FILLER * 5}陈晓东对孙丽华说，周海涛今天没有来。\n", "full")
    assert record.counts["CN_PERSON"] == 3
    assert "personal_information" not in record.categories


def test_a_long_text_that_can_prove_nothing_is_told_in_part(tmp_path: Path) -> None:
    text = f"出席：欧阳思远、陈晓东。\n{FILLER * 400}陈晓东、孙丽华、周海涛都发了言。\n"
    assert (settled := read(tmp_path, text)).persons_at_least
    full = read(tmp_path, text, "full")
    assert not full.persons_at_least
    assert settled.persons < full.persons == 4
    assert settled.categories == full.categories


def test_what_stands_beside_an_identifying_value_is_looked_at_wherever_it_is(tmp_path: Path) -> None:
    text = f"{FILLER * 400}请联系陈晓东，身份证号11010519491231002X。\n{FILLER * 400}"
    record = read(tmp_path, text)
    assert record.persons_at_least
    assert "name" in {tag.subtype for tag in record.tags if tag.category == "personal_information"}


def test_off_looks_for_no_name(tmp_path: Path) -> None:
    assert "CN_PERSON" not in read(tmp_path, "姓名：欧阳思远\n出席：陈晓东、孙丽华。\n", "off").counts


@pytest.mark.parametrize("line", [10, 3_000])
def test_pieces_keep_every_line_and_its_number(line: int) -> None:
    text = "\n".join(f"{number:05d}{'字' * line}" for number in range(40))
    segment = Segment(text, unit=Unit.LINE, first=7)
    found = list(pieces(segment))
    assert "\n".join(piece.text for piece in found) == text
    assert all(len(piece.text) <= PIECE for piece in found)
    for piece in found:
        assert piece.where(0) == f"第{7 + int(piece.text[:5])}行"


def test_a_line_longer_than_a_piece_stays_whole() -> None:
    assert [len(piece.text) for piece in pieces(Segment("字" * 3 * PIECE))] == [3 * PIECE]
