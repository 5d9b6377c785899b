"""清单：SQLite 存储，断点续扫；JSON Lines 是交换的形式。"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from classifier import seen, spread
from classifier.jsonl import dumps, file_line, record_of
from classifier.model import File, Outcome
from classifier.policy import agreement_digest, load_policy, rules_digest
from classifier.record import Fingerprint, Record
from classifier.settings import Settings

SCHEMA = 4
_BATCH, _SECONDS = 200, 1.0
"""Records and seconds between two commits: what an interruption may cost in reading again, never in results."""
_TICK_NS = 20_000_000
"""A file changed so shortly before the scan began may change again without its times telling (git's racy rule)."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    name BLOB, size INTEGER, mtime_ns INTEGER, ctime_ns INTEGER, device INTEGER, inode INTEGER,
    rules TEXT NOT NULL, seen_ns INTEGER NOT NULL, outcome TEXT NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL,
    container BLOB NOT NULL, PRIMARY KEY (name, container)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_by_container ON file (container) WHERE container != x'';
"""

_SELECT = (
    "SELECT coalesce(spread.record, file.record), container, file.name, size, mtime_ns, ctime_ns, device, inode"
    " FROM file LEFT JOIN spread USING (name)"
)
"""Records with what names of other files' rosters add to them."""


class NotAnInventory(Exception):
    """The file is no inventory, is damaged, or belongs to another version or another folder."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the head of an inventory."""

    root: str
    tool_version: str
    rules_version: str
    rules_sha256: str
    agreement_id: str
    agreement_sha256: str
    settings: dict[str, Any]
    started: str
    finished: str
    """"" while a scan has not come to its end."""


class Inventory:
    """The saved result of a scan. A context manager; every reader and report works from it alone."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open `path`. Raises NotAnInventory, FileNotFoundError (without `create`), OSError."""
        if not create and not path.is_file():
            raise FileNotFoundError(path)
        self.path = path
        self._pending = 0
        self._committed = time.monotonic()
        self._rules = ""
        self._again = ""
        self._began_ns = 0
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._check_schema()
            self._db.executescript(_TABLES + seen.TABLES + spread.TABLES)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_IOERR", "SQLITE_FULL")):
                raise  # the disk is at fault, not the file
            raise NotAnInventory(f"{path} 不是清单文件，或已损坏（{error}）") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is pending and close the file."""
        self._commit()
        self._db.close()

    def _check_schema(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, SCHEMA}:
            raise NotAnInventory(f"{self.path} 由另一版本的程序写成（格式 {version}，本程序为 {SCHEMA}）")
        self._db.execute(f"PRAGMA user_version={SCHEMA}")

    def clear(self) -> None:
        """Forget everything: the next scan begins anew, of any folder."""
        for table in ("file", "seen_value", "clue", "spread", "fingerprint", "meta"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own

    def begin(self, settings: Settings) -> None:
        """Start, continue or repeat a scan of `settings.root`. Raises NotAnInventory where the file holds another root's."""
        policy, root = load_policy(settings.policy), os.fsdecode(settings.root.resolve())
        meta = self._meta()
        if (known := meta.get("root")) not in {None, root}:
            raise NotAnInventory(f"{self.path} 记录的是另一个文件夹（{known}），请换一个清单文件")
        self._began_ns = time.time_ns()
        shown = settings.shown()
        again = (*_TRY_AGAIN, Outcome.ENCRYPTED) if settings.passwords else _TRY_AGAIN
        self._again = json.dumps(again)
        self._rules = f"{rules_digest()} {json.dumps(shown | {'exclude': None, 'today': None, 'passwords': None}, sort_keys=True)}"
        self._set_meta(
            {
                "root": root,
                "tool_version": version("baomi"),
                "rules_version": policy.version,
                "rules_sha256": rules_digest(),
                "agreement_id": policy.id,
                "agreement_sha256": agreement_digest(),
                "settings": dumps(shown | {"sandbox": json.loads(meta.get("settings", "{}")).get("sandbox", [])}),
                "started": _now(),
                "finished": "",
            }
        )
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS met (name BLOB PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("DELETE FROM met")
        self._db.execute("DELETE FROM spread")

    def confined(self, layers: Sequence[str]) -> None:
        """Keep in the header's settings which layers of the sandbox held while files were read; those of before where none was."""
        if layers:
            self._set_meta({"settings": dumps(json.loads(self._meta()["settings"]) | {"sandbox": list(layers)})})

    def unchanged(self, file: File) -> Record | None:
        """Return the known record of a file whose times, size, identity and rules are the same, else None."""
        name = os.fsencode(file.name)
        row = self._db.execute("SELECT * FROM file WHERE name = ? AND container = x''", (name,)).fetchone()
        if row is None or self._worth_another_try(name):
            return None
        stat = (file.size, file.mtime_ns, file.ctime_ns, file.device, file.inode)
        fresh = max(file.mtime_ns, file.ctime_ns) + _TICK_NS < row[7]
        if row[1:6] != stat or row[6] != self._rules or not fresh:
            return None
        self._met(name)
        self._count()
        return record_of(json.loads(row[10]), file)

    def _worth_another_try(self, name: bytes) -> bool:
        """Return whether a file, or one inside it, ended in a way that may end otherwise next time."""
        row = self._db.execute(
            "SELECT 1 FROM file WHERE (name = ? AND container = x'' OR container = ? AND container != x'')"
            " AND outcome IN (SELECT value FROM json_each(?)) LIMIT 1",
            (name, name, self._again),
        ).fetchone()
        return row is not None

    def put(self, record: Record) -> None:
        """Keep the record of a file on disk, with the records of what is inside it, in place of what was known of it."""
        name = os.fsencode(record.name)
        self._met(name)
        for table in ("seen_value", "clue", "fingerprint"):
            self._db.execute(
                f"DELETE FROM {table} WHERE name = ? OR name IN (SELECT name FROM file WHERE container = ? AND container != x'')",  # noqa: S608
                (name, name),
            )
        self._db.execute(
            "DELETE FROM file WHERE container = ? AND container != x'' OR name = ? AND container = x''", (name, name)
        )
        for item in (record, *record.members):
            self._insert(item)
        self._count()

    def _insert(self, record: Record) -> None:
        file, name = record.file, os.fsencode(record.name)
        seen.keep(self._db, name, record)
        spread.keep(self._db, name, record.clues)
        stat = (file.size, file.mtime_ns, file.ctime_ns, file.device, file.inode)
        row = (name, *stat, self._rules, self._began_ns, record.outcome, record.sha256, dumps(file_line(record)))
        self._db.execute(
            "INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (*row, os.fsencode(record.container))
        )

    def finish(self) -> None:
        """Mark the scan as complete: files that it has not met are gone and leave the inventory, and names are compared over all files."""
        self._db.execute("DELETE FROM file WHERE iif(container = x'', name, container) NOT IN (SELECT name FROM met)")
        for table in ("seen_value", "fingerprint"):
            self._db.execute(f"DELETE FROM {table} WHERE name NOT IN (SELECT name FROM file)")  # noqa: S608
        spread.compare(self._db, load_policy(self.header().settings["policy"]))
        self._commit()
        self._set_meta({"finished": _now()})

    def header(self) -> Header:
        """Return the header. Raises NotAnInventory where no scan has ever begun in this file."""
        meta = self._meta()
        try:
            return Header(**(meta | {"settings": json.loads(meta["settings"])}))
        except (KeyError, TypeError, ValueError) as error:
            raise NotAnInventory(f"{self.path} 里没有扫描结果") from error

    def records(self) -> Iterator[Record]:
        """Yield every record, sorted by path (bytes)."""
        with closing(self._db.execute(f"{_SELECT} ORDER BY file.name, container")) as rows:
            for row in rows:
                yield _record(row)

    def record(self, name: str) -> Record | None:
        """Return the record of the file `name` (or of a file inside a file), None where there is none."""
        row = self._db.execute(
            f"{_SELECT} WHERE file.name = ?",
            (os.fsencode(name),),
        ).fetchone()
        return _record(row) if row else None

    def fingerprints(self) -> Iterator[tuple[str, Fingerprint]]:
        """Yield name and fingerprint of every file whose text was read and may be kept in this form, sorted by name (bytes)."""
        return seen.fingerprints(self._db)

    def outcomes(self) -> dict[Outcome, int]:
        """Return how many files have each outcome; the figures add up to the number of files."""
        counted = Counter(dict(self._db.execute("SELECT outcome, count(*) FROM file GROUP BY outcome")))
        return {outcome: counted[outcome] for outcome in Outcome if counted[outcome]}

    def same_content(self) -> dict[str, int]:
        """Return, for each SHA-256 that several non-empty files share, a group number in order of the first path."""
        rows = self._db.execute(
            "SELECT sha256 FROM file WHERE sha256 != '' AND size > 0 GROUP BY sha256 HAVING count(*) > 1 ORDER BY min(name)"
        )
        return {sha256: number for number, (sha256,) in enumerate(rows, 1)}

    def elsewhere(self, name: str) -> int:
        """Return how many other files hold a value that the file `name` holds too (equal under the project's key)."""
        return seen.elsewhere(self._db, os.fsencode(name))

    def values(self, name: str) -> dict[str, frozenset[bytes]]:
        """Return the keyed digests of the distinct values of the file `name`, by entity."""
        return seen.values(self._db, os.fsencode(name))

    def having(self, digest: bytes) -> Iterator[tuple[str, str]]:
        """Yield entity and file name wherever a value with this keyed digest was seen, sorted."""
        return seen.having(self._db, digest)

    def _met(self, name: bytes) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
        self._db.execute("INSERT OR IGNORE INTO met VALUES (?)", (name,))

    def _count(self) -> None:
        self._pending += 1
        if self._pending >= _BATCH or time.monotonic() - self._committed >= _SECONDS:
            self._commit()

    def _commit(self) -> None:
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._pending, self._committed = 0, time.monotonic()

    def _meta(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT name, value FROM meta"))

    def _set_meta(self, values: Mapping[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


_TRY_AGAIN = (Outcome.TIMED_OUT, Outcome.CRASHED)


def _record(row: Sequence[Any]) -> Record:
    line, container, name, *stat = row
    record = record_of(json.loads(line), File(os.fsdecode(name), *stat))
    return replace(record, container=os.fsdecode(container)) if container else record


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
