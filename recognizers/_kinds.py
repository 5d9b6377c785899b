"""文种：由形态得出一份文件是什么。每个分数都是一个能逐项说明的和。"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any

import dictionaries
from recognizers._document import Document
from recognizers._layout import Layout
from recognizers._literals import required
from recognizers._shapes import measure, shapes
from recognizers._sieve import compiled, sieve

_REASONS = 6
_WORDS_TOLD = 4
_TITLE_WEIGHT = 1.5
_ENOUGH_POINTS, _ENOUGH_MARKERS = 4.0, 3
_MARKERS_AT_LEAST, _MARKERS_AT_MOST = 4.0, 8.0
NAMED, WITHIN, _LEAST = 2, 1.2, -1.5
"""Kinds named at most, points within which of the best a kind is named too, and points that the best must have."""
_FAMILY = 0.5
_WORD = re.compile("[\u4e00-\u9fff]{2}")
_BLOCKED = -1.0
"""Points that a category's form keeps at most where something shows that it is another thing."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much speaks for a category or a kind, and what."""

    id: str
    points: float
    """Bias plus the sum of weight × value."""
    probability: float
    reasons: tuple[str, ...]
    """What weighs most, in Chinese, best first."""
    proved: bool = False
    """True for a kind that its own structure shows, and not only the form of its whole category."""
    worth: float = 0.0
    """What being proved is worth beside other kinds, in points."""


@dataclass(frozen=True, slots=True)
class KindReading:
    """What a document looks like."""

    families: Mapping[str, Score]
    """By category id."""
    kinds: tuple[Score, ...]
    """The kinds that it is taken for, likeliest first."""
    values: Mapping[str, float] = field(default_factory=dict)
    """Every shape's value."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A title, field, heading or phrase of a kind; negative weight: of something else."""

    pattern: re.Pattern[str]
    number: int
    """Of the pattern in the sieve."""
    weight: float
    words: tuple[str, ...] = ()
    """Of which every hit holds one, the longest first: what may be told of it without quoting the document."""

    def word(self, layout: Layout) -> str:
        """Return the word of the pattern that a document holds, "" where it is known by its form alone."""
        text = layout.part(self.number, "short" if self.weight >= _TITLE_WEIGHT else "all")
        return next((word for word in self.words if word in text), "")

    def points(self, layout: Layout) -> float:
        """Return the marker's share of the sum: a light marker counts up to three different hits, a heavy one once."""
        text = layout.part(self.number, "short" if self.weight >= _TITLE_WEIGHT else "all")
        if not text:
            return 0.0
        if not 0 < self.weight < 1:
            return self.weight * bool(self.pattern.search(text))
        found = set[str]()
        for hit in self.pattern.finditer(text):
            found.add(hit[0])
            if len(found) >= 3:
                break
        return self.weight * len(found)


@dataclass(frozen=True, slots=True)
class Condition:
    """A shape's value must reach a bound."""

    shape: str
    least: float


@dataclass(frozen=True, slots=True)
class KindProof:
    """A combination of shapes that by itself shows a kind."""

    sentence: str
    all: tuple[Condition, ...]
    none: tuple[Condition, ...]

    def holds(self, values: Mapping[str, float]) -> bool:
        """Return whether all bounds are reached that must be, and none that must not."""
        return all(values[c.shape] >= c.least for c in self.all) and not any(
            values[c.shape] >= c.least for c in self.none
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A document kind of `dictionaries/kinds`."""

    id: str
    title: str
    category: str
    bias: float
    weights: Mapping[str, float]
    markers: tuple[Marker, ...]
    proofs: tuple[KindProof, ...]
    needs: tuple[Condition, ...]
    """What must hold besides for markers to show the kind."""
    blocked_by: tuple[Condition, ...]
    """What shows something else, whatever markers and proofs say: a software document, a paper, news."""
    shown: float
    """Points that being shown by its own structure is worth beside other kinds."""
    code: bool
    """Whether source code may be of this kind."""
    beside: tuple[str, ...] = ()
    """Kinds that it is named beside however many points lie between, where its own structure shows it: a paper with its answers."""


def read_kinds(document: Document) -> KindReading:
    """Return what a document looks like: each category by its form, and the kinds it is taken for."""
    layout = Layout(document)
    values = measure(layout)
    families = {name: _family(name, values) for name in dictionaries.families()}
    return KindReading(families, tuple(_kinds(layout, values, families)), values)


def _family(name: str, values: Mapping[str, float]) -> Score:
    data = dictionaries.families()[name]
    points = data["bias"] + sum(weight * values[shape] for shape, weight in data["weights"].items())
    if any(values[c.shape] >= c.least for c in _conditions(data, "blocked_by")):
        points = min(points, _BLOCKED)
    return Score(name, points, _probability(points), tuple(_told(data["weights"], values)))


def _probability(points: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))


def _told(weights: Mapping[str, float], values: Mapping[str, float]) -> Iterator[str]:
    known = shapes()
    shares = sorted(((weight * values[name], name) for name, weight in weights.items()), reverse=True)
    telling = ((share, known[name]) for share, name in shares if share >= 0.1)
    for _, shape in islice((item for item in telling if not item[1].silent), _REASONS):
        yield shape.told(values[shape.name])


def _kinds(layout: Layout, values: Mapping[str, float], families: Mapping[str, Score]) -> Iterator[Score]:
    """Yield what each category's kinds say: those that are shown, and in a category whose form fits the likeliest."""
    of_category = defaultdict(list)
    for kind in load_kinds():
        if kind.code or not layout.is_code:
            of_category[kind.category].append(judged(kind, layout, values)[0])
    chosen: list[Score] = []
    for category, own in of_category.items():
        fits = _names_kinds(category) and families[category].probability >= _FAMILY
        chosen += _likeliest(own) if fits else [score for score in own if score.proved]
    for score in sorted(chosen, key=_rank, reverse=True):
        yield replace(score, reasons=_reasons(_by_id()[score.id], layout, values))


def _names_kinds(category: str) -> bool:
    """Return whether the form of a category is enough to name the likeliest of its kinds."""
    return bool(dictionaries.families().get(category, {}).get("names_kinds"))


def _rank(score: Score) -> float:
    return score.points + score.worth


def _likeliest(scores: list[Score]) -> list[Score]:
    """Return the likeliest kind, the next where it comes near, and one that goes with it; none where nothing speaks for any."""
    ranked = sorted(scores, key=_rank, reverse=True)
    near = [score for score in ranked[:NAMED] if _rank(score) >= max(_LEAST, _rank(ranked[0]) - WITHIN)]
    named = {score.id for score in near if score.proved}
    return near + [score for score in ranked if score.proved and score not in near and named & _beside()[score.id]]


@cache
def _beside() -> Mapping[str, frozenset[str]]:
    return {kind.id: frozenset(kind.beside) for kind in load_kinds()}


def judged(kind: Kind, layout: Layout, values: Mapping[str, float]) -> tuple[Score, float]:
    """Return how much speaks for a kind, its reasons left aside, and how much of its points its markers add."""
    markers = [(marker, marker.points(layout)) for marker in kind.markers]
    held = max(-_MARKERS_AT_LEAST, min(_MARKERS_AT_MOST, sum(share for _, share in markers))) / 2
    points = kind.bias + sum(weight * values[name] for name, weight in kind.weights.items()) + held
    shown = _is_shown(kind, markers, values)
    return Score(kind.id, round(points, 2), _probability(points), (), shown, kind.shown * shown), held


def _reasons(kind: Kind, layout: Layout, values: Mapping[str, float]) -> tuple[str, ...]:
    proved = [proof.sentence for proof in kind.proofs if proof.holds(values)]
    found = [(marker.word(layout), share) for marker in kind.markers if (share := marker.points(layout)) > 0]
    by_markers = [_told_of(kind, found)] if len(found) >= _ENOUGH_MARKERS else []
    return tuple(dict.fromkeys((*proved, *by_markers, *_told(kind.weights, values))))[:_REASONS]


def _told_of(kind: Kind, found: list[tuple[str, float]]) -> str:
    """Return the sentence on a kind's markers: the words that weigh most, which stand in the dictionary too."""
    words = [word for word, _ in sorted(found, key=lambda item: -item[1]) if word]
    named = "".join(f"“{word}”" for word in dict.fromkeys(words[:_WORDS_TOLD]))
    return f"{kind.title}的标题、栏目或用语 {len(found)} 项{f'，如{named}' if named else ''}"


def _is_shown(kind: Kind, markers: list[tuple[Marker, float]], values: Mapping[str, float]) -> bool:
    if any(values[c.shape] >= c.least for c in kind.blocked_by):
        return False
    if any(proof.holds(values) for proof in kind.proofs):
        return True
    positive = [(marker, share) for marker, share in markers if share > 0]
    titled = any(marker.weight >= _TITLE_WEIGHT for marker, _ in positive)
    enough = sum(share for _, share in markers) >= _ENOUGH_POINTS and len(positive) >= _ENOUGH_MARKERS
    return titled and enough and all(values[c.shape] >= c.least for c in kind.needs)


@cache
def _by_id() -> Mapping[str, Kind]:
    return {kind.id: kind for kind in load_kinds()}


@cache
def load_kinds() -> tuple[Kind, ...]:
    """Return every kind of `dictionaries/kinds`, by id. Raises KeyError, ValueError on bad data."""
    return tuple(_kind(name, data) for name, data in dictionaries.kinds().items())


def _kind(name: str, data: Mapping[str, Any]) -> Kind:
    weights = dict(data["weights"])
    bias = weights.pop("bias")
    if unknown := set(weights) - set(shapes()):
        raise ValueError(f"{name}: {unknown}")
    return Kind(
        id=name,
        title=data["title"],
        category=data["category"],
        bias=bias,
        weights=weights,
        markers=tuple(_marker(item) for item in data.get("marker", ())),
        proofs=tuple(
            KindProof(item["sentence"], _conditions(item, "all"), _conditions(item, "none"))
            for item in data.get("proof", ())
        ),
        needs=_conditions(data, "needs"),
        blocked_by=_conditions(data, "blocked_by"),
        shown=data.get("shown", 1.0),
        code=data.get("code", False),
        beside=tuple(data.get("beside", ())),
    )


def _marker(item: Mapping[str, Any]) -> Marker:
    pattern = compiled(item["pattern"])
    words = sorted(filter(_WORD.search, required(pattern) or ()), key=lambda word: (-len(word), word))
    return Marker(pattern, sieve().number(pattern), item["weight"], tuple(words))


def _conditions(item: Mapping[str, Any], key: str) -> tuple[Condition, ...]:
    pairs = (text.split(">=") for text in item.get(key, ()))
    found = tuple(Condition(name.strip(), float(bound)) for name, bound in pairs)
    if unknown := {condition.shape for condition in found} - set(shapes()):
        raise ValueError(str(unknown))
    return found
