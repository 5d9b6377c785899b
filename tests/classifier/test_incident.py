"""baomi incident (clause 8.4): how far a leak reaches, and the hours that are left."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from classifier.handback.fingerprints import Fingerprinter
from classifier.incident import Clock, Leak, Range, impact
from classifier.mask import keyed_digest
from classifier.model import Segment
from classifier.record import Fingerprint
from classifier.view import View
from classifier.words import BEIJING
from tests.conftest import Answer
from tests.stock import DAY, HASHES, KEY, MOBILES, NAMES, keyed_stock, lesson, roster, stock

Baomi = Callable[..., Answer]
WHEN = ("--occurred", "2026-11-24 09:30", "--discovered", "2026-11-24T10:00")


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with stock(tmp_path / "i", tmp_path) as store:
        yield View(store, DAY)


def digests(*values: str) -> frozenset[bytes]:
    return frozenset(keyed_digest(value, KEY) for value in values)


def test_a_leaked_file_concerns_all_in_it_and_its_values_elsewhere(view: View) -> None:
    leak = Leak(digests=frozenset({HASHES["名册"]}), values=digests(*MOBILES, *NAMES))
    found = impact(view, leak)
    assert [(item.record.name, item.whole) for item in found.items] == [("学籍/名册.csv", True), ("电话.txt", False)]
    assert found.categories == {"personal_information": 1}
    assert found.persons == Range(2, 2)
    assert found.minors == Range(1, 1)
    assert found.values["CN_RESIDENT_ID"] == 2, "all of its values, not only the shared ones"
    assert found.unread == 1


def test_an_excerpt_concerns_only_what_it_shares(view: View) -> None:
    found = impact(view, Leak(values=digests(MOBILES[0])))
    assert {item.record.name for item in found.items} == {"学籍/名册.csv", "电话.txt"}
    assert not any(item.whole for item in found.items)
    assert found.persons == Range(1, 1)
    assert found.values == {"CN_MOBILE": 1}


def test_a_rare_value_tells_more_of_the_source_than_a_common_one(view: View) -> None:
    for number in range(5):
        view.store.put(roster(f"通知/{number}.txt", f"{number:064x}", {"CN_MOBILE": MOBILES[:1]}))
    view.store.put(roster("最后.txt", "a" * 64, {"CN_MOBILE": MOBILES[1:]}))
    found = impact(view, Leak(values=digests(*MOBILES)))
    assert [item.record.name for item in found.items[:3]] == ["学籍/名册.csv", "最后.txt", "电话.txt"]


TEXT = "".join(
    f"第{number}节讲授第{number * 7}个知识点，学生分组讨论并完成第{number * 3}题。" for number in range(1, 40)
)


def windows(text: str) -> Fingerprint:
    reader = Fingerprinter("某.txt", KEY)
    reader.add(Segment(text))
    return reader.fingerprint()


def test_a_passage_points_at_the_file_that_it_was_taken_from(view: View) -> None:
    view.store.put(replace(lesson("备课/长教案.txt"), sha256="c" * 64, fingerprint=windows(TEXT)))
    view.store.put(replace(lesson("备课/另一份.txt"), sha256="d" * 64, fingerprint=windows("别的内容，" * 200)))
    found = impact(view, Leak(windows=(windows(f"有人在群里说：{TEXT[300:450]}").windows,)))
    assert [(item.record.name, item.whole) for item in found.items] == [("备课/长教案.txt", False)]
    assert "有相同的文字" in found.items[0].how[0]
    assert impact(view, Leak(windows=(windows("毫不相干的一段话，" * 20).windows, b""))).items == ()


def test_a_folder_and_a_container_stand_for_what_is_in_them(view: View) -> None:
    found = impact(view, Leak(paths=frozenset({"包.zip", "学籍"})))
    assert {item.record.name for item in found.items} == {"包.zip", "包.zip!/教案.txt", "学籍/名册.csv"}


def test_nothing_found_is_no_all_clear(view: View) -> None:
    found = impact(view, Leak(values=digests("没有见过")))
    assert found.items == ()
    assert (found.persons, found.first) == (Range(0, 0), None)


def test_the_hours_run_from_the_occurrence() -> None:
    occurred = datetime(2026, 11, 24, 9, 30, tzinfo=BEIJING)
    clock = Clock(occurred, occurred + timedelta(hours=40))
    assert clock.deadline == datetime(2026, 11, 26, 9, 30, tzinfo=BEIJING)
    assert clock.left(occurred + timedelta(hours=40)) == "还剩 8 小时 0 分"
    assert clock.left(occurred + timedelta(hours=49, minutes=5)).startswith("已超过 1 小时 5 分")


@pytest.fixture
def inventory(tmp_path: Path, environment: dict[str, str]) -> Path:
    """Return the stock's inventory; the user's key is the one that it was made with."""
    return keyed_stock(tmp_path, environment)


def test_a_notice_is_drafted_with_time_scope_and_measures(baomi: Baomi, inventory: Path, tmp_path: Path) -> None:
    (tmp_path / "外泄.txt").write_text("群里有人发：张小明 13800138000", encoding="utf-8")
    (tmp_path / "baomi.toml").write_text(PROJECT, encoding="utf-8")
    done = baomi(
        "incident", inventory, "--text", "外泄.txt", *WHEN, "--measure", "已撤回该消息", "--out", "告知书.docx"
    )
    assert done.code == 3, "a file of the inventory was not read"
    assert "学籍/名册.csv（部分：含有相同的值 2 个；持有人 某同事（密字1号））" in done.out
    assert "2026-11-26 09:30 之前" in done.out
    with zipfile.ZipFile(tmp_path / "告知书.docx") as package:
        text = package.read("word/document.xml").decode("utf-8")
    for words in (
        "发生时间",
        "影响范围",
        "控制措施",
        "已撤回该消息",
        "示例中学（甲某）",
        "2026年11月24日 09:30",
        "某同事",
    ):
        assert words in text
    assert not [value for value in ("13800138000", "张小明") if value in text + done.out + done.err]


def test_the_times_are_asked_of_a_person_at_a_terminal(
    inventory: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "classifier.cli", "incident", str(inventory), "学籍"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path
    ) as process:
        os.write(ours, b"2026-11-24 09:30\n2026-11-24 10:00\n")
        told, asked = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert "事件发生的时间" in asked.decode()
    assert "2026-11-26 09:30 之前" in told.decode()


def test_counts_name_no_file(baomi: Baomi, inventory: Path, tmp_path: Path) -> None:
    done = baomi("incident", inventory, "学籍", *WHEN, "--level", "counts", "--out", "告知书.docx")
    assert "涉及的人：2 人" in done.out
    with zipfile.ZipFile(tmp_path / "告知书.docx") as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert "名册" not in done.out + text
    assert "2 人" in text


PROJECT = """
[project]
name = "智慧课堂"
signed = 2026-03-01
[party_a]
name = "示例中学"
coordinator = "甲某"
[party_b]
name = "示例公司"
coordinator = "乙某"
[[holder]]
name = "某同事"
agreement = "密字1号"
paths = ["学籍/"]
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请给出泄露的内容"),
        (("没有.txt", *WHEN), "清单里没有"),
        (("学籍",), "--occurred"),
        (("学籍", "--occurred", "昨天", "--discovered", "2026-11-24 10:00"), "2026-11-24 09:30"),
        (("学籍", "--occurred", "2026-11-24 11:00", "--discovered", "2026-11-24 10:00"), "早于"),
        (("--file", "没有", *WHEN), "没有这个文件"),
        (("学籍", *WHEN, "--out", "x.pdf"), "docx"),
        (("学籍", "--occurred", "2099-01-01 00:00", "--discovered", "2099-01-01 00:00"), "在将来"),
        (("学籍", *WHEN, "--out", "资料/x.docx"), "在被扫描的文件夹之内"),
    ],
)
def test_wrong_use(words: tuple[str, ...], said: str, baomi: Baomi, inventory: Path) -> None:
    done = baomi("incident", inventory, *words)
    assert (done.code, said in done.err) == (2, True), done.err
