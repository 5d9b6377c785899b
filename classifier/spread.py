"""传播：一份文件里的名册证明了的姓名，在别的文件里也算有力的证据。只查清单，不看文件。

Names are compared by their digests under the project's key. What a comparison adds lies beside the record of the scan and is made anew
after each scan, so that it goes when the roster goes.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from classifier.escape import printable
from classifier.jsonl import dumps, file_line, record_of
from classifier.model import File
from classifier.policy import Category, Policy, Spread
from classifier.record import Clue, Evidence, Record, Tag
from classifier.seen import EACH_DIGEST

TABLES = """
CREATE TABLE IF NOT EXISTS clue (
    digest BLOB, name BLOB, strength INTEGER, score REAL, linked INTEGER, short INTEGER, place TEXT, shown TEXT,
    PRIMARY KEY (digest, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS clue_by_file ON clue (name);
CREATE TABLE IF NOT EXISTS spread (name BLOB PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
"""
_KEEP = f"{EACH_DIGEST} INSERT OR REPLACE INTO clue SELECT digest, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM given"  # noqa: S608 names of our own
_SURE, _PROVED = 0.5, 0.9
_SHOWN = 10
_FEWEST = 10
"""Of so many names in a file at least one must be a known one: among many names a few are always somebody's."""
_COINCIDENCE, _MOST, _MORE = 1e-5, 1 / 15, 1.5
"""Share of pairs of full names of three characters that are the same by chance (three of 896 × 350), share of a file's names that are so at most,
and how many times more names must be known."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name in a file that a roster in another file proves."""

    file: bytes
    clue: Clue
    subject: bool
    """Whether the roster is of others than staff and officials, whose names stand on every paper."""
    roster: bytes
    """Path of the first of the rosters that prove it."""

    @property
    def speaks(self) -> bool:
        """Whether it speaks for itself: many persons share a name of two characters."""
        return not self.clue.short or self.clue.linked


def keep(base: sqlite3.Connection, name: bytes, clues: Iterable[Clue]) -> None:
    """Keep the names of a file."""
    alike = defaultdict[Sequence[object], list[bytes]](list)
    for digest, *told in clues:
        alike[tuple(told)].append(digest)
    base.executemany(_KEEP, ((b"".join(digests), name, *told) for told, digests in alike.items()))


def compare(base: sqlite3.Connection, policy: Policy) -> None:
    """Compare the names of all files with the rosters, in place of what was found before."""
    base.execute("DELETE FROM clue WHERE name NOT IN (SELECT name FROM file)")
    base.execute("DELETE FROM spread")
    for name, known in groupby(_known(base), key=attrgetter("file")):
        row = base.execute(
            "SELECT record, size, mtime_ns, ctime_ns, device, inode FROM file WHERE name = ?", (name,)
        ).fetchone()
        line, *stat = row
        record = record_of(json.loads(line), File(json.loads(line)["path"], *stat))
        extended = extend(record, list(known), policy, _by_chance(base, name))
        if extended is not record:
            base.execute("INSERT INTO spread VALUES (?, ?)", (name, dumps(file_line(extended))))


def _by_chance(base: sqlite3.Connection, name: bytes) -> float:
    """Return how many names of a file are to be expected in the rosters though they are other people's."""
    (rosters,) = base.execute("SELECT count(*) FROM proved").fetchone()
    (named,) = base.execute("SELECT count(*) FROM clue WHERE name = ?", (name,)).fetchone()
    return float(named * min(rosters * _COINCIDENCE, _MOST))


def _known(base: sqlite3.Connection) -> Iterator[Known]:
    """Yield the known names by file, in the order of their digests."""
    base.execute(
        "CREATE TEMP TABLE IF NOT EXISTS proved (digest BLOB PRIMARY KEY, strength INTEGER, roster BLOB) WITHOUT ROWID"
    )
    base.execute("DELETE FROM proved")
    base.execute(
        "INSERT INTO proved SELECT digest, max(strength), min(name) FROM clue WHERE strength > 0 GROUP BY digest"
    )
    rows = base.execute(
        "SELECT clue.*, proved.strength, proved.roster FROM clue JOIN proved USING (digest) WHERE clue.strength = 0"
        " ORDER BY clue.name, clue.digest"
    ).fetchall()
    for digest, name, strength, score, linked, short, place, shown, proof, roster in rows:
        yield Known(name, Clue(digest, strength, score, bool(linked), bool(short), place, shown), proof > 1, roster)


def extend(record: Record, known: Sequence[Known], policy: Policy, by_chance: float = 0.0) -> Record:
    """Return a record with what the known names in its file prove; the record itself where they prove nothing.

    `by_chance` is how many of them are to be expected anyhow: not more than that say nothing, unless a number stands beside one.
    """
    telling = [item for item in known if item.speaks]
    named = record.counts.get(policy.name_entity, 0)
    few = len(telling) * _FEWEST < named or len(telling) < _MORE * by_chance
    chance = few and not any(item.clue.linked for item in telling)
    if not telling or chance:
        return record
    new = sum(item.clue.score < _SURE for item in telling)
    counts = dict(record.counts)
    if new:
        counts[policy.name_entity] = counts.get(policy.name_entity, 0) + new
    tags = record.tags
    for category in policy.categories:
        if held := [proof for proof in category.spreads if _holds(proof, telling)]:
            tags = _with(tags, category, max(held, key=lambda proof: proof.confidence), telling, policy)
    return replace(record, tags=tags, counts=dict(sorted(counts.items())), persons=record.persons + new)


def _holds(proof: Spread, known: Sequence[Known]) -> bool:
    return (
        len(known) >= proof.names
        and sum(item.subject for item in known) >= proof.subjects
        and sum(item.clue.linked for item in known) >= proof.linked
    )


def _with(
    tags: tuple[Tag, ...], category: Category, proof: Spread, known: Sequence[Known], policy: Policy
) -> tuple[Tag, ...]:
    """Return the tags with a category's own, or its reasons where the file has it already."""
    told = _told(known)
    withheld = {item.id for item in policy.categories if item.withhold} & {tag.category for tag in tags}
    evidence = () if withheld else _evidence(known, policy)
    own = next((tag for tag in tags if tag.category == category.id and tag.subtype == category.default), None)
    if own:
        better = proof.confidence > own.confidence
        fresh = replace(
            own,
            status=proof.status if better else own.status,
            confidence=max(own.confidence, proof.confidence),
            reasons=(*own.reasons, told),
            evidence=(*own.evidence, *evidence)[:_SHOWN],
        )
        return tuple(fresh if tag is own else tag for tag in tags)
    subtype = next(item for item in category.subtypes if item.id == category.default)
    reason = f"第{category.clause}条“{category.title}”：{proof.text}"
    tag = Tag(
        category.id, subtype.id, proof.status, proof.confidence, subtype.grade, category.clause, category.basis,
        (reason, told), evidence=evidence, by_roster=True,
    )  # fmt: skip
    order = {item.id: number for number, item in enumerate(policy.categories)}
    return tuple(sorted((*tags, tag), key=lambda each: order[each.category]))


def _told(known: Sequence[Known]) -> str:
    rosters = sorted({item.roster for item in known})
    more = f" 等 {len(rosters)} 个文件" if len(rosters) > 1 else ""
    return (
        f"{len(known)} 个姓名与名册里的人相同（名册：{printable(rosters[0].decode('utf-8', 'surrogateescape'))}{more}）"
    )


def _evidence(known: Sequence[Known], policy: Policy) -> tuple[Evidence, ...]:
    placed = [item.clue for item in known if item.clue.where or item.clue.shown]
    return tuple(
        Evidence(policy.name_entity, clue.where, clue.shown, _PROVED, ("与名册里的姓名相同",))
        for clue in placed[:_SHOWN]
    )
