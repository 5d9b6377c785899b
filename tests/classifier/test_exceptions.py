"""The register of exceptions (clause 9.1): what an entry lifts, what it never lifts, what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.checked import BadData
from classifier.exceptions import check_register, entry_text, load_register
from classifier.inventory import Inventory
from classifier.mask import keyed_digest
from classifier.policy import load_policy
from classifier.record import Status
from classifier.report._summary import summarize
from classifier.view import View
from tests.conftest import Answer
from tests.stock import DAY, HASHES, IDS, KEY, MOBILES, NAMES, keyed_stock, stock

Baomi = Callable[..., Answer]
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
    later = entry(file_of("教案"), name="将来").replace("2026-01-05", "2026-11-24")
    seen = view(store, tmp_path, old, none, last, later)
    assert statuses(seen, "备课/教案.txt") == {"lesson_plan": Status.SUSPECTED}
    said = {state.entry.id: state.said for state in seen.states()}
    assert "过期" in said["旧"]
    assert "没有用到" in said["空"]
    assert "还不放行" in said["将来"]
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
        (entry(file_of("教案"), expires="2026-01-04"), "早于例外成立"),
        ("x = " + "[" * 100_000, "TOML"),
        ("x = " + "9" * 10_000, "TOML"),
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


GIVEN = (
    "--ground",
    "9.1(2)",
    "--evidence",
    "公告",
    "--date",
    "2026-01-05",
    "--approver",
    "某主任",
    "--expires",
    "2099-01-01",
)


@pytest.fixture
def inventory(tmp_path: Path, environment: dict[str, str]) -> Path:
    """Return the stock's inventory; the user's key is the one that it was made with."""
    return keyed_stock(tmp_path, environment)


def test_an_entry_is_written_and_every_report_here_shows_it(baomi: Baomi, inventory: Path, tmp_path: Path) -> None:
    done = baomi("except", inventory, "--file", "备课/教案.txt", *GIVEN, "--to", "exceptions.toml")
    assert done.code == 0, done.err
    assert (tmp_path / "exceptions.toml").stat().st_mode & 0o777 == 0o600
    done = baomi("except", inventory, "--file", "来文/通知.txt", *GIVEN, "--to", "exceptions.toml")
    assert "现有 2 条" in done.err
    done = baomi("report", inventory, "--out", "jsonl=r.jsonl")
    assert "例外“1”：用于 2 个文件" in done.err
    assert "例外“2”：国家秘密只能由有权机关解除" in done.err
    assert "excepted" in (tmp_path / "r.jsonl").read_text(encoding="utf-8")


def test_an_entry_with_holes_is_shown_and_not_written(baomi: Baomi, inventory: Path, tmp_path: Path) -> None:
    done = baomi("except", inventory, "--file", "备课/教案.txt", "--ground", "9.1(2)")
    assert done.code == 0
    assert f'sha256 = "{HASHES["教案"]}"' in done.out
    assert "# date = " in done.out
    done = baomi("except", inventory, "--file", "备课/教案.txt", "--ground", "9.1(2)", "--to", "exceptions.toml")
    assert (done.code, "缺少" in done.err) == (2, True)
    assert not (tmp_path / "exceptions.toml").exists()
    assert baomi("except", inventory, "--file", "没有.txt").code == 2


def test_a_value_is_read_unseen_and_written_as_a_keyed_digest(
    inventory: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "classifier.cli", "except", str(inventory)]
    told = f"{MOBILES[0]}\n没有见过的值\n"
    done = subprocess.run(
        command, input=told, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert value_of(MOBILES[0], "CN_MOBILE") in done.stdout
    assert "见于 2 个文件" in done.stdout
    assert "第2个值在清单里没有见过" in done.stderr
    assert MOBILES[0] not in done.stdout + done.stderr


@given(st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=60)
def test_whatever_is_told_an_entry_reads_back_or_is_refused(evidence: str, day: str) -> None:
    told = dict.fromkeys(("ground", "approver"), "9.1(2)") | {
        "evidence": f"证{evidence}",
        "date": day,
        "expires": "2099-01-01",
    }
    text = entry_text("某", {"sha256": "1" * 64}, told)
    try:
        (read,) = check_register(text, Path("e.toml"), POLICY)
    except BadData:
        assert day != "2026-01-05"
    else:
        assert read.evidence == f"证{evidence}".strip()
