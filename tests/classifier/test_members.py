"""Files inside files: each is a record of its own, in memory, within limits, and none is called read that was not."""

import io
import shutil
import sqlite3
import struct
import subprocess
import tarfile
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from classifier.examine import examine
from classifier.inventory import Inventory
from classifier.model import Outcome
from classifier.record import Record
from classifier.settings import Settings
from classifier.walk import walk

ID = "身份证110224201506011232号"
KEY = bytes(32)


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def under_code_page(name: str, content: bytes, encoding: str) -> bytes:
    """Return a zip whose only name is in a code page that nothing in it names, as Windows writes them."""
    raw = name.encode(encoding)
    stand_in = "甲" * 40
    return zipped({stand_in[: len(raw) // 3] + "x" * (len(raw) % 3): content}).replace(
        (stand_in[: len(raw) // 3] + "x" * (len(raw) % 3)).encode(), raw
    )


def unflagged(data: bytes) -> bytes:
    """Return a zip without the flag that says UTF-8."""
    out = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            flags = struct.unpack_from("<H", out, at + place)[0]
            struct.pack_into("<H", out, at + place, flags & ~0x800)
            at = out.find(signature, at + 4)
    return bytes(out)


def record_of(folder: Path, name: str, data: bytes, **changes: Any) -> Record:
    (folder / name).write_bytes(data)
    (file,) = (file for file in walk(folder) if file.name == name)
    return examine(file, replace(Settings(folder, KEY, date(2026, 11, 24)), **changes))


def outcomes(record: Record) -> dict[str, Outcome]:
    return {item.name: item.outcome for item in (record, *record.members)}


def test_a_member_is_a_record_with_its_own_tags(tmp_path: Path) -> None:
    inner = zipped({"深/名册.csv": f"姓名,身份证号\n赵一,{ID[3:-1]}\n".encode("gb18030")})
    record = record_of(tmp_path, "包.zip", zipped({"内/通知.txt": b"abc", "里.zip": inner}))
    assert outcomes(record) == {
        "包.zip": Outcome.READ,
        "包.zip!/内/通知.txt": Outcome.READ,
        "包.zip!/里.zip": Outcome.READ,
        "包.zip!/里.zip!/深/名册.csv": Outcome.READ,
    }
    last = record.members[-1]
    assert last.counts["CN_RESIDENT_ID"] == 1
    assert "personal_information" in last.categories
    assert last.container == "包.zip"
    assert len(last.sha256) == 64


@pytest.mark.parametrize(
    ("name", "encoding"), [("期末考试安排.txt", "gb18030"), ("學生名冊與成績.txt", "big5"), ("考试安排.txt", "utf-8")]
)
def test_names_of_any_code_page_come_out_right(name: str, encoding: str, tmp_path: Path) -> None:
    record = record_of(tmp_path, "包.zip", unflagged(under_code_page(name, b"abc", encoding)))
    assert [member.name for member in record.members] == [f"包.zip!/{name}"]


def test_members_of_the_same_name_are_all_kept(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("甲.txt", "一")
        package.writestr("甲.txt", ID)
    record = record_of(tmp_path, "包.zip", out.getvalue())
    assert [member.name for member in record.members] == ["包.zip!/甲.txt", "包.zip!/甲.txt#2"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tars_are_opened_whatever_packs_them(mode: str, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as package:  # type: ignore[call-overload]
        entry = tarfile.TarInfo("内/甲.txt")
        entry.size = len(ID.encode())
        package.addfile(entry, io.BytesIO(ID.encode()))
    record = record_of(tmp_path, "包.tar", out.getvalue())
    assert [member.counts for member in record.members] == [{"CN_RESIDENT_ID": 1}]


def test_an_archive_that_breaks_off_is_partial(tmp_path: Path) -> None:
    whole = zipped({"甲.txt": ID.encode(), "乙.txt": b"b" * 3000}, zipfile.ZIP_STORED)
    record = record_of(tmp_path, "包.zip", whole[:2000])
    assert record.outcome is Outcome.PARTIAL
    assert record.members[0].counts == {"CN_RESIDENT_ID": 1}


def test_passwords_are_tried_and_nowhere_written(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as package:
        package.setpassword("密码2026".encode())
        package.writestr("甲.txt", ID)
    data = out.getvalue()
    locked = record_of(tmp_path, "包.zip", data)
    assert [member.outcome for member in locked.members] == [Outcome.ENCRYPTED]
    opened = record_of(tmp_path, "包.zip", data, passwords=("错的", "密码2026"))
    assert [member.counts for member in opened.members] == [{"CN_RESIDENT_ID": 1}]
    assert "密码2026" not in repr(opened)


def locked_7z(parts: dict[str, bytes], **how: Any) -> bytes:
    py7zr = pytest.importorskip("py7zr", reason="the extra `archives` is not installed")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="密码2026", **how) as package:
        for name, content in parts.items():
            package.writestr(content, name)
    return out.getvalue()


@pytest.mark.parametrize("names", [False, True], ids=["contents", "names too"])
def test_an_encrypted_7z_opens_with_the_password_only(names: bool, tmp_path: Path) -> None:
    data = locked_7z({"内/甲.txt": ID.encode(), "乙.txt": b"b"}, header_encryption=names)
    for passwords in ((), ("错的",)):
        locked = record_of(tmp_path, "包.7z", data, passwords=passwords)
        assert {item.outcome for item in (locked, *locked.members)} <= {Outcome.ENCRYPTED, Outcome.READ}
        assert Outcome.ENCRYPTED in {item.outcome for item in (locked, *locked.members)}
    opened = record_of(tmp_path, "包.7z", data, passwords=("错的", "密码2026"))
    assert outcomes(opened) == {"包.7z": Outcome.READ, "包.7z!/内/甲.txt": Outcome.READ, "包.7z!/乙.txt": Outcome.READ}
    assert opened.members[0].counts == {"CN_RESIDENT_ID": 1}


def test_a_7z_that_inflates_without_end_is_not_called_read(tmp_path: Path) -> None:
    plain = locked_7z({"零": bytes(2**25)})
    record = record_of(tmp_path, "弹.7z", plain, passwords=("密码2026",))
    assert [member.outcome for member in record.members] == [Outcome.TOO_LARGE]
    assert "倍" in record.members[0].detail


def test_limits_end_in_a_figure_and_never_in_read(tmp_path: Path) -> None:
    nested = zipped({"心.txt": ID.encode()})
    for level in range(12):
        nested = zipped({f"{level}.zip": nested})
    deep = record_of(tmp_path, "深.zip", nested)
    assert deep.members[-1].outcome is Outcome.TOO_LARGE
    assert "10" in deep.members[-1].detail
    many = record_of(tmp_path, "多.zip", zipped({f"{n}.txt": b"x" for n in range(30)}), members=20)
    assert many.outcome is Outcome.PARTIAL
    assert "20" in many.detail
    assert len(many.members) == 20
    bomb = record_of(tmp_path, "弹.zip", zipped({"零": bytes(2**25)}))
    assert [member.outcome for member in bomb.members] == [Outcome.TOO_LARGE]
    large = record_of(tmp_path, "大.zip", zipped({"一": b"x" * 5000, "二": b"y" * 5000}), total_bytes=6000)
    assert [member.outcome for member in large.members] == [Outcome.READ, Outcome.TOO_LARGE]


def test_nothing_is_written_while_archives_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    monkeypatch.setenv("TMPDIR", str(empty))
    folder = tmp_path / "root"
    folder.mkdir()
    record_of(folder, "包.zip", zipped({"里.zip": zipped({"甲.txt": ID.encode()})}))
    assert [path.name for path in folder.iterdir()] == ["包.zip"]
    assert list(empty.iterdir()) == []


def test_the_store_keeps_members_with_their_container(tmp_path: Path) -> None:
    folder = tmp_path / "root"
    folder.mkdir()
    record = record_of(folder, "包.zip", zipped({"甲.txt": ID.encode(), "乙.txt": b"b"}))
    settings = Settings(folder, KEY, date(2026, 11, 24))
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(settings)
        store.put(record)
        store.put(replace(record, members=record.members[:1]))
        store.finish()
        assert [item.name for item in store.records()] == ["包.zip", "包.zip!/甲.txt"]
        assert [item.container for item in store.records()] == ["", "包.zip"]
        store.begin(settings)
        store.finish()
        assert list(store.records()) == []


def test_deleted_rows_of_a_database_are_found(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA secure_delete=OFF")
        base.execute("CREATE TABLE 学生 (姓名 TEXT, 照片 BLOB)")
        base.executemany("INSERT INTO 学生 VALUES (?, ?)", [(f"{ID}{n}", None) for n in range(3000)])
        base.execute("DELETE FROM 学生")
        base.execute("INSERT INTO 学生 VALUES ('王', ?)", (zipped({"甲.txt": ID.encode()}),))
        base.commit()
        data = base.serialize()
    record = record_of(tmp_path, "库.db", data)
    assert record.outcome is Outcome.READ, record.detail
    assert record.counts["CN_RESIDENT_ID"] == 1
    assert [member.name for member in record.members] == ["库.db!/学生/第1行 照片", "库.db!/学生/第1行 照片!/甲.txt"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("pack", [False, True], ids=["loose", "packed"])
def test_the_history_of_a_repository_is_read_on_demand(pack: bool, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()

    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)

    git("init", "-q")
    text = "".join(f"第{n}行\n" for n in range(400))
    for content in (text + ID, text + "已删去", text + "再改"):
        (root / "名册.txt").write_text(content, encoding="utf-8")
        git("add", "-A")
        git("commit", "-qm", "记录")
    if pack:
        git("gc", "-q", "--aggressive", "--prune=now")
    settings = Settings(root, KEY, date(2026, 11, 24))
    files = [file for file in walk(root) if "objects/" in file.name and file.size]
    unread = [examine(file, settings) for file in files]
    assert any(record.outcome is Outcome.UNSUPPORTED and "--history" in record.detail for record in unread)
    told = [examine(file, replace(settings, history=True)) for file in files]
    found = [item for record in told for item in (record, *record.members) if item.counts.get("CN_RESIDENT_ID")]
    assert len(found) == 1
    assert not pack or found[0].name.endswith("/名册.txt")
