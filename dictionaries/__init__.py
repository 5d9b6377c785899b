"""词典、形态、文种、协议：一个学校管理员或律师可以改的数据，以及唯一的读取入口。

Data only; the one place that knows where the data files lie and how they are written.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def _content_lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line


@cache
def terms(name: str) -> tuple[str, ...]:
    """Return the terms of `terms/NAME.txt` in file order (sorted, unique, NFC; a test keeps them so).

    Raises FileNotFoundError for a list that does not exist.
    """
    return tuple(_content_lines(FOLDER / "terms" / f"{name}.txt"))


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `tables/NAME` (full file name): TAB-separated for .tsv, else blank-separated; `#` lines dropped."""
    path = FOLDER / "tables" / name
    separator = "\t" if path.suffix == ".tsv" else None
    return tuple(tuple(line.split(separator)) for line in _content_lines(path))


def common_texts() -> tuple[str, ...]:
    """Return the texts of `common_text/`: what anybody's files hold, such as the heads of web pages and of exam papers."""
    return tuple("\n".join(_content_lines(path)) for path in sorted((FOLDER / "common_text").glob("*.txt")))


@cache
def _folder(name: str) -> Mapping[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / name).glob("*.toml"))
    }


def shapes() -> Mapping[str, dict[str, Any]]:
    """Return the parsed files of `shapes/` by file stem: named features of form."""
    return _folder("shapes")


def kinds() -> Mapping[str, dict[str, Any]]:
    """Return the parsed files of `kinds/` by kind id (the file stem)."""
    return _folder("kinds")


def families() -> Mapping[str, dict[str, Any]]:
    """Return the parsed files of `families/` by category id: weights that tell a whole category by its form."""
    return _folder("families")


@cache
def marks() -> dict[str, Any]:
    """Return `marks.toml` as parsed TOML: the words by which secrecy marks are judged."""
    return tomllib.loads((FOLDER / "marks.toml").read_text(encoding="utf-8"))


@cache
def headings() -> dict[str, Any]:
    """Return `headings.toml` as parsed TOML: the words that say, over a column, beside a cell or before a colon, what stands there."""
    return tomllib.loads((FOLDER / "headings.toml").read_text(encoding="utf-8"))


@cache
def policy(name: str) -> dict[str, Any]:
    """Return the agreement `policy/NAME.toml` as parsed TOML. Raises FileNotFoundError if there is none."""
    return tomllib.loads((FOLDER / "policy" / f"{name}.toml").read_text(encoding="utf-8"))


def agreement() -> bytes:
    """Return the agreement as signed, byte for byte (UTF-8 Markdown)."""
    return (FOLDER / "policy" / "agreement.md").read_bytes()


def digest_of(folder: Path) -> bytes:
    """Return the SHA-256 over names and contents of the source and data files below `folder` (bytes, 32)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".toml", ".txt", ".tsv", ".md", ".yaml"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
