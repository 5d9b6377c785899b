"""一份样例：路径、字节、期望。"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from sample_corpus.make import texts

SECRET, IMPORTANT, TEACHING = "state_secret", "important_data", "teaching_information"
PERSONAL, THIRD = "personal_information", "third_party_secret"


@dataclass(frozen=True, slots=True)
class Twin:
    """What a scan must say of a sample; the rule behind it is clause 2 of the agreement."""

    why: str
    """One sentence in Chinese."""
    categories: tuple[str, ...] = ()
    """Exactly these, but for `tolerated`."""
    subtypes: tuple[str, ...] = ()
    """Each must be among the subtypes of the tags."""
    tolerated: tuple[str, ...] = ()
    """Categories that a careful auditor could set or leave out."""
    any_subtype: tuple[str, ...] = ()
    """At least one must be: where a careful officer could file the document under either."""
    inside: tuple[str, ...] = ()
    """Categories of the files inside it, all together."""
    outcome: str = "read"
    counts: Mapping[str, int] = field(default_factory=dict)
    """Distinct values by entity, exact; entities that are not named here are not judged."""
    persons: int | None = None
    minors: int | None = None
    marks: tuple[str, ...] = ()
    """Statuses of the secrecy marks, `mention` left out where the file is judged without it."""
    must_not: tuple[str, ...] = ()
    """Entities, categories and subtypes that must not appear."""

    def toml(self) -> str:
        """Return the twin as TOML."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"why = {_quoted(self.why)}"
        yield f"outcome = {_quoted(self.outcome)}"
        for key in ("categories", "subtypes", "any_subtype", "tolerated", "inside", "marks", "must_not"):
            values: tuple[str, ...] = getattr(self, key)
            if values or key == "categories":
                yield f"{key} = [{', '.join(map(_quoted, values))}]"
        for key in ("persons", "minors"):
            if (number := getattr(self, key)) is not None:
                yield f"{key} = {number}"
        if self.counts:
            yield ""
            yield "[counts]"
            yield from (f"{entity} = {number}" for entity, number in sorted(self.counts.items()))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of the corpus with its twin."""

    path: str
    """Below `sample_corpus`, `/` between the parts."""
    data: bytes
    twin: Twin


def load_all() -> Iterator[Sample]:
    """Yield the samples of every module of `texts`, by module name."""
    for name in sorted(module.name for module in pkgutil.iter_modules(texts.__path__)):
        yield from import_module(f"{texts.__name__}.{name}").samples()
