"""拟合形态的权重，并按仓库交叉验证。

usage: python -m tests.bench.fit_weights CORPUS LABELS [--also CORPUS LABELS] [--write]

Prints, per category, precision, recall and F1 of a logistic regression on the shapes whose weights are drawn to the
expert's (`expected` in dictionaries/families), whole repositories left out (8 folds, mean of 3 shufflings), judged on
LABELS' files; with --also the second corpus is learned from as well and judged apart. `form` is the weights alone, `form or
kind` also takes what the structure of a kind proves, `expected` is the expert's weights with a fitted bias only. Expected
weights and proofs were written with some of the files in sight, so all figures flatter a little, and `in sample` (weights
fitted on the files that they are judged on) flatters more. Then, per set, how often the kinds of a teaching file are right
(subtypes.json beside LABELS says which are), with the weights of kinds as they stand in dictionaries/kinds. --write fits on
everything and rewrites the weights and the bias of dictionaries/families, rounded to one decimal.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import dictionaries
from recognizers._kinds import KindReading, load_kinds, read_kinds
from recognizers._layout import Layout
from recognizers._shapes import measure, shapes
from tests.bench.corpus import Labelled, labels, read_document

FITTED = ("teaching_information", "personal_information", "important_data")
FOLDS, SHUFFLES, STRENGTH, THRESHOLD = 8, 3, 0.1, 0.5
_TEACHING = {kind.id for kind in load_kinds() if kind.category == "teaching_information"}


def arguments_of(usage: str | None) -> argparse.Namespace:
    """Return the arguments of a fit, with the sets as pairs of folder and labels. Exits with 2 without a corpus."""
    parser = argparse.ArgumentParser(description=usage, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--also", type=Path, nargs=2, metavar=("CORPUS", "LABELS"))
    parser.add_argument("--strength", type=float, default=STRENGTH)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        print(f"no corpus at {arguments.corpus}", file=sys.stderr)
        sys.exit(2)
    arguments.sets = [(arguments.corpus, arguments.labels), *([tuple(arguments.also)] if arguments.also else [])]
    return arguments


def main() -> int:
    arguments = arguments_of(__doc__)
    sets = arguments.sets
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
    """Return bias and weights, rounded to one decimal, learned from the rows that do not tolerate the category.

    The smaller `strength`, the nearer the weights stay to the expected ones; at 0 only the bias is learned.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 an extra

    use = np.array(
        [(category not in row.tolerated and "NONE" not in row.tolerated) or category in row.categories for row in rows]
    )
    truth = np.array([category in row.categories for row in rows])[use]
    shown, sign = values[use], np.where(truth, 1.0, -1.0)
    share = len(truth) / 2 / np.where(truth, truth.sum(), (~truth).sum())
    expected = _expected(category)

    def loss(parameters: Any) -> tuple[float, Any]:
        bias, moved = parameters[0], parameters[1:] * bool(strength)
        margin = sign * (shown @ (expected + moved) + bias)
        slope = -sign * share / (1 + np.exp(np.minimum(margin, 500)))
        drawn = moved / (strength or 1.0)
        total = float((share * np.logaddexp(0, -margin)).sum() + moved @ drawn / 2)
        return total, np.r_[slope.sum(), (shown.T @ slope + drawn) * bool(strength)]

    found = minimize(loss, np.zeros(1 + len(expected)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return round(float(found[0]), 1), np.round(expected + found[1:] * bool(strength), 1)


def _expected(category: str) -> Any:
    expected = dictionaries.families()[category]["expected"]
    return np.array([expected.get(name, 0.0) for name in shapes()])


def _cross_validate(
    category: str, rows: Sequence[Labelled], measured: tuple[Any, Any, Any], chosen: tuple[float, float]
) -> None:
    (values, origin, proved), (strength, threshold) = measured, chosen
    counts: dict[tuple[int, str], Any] = defaultdict(lambda: np.zeros(3))
    learned = {"form": strength, "expected": 0.0}
    for folds in folds_of(rows):
        for rule, drawn in learned.items():
            guessed = np.zeros(len(rows), dtype=bool)
            for fold in range(FOLDS):
                guessed[folds == fold] = _guess(category, rows, values, folds != fold, drawn, threshold)[folds == fold]
            _count(counts, rule, category, rows, origin, guessed)
            if rule == "form":
                _count(counts, "form or kind", category, rows, origin, guessed | proved)
    everything = np.ones(len(rows), dtype=bool)
    inside = _guess(category, rows, values, everything, strength, threshold)
    _count(counts, "in sample", category, rows, origin, inside)
    for (number, rule), (hits, false, missed) in sorted(counts.items()):
        precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{category:22} set {number}  {rule:12}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def folds_of(rows: Sequence[Labelled]) -> Iterator[Any]:
    """Yield for each shuffling the fold of every row; the rows of a repository share one."""
    repositories = sorted({row.repository for row in rows})
    for shuffle in range(SHUFFLES):
        order = np.random.default_rng(shuffle).permutation(len(repositories))
        fold_of = {repositories[index]: place % FOLDS for place, index in enumerate(order)}
        yield np.array([fold_of[row.repository] for row in rows])


def _guess(
    category: str, rows: Sequence[Labelled], values: Any, learned_from: Any, strength: float, threshold: float
) -> Any:
    taught = [row for row, kept in zip(rows, learned_from, strict=True) if kept]
    bias, weights = _fit(category, taught, values[learned_from], strength)
    return bias + values @ weights >= np.log(threshold / (1 - threshold))


def _count(
    counts: dict[tuple[int, str], Any], rule: str, category: str, rows: Sequence[Labelled], origin: Any, guessed: Any
) -> None:
    for index, row in enumerate(rows):
        counts[int(origin[index]), rule] += _counted(row, category, bool(guessed[index]))


def _counted(row: Labelled, category: str, guess: bool) -> Any:
    if category in row.tolerated:
        return np.zeros(3)
    truth = category in row.categories
    missing_accepted = "NONE" in row.tolerated
    return np.array([truth and guess, guess and not truth, truth and not guess and not missing_accepted], dtype=float)


def _write(category: str, bias: float, weights: Any) -> None:
    path = dictionaries.FOLDER / "families" / f"{category}.toml"
    head = path.read_text(encoding="utf-8").partition("[weights]\n")[0]
    head = re.sub("^bias = .*$", f"bias = {bias}", head, flags=re.MULTILINE)
    pairs = sorted(zip(shapes(), weights, strict=True), key=lambda pair: (-pair[1], pair[0]))
    lines = [f"{name} = {weight}" for name, weight in pairs if weight]
    path.write_text(f"{head}[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
