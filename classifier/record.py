"""对一个文件所说的一切：标签与证据、密级标志、文字指纹，合成清单的一行。Imports model.py alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from classifier.model import File, Outcome


class Status(StrEnum):
    """How far a tag may be believed."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    CANDIDATE = "candidate"
    EXCEPTED = "excepted"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing found, safe to write down: no field can hold a raw value."""

    entity: str
    where: str
    shown: str
    """Masked."""
    score: float
    reasons: tuple[str, ...]


class Clue(NamedTuple):
    """A name in a file, by its keyed digest: for a comparison with the rosters in other files."""

    digest: bytes
    strength: int
    """0 for a sighting; 1 for a person of a roster in this file, 2 where the roster is of others than staff and officials."""
    score: float = 0.0
    linked: bool = False
    """Whether another identifying value stands beside it."""
    short: bool = False
    """Whether it has two characters, which many persons share."""
    where: str = ""
    shown: str = ""
    """Masked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A secrecy mark and what is thought of it. Never a verdict that something is a secret."""

    text: str
    level: str
    term: str
    status: str
    """confirmed, suspect, lapsed, misuse or mention."""
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A duty of the agreement that a file falls under, with its grounds."""

    category: str
    subtype: str
    status: Status
    confidence: float
    """0 to 1."""
    grade: str
    clause: str
    basis: str
    reasons: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    by_roster: bool = False
    """Whether nothing in the file itself proves it, only that its names stand in a roster in another file."""
    public_origin: str = ""
    """What shows that the content was published (clause 9.1), "" where nothing does; the file is counted all the same."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what a file's text is known again under the project's key, and from which nobody can tell a word of it."""

    characters: int
    """Letters, digits and Han; nothing else counts."""
    text: bytes
    """Keyed digest of all of them in their order."""
    windows: bytes
    """Keyed hashes of some of its windows: 64-bit little-endian numbers, ascending, each once."""
    titles: tuple[bytes, ...]
    """Keyed digests of what the file may be called."""
    pieces: bytes = b""
    """Keyed hashes of some of its clauses and numbers, written as `windows` are."""
    whole: bool = True
    """False where the text is so long that only its beginning is fingerprinted."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a file has in common with a listed document. Safe to write down."""

    source: str
    """Path of the listed document."""
    kind: str
    """`text`, `pieces` (clauses and numbers without their order) or `title`."""
    characters: int
    """Counted characters of the shared runs; at least so many."""
    share: float
    """Part of the source's windows that were found, 0 to 1."""
    own: float
    """Part of the file's windows that were found in the source, 0 to 1."""
    where: str
    shown: str
    """Masked."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the inventory: a file, and all that may be said of it."""

    file: File
    outcome: Outcome
    detail: str = ""
    sha256: str = ""
    """Hexadecimal; "" where the bytes could not be read."""
    sm3: str = ""
    media_type: str = ""
    encoding: str = ""
    tags: tuple[Tag, ...] = ()
    marks: tuple[Mark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Distinct values by entity."""
    values: Mapping[str, bytes] = field(default_factory=dict)
    """Keyed digests (8 bytes each) of the distinct values, ascending, one behind another, by entity; kept in the store, never in an export."""
    persons: int = 0
    persons_at_least: bool = False
    minors: int = 0
    fingerprint: Fingerprint | None = None
    """None where no text was read, or where none of it may be kept."""
    shared: tuple[Shared, ...] = ()
    """What it has in common with listed documents, where it was compared with any; kept in no store."""
    container: str = ""
    """Path of the file on disk that holds it, "" for a file on disk."""
    members: tuple[Record, ...] = ()
    """What is inside it, at every level; the store keeps a row for each of them, not this tuple."""
    clues: tuple[Clue, ...] = ()
    """Kept in the store, never in an export."""

    @property
    def name(self) -> str:
        """The path relative to the root."""
        return self.file.name

    @property
    def categories(self) -> tuple[str, ...]:
        """The sorted ids of the categories that stand (excepted ones do not)."""
        return tuple(sorted({tag.category for tag in self.tags if tag.status is not Status.EXCEPTED}))
