"""样例资料：脚本做出的就是存下的，扫描所见就是旁边的期望。"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dictionaries import policy, table

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "sample_corpus"
TWIN = ".expected.toml"
TWINS = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob(f"*{TWIN}"))
FORMATS = {
    *(".pdf", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".csv", ".tsv", ".txt", ".md", ".html", ".json"),
    *(".jsonl", ".xml", ".yaml", ".toml", ".ini", ".sql", ".log", ".py", ".ipynb"),
}
OUTCOMES = {"read", "partial", "empty", "corrupt", "encrypted", "needs_ocr", "unsupported"}
STANDARD_EXAMPLE = "11010519491231002X"
ID_SHAPE = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9Xx](?![0-9])")
JUDGED_ELSEWHERE = {"mention"}
Row = Mapping[str, Any]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command, variables = [sys.executable, *arguments], os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="session")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """The records of one scan of the corpus through the command line, by path."""
    folder = tmp_path_factory.mktemp("corpus")
    out = folder / "corpus.jsonl"
    exclude = ("--exclude", f"*{TWIN}", "--exclude", "/make/")
    scanned = run(
        *("-m", "classifier.cli", "scan", str(CORPUS), *exclude),
        *("--inventory", str(folder / "corpus.inventory"), "--out", f"jsonl={out}", "--quiet", "--no-ocr"),
        XDG_CONFIG_HOME=str(folder),
    )
    assert out.exists(), scanned.stderr
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8", errors="surrogateescape").splitlines()]
    return {line["path"]: line for line in lines if line["kind"] == "file"}


def twin_of(name: str) -> Row:
    return tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TWINS)
def test_a_scan_finds_what_the_twin_expects(name: str, rows: dict[str, Row]) -> None:
    twin, row = twin_of(name), rows[name.removesuffix(TWIN)]
    inside = {
        category
        for path, other in rows.items()
        if path.startswith(f"{row['path']}!/")
        for category in other["categories"]
    }
    assert sorted(inside) == sorted(twin.get("inside", ()))
    assert list(complaints(twin, row)) == [], f"{twin['why']}\n{json.dumps(row, ensure_ascii=False, indent=1)}"


def complaints(twin: Row, row: Row) -> list[str]:
    """Return what a record lacks or has too much, in words."""
    found, expected = set(row["categories"]), set(twin["categories"])
    subtypes = {tag["subtype"] for tag in row["tags"] if tag["status"] != "excepted"}
    present = found | subtypes | {entity for entity, count in row["counts"].items() if count}
    said = [
        ("outcome", twin["outcome"], row["outcome"]),
        ("categories", sorted(expected), sorted(found - (set(twin.get("tolerated", ())) - expected))),
        ("subtypes", sorted(twin.get("subtypes", ())), sorted(subtypes.intersection(twin.get("subtypes", ())))),
        ("any_subtype", True, not twin.get("any_subtype") or bool(subtypes.intersection(twin["any_subtype"]))),
        ("marks", *_marks(twin, row)),
        ("must_not", [], sorted(present.intersection(twin.get("must_not", ())))),
    ]
    said += [(entity, count, row["counts"].get(entity, 0)) for entity, count in twin.get("counts", {}).items()]
    said += [(key, twin[key], row[key]) for key in ("persons", "minors") if key in twin]
    return [f"{what}: {wanted} expected, {got} found" for what, wanted, got in said if wanted != got]


def _marks(twin: Row, row: Row) -> tuple[list[str], list[str]]:
    """Return expected and found statuses; a mention is asked for only where the twin names it."""
    expected, found = set(twin.get("marks", ())), {mark["status"] for mark in row["marks"]}
    return sorted(expected), sorted(found - (JUDGED_ELSEWHERE - expected))


def test_the_script_makes_the_corpus_again_byte_for_byte() -> None:
    made = run("-m", "sample_corpus.make", "--check")
    assert made.returncode == 0, made.stdout + made.stderr


def test_every_subtype_of_the_agreement_has_a_sample() -> None:
    wanted = {subtype["id"] for category in policy("school-agreement")["category"] for subtype in category["subtype"]}
    twins = [twin_of(name) for name in TWINS]
    shown = {subtype for twin in twins for subtype in (*twin.get("subtypes", ()), *twin.get("any_subtype", ()))}
    assert wanted - shown == set()
    assert shown - wanted == set()


def test_every_format_and_every_way_a_file_ends_has_a_sample() -> None:
    names = [name.removesuffix(TWIN) for name in TWINS]
    assert {Path(name).suffix for name in names} >= FORMATS
    assert len(names) >= 60
    outcomes = Counter(twin_of(name)["outcome"] for name in TWINS)
    assert outcomes.keys() >= OUTCOMES


def test_a_twin_says_why_and_never_names_what_it_forbids() -> None:
    for name in TWINS:
        twin = twin_of(name)
        wanted = {*twin["categories"], *twin.get("subtypes", ()), *(k for k, v in twin.get("counts", {}).items() if v)}
        assert twin["why"]
        assert not wanted.intersection(twin.get("must_not", ())), name


@pytest.mark.parametrize("name", TWINS)
def test_no_number_of_a_sample_could_have_been_issued(name: str) -> None:
    """Fixture rule: the county ended before the birth year, or the birth year is 1900; or the standard's own example."""
    numbers = {
        number.upper()
        for text in plain((CORPUS / name.removesuffix(TWIN)).read_bytes())
        for number in ID_SHAPE.findall(text)
    }
    assert [
        number for number in numbers - {STANDARD_EXAMPLE} if has_right_check(number) and may_be_issued(number)
    ] == []


def plain(data: bytes) -> Iterator[str]:
    """Yield the ASCII in a file that is not compressed: as bytes, as UTF-16 and, in a PDF, as hexadecimal UCS-2."""
    yield data.decode("latin-1")
    yield data.replace(b"\0", b"").decode("latin-1")
    yield " ".join(
        bytes.fromhex(code.decode()).decode("utf-16-be") for code in re.findall(rb"<([0-9A-F]{4,})> Tj", data)
    )


def has_right_check(number: str) -> bool:
    """Return whether the eighteenth character fits (ISO 7064 MOD 11-2)."""
    return (
        sum(int(digit, 11) * pow(2, 17 - place, 11) for place, digit in enumerate(number.replace("X", "A"))) % 11 == 1
    )


def may_be_issued(number: str) -> bool:
    """Return whether the county of a number lived in its birth year."""
    ends = [int(end or 9999) for code, _, _, end, *_ in table("region_codes.tsv")[1:] if code == number[:6]]
    return number[6:10] != "1900" and max(ends, default=9999) >= int(number[6:10])
