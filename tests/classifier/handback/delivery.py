"""A delivery of real formats, sealed, and the same returned with known changes."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx

from classifier.handback.seal import seal
from classifier.handback.signature import load_key, make_key
from classifier.inventory import Inventory
from classifier.report._base import plain_view
from classifier.scan import scan
from classifier.settings import Settings

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "sample_corpus"
KEY = b"\x07" * 32
FOLDERS = ("办公会", "备课", "通知", "考试", "教务处", "学籍", "来文", "公开资料", "归档", "作业")
MOST_BYTES = 300_000


def deliver(target: Path) -> list[str]:
    """Copy part of the samples to `target` and return the relative paths."""
    names = []
    for folder in FOLDERS:
        for path in sorted((CORPUS / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(".expected.toml") and path.stat().st_size <= MOST_BYTES:
                names.append(path.relative_to(CORPUS).as_posix())
                (target / names[-1]).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target / names[-1])
    return names


def settings(root: Path, **changes: Any) -> Settings:
    return replace(Settings(root.resolve(), KEY, date(2026, 11, 1), names="off", workers=2), **changes)


def sealed(root: Path, folder: Path, **changes: Any) -> Path:
    """Scan `root`, seal it with a new key and return the package."""
    with Inventory(folder / "i.inventory", create=True) as store:
        for _ in scan(settings(root, **changes), store):
            pass
        make_key(folder / "key", "")
        seal(plain_view(store), load_key(folder / "key"), folder / "package")
    return folder / "package"


def office(source: Path, form: str, folder: Path, profile: Path) -> Path:
    """Convert a document with LibreOffice and return the new file."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", form]
    subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{form.partition(':')[0]}"


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in the paragraphs of a Word document, in place."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def resave(path: Path) -> None:
    """Save a Word document again with other properties."""
    document = docx.Document(str(path))
    document.core_properties.last_modified_by = "另一台电脑"
    document.save(str(path))


def write_docx(path: Path, *paragraphs: str) -> None:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))


def zipped(path: Path, *files: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)


def decomposed(path: Path) -> Path:
    """Give a file the name that a Mac would give it back under."""
    name = unicodedata.normalize("NFD", path.name)
    return path.rename(path.with_name(name))
