"""所见：一份文件里认出的一切，去掉原值，供分类。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from classifier.clues import Clues
from classifier.mask import keyed_digest, mask
from classifier.mentions import SURE, Mentions, Sight
from classifier.model import Segment
from classifier.persons import Count, Persons
from classifier.policy import Identity
from classifier.record import Clue, Evidence, Mark
from recognizers._contract import Match
from recognizers._document import Form
from recognizers._kinds import KindReading
from recognizers._names import is_example
from recognizers.names._refine import sureness_of

KEPT = 8
"""Pieces of evidence kept for an entity: a person looks at a few, counts tell the rest."""
ADULT_FROM = 14
"""Everything about a person below this age is sensitive (个人信息保护法 第28、31条)."""
_WHOLE = 0.75
"""Score from which the number of a document is known whole."""
_DAMAGED, _ROUNDED = 0.6, "+"
"""Score of what is left of a rounded number at most, and what stands in it: many persons share it."""
_REMEMBERED = 1 << 16
_ID_LENGTH = 18
"""Digits of the resident ID, which a registry number carries behind its first letter."""


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
    """By entity the first sure pieces; mere sightings only where there is nothing else."""
    people: Count = field(default_factory=Count)
    clues: tuple[Clue, ...] = ()
    """Names for a comparison with the rosters of the workspace."""
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

    def __init__(self, key: bytes, identity: Identity, today: date) -> None:
        self._key, self._identity = key, identity
        self._adult = latest_birth(ADULT_FROM, today)
        self._digests: dict[str, bytes] = {}
        self._values: dict[str, dict[bytes, float]] = defaultdict(dict)
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        self._weak: dict[str, list[Evidence]] = defaultdict(list)
        self._persons = Persons(identity.name, identity.attributes)
        self._mentions = Mentions(identity, self._digest)
        self._clues = Clues(identity)

    def add(self, segment: Segment, matches: Sequence[Match]) -> None:
        """Take in what was recognized in one segment."""
        sights, sure = list(map(self._sight, matches)), list[Sight]()
        for sight in sights:
            match, digest = sight.match, sight.digest
            entity, score = match.entity, match.score
            known = self._values[entity]
            if known.get(digest, 0.0) < score:
                known[digest] = score
            if score >= SURE:
                sure.append(sight)
            kept = (self._evidence if score >= SURE else self._weak)[entity]
            if len(kept) < KEPT:
                self._add_evidence(segment, match, kept)
        examples = {  # of whom a table says nothing: who is called 张三 in a form proves no name elsewhere
            sight.digest
            for sight in sure
            if sight.match.score <= SURE and sight.match.entity == self._identity.name and is_example(sight.match.value)
        }
        for mention in self._mentions.of(segment, sure):
            self._persons.add(mention)
            if mention.name not in examples:
                self._clues.prove(mention)
        self._clues.add(segment, sights)

    def values(self) -> dict[str, set[bytes]]:
        """Return the keyed digests of the values that are surely values, by entity."""
        return {
            entity: sure
            for entity, known in self._values.items()
            if (sure := {digest for digest, score in known.items() if score >= SURE})
        }

    def _digest(self, value: str) -> bytes:
        """Return the digest of what comes again and again: a name, a class."""
        known = self._digests.get(value)
        if known is None:
            if len(self._digests) >= _REMEMBERED:
                self._digests.clear()
            known = self._digests[value] = keyed_digest(value, self._key)
        return known

    def _sight(self, match: Match) -> Sight:
        identity, entity, born = self._identity, match.entity, match.born
        if entity == identity.name:
            return Sight(match, self._digest(match.value))
        digest = keyed_digest(match.value, self._key)
        young = born is not None and born > self._adult and match.score >= SURE
        if entity not in identity.numbers:
            return Sight(match, digest, young=young and entity == identity.birth)
        document = entity in identity.documents
        if (document and match.score < _WHOLE) or (match.score <= _DAMAGED and _ROUNDED in match.value):
            return Sight(match, digest, young=young)
        longer = document and len(match.value) > _ID_LENGTH
        number = keyed_digest(match.value[-_ID_LENGTH:], self._key) if longer else digest
        return Sight(match, digest, number, young)

    def _add_evidence(self, segment: Segment, match: Match, kept: list[Evidence]) -> None:
        where, reasons = segment.where(match.start), match.reasons
        if match.entity == self._identity.name:
            reasons = (*reasons, f"把握{sureness_of(match.score).value}")
        kept.append(Evidence(match.entity, where, mask(match.value), round(match.score, 2), reasons))

    def findings(self, form: Form, marks: tuple[JudgedAt, ...], kinds: KindReading) -> Findings:
        """Return everything collected, with what was thought of the document as a whole."""
        return Findings(
            form=form,
            values={entity: dict(values) for entity, values in self._values.items()},
            evidence={entity: tuple(kept) for entity, kept in (self._weak | self._evidence).items()},
            people=self._persons.count(),
            clues=self._clues.found(),
            marks=marks,
            kinds=kinds,
        )


def latest_birth(age: int, today: date) -> date:
    """Return the latest birth date of whoever has reached an age, in full years, on `today`."""
    try:
        return today.replace(year=today.year - age)
    except ValueError:  # 29 February of a year that has none
        return date(today.year - age, 2, 28)
