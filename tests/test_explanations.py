"""Every finding in the sample corpus is explained in an officer's words: what was seen, never only a code or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import dictionaries
from classifier.explain import explain
from classifier.grade import grade_of
from classifier.inventory import Inventory
from classifier.policy import Policy, load_policy
from classifier.record import Record, Tag
from tests.conftest import Answer
from tests.test_sample_corpus import CORPUS, TWIN, run

HAN = re.compile("[\u4e00-\u9fff]")
CODE_NAME = re.compile(r"(?<![0-9A-Za-z_./])(?:CN_[A-Z_]+|[a-z]+(?:_[a-z]+)+)(?![0-9A-Za-z_./])")
"""Names of entities, kinds, shapes and subtypes as programs write them."""
EMPTY = re.compile(r"第2\.[1-5]条“[^”]+”：(?:整体形态(?:是|像)教学文档)?$")
"""What the conclusion repeats: no structure is named in it."""
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Inventory, list[Record], Policy]]:
    folder = tmp_path_factory.mktemp("explanations")
    words = ("--exclude", f"*{TWIN}", "--exclude", "/make/", "--no-ocr", "--quiet", "--inventory", str(folder / "清单"))
    scanned = run("-m", "classifier.cli", "scan", str(CORPUS), *words, XDG_CONFIG_HOME=str(folder))
    assert scanned.returncode in {0, 3}, scanned.stderr
    with Inventory(folder / "清单") as store:
        yield store, list(store.records()), load_policy()


def tagged(records: list[Record]) -> Iterator[tuple[Record, Tag]]:
    return ((record, tag) for record in records for tag in record.tags)


def test_every_tag_names_what_was_seen_in_words(records: tuple[Inventory, list[Record], Policy]) -> None:
    _, found, _ = records
    assert len(list(tagged(found))) > 100
    for record, tag in tagged(found):
        telling = [reason for reason in tag.reasons if not EMPTY.fullmatch(reason) and len(HAN.findall(reason)) >= 4]
        assert telling, (record.name, tag)
        assert not [reason for reason in tag.reasons if CODE_NAME.search(reason)], (record.name, tag.reasons)


def test_the_corpus_shows_every_category_so_that_none_goes_unexplained(
    records: tuple[Inventory, list[Record], Policy],
) -> None:
    _, found, policy = records
    assert {tag.category for _, tag in tagged(found)} == {category.id for category in policy.categories}


def test_an_explanation_has_no_code_names_in_it(records: tuple[Inventory, list[Record], Policy]) -> None:
    store, found, _ = records
    for record in found:
        told = list(explain(record, store.header(), 0))[1:]
        said = "\n".join(line for line in told if not line.startswith(("说明：", "类型 ", "  见 ", "密级标志")))
        assert not CODE_NAME.search(said), (record.name, CODE_NAME.findall(said))


def test_a_files_grade_is_its_highest_and_says_from_which_finding(
    records: tuple[Inventory, list[Record], Policy],
) -> None:
    _, found, policy = records
    graded = 0
    for record in found:
        grade = grade_of(record, policy)
        assert (grade is None) == (not [tag for tag in record.tags if tag.status != "excepted"])
        if grade:
            graded += 1
            assert grade.level == max((tag.grade for tag in record.tags), key=policy.grades.index)
            assert re.search("由“.+·.+”（.+，第2\\.[1-5]条）而来：.{4}", grade.why), (record.name, grade.why)
    assert graded > 50


def test_every_shape_rule_and_kind_can_be_told_in_words() -> None:
    sentences = [item["sentence"] for group in dictionaries.shapes().values() for item in group.values()]
    sentences += [proof["sentence"] for kind in dictionaries.kinds().values() for proof in kind.get("proof", ())]
    sentences += [
        proof["text"]
        for category in dictionaries.policy("school-agreement")["category"]
        for proof in (*category.get("proof", ()), *(p for item in category["subtype"] for p in item.get("proof", ())))
    ]
    assert len(sentences) > 250
    assert not [words for words in sentences if len(HAN.findall(words)) < 2 or CODE_NAME.search(words)]


def test_a_grade_stands_in_the_reports_with_its_reason(tmp_path: Path, baomi: Any) -> None:
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / "课表.txt").write_text(
        "七年级(3)班课程表\n节次 星期一 星期二 星期三 星期四 星期五\n第一节 语文 数学 英语 数学 语文\n第二节 数学 语文 体育 英语 物理\n",
        encoding="utf-8",
    )
    outputs = [word for form in ("jsonl", "csv", "html") for word in ("--out", f"{form}={tmp_path / f'单.{form}'}")]
    answer: Answer = baomi(
        "scan", tmp_path / "资料", "--inventory", tmp_path / "清单", "--workers", "1", "--quiet", *outputs
    )
    assert answer.code == 0, answer.err
    for form in ("jsonl", "csv", "html"):
        assert "由“教学信息·课程安排”（" in (tmp_path / f"单.{form}").read_text(encoding="utf-8"), form
