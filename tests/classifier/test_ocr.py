"""Words in pictures: read where the reader is installed, told as unread where it is not or is not wanted."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from classifier import ocr
from classifier.examine import examine
from classifier.model import Outcome
from classifier.record import Record
from classifier.settings import Settings
from classifier.walk import walk

PICTURES = Path(__file__).parent / "pictures"
ROOT = Path(__file__).parents[2]
needs_ocr = pytest.mark.skipif(not ocr.installed(), reason="the extra `ocr` is not installed")


def record_of(folder: Path, name: str, data: bytes, *, read_pictures: bool) -> Record:
    (folder / name).write_bytes(data)
    (file,) = (file for file in walk(folder) if file.name == name)
    return examine(file, Settings(folder, bytes(32), date(2026, 11, 24), ocr=read_pictures))


def scanned_pdf(picture: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(picture) as image:
        image.convert("L").save(out, "PDF", resolution=120)
    return out.getvalue()


def letter(picture: bytes) -> bytes:
    """Return a docx whose header holds nothing but a picture."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("_rels/.rels", rels.format(kind, "officeDocument", "word/document.xml"))
        package.writestr("[Content_Types].xml", "<Types/>")
        text = "关于做好有关工作的通知，请各处室认真落实，按时报送材料，联系人为办公室值班人员。"
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        )
        package.writestr("word/_rels/document.xml.rels", rels.format(kind, "header", "header1.xml"))
        package.writestr("word/header1.xml", '<w:hdr xmlns:w="urn:w"><w:p/></w:hdr>')
        package.writestr("word/_rels/header1.xml.rels", rels.format(kind, "image", "media/image1.png"))
        package.writestr("word/media/image1.png", picture)
    return out.getvalue()


@needs_ocr
@pytest.mark.parametrize("form", ["png", "pdf"])
def test_a_scanned_exam_is_an_exam(form: str, tmp_path: Path) -> None:
    picture = PICTURES / "scanned_exam.png"
    data = picture.read_bytes() if form == "png" else scanned_pdf(picture)
    record = record_of(tmp_path, f"甲.{form}", data, read_pictures=True)
    assert record.outcome is Outcome.READ, record.detail
    assert ("teaching_information", "exam_paper") in {(tag.category, tag.subtype) for tag in record.tags}


@needs_ocr
def test_a_photographed_card_gives_its_number(tmp_path: Path) -> None:
    record = record_of(tmp_path, "甲.jpg", (PICTURES / "photographed_card.jpg").read_bytes(), read_pictures=True)
    assert record.counts["CN_RESIDENT_ID"] == 1
    assert "personal_information" in record.categories
    assert any("图像文字" in item.where for tag in record.tags for item in tag.evidence)


@needs_ocr
def test_a_mark_in_a_picture_of_the_header_is_a_mark(tmp_path: Path) -> None:
    record = record_of(tmp_path, "甲.docx", letter((PICTURES / "header_mark.png").read_bytes()), read_pictures=True)
    assert [(mark.level, mark.where) for mark in record.marks] == [("机密", "图像文字 页眉")]
    assert "state_secret" in record.categories


@pytest.mark.parametrize(
    ("name", "outcome"), [("甲.png", Outcome.NEEDS_OCR), ("甲.pdf", Outcome.NEEDS_OCR), ("甲.docx", Outcome.PARTIAL)]
)
def test_what_is_not_read_is_said(name: str, outcome: Outcome, tmp_path: Path) -> None:
    made: dict[str, Callable[[], bytes]] = {
        "甲.png": (PICTURES / "scanned_exam.png").read_bytes,
        "甲.pdf": lambda: scanned_pdf(PICTURES / "scanned_exam.png"),
        "甲.docx": lambda: letter((PICTURES / "header_mark.png").read_bytes()),
    }
    record = record_of(tmp_path, name, made[name](), read_pictures=False)
    assert record.outcome is outcome
    assert "没有做文字识别" in record.detail


@needs_ocr
@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="no network namespace can be made")
def test_it_works_without_any_network(tmp_path: Path) -> None:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "甲.jpg").write_bytes((PICTURES / "photographed_card.jpg").read_bytes())
    scan = [
        sys.executable,
        "-m",
        "classifier.cli",
        "scan",
        str(folder),
        "--inventory",
        str(tmp_path / "i"),
        "--out",
        f"jsonl={tmp_path / 'o'}",
    ]
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        ["unshare", "--net", *scan], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if "unshare failed" in done.stderr:
        pytest.skip("no network namespace can be made")
    assert done.returncode == 0, done.stderr
    (line,) = (json.loads(line) for line in (tmp_path / "o").read_text(encoding="utf-8").splitlines()[1:])
    assert line["counts"]["CN_RESIDENT_ID"] == 1
