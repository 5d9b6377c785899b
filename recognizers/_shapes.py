"""形态：一份文件长什么样，一项一个 0 到 1 的数。"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import dictionaries
from recognizers import _measures
from recognizers._layout import Layout

_MARKS = re.compile(r"[ \t\u3000]+|^[•·\-*#]+")
_HITS_AT_MOST = 3000


@dataclass(frozen=True, slots=True)
class Shape:
    """A named feature of form."""

    name: str
    sentence: str
    """What it tells a person; `{n}` stands for a number, `{p}` for a percentage."""
    pattern: re.Pattern[str] | None
    """None: computed by the function of the same name in `_measures`."""
    scope: str = "all"
    measure: str = "any"
    full: float = 1.0
    """The count at which the measure reaches 1."""
    prose: bool = False
    """True: zero in source code."""
    silent: bool = False
    """True: weighs, but is no reason that would tell a person anything."""
    anchors: tuple[str, ...] = ()
    """Strings of which every hit holds at least one (in lower case where the pattern ignores it); () for unknown."""

    def told(self, value: float) -> str:
        """Return the sentence with the figure that `value` stands for."""
        return self.sentence.format(n=max(1, round(value * self.full)), p=f"{value:.0%}")


@cache
def shapes() -> Mapping[str, Shape]:
    """Return every shape by name, patterns first, then the computed ones. Raises ValueError on bad data."""
    found = {name: _shape(name, data) for group in dictionaries.shapes().values() for name, data in group.items()}
    return dict(sorted(found.items(), key=lambda item: item[1].pattern is None))


def _shape(name: str, data: Mapping[str, Any]) -> Shape:
    silent = bool(data.get("silent"))
    if data.get("computed"):
        if not hasattr(_measures, name):
            raise ValueError(name)
        return Shape(name, str(data["sentence"]), None, full=_measures.FULL.get(name, 1.0), silent=silent)
    measure, _, full = str(data["measure"]).partition(":")
    if measure not in {"any", "lines", "cnt", "dist", "perK"}:
        raise ValueError(measure)
    pattern = re.compile(str(data["pattern"]), re.MULTILINE)
    return Shape(
        name=name,
        sentence=str(data["sentence"]),
        pattern=pattern,
        scope=str(data["scope"]),
        measure=measure,
        full=float(full or 1),
        prose=bool(data.get("prose")),
        silent=silent,
        anchors=tuple(data.get("anchors", ())),
    )


def measure(layout: Layout) -> dict[str, float]:
    """Return the value of every shape, 0 to 1."""
    values: dict[str, float] = {}
    for shape in shapes().values():
        if shape.pattern is None:
            values[shape.name] = min(1.0, float(getattr(_measures, shape.name)(layout, values)))
        else:
            values[shape.name] = 0.0 if shape.prose and not layout.prose else _measured(shape, shape.pattern, layout)
    return values


def _measured(shape: Shape, pattern: re.Pattern[str], layout: Layout) -> float:
    text = layout.scope(shape.scope)
    if shape.anchors and not _may_hit(shape, pattern, text):
        return 0.0
    match shape.measure:
        case "any":
            return float(bool(pattern.search(text)))
        case "dist":
            return _distinct(shape, pattern, text)
        case "lines":
            return min(1.0, sum(1 for _ in pattern.finditer(text)) / max(1, len(layout.lines)))
    enough = shape.full * (layout.thousands if shape.measure == "perK" else 1)
    return min(1.0, sum(1 for _ in islice(pattern.finditer(text), min(_HITS_AT_MOST, math.ceil(enough)))) / enough)


def _may_hit(shape: Shape, pattern: re.Pattern[str], text: str) -> bool:
    """Return whether an anchor stands in the text: a far cheaper question than the pattern's."""
    held = text.lower() if pattern.flags & re.IGNORECASE else text
    return any(anchor in held for anchor in shape.anchors)


def _distinct(shape: Shape, pattern: re.Pattern[str], text: str) -> float:
    seen = set[str]()
    for hit in islice(pattern.finditer(text), _HITS_AT_MOST):
        seen.add(_MARKS.sub("", hit[0]))
        if len(seen) >= shape.full:
            break
    return min(1.0, len(seen) / shape.full)
