"""A secrecy mark wherever it may stand, in real files; and nothing of a marked file but the mark is kept anywhere."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml import parse_xml

from classifier import ocr
from sample_corpus.make.page import pdf
from tests.conftest import Answer

PICTURE = Path(__file__).parent / "pictures" / "header_mark.png"
BODY = """XX市教育局文件
X教办〔2026〕12号
关于做好青云工程的通知
各县（市、区）教育局：
联系人张小明，身份证号110224201506011232，手机13800138000，住址XX市青云路7号。
青云工程的部署不得外传。
XX市教育局
2026年10月8日"""
PLAIN = "青云工程方案\n一、总则\n青云工程的部署不得外传。"
TOLD = ("青云", "部署", "张小明", "110224", "13800138000", "138****8000", "张**")
"""Words, numbers and masked forms that stand in the body and may stand nowhere else."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(before: str = "", header: str = "", box: str = "", cell: str = "", body: str = BODY) -> bytes:
    """Return a docx with XML or text in the places that are named."""
    document, out = docx.Document(), io.BytesIO()
    if header.startswith("<"):
        document.sections[0].header.paragraphs[0]._p.append(parse_xml(header))
    elif header:
        document.sections[0].header.paragraphs[0].text = header
    if box:
        document.add_paragraph()._p.append(parse_xml(box))
    if cell:
        document.add_table(1, 2).cell(0, 0).text = cell
    for line in (*before.split("\n"), *body.split("\n")):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def drawn(text: str) -> str:
    """Return a run with a text box, as DrawingML has it."""
    inner = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    return f"<w:r {NAMESPACES}><w:drawing>{inner}</w:drawing></w:r>"


def vml(text: str) -> str:
    """Return a run with a watermark, as Word's own command makes it."""
    path = f'<v:textpath style="font-family:宋体" string="{text}"/>'
    return f'<w:r {NAMESPACES}><w:pict><v:shape id="PowerPlusWaterMarkObject1">{path}</v:shape></w:pict></w:r>'


def stamped(text: str) -> bytes:
    """Return a PDF with large slanted text laid over its page, marked as a watermark (ISO 32000-1, 14.8.2.2)."""
    shown = text.encode("utf-16-be").hex().encode()
    over = (
        b"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC q BT 0.8 g /F1 96 Tf 0.707 0.707 -0.707 0.707 120 200 Tm <"
        + shown
        + b"> Tj ET Q EMC"
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(BODY))) as book:
        book.pages[0].contents_add(over)
        book.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["机密★5年"], *(line.split("：") for line in BODY.split("\n"))):
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def packed(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, data)
    return out.getvalue()


def pictured() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].add_run().add_picture(str(PICTURE))
    document.add_paragraph(PLAIN)
    document.save(out)
    return out.getvalue()


PLACES: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "首行.docx": (lambda: word("机密★5年"), "confirmed", "正文第1段"),
    "首行.pdf": (lambda: pdf(f"机密★5年\n{BODY}"), "confirmed", "第1页"),
    "首行.txt": (f"机密★5年\n{BODY}".encode, "confirmed", "第1行"),
    "页眉.docx": (lambda: word(header="机密★5年"), "confirmed", "页眉"),
    "页眉.pdf": (lambda: pdf("\n".join(["机密★5年", *["青云工程的正文。"] * 43] * 2)), "confirmed", "第1页"),
    "文本框.docx": (lambda: word(box=drawn("机密★5年")), "confirmed", "文本框"),
    "表格首格.docx": (lambda: word(cell="机密★5年"), "confirmed", "表1"),
    "表格首格.xlsx": (sheet, "confirmed", "A1"),
    "机密★5年_方案.docx": (lambda: word(body=PLAIN), "suspect", "文件名"),
    "水印一.docx": (lambda: word(header=vml("机密★5年")), "confirmed", "页眉"),
    "水印二.docx": (lambda: word(header=drawn("机密★5年")), "confirmed", "页眉"),
    "水印.pdf": (lambda: stamped("机密★5年"), "suspect", "第1页"),
    "段首.docx": (lambda: word(body=f"{BODY}\n（秘密）三、青云工程的部署不得外传。"), "suspect", "正文第10段"),
    "压缩包.zip": (lambda: packed("内/首行.docx", word("机密★5年")), "confirmed", "正文第1段"),
}
"""By name: how the file is made, what the mark counts as, where it is said to stand."""
OUTPUTS = {"jsonl": "单.jsonl", "csv": "单.csv", "xlsx": "单.xlsx", "html": "单.html", "docx": "单.docx"}


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    (folder / "资料").mkdir()
    for name, (make, _, _) in PLACES.items():
        (folder / "资料" / name).write_bytes(make())
    return folder


def rows_of(path: Path) -> Mapping[str, Any]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["path"]: line for line in lines if line["kind"] == "file"}


@pytest.fixture(name="said")
def _said(scanned: Path, baomi: Callable[..., Answer]) -> Answer:
    """One scan for all tests of the module; its outputs stand in `scanned`."""
    if not (scanned / "单.jsonl").exists():
        outputs = [word for form, name in OUTPUTS.items() for word in ("--out", f"{form}={scanned / name}")]
        answer = baomi(
            "scan", scanned / "资料", "--inventory", scanned / "清单", "--no-ocr", "--workers", "1", "--quiet", *outputs
        )
        assert answer.code == 0, answer.err
    return baomi("explain", scanned / "清单", "首行.docx")


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize("name", PLACES)
def test_a_mark_is_seen_wherever_it_stands(name: str, scanned: Path) -> None:
    rows, (_, status, where) = rows_of(scanned / "单.jsonl"), PLACES[name]
    row = rows.get(f"{name}!/内/首行.docx", rows[name])
    assert status in {mark["status"] for mark in row["marks"]}, row
    assert any(where in mark["where"] for mark in row["marks"]), row["marks"]
    assert "state_secret" in row["categories"]


@pytest.mark.usefixtures("said")
def test_of_a_marked_file_only_path_size_digests_mark_and_place_are_kept(scanned: Path, said: Answer) -> None:
    for row in rows_of(scanned / "单.jsonl").values():
        if row["marks"]:
            assert row["path"] and row["size"] and row["sha256"] and row["sm3"]
            assert [tag for tag in row["tags"] if tag["evidence"]] == []
            assert all(mark["where"] and mark["reason"] for mark in row["marks"])
    assert "青云" not in said.out and "机密★5年" in said.out


@pytest.mark.usefixtures("said")
def test_no_word_of_a_marked_file_stands_in_any_output_or_in_the_store(scanned: Path) -> None:
    kept = {path.name: list(texts(path)) for path in scanned.iterdir() if path.is_file()}
    assert kept.keys() >= {*OUTPUTS.values(), "清单"}
    for name, pieces in kept.items():
        assert any("首行.docx" in piece for piece in pieces) or name != "单.jsonl"
        found = [(word, piece[:80]) for piece in pieces for word in TOLD if word in piece]
        assert found == [], name


def texts(path: Path) -> Iterator[str]:
    """Yield everything in a file of ours as text: bytes, parts of a package, values of a database in UTF-8 and as numbers."""
    data = path.read_bytes()
    yield data.decode("utf-8", "replace")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())
    if data.startswith(b"SQLite format 3"):
        with sqlite3.connect(path) as store:
            for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                yield from map(str, store.execute(f'SELECT * FROM "{table}"'))


@pytest.mark.skipif(not ocr.installed(), reason="the extra `ocr` is not installed")
def test_a_mark_that_is_a_picture_is_seen(tmp_path: Path, baomi: Callable[..., Answer]) -> None:
    (tmp_path / "资料").mkdir()
    (tmp_path / "资料" / "图.docx").write_bytes(pictured())
    out = tmp_path / "单.jsonl"
    baomi(
        "scan",
        tmp_path / "资料",
        "--inventory",
        tmp_path / "清单",
        "--workers",
        "1",
        "--quiet",
        "--out",
        f"jsonl={out}",
    )
    (row,) = rows_of(out).values()
    assert [(mark["level"], mark["where"]) for mark in row["marks"]] == [("机密", "图像文字 页眉")]
