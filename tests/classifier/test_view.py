"""What a reader of a level may see: in every form of report, as files on disk."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from classifier.inventory import Inventory
from classifier.mask import mask, mask_in_name
from classifier.model import Outcome
from classifier.project import Party, Project
from classifier.record import Evidence, Record
from classifier.report._base import ITSELF, NOTICE, forms, write_report
from classifier.retention import retention_of
from classifier.view import Level, View
from tests.stock import CANDIDATES, DAY, IDS, MOBILES, NAMES, VALUES, file, lesson, roster, secret, stock

PROJECT = Project(
    "智慧课堂",
    date(2026, 3, 1),
    Party("示例中学", "甲某"),
    Party("示例公司", "乙某"),
    retention={"third_party_secret": "合同终止后五年"},
)
FORMS = sorted(forms())
LEVELS = list(Level)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Inventory]:
    (tmp_path / "资料").mkdir()
    with stock(tmp_path / "i", tmp_path / "资料") as inventory:
        yield inventory


def everything(path: Path) -> str:
    """Return all that stands in a report, of whatever form: the text of every part of an Office file too."""
    if path.suffix in {".xlsx", ".docx"}:
        with zipfile.ZipFile(path) as package:
            parts = (package.read(name).decode("utf-8", "replace") for name in package.namelist())
            return unescape("\n".join(parts))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_at_every_level_shows_what_it_may_and_nothing_else(
    form: str, level: Level, store: Inventory, tmp_path: Path
) -> None:
    path = tmp_path / f"r.{form}"
    write_report(form, View(store, DAY, PROJECT, level=level), path)
    text = everything(path)
    assert not [value for value in VALUES if value in text]
    listed = [record for record in store.records() if record.tags or not record.outcome.complete]
    stems = [record.name.rpartition("/")[2] for record in listed]
    assert [stem in text for stem in stems] == [level is not Level.COUNTS] * len(stems)
    assert (str(tmp_path) in text) is (level is not Level.COUNTS and form != "csv")
    assert ("某列" in text) is (level is Level.FULL)
    assert ("138******00" in text) is (level is Level.FULL)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_bears_the_banner(form: str, level: Level, store: Inventory, tmp_path: Path) -> None:
    write_report(form, View(store, DAY, level=level), tmp_path / f"r.{form}")
    assert NOTICE in everything(tmp_path / f"r.{form}")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "csv"])
def test_a_report_bears_the_parties_and_itself(form: str, store: Inventory, tmp_path: Path) -> None:
    path = tmp_path / f"r.{form}"
    write_report(form, View(store, DAY, PROJECT), path)
    text = everything(path)
    for words in ("智慧课堂", "示例中学", "甲某", "示例公司", "乙某", "2026-03-01"):
        assert words in text
    if form != "jsonl":
        assert ITSELF in text
        assert path.name in text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
def test_equal_inventories_give_equal_bytes(form: str, level: Level, store: Inventory, tmp_path: Path) -> None:
    seen = View(store, DAY, PROJECT, level=level)
    (tmp_path / "b").mkdir()
    for folder in (tmp_path, tmp_path / "b"):
        write_report(form, seen, folder / "r")
    assert (tmp_path / "r").read_bytes() == (tmp_path / "b" / "r").read_bytes()


def test_the_terms_follow_clause_nine(store: Inventory) -> None:
    seen = View(store, DAY, PROJECT)
    terms = {record.name: [(term.term, term.clause) for term in seen.retention(record)] for record in seen.records()}
    assert terms["学籍/名册.csv"] == [("永久", "9.3")]
    assert terms["来文/通知.txt"] == [("机密，所标期限 5年", "9.2")]
    assert terms["备课/教案.txt"] == [("永久", "9.1")]
    assert terms["说明.txt"] == []
    unmarked = secret("x")
    unmarked = replace(unmarked, marks=(replace(unmarked.marks[0], term=""),))
    assert [term.term for term in retention_of(unmarked, seen.policy)] == ["机密，未标期限，依法不超过20年"]


def test_the_exchange_form_keeps_its_schema_at_every_level(store: Inventory, tmp_path: Path) -> None:
    for level, lines in ((Level.FULL, 8), (Level.INTERNAL, 8), (Level.COUNTS, 0)):
        write_report("jsonl", View(store, DAY, level=level), tmp_path / "r")
        head, *rest = [json.loads(line) for line in (tmp_path / "r").read_text(encoding="utf-8").splitlines()]
        assert head["schema"] == "baomi.inventory/1"
        assert head["report"]["level"] == level
        assert sum(head["outcomes"].values()) == 8
        assert len(rest) == lines
        assert all(line["retention"] for line in rest if line["categories"])


def test_values_in_file_names_are_masked_for_who_need_not_find_the_file(store: Inventory, tmp_path: Path) -> None:
    """Photographs of pupils are named by ID number."""
    record = roster(f"照片/{IDS[0]}{NAMES[1]}.jpg", "8" * 64, CANDIDATES)
    tag = replace(record.tags[1], evidence=(Evidence("CN_PERSON", "文件名", mask(NAMES[1]), 0.9, ("某",)),))
    store.put(replace(record, tags=(tag,)))
    store.put(lesson(f"备课/2026年3月{MOBILES[0]}.txt"))
    pack = f"{MOBILES[1]}.zip"
    store.put(Record(file(pack), Outcome.READ, members=(replace(lesson(f"{pack}!/教案.txt"), container=pack),)))
    seen = [record.name for record in View(store, DAY, level=Level.INTERNAL).listed()]
    assert f"照片/{mask(IDS[0])}{mask(NAMES[1])}.jpg" in seen
    assert "备课/2026年3月138******00.txt" in seen
    assert f"照片/{IDS[0]}{NAMES[1]}.jpg" in [record.name for record in View(store, DAY).listed()]
    for form in FORMS:
        for level in (Level.INTERNAL, Level.COUNTS):
            write_report(form, View(store, DAY, level=level), tmp_path / f"r.{form}")
            assert not [value for value in VALUES if value in everything(tmp_path / f"r.{form}")]


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=12), max_size=3))
@settings(max_examples=100)
def test_masking_a_name_changes_nothing_but_letters(name: str, values: list[str]) -> None:
    assert len(mask_in_name(name, map(mask, values))) == len(name)


HOSTILE = "<|script><script>alert(1)<|script><!--\u2028\u202e{{7*7}}=cmd|'C'.csv"


def test_a_hostile_name_stays_text(store: Inventory, tmp_path: Path) -> None:
    store.put(roster(f"{HOSTILE}/{HOSTILE}", "9" * 64, CANDIDATES))
    store.put(replace(lesson("a<b>.txt"), detail="</script><script>alert(2)</script>"))
    for form in FORMS:
        write_report(form, View(store, DAY), tmp_path / f"r.{form}")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (page.count("<script"), page.count("</script"), page.count("<!--")) == (2, 2, 0)
    assert "\u202e" not in page
    assert "49=cmd" not in page
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert "</script><script>alert(2)</script>" in data["strings"]


def test_script_and_style_of_the_page_run_by_their_digest_alone(store: Inventory, tmp_path: Path) -> None:
    write_report("html", View(store, DAY), tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    policy = page.partition('Security-Policy" content="')[2].partition('"')[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        body = page.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = b64encode(hashlib.sha256(body.encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_the_page_lists_filters_and_explains_in_a_browser(store: Inventory, tmp_path: Path) -> None:
    write_report("html", View(store, DAY, PROJECT), tmp_path / "r.html")
    asked = "#category=personal_information&file=" + quote("学籍/名册.csv")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'c'}"]
    more = ["--timeout=20000", "--dump-dom", f"file://{tmp_path}/r.html{asked}"]
    done = subprocess.run([*command, *more], capture_output=True, text=True, timeout=120, check=False)
    assert "2 / 8 个文件" in done.stdout, done.stderr
    assert done.stdout.count('role="option"') == 2
    assert "第2行 某列：138******00" in done.stdout
    assert '<rect x="' in done.stdout


def test_the_workbook_has_its_sheets_and_can_be_filled_in(store: Inventory, tmp_path: Path) -> None:
    write_report("xlsx", View(store, DAY, PROJECT), tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["封面与总览", "文件清单", "证据明细", "未能读取", "重复与衍生", "规则与图例", "签字页"]
    files = book["文件清单"]
    heads = [cell.value for cell in files[1]]
    assert files.max_row == 9
    assert files.freeze_panes == "D2"
    assert files.auto_filter.ref == f"A1:{get_column_letter(len(heads))}9"
    assert len(files.data_validations.dataValidation) == 3
    returned = [row[heads.index("交回状态")].value for row in files.iter_rows(min_row=2)]
    assert returned.count("待核对") == 4, "one for each protected file on disk"
    assert [cell.value for cell in book["未能读取"][2]][:2] == ["加密.pdf", "加密"]
    assert [row[1].value for row in book["重复与衍生"].iter_rows(min_row=2)] == ["包.zip!/教案.txt", "备课/教案.txt"]
    write_report("xlsx", View(store, DAY, PROJECT, level=Level.COUNTS), tmp_path / "c.xlsx")
    assert load_workbook(tmp_path / "c.xlsx").sheetnames == ["封面与总览", "规则与图例", "签字页"]
