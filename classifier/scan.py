"""扫描：唯一知道各阶段先后的模块。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from classifier.digest import blocks, digests, opened
from classifier.inventory import Inventory
from classifier.model import File, Outcome, Unreadable
from classifier.record import Record
from classifier.settings import Settings
from classifier.walk import walk
from classifier.workers import Workers

_DIED = frozenset({Outcome.CRASHED, Outcome.TIMED_OUT})


def scan(settings: Settings, store: Inventory) -> Iterator[Record]:
    """Yield one record for every entry under the root as it is done, whatever happens, and keep it in `store`.

    What the store knows unchanged under the same rules is not read again. Raises DeafRecognizer, before any file is
    read, where a recognizer fails its own examples, and OSError where the root or the store cannot be used.
    """
    store.begin(settings)
    with Workers(settings) as workers:
        for file in walk(settings.root, settings.exclude):
            if file.problem:
                yield _kept(Record(file, file.problem, file.detail), settings, store)
            elif known := store.unchanged(file):
                yield known
            else:
                workers.submit(file)
                for record in workers.finished():
                    yield _kept(record, settings, store)
        for record in workers.finished(all_of_them=True):
            yield _kept(record, settings, store)
        store.confined(workers.layers)
    store.finish()


def _kept(record: Record, settings: Settings, store: Inventory) -> Record:
    if record.outcome in _DIED and not record.sha256:
        record = _digested(record, settings)
    store.put(record)
    return record


def _digested(record: Record, settings: Settings) -> Record:
    """Return a dead worker's record with the digests it could not give any more: hashing is safe where reading was not."""
    try:
        with opened(settings.root, record.name) as stream:
            sha256, sm3 = digests(blocks(stream))
    except (Unreadable, OSError):
        return record
    return replace(record, sha256=sha256, sm3=sm3)


def count(settings: Settings) -> int:
    """Return how many entries a scan will meet, for the progress bar."""
    return sum(1 for _ in walk(settings.root, settings.exclude))


__all__ = ["File", "count", "scan"]
