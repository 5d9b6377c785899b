"""Fingerprints: the promise of winnowing, alike across formats, mute without the key."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.handback.counted import counted
from classifier.handback.fingerprints import Fingerprinter, hashes_in, windows_of
from classifier.handback.pieces import size_of
from classifier.handback.titles import stem_of
from classifier.handback.winnowing import GUARANTEED, SPREAD, WINDOW, FingerprintKey, chosen, hashes_at
from classifier.model import Part, Segment, Unit
from classifier.record import Fingerprint

KEY, OTHER = b"\x01" * 32, b"\x02" * 32
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
LONG = st.text(HAN, min_size=GUARANTEED, max_size=400)


def fingerprint(*texts: str, key: bytes = KEY, name: str = "a.txt", part: Part = Part.BODY) -> Fingerprint:
    maker = Fingerprinter(name, key)
    for text in texts:
        maker.add(Segment(text, part=part))
    return maker.fingerprint()


def windows(text: str) -> set[int]:
    return set(windows_of(fingerprint(text)).tolist())


@given(before=st.text(max_size=80), shared=st.text(HAN, min_size=GUARANTEED, max_size=90), after=st.text(max_size=80))
@settings(max_examples=150)
def test_a_run_of_the_promised_length_is_always_seen(before: str, shared: str, after: str) -> None:
    assert windows(shared + "另一份文件在这里接着往下写" * 4) & windows(before + shared + after)


@given(LONG)
@settings(max_examples=60)
def test_of_neighbouring_windows_one_is_kept(text: str) -> None:
    positions = chosen(counted(text)[0], FingerprintKey.of(KEY))
    last = len(text) - WINDOW
    assert positions[0] < SPREAD
    assert last - positions[-1] < SPREAD
    assert (np.diff(positions) <= SPREAD).all()


@given(LONG, st.lists(st.integers(1, 399), max_size=8))
@settings(max_examples=60)
def test_it_does_not_matter_how_a_text_comes_in_pieces(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted({cut for cut in cuts if cut < len(text)}), len(text)]
    pieces = [text[low:high] for low, high in pairwise(edges)]
    assert fingerprint(*pieces).windows == fingerprint(text).windows
    assert fingerprint(*pieces).text == fingerprint(text).text


def test_a_text_longer_than_a_block_is_seen_whole() -> None:
    chance = np.random.default_rng(1)
    text = "".join(map(chr, chance.integers(0x4E00, 0x9FA5, 600_000)))
    whole = windows_of(fingerprint(*(text[at : at + 9_000] for at in range(0, len(text), 9_000))))
    for at in (0, (1 << 18) - 30, 2 * (1 << 18) - 60, len(text) - GUARANTEED):
        assert np.isin(windows_of(fingerprint(text[at : at + GUARANTEED])), whole).any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("高一（3）班　共４５人。", "高一(3)班 共45人"),
        ("第一行\n第二行", "第一行第二行"),
        ("ABC Def", "ａｂｃ ＤＥＦ"),
        ("⻓江⻘年", "长江青年"),
        ("ﬁnal ½", "FINAL 1/2"),
        ("㈠ ① Ⅲ", "一 1 iii"),
    ],
)
def test_what_differs_between_formats_does_not_count(one: str, other: str) -> None:
    assert counted(one)[0].tolist() == counted(other)[0].tolist()


def test_offsets_lead_back_to_the_text() -> None:
    text = "甲，ﬁ 乙"
    codes, offsets = counted(text)
    assert "".join(map(chr, codes)) == "甲fi乙"
    assert offsets.tolist() == [0, 2, 2, 4]


def test_another_key_has_nothing_in_common() -> None:
    text = (
        "关于做好本学期期末考试工作的通知，各年级组、教研组要高度重视，认真组织，严格按照要求做好各项准备工作，确保考试顺利进行。"
        * 3
    )
    one, other = fingerprint(text), fingerprint(text, key=OTHER)
    assert not np.intersect1d(windows_of(one), windows_of(other)).size
    assert one.text != other.text
    assert not set(one.titles) & set(other.titles)


def test_the_hash_is_keyed_blake2b_of_the_window() -> None:
    codes, key = counted("字" * WINDOW)[0], FingerprintKey.of(KEY)
    expected = blake2b(codes.tobytes(), key=blake2b(b"windows", key=KEY, digest_size=32).digest(), digest_size=8)
    assert hashes_at(codes, np.array([0]), key).tolist() == [int.from_bytes(expected.digest(), "little")]


def test_properties_and_links_are_no_text() -> None:
    assert fingerprint("某人另存过" * 20, part=Part.PROPERTIES).characters == 0
    assert fingerprint("https://example.org/" * 20, part=Part.LINK).windows == b""


@pytest.mark.parametrize("text", ["", "，。！", "短"])
def test_little_or_no_text_has_no_windows(text: str) -> None:
    assert fingerprint(text).windows == b""


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("通知/关于放假的通知.docx", "关于放假的通知"),
        ("关于放假的通知 - 副本.docx", "关于放假的通知"),
        ("关于放假的通知 - 副本 (2).docx", "关于放假的通知"),
        ("复件 关于放假的通知.doc", "关于放假的通知"),
        ("包.zip!/内/第1讲.pptx", "第1讲"),
        ("无后缀", "无后缀"),
        ("2024.xlsx", "2024"),
    ],
)
def test_the_stem_is_what_a_file_is_called(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def table(*rows: str) -> Fingerprint:
    maker = Fingerprinter("a.xlsx", KEY)
    maker.add(Segment("\n".join(rows), unit=Unit.CELL))
    return maker.fingerprint()


def test_a_table_keeps_its_words_whatever_their_order() -> None:
    rows = [f"学生{number}\tG4861902{number}\t2015-08-{number}" for number in range(10, 40)]
    columns = ["\t".join(row.split("\t")[column] for row in rows) for column in (2, 0, 1)]
    assert table(*rows).pieces == table(*columns).pieces != b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("成绩 02:01:44", "2:01:44 成绩"),
        ("2026-01-05", "２０２６/1/5"),
        ("2026年1月5日", "2026-01-05"),
        ("1,200.50", "1200.5"),
        ("每台设备都要有人登记", "1. 每台设备都要有人登记。"),
    ],
)
def test_a_piece_is_the_same_in_every_way_of_writing(one: str, other: str) -> None:
    assert fingerprint(one).pieces == fingerprint(other).pieces != b""


@pytest.mark.parametrize("text", ["张小明", "2026", "12.5", "abcdef", "表格如下：张小明，李小红，第12页"])
def test_what_stands_everywhere_is_no_piece(text: str) -> None:
    assert fingerprint(text).pieces == b""


@pytest.mark.parametrize("number", [5, 90, 5_000])
def test_a_sketch_tells_about_how_many_pieces_there_are(number: int) -> None:
    sketch = hashes_in(fingerprint("\n".join(f"G486{each:06}" for each in range(1, number + 1))).pieces)
    assert size_of(sketch) == pytest.approx(number, rel=0.3)


def test_where_a_formula_stands_in_an_old_word_file_does_not_count() -> None:
    assert fingerprint("已知 EMBED Equation.DSMT4 求下列各式的值").text == fingerprint("已知求下列各式的值").text
