"""人名标注的准确率与速度。

usage: python -m tests.bench.names FOLDER [--json FILE]

FOLDER holds `*.jsonl` sets of {"text", "names": [[start, end], …]}. Prints, and writes as JSON, per set: strict-span
precision, recall and F1 (ratios 0–1), the same for native full names, false names per 10,000 characters, and characters
per CPU second.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from recognizers.names._tagger import tagger

COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 端木 南宫 独孤 呼延 申屠 淳于".split()
)
TITLES = frozenset("先生 女士 小姐 老师 同志 教授 主席 总理 总统 书记 总书记 主任 校长 院长 局长 老 总 某".split())


@cache
def surnames() -> frozenset[str]:
    """Return the characters that begin at least four two- or three-character names of jieba's dictionary."""
    firsts = Counter[str]()
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, flag = line.split(" ")
        if flag == "nr" and len(word) in {2, 3}:
            firsts[word[0]] += 1
    return frozenset(character for character, number in firsts.items() if number >= 4)


def is_native(name: str) -> bool:
    """Return whether a name is two to four Han characters beginning with a surname, and no surname with a title."""
    han = 2 <= len(name) <= 4 and all("\u4e00" <= character <= "\u9fff" for character in name)
    return han and (name[0] in surnames() or name[:2] in COMPOUND) and name[1:] not in TITLES


def score(gold: set[tuple[int, int, int]], found: set[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of spans (item, start, end), as ratios."""
    right = len(gold & found)
    precision = right / len(found) if found else 1.0
    recall = right / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def measure(path: Path) -> dict[str, float]:
    """Return the figures of one labelled set."""
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    tagger()
    began = time.process_time()
    found = {(number, span.start, span.end) for number, item in enumerate(items) for span in tagger().tag(item["text"])}
    seconds = time.process_time() - began
    gold = {(number, start, end) for number, item in enumerate(items) for start, end in item["names"]}
    native = [set(_native(items, spans)) for spans in (gold, found)]
    precision, recall, f1 = score(gold, found)
    characters = sum(len(item["text"]) for item in items)
    return {
        "p": precision,
        "r": recall,
        "f1": f1,
        "native_f1": score(native[0], native[1])[2],
        "false_per_10k": len(found - gold) / characters * 10_000,
        "chars_per_cpu_s": characters / seconds,
    }


def _native(items: list[Any], spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    return (span for span in spans if is_native(items[span[0]]["text"][span[1] : span[2]]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    sets = sorted(arguments.folder.glob("*.jsonl"))
    if not sets:
        print(f"no *.jsonl in {arguments.folder}", file=sys.stderr)
        return 2
    figures = {path.stem: measure(path) for path in sets}
    for name, row in figures.items():
        print(f"{name:20}", " ".join(f"{key} {value:.4g}" for key, value in row.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
