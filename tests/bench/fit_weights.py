"""拟合形态的权重，并按仓库交叉验证。

usage: python -m tests.bench.fit_weights CORPUS LABELS [--also CORPUS LABELS] [--write]

Prints, per category, precision, recall and F1 of a plain L2 logistic regression on the shapes, whole repositories left
out (8 folds, mean of 3 shufflings), judged on LABELS' files; with --also the second corpus is learned from as well and
judged apart. `form` is the weights alone, `form or kind` also takes what the structure of a kind proves: those proofs were
written with the files in sight, so the second figure flatters. Then, per set, how often the kinds of a teaching file are
right (subtypes.json beside LABELS says which are). --write fits on everything and rewrites dictionaries/families. Weights are rounded to one decimal.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import dictionaries
from recognizers._kinds import KindReading, load_kinds, read_kinds
from recognizers._layout import Layout
from recognizers._shapes import measure, shapes
from tests.bench.corpus import Labelled, labels, read_document

FITTED = ("teaching_information", "personal_information", "important_data")
FOLDS, SHUFFLES, STRENGTH, THRESHOLD = 8, 3, 1.0, 0.5
_TEACHING = {kind.id for kind in load_kinds() if kind.category == "teaching_information"}
_TITLES = {"teaching_information": "教学信息", "personal_information": "个人信息", "important_data": "重要数据"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--also", type=Path, nargs=2, metavar=("CORPUS", "LABELS"))
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        print(f"no corpus at {arguments.corpus}", file=sys.stderr)
        return 2
    sets = [(arguments.corpus, arguments.labels)] + ([tuple(arguments.also)] if arguments.also else [])
    rows, values, origin, readings = _matrix(sets)
    for category in FITTED:
        proved = np.array([_is_proved(category, reading) for reading in readings])
        _cross_validate(category, rows, (values, origin, proved), (arguments.strength, arguments.threshold))
        if arguments.write:
            _write(category, *_fit(category, rows, values, arguments.strength))
    for number, (_, path) in enumerate(sets):
        chosen = [(row, reading) for row, reading, of in zip(rows, readings, origin, strict=True) if of == number]
        _judge_kinds(number, json.loads((path.parent / "subtypes.json").read_text(encoding="utf-8")), chosen)
    return 0


def _matrix(sets: Sequence[tuple[Path, Path]]) -> tuple[list[Labelled], Any, Any, list[KindReading]]:
    rows, values, origin, readings = [], [], [], []
    for number, (corpus, path) in enumerate(sets):
        for row in labels(path):
            if not row.debatable and not row.needs_ocr:
                rows.append(row)
                read = read_document(corpus / row.name)
                measured = measure(Layout(read))
                readings.append(read_kinds(read))
                values.append([measured[name] for name in shapes()])
                origin.append(number)
    return rows, np.array(values), np.array(origin), readings


def _is_proved(category: str, reading: KindReading) -> bool:
    own = {kind.id for kind in load_kinds() if kind.category == category}
    return any(score.proved and score.id in own for score in reading.kinds)


def _judge_kinds(
    number: int, right: Mapping[str, Sequence[str]], chosen: Sequence[tuple[Labelled, KindReading]]
) -> None:
    first = any_of = total = 0
    for row, reading in chosen:
        wanted = {kind for word in row.subtypes for kind in right.get(word, ())}
        taken = [score.id for score in reading.kinds if score.id in _TEACHING] or ["other_teaching"]
        if "teaching_information" in row.categories and wanted:
            total += 1
            first += taken[0] in wanted
            any_of += not wanted.isdisjoint(taken)
    share = any_of / max(1, total), first / max(1, total)
    print(f"kinds, weights as shipped  set {number}  right {share[0]:.3f}  first {share[1]:.3f}  of {total}")


def _fit(category: str, rows: Sequence[Labelled], values: Any, strength: float) -> tuple[float, Any]:
    """Return bias and weights, rounded to one decimal, learned from the rows that do not tolerate the category."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 an extra

    use = np.array(
        [(category not in row.tolerated and "NONE" not in row.tolerated) or category in row.categories for row in rows]
    )
    truth = np.array([category in row.categories for row in rows])
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=5000)
    model.fit(values[use], truth[use])
    return round(float(model.intercept_[0]), 1), np.round(model.coef_[0], 1)


def _cross_validate(
    category: str, rows: Sequence[Labelled], measured: tuple[Any, Any, Any], chosen: tuple[float, float]
) -> None:
    (values, origin, proved), (strength, threshold) = measured, chosen
    repositories = sorted({row.repository for row in rows})
    counts = {(number, rule): np.zeros(3) for number in sorted(set(origin)) for rule in ("form", "form or kind")}
    for shuffle in range(SHUFFLES):
        order = np.random.default_rng(shuffle).permutation(len(repositories))
        fold_of = {repositories[index]: place % FOLDS for place, index in enumerate(order)}
        folds = np.array([fold_of[row.repository] for row in rows])
        for fold in range(FOLDS):
            train = folds != fold
            bias, weights = _fit(
                category, [row for row, kept in zip(rows, train, strict=True) if kept], values[train], strength
            )
            for index in map(int, np.flatnonzero(~train)):
                guess = 1 / (1 + np.exp(-(bias + values[index] @ weights))) >= threshold
                counts[origin[index], "form"] += _counted(rows[index], category, bool(guess))
                counts[origin[index], "form or kind"] += _counted(rows[index], category, bool(guess or proved[index]))
    for (number, rule), (hits, false, missed) in counts.items():
        precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{category:22} set {number}  {rule:12}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def _counted(row: Labelled, category: str, guess: bool) -> Any:
    if category in row.tolerated:
        return np.zeros(3)
    truth = category in row.categories
    missing_accepted = "NONE" in row.tolerated
    return np.array([truth and guess, guess and not truth, truth and not guess and not missing_accepted], dtype=float)


def _write(category: str, bias: float, weights: Any) -> None:
    lines = [
        f"# {_TITLES[category]}：整体形态的权重。各形态的数值（0–1）乘以权重相加，再加 bias，得到分数；分数越过 0 为像。",
        "# 由 tests/bench/fit_weights.py 拟合（L2 逻辑回归，按仓库交叉验证），保留一位小数；可以手改。blocked_by 由人写：成立时不再凭整体形态认作此类。",
        f"bias = {bias}",
        f"blocked_by = {json.dumps(list(dictionaries.families()[category].get('blocked_by', [])))}",
        "",
        "[weights]",
    ]
    pairs = sorted(zip(shapes(), weights, strict=True), key=lambda pair: (-pair[1], pair[0]))
    lines += [f"{name} = {weight}" for name, weight in pairs if weight]
    (dictionaries.FOLDER / "families" / f"{category}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
