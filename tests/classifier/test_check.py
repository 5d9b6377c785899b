"""baomi check: what may leave, on whose word; what is exposed where it lies; as a hook before a commit."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from classifier.checked import BadData
from classifier.permit import Permit, load_permit, request_text
from classifier.policy import load_policy
from classifier.share import foreign, requestable, verdicts
from classifier.staged import put_aside
from classifier.view import View
from tests.conftest import ROOT, Answer
from tests.stock import DAY, HASHES, VALUES, stock

Baomi = Callable[..., Answer]
PERMIT = """
number = "许可〔2026〕1号"
recipient = "示例研究院"
approver = "甲某"
expires = {expires}
categories = {categories}
[[file]]
name = "联系.csv"
sha256 = "{sha256}"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "资料"
    root.mkdir()
    (root / "联系.csv").write_text("姓名,手机\n张小明,13800138000\n欧阳思远,13812345678\n", encoding="utf-8")
    (root / "说明.txt").write_text("没有什么可说的。\n", encoding="utf-8")
    return root


def permit(
    tree: Path, tmp_path: Path, *, expires: str = "2099-01-01", categories: str = '["教学信息", "个人信息"]'
) -> Path:
    digest = hashlib.sha256((tree / "联系.csv").read_bytes()).hexdigest()
    path = tmp_path / "许可.toml"
    path.write_text(PERMIT.format(expires=expires, categories=categories, sha256=digest), encoding="utf-8")
    return path


def test_what_is_protected_is_blocked_with_clause_and_reason_and_exposure_is_told(
    baomi: Baomi, tree: Path, tmp_path: Path
) -> None:
    root = tmp_path / "OneDrive" / "资料"
    root.parent.mkdir()
    tree.rename(root)
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", "https://user:token@git.example.org/x.git")
    given = ("--permit", permit(root, tmp_path, expires="2026-01-01"), "--to", "示例研究院", "--request", "草稿.toml")
    done = baomi("check", root, *given)
    assert done.code == 1, done.err
    assert "不得共享　联系.csv" in done.out
    assert "第2.4条 个人信息" in done.out
    assert "说明.txt" not in done.out
    assert not [value for value in ("13800138000", "张小明") if value in done.out + done.err]
    for words in ("许可〔2026〕1号", "过期", "origin", "git.example.org", "OneDrive"):
        assert words in done.err
    assert "token" not in done.err
    draft = (tmp_path / "草稿.toml").read_text(encoding="utf-8")
    assert 'name = "联系.csv"' in draft
    assert 'recipient = "示例研究院"' in draft
    with pytest.raises(BadData, match="文号"):
        load_permit(tmp_path / "草稿.toml", load_policy())


def test_a_permit_lets_its_files_pass_and_what_was_not_read_does_not(baomi: Baomi, tree: Path, tmp_path: Path) -> None:
    (tree / "坏.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<<garbage")
    done = baomi("check", tree, "--permit", permit(tree, tmp_path))
    assert done.code == 3, done.out
    assert "许可放行　联系.csv（许可〔2026〕1号" in done.out
    assert "未能读全　坏.pdf" in done.out
    assert "不得共享 0，许可放行 1，未能读全 1" in done.err


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with stock(tmp_path / "i", tmp_path) as store:
        yield View(store, DAY)


def granted(*names: str, categories: frozenset[str] = frozenset({"teaching_information"})) -> Permit:
    digests = frozenset(HASHES[name] for name in names)
    return Permit(Path("许可.toml"), "1", "示例研究院", "甲某", DAY, categories, digests, "智慧课堂")


def blocked(view: View, *permits: Permit) -> set[str]:
    return {verdict.record.name for verdict in verdicts(view, permits) if verdict.blocked}


def test_a_permit_covers_its_files_in_its_categories(view: View) -> None:
    protected = {"学籍/名册.csv", "电话.txt", "备课/教案.txt", "来文/通知.txt", "包.zip!/教案.txt"}
    assert blocked(view) == protected
    assert blocked(view, granted("教案")) == protected - {"备课/教案.txt", "包.zip!/教案.txt"}
    assert blocked(view, granted("包")) == protected - {"包.zip!/教案.txt"}
    assert blocked(view, granted("电话", "来文")) == protected, "the categories are others"
    assert foreign(view, (granted("包"),)) == ()
    strange = replace(granted("包"), digests=frozenset({"f" * 64}))
    assert foreign(view, (strange,)) == (strange,)


def test_a_request_names_what_a_permit_may_cover_and_becomes_one_when_filled_in(view: View, tmp_path: Path) -> None:
    files, categories = requestable(view, (granted("包"),))
    assert [name for name, _ in files] == ["备课/教案.txt", "学籍/名册.csv", "电话.txt"], (
        "no state secret, nothing permitted"
    )
    assert categories == ["teaching_information", "personal_information"]
    text = request_text(files, categories, "智慧课堂", "示例研究院")
    told = text.replace('number = ""', 'number = "1"').replace('approver = ""', 'approver = "甲某"')
    (tmp_path / "p.toml").write_text(told.replace("# expires", "expires").replace("   有效期", " # 有效期"), "utf-8")
    filled = load_permit(tmp_path / "p.toml", load_policy())
    assert filled.digests == {sha256 for _, sha256 in files}
    assert blocked(view, filled, granted("包")) == {"来文/通知.txt"}
    assert not [value for value in VALUES if value in text]


def test_a_permit_counts_until_its_last_day_and_for_its_project_alone() -> None:
    assert granted("包").void(DAY, "智慧课堂") == granted("包").void(DAY, "") == ""
    assert "过期" in granted("包").void(DAY + timedelta(days=1), "智慧课堂")
    assert "别的课堂" in granted("包").void(DAY, "别的课堂")
    assert granted("包").void(DAY, "", "示例研究院") == ""
    assert "别人" in granted("包").void(DAY, "", "别人")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"categories": '["国家秘密"]'}, "有权机关"),
        ({"categories": "[]"}, "缺少"),
        ({"categories": '["学籍"]'}, "没有类别"),
        ({"expires": '"明年"'}, "日期"),
        ({"sha256": "12"}, "64 位"),
        ({"sha256": ""}, "SHA-256"),
    ],
)
def test_a_wrong_permit_is_refused_in_words(changes: dict[str, str], said: str, tmp_path: Path) -> None:
    good = {"expires": "2099-01-01", "categories": '["教学信息"]', "sha256": "1" * 64}
    (tmp_path / "p.toml").write_text(PERMIT.format(**(good | changes)), encoding="utf-8")
    with pytest.raises(BadData, match=said):
        load_permit(tmp_path / "p.toml", load_policy())


def git(folder: Path, *words: str, code: int = 0) -> str:
    named = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(("git", *named, *words), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_the_hook_of_the_readme_stops_a_commit(tree: Path, environment: dict[str, str]) -> None:
    """What is staged counts, not what lies beside it."""
    assert "exec baomi check . --staged" in (ROOT / "README.md").read_text(encoding="utf-8")
    git(tree, "init", "-q")
    hook = tree / ".git" / "hooks" / "pre-commit"
    exports = "\n".join(f"export {name}='{environment[name]}'" for name in ("HOME", "XDG_CONFIG_HOME", "PYTHONPATH"))
    hook.write_text(f"#!/bin/sh\n{exports}\nexec {sys.executable} -m classifier.cli check . --staged\n", "utf-8")
    hook.chmod(0o755)
    git(tree, "add", "说明.txt")
    git(tree, "commit", "-q", "-m", "一")
    git(tree, "add", ".")
    (tree / "联系.csv").write_text("改干净了\n", encoding="utf-8")
    assert "不得共享　联系.csv" in git(tree, "commit", "-q", "-m", "二", code=1)
    assert git(tree, "log", "--oneline").count("\n") == 1


def test_what_is_staged_is_put_aside_and_what_git_holds_elsewhere_is_said(tree: Path, tmp_path: Path) -> None:
    (tree / "大.bin").write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 1\n", "utf-8"
    )
    (tree / "链接").symlink_to("说明.txt")
    (tree / "夹").mkdir()
    (tree / "夹" / "名 \t'\n字.txt").write_text("x", encoding="utf-8")
    git(tree, "init", "-q")
    git(tree, "add", ".")
    (tree / "说明.txt").write_text("改过了", encoding="utf-8")
    (tree / "联系.csv").unlink()
    folder = tmp_path / "旁"
    folder.mkdir()
    unread = dict(put_aside(tree / "夹", folder))
    assert unread.keys() == {"大.bin", "链接"}
    assert "Git LFS" in unread["大.bin"]
    assert (folder / "说明.txt").read_text(encoding="utf-8") == "没有什么可说的。\n"
    assert (folder / "联系.csv").exists()
    assert (folder / "夹" / "名 \t'\n字.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("没有",), "没有这个文件夹"),
        (("资料", "--permit", "没有.toml"), "没有这个文件"),
        (("资料", "--permit", "资料/说明.txt"), "TOML"),
        (("资料", "--staged"), "git 仓库"),
        (("资料", "--inventory", "资料/i"), "在被扫描的文件夹之内"),
        (("资料", "--exceptions", "没有.toml"), "没有这个文件"),
        (("资料", "--request", "资料/x.toml"), "在被扫描的文件夹之内"),
        (("资料", "--request", "资料"), "在被扫描的文件夹之内"),
    ],
)
def test_wrong_use(words: tuple[str, ...], said: str, baomi: Baomi, tree: Path) -> None:
    done = baomi("check", *words)
    assert (done.code, said in done.err) == (2, True), done.err
    assert sorted(path.name for path in tree.iterdir()) == ["联系.csv", "说明.txt"]
