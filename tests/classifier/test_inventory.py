import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.inventory import Inventory, NotAnInventory
from classifier.jsonl import dumps, file_line, record_of
from classifier.model import File, Outcome
from classifier.record import Evidence, Mark, Record, Status, Tag
from classifier.report._base import write_report
from classifier.settings import Settings

KEY = bytes(32)


def chosen(root: Path, **changes: object) -> Settings:
    return replace(Settings(root, KEY, date(2026, 11, 23)), **changes)  # type: ignore[arg-type]


def entry(name: str, size: int = 3) -> File:
    return File(name, size, 1_700_000_000_000_000_000, 1_700_000_000_000_000_000, 1, 2)


def full_record(name: str = "学籍/名册.xlsx") -> Record:
    evidence = Evidence("CN_MOBILE", "工作表“名册” C2", "138******00", 0.9, ("号段正确", "列名“电话”"))
    tag = Tag(
        "personal_information",
        "contact",
        Status.CONFIRMED,
        0.9,
        "一般3",
        "2.4",
        "contract",
        ("因为",),
        ("GB/T 35273",),
        (evidence,),
    )
    mark = Mark("秘密★1年", "秘密", "1年", "confirmed", "页眉", "位于首页")
    return Record(
        entry(name), Outcome.READ, "说明", "a" * 64, "b" * 64, "application/x", "", (tag,), (mark,), {"CN_MOBILE": 2},
        {"CN_MOBILE": b"1234567887654321"}, 2, False, 1,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Callable[[], Inventory]:
    return lambda: Inventory(tmp_path / "清单.inventory", create=True)


@given(st.text(min_size=1).filter(lambda name: "\0" not in name), st.sampled_from(Outcome), st.integers(0, 2**40))
@settings(max_examples=60)
def test_a_record_survives_the_round_trip_through_json(name: str, outcome: Outcome, size: int) -> None:
    record = replace(full_record(), file=entry(name, size), outcome=outcome)
    line = json.loads(dumps(file_line(record)).encode("utf-8"))
    assert record_of(line, record.file) == replace(record, values={})
    assert line["path"] == name


def test_names_that_are_not_utf8_are_kept_and_the_file_stays_utf8(
    store: Callable[[], Inventory], tmp_path: Path
) -> None:
    name = "坏\udcff名.txt"
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        inventory.put(Record(entry(name), Outcome.READ))
        inventory.finish()
        assert [record.name for record in inventory.records()] == [name]
        write_report("jsonl", inventory, tmp_path / "out.jsonl")
    line = (tmp_path / "out.jsonl").read_bytes().decode("utf-8").splitlines()[1]
    assert json.loads(line)["path"] == name


def test_unchanged_files_are_known_and_changed_ones_are_not(store: Callable[[], Inventory], tmp_path: Path) -> None:
    record = full_record()
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        assert inventory.unchanged(record.file) is None
        inventory.put(record)
        inventory.finish()
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        assert inventory.unchanged(record.file) == replace(record, values={})
        for change in ({"size": 4}, {"mtime_ns": 5}, {"ctime_ns": 5}, {"inode": 9}):
            assert inventory.unchanged(replace(record.file, **change)) is None  # type: ignore[arg-type]  # int fields all


def test_other_limits_or_rules_read_again(store: Callable[[], Inventory], tmp_path: Path) -> None:
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        inventory.put(full_record())
        inventory.finish()
        inventory.begin(chosen(tmp_path, max_bytes=5))
        assert inventory.unchanged(full_record().file) is None


def test_a_file_touched_while_the_scan_began_is_read_again(store: Callable[[], Inventory], tmp_path: Path) -> None:
    young = replace(entry("新.txt"), mtime_ns=2**62)
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        inventory.put(Record(young, Outcome.READ))
        assert inventory.unchanged(young) is None


def test_a_file_that_is_gone_leaves_the_inventory_only_when_a_scan_ends(
    store: Callable[[], Inventory], tmp_path: Path
) -> None:
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        inventory.put(full_record("甲.txt"))
        inventory.put(full_record("乙.txt"))
        inventory.finish()
        inventory.begin(chosen(tmp_path))
        inventory.put(full_record("乙.txt"))
        assert len(list(inventory.records())) == 2
        assert not inventory.header().finished
        inventory.finish()
        assert [record.name for record in inventory.records()] == ["乙.txt"]
        assert inventory.header().finished


def test_outcomes_add_up_and_equal_content_is_grouped(store: Callable[[], Inventory], tmp_path: Path) -> None:
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        for name in ("甲", "乙", "丙"):
            inventory.put(replace(full_record(name), sha256="c" * 64 if name != "丙" else "d" * 64))
        inventory.put(Record(entry("丁", 0), Outcome.EMPTY))
        inventory.finish()
        assert sum(inventory.outcomes().values()) == 4
        assert inventory.same_content() == {"c" * 64: 1}
        assert inventory.elsewhere("甲") == 2


def test_what_is_no_inventory_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "不是.txt"
    text.write_text("不是数据库" * 100, encoding="utf-8")
    with pytest.raises(NotAnInventory):
        Inventory(text)
    with pytest.raises(FileNotFoundError):
        Inventory(tmp_path / "没有")
    newer = tmp_path / "新版"
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version=99")
    database.close()
    with pytest.raises(NotAnInventory, match="另一版本"):
        Inventory(newer)


def test_an_inventory_belongs_to_one_folder(store: Callable[[], Inventory], tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.mkdir()
    with store() as inventory:
        inventory.begin(chosen(tmp_path))
        with pytest.raises(NotAnInventory, match="另一个文件夹"):
            inventory.begin(chosen(other))
