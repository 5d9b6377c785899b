"""The benches' own arithmetic: a figure nobody checks is no figure."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.accuracy import as_json, marks, report
from tests.bench.scoring import CATEGORIES, Found, Group, Rates, Verdict, compare, figures, read_found, read_label

Answers = Callable[..., tuple[int, str, str]]
NS, ID, TI, PI = CATEGORIES.values()
ACCEPTED = {"answer_key": ["exam_key"], "homework": ["homework", "exam_key"]}
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only")


def label(*categories: str, **fields: Any) -> dict[str, Any]:
    whole = {"file": "0001_甲.txt", "categories": list(categories), "subtypes": [], "tolerated": [], "notes": ""}
    return {**whole, "debatable": False, "needs_ocr": False, "hardness": "normal", **fields}


def found(*categories: str, teaching: tuple[str, ...] = ()) -> Found:
    return Found(frozenset(categories), frozenset(teaching), "read")


def verdict(line: dict[str, Any], what: Found) -> Verdict:
    return compare(read_label(line), what, ACCEPTED)


@pytest.mark.parametrize(
    ("line", "given", "hits", "extra", "missed"),
    [
        (label("TI"), found(TI), {TI}, set(), set()),
        (label("TI"), found(), set(), set(), {TI}),
        (label("NONE"), found(), set(), set(), set()),
        (label("NONE"), found(NS), set(), {NS}, set()),
        (label("PI"), found(TI, PI), {PI}, {TI}, set()),
        (label("PI", tolerated=["TI"]), found(TI, PI), {PI}, set(), set()),
        (label("PI", tolerated=["TI"]), found(TI), set(), set(), {PI}),
        (label("TI", tolerated=["NONE"]), found(), set(), set(), set()),
        (label("TI", tolerated=["NONE"]), found(TI), {TI}, set(), set()),
        (label("TI", tolerated=["NONE"]), found(ID), set(), {ID}, set()),
        (label("NONE", tolerated=["ID"]), found(ID), set(), set(), set()),
        (label("NONE"), found("third_party_secret"), set(), set(), set()),
    ],
)
def test_a_file_is_judged_as_the_guideline_says(
    line: dict[str, Any], given: Found, hits: set[str], extra: set[str], missed: set[str]
) -> None:
    result = verdict(line, given)
    assert [set(each) for each in (result.hits, result.extra, result.missed)] == [hits, extra, missed]
    assert result.right == (not extra and not missed)


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({}, Group.HEADLINE),
        ({"debatable": True}, Group.DEBATABLE),
        ({"needs_ocr": True}, Group.NEEDS_OCR),
        ({"needs_ocr": True, "debatable": True}, Group.NEEDS_OCR),
    ],
)
def test_what_is_scored_apart(fields: dict[str, bool], group: Group) -> None:
    assert read_label(label("TI", **fields)).group is group


@pytest.mark.parametrize(
    ("words", "given", "right"),
    [
        (["answer_key"], found(TI, teaching=("exam_key",)), True),
        (["answer_key"], found(TI, teaching=("exam_paper",)), False),
        (["answer_key", "homework"], found(TI, teaching=("exam_paper", "homework")), True),
        (["novel"], found(TI, teaching=("exam_paper",)), None),
        (["answer_key"], found(), None),
    ],
)
def test_a_subtype_is_right_when_one_of_those_given_is_accepted(
    words: list[str], given: Found, right: bool | None
) -> None:
    assert verdict(label("TI", subtypes=words), given).subtype_right is right


def test_a_category_the_guideline_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        read_label(label("XX"))


def test_what_stands_excepted_is_no_subtype() -> None:
    tags = [
        {"category": TI, "subtype": "exam_key", "status": "confirmed"},
        {"category": TI, "subtype": "homework", "status": "excepted"},
        {"category": PI, "subtype": "name", "status": "confirmed"},
    ]
    line = {"categories": [PI, TI], "tags": tags, "outcome": "partial"}
    assert read_found(line) == Found(frozenset({PI, TI}), frozenset({"exam_key"}), "partial")


def test_figures_count_what_the_verdicts_say() -> None:
    result = figures(
        [
            verdict(label("TI", subtypes=["answer_key"]), found(TI, teaching=("exam_key", "homework"))),
            verdict(label("TI"), found()),
            verdict(label("NONE"), found(TI)),
            verdict(label("NONE"), found()),
        ]
    )
    assert (result.files, result.right) == (4, 2)
    assert result.rates[TI] == Rates(hits=1, extra=1, missed=1)
    assert (result.rates[TI].precision, result.rates[TI].recall, result.rates[TI].f1) == (0.5, 0.5, 0.5)
    assert (result.subtypes_right, result.subtypes_compared, result.subtypes_given) == (1, 1, 2)
    assert result.outcomes == {"read": 4}


def test_a_rate_of_nothing_is_no_figure() -> None:
    assert (Rates(0, 0, 0).precision, Rates(0, 0, 0).recall, Rates(0, 0, 0).f1) == (None, None, None)
    assert (Rates(0, 2, 0).precision, Rates(0, 2, 0).recall, Rates(0, 2, 0).f1) == (0.0, None, 0.0)


names = st.sets(st.sampled_from(sorted(CATEGORIES)))


@given(names, names, st.booleans(), st.sets(st.sampled_from(sorted(CATEGORIES.values()))))
def test_every_category_of_a_file_counts_at_most_once(
    categories: set[str], tolerated: set[str], may_miss: bool, given: set[str]
) -> None:
    line = label(*categories or {"NONE"}, tolerated=[*tolerated, *(["NONE"] if may_miss else [])])
    result = verdict(line, found(*given))
    assert not result.hits & result.missed
    assert not result.hits & result.extra
    assert result.hits | result.extra <= given
    assert result.missed <= result.label.categories - given


def test_the_report_names_each_wrong_file_with_its_reasons() -> None:
    wrong = verdict(label("NONE", subtypes=["novel"], notes="小说", file="0001_\x1b甲.txt"), found(TI))
    missed = verdict(label("TI", file="0002_乙.txt"), found())
    tag = {"category": TI, "subtype": "exam_key", "status": "suspected", "confidence": 0.6, "reasons": ["有参考答案"]}
    line: dict[str, Any] = {"tags": [], "marks": [], "media_type": "text/plain", "detail": "编码不确定"}
    lines = {"0001_\x1b甲.txt": {**line, "tags": [tag]}, "0002_乙.txt": line}
    text = "\n".join(report([wrong, missed], lines))
    assert "\x1b" not in text
    for words in (
        "多 teaching_information",
        "漏 teaching_information",
        "novel",
        "小说",
        "有参考答案",
        "未命中，read",
        "编码",
    ):
        assert words in text
    assert json.dumps(as_json([wrong, missed]))


def test_marks_that_stand_where_none_should_are_counted_and_named() -> None:
    plain = verdict(label("NONE", file="1.txt"), found())
    secret = verdict(label("NS", file="2.txt"), found())
    tolerated = verdict(label("TI", tolerated=["NS"], file="3.txt"), found())
    firm, work = {"status": "confirmed", "level": "机密"}, {"status": "confirmed", "level": "工作秘密"}
    mention = {"status": "mention", "level": "秘密"}
    lines = {"1.txt": {"marks": [firm, work]}, "2.txt": {"marks": [mention]}, "3.txt": {"marks": [firm]}}
    told = list(marks([plain, secret, tolerated], lines))
    assert told[0].endswith("confirmed 2，mention 1；不该成立的 1 个文件，该成立而没有的 1 个文件")
    assert told[1:3] == ["  1.txt", "  2.txt"]
    lines = {"1.txt": {"marks": [work]}, "2.txt": {"marks": [firm]}, "3.txt": {"marks": []}}
    assert "不该成立的 0 个文件，该成立而没有的 0 个文件" in next(marks([plain, secret, tolerated], lines))


def test_a_corpus_missing_from_the_machine_is_said(python: Answers, tmp_path: Path) -> None:
    code, out, err = python("-m", "tests.bench.accuracy", tmp_path / "corpus", tmp_path / "labels.jsonl")
    assert (code, out) == (2, "")
    assert "语料不在这台机器上" in err
    assert python("-m", "tests.bench.speed", tmp_path / "corpus")[0] == 2


def test_a_labelled_folder_is_scanned_and_scored(python: Answers, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.csv").write_text("姓名,手机\n李秀兰,13812345678\n王小明,13912345678\n", encoding="utf-8")
    (tmp_path / "corpus" / "b.txt").write_text("今天天气很好。\n", encoding="utf-8")
    wanted = [label("PI", file="a.csv"), label("NONE", file="b.txt"), label("TI", file="c.txt")]
    labels = tmp_path / "labels.jsonl"

    def measure(lines: list[dict[str, Any]]) -> tuple[int, str, str]:
        labels.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        return python("-m", "tests.bench.accuracy", tmp_path / "corpus", labels, "--json", tmp_path / "out.json")

    code, out, err = measure(wanted[:2])
    assert code == 0, err
    assert "全对 2（100.0%）" in out
    rates = json.loads((tmp_path / "out.json").read_text())["figures"]["headline"]["rates"]
    assert rates[PI]["f1"] == 1.0
    code, _, err = measure(wanted)
    assert code == 2
    assert "c.txt" in err


@pytest.fixture(scope="session")
def handbuilt() -> Any:
    return pytest.importorskip("tests.bench.handbuilt", reason="python-docx comes with the extra [bench]")


@given(text=st.text(st.sampled_from("ab\n\r，")), size=st.integers(0, 5))
def test_pieces_lose_nothing(handbuilt: Any, text: str, size: int) -> None:
    assert "".join(handbuilt.pieces(text, size)) == text


@linux_only
def test_the_cost_of_a_command_is_that_of_all_its_descendants(python: Answers) -> None:
    burn = "import time; [0 for _ in iter(lambda: time.process_time() < 0.3, False)]"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {burn!r}]); print('x')"
    code, out, err = python(
        "-c",
        f"import sys; from tests.bench.cost import cost; c = cost([sys.executable, '-c', {orphan!r}]); print(c.cpu > 0.3, c.peak > 1, c.status, c.stopped, c.output)",
    )
    assert (code, out.split()) == (0, ["True", "True", "0", "False", "x"]), err


@linux_only
def test_what_takes_too_long_is_stopped_and_said_to_be(python: Answers) -> None:
    code, out, err = python(
        "-c",
        "import sys; from tests.bench.cost import cost; c = cost([sys.executable, '-c', 'while True: pass'], limit=0.5); print(c.cpu > 0.2, c.status, c.stopped)",
    )
    assert (code, out.split()) == (0, ["True", "-9", "True"]), err


def test_every_stage_of_a_scan_is_watched(python: Answers, tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "a.txt").write_text("电话13812345678联系\n" * 2000, encoding="utf-8")
    code, out, err = python("-m", "tests.bench.stages", tmp_path / "root")
    assert code == 0, err
    seconds = json.loads(out)
    assert {"walk", "identify", "extract", "recognize", "classify", "store"} <= seconds.keys()
    assert seconds["start"] > seconds["recognize"] > 0
