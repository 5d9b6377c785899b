import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.model import File, Outcome, Unreadable
from classifier.walk import open_beneath, walk


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * len(name))


def found(root: Path, *exclude: str) -> dict[str, File]:
    return {file.name: file for file in walk(root, exclude)}


def test_every_entry_once_in_the_order_of_bytes_by_component(tmp_path: Path) -> None:
    make(tmp_path, "b", "a/z", "a.txt", "a-b/c", "文/件", "A", "a/b/c")
    assert list(found(tmp_path)) == ["A", "a/b/c", "a/z", "a-b/c", "a.txt", "b", "文/件"]


def test_size_and_times_are_those_of_the_file(tmp_path: Path) -> None:
    make(tmp_path, "a/b")
    file, info = found(tmp_path)["a/b"], (tmp_path / "a/b").stat()
    assert (file.size, file.mtime_ns, file.ctime_ns) == (3, info.st_mtime_ns, info.st_ctime_ns)
    assert (file.device, file.inode, file.problem) == (info.st_dev, info.st_ino, None)


def test_a_name_that_is_not_utf8_keeps_its_bytes(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xd0\xd5\xc3\xfb.txt"
    with open(raw, "wb"):  # noqa: PTH123 a path of bytes
        pass
    (name,) = found(tmp_path)
    assert os.fsencode(name) == b"\xd0\xd5\xc3\xfb.txt"


def test_an_empty_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert found(tmp_path) == {}


@pytest.mark.parametrize(
    ("target", "outcome", "words"),
    [
        ("里面/文件", Outcome.NO_TEXT, "之内"),
        ("里面", Outcome.NO_TEXT, "之内"),
        (".", Outcome.NO_TEXT, "之内"),
        ("..", Outcome.UNREADABLE, "之外"),
        ("/", Outcome.UNREADABLE, "之外"),
        ("没有", Outcome.UNREADABLE, "不存在"),
        ("链", Outcome.UNREADABLE, "循环"),
        ("\x1b[31m", Outcome.UNREADABLE, "\\x1b"),
    ],
)
def test_links_are_recorded_and_not_followed(tmp_path: Path, target: str, outcome: Outcome, words: str) -> None:
    make(tmp_path, "里面/文件")
    (tmp_path / "链").symlink_to(target)
    file = found(tmp_path)["链"]
    assert (file.problem, file.size) == (outcome, 0)
    assert words in file.detail
    assert set(found(tmp_path)) == {"里面/文件", "链"}


def test_special_files_are_recorded_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "管道")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("接口")
        files = found(tmp_path)
    assert {file.problem for file in files.values()} == {Outcome.UNREADABLE}
    assert "命名管道" in files["管道"].detail
    assert "套接字" in files["接口"].detail


def test_a_folder_that_cannot_be_opened_is_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "锁/文件", "开/文件")
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "锁":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    files = found(tmp_path)
    assert list(files) == ["开/文件", "锁/"]
    assert (files["锁/"].problem, files["锁/"].detail) == (Outcome.UNREADABLE, "文件夹打不开：没有读取权限")
    assert found(tmp_path, "锁/")["锁/"].problem is Outcome.EXCLUDED


def test_a_file_that_vanishes_during_the_walk_is_a_record(tmp_path: Path) -> None:
    make(tmp_path, "a", "b")
    passing = walk(tmp_path)
    first = next(passing)
    (tmp_path / "b").unlink()
    (second,) = passing
    assert (first.problem, second.problem, second.detail) == (None, Outcome.UNREADABLE, "遍历时已不存在")


def test_excluded_files_are_listed_with_the_pattern(tmp_path: Path) -> None:
    make(tmp_path, "a.log", "keep.log", "缓存/x/y", "缓存/z", "src/缓存.txt")
    files = found(tmp_path, "*.log", "!keep.log", "缓存/")
    excluded = {name: file.detail for name, file in files.items() if file.problem is Outcome.EXCLUDED}
    assert set(files) == {"a.log", "keep.log", "缓存/x/y", "缓存/z", "src/缓存.txt"}
    assert set(excluded) == {"a.log", "缓存/x/y", "缓存/z"}
    assert "--exclude 缓存/" in excluded["缓存/z"]


def test_gitignore_files_are_not_obeyed(tmp_path: Path) -> None:
    make(tmp_path, "a.log")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert all(file.problem is None for file in found(tmp_path).values())


def test_folders_nested_too_deep_are_a_record_and_end_nothing(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    make(tmp_path, "e")
    deep, last = walk(tmp_path)
    assert (deep.name, deep.problem) == ("d/" * len(deep.name.split("d/")[1:]), Outcome.UNREADABLE)
    assert last.name == "e"


def test_a_folder_mounted_into_itself_is_a_record(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    code = "import sys; from pathlib import Path; from classifier.walk import walk; print([(f.name, f.detail) for f in walk(Path(sys.argv[1]))])"
    script = 'mount --bind "$1" "$1/a/b" || exit 77; "$2" -c "$3" "$1"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(tmp_path)]
    try:
        answer = subprocess.run([*command, sys.executable, code], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if answer.returncode:
        pytest.skip("this machine lets nobody mount")
    assert answer.stdout.strip() == "[('a/b/', '文件夹绕回到它自己的上级，未再进入')]"


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c", "a/d")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    passing = walk(tmp_path)
    next(passing)
    passing.close()  # type: ignore[attr-defined] # a generator
    list(walk(tmp_path))
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(walk(tmp_path / "没有"))


def opened(root: Path, name: str) -> bytes:
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with open(open_beneath(descriptor, name), "rb") as stream:  # noqa: PTH123 a descriptor
            return stream.read()
    finally:
        os.close(descriptor)


def test_open_beneath_reads_a_file(tmp_path: Path) -> None:
    make(tmp_path, "a/b/文件")
    assert opened(tmp_path, "a/b/文件") == b"x" * 6


@pytest.mark.parametrize("name", ["../外", "a/../../外", "/etc/passwd", "", "a//b", ".", "a/.", "b\0", "没有", "a"])
def test_open_beneath_refuses_what_is_not_a_file_below(tmp_path: Path, name: str) -> None:
    make(tmp_path, "外", "根/a/b")
    with pytest.raises(Unreadable) as problem:
        opened(tmp_path / "根", name)
    assert problem.value.outcome is Outcome.UNREADABLE


def test_open_beneath_follows_no_link_and_waits_for_nothing(tmp_path: Path) -> None:
    make(tmp_path, "真/文件")
    (tmp_path / "链").symlink_to("真")
    (tmp_path / "真/链").symlink_to("文件")
    os.mkfifo(tmp_path / "管道")
    for name in ("链/文件", "真/链", "管道"):
        with pytest.raises(Unreadable):
            opened(tmp_path, name)


@given(st.sets(st.lists(st.sampled_from(["a", "b", "a.b", "a-", "甲"]), max_size=3).map(tuple), max_size=12))
def test_order_is_that_of_the_components_whatever_the_tree(folders: set[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        made = ["/".join((*folder, "f")) for folder in folders]
        make(Path(temporary), *made)
        assert list(found(Path(temporary))) == sorted(made, key=lambda name: name.encode().split(b"/"))
