"""准确率：扫描一个有标注的文件夹，与标注比较。

usage: python -m tests.bench.accuracy CORPUS LABELS [--json FILE]

CORPUS is a folder of files, LABELS the JSON Lines that say what each holds; a `subtypes.json` beside LABELS says which of
the product's subtypes count as right for each of the annotator's. Prints precision, recall and F1 a category (ratios),
what the secrecy marks were taken for, subtype accuracy of teaching information, what became of the files, and each wrong file with the reasons of its tags.
Debatable files and files that need OCR are reported apart. Exit status 2 where the corpus is not on this machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from classifier.escape import printable
from tests.bench.cost import private_home
from tests.bench.scoring import Figures, Group, Verdict, compare, figures, read_found, read_label

DONE, INCOMPLETE, ABSENT = 0, 3, 2
TITLES = {
    Group.HEADLINE: "总成绩",
    Group.DEBATABLE: "有争议的文件（另计）",
    Group.NEEDS_OCR: "没有文字层的文件（另计）",
}
SECRET, _STANDING = "state_secret", frozenset({"confirmed", "suspect"})
_LEVELS = frozenset({"绝密", "机密", "秘密"})
_REASONS = 8
_INDENT = "      "


class Absent(Exception):
    """A part of the corpus is not on this machine; the message says which."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file; names that are not UTF-8 keep their bytes as surrogate escapes."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def scan(corpus: Path) -> dict[str, dict[str, Any]]:
    """Return the file lines of a fresh scan of a folder, by path. Raises RuntimeError where the scan does not end well."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        out = place / "found.jsonl"
        words = [
            "scan",
            str(corpus),
            "--inventory",
            str(place / "inventory"),
            "--out",
            f"jsonl={out}",
            "--no-ocr",
            "--quiet",
        ]
        command = [sys.executable, "-m", "classifier.cli", *words]
        result = subprocess.run(command, env=private_home(place), capture_output=True, text=True, check=False)
        if result.returncode not in {DONE, INCOMPLETE}:
            raise RuntimeError(f"scan ended with {result.returncode}:\n{result.stderr}")
        return {line["path"]: line for line in read_lines(out) if line["kind"] == "file"}


def judge(labels: Path, lines: Mapping[str, Mapping[str, Any]]) -> list[Verdict]:
    """Return the verdict on each labelled file. Raises Absent where a labelled file was not met."""
    mapping = labels.with_name("subtypes.json")
    accepted = json.loads(mapping.read_text(encoding="utf-8")) if mapping.is_file() else {}
    wanted = [read_label(line) for line in read_lines(labels)]
    if absent := [label.file for label in wanted if label.file not in lines]:
        raise Absent(f"标注里的 {len(absent)} 个文件不在语料文件夹里，例如 {absent[0]}")
    return [compare(label, read_found(lines[label.file]), accepted) for label in wanted]


def table(group: Group, result: Figures) -> Iterator[str]:
    """Yield the lines that show the figures of a group."""
    yield f"== {TITLES[group]}：{result.files} 个文件，全对 {result.right}（{_share(result.right, result.files)}）"
    yield f"{'类别':<20}{'准确率':>8}{'召回率':>7}{'F1':>8}{'对':>6}{'多':>5}{'漏':>5}"
    for category, rates in result.rates.items():
        ratios = "".join(map(_shown, (rates.precision, rates.recall, rates.f1)))
        yield f"{category:<22}{ratios}{rates.hits:>6}{rates.extra:>6}{rates.missed:>6}"
    if compared := result.subtypes_compared:
        given = f"平均每份给出 {result.subtypes_given / compared:.2f} 个"
        yield f"教学信息子类：{result.subtypes_right}/{compared}（{_share(result.subtypes_right, compared)}），{given}"
    yield "结局：" + "，".join(f"{outcome} {number}" for outcome, number in result.outcomes.items())


def _shown(ratio: float | None) -> str:
    return f"{'-':>10}" if ratio is None else f"{ratio:>10.3f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def told(verdict: Verdict, line: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that show what is wrong with a file, and why it was tagged as it was."""
    label, found = verdict.label, verdict.found
    wrong = [
        f"{word} {'、'.join(sorted(each))}" for word, each in (("多", verdict.extra), ("漏", verdict.missed)) if each
    ]
    subtypes = "、".join(label.subtypes)
    yield f"{printable(label.file)}：{'；'.join(wrong) or '子类不符'}"
    hard = "，难" if label.hard else ""
    yield f"{_INDENT[2:]}标注 {'、'.join(sorted(label.categories)) or '无'}（{subtypes}{hard}）{label.notes}"
    if not line["tags"]:
        yield f"{_INDENT[2:]}未命中，{found.outcome} {line['media_type']} {printable(line['detail'])}".rstrip()
    for tag in line["tags"]:
        yield f"{_INDENT[2:]}{tag['category']}/{tag['subtype']} {tag['status']} {tag['confidence']}"
        yield from (f"{_INDENT}{printable(reason)}" for reason in tag["reasons"][:_REASONS])


def report(verdicts: list[Verdict], lines: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the whole report."""
    groups = {group: [verdict for verdict in verdicts if verdict.label.group is group] for group in Group}
    yield from marks(verdicts, lines)
    for group, members in groups.items():
        if members:
            yield from table(group, figures(members))
            yield ""
    for title, chosen in _wrong(groups[Group.HEADLINE]):
        yield f"== {title}：{len(chosen)} 个文件"
        for verdict in chosen:
            yield from told(verdict, lines[verdict.label.file])
        yield ""


def marks(verdicts: Iterable[Verdict], lines: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines that show what the secrecy marks in the files were taken for: by status, and file by file.

    A mark stands (confirmed, suspect) rightly only in a file that is labelled or tolerated as a state secret; marks of trade
    and work secrets are not counted.
    """
    of_state = {
        verdict.label: [mark for mark in lines[verdict.label.file]["marks"] if mark["level"] in _LEVELS]
        for verdict in verdicts
    }
    chosen = list(of_state.items())
    statuses = Counter(mark["status"] for _, found in chosen for mark in found)
    told = "，".join(f"{status} {number}" for status, number in sorted(statuses.items())) or "一个也没有"
    standing = [label for label, found in chosen if any(mark["status"] in _STANDING for mark in found)]
    false = [label.file for label in standing if SECRET not in label.categories | label.tolerated]
    lost = [label.file for label, _ in chosen if SECRET in label.categories and label not in standing]
    yield f"== 密级标志：{told}；不该成立的 {len(false)} 个文件，该成立而没有的 {len(lost)} 个文件"
    yield from (f"  {printable(file)}" for file in (*false, *lost))
    for label, found in chosen:
        graver = sorted({mark["status"] for mark in found} - {"mention"})
        if graver:
            yield f"  {printable(label.file)}：{'、'.join(graver)}（标注 {'、'.join(sorted(label.categories)) or '无'}）"
    yield ""


def _wrong(verdicts: list[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    yield "类别不对", [verdict for verdict in verdicts if not verdict.right]
    yield "类别对而子类不对", [verdict for verdict in verdicts if verdict.right and verdict.subtype_right is False]


def as_json(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """Return the figures a group, and the verdict on each file, for a program."""
    chosen = list(verdicts)
    return {
        "figures": {
            group: _with_ratios(figures(verdict for verdict in chosen if verdict.label.group is group))
            for group in Group
        },
        "files": {
            verdict.label.file: {
                "group": verdict.label.group,
                "label": sorted(verdict.label.categories),
                "found": sorted(verdict.found.categories),
                "extra": sorted(verdict.extra),
                "missed": sorted(verdict.missed),
                "teaching": sorted(verdict.found.teaching),
                "subtype_right": verdict.subtype_right,
                "outcome": verdict.found.outcome,
            }
            for verdict in chosen
        },
    }


def _with_ratios(result: Figures) -> dict[str, Any]:
    rates = {
        category: {**asdict(each), "precision": each.precision, "recall": each.recall, "f1": each.f1}
        for category, each in result.rates.items()
    }
    return {**asdict(result), "rates": rates}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    try:
        if missing := [path for path in (arguments.corpus, arguments.labels) if not path.exists()]:
            raise Absent(f"没有 {missing[0]}")
        lines = scan(arguments.corpus)
        verdicts = judge(arguments.labels, lines)
    except Absent as problem:
        print(f"语料不在这台机器上，未作测量：{printable(str(problem))}", file=sys.stderr)
        return ABSENT
    for line in report(verdicts, lines):
        print(line)
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(verdicts), ensure_ascii=False, indent=1), encoding="utf-8")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
