"""人：同一行、同一条记录、同一组标签里的姓名与号码归于一人，同一个人只数一次。

Which keys make one person: the same document or school number; else the same name with nothing that tells two apart (another
number, class, birth date or, where nothing else is known, telephone). Nothing here can tell a raw value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

Digest = bytes
CLASS = "班级"
"""Stands beside entities in a combination: no entity, but with a name it tells a pupil."""
_TRIED = 256
"""Persons of one name that are compared at most: a file of one name alone must not take for ever."""


class Mention(NamedTuple):
    """What one row, record or label block says of one person."""

    name: Digest | None = None
    numbers: tuple[tuple[str, Digest], ...] = ()
    """Entity and digest of what no two persons share."""
    phones: frozenset[Digest] = frozenset()
    group: Digest | None = None
    """The class."""
    born: Digest | None = None
    kinds: frozenset[str] = frozenset()
    """Entities that stand beside the name, itself included."""
    young: bool = False
    described: bool = False
    """Whether a row of a table of persons names it beside its class, sex, post or marks."""
    official: bool = False
    """Whether it is one of a staff, or signs, answers or acts for somebody."""
    teacher: bool = False
    """Whether its heading says that it teaches: such names stand on every timetable."""
    settled: bool = False
    """Whether structure shows it, and not only the look of the characters."""
    listed: bool = False
    """Whether it stands in a list of persons: a column of their names, a name a line."""


@dataclass(slots=True, eq=False)
class _Person:
    numbered: frozenset[str]
    """Entities of the numbers that are known."""
    phones: frozenset[Digest]
    group: Digest | None
    born: Digest | None
    kinds: frozenset[str]
    young: bool
    described: bool
    subject: bool
    listed: bool
    merged: _Person | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many persons a file is about."""

    persons: int = 0
    minors: int = 0
    linked: int = 0
    """Persons whose name stands with another value that identifies."""
    subjects: int = 0
    """Persons whom structure shows, and otherwise than as teachers."""
    described: int = 0
    """Persons in a table of persons with class, sex, post or marks."""
    listed: int = 0
    """Persons in lists of persons, whatever stands beside their names."""
    combinations: Mapping[frozenset[str], int] = field(default_factory=dict)
    """Entities known of a person → persons of whom just these are known."""


class Persons:
    """Counts persons while mentions pass."""

    def __init__(self, name_entity: str, linking: frozenset[str]) -> None:
        self._name_entity, self._linking = name_entity, linking
        self._all: list[_Person] = []
        self._by_number: dict[tuple[str, Digest], _Person] = {}
        self._by_phone: dict[Digest, _Person] = {}
        self._by_name: dict[frozenset[str], dict[Digest, list[_Person]]] = {}
        """By the entities of the numbers that are known of them: who has one of an entity is nobody with another."""

    def add(self, mention: Mention) -> None:
        """Take in a mention: of a person known already, or of another."""
        entities = _set(tuple([entity for entity, _ in mention.numbers]))
        known = self._known(mention, entities)
        if known is None:
            self._list(self._new(mention, entities), mention)
            return
        before = known.numbered
        _take(known, mention, entities)
        self._number(known, mention)
        if mention.name is not None:
            self._relist(known, mention, before)

    def _known(self, mention: Mention, entities: frozenset[str]) -> _Person | None:
        found = [_root(self._by_number[key]) for key in mention.numbers if key in self._by_number]
        for other in found[1:]:
            if other is not found[0]:
                _merge(found[0], other)
        if found:
            return found[0]
        if mention.name is not None:
            return self._namesake(mention, mention.name, entities)
        phone = next((phone for phone in mention.phones if phone in self._by_phone), None)
        return _root(self._by_phone[phone]) if phone and not mention.numbers else None

    def _namesake(self, mention: Mention, name: Digest, entities: frozenset[str]) -> _Person | None:
        """Return the person of this name for whom most speaks, and nothing against; of equals the first."""
        best, most = None, -1
        for numbered, named in self._by_name.items():
            if name not in named or not numbered.isdisjoint(entities):
                continue
            for listed in named[name][:_TRIED]:
                person = _root(listed)
                agreement = _agreement(person, mention, entities)
                if agreement is not None and agreement > most:
                    best, most = person, agreement
        return best

    def _new(self, mention: Mention, entities: frozenset[str]) -> _Person:
        person = _Person(
            entities,
            mention.phones,
            mention.group,
            mention.born,
            mention.kinds,
            mention.young,
            mention.described,
            _is_subject(mention),
            mention.listed,
        )
        self._all.append(person)
        self._number(person, mention)
        return person

    def _number(self, person: _Person, mention: Mention) -> None:
        for key in mention.numbers:
            self._by_number.setdefault(key, person)
        for phone in mention.phones:
            self._by_phone.setdefault(phone, person)

    def _list(self, person: _Person, mention: Mention) -> None:
        if mention.name is not None:
            self._by_name.setdefault(person.numbered, {}).setdefault(mention.name, []).append(person)

    def _relist(self, person: _Person, mention: Mention, before: frozenset[str]) -> None:
        """List a known person under a name that is new for it, and where it now belongs."""
        assert mention.name is not None
        listed = self._by_name.get(before, {}).get(mention.name, [])
        held = person in listed[:_TRIED]
        if held and person.numbered is before:
            return
        if held:
            listed.remove(person)
        self._list(person, mention)

    def count(self) -> Count:
        """Return the count of what has passed so far."""
        alive = [person for person in self._all if person.merged is None]
        combinations = Counter(person.kinds | ({CLASS} if person.group else set()) for person in alive)
        return Count(
            persons=len(alive),
            minors=sum(person.young for person in alive),
            linked=sum(self._name_entity in kinds and bool(kinds & self._linking) for kinds in combinations.elements()),
            subjects=sum(person.subject for person in alive),
            described=sum(person.described for person in alive),
            listed=sum(person.listed for person in alive),
            combinations=dict(combinations),
        )


def _root(person: _Person) -> _Person:
    while person.merged is not None:
        person = person.merged
    return person


@lru_cache(maxsize=4096)
def _set(entities: tuple[str, ...]) -> frozenset[str]:
    """Return one and the same set for the same entities: there are few different ones, and many persons."""
    return frozenset(entities)


def _union(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    return one if other <= one else _set(tuple(sorted(one | other)))


def _is_subject(mention: Mention) -> bool:
    """Return whether structure shows somebody who is named otherwise than as a teacher."""
    return mention.settled and not mention.teacher


def _take(person: _Person, mention: Mention, entities: frozenset[str]) -> None:
    person.numbered = _union(person.numbered, entities)
    person.phones |= mention.phones
    person.group = person.group or mention.group
    person.born = person.born or mention.born
    person.kinds = _union(person.kinds, mention.kinds)
    person.young |= mention.young
    person.described |= mention.described
    person.subject |= _is_subject(mention)
    person.listed |= mention.listed


def _merge(person: _Person, other: _Person) -> None:
    other.merged = person
    person.numbered = _union(person.numbered, other.numbered)
    person.phones |= other.phones
    person.group, person.born = person.group or other.group, person.born or other.born
    person.kinds = _union(person.kinds, other.kinds)
    person.young |= other.young
    person.described |= other.described
    person.subject |= other.subject
    person.listed |= other.listed


def _agreement(person: _Person, mention: Mention, entities: frozenset[str]) -> int | None:
    """Return how many things speak for a namesake being the same person, None where something tells them apart."""
    group, born = person.group, person.born
    if _differ(group, mention.group) or _differ(born, mention.born) or not person.numbered.isdisjoint(entities):
        return None
    agreeing = (group is not None and group == mention.group) + (born is not None and born == mention.born)
    if not person.phones.isdisjoint(mention.phones):
        return agreeing + 1
    return None if person.phones and mention.phones and not agreeing else agreeing


def _differ(one: Digest | None, other: Digest | None) -> bool:
    return one is not None and other is not None and one != other
