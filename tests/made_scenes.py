"""Random scenes: what a file tells of made-up persons, told by the generator, and grids with merged cells and typed values.

A scene knows each person that its file names, what stands beside the name, and who is proved to be a minor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from sample_corpus.make.identifiers import PHONES
from sample_corpus.make.people import name
from tests.made_tables import Person, people

NAME, CLASS = "姓名", "班级"
KINDS = {
    "identity": "居民身份证号",
    "number": "学号",
    "group": CLASS,
    "born": "出生日期",
    "phone": "手机号",
}
"""Column → what the report calls it in a combination."""
_FOURTEEN = date(2012, 11, 28)


@dataclass(slots=True)
class Fact:
    """What a file tells of one person."""

    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    young: bool = False


@dataclass(slots=True)
class Scene:
    """Who is told of in a file."""

    facts: dict[object, Fact] = field(default_factory=dict)
    identities: set[str] = field(default_factory=set)
    features: list[str] = field(default_factory=list)

    def tell(self, one: Person, columns: Iterable[str]) -> None:
        """Say that a file tells of a pupil what these columns hold."""
        fact = self.facts.setdefault(one.identity, Fact())
        for column in columns:
            if column == "name":
                fact.names.add(one.name)
                fact.kinds.add(NAME)
            elif column in KINDS:
                fact.kinds.add(KINDS[column])
            if column == "identity":
                self.identities.add(one.identity)
            fact.young |= column in {"identity", "born"} and one.born > _FOURTEEN

    def name(self, called: str, *kinds: str, key: object = None) -> None:
        """Say that a file names somebody else: a parent, a teacher."""
        fact = self.facts.setdefault(key or called, Fact())
        fact.names.add(called)
        fact.kinds |= {NAME, *kinds}

    def also(self, one: Person, called: str) -> None:
        """Say that a file gives a pupil another name, once borne."""
        self.facts.setdefault(one.identity, Fact()).names.add(called)

    def wanted(self) -> tuple[int, int, int, int]:
        """Return how many persons, different names, minors and resident ID numbers there are."""
        facts = self.facts.values()
        names = set().union(*(fact.names for fact in facts))
        return len(facts), len(names), sum(fact.young for fact in facts), len(self.identities)

    def combinations(self) -> Mapping[frozenset[str], int]:
        """Return what stands together, as sets, and of how many persons."""
        return Counter(frozenset(fact.kinds) for fact in self.facts.values() if len(fact.kinds) > 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what a person reads in it, what a workbook keeps in it, and how many columns and rows it takes."""

    text: str
    value: object = None
    across: int = 1
    down: int = 1


Row = list[Cell | None]
"""None stands where a merged cell reaches over."""
Sheet = list[Row]
COVERED = None


def cells(texts: Iterable[str]) -> Row:
    """Return plain cells."""
    return [Cell(text) for text in texts]


def wide(text: str, across: int) -> Row:
    """Return a cell that takes several columns."""
    return [Cell(text, across=across), *[COVERED] * (across - 1)]


def title(rng: Random, width: int) -> Sheet:
    """Return a title over all columns, merged or not, or none."""
    text = rng.choice(("示例小学学生信息登记表", "附件1：学生名册", "2026年秋季学期花名册"))
    return rng.choice(([], [cells([text])], [wide(text, width)]))


def mixed(rng: Random, count: int, first: int = 0) -> list[Person]:
    """Return different persons with telephone numbers of which few share one."""
    return people(rng, count, first)


def kin(index: int) -> str:
    """Return the name of a grown-up: none of the pupils bears it."""
    return name(900 + index)


def phone(index: int) -> str:
    return PHONES[1 + index % 4]


def texts(sheet: Sheet) -> list[list[str]]:
    """Return the texts of a sheet; merged cells show theirs in their first cell."""
    return [["" if cell is None else cell.text for cell in row] for row in sheet]


def padded(sheet: Sheet) -> Sheet:
    """Return a sheet whose rows are all as wide as its widest."""
    width = max(map(len, sheet))
    return [[*row, *[Cell("") for _ in range(width - len(row))]] for row in sheet]


__all__ = ["Cell", "Fact", "Row", "Scene", "Sequence", "Sheet"]
