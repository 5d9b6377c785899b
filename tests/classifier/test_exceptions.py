"""The register of exceptions (clause 9.1): what an entry lifts, what it never lifts, what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from classifier.checked import BadData
from classifier.exceptions import load_register
from classifier.inventory import Inventory
from classifier.mask import keyed_digest
from classifier.model import Status
from classifier.policy import load_policy
from classifier.report._summary import summarize
from classifier.view import View
from tests.stock import DAY, HASHES, IDS, KEY, MOBILES, NAMES, stock

POLICY = load_policy()
ENTRY = """
[[exception]]
id = "{id}"
{bound}
ground = "{ground}"
evidence = "官网公告第3号"
date = 2026-01-05
approver = "某主任"
expires = {expires}
{more}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Inventory]:
    with stock(tmp_path / "i", tmp_path) as inventory:
        yield inventory


def entry(bound: str, *, name: str = "甲", ground: str = "9.1(2)", expires: str = "2027-01-01", more: str = "") -> str:
    return ENTRY.format(id=name, bound=bound, ground=ground, expires=expires, more=more)


def file_of(name: str) -> str:
    return f'sha256 = "{HASHES[name]}"'


def value_of(value: str, entity: str) -> str:
    return f'value = "{keyed_digest(value, KEY).hex()}"\nentity = "{entity}"'


def view(store: Inventory, tmp_path: Path, *entries: str, today: date = DAY) -> View:
    path = tmp_path / "exceptions.toml"
    path.write_text("".join(entries), encoding="utf-8")
    return View(store, today, register=load_register(path, POLICY))


def statuses(seen: View, name: str) -> dict[str, Status]:
    record = next(record for record in seen.records() if record.name == name)
    return {tag.subtype: tag.status for tag in record.tags}


def test_a_file_is_excepted_stays_visible_and_says_on_whose_word(store: Inventory, tmp_path: Path) -> None:
    seen = view(store, tmp_path, entry(file_of("教案")))
    assert statuses(seen, "备课/教案.txt") == {"lesson_plan": Status.EXCEPTED}
    record = next(record for record in seen.records() if record.name == "备课/教案.txt")
    assert record.categories == ()
    assert "官网公告第3号" in record.tags[0].reasons[-1]
    assert "某主任" in record.tags[0].reasons[-1]
    assert summarize(seen).excepted == 2  # the lesson plan, and its copy in the archive
    assert [state.said for state in seen.states()] == ["用于 2 个文件"]


def test_whoever_names_a_container_names_what_is_in_it(store: Inventory, tmp_path: Path) -> None:
    seen = view(store, tmp_path, entry(file_of("包")))
    assert statuses(seen, "包.zip!/教案.txt") == {"lesson_plan": Status.EXCEPTED}
    assert statuses(seen, "备课/教案.txt") == {"lesson_plan": Status.SUSPECTED}


def test_personal_information_needs_a_named_person(store: Inventory, tmp_path: Path) -> None:
    seen = view(store, tmp_path, entry(file_of("电话")))
    assert statuses(seen, "电话.txt") == {"contact": Status.CONFIRMED}
    assert "永久" in seen.states()[0].said
    seen = view(store, tmp_path, entry(file_of("电话"), more='confirmed_by = "李某"'))
    assert statuses(seen, "电话.txt") == {"contact": Status.EXCEPTED}


def test_a_state_secret_is_never_lifted(store: Inventory, tmp_path: Path) -> None:
    seen = view(store, tmp_path, entry(file_of("来文"), more='confirmed_by = "李某"'))
    assert statuses(seen, "来文/通知.txt") == {"marked_document": Status.CONFIRMED}
    assert "有权机关" in seen.states()[0].said


def test_a_value_is_excepted_wherever_it_stands_alone_and_nowhere_else(store: Inventory, tmp_path: Path) -> None:
    named = 'confirmed_by = "李某"'
    seen = view(store, tmp_path, entry(value_of(MOBILES[0], "CN_MOBILE"), more=named))
    assert statuses(seen, "电话.txt") == {"contact": Status.EXCEPTED}
    assert statuses(seen, "学籍/名册.csv")["contact"] is Status.CONFIRMED, "another number stands there too"
    both = [entry(value_of(mobile, "CN_MOBILE"), name=mobile[-4:], more=named) for mobile in MOBILES]
    seen = view(store, tmp_path, *both)
    assert statuses(seen, "学籍/名册.csv") == {
        "contact": Status.EXCEPTED,
        "name": Status.CONFIRMED,
        "identity_document": Status.CONFIRMED,
    }


def test_expired_and_unused_entries_are_told(store: Inventory, tmp_path: Path) -> None:
    old = entry(file_of("教案"), name="旧", expires="2026-11-22")
    none = entry(f'sha256 = "{"f" * 64}"', name="空")
    last = entry(file_of("包"), name="末日", expires=str(DAY))
    seen = view(store, tmp_path, old, none, last)
    assert statuses(seen, "备课/教案.txt") == {"lesson_plan": Status.SUSPECTED}
    said = {state.entry.id: state.said for state in seen.states()}
    assert "过期" in said["旧"]
    assert "没有用到" in said["空"]
    assert said["末日"] == "用于 1 个文件"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry(file_of("教案"), ground="9.1(7)"), "六种之一"),
        (entry(file_of("教案") + "\n" + value_of(NAMES[0], "CN_PERSON")), "只写一个"),
        (entry(""), "只写一个"),
        (entry('sha256 = "12"'), "64 位"),
        (entry(f'value = "{keyed_digest(IDS[0], KEY).hex()}"'), "值的种类"),
        (entry(file_of("教案"), ground="9.1(5)"), "律师"),
        (entry(file_of("教案"), ground="9.1(5)", more='opinion = "法意1号"'), "甲方确认"),
        (entry(file_of("教案"), expires='"2027"'), "日期"),
        (entry(file_of("教案"), more='aprover = "某"'), "没有这个键"),
        (entry(file_of("教案"), more='categories = ["学籍"]'), "没有类别"),
        (entry(file_of("教案")) * 2, "用了两次"),
        (entry(file_of("教案")).replace('approver = "某主任"', ""), "批准人"),
        ("[exception]\n", r"\[\[exception\]\]"),
        ("[[exception]\n", "第1行"),
    ],
)
def test_a_wrong_entry_is_refused_with_the_place_and_what_belongs_there(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadData, match=said) as error:
        load_register(path, POLICY)
    assert str(path) in str(error.value)


def test_ground_one_must_lie_before_the_signing(tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(entry(file_of("教案"), ground="9.1(1)"), encoding="utf-8")
    assert load_register(path, POLICY, date(2026, 1, 6))
    with pytest.raises(BadData, match="早于协议签署日期"):
        load_register(path, POLICY, date(2026, 1, 5))
