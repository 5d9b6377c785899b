"""提及：一段文字里，哪些发现说的是同一个人——一行，一列，一张表单，一组标签。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from classifier.model import Segment
from classifier.persons import Mention
from classifier.policy import Identity
from classifier.school_classes import LabelClasses, RowClasses
from classifier.shares import Cell, Share, Sharing
from classifier.table_columns import Columns, columns_of
from recognizers import _fields, _grid, _name_lists
from recognizers._contract import Match
from recognizers._fields import Role
from recognizers._text import fold

NEAR = 120
"""Characters within which a name and a number in running text belong together."""
SURE, SETTLED = 0.5, 0.7
"""Score from which a match counts as a value, and from which structure shows a name."""

Digest = Callable[[str], bytes]
_LONGEST_LABEL = 16
_LABEL = re.compile("([\u4e00-\u9fffA-Za-z_()（）]{2,14})(?:[ \"']{0,2}[:：=][ \t\"'“]{0,3}|\\([\"'])$")
_CELLS = re.compile("[^\t\n]\t")
"""Stands between cells; blanks before a line only set it in."""
_PAIR = 2
_OF_KIN = b"kin:"
"""Stands before the digest of a relative's name that is the same as that of the person beside him: so the two are told apart."""
_NO_PHONE = frozenset[bytes]()


class Sight(NamedTuple):
    """A match, by its digests."""

    match: Match
    digest: bytes
    number: bytes = b""
    """Digest of the number that its bearer alone has, whatever document shows it; b"" for one that is masked or damaged."""
    young: bool = False
    """Whether the value proves that its bearer is a minor."""


@dataclass(slots=True)
class _Group:
    """What belongs to one row, column, form or block of labels."""

    sights: list[Sight] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """As many as there are sights."""
    group: str = ""
    """The class."""
    described: bool = False
    official: bool = False
    row: bool = False
    """Whether it is a row of a table."""
    listed: bool = False
    """Whether it is of a list of names, one a line."""


class Mentions:
    """Tells of whom segments speak, one after the other: a class that stands once in a table reaches into its next segment."""

    def __init__(self, identity: Identity, digest: Digest) -> None:
        self._identity, self._digest = identity, digest
        self._above: RowClasses | None = None
        self._open: Mention | None = None
        """Of whom the form spoke with which the page before ended."""

    def of(self, segment: Segment, sights: Sequence[Sight]) -> Iterator[Mention]:
        """Yield what a segment says of persons; `sights` are its sure matches in their order."""
        identity, personal = self._identity, self._identity.personal
        wanted = [sight for sight in sights if sight.match.entity in personal]
        if not wanted or segment.is_byline:
            return
        in_rows = bool(segment.headings) or segment.is_table
        named = any(sight.match.entity == identity.name for sight in wanted)
        sharing = Sharing(identity, segment.headings, in_rows=in_rows, phones_alone=in_rows and not named)
        last, self._open = self._open if segment.opens_page else None, None
        for group in self._groups(segment, wanted, in_rows=in_rows):
            klass = self._digest(_fields.class_of(group.group)) if group.group else None
            shares = sharing.shares(group.cells, described=group.described, official=group.official, row=group.row)
            told = [_mention(share, group.sights, klass, listed=group.listed) for share in shares]
            if not segment.headings and told:
                told[0] = _completing(last, told[0]) if last else told[0]
                last, self._open = None, told[0]
            yield from told if len(told) < _PAIR else _apart(told, shares)

    def _groups(self, segment: Segment, wanted: Sequence[Sight], *, in_rows: bool) -> Iterator[_Group]:
        if segment.headings:
            self._above = RowClasses(segment, columns_of(segment.headings), self._above)
            return _rows(segment, wanted, self._above)
        if _CELLS.search(segment.text):
            return _forms(segment, wanted, self._identity)
        return _blocks(segment.text, wanted, self._identity, in_rows=in_rows)


def _completing(above: Mention, mention: Mention) -> Mention:
    """Return the first mention of a page, of the one of whom the page before spoke last where it names nobody and fits what is known."""
    known = {entity for entity, _ in above.numbers}
    fits = (
        above.settled and above.name and mention.name is None and not known & {entity for entity, _ in mention.numbers}
    )
    return mention._replace(name=above.name, kinds=mention.kinds | above.kinds) if fits else mention


def _mention(share: Share, sights: Sequence[Sight], klass: bytes | None, *, listed: bool) -> Mention:
    """Return what a group says of one person."""
    return Mention(
        None if share.name is None else sights[share.name].digest,
        tuple([(entity, number) for entity, place in share.numbers if (number := sights[place].number)]),
        frozenset([sights[place].digest for place in share.phones]) if share.phones else _NO_PHONE,
        klass if share.pupil else None,
        None if share.born is None else sights[share.born].digest,
        share.kinds,
        True in [sights[place].young for place in share.owned],
        share.described,
        share.official,
        share.teacher,
        share.settled,
        share.listed or listed,
    )


def _apart(mentions: Sequence[Mention], shares: Sequence[Share]) -> Iterator[Mention]:
    """Yield the mentions of one group; a relative who bears the very name of the person beside whom he stands is another person."""
    mine = {mention.name for mention, share in zip(mentions, shares, strict=True) if not share.kin}
    for mention, share in zip(mentions, shares, strict=True):
        yield (
            mention._replace(name=_OF_KIN + mention.name)
            if share.kin and mention.name and mention.name in mine
            else mention
        )


def _rows(segment: Segment, sights: Sequence[Sight], classes: RowClasses) -> Iterator[_Group]:
    """Yield a group for each row of a table, or for each list in it where several stand beside one another."""
    text, headings = segment.text, segment.headings
    known = columns_of(headings)
    for low, high, row, columns in _by_row(text, sights):
        cells = [
            (sight.match.entity, headings[column] if column < len(headings) else "", True)
            for sight, column in zip(row, columns, strict=True)
        ]
        if len(known.group) == 1:
            yield _Group(row, cells, classes.of(low, high, 0), 0 in known.described, known.official, row=True)
        else:
            yield from _lists(known, columns, row, cells, partial(classes.of, low, high))


def _lists(
    known: Columns, columns: Sequence[int], row: Sequence[Sight], cells: Sequence[Cell], group: Callable[[int], str]
) -> Iterator[_Group]:
    """Yield a group for each list that a row is part of."""
    found: dict[int, _Group] = {}
    for column, sight, cell in zip(columns, row, cells, strict=True):
        block = known.block[column] if column < len(known.block) else 0
        if block not in found:
            described = block in known.described
            found[block] = _Group(group=group(block), described=described, official=known.official, row=True)
        found[block].sights.append(sight)
        found[block].cells.append(cell)
    yield from found.values()


def _by_row(text: str, sights: Sequence[Sight]) -> Iterator[tuple[int, int, list[Sight], list[int]]]:
    """Yield the sights of each row that has any and their columns, with the offsets at which the row begins and ends."""
    low, high, last, column = 0, -1, 0, 0
    row, columns = list[Sight](), list[int]()
    for sight in sights:
        start = sight.match.start
        if start > high:
            if row:
                yield low, high, row, columns
            low = last = text.rfind("\n", 0, start) + 1
            high = text.find("\n", start)
            high = high if high >= 0 else len(text)
            row, columns, column = [], [], 0
        column += text.count("\t", last, start)
        last = start
        row.append(sight)
        columns.append(column)
    if row:
        yield low, high, row, columns


def _forms(segment: Segment, sights: Sequence[Sight], identity: Identity) -> Iterator[_Group]:
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
        label = ""
        if inside:
            cell = spans[index][2]
            last, in_forms, label = cell.record, True, cell.label
            group = forms.setdefault(cell.record, _Group())
        elif in_forms and segment.is_table and sight.match.entity != identity.name:
            group = forms.setdefault(last, _Group())
        else:
            line = segment.text.rfind("\n", 0, sight.match.start)
            group = groups.setdefault(line, _Group(row=segment.is_table))
        _join(group, sight, label, settled=segment.is_table)
    yield from (group for group in (*forms.values(), *groups.values()) if group.sights)


def _blocks(text: str, sights: Sequence[Sight], identity: Identity, *, in_rows: bool) -> Iterator[_Group]:
    """Yield the groups of running text: a name with what follows it, or what stands before it where each label comes once."""
    current, end = _Group(official=not any(s.match.entity in identity.numbers for s in sights)), 0
    classes = LabelClasses(text, sights[0].match.start)
    listed = frozenset(start for start, _ in _name_lists.in_lines(fold(text)))
    for sight in sights:
        before = classes.until(sight.match.start)
        label = _label_before(text, sight.match.start)
        far = sight.match.start - end > NEAR
        if current.sights and (far or _begins(sight.match.entity, label, current.cells, identity)):
            current.group = current.group or classes.behind(before)
            yield current
            current = _Group(official=current.official)
            before = "" if not classes.lead else before
        current.group = current.group or before
        current.listed = current.listed or sight.match.start in listed
        _join(current, sight, label, settled=in_rows or _fields.role(label) is Role.SUBJECT)
        end = sight.match.end
    if current.sights:
        current.group = current.group or classes.behind(classes.until(end + NEAR))
        yield current


def _label_before(text: str, start: int) -> str:
    """Return the label right before a value in running text, "" for none."""
    hit = _LABEL.search(text, max(0, start - _LONGEST_LABEL), start)
    return hit[1] if hit else ""


def _begins(entity: str, label: str, before: Sequence[Cell], identity: Identity) -> bool:
    """Return whether a value belongs to somebody else than what stands before it: the like of it is there, and no label says otherwise."""
    last = before[-1][0]
    if _fields.role(label) is Role.ALIAS or not (entity == last or any(entity == kind for kind, _, _ in before)):
        return False
    if entity == identity.name and _fields.role(label) is Role.SUBJECT:
        return True
    listed = entity == identity.name == last
    return not listed and not _belongs(entity, label, before, identity)


def _belongs(entity: str, label: str, before: Sequence[Cell], identity: Identity) -> bool:
    """Return whether a label says that a value goes with what stands before it: a parent's name with the pupil's, a telephone with its owner."""
    first = next((told for kind, told, _ in before if kind == identity.name), "")
    if _fields.role(first) is not Role.SUBJECT:
        return False
    if entity == identity.name:
        return _fields.role(label) in {Role.KIN, Role.STAFF, Role.CONTACT}
    return entity in identity.phones and before[-1][0] == identity.name


def _join(group: _Group, sight: Sight, label: str, *, settled: bool) -> None:
    group.sights.append(sight)
    group.cells.append((sight.match.entity, label, settled or sight.match.score >= SETTLED))
