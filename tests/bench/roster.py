"""名册：一张十万行的名册，读多久，用多少内存，人数对不对。

usage: python -m tests.bench.roster [--rows 100000] [--json FILE]

Makes the workbook (made-up persons, numbers that cannot have been issued), scans it with one worker as a user would, and prints
CPU seconds (all processes, start-up included), peak memory of the largest process in MB (10**6 bytes), and the counts beside the true
ones. Linux only. Exit status 1 where a count is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from sample_corpus.make.people import FIRST, SECOND, SURNAMES
from sample_corpus.make.sheets import Cell, Sheet, xlsx
from tests.bench.accuracy import read_lines
from tests.bench.cost import cost, private_home
from tests.rosters import identity

HEADINGS = ("序号", "姓名", "性别", "身份证号", "班级")
SECONDS, MEGABYTES = 20.0, 600.0
"""What a roster of 100,000 rows may take."""


def name(index: int) -> str:
    """Return one of 38,000 made-up names; more persons share them, as persons do."""
    surname, rest = SURNAMES[index % len(SURNAMES)], index // len(SURNAMES)
    return surname + FIRST[rest % len(FIRST)] + SECOND[rest // len(FIRST) % len(SECOND)]


def rows(count: int) -> list[list[Cell]]:
    """Return a roster of `count` persons under its headings."""
    body: list[list[Cell]] = [
        [index + 1, name(index), "男女"[index % 2], identity(index), f"七（{index // 50 % 20 + 1}）班"]
        for index in range(count)
    ]
    return [list(HEADINGS), *body]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "work"
        folder.mkdir()
        (folder / "roster.xlsx").write_bytes(xlsx(Sheet("名册", rows(arguments.rows))))
        out = Path(place) / "out.jsonl"
        words = ["scan", str(folder), "--inventory", f"{place}/i", "--out", f"jsonl={out}", "--quiet", "--workers", "1"]
        used = cost([sys.executable, "-m", "classifier.cli", *words], environment=private_home(Path(place)))
        record = read_lines(out)[1]
    figures = {
        "rows": arguments.rows,
        "persons": record["persons"],
        "names": record["counts"].get("CN_PERSON", 0),
        "distinct_names": len({name(index) for index in range(arguments.rows)}),
        "outcome": record["outcome"],
        "cpu_s": round(used.cpu, 2),
        "peak_mb": round(used.peak),
        "bounds": {"cpu_s": SECONDS, "peak_mb": MEGABYTES},
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures), encoding="utf-8")
    exact = figures["persons"] == arguments.rows and figures["names"] == figures["distinct_names"]
    return 0 if exact else 1


if __name__ == "__main__":
    sys.exit(main())
