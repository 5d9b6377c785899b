"""What is left of listed material is found wherever it hides, and the ledger says what was not looked into."""

from __future__ import annotations

import email.message
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from classifier import ocr
from classifier.handback import package
from classifier.handback.common_text import common_text
from classifier.handback.residue import Residue, residue
from classifier.handback.residue_report import FORMS, ledger
from tests.classifier.handback.delivery import KEY, sealed, settings, write_docx, zipped

Answers = Callable[..., tuple[int, str, str]]
PAGE = (
    "2031年示教区初中毕业考试",
    "数学试题",
    "姓名：___________ 准考证号：___________",
    "注意事项：本试卷共2大题，满分100分，考试时间90分钟。",
    "一、选择题（本大题共4小题，每小题5分，共20分）",
    "1. 下列各数中，最小的是（　）",
    "A. -2　B. 0　C. 1　D. 3",
    "2. 计算 3x + 2x 的结果是（　）",
    "A. 5x　B. 6x　C. x　D. 5",
    "3. 下列图形中，是轴对称图形的是（　）",
    "A. 圆　B. 三角形　C. 梯形　D. 平行四边形",
    "4. 方程 2x = 6 的解是（　）",
    "A. 1　B. 2　C. 3　D. 4",
    "二、解答题（本大题共2小题，共80分）",
    "5.（40分）解不等式组，并求整数解。",
    "6.（40分）证明：三角形内角和等于180度。",
)
"""The words of the picture `scanned_exam.png`."""
STORY = (
    "清晨的操场上已经有人在跑步，广播里放着一支旧曲子，值日的同学提着水桶从食堂后门绕过来，鞋底带着一点泥。"
    "教学楼的灯一盏一盏亮了，有人靠着窗背书，有人把昨天没写完的作业摊在膝盖上，谁也没有注意到天什么时候全亮了。"
)
NOTES = "实验分四步：先称量空杯，再加入适量的水，记下温度；随后点燃酒精灯，每隔一分钟读一次数，直到水沸腾为止，把数据填入表格。"
RULE = "学校应当建立健全安全制度，加强对未成年人的安全教育，采取措施保障未成年人的人身安全，定期检查校舍和设施，发现问题及时整改，整改情况应当记入台账，由专人负责保管，以备查阅，并在每学期末向全体教职工通报一次。"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sealed delivery."""
    folder = tmp_path_factory.mktemp("listed")
    root = folder / "甲"
    root.mkdir()
    write_docx(root / "校园随笔合订.docx", "校园随笔", *(f"{number}。{STORY}" for number in "一二三"), "到此为止。")
    (root / "实验指导书.txt").write_text(
        f"实验指导书\n{NOTES}\n注意安全，实验后把器材放回原处，桌面收拾干净，关好门窗再离开。\n{RULE}\n",
        encoding="gb18030",
    )
    (root / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    sealed(root, folder)
    return folder


def searched(listed: Path, *roots: Path, **options: object) -> Residue:
    opened = package.opened(listed / "package", None)
    return residue(opened, [root.resolve() for root in roots], settings(roots[0]), **options)  # type: ignore[arg-type]


def found(result: Residue) -> dict[str, tuple[str, str]]:
    return {hit.path: (hit.how, hit.source) for hit in result.hits}


def test_it_is_found_wherever_it_hides(listed: Path, tmp_path: Path) -> None:
    home, docx, txt = tmp_path / "乙", listed / "甲" / "校园随笔合订.docx", listed / "甲" / "实验指导书.txt"
    (home / "$RECYCLE.BIN").mkdir(parents=True)
    shutil.copyfile(docx, home / "$RECYCLE.BIN" / "$R1A2B3.docx")
    shutil.copyfile(txt, home / "实验指导书 - 副本.txt")
    zipped(home / "打包.zip", docx)
    (home / "另存.md").write_text(txt.read_text(encoding="gb18030"), encoding="utf-8")
    write_docx(home / "汇报.docx", "先说别的事情。", f"他写道：{STORY}{NOTES}", "说完了。")
    letter = email.message.EmailMessage()
    letter["Subject"] = "给你"
    letter.set_content("见附件")
    letter.add_attachment(txt.read_bytes(), maintype="text", subtype="plain", filename="实验.txt")
    (home / "信.eml").write_bytes(letter.as_bytes())
    with closing(sqlite3.connect(home / "笔记.db")) as base:
        base.execute("CREATE TABLE note (body TEXT)")
        base.execute("INSERT INTO note VALUES (?)", (NOTES,))
        base.commit()
    (home / "无关.txt").write_text(
        "今天天气很好，适合出门散步，路上遇见了几位老朋友，聊了聊近来的生活和打算。" * 3, encoding="utf-8"
    )
    result = searched(listed, home)
    report = {hit.source for hit in result.hits if hit.path == "汇报.docx"}
    assert report == {"校园随笔合订.docx", "实验指导书.txt"}
    assert {path: hit for path, hit in found(result).items() if path != "汇报.docx"} == {
        "$RECYCLE.BIN/$R1A2B3.docx": ("same_bytes", "校园随笔合订.docx"),
        "实验指导书 - 副本.txt": ("same_bytes", "实验指导书.txt"),
        "打包.zip!/校园随笔合订.docx": ("same_bytes", "校园随笔合订.docx"),
        "另存.md": ("same_text", "实验指导书.txt"),
        "信.eml!/实验.txt": ("same_bytes", "实验指导书.txt"),
        "笔记.db": ("excerpt", "实验指导书.txt"),
    }
    by_path = {hit.path: hit for hit in result.hits}
    assert "回收站" in by_path["$RECYCLE.BIN/$R1A2B3.docx"].where
    assert "副本" in by_path["实验指导书 - 副本.txt"].where
    assert by_path["汇报.docx"].where == "正文第2段"
    assert by_path["汇报.docx"].characters >= 40


def test_deleted_versions_in_git_are_found(listed: Path, tmp_path: Path) -> None:
    home = tmp_path / "库"
    home.mkdir()
    shutil.copyfile(listed / "甲" / "实验指导书.txt", home / "a.txt")
    git = ["git", "-C", str(home), "-c", "user.name=n", "-c", "user.email=n@example.org"]
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", "one"],
        ["rm", "-q", "a.txt"],
        ["commit", "-qm", "two"],
    ):
        subprocess.run([*git, *words], check=True, capture_output=True)
    assert ("same_bytes", "实验指导书.txt") in found(searched(listed, home)).values()


def test_text_that_all_may_have_is_settled_by_a_list(listed: Path, tmp_path: Path) -> None:
    home, laws = tmp_path / "乙", tmp_path / "法规.txt"
    home.mkdir()
    laws.write_text(RULE, encoding="utf-8")
    (home / "制度.txt").write_text(f"本单位的制度如下。\n{RULE}\n以上从今日起施行。", encoding="utf-8")
    assert found(searched(listed, home)) == {"制度.txt": ("excerpt", "实验指导书.txt")}
    assert found(searched(listed, home, shared=common_text([laws], settings(home)))) == {}


def test_what_was_not_read_stands_in_the_ledger_namesakes_first(listed: Path, tmp_path: Path) -> None:
    home = tmp_path / "乙"
    home.mkdir()
    (home / "甲图.dwg").write_bytes(b"AC1032" + bytes(200))
    (home / "校园随笔合订.dwg").write_bytes(b"AC1032" + bytes(200))
    (home / "~$校园随笔合订.docx").write_bytes(b"\x05user" + bytes(157))
    result = searched(listed, home)
    assert not result.hits
    assert [(gap.path, gap.namesake) for gap in result.gaps][:2] == [
        ("~$校园随笔合订.docx", "校园随笔合订.docx"),
        ("校园随笔合订.dwg", "校园随笔合订.docx"),
    ]
    said = dict(ledger(result))
    assert "不知道" in said["没有读全"]
    assert "只能凭字节认出的" in said


def test_the_command_writes_every_form_and_changes_nothing(listed: Path, tmp_path: Path, baomi: Answers) -> None:
    home, key = tmp_path / "乙", tmp_path / "project.key"
    home.mkdir()
    key.write_bytes(KEY)
    words = ("--project-key", key, "--quiet", "--no-ocr")
    assert baomi("residue", listed / "package", home, *words)[0] == 0
    (home / "抄.txt").write_text(f"抄来的：{NOTES}", encoding="utf-8")
    before = [(path, path.stat().st_mtime_ns) for path in sorted(home.rglob("*"))]
    outs = [word for form in FORMS for word in ("--out", f"{form}={tmp_path / f'r.{form}'}")]
    code, out, err = baomi("residue", listed / "package", home, *words, *outs)
    assert code == 1, err
    assert "摘录" in out
    assert "没有查的" in out
    assert before == [(path, path.stat().st_mtime_ns) for path in sorted(home.rglob("*"))]
    header, line = [json.loads(text) for text in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert header["coverage"]["files"] == 1
    assert list(line) == ["kind", "path", "source", "how", "characters", "where", "shown"]
    assert all((tmp_path / f"r.{form}").stat().st_size > 500 for form in FORMS)
    code, _, err = baomi("residue", listed / "package", home, "--quiet")
    assert (code, "项目密钥" in err) == (2, True)


def test_rows_of_digits_are_known_again_but_rows_of_zeros_are_nobodys(tmp_path: Path) -> None:
    given, home = tmp_path / "甲", tmp_path / "乙"
    given.mkdir()
    home.mkdir()
    days = " ".join(f"201602{day:02}" for day in range(1, 29))
    (given / "班次.txt").write_text(f"{days}\n{'0 ' * 400}\n", encoding="utf-8")
    sealed(given, tmp_path)
    (home / "抄.txt").write_text(f"抄下来的：{days[36:134]}，别的没有。", encoding="utf-8")
    (home / "空表.txt").write_text(f"一张空表，什么也没有填：{'0 ' * 300}", encoding="utf-8")
    assert found(searched(tmp_path, home)) == {"抄.txt": ("excerpt", "班次.txt")}


@pytest.fixture
def photographed(tmp_path: Path) -> tuple[Path, Path]:
    """Return a folder with a sealed exam paper, and a home with a photograph of it."""
    given, home = tmp_path / "甲", tmp_path / "乙"
    given.mkdir()
    home.mkdir()
    write_docx(given / "试卷.docx", *PAGE)
    sealed(given, tmp_path)
    shutil.copyfile(Path(__file__).parents[1] / "pictures" / "scanned_exam.png", home / "IMG_2031.png")
    return tmp_path, home


@pytest.mark.skipif(not ocr.installed(), reason="the extra `ocr` is not installed")
def test_a_photograph_of_a_listed_page_is_found_by_its_words(photographed: tuple[Path, Path]) -> None:
    folder, home = photographed
    opened = package.opened(folder / "package", None)
    (hit,) = residue(opened, [home.resolve()], settings(home, ocr=True)).hits
    assert (hit.path, hit.source, hit.how) == ("IMG_2031.png", "试卷.docx", "same_text")
    assert "图像文字" in hit.where


def test_a_photograph_whose_words_were_not_read_is_no_all_clear(photographed: tuple[Path, Path]) -> None:
    result = searched(*photographed)
    assert not result.hits
    assert [(gap.path, gap.outcome) for gap in result.gaps] == [("IMG_2031.png", "needs_ocr")]
    assert "没有识别" in dict(ledger(result))["图像里的文字"]
