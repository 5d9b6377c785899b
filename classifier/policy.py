"""协议：把 `dictionaries/policy` 的数据变成类型，并查出写错的地方。"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import classifier
import dictionaries
import recognizers
from classifier.record import Status, Tag

DEFAULT_POLICY = "school-agreement"


@dataclass(frozen=True, slots=True)
class Proof:
    """One way in which a category or subtype is proved. All conditions that are set must hold."""

    text: str
    status: Status
    confidence: float
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    at_least: int = 1
    score: float = 0.5
    linked: int = 0
    persons: int = 0
    subjects: int = 0
    described: int = 0
    listed: int = 0
    kinds: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    kinds_not: tuple[str, ...] = ()
    family: float = 0.0
    marks: tuple[str, ...] = ()
    mark: str = ""
    levels: tuple[str, ...] = ()
    forms_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """What names prove in a file that rosters in other files prove. All conditions that are set must hold."""

    text: str
    status: Status
    confidence: float
    names: int = 1
    subjects: int = 0
    """Of them, names of others than staff and officials."""
    linked: int = 0
    """Of them, names with another identifying value beside them."""


@dataclass(frozen=True, slots=True)
class Subtype:
    """A subtype of clause 2's five categories."""

    id: str
    title: str
    grade: str
    """GB/T 43697-2024: 一般1–4 or 重要; "S" stands outside it."""
    any: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    minors: int = 0
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a category stays protected (clause 9)."""

    term: str
    """For a person to read."""
    clause: str
    quote: str
    permanent: bool = False
    """An exception needs the word of a named person (clause 9.3)."""
    by_mark: bool = False
    """The term stands in the secrecy mark."""
    by_owner: bool = False
    """The owner's own rules may set another term; they stand in the project file."""


@dataclass(frozen=True, slots=True)
class Category:
    """One of the five things clause 2 protects."""

    id: str
    title: str
    clause: str
    quote: str
    basis: str
    default: str
    """The subtype where the category is proved and no subtype is."""
    withhold: bool
    """True: where the category stands, no excerpt of the file is kept."""
    grade_minors: str
    """The grade where persons under 14 are concerned, "" for no difference."""
    proofs: tuple[Proof, ...]
    subtypes: tuple[Subtype, ...]
    retention: Retention
    unmarked: Mapping[str, str]
    """Level of a secrecy mark → the term where the mark names none."""
    statutory: bool
    """Only the competent authority can lift it: neither a permit nor an exception does."""
    spreads: tuple[Spread, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """By which entities a person is known, alone or combined."""

    name: str
    documents: frozenset[str]
    attributes: frozenset[str]
    """What identifies beside a name."""
    numbers: frozenset[str]
    """What no two persons share."""
    school: frozenset[str]
    """Numbers that pupils have."""
    phones: frozenset[str]
    contacts: frozenset[str]
    """What stands behind the name that it belongs to, where a row names several persons."""
    birth: str
    direct: frozenset[str]
    """What identifies even beside a name that only running text tells."""

    @property
    def personal(self) -> frozenset[str]:
        """The entities that are data about a person."""
        return self.attributes | {self.name}


@dataclass(frozen=True, slots=True)
class Ground:
    """One of the six grounds on which the duty of secrecy ends (clause 9.1)."""

    id: str
    quote: str
    before_signing: bool = False
    """Its day must lie before the day on which the agreement was signed."""
    by_law: bool = False
    """It needs the lawyer's written opinion and Party A's confirmation (clause 5)."""


@dataclass(frozen=True, slots=True)
class PublicOrigin:
    """What shows that a file's content was published (clause 9.1). All conditions that are set must hold."""

    text: str
    grade: str
    categories: frozenset[str]
    kinds: frozenset[str] = frozenset()
    shapes: frozenset[str] = frozenset()
    """Shapes of which one must be there in full."""
    marks: frozenset[str] = frozenset()
    """Statuses of which some secrecy mark must have one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The agreement as data."""

    id: str
    title: str
    version: str
    categories: tuple[Category, ...]
    sensitive: Mapping[str, frozenset[str]]
    """Standard → entities that it counts as sensitive."""
    identity: Identity
    grounds: tuple[Ground, ...]
    public_origins: tuple[PublicOrigin, ...] = ()
    grades: tuple[str, ...] = ()
    """Every grade, the lowest first."""

    @property
    def name_entity(self) -> str:
        """The entity of a person's name."""
        return self.identity.name

    @property
    def personal(self) -> frozenset[str]:
        """The entities that are data about a person."""
        return self.identity.personal

    def withholds(self, tags: Iterable[Tag]) -> bool:
        """Return whether nothing of the text of a file with these tags may be kept anywhere, in no form."""
        withheld = {category.id for category in self.categories if category.withhold}
        return any(tag.category in withheld for tag in tags)

    def title_of(self, category: str) -> str:
        """Return the Chinese title of a category id (the id itself where it is unknown)."""
        return next((item.title for item in self.categories if item.id == category), category)

    def id_of(self, category: str) -> str:
        """Return the id of a category named by id or title, "" where there is none."""
        return next((item.id for item in self.categories if category in {item.id, item.title}), "")

    def category(self, category: str) -> Category | None:
        """Return the category of an id, None where the agreement has none of it."""
        return next((item for item in self.categories if item.id == category), None)

    def subtype_title(self, subtype: str) -> str:
        """Return the Chinese title of a subtype id (the id itself where it is unknown)."""
        return next((item.title for group in self.categories for item in group.subtypes if item.id == subtype), subtype)

    def entities(self) -> frozenset[str]:
        """Return every entity that some rule of the agreement names."""
        subtypes = [item for group in self.categories for item in group.subtypes]
        named = {entity for item in subtypes for entity in item.any}
        named |= {entity for proof in self.proofs() for entity in (*proof.any, *proof.all)}
        return frozenset(named | self.personal)

    def proofs(self) -> Iterator[Proof]:
        """Yield every proof of the agreement."""
        for group in self.categories:
            yield from group.proofs
            for item in group.subtypes:
                yield from item.proofs


@cache
def load_policy(name: str = DEFAULT_POLICY) -> Policy:
    """Return the policy of `dictionaries/policy/NAME.toml`. Raises FileNotFoundError, KeyError, TypeError on bad data."""
    data = dictionaries.policy(name)
    return Policy(
        id=data["id"],
        title=data["title"],
        version=data["version"],
        categories=tuple(_category(item) for item in data["category"]),
        sensitive={standard: frozenset(names) for standard, names in data["sensitive"].items()},
        identity=_identity(data["identity"]),
        grounds=tuple(Ground(**item) for item in data["ground"]),
        public_origins=tuple(PublicOrigin(**_with_sets(item)) for item in data.get("public_origin", ())),
        grades=tuple(data["grades"]),
    )


def _identity(data: Mapping[str, Any]) -> Identity:
    return Identity(**_with_sets(data))


def _with_sets(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()}


def _category(data: Mapping[str, Any]) -> Category:
    return Category(
        id=data["id"],
        title=data["title"],
        clause=data["clause"],
        quote=data["quote"],
        basis=data.get("basis", "contract"),
        default=data.get("default", ""),
        withhold=data.get("withhold", False),
        grade_minors=data.get("grade_minors", ""),
        proofs=tuple(_proof(item) for item in data.get("proof", ())),
        subtypes=tuple(_subtype(item) for item in data["subtype"]),
        retention=Retention(**data["retention"]),
        unmarked=data.get("unmarked", {}),
        statutory=data.get("statutory", False),
        spreads=tuple(Spread(**(item | {"status": Status(item["status"])})) for item in data.get("spread", ())),
    )


def _subtype(data: Mapping[str, Any]) -> Subtype:
    return Subtype(
        id=data["id"],
        title=data["title"],
        grade=data["grade"],
        any=tuple(data.get("any", ())),
        kinds=tuple(data.get("kinds", ())),
        minors=data.get("minors", 0),
        proofs=tuple(_proof(item) for item in data.get("proof", ())),
    )


def _proof(data: Mapping[str, Any]) -> Proof:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Proof(**(values | {"status": Status(data["status"])}))


@cache
def rules_digest() -> str:
    """Return the SHA-256 (hexadecimal) over everything that decides what a file is found to be: data, recognizers, readers."""
    digest = hashlib.sha256()
    for package in (dictionaries, recognizers, classifier):
        digest.update(dictionaries.digest_of(Path(package.__path__[0])))
    return digest.hexdigest()


def agreement_digest() -> str:
    """Return the SHA-256 (hexadecimal) of the agreement as signed."""
    return hashlib.sha256(dictionaries.agreement()).hexdigest()
