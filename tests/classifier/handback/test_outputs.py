"""No planted value stands in clear in anything that any command writes or says, at any level."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import pytest

from tests.classifier.handback.delivery import write_docx
from tests.conftest import Answer
from tests.stock import IDS, KEY, MOBILES, NAMES, VALUES

Baomi = Callable[..., Answer]
LEVELS = ("full", "internal", "counts")
STORY = "值日的同学提着水桶从食堂后门绕过来，鞋底带着一点泥；教学楼的灯一盏一盏亮了，有人靠着窗背书，谁也没有注意到天什么时候全亮了。"


def roster() -> str:
    rows = (f"{name},{number},{mobile}\n" for name, number, mobile in zip(NAMES, IDS, MOBILES, strict=True))
    return f"姓名,身份证号,联系电话\n{''.join(rows)}"


def everything(path: Path) -> str:
    """Return all that stands in a file, the text of every part of an Office file too."""
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as package:
            return unescape("\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist()))
    return path.read_bytes().decode("utf-8", "replace")


@pytest.fixture
def place(tmp_path: Path, environment: Mapping[str, str]) -> Path:
    """Return a folder with a delivery (`资料`) and what is left of it elsewhere (`电脑`), both full of planted values."""
    key = Path(environment["XDG_CONFIG_HOME"]) / "baomi" / "project.key"
    key.parent.mkdir(parents=True)
    key.write_bytes(KEY)
    given, left = tmp_path / "资料", tmp_path / "电脑"
    given.mkdir()
    left.mkdir()
    (given / "学籍 名册.csv").write_text(roster(), encoding="utf-8")
    write_docx(given / "家访记录.docx", f"家访记录：{NAMES[0]}，身份证号{IDS[0]}，家长电话{MOBILES[0]}。", STORY * 2)
    (left / "抄.txt").write_text(f"{STORY}\n{NAMES[1]}的电话是{MOBILES[1]}，身份证号{IDS[1]}。", encoding="utf-8")
    (left / "名册 - 副本.csv").write_text(roster(), encoding="utf-8")
    return tmp_path


def test_no_command_writes_or_says_a_planted_value(place: Path, baomi: Baomi) -> None:
    said = list[tuple[str, str]]()

    def run(*words: object) -> None:
        done = baomi(*words)
        assert done.code in {0, 1, 3}, done.err
        said.append((" ".join(map(str, words)), done.out + done.err))

    def outs(stem: str, *forms: str) -> list[str]:
        return [word for form in forms for word in ("--out", f"{form}={place / f'{stem}.{form}'}")]

    out = place / "写出"
    out.mkdir()
    run("scan", place / "资料", "--inventory", place / "i", "--quiet", "--no-ocr")
    for level in LEVELS:
        run("report", place / "i", "--level", level, *outs(f"写出/{level}", "jsonl", "csv", "xlsx", "html", "docx"))
        times = ("--occurred", "2026-11-24 09:30", "--discovered", "2026-11-24 10:00")
        notice = ("--level", level, "--out", out / f"告知书 {level}.docx")
        run("incident", place / "i", "--text", place / "电脑" / "抄.txt", *times, *notice)
    for name in ("学籍 名册.csv", "家访记录.docx"):
        run("explain", place / "i", name)
    run("check", place / "资料")
    run("keygen", "--to", place / "钥", "--no-passphrase")
    run("seal", place / "i", "--key", place / "钥", "--to", out / "封存")
    (place / "资料" / "学籍 名册.csv").write_text(roster().replace("联系电话", "电话"), encoding="utf-8")
    forms = ("jsonl", "xlsx", "html", "docx")
    run("verify", out / "封存", place / "资料", "--quiet", "--no-ocr", "--tags", *outs("写出/核验", *forms))
    run("residue", out / "封存", place / "电脑", "--quiet", "--no-ocr", *outs("写出/留存", *forms))
    assert "逐字节相同" in said[-1][1]
    assert "摘录" in said[-1][1]
    written = [path for path in out.rglob("*") if path.is_file()]
    assert len(written) > 30
    texts = [*said, *((path.name, everything(path)) for path in written)]
    assert [(name, value) for name, text in texts for value in VALUES if value in text] == []
