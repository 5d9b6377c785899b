"""所见：一份文件里认出的一切，去掉原值，供分类。"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from classifier.mask import keyed_digest, mask
from classifier.model import Evidence, Mark, Segment, Unit
from recognizers._contract import Match
from recognizers._document import Form
from recognizers._kinds import KindReading

KEPT = 8
"""Pieces of evidence kept for an entity: a person looks at a few, counts tell the rest."""
NEAR = 120
"""Characters within which a name and a number in running text belong together."""
ADULT_FROM = 14
"""Everything about a person below this age is sensitive (个人信息保护法 第28、31条)."""
SURE = 0.5
"""Score from which a match counts as a value and not only as a sighting."""


@dataclass(frozen=True, slots=True)
class JudgedAt:
    """A judged mark in a form that may be written down, with the subtype it speaks for."""

    mark: Mark
    subtype: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What classification sees of a file. Nothing here can tell a raw value."""

    form: Form
    values: Mapping[str, Mapping[bytes, float]] = field(default_factory=dict)
    """Entity → keyed digest of each distinct value → best score."""
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    linked: int = 0
    """Rows, records or places in which a name stands with another identifying value."""
    persons: int = 0
    minors: int = 0
    marks: tuple[JudgedAt, ...] = ()
    kinds: KindReading | None = None

    def counts(self) -> dict[str, int]:
        """Return the number of distinct values by entity, sorted; what is only a sighting does not count."""
        found = {entity: self.count((entity,), SURE) for entity in sorted(self.values)}
        return {entity: number for entity, number in found.items() if number}

    def count(self, entities: Iterable[str], score: float) -> int:
        """Return how many distinct values of any of the entities have at least this score."""
        return sum(best >= score for entity in entities for best in self.values.get(entity, {}).values())


class Collector:
    """Takes matches segment by segment and gives the Findings at the end."""

    def __init__(
        self, key: bytes, name_entity: str, attributes: frozenset[str], documents: frozenset[str], today: date
    ) -> None:
        self._key, self._today = key, today
        self._name_entity, self._attributes, self._documents = name_entity, attributes, documents
        self._values: dict[str, dict[bytes, float]] = defaultdict(dict)
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._young: dict[str, set[bytes]] = defaultdict(set)
        self._young_rows = 0
        self._linked = 0

    def add(self, segment: Segment, matches: Sequence[Match]) -> None:
        """Take in what was recognized in one segment."""
        for match in matches:
            self._add_value(match)
            self._add_evidence(segment, match)
        self._linked += self._links(segment, matches)

    def values(self) -> dict[str, set[bytes]]:
        """Return the keyed digests of the values that are surely values, by entity."""
        return {
            entity: sure
            for entity, known in self._values.items()
            if (sure := {digest for digest, score in known.items() if score >= SURE})
        }

    def _add_value(self, match: Match) -> None:
        digest = keyed_digest(match.value, self._key)
        known = self._values[match.entity]
        known[digest] = max(known.get(digest, 0.0), match.score)
        if match.born and match.score >= SURE and age(match.born, self._today) < ADULT_FROM:
            if match.entity in self._documents:
                self._young["documents"].add(keyed_digest(match.value[-18:], self._key))
            else:
                self._young_rows += 1

    def _add_evidence(self, segment: Segment, match: Match) -> None:
        kept = self._evidence[match.entity]
        if len(kept) < KEPT:
            where = segment.where(match.start)
            kept.append(Evidence(match.entity, where, mask(match.value), round(match.score, 2), match.reasons))

    def _links(self, segment: Segment, matches: Sequence[Match]) -> int:
        names = [m for m in matches if m.entity == self._name_entity and m.score >= SURE]
        others = sorted(m.start for m in matches if m.entity in self._attributes and m.score >= SURE)
        if not names or not others:
            return 0
        in_rows = segment.unit in {Unit.ROW, Unit.CELL}
        return sum(_joined(segment.text, name, others, in_rows) for name in names)

    def findings(self, form: Form, marks: tuple[JudgedAt, ...], kinds: KindReading) -> Findings:
        """Return everything collected, with what was thought of the document as a whole."""
        sure = {entity: sum(score >= SURE for score in values.values()) for entity, values in self._values.items()}
        documents = max((sure.get(entity, 0) for entity in self._documents), default=0)
        return Findings(
            form=form,
            values={entity: dict(values) for entity, values in self._values.items()},
            evidence={entity: tuple(kept) for entity, kept in self._evidence.items()},
            linked=self._linked,
            persons=max(sure.get(self._name_entity, 0), documents),
            minors=max(len(self._young["documents"]), self._young_rows),
            marks=marks,
            kinds=kinds,
        )


def _joined(text: str, name: Match, others: Sequence[int], in_rows: bool) -> bool:
    if in_rows:
        low, high = text.rfind("\n", 0, name.start) + 1, text.find("\n", name.end)
        high = high if high >= 0 else len(text)
    else:
        low, high = name.start - NEAR, name.end + NEAR
    position = bisect_right(others, low - 1)
    return position < len(others) and others[position] < high


def age(born: date, today: date) -> int:
    """Return the age in full years on `today`."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
