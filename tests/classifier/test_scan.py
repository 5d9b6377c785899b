"""The command line on real folders: what a user meets, including everything that is broken."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "PYTHONUTF8": "1"}

    def call(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "classifier.cli", *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=300, check=False
        )

    return call


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "资料"
    root.mkdir()
    (root / "联系.csv").write_text("姓名,手机\n张小明,13800138000\n欧阳思远,13812345678\n", encoding="gb18030")
    (root / "说明.txt").write_text("这里没有什么可说的。\n", encoding="utf-8")
    return root


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def files(path: Path) -> dict[str, dict[str, Any]]:
    return {line["path"]: line for line in lines(path)[1:]}


def scanned(run: Run, root: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
    return run("scan", root, "--inventory", out.with_suffix(".inventory"), "--out", f"jsonl={out}", *options)


def test_a_scan_finds_says_why_and_masks(run: Run, tree: Path, tmp_path: Path) -> None:
    result = scanned(run, tree, out := tmp_path / "a.jsonl")
    assert result.returncode == 0, result.stderr
    header, *rest = lines(out)
    assert header["schema"] == "baomi.inventory/1"
    assert header["outcomes"] == {"read": 2}
    assert [line["path"] for line in rest] == sorted(line["path"] for line in rest)
    record = files(out)["联系.csv"]
    assert record["categories"] == ["personal_information"]
    assert record["persons"] == 2
    assert record["encoding"] == "gb18030"
    assert files(out)["说明.txt"]["categories"] == []
    everything = out.read_text(encoding="utf-8") + result.stdout + result.stderr
    assert not any(value in everything for value in ("13800138000", "13812345678", "张小明", "欧阳思远"))
    contact = next(tag for tag in record["tags"] if tag["subtype"] == "contact")
    assert {item["where"] for item in contact["evidence"]} == {"第2行 手机", "第3行 手机"}


def test_every_form_of_report_is_written_and_leaks_nothing(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "=cmd|x.txt").write_text("电话13800138000\n", encoding="utf-8")
    outs = [f"--out={form}={tmp_path / f'r.{form}'}" for form in ("csv", "docx", "xlsx", "html", "jsonl")]
    assert run("scan", tree, "--inventory", tmp_path / "i", *outs).returncode == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as book:
        sheets = b"".join(book.read(name) for name in book.namelist())
    assert set(re.findall(rb"<f>([A-Z]*)", sheets)) == {b"COUNTIF"}, "our own formulas, none that a name brought along"
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert ",'=cmd|x.txt," in (tmp_path / "r.csv").read_text(encoding="utf-8")
    for form in ("html", "csv", "jsonl"):
        assert "13800138000" not in (tmp_path / f"r.{form}").read_text(encoding="utf-8")
    assert b"13800138000" not in sheets


def test_bad_input_gets_a_record_with_a_reason_and_stops_nothing(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "坏.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<garbage")
    (tree / "不是压缩包.docx").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    (tree / "空.txt").touch()
    (tree / "名\x1b[31m字.txt").write_text("<script>alert(1)</script>", encoding="utf-8")
    (tree / "<script>.txt").write_text("x", encoding="utf-8")
    os.mkfifo(tree / "管道")
    (tree / "断链").symlink_to("没有这个")
    (tree / "绕圈").symlink_to(tree)
    (tree / "外面").symlink_to(tmp_path)
    with (tree / "稀疏.bin").open("wb") as sparse:
        sparse.truncate(2**30)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tree / "接口"))
        result = scanned(run, tree, out := tmp_path / "a.jsonl", "--out", f"html={tmp_path / 'a.html'}")
    assert result.returncode == 3, result.stderr
    found = files(out)
    assert sum(lines(out)[0]["outcomes"].values()) == len(found) == 13
    outcomes = {name: line["outcome"] for name, line in found.items()}
    assert outcomes["坏.pdf"] == outcomes["不是压缩包.docx"] == "corrupt"
    assert outcomes["空.txt"] == "empty"
    assert outcomes["稀疏.bin"] == "too_large"
    assert outcomes["管道"] == outcomes["接口"] == outcomes["断链"] == "unreadable"
    assert all(line["detail"] for line in found.values() if line["outcome"] not in {"read", "empty"})
    assert len(found["稀疏.bin"]["sha256"]) == 64
    assert "\x1b" not in result.stdout + result.stderr
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2, "the data and our own script"
    assert page.count("</script") == 2


def test_a_second_scan_reads_nothing_again_and_gives_the_same_lines(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    time.sleep(0.1)
    scanned(run, tree, out)
    first = lines(out)
    (tree / "说明.txt").chmod(0)  # whoever reads it again fails, unless they may read anything
    os.chmod(tree / "说明.txt", 0o644)  # noqa: PTH101
    scanned(run, tree, out)
    assert lines(out)[1:] == first[1:]


def interrupted(tmp_path: Path, number: int, sign: signal.Signals) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Return a folder of `number` files and what the scan said that got a signal while it was reading them."""
    root = tmp_path / "很多"
    root.mkdir()
    for index in range(number):
        (root / f"{index:04}.txt").write_text(f"第{index}号 电话13800138000\n", encoding="utf-8")
    command = [sys.executable, "-m", "classifier.cli", "scan", str(root), "--inventory", str(tmp_path / "a.inventory")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "a.inventory-wal").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.5)
        os.killpg(process.pid, sign)
        out, err = process.communicate()
    return root, subprocess.CompletedProcess(command, process.returncode, out, err)


def test_a_killed_scan_goes_on_with_nothing_lost(run: Run, tmp_path: Path) -> None:
    root, _ = interrupted(tmp_path, 400, signal.SIGKILL)
    result = scanned(run, root, out := tmp_path / "a.jsonl")
    assert result.returncode == 0, result.stderr
    assert len(files(out)) == 400
    assert {line["outcome"] for line in files(out).values()} == {"read"}


def test_an_interrupted_scan_says_how_to_go_on(tmp_path: Path) -> None:
    _, done = interrupted(tmp_path, 4000, signal.SIGINT)
    assert done.returncode == 130
    said = [line for line in done.stderr.splitlines() if line]
    assert said == ["已读的结果都在清单里，再次运行同一命令即可接着扫描。", "已中断。"]


def test_exit_codes_and_messages_of_wrong_use(run: Run, tree: Path, tmp_path: Path) -> None:
    assert scanned(run, tree, tmp_path / "a.jsonl", "--fail-on", "个人信息").returncode == 1
    for words, said in (
        (("scan", tmp_path / "没有"), "没有这个文件夹"),
        (("scan", tree, "--inventory", tree / "i"), "在被扫描的文件夹之内"),
        (("scan", tree, "--out", "pdf=x"), "形式=文件"),
        (("scan", tree, "--fail-on", "机密"), "没有类别"),
        (("scna",), "没有这个命令"),
        (("scan", tree, "--nope"), "没有选项"),
        (("report", tree / "说明.txt"), "不是清单文件"),
        (("explain", tmp_path / "没有.inventory", "x"), "没有这个文件"),
    ):
        result = run(*words)
        assert result.returncode == 2, (words, result.stderr)
        assert said in result.stderr
    assert not list(tree.glob("i*"))


def test_explain_and_report_need_only_the_inventory(run: Run, tree: Path, tmp_path: Path) -> None:
    scanned(run, tree, tmp_path / "a.jsonl")
    (tree / "联系.csv").unlink()
    told = run("explain", tmp_path / "a.inventory", "联系.csv")
    assert told.returncode == 0
    assert "协议第2.4条" in told.stdout
    assert "列名“手机”" in told.stdout
    assert "138" in told.stdout
    assert "13800138000" not in told.stdout
    again = run("report", tmp_path / "a.inventory", "--out", f"jsonl={tmp_path / 'b.jsonl'}")
    assert again.returncode == 0
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_the_scanned_folder_is_left_as_it_was(run: Run, tree: Path, tmp_path: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tree.iterdir()}
    scanned(run, tree, tmp_path / "a.jsonl")
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tree.iterdir()} == before


def test_excluded_files_stay_in_the_inventory(run: Run, tree: Path, tmp_path: Path) -> None:
    result = scanned(run, tree, out := tmp_path / "a.jsonl", "--exclude", "*.csv")
    assert result.returncode == 0
    assert files(out)["联系.csv"]["outcome"] == "excluded"
    assert "*.csv" in files(out)["联系.csv"]["detail"]


def test_doctor_and_rules(run: Run) -> None:
    assert run("doctor").returncode == 0
    listed = run("rules").stdout
    assert "CN_RESIDENT_ID" in listed
    assert "第2.3条" in listed


def test_a_fresh_scan_forgets_but_never_deletes_what_is_no_inventory(run: Run, tree: Path, tmp_path: Path) -> None:
    letter = tmp_path / "重要.docx"
    letter.write_bytes(b"PK\x03\x04 precious")
    assert run("scan", tree, "--inventory", letter, "--fresh").returncode == 2
    assert letter.read_bytes() == b"PK\x03\x04 precious"
    scanned(run, tree, out := tmp_path / "a.jsonl")
    other = tmp_path / "别处"
    other.mkdir()
    assert run("scan", other, "--inventory", out.with_suffix(".inventory")).returncode == 2
    assert run("scan", other, "--inventory", out.with_suffix(".inventory"), "--fresh").returncode == 0


def test_names_are_left_alone_on_demand(run: Run, tree: Path, tmp_path: Path) -> None:
    scanned(run, tree, out := tmp_path / "a.jsonl", "--names", "off", "--no-ocr")
    assert files(out)["联系.csv"]["counts"] == {"CN_MOBILE": 2}


DEAF = """
from recognizers._contract import Recognizer


class CnDeafRecognizer(Recognizer):
    ENTITY, TITLE, PATTERNS, FINDS = "CN_DEAF", "聋的识别器", (("never", 0.5),), ("从未",)
"""


def test_a_scan_does_not_begin_with_a_deaf_recognizer(tree: Path, tmp_path: Path) -> None:
    for package in ("classifier", "recognizers", "dictionaries"):
        shutil.copytree(ROOT / package, tmp_path / "copy" / package)
    (tmp_path / "copy" / "recognizers" / "deaf.py").write_text(DEAF, encoding="utf-8")
    command = [sys.executable, "-m", "classifier.cli", "scan", str(tree), "--inventory", str(tmp_path / "i")]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "copy"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path / "copy", timeout=300, check=False
    )
    assert result.returncode == 2, result.stderr
    assert "聋的识别器" in result.stderr


def test_halves_of_characters_in_json_and_complaining_libraries_cost_nothing(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "资料"
    root.mkdir()
    (root / "半.json").write_text('[{"姓名": "张小明\\ud835", "手机": "13800138000"}]', encoding="utf-8")
    (root / "坏.tif").write_bytes(b"II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\xff\xff\0\0\0\0\0\0")
    result = scanned(run, root, out := tmp_path / "a.jsonl", "--no-ocr", "--quiet")
    assert files(out)["半.json"]["outcome"] == "read"
    assert files(out)["半.json"]["counts"]["CN_MOBILE"] == 1
    assert "Traceback" not in result.stderr
    assert "TIFF" not in result.stderr
