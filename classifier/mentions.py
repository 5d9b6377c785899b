"""提及：一段文字里，哪些发现说的是同一个人——一行，一列，一张表单，一组标签。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from classifier.model import Segment
from classifier.persons import Mention
from classifier.policy import Identity
from classifier.table_columns import Columns, columns_of
from recognizers import _fields, _grid
from recognizers._contract import Match
from recognizers._fields import Role

NEAR = 120
"""Characters within which a name and a number in running text belong together."""
SURE, SETTLED = 0.5, 0.7
"""Score from which a match counts as a value, and from which structure shows a name."""

Digest = Callable[[str], bytes]
_ACTING = frozenset({Role.STAFF, Role.CONTACT})
_NO_PHONE = frozenset[bytes]()


class Sight(NamedTuple):
    """A match, and what stands over or before it in a table or form."""

    match: Match
    digest: bytes
    number: bytes = b""
    """Digest of the number that its bearer alone has, whatever document shows it; b"" for one that is masked or damaged."""
    label: str = ""
    young: bool = False
    """Whether the value proves that its bearer is a minor."""


@dataclass(slots=True)
class _Group:
    """What belongs to one row, column, form or block of labels."""

    sights: list[Sight] = field(default_factory=list)
    group: str = ""
    """The class."""
    described: bool = False
    official: bool = False


def mentions(segment: Segment, sights: Sequence[Sight], identity: Identity, digest: Digest) -> Iterator[Mention]:
    """Yield what a segment says of persons; `sights` are its sure matches in their order."""
    personal = identity.personal
    wanted = [sight for sight in sights if sight.match.entity in personal]
    if not wanted or segment.is_byline:
        return
    in_rows = bool(segment.headings) or segment.is_table
    if segment.headings:
        groups = _rows(segment, wanted, identity.name)
    elif "\t" in segment.text:
        groups = _cells(segment, wanted, identity)
    else:
        groups = _blocks(wanted, identity)
    named = any(sight.match.entity == identity.name for sight in wanted)
    for group in groups:
        yield from _of_group(group, identity, digest, in_rows=in_rows, phones_alone=in_rows and not named)


def _rows(segment: Segment, sights: Sequence[Sight], name: str) -> Iterator[_Group]:
    """Yield a group for each row of a table, or for each list in it where several stand beside one another."""
    text, headings = segment.text, segment.headings
    known, carried = columns_of(headings), dict[int, str]()
    for low, high, row in _by_row(text, sights):
        if len(row) > 1 and (len(known.group) > 1 or sum(sight.match.entity == name for sight in row) > 1):
            yield from _lists(segment, known, row, (low, high), carried)
            continue
        group = _group(text, low, high, known.group[0], carried)
        told = [_labelled(text, headings, low, sight) if sight.match.entity == name else sight for sight in row]
        yield _Group(told, group, 0 in known.described, known.official)


def _lists(
    segment: Segment, known: Columns, row: Sequence[Sight], line: tuple[int, int], carried: dict[int, str]
) -> Iterator[_Group]:
    """Yield a group for each list that a row is part of."""
    blocks: dict[int, list[Sight]] = {}
    for sight in row:
        column = segment.text.count("\t", line[0], sight.match.start)
        block = known.block[column] if column < len(known.block) else 0
        blocks.setdefault(block, []).append(_labelled(segment.text, segment.headings, line[0], sight))
    for block, inside in blocks.items():
        group = _group(segment.text, *line, known.group[block], carried)
        yield _Group(inside, group, block in known.described, known.official)


def _by_row(text: str, sights: Sequence[Sight]) -> Iterator[tuple[int, int, list[Sight]]]:
    """Yield the sights of each row that has any, with the offsets at which the row begins and ends."""
    low, high, row = 0, -1, list[Sight]()
    for sight in sights:
        start = sight.match.start
        if start > high:
            if row:
                yield low, high, row
            low, row = text.rfind("\n", 0, start) + 1, []
            high = text.find("\n", start)
            high = high if high >= 0 else len(text)
        row.append(sight)
    if row:
        yield low, high, row


def _labelled(text: str, headings: tuple[str, ...], low: int, sight: Sight) -> Sight:
    column = text.count("\t", low, sight.match.start)
    label = headings[column] if column < len(headings) else ""
    return Sight(sight.match, sight.digest, sight.number, label, sight.young)


def _group(text: str, low: int, high: int, column: int, carried: dict[int, str]) -> str:
    """Return the class that a row tells; an empty cell below one is taken as a merged one."""
    if column < 0:
        return ""
    cells = text[low:high].split("\t", column + 1)
    told = cells[column].strip() if column < len(cells) else ""
    if told:
        carried[column] = told
    return told or carried.get(column, "")


def _cells(segment: Segment, sights: Sequence[Sight], identity: Identity) -> Iterator[_Group]:
    """Yield the groups of cells without headings: forms by their labels, else rows."""
    cells = _grid.labelled(segment.text)
    spans = [(cell.start, cell.start + len(cell.text), cell) for cell in cells]
    groups = dict[object, _Group]()
    forms = dict[tuple[int, int], _Group]()
    index, last = 0, (0, 0)
    for _, _, cell in spans:
        if _fields.is_class(cell.label):
            forms.setdefault(cell.record, _Group()).group = cell.text.strip()
    in_forms = False
    for sight in sights:
        while index < len(spans) and spans[index][1] <= sight.match.start:
            index += 1
        inside = index < len(spans) and spans[index][0] <= sight.match.start
        if inside:
            cell = spans[index][2]
            last, in_forms = cell.record, True
            group = forms.setdefault(cell.record, _Group())
            group.sights.append(sight._replace(label=cell.label))
        elif in_forms and segment.is_table and sight.match.entity != identity.name:
            forms.setdefault(last, _Group()).sights.append(sight)
        else:
            row = segment.text.rfind("\n", 0, sight.match.start)
            groups.setdefault(row, _Group()).sights.append(sight)
    yield from (group for group in (*forms.values(), *groups.values()) if group.sights)


def _blocks(sights: Sequence[Sight], identity: Identity) -> Iterator[_Group]:
    """Yield the groups of running text: a name with what follows it, or what stands before it where each label comes once."""
    current, end = _Group(official=not any(s.match.entity in identity.numbers for s in sights)), 0
    for sight in sights:
        kinds = [each.match.entity for each in current.sights]
        is_name = sight.match.entity == identity.name
        again = sight.match.entity in kinds and (not is_name or kinds[-1] != identity.name)
        if current.sights and (sight.match.start - end > NEAR or again):
            yield current
            current = _Group(official=current.official)
        current.sights.append(sight)
        end = sight.match.end
    if current.sights:
        yield current


def _of_group(
    group: _Group, identity: Identity, digest: Digest, *, in_rows: bool, phones_alone: bool
) -> Iterator[Mention]:
    names = [sight for sight in group.sights if sight.match.entity == identity.name]
    others = [sight for sight in group.sights if sight.match.entity != identity.name]
    if not names:
        yield from _nameless(others, identity, in_rows=in_rows, phones_alone=phones_alone)
        return
    klass = digest(group.group) if group.group else None
    for name, owned in zip(names, _owned(others, names, identity), strict=True):
        settled = in_rows or name.match.score >= SETTLED
        kept = owned if settled else [sight for sight in owned if sight.match.entity in identity.direct]
        yield _named(name, kept, group, klass, identity, settled=settled)


def _owned(others: list[Sight], names: Sequence[Sight], identity: Identity) -> Sequence[list[Sight]]:
    """Return for each name the values that belong to it."""
    if len(names) == 1:
        return [others]
    owned: Sequence[list[Sight]] = [[] for _ in names]
    for sight in others:
        owned[_owner(sight, names, identity)].append(sight)
    return owned


def _owner(sight: Sight, names: Sequence[Sight], identity: Identity) -> int:
    """Return to which of several names a value belongs: the heading says (`家长电话`), else telephones follow their name."""
    whose = _fields.whose(sight.label) if sight.label else None
    if whose and (same := [i for i, name in enumerate(names) if _fields.role(name.label) is whose]):
        return max((i for i in same if names[i].match.start < sight.match.start), default=same[0])
    if not sight.label or sight.match.entity in identity.contacts:
        return max((i for i, name in enumerate(names) if name.match.start < sight.match.start), default=0)
    return next((i for i, name in enumerate(names) if _fields.role(name.label) is Role.SUBJECT), 0)


def _nameless(sights: Sequence[Sight], identity: Identity, *, in_rows: bool, phones_alone: bool) -> Iterator[Mention]:
    numbers = [sight for sight in sights if sight.match.entity in identity.documents]
    if in_rows and (numbers or (phones_alone and any(sight.match.entity in identity.phones for sight in sights))):
        yield _nobody(sights, identity)
    elif not in_rows:
        yield from (_nobody([sight], identity) for sight in numbers)


def _named(
    name: Sight, others: Sequence[Sight], group: _Group, klass: bytes | None, identity: Identity, *, settled: bool
) -> Mention:
    """Return the mention of a person by name, with what stands beside it."""
    role = _fields.role(name.label) or Role.SUBJECT
    subject = role is Role.SUBJECT
    return Mention(
        name.digest,
        _numbers(others, identity),
        _phones(others, identity),
        klass if subject else None,
        _born(others, identity),
        _kinds((identity.name, *[sight.match.entity for sight in others])),
        True in [sight.young for sight in others],
        group.described and subject,
        (group.official and role is not Role.KIN) or role in _ACTING,
        role is Role.STAFF,
        settled,
    )


def _nobody(sights: Sequence[Sight], identity: Identity) -> Mention:
    """Return the mention of a person whose name is not told."""
    return Mention(
        numbers=_numbers(sights, identity),
        phones=_phones(sights, identity),
        born=_born(sights, identity),
        kinds=_kinds(tuple(sight.match.entity for sight in sights)),
        young=any(sight.young for sight in sights),
        settled=True,
    )


@lru_cache(maxsize=4096)
def _kinds(entities: tuple[str, ...]) -> frozenset[str]:
    return frozenset(entities)


def _numbers(sights: Sequence[Sight], identity: Identity) -> tuple[tuple[str, bytes], ...]:
    return tuple([(s.match.entity, s.number) for s in sights if s.number and s.match.entity in identity.numbers])


def _phones(sights: Sequence[Sight], identity: Identity) -> frozenset[bytes]:
    found = [sight.digest for sight in sights if sight.match.entity in identity.phones]
    return frozenset(found) if found else _NO_PHONE


def _born(sights: Sequence[Sight], identity: Identity) -> bytes | None:
    found = [sight.digest for sight in sights if sight.match.entity == identity.birth]
    return found[0] if found else None
