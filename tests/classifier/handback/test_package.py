"""A sealed package: complete, the same twice, checkable by hand, and whoever changes a byte is found out."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from classifier.handback import package
from classifier.handback.manifest import read_sha256, sha256_line
from classifier.handback.package import BadPackage
from classifier.handback.seal import seal
from classifier.handback.signature import BadKey, load_key, make_key
from classifier.inventory import Inventory
from classifier.report._base import plain_view
from classifier.scan import scan
from tests.classifier.handback.delivery import ROOT, sealed, settings

Answers = Callable[..., tuple[int, str, str]]
NEEDS_OPENSSL = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl on this machine")
ODD_NAMES = ["新 行\n名.txt", "反\\斜.txt", "普通.txt", "子/a.txt", "子.txt", "子-/b.txt"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a delivery (`root`), its key and its package."""
    folder = tmp_path_factory.mktemp("sealed")
    root = folder / "root"
    for number, name in enumerate(ODD_NAMES):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(
            f"第{number}份：" + "这是一份给大家看的说明，写得长一点才有文字指纹可用。" * 3, encoding="utf-8"
        )
    (root / "密件.txt").write_text(
        "机密★10年\n\n关于某项工作的通知\n\n各单位：现将有关事项通知如下，请遵照执行，不得外传、复制。联系人张小明，13800138000。"
        * 2,
        encoding="utf-8",
    )
    sealed(root, folder)
    return folder


def test_it_holds_everything_and_lists_in_the_order_of_the_walk(made: Path) -> None:
    opened = package.opened(made / "package", None)
    assert {path.name for path in (made / "package").iterdir()} == {*package.NEEDED, package.TAGS, package.SIGNATURE}
    with (made / "package" / package.SHA256).open("rb") as lines:
        listed = [os.fsdecode(name) for name, _ in read_sha256(lines)]
    assert sorted(listed) == sorted([*ODD_NAMES, "密件.txt"])
    assert listed.index("子/a.txt") < listed.index("子-/b.txt") < listed.index("子.txt")
    assert opened.header["items"] == {
        "files": 7,
        "with_digest": 7,
        "inside": 0,
        "bytes": sum(p.stat().st_size for p in (made / "root").rglob("*.txt")),
    }
    assert not opened.trusted


def test_of_a_state_secret_no_text_is_kept_in_any_form(made: Path) -> None:
    lines = list(package.opened(made / "package", None).lines(package.FINGERPRINTS))
    assert sorted(line["path"] for line in lines) == sorted(ODD_NAMES)
    inventory = list(package.opened(made / "package", None).lines(package.INVENTORY))
    record = next(line for line in inventory[1:] if line["path"] == "密件.txt")
    assert "state_secret" in record["categories"]
    assert all(not tag["evidence"] for tag in record["tags"])
    assert (record["counts"], record["persons"], record["minors"]) == ({}, 0, 0)
    assert [(mark["text"], mark["where"]) for mark in record["marks"]]
    reasons = [reason for tag in record["tags"] for reason in tag["reasons"]]
    assert all(reason.startswith("第2.1条") or "密级" in reason or "机密" in reason for reason in reasons), reasons
    with Inventory(made / "i.inventory") as store:
        assert store.values("密件.txt") == {}
        assert "密件.txt" not in dict(store.fingerprints())


def test_the_same_inventory_makes_the_same_bytes(made: Path, tmp_path: Path) -> None:
    with Inventory(made / "i.inventory") as store:
        seal(plain_view(store), load_key(made / "key"), tmp_path / "again")
    for path in (made / "package").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_what_is_there_is_never_overwritten(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(made / "root")
    with Inventory(made / "i.inventory") as store:
        for target in (tmp_path / "mine", tmp_path / "link", made / "key"):
            with pytest.raises(BadPackage, match="不覆盖"):
                seal(plain_view(store), load_key(made / "key"), target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "mine"]
    with pytest.raises(BadKey, match="不覆盖"):
        make_key(made / "key", "")


def test_a_full_disk_leaves_no_package(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with Inventory(made / "i.inventory") as store, pytest.raises(OSError, match="No space"):
        seal(plain_view(store), load_key(made / "key"), tmp_path / "p")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_called_so(made: Path, tmp_path: Path, python: Answers) -> None:
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); from classifier.cli import main; main()"
    code, _, err = python("-c", full, "seal", made / "i.inventory", "--key", made / "key", "--to", tmp_path / "p")
    assert (code, "磁盘空间" in err) == (2, True), err
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("name", sorted({*package.NEEDED, package.TAGS, package.SIGNATURE}))
def test_a_changed_byte_in_any_file_is_named(made: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "p"
    shutil.copytree(made / "package", copy)
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(bytes(data))
    with pytest.raises((BadPackage, BadKey), match=re.escape(name)):
        package.opened(copy, None)
    (copy / name).unlink()
    with pytest.raises((BadPackage, BadKey), match=re.escape(name)):
        package.opened(copy, None)


def test_a_file_too_many_and_a_link_are_named(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "p"
    shutil.copytree(made / "package", copy)
    (copy / "补充.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadPackage, match=r"多出 补充\.txt"):
        package.opened(copy, None)
    (copy / "补充.txt").unlink()
    (copy / package.HEADER).rename(tmp_path / "h")
    (copy / package.HEADER).symlink_to(tmp_path / "h")
    with pytest.raises(BadPackage, match=f"缺少 {package.HEADER}"):
        package.opened(copy, None)


def test_another_signer_is_found_out_by_the_key_from_elsewhere(made: Path, tmp_path: Path) -> None:
    make_key(tmp_path / "other", "")
    with Inventory(made / "i.inventory") as store:
        seal(plain_view(store), load_key(tmp_path / "other"), tmp_path / "p")
    assert package.opened(tmp_path / "p", None).signer != package.opened(made / "package", None).signer
    with pytest.raises(BadPackage, match="不是这个密钥签的"):
        package.opened(tmp_path / "p", made / "key.pub")
    assert package.opened(made / "package", made / "key.pub").trusted


def test_an_unfinished_scan_is_not_sealed(made: Path, tmp_path: Path, baomi: Answers) -> None:
    with Inventory(tmp_path / "i", create=True) as store:
        next(iter(scan(settings(made / "root"), store)))
    code, _, err = baomi("seal", tmp_path / "i", "--key", made / "key", "--to", tmp_path / "p")
    assert (code, "尚未完成" in err) == (2, True)


@NEEDS_OPENSSL
def test_keygen_keeps_the_key_to_its_owner(baomi: Answers, tmp_path: Path) -> None:
    code, out, _ = baomi("keygen", "--to", tmp_path / "k", "--no-passphrase")
    assert code == 0
    assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", tmp_path / "k.pub", "-outform", "DER"], capture_output=True, check=True
    )
    digest = subprocess.run(["sha256sum"], input=der.stdout, capture_output=True, check=True).stdout[:64].decode()
    assert digest in out.replace(" ", "")
    code, _, err = baomi("keygen", "--to", tmp_path / "k", "--no-passphrase")
    assert (code, "不覆盖" in err) == (2, True)
    code, _, err = baomi("keygen", "--to", tmp_path / "other")
    assert (code, "BAOMI_PASSPHRASE" in err, (tmp_path / "other").exists()) == (2, True, False)


def test_a_passphrase_comes_from_the_environment(
    made: Path, python: Answers, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["BAOMI_PASSPHRASE"] = "三个词 不外传"
    words = ("-m", "classifier.cli")
    assert python(*words, "keygen", "--to", tmp_path / "k")[0] == 0
    assert b"ENCRYPTED" in (tmp_path / "k").read_bytes()
    code, _, err = python(*words, "seal", made / "i.inventory", "--key", tmp_path / "k", "--to", tmp_path / "p")
    assert code == 0, err
    environment["BAOMI_PASSPHRASE"] = "wrong"
    code, _, err = python(*words, "seal", made / "i.inventory", "--key", tmp_path / "k", "--to", tmp_path / "p2")
    assert (code, "口令不对" in err, (tmp_path / "p2").exists()) == (2, True, False)


@NEEDS_OPENSSL
def test_the_readme_checks_a_package_by_hand(made: Path, tmp_path: Path) -> None:
    """The very commands of the README, with coreutils and openssl alone."""
    block = re.search(r"```sh\n(PACKAGE=[^`]+)```", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert block
    shutil.copytree(made / "package", tmp_path / "封存")
    shutil.copytree(made / "root", tmp_path / "资料")
    shutil.copyfile(made / "key.pub", tmp_path / "甲方.pub")
    command = ["bash", "-euo", "pipefail", "-c", block[1]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout
    (tmp_path / "资料" / "普通.txt").write_text("changed", encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "普通.txt" in done.stdout + done.stderr


@NEEDS_OPENSSL
def test_sm2_is_signed_and_checked_by_openssl(made: Path, tmp_path: Path) -> None:
    key = tmp_path / "sm2.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:sm2", "-out", key],
        check=True,
        capture_output=True,
    )
    with Inventory(made / "i.inventory") as store:
        seal(plain_view(store), load_key(made / "key"), tmp_path / "p", sm2_key=key)
    package.opened(tmp_path / "p", None)
    signature, public = tmp_path / "p" / package.SM2_SIGNATURE, tmp_path / "p" / package.SM2_PUBLIC_KEY
    words = f"dgst -sm3 -verify {public} -sigopt distid:1234567812345678 -signature {signature}".split()
    command = ["openssl", *words, str(tmp_path / "p" / package.SM3)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "Verified OK"
    signature.write_bytes(signature.read_bytes()[:-1] + b"\0")
    with pytest.raises(BadPackage, match=re.escape(package.SM2_SIGNATURE)):
        package.opened(tmp_path / "p", None)


@pytest.mark.parametrize("name", ["a.txt", "有 空格.txt", "a\\b", "行\n行", "\\", "a\\n", "\udcff\udcfe"])
def test_manifest_lines_come_back(name: str) -> None:
    line = sha256_line("ab" * 32, name)
    assert list(read_sha256(iter([line]))) == [(os.fsencode(name), "ab" * 32)]


def test_the_header_tells_how_it_was_made(made: Path) -> None:
    header = json.loads((made / "package" / package.HEADER).read_bytes())
    assert header["schema"] == "baomi.package/1"
    assert set(header) >= {
        "tool",
        "rules",
        "agreement",
        "settings",
        "scanned",
        "items",
        "outcomes",
        "fingerprints",
        "signer",
    }
    assert "07" * 16 not in json.dumps(header)
