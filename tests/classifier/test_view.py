"""What a reader of a level may see: in every form of report, as files on disk."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from classifier.inventory import Inventory
from classifier.project import Party, Project
from classifier.report._base import ITSELF, NOTICE, forms, write_report
from classifier.retention import retention_of
from classifier.view import Level, View
from tests.stock import DAY, VALUES, secret, stock

PROJECT = Project(
    "智慧课堂",
    date(2026, 3, 1),
    Party("示例中学", "甲某"),
    Party("示例公司", "乙某"),
    retention={"third_party_secret": "合同终止后五年"},
)
FORMS = sorted(forms())
LEVELS = list(Level)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Inventory]:
    (tmp_path / "资料").mkdir()
    with stock(tmp_path / "i", tmp_path / "资料") as inventory:
        yield inventory


def everything(path: Path) -> str:
    """Return all that stands in a report, of whatever form: the text of every part of an Office file too."""
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as package:
            parts = (package.read(name).decode("utf-8", "replace") for name in package.namelist())
            return unescape("\n".join(parts))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_at_every_level_shows_what_it_may_and_nothing_else(
    form: str, level: Level, store: Inventory, tmp_path: Path
) -> None:
    path = tmp_path / f"r.{form}"
    write_report(form, View(store, DAY, PROJECT, level=level), path)
    text = everything(path)
    assert not [value for value in VALUES if value in text]
    listed = [record for record in store.records() if record.tags or not record.outcome.complete]
    stems = [record.name.rpartition("/")[2] for record in listed]
    assert [stem in text for stem in stems] == [level is not Level.COUNTS] * len(stems)
    assert (str(tmp_path) in text) is (level is not Level.COUNTS and form != "csv")
    assert ("某列" in text) is (level is Level.FULL)
    assert ("138******00" in text) is (level is Level.FULL)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_a_report_bears_the_banner_the_parties_and_itself(form: str, store: Inventory, tmp_path: Path) -> None:
    path = tmp_path / f"r.{form}"
    write_report(form, View(store, DAY, PROJECT), path)
    text = everything(path)
    for words in (NOTICE, "智慧课堂", "示例中学", "甲某", "示例公司", "乙某", "2026-03-01"):
        assert words in text
    if form != "jsonl":
        assert ITSELF in text
        assert path.name in text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
def test_equal_inventories_give_equal_bytes(form: str, level: Level, store: Inventory, tmp_path: Path) -> None:
    seen = View(store, DAY, PROJECT, level=level)
    (tmp_path / "b").mkdir()
    for folder in (tmp_path, tmp_path / "b"):
        write_report(form, seen, folder / "r")
    assert (tmp_path / "r").read_bytes() == (tmp_path / "b" / "r").read_bytes()


def test_the_terms_follow_clause_nine(store: Inventory) -> None:
    seen = View(store, DAY, PROJECT)
    terms = {record.name: [(term.term, term.clause) for term in seen.retention(record)] for record in seen.records()}
    assert terms["学籍/名册.csv"] == [("永久", "9.3")]
    assert terms["来文/通知.txt"] == [("机密，所标期限 5年", "9.2")]
    assert terms["备课/教案.txt"] == [("永久", "9.1")]
    assert terms["说明.txt"] == []
    unmarked = secret("x")
    unmarked = replace(unmarked, marks=(replace(unmarked.marks[0], term=""),))
    assert [term.term for term in retention_of(unmarked, seen.policy)] == ["机密，未标期限，依法不超过20年"]


def test_the_exchange_form_keeps_its_schema_at_every_level(store: Inventory, tmp_path: Path) -> None:
    for level, lines in ((Level.FULL, 8), (Level.INTERNAL, 8), (Level.COUNTS, 0)):
        write_report("jsonl", View(store, DAY, level=level), tmp_path / "r")
        head, *rest = [json.loads(line) for line in (tmp_path / "r").read_text(encoding="utf-8").splitlines()]
        assert head["schema"] == "baomi.inventory/1"
        assert head["report"]["level"] == level
        assert sum(head["outcomes"].values()) == 8
        assert len(rest) == lines
        assert all(line["retention"] for line in rest if line["categories"])
