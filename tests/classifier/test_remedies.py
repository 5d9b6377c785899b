"""Every outcome and every cause that the program can give for an unread file comes with what a person should do about it."""

import ast
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import dictionaries
from classifier.model import Outcome
from classifier.words import OUTCOMES, remedy
from tests.classifier.test_scan import Run, run  # noqa: F401 the fixture

ROOT = Path(__file__).parents[2]
ROWS = dictionaries.table("remedies.tsv")


def sources() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "classifier").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def words(node: ast.AST) -> str:
    """Return the constant texts below a node, in the order of the source."""
    found = [n for n in ast.walk(node) if isinstance(n, ast.Constant)]
    found.sort(key=lambda n: (n.lineno, n.col_offset))
    return "".join(n.value for n in found if isinstance(n.value, str))


def outcomes_in(node: ast.Call | ast.Tuple) -> list[Outcome]:
    """Return the outcomes that stand among the arguments of a call or the items of a tuple."""
    items = node.elts if isinstance(node, ast.Tuple) else [*node.args, *(word.value for word in node.keywords)]
    found = [inner for item in items for inner in (ast.walk(item) if isinstance(item, ast.IfExp) else (item,))]
    return [
        Outcome[item.attr]
        for item in found
        if isinstance(item, ast.Attribute)
        and isinstance(item.value, ast.Name)
        and item.value.id == "Outcome"
        and item.attr in Outcome.__members__
    ]


def causes() -> set[tuple[Outcome, str]]:
    """Return every outcome with a cause that the source of the classifier names beside it."""
    return {
        (outcome, words(node))
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call | ast.Tuple)
        for outcome in outcomes_in(node)
    }


CAUSES = sorted(causes())


def test_the_source_was_understood() -> None:
    assert len(CAUSES) > 90
    assert {outcome for outcome, _ in CAUSES} >= set(Outcome) - {Outcome.EXCLUDED}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_that_is_not_complete_has_a_remedy(outcome: Outcome) -> None:
    assert bool(remedy(outcome)) is not outcome.complete
    assert bool(remedy(outcome, "从未见过的原因")) is not outcome.complete


@pytest.mark.parametrize(("outcome", "cause"), CAUSES)
def test_every_cause_has_a_remedy_that_fits_it(outcome: Outcome, cause: str) -> None:
    advice = remedy(outcome, cause)
    assert bool(advice) is not outcome.complete
    if outcome.complete:
        return
    for sign, answers in FITTING.items():
        if sign in cause:
            assert any(answer in advice for answer in answers), f"{cause} → {advice}"


FITTING = {
    "上限": ("--limit", "拆分", "解开"),
    "超过": ("--limit", "拆分", "解开", "查看"),
    "安装": ("安装",),
    "加 --": ("加 --",),
    "密码": ("--passwords",),
    "版权": ("阅读软件",),
    "损坏": ("完好",),
    "听看": ("听看",),
    "链接，": ("链接", "权限"),
}
"""A word of a cause, and what one of its remedies must speak of."""


def test_every_row_of_the_table_answers_a_cause() -> None:
    said = "\n".join(words(tree) for tree in sources())
    for outcome, phrase, text in ROWS:
        assert not Outcome(outcome).complete
        assert text
        assert phrase in said, f"{phrase}：程序里没有这个原因"


def test_several_causes_have_several_remedies() -> None:
    advice = remedy(Outcome.PARTIAL, "部件损坏，未能读取：a.xml；图像 2 幅没有做文字识别：第1页；再无其他")
    assert "完好" in advice
    assert "--no-ocr" in advice
    assert "\n" not in advice


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    """Return a folder of files that cannot be read, each for another cause."""
    root = tmp_path / "资料"
    root.mkdir()
    (root / "坏.pdf").write_bytes(b"%PDF-1.4 \n")
    (root / "数据.bin").write_bytes(bytes(range(256)) * 20)
    (root / "录音.mp3").write_bytes(b"ID3\x03\0\0\0\0\0\x0a" + bytes(300))
    (root / "外链.txt").symlink_to("/etc/hostname")
    os.mkfifo(root / "管道")
    with zipfile.ZipFile(root / "包.zip", "w") as package:
        for number in range(4):
            package.writestr(f"{number}.txt", "甲")
    return root


def test_summary_workbook_page_and_explanation_show_cause_and_remedy(run: Run, unread: Path, tmp_path: Path) -> None:  # noqa: F811
    outs = (f"{form}={tmp_path / f'a.{form}'}" for form in ("xlsx", "html", "docx"))
    options = [word for out in outs for word in ("--out", out)]
    done = run("scan", unread, "--inventory", tmp_path / "i", "--limit", "members=2", "--no-ocr", *options)
    assert done.returncode == 3, done.stderr
    for outcome in (Outcome.CORRUPT, Outcome.UNSUPPORTED, Outcome.UNREADABLE, Outcome.PARTIAL):
        assert f"{OUTCOMES[outcome]} " in done.stdout
        assert remedy(outcome) in done.stdout
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["未能读取"].iter_rows(min_row=2, values_only=True))
    table = {str(row[0]): (row[2], row[3]) for row in rows if row[1] in OUTCOMES.values()}
    assert table.keys() == {"坏.pdf", "数据.bin", "录音.mp3", "外链.txt", "管道", "包.zip"}
    assert all(cause and advice for cause, advice in table.values())
    assert "--limit members=" in str(table["包.zip"][1])
    assert "听看" in str(table["录音.mp3"][1])
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    for _, advice in table.values():
        assert str(advice) in page
    told = run("explain", tmp_path / "i", "包.zip")
    assert "--limit members=" in told.stdout
