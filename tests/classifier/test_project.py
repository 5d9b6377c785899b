"""baomi init and the project file: written once, read back the same, wrong keys named."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.checked import BadData, Table
from classifier.project import Party, Project, load_project, project_of, project_text
from tests.conftest import Answer

Baomi = Callable[..., Answer]
GIVEN = (
    "--name", "智慧课堂", "--party-a", "示例中学", "--coordinator-a", "甲某",
    "--party-b", "示例公司", "--coordinator-b", "乙某", "--signed", "2026-03-01",
)  # fmt: skip
texts = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)


@pytest.fixture
def material(tmp_path: Path) -> Path:
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / "说明.txt").write_text("没有什么。", encoding="utf-8")
    return tmp_path / "资料"


def test_init_writes_a_project_that_every_report_prints(baomi: Baomi, material: Path, tmp_path: Path) -> None:
    done = baomi(
        "init", *GIVEN, "--root", material, "--exclude", "*.bak", "--permit", "教学信息", "--retention", "第三方保密事项=五年"
    )  # fmt: skip
    assert done.code == 0, done.err
    path = tmp_path / "baomi.toml"
    assert path.stat().st_mode & 0o777 == 0o600
    project = load_project(path)
    assert (project.name, project.signed, project.party_a) == ("智慧课堂", date(2026, 3, 1), Party("示例中学", "甲某"))
    assert project.roots == (material,)
    assert project.exclude == ("*.bak",)
    assert project.permitted == {"teaching_information"}
    assert project.retention == {"third_party_secret": "五年"}
    assert baomi("scan", "--quiet", "--out", "html=r.html").code == 0, "the project names the folder"
    assert "智慧课堂" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_init_never_overwrites_and_names_what_is_missing(baomi: Baomi, tmp_path: Path) -> None:
    (tmp_path / "baomi.toml").write_text("# 已有\n", encoding="utf-8")
    done = baomi("init", *GIVEN)
    assert (done.code, "不覆盖" in done.err) == (2, True)
    assert (tmp_path / "baomi.toml").read_text(encoding="utf-8") == "# 已有\n"
    (tmp_path / "baomi.toml").unlink()
    done = baomi("init", "--name", "智慧课堂")
    assert done.code == 2
    assert "--party-a" in done.err
    assert not (tmp_path / "baomi.toml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("没有的文件夹", *GIVEN), "没有这个文件夹"),
        ((*GIVEN, "--signed", "昨天"), "应是日期"),
        ((*GIVEN, "--root", "没有"), "没有这个文件夹"),
        ((*GIVEN, "--permit", "学籍"), "没有类别"),
        ((*GIVEN, "--retention", "五年"), "类别=期限"),
        ((*GIVEN, "--retention", "个人信息=五年"), "9.3"),
        (("资料", *GIVEN, "--root", "资料"), "--inside"),
    ],
)
def test_wrong_words_leave_no_file(words: tuple[str, ...], said: str, baomi: Baomi, material: Path) -> None:
    done = baomi("init", *words)
    assert (done.code, said in done.err) == (2, True), done.err
    assert not list(material.parent.rglob("baomi.toml"))


def test_init_asks_a_person_at_a_terminal(environment: dict[str, str], material: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    answers = "智慧课堂\n示例中学\n甲某\n示例公司\n乙某\n2026-03-01\n资料\n"
    command = [sys.executable, "-m", "classifier.cli", "init"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path
    ) as process:
        os.write(ours, answers.encode())
        _, told = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, told.decode()
    assert "甲方安全保密协调责任人" in told.decode()
    assert load_project(tmp_path / "baomi.toml").roots == (material,)


@given(texts, texts, st.dates(), texts)
@settings(max_examples=60)
def test_whatever_the_names_the_file_reads_back_the_same(name: str, party: str, day: date, term: str) -> None:
    project = Project(
        name, day, Party(party, name), Party(name, party), (Path("/x"),), retention={"third_party_secret": term}
    )
    text = project_text(project, Path("/y"))
    assert project_of(Table(tomllib.loads(text), Path("/y/baomi.toml"))) == project


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "智慧课堂"', "nam = 1", "没有这个键"),
        ('name = "智慧课堂"', "name = 1", "加引号"),
        ('name = "智慧课堂"', 'name = " "', "项目名称"),
        ("signed = 2026-03-01", 'signed = "2026-03-01"', "不加引号"),
        ("signed = 2026-03-01", "signed = 2026-13-01", "第4行|TOML"),
        ('agreement = "school-agreement"', 'agreement = "../x"', "代号"),
        ('agreement = "school-agreement"', 'agreement = "other"', "没有协议数据"),
        ('roots = ["资料"]', 'roots = "资料"', "列表"),
        ("[retention]", '[retention]\nteaching_information = "五年"', "9.1"),
        ("[retention]", '[[holder]]\nname = "某"\npath = ["x"]\n[retention]', "没有这个键"),
    ],
)
def test_a_wrong_key_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    party = Party("示例中学", "甲某")
    project = Project("智慧课堂", date(2026, 3, 1), party, party, (tmp_path / "资料",))
    path = tmp_path / "baomi.toml"
    text = project_text(project, tmp_path)
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData, match=said) as error:
        load_project(path)
    assert str(path) in str(error.value)


def test_a_project_in_another_encoding_is_refused_in_words(baomi: Baomi, material: Path, tmp_path: Path) -> None:
    (tmp_path / "baomi.toml").write_bytes('[project]\nname = "课堂"\n'.encode("gb18030"))
    done = baomi("scan", material, "--quiet")
    assert (done.code, "UTF-8" in done.err) == (2, True)
