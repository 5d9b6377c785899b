"""人名标注的准确率与速度。

usage: python -m tests.bench.names FOLDER [--json FILE] [--network numpy|onnxruntime] [--speed]

FOLDER holds `*.jsonl` sets of {"text", "names": [[start, end], …]}. The items of a set stand below each other in one plain
text, which is read and recognized as a scan reads it. Prints, and writes as JSON, per set: strict-span precision, recall and
F1 (ratios 0–1), the same for native full names, false names per 10,000 characters, and characters per CPU second of looking
for names; `high_p` is the precision of names called sure, of which there are `high`. A surname with a title, and a
textbook's example name, are weaker forms of their own and count neither way.
`--speed` then compares the networks and jieba.posseg on the first characters of each set, in this one run, at once and as
short documents, and says what this processor's own speed of multiplying allows: the network's products alone, at the rate
numpy reaches on large matrices.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in a scan's workers

import numpy as np

from classifier.extract._base import Source
from classifier.extract.text import read
from classifier.model import FileType
from classifier.naming import pieces, together
from recognizers._engine import Engine
from recognizers.names import _tagger
from recognizers.names._network import WIDTH, Network
from recognizers.names._parameters import load
from recognizers.names._refine import SCORES, Sureness

COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 端木 南宫 独孤 呼延 申屠 淳于".split()
)
TITLES = frozenset("先生 女士 小姐 老师 同志 教授 主席 总理 总统 书记 总书记 主任 校长 院长 局长 老 总 某".split())
WEAK, HIGH = 0.35, SCORES[Sureness.HIGH]
"""Score up to which a name is of a weaker form; score from which it is called sure."""
SAMPLE, SHORT = 60_000, 1_000
"""Characters whose tagging is timed, at once and as documents of that length: few windows fill no batch."""
PRODUCTS = 2 * (3 * WIDTH * WIDTH + 2 * WIDTH * 3 * WIDTH + 3 * WIDTH * WIDTH) + 2 * WIDTH * 57
"""Multiplications a character: two directions of both layers (the first looks its input up) and the last step to 57 tags."""
Spans = dict[tuple[int, int], float]


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


def score(gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of spans (start, end), as ratios."""
    right = len(gold & found)
    precision = right / len(found) if found else 1.0
    recall = right / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def recognized(text: str, engine: Engine) -> tuple[Spans, float]:
    """Return the persons that a scan of a plain text finds, with their scores, and the CPU seconds spent on names."""
    source = Source(text.encode(), "text.txt", FileType("text/plain", "utf-8"))
    segments = [piece for segment in read(source) for piece in pieces(segment)]
    patterns = [engine.recognize(segment.text, segment.headings) for segment in segments]
    began = time.process_time()
    named = engine.names([segment.text for segment in segments])
    merged = [together(*both) for both in zip(patterns, named, strict=True)]
    seconds = time.process_time() - began
    lines = text.split("\n")
    begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: Spans = {}
    for segment, matches in zip(segments, merged, strict=True):
        first = segment.first - 1
        count = segment.text.count("\n") + 1
        at = standing(segment.text, lines[first : first + count], begins[first])
        found |= {(at[m.start], at[m.end - 1] + 1): m.score for m in matches if m.entity == "CN_PERSON"}
    return {span: value for span, value in found.items() if value > WEAK}, seconds


def standing(read_as: str, lines: list[str], offset: int) -> list[int]:
    """Return where each character of what was read stands: a list's rows have lost and gained blanks and bars.

    `lines` are the lines of the text, one for each that was read, `offset` the first one's.
    """
    at: list[int] = []
    for row, line in zip(read_as.split("\n"), lines, strict=True):
        low = 0
        for character in row:
            found = line.find(character, low, low + 1 if character.isspace() else None)
            low = found + 1 or low
            at.append(offset + max(0, low - 1))
        offset += len(line) + 1
        at.append(offset - 1)
    return at


def items(path: Path) -> list[Any]:
    """Return the items of a labelled set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def laid_out(lines: list[Any]) -> tuple[str, set[tuple[int, int]]]:
    """Return the items of a set below each other, and where the names are."""
    text, gold, offset = [], set(), 0
    for item in lines:
        gold |= {(offset + start, offset + end) for start, end in item["names"]}
        text.append(item["text"])
        offset += len(item["text"]) + 2
    return "\n\n".join(text), gold


def measure(path: Path, engine: Engine) -> dict[str, float]:
    """Return the figures of one labelled set."""
    text, gold = laid_out(items(path))
    found, seconds = recognized(text, engine)
    native = [{span for span in spans if is_native(text[slice(*span)])} for spans in (gold, set(found))]
    sure = {span for span, value in found.items() if value >= HIGH}
    precision, recall, f1 = score(gold, set(found))
    return {
        "p": precision,
        "r": recall,
        "f1": f1,
        "native_f1": score(native[0], native[1])[2],
        "false_per_10k": len(set(found) - gold) / len(text) * 10_000,
        "chars_per_cpu_s": len(text) / seconds,
        "high": len(sure),
        "high_p": score(gold, sure)[0],
    }


def speeds(text: str) -> Iterator[tuple[str, float]]:
    """Yield characters per CPU second of each network, with its spans put right, and of jieba.posseg."""
    parameters = load()
    for name in ("numpy", "onnxruntime"):
        if name == "numpy" or _tagger.fast(parameters):
            with on_network(name):
                engine = Engine()
                engine.names([text[:2000]])
                yield name, rate_of(engine, [text])
                yield f"{name}, short", rate_of(engine, [text[low : low + SHORT] for low in range(0, len(text), SHORT)])
    import jieba.posseg  # noqa: PLC0415

    list(jieba.posseg.cut(text[:2000]))
    gc.freeze()  # or collections would walk through all that stands in this process
    began = time.process_time()
    for _ in jieba.posseg.cut(text):
        pass
    yield "jieba.posseg", len(text) / (time.process_time() - began)
    yield "products alone", rate() / PRODUCTS


def rate_of(engine: Engine, documents: Iterable[str]) -> float:
    """Return characters a CPU second of looking for names in one document after the other."""
    read_through = 0
    began = time.process_time()
    for document in documents:
        engine.names([document])
        read_through += len(document)
    return read_through / (time.process_time() - began)


def rate() -> float:
    """Return multiplications with addition a CPU second of float32 matrices on one core."""
    side, times = 512, 40
    values = np.ones((side, side), dtype=np.float32)
    np.matmul(values, values)
    began = time.process_time()
    for _ in range(times):
        np.matmul(values, values)
    return times * side**3 / (time.process_time() - began)


@contextmanager
def on_network(name: str | None) -> Iterator[None]:
    """Tag on the network of that name, where given. Raises SystemExit where it is not installed."""
    parameters = load()
    choices: dict[str, Callable[[Any], Any]] = {"numpy": Network, "onnxruntime": _tagger.fast}
    network = choices[name](parameters) if name else None
    if name and network is None:
        raise SystemExit(f"{name} is not installed")
    made = _tagger.Tagger(parameters, network) if network else _tagger.tagger()
    with patch("recognizers._engine.tagger", lambda: made):
        yield


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--network", choices=["numpy", "onnxruntime"])
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    sets = sorted(arguments.folder.glob("*.jsonl"))
    if not sets:
        print(f"no *.jsonl in {arguments.folder}", file=sys.stderr)
        return 2
    with on_network(arguments.network):
        engine = Engine()
        engine.names(["张伟"])
        figures = {path.stem: measure(path, engine) for path in sets}
    for name, row in figures.items():
        print(f"{name:20}", " ".join(f"{key} {value:.4g}" for key, value in row.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    if arguments.speed:
        parts = [laid_out(items(path))[0][: SAMPLE // len(sets)] for path in sets]
        for name, figure in speeds("\n\n".join(parts)):
            print(f"{name:20} {figure:,.0f} characters a CPU second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
