"""拟合文种的权重，并按仓库交叉验证：一份教学文件是哪一种。

usage: python -m tests.bench.fit_kinds CORPUS LABELS [--also CORPUS LABELS] [--write]

The kinds of teaching information compete: softmax over their points, the weights drawn to the expert's (`expected` in
dictionaries/kinds), learned from the teaching files of all sets. Of a file with several right kinds (subtypes.json beside
LABELS) any counts. Prints, per set, the share of files where one of the kinds named is right, where the first is, and how
many are named: cross-validated with whole repositories left out (8 folds, mean of 3 shufflings), with the expected weights,
and in sample. --write fits on everything and rewrites the weights and biases of dictionaries/kinds, rounded to one decimal.
Kinds that fewer than two files show keep the expert's weights. Fit the families first (`fit_weights`).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import dictionaries
from recognizers import _kinds
from recognizers._kinds import Kind, load_kinds
from recognizers._layout import Layout
from recognizers._shapes import measure, shapes
from tests.bench.corpus import Labelled, labels, read_document
from tests.bench.fit_weights import FOLDS, arguments_of, folds_of

CATEGORY = "teaching_information"
STRENGTH, OF_BIAS, FEWEST = 0.2, 10.0, 2


@dataclass(frozen=True)
class Sample:
    """What the fit needs of the teaching files: a row a file, a column a kind."""

    rows: list[Labelled]
    origin: Any
    """Set numbers."""
    values: Any
    """Shapes."""
    held: Any
    """What the markers add to each kind's points."""
    shown: Any
    """What being shown by its own structure is worth to each kind, in points."""
    right: Any
    """Whether a kind is right."""

    def part(self, chosen: Any) -> Sample:
        """Return the chosen rows."""
        rows = [row for row, kept in zip(self.rows, chosen, strict=True) if kept]
        return Sample(rows, *(of[chosen] for of in (self.origin, self.values, self.held, self.shown, self.right)))


def main() -> int:
    arguments = arguments_of(__doc__)
    kinds = [kind for kind in load_kinds() if kind.category == CATEGORY]
    sample = _sample(arguments.sets, kinds)
    expected = _expected(kinds)
    learned = [np.zeros_like(sample.held) for _ in range(3)]
    for points, folds in zip(learned, folds_of(sample.rows), strict=True):
        for fold in range(FOLDS):
            weights = _fit(sample.part(folds != fold), expected)
            points[folds == fold] = _points(sample.part(folds == fold), weights)
    everything = _fit(sample, expected)
    _report("cross-validated", sample, learned)
    _report("expected", sample, [_points(sample, expected)])
    _report("in sample", sample, [_points(sample, everything)])
    if arguments.write:
        for number, kind in enumerate(kinds):
            _write(kind, everything[number])
    return 0


def _sample(sets: Sequence[tuple[Any, Any]], kinds: Sequence[Kind]) -> Sample:
    rows, origin, values, held, shown, right = [], [], [], [], [], []
    for number, (corpus, path) in enumerate(sets):
        accepted = json.loads((path.parent / "subtypes.json").read_text(encoding="utf-8"))
        for row in labels(path):
            wanted = {kind for word in row.subtypes for kind in accepted.get(word, ())}
            if CATEGORY not in row.categories or row.debatable or row.needs_ocr or not wanted:
                continue
            layout = Layout(read_document(corpus / row.name))
            measured = measure(layout)
            judged = [_kinds.judged(kind, layout, measured) for kind in kinds]
            rows.append(row)
            origin.append(number)
            values.append([measured[name] for name in shapes()])
            held.append([held for _, held in judged])
            shown.append([score.worth for score, _ in judged])
            right.append([kind.id in wanted for kind in kinds])
    return Sample(rows, *map(np.array, (origin, values, held, shown, right)))


def _expected(kinds: Sequence[Kind]) -> Any:
    """Return bias and weights of each kind as the expert sees them."""
    data = dictionaries.kinds()
    return np.array(
        [[data[k.id]["expected"]["bias"], *(data[k.id]["expected"].get(name, 0.0) for name in shapes())] for k in kinds]
    )


def _points(sample: Sample, weights: Any) -> Any:
    return sample.values @ weights[:, 1:].T + weights[:, 0] + sample.held


def _fit(sample: Sample, expected: Any) -> Any:
    from scipy.optimize import minimize  # noqa: PLC0415 an extra

    taught = sample.right.sum(axis=0) >= FEWEST
    inputs = np.c_[np.ones(len(sample.rows)), sample.values]
    base = _points(sample, expected)
    drawn = np.r_[OF_BIAS, np.full(len(expected[0]) - 1, STRENGTH)]

    def loss(flat: Any) -> tuple[float, Any]:
        moved = flat.reshape(taught.sum(), -1)
        points = base.copy()
        points[:, taught] += inputs @ moved.T
        odds = np.exp(points - points.max(axis=1, keepdims=True))
        all_odds, right_odds = odds.sum(axis=1), (odds * sample.right).sum(axis=1)
        slope = odds / all_odds[:, None] - odds * sample.right / right_odds[:, None]
        gradient = slope[:, taught].T @ inputs + moved / drawn
        return float(np.log(all_odds / right_odds).sum() + (moved**2 / drawn).sum() / 2), gradient.ravel()

    start = np.zeros(taught.sum() * inputs.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weights = expected.copy()
    weights[taught] += found.reshape(taught.sum(), -1)
    return np.round(weights, 1)


def _report(title: str, sample: Sample, all_points: Sequence[Any]) -> None:
    for number in sorted(set(sample.origin)):
        of = sample.origin == number
        figures = np.mean([_judge(sample.part(of), points[of]) for points in all_points], axis=0)
        print(
            f"{title:16} set {number}  right {figures[0]:.3f}  first {figures[1]:.3f}  named {figures[2]:.2f}  of {of.sum()}"
        )


def _judge(sample: Sample, points: Any) -> tuple[float, float, float]:
    ranked = points + sample.shown
    best = ranked.max(axis=1, keepdims=True)
    least = np.sort(ranked, axis=1)[:, -_kinds.NAMED][:, None]
    near = ranked >= np.maximum(best - _kinds.WITHIN, least)
    named, proved = near.copy(), sample.shown > 0
    for one, other in _pairs():
        named[:, one] |= proved[:, one] & proved[:, other] & near[:, other]
    right, first = (named & sample.right).any(axis=1), ((ranked >= best) & sample.right).any(axis=1)
    return right.mean(), first.mean(), named.sum(axis=1).mean()


def _pairs() -> list[tuple[int, int]]:
    """Return the columns of kinds that are named beside others, each with the other's."""
    ids = [kind.id for kind in load_kinds() if kind.category == CATEGORY]
    return [(ids.index(k.id), ids.index(other)) for k in load_kinds() for other in k.beside]


def _write(kind: Kind, weights: Any) -> None:
    path = dictionaries.FOLDER / "kinds" / f"{kind.id}.toml"
    pairs = sorted(
        zip(("bias", *shapes()), weights, strict=True), key=lambda pair: (pair[0] != "bias", -pair[1], pair[0])
    )
    lines = "".join(f"{name} = {weight}\n" for name, weight in pairs if weight or name == "bias")
    text = re.sub(
        r"^\[weights\]\n(?:[a-z0-9_]+ = .*\n)*", f"[weights]\n{lines}", path.read_text(encoding="utf-8"), flags=re.M
    )
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
