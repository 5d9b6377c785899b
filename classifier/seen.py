"""各个文件见过的值与文字：只存带密钥的摘要，供查找相同的值、相同的段落；清单之外不写。"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from classifier.mask import DIGEST_BYTES
from classifier.record import Fingerprint, Record

TABLES = """
CREATE TABLE IF NOT EXISTS seen_value (
    digest BLOB, entity TEXT, name BLOB, PRIMARY KEY (digest, entity, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seen_value_by_file ON seen_value (name);
CREATE TABLE IF NOT EXISTS fingerprint (
    name BLOB PRIMARY KEY, characters INTEGER, text BLOB, windows BLOB, titles BLOB, pieces BLOB, whole INTEGER
) WITHOUT ROWID;
"""

EACH_DIGEST = f"""
WITH RECURSIVE place(at) AS (
    SELECT 1 WHERE length(?1) UNION ALL SELECT at + {DIGEST_BYTES} FROM place WHERE at + {DIGEST_BYTES} <= length(?1)
), given(digest) AS (SELECT substr(?1, at, {DIGEST_BYTES}) FROM place)
"""  # noqa: S608 a number of our own
"""Digests handed over as the bytes of all of them: a statement for each would cost more than keeping it."""
_KEEP = f"{EACH_DIGEST} INSERT OR IGNORE INTO seen_value SELECT digest, ?2, ?3 FROM given"  # noqa: S608 names of our own


def keep(base: sqlite3.Connection, name: bytes, record: Record) -> None:
    """Keep the digests of a file's values and the fingerprint of its text."""
    base.executemany(_KEEP, ((digests, entity, name) for entity, digests in record.values.items()))
    if print_ := record.fingerprint:
        kept = (print_.characters, print_.text, print_.windows, b"".join(print_.titles), print_.pieces, print_.whole)
        base.execute("INSERT OR REPLACE INTO fingerprint VALUES (?,?,?,?,?,?,?)", (name, *kept))


def fingerprints(base: sqlite3.Connection) -> Iterator[tuple[str, Fingerprint]]:
    """Yield name and fingerprint of every file that has one, sorted by name (bytes)."""
    with closing(base.execute("SELECT * FROM fingerprint ORDER BY name")) as rows:
        for name, characters, text, windows, titles, pieces, whole in rows:
            each = tuple(titles[at : at + DIGEST_BYTES] for at in range(0, len(titles), DIGEST_BYTES))
            yield os.fsdecode(name), Fingerprint(characters, text, windows, each, pieces, bool(whole))


def values(base: sqlite3.Connection, name: bytes) -> dict[str, frozenset[bytes]]:
    """Return the keyed digests of the distinct values of a file, by entity."""
    found = dict[str, set[bytes]]()
    for entity, digest in base.execute("SELECT entity, digest FROM seen_value WHERE name = ?", (name,)):
        found.setdefault(entity, set()).add(digest)
    return {entity: frozenset(digests) for entity, digests in found.items()}


def having(base: sqlite3.Connection, digest: bytes) -> Iterator[tuple[str, str]]:
    """Yield entity and file name wherever a value with this keyed digest was seen, sorted."""
    rows = base.execute("SELECT entity, name FROM seen_value WHERE digest = ? ORDER BY entity, name", (digest,))
    return ((entity, os.fsdecode(name)) for entity, name in rows.fetchall())


def elsewhere(base: sqlite3.Connection, name: bytes) -> int:
    """Return how many other files hold a value that the file holds too."""
    row = base.execute(
        "SELECT count(DISTINCT other.name) FROM seen_value AS own JOIN seen_value AS other"
        " ON own.digest = other.digest AND own.entity = other.entity WHERE own.name = ? AND other.name != ?",
        (name, name),
    ).fetchone()
    return int(row[0])
