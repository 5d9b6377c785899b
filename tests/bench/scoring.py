"""评分：标注与扫描所得之间，哪些对、哪些多、哪些少。Pure functions.

The rules are the labelling guideline's: sets of categories are compared file by file; a category in `tolerated` is neither
a hit nor a false alarm, `tolerated: ["NONE"]` lets the label be missed; debatable files and files whose text is an image
are scored apart. What the labels know nothing of (third-party secrets) is not scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

CATEGORIES = {
    "NS": "state_secret",
    "ID": "important_data",
    "TI": "teaching_information",
    "PI": "personal_information",
}
"""The guideline's short names and the product's ids."""
TEACHING = "teaching_information"
_NONE = "NONE"


class Group(StrEnum):
    """Which figure a file counts for."""

    HEADLINE = "headline"
    DEBATABLE = "debatable"
    NEEDS_OCR = "needs_ocr"


@dataclass(frozen=True, slots=True)
class Label:
    """What a file holds, as a person has judged it."""

    file: str
    categories: frozenset[str]
    """Product ids; empty where the file holds nothing of the agreement."""
    tolerated: frozenset[str]
    """Product ids that may be given as well."""
    may_miss: bool
    """Whether giving none of `categories` is accepted too."""
    group: Group
    subtypes: tuple[str, ...]
    """The annotator's words."""
    hard: bool
    notes: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the scan says of a file."""

    categories: frozenset[str]
    teaching: frozenset[str]
    """Subtypes of its teaching tags."""
    outcome: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file's label against what was found."""

    label: Label
    found: Found
    hits: frozenset[str]
    extra: frozenset[str]
    """False alarms."""
    missed: frozenset[str]
    subtype_right: bool | None
    """None where the label says nothing that could be compared."""

    @property
    def right(self) -> bool:
        """Whether nothing is missed and nothing too much."""
        return not self.extra and not self.missed


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 with the counts they come from."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right, 0 to 1; None where nothing was found."""
        return _ratio(self.hits, self.hits + self.extra)

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found, 0 to 1; None where nothing is there."""
        return _ratio(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two, 0 to 1; None where nothing is there and nothing was found."""
        return _ratio(2 * self.hits, 2 * self.hits + self.extra + self.missed)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group of files."""

    files: int
    right: int
    rates: Mapping[str, Rates]
    """By category id."""
    subtypes_right: int
    subtypes_compared: int
    """Files labelled and found as teaching information whose label names a product subtype."""
    subtypes_given: int
    """Teaching subtypes given to these files altogether: naming many would be no art."""
    outcomes: Mapping[str, int]


def read_label(line: Mapping[str, Any]) -> Label:
    """Return the label that a line of the labels file holds. Raises KeyError for a category that is not known."""
    tolerated = set(line["tolerated"])
    group = Group.NEEDS_OCR if line["needs_ocr"] else Group.DEBATABLE if line["debatable"] else Group.HEADLINE
    return Label(
        file=line["file"],
        categories=frozenset(CATEGORIES[name] for name in line["categories"] if name != _NONE),
        tolerated=frozenset(CATEGORIES[name] for name in tolerated - {_NONE}),
        may_miss=_NONE in tolerated,
        group=group,
        subtypes=tuple(line["subtypes"]),
        hard=line["hardness"] == "hard",
        notes=line["notes"],
    )


def read_found(line: Mapping[str, Any]) -> Found:
    """Return what a file line of the inventory's JSON Lines form says."""
    teaching = {tag["subtype"] for tag in line["tags"] if tag["category"] == TEACHING and tag["status"] != "excepted"}
    return Found(frozenset(line["categories"]), frozenset(teaching), line["outcome"])


def compare(label: Label, found: Found, accepted: Mapping[str, list[str]]) -> Verdict:
    """Return the verdict on a file; `accepted` lists the product's subtypes that count as right for an annotator's word."""
    given = found.categories & frozenset(CATEGORIES.values())
    missed = frozenset[str]() if label.may_miss else label.categories - given
    right = {subtype for word in label.subtypes for subtype in accepted.get(word, ())}
    comparable = TEACHING in label.categories & given and right
    return Verdict(
        label,
        found,
        hits=label.categories & given,
        extra=given - label.categories - label.tolerated,
        missed=missed,
        subtype_right=bool(found.teaching & right) if comparable else None,
    )


def figures(verdicts: Iterable[Verdict]) -> Figures:
    """Return the figures over verdicts; of which group they are, the caller has chosen."""
    chosen = list(verdicts)
    compared = [verdict for verdict in chosen if verdict.subtype_right is not None]
    return Figures(
        files=len(chosen),
        right=sum(verdict.right for verdict in chosen),
        rates={category: _rates(chosen, category) for category in CATEGORIES.values()},
        subtypes_right=sum(verdict.subtype_right is True for verdict in compared),
        subtypes_compared=len(compared),
        subtypes_given=sum(len(verdict.found.teaching) for verdict in compared),
        outcomes=dict(Counter(verdict.found.outcome for verdict in chosen).most_common()),
    )


def _rates(verdicts: Iterable[Verdict], category: str) -> Rates:
    hits, extra, missed = 0, 0, 0
    for verdict in verdicts:
        hits += category in verdict.hits
        extra += category in verdict.extra
        missed += category in verdict.missed
    return Rates(hits, extra, missed)
