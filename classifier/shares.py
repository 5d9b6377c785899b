"""归属：一行、一张表单、一组标签里的值各归谁，只看各格是什么、在什么栏目下；同样的布局只想一次。"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from classifier.policy import Identity
from recognizers import _fields
from recognizers._fields import Role
from recognizers._name_cells import looks_like_name

_ACTING = frozenset({Role.STAFF, Role.CONTACT})

Cell = tuple[str, str, bool]
"""The entity of a value, what stands over or before it in a table or form, and whether it is settled."""


class Share(NamedTuple):
    """What the layout of a row, form or block tells of one person in it: which of its values are his own, by their places."""

    name: int | None
    owned: tuple[int, ...]
    numbers: tuple[tuple[str, int], ...]
    phones: tuple[int, ...]
    born: int | None
    kinds: frozenset[str]
    pupil: bool = False
    """Whether the class is his own."""
    described: bool = False
    official: bool = False
    teacher: bool = False
    settled: bool = True
    kin: bool = False
    """Whether the name is that of somebody's relative."""
    listed: bool = False
    """Whether it stands in a column of persons who are no teachers."""


class Sharing:
    """Tells whose the values of a group are. Most rows of a table are alike, so that each layout is thought of once."""

    def __init__(self, identity: Identity, headings: Sequence[str], *, in_rows: bool, phones_alone: bool) -> None:
        """Where a heading promises names, each row is a person's, whatever stands in it; several heads that are names head no list."""
        of_persons = any(map(_fields.role, headings))
        self._abreast = sum(map(looks_like_name, headings)) > 1
        self._identity, self._in_rows, self._phones_alone = identity, in_rows, phones_alone
        self._telling = identity.numbers if of_persons else identity.documents
        self._known: dict[tuple[tuple[Cell, ...], bool, bool, bool], tuple[Share, ...]] = {}

    def shares(self, cells: Sequence[Cell], *, described: bool, official: bool, row: bool) -> tuple[Share, ...]:
        """Return what a layout tells of each person in it.

        `described` and `official` are what the table says of all its rows, `row` whether this is one and no form.
        """
        layout = (tuple(cells), described, official, row)
        known = self._known.get(layout)
        if known is None:
            known = self._known[layout] = tuple(self._told(*layout))
        return known

    def _told(self, cells: Sequence[Cell], described: bool, official: bool, row: bool) -> Iterator[Share]:
        called = [place for place, cell in enumerate(cells) if cell[0] == self._identity.name]
        names = [place for place in called if _fields.role(cells[place][1]) is not Role.ALIAS]
        others = [place for place, cell in enumerate(cells) if cell[0] != self._identity.name]
        if not names:
            yield from self._nameless(cells, others)
            return
        for name, owned in zip(names, self._owned(cells, others, names), strict=True):
            settled = cells[name][2]
            kept = owned if settled else [place for place in owned if cells[place][0] in self._identity.direct]
            told = cells[name][1]
            role = _fields.bearer(told)
            yield self._share(cells, kept, name)._replace(
                pupil=role is Role.SUBJECT,
                described=described and role is Role.SUBJECT and (_fields.role(told) is not None or not told),
                official=(official and role is not Role.KIN) or role in _ACTING,
                teacher=role is Role.STAFF,
                settled=settled,
                kin=role is Role.KIN,
                listed=row and settled and role is not Role.STAFF and self._lists(told, names),
            )

    def _lists(self, heading: str, names: Sequence[int]) -> bool:
        """Return whether names under a heading are a list: it is one of persons or of their place (group, grade, seat), or nothing says what they are
        and a row has one.
        """
        if _fields.is_place_in_plan(heading):
            return True
        if _fields.role(heading) is None:
            return len(names) == 1 and not self._abreast and (not heading or looks_like_name(heading))
        return not _fields.is_doer(heading)

    def _nameless(self, cells: Sequence[Cell], places: Sequence[int]) -> Iterator[Share]:
        """Yield the persons whose names are not told."""
        numbers = [place for place in places if cells[place][0] in self._telling]
        phones = any(cells[place][0] in self._identity.phones for place in places)
        if self._in_rows and (numbers or (self._phones_alone and phones)):
            yield self._share(cells, places)
        elif not self._in_rows:
            yield from (self._share(cells, [place]) for place in numbers)

    def _share(self, cells: Sequence[Cell], owned: Sequence[int], name: int | None = None) -> Share:
        """Return where the values stand of which a person has some."""
        identity, told = self._identity, [(cells[place][0], place) for place in owned]
        return Share(
            name,
            tuple(owned),
            tuple((entity, place) for entity, place in told if entity in identity.numbers),
            tuple(place for entity, place in told if entity in identity.phones),
            next((place for entity, place in told if entity == identity.birth), None),
            frozenset(entity for entity, _ in told) | (frozenset() if name is None else {identity.name}),
        )

    def _owned(self, cells: Sequence[Cell], others: list[int], names: list[int]) -> Sequence[list[int]]:
        """Return for each name the values that belong to it."""
        if len(names) == 1:
            return [others]
        owned: Sequence[list[int]] = [[] for _ in names]
        roles = [_fields.role(cells[name][1]) for name in names] if others else []
        for place in others:
            owned[self._owner(cells, place, names, roles)].append(place)
        return owned

    def _owner(self, cells: Sequence[Cell], place: int, names: Sequence[int], roles: Sequence[Role | None]) -> int:
        """Return to which of several names a value belongs: the heading says (`家长电话`), else telephones follow their name."""
        entity, label, _ = cells[place]
        whose = _fields.whose(label) if label else None
        if whose and (same := [i for i, role in enumerate(roles) if role is whose]):
            alike = [_alike(label, cells[names[i]][1]) for i in same]
            if alike.count(max(alike)) == 1:  # 父亲电话 is the father's, wherever it stands
                return same[alike.index(max(alike))]
            return max((i for i in same if names[i] < place), default=same[0])
        if not label or entity in self._identity.contacts:
            return max(bisect_left(names, place) - 1, 0)
        return next((i for i, role in enumerate(roles) if role is Role.SUBJECT), 0)


def _alike(one: str, other: str) -> int:
    """Return how many characters two labels begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
