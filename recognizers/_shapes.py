"""形态：一份文件长什么样，一项一个 0 到 1 的数。"""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import dictionaries
from recognizers import form
from recognizers._layout import Layout
from recognizers._sieve import compiled, sieve

Computed = Callable[[Layout, Mapping[str, float]], float]
"""Returns a shape's value from the layout and the shapes measured before; larger values than 1 are cut."""

_MARKS = re.compile(r"[ \t\u3000]+|^[•·\-*#]+")
_HITS_AT_MOST = 3000
_MEASURES = frozenset({"any", "lines", "cnt", "dist", "perK"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A named feature of form."""

    name: str
    sentence: str
    """What it tells a person; `{n}` stands for a number, `{p}` for a percentage."""
    pattern: re.Pattern[str] | None
    """None: computed by the function of the same name in `recognizers/form`."""
    number: int = -1
    """Of the pattern in the sieve."""
    scope: str = "all"
    measure: str = "any"
    full: float = 1.0
    """The count at which the measure reaches 1."""
    reach: int = 1
    """Lines that one hit may span."""
    prose: bool = False
    """True: zero in source code."""
    figures: bool = False
    """True: looked for only in lines that hold a long number or a decimal."""
    only_with: str = ""
    """A shape measured before, without which this one counts for nothing."""
    silent: bool = False
    """True: weighs, but is no reason that would tell a person anything."""

    def told(self, value: float) -> str:
        """Return the sentence with the figure that `value` stands for."""
        return self.sentence.format(n=max(1, round(value * self.full)), p=f"{value:.0%}")

    def value(self, layout: Layout) -> float:
        """Return how much of its pattern a document shows, 0 to 1."""
        if self.pattern is None or (self.prose and not layout.prose):
            return 0.0
        text = self._text(layout)
        return self._measured(self.pattern, text, layout) if text else 0.0

    def _text(self, layout: Layout) -> str:
        if self.scope == "name":
            return layout.name
        return layout.part(self.number, self.scope, self.reach, figures=self.figures)

    def _measured(self, pattern: re.Pattern[str], text: str, layout: Layout) -> float:
        match self.measure:
            case "any":
                return float(bool(pattern.search(text)))
            case "dist":
                return _distinct(pattern, text, self.full)
            case "lines":
                return min(1.0, len(pattern.findall(text)) / max(1, len(layout.lines)))
        enough = self.full * (layout.thousands if self.measure == "perK" else 1)
        return min(1.0, sum(1 for _ in islice(pattern.finditer(text), min(_HITS_AT_MOST, math.ceil(enough)))) / enough)


def _distinct(pattern: re.Pattern[str], text: str, full: float) -> float:
    seen = set[str]()
    for hit in islice(pattern.finditer(text), _HITS_AT_MOST):
        seen.add(_MARKS.sub("", hit[0]))
        if len(seen) >= full:
            break
    return min(1.0, len(seen) / full)


@cache
def computed() -> Mapping[str, Computed]:
    """Return the public functions of the modules in `recognizers/form` by name; one measured from others comes after them."""
    names = sorted(module.name for module in pkgutil.iter_modules(form.__path__, f"{form.__name__}."))
    modules = [importlib.import_module(name) for name in names if "._" not in name]
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if not name.startswith("_") and getattr(function, "__module__", "") == module.__name__ and callable(function)
    }


@cache
def shapes() -> Mapping[str, Shape]:
    """Return every shape by name, patterns first, then the computed ones. Raises ValueError on bad data."""
    data = {name: item for group in dictionaries.shapes().values() for name, item in group.items()}
    of_patterns = {name: _of_pattern(name, item) for name, item in data.items() if not item.get("computed")}
    wanted = {name for name, item in data.items() if item.get("computed")}
    if unmatched := wanted ^ computed().keys():
        raise ValueError(f"computed shapes and functions do not match: {sorted(unmatched)}")
    return of_patterns | {name: _of_function(name, data[name]) for name in computed()}


def _of_function(name: str, data: Mapping[str, Any]) -> Shape:
    return Shape(name, data["sentence"], None, full=float(data.get("full", 1)), silent=data.get("silent", False))


def _of_pattern(name: str, data: Mapping[str, Any]) -> Shape:
    measure, _, full = str(data["measure"]).partition(":")
    if measure not in _MEASURES:
        raise ValueError(f"{name}: {measure}")
    pattern = compiled(data["pattern"])
    return Shape(
        name=name,
        sentence=data["sentence"],
        pattern=pattern,
        number=sieve().number(pattern),
        scope=data["scope"],
        measure=measure,
        full=float(full or 1),
        reach=data.get("reach", 1),
        prose=data.get("prose", False),
        figures=data.get("figures", False),
        only_with=data.get("only_with", ""),
        silent=data.get("silent", False),
    )


def measure(layout: Layout) -> dict[str, float]:
    """Return the value of every shape, 0 to 1."""
    values: dict[str, float] = {}
    for shape in shapes().values():
        if shape.pattern is None:
            values[shape.name] = min(1.0, float(computed()[shape.name](layout, values)))
        else:
            values[shape.name] = shape.value(layout) if values.get(shape.only_with, 1.0) else 0.0
    return values
