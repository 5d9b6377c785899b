"""指纹索引：清单文件的全部文字指纹，供比对；各清单文件共有的套话不算。"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from classifier.handback.fingerprints import hashes_in
from classifier.handback.pieces import size_of
from classifier.handback.winnowing import Hashes

COMMON = 8
"""Listed documents, versions of one counted once, up to which a passage is theirs; one that more of them hold is common text."""
_SKETCH = 16
_ALIKE = 12
"""Of a sketch's smallest windows, so many in common make two documents versions of one."""
_FEWEST_CHARACTERS = 10
"""Counted characters from which equal texts are no coincidence."""

Documents: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed document as far as texts are compared with it."""

    path: str
    characters: int
    windows: int
    """Kept windows that are not common text."""
    sketched: int
    """Clauses and numbers in its sketch that are not common text."""
    pieces: float
    """Clauses and numbers in its text, about."""


@dataclass(frozen=True, slots=True)
class Index:
    """The windows of all listed documents, ascending, each with its document's number."""

    windows: Hashes
    documents: Documents
    listed: tuple[Listed, ...]
    texts: Mapping[str, int]
    """Keyed digest of a whole text (hexadecimal) → document."""
    titles: Mapping[str, int]
    pieces: Mapping[int, tuple[int, ...]]
    """Hash of a clause or number → documents whose sketch holds it, where only a few do."""
    common: frozenset[str]
    """Paths of documents that hold nothing but common text."""
    left_out: Hashes
    """Windows of common text."""

    def find(self, windows: Hashes) -> tuple[NDArray[np.intp], Documents]:
        """Return where in `windows` something listed stands and the document; one entry for each pair."""
        low = np.searchsorted(self.windows, windows, "left")
        counts = np.searchsorted(self.windows, windows, "right") - low
        hits = np.flatnonzero(counts)
        counts, low = counts[hits], low[hits]
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(hits, counts), self.documents[np.repeat(low, counts) + offsets]


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprint of a listed document as a package holds it."""

    path: str
    characters: int
    text: str
    windows: Hashes
    titles: tuple[str, ...]
    pieces: Hashes


@dataclass(frozen=True, slots=True)
class CommonText:
    """Text that is no evidence, by its hashes."""

    windows: Hashes
    pieces: Hashes


NO_COMMON_TEXT = CommonText(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint64))


def build(documents: Iterable[Prints], shared: CommonText = NO_COMMON_TEXT) -> Index:
    """Return the index of the listed documents, without the text that is in `shared` or in too many of them."""
    kept = list(documents)
    counts = np.array([len(item.windows) for item in kept], dtype=np.int64)
    windows = np.concatenate([item.windows for item in kept] or [np.empty(0, dtype=np.uint64)])
    owners = np.repeat(np.arange(len(kept), dtype=np.int32), counts)
    order = np.argsort(windows, kind="stable")
    windows, owners = windows[order], owners[order]
    stays = ~np.isin(windows, shared.windows) & ~_too_common(windows, np.array(_groups(kept), dtype=np.int32)[owners])
    left_out = np.union1d(shared.windows, windows[~stays])
    windows, owners = windows[stays], owners[stays]
    left = np.bincount(owners, minlength=len(kept))
    pieces = _pieces(kept, shared.pieces)
    sketched = Counter(number for numbers in pieces.values() for number in numbers)
    listed = tuple(
        Listed(item.path, item.characters, int(left[number]), sketched[number], size_of(item.pieces))
        for number, item in enumerate(kept)
    )
    texts = {
        item.text: number for number, item in reversed(list(enumerate(kept))) if item.characters >= _FEWEST_CHARACTERS
    }
    common = frozenset(item.path for item, count in zip(kept, left, strict=True) if len(item.windows) and not count)
    return Index(windows, owners, listed, texts, _titles(kept), pieces, common, left_out)


def _too_common(windows: Hashes, groups: Documents) -> NDArray[np.bool_]:
    """Return for each entry whether its window stands in more than COMMON groups."""
    pairs = np.unique(np.stack((windows, groups.astype(np.uint64))), axis=1)[0] if len(windows) else windows
    values, counts = np.unique(pairs, return_counts=True)
    return np.isin(windows, values[counts > COMMON])


def _groups(documents: list[Prints]) -> list[int]:
    """Return a number for each document that versions of one share: their smallest windows are nearly the same."""
    buckets = defaultdict[int, list[int]](list)
    group = list(range(len(documents)))
    sketches = [frozenset(item.windows[:_SKETCH].tolist()) for item in documents]
    for number, sketch in enumerate(sketches):
        met = {other for value in sketch for other in buckets[value]}
        alike = [other for other in sorted(met) if len(sketch & sketches[other]) * _SKETCH >= _ALIKE * len(sketch)]
        if alike:
            group[number] = group[alike[0]]
        else:
            for value in sketch:
                buckets[value].append(number)
    return group


def _titles(documents: list[Prints]) -> dict[str, int]:
    """Return the titles that only a few documents bear: what many are called tells none of them."""
    bearers = defaultdict[str, list[int]](list)
    for number, item in enumerate(documents):
        for title in item.titles:
            bearers[title].append(number)
    return {title: numbers[0] for title, numbers in bearers.items() if len(numbers) <= 3}


def _pieces(documents: list[Prints], shared: Hashes) -> dict[int, tuple[int, ...]]:
    holders = defaultdict[int, list[int]](list)
    for number, item in enumerate(documents):
        for piece in item.pieces[~np.isin(item.pieces, shared)].tolist():
            holders[piece].append(number)
    return {piece: tuple(numbers) for piece, numbers in holders.items() if len(numbers) <= COMMON}


def save(index: Index, folder: Path) -> None:
    """Write an index into a private folder, for the workers. Raises OSError."""
    np.save(folder / "windows.npy", index.windows)
    np.save(folder / "documents.npy", index.documents)
    np.save(folder / "left_out.npy", index.left_out)
    rest = {
        "listed": [asdict(item) for item in index.listed],
        "texts": index.texts,
        "titles": index.titles,
        "pieces": index.pieces,
        "common": sorted(index.common),
    }
    (folder / "rest.json").write_text(json.dumps(rest), encoding="ascii")


@cache
def load(folder: Path) -> Index:
    """Return a saved index; its arrays stay on the side of the system's page cache. Raises OSError."""
    rest: dict[str, Any] = json.loads((folder / "rest.json").read_bytes())
    return Index(
        np.load(folder / "windows.npy", mmap_mode="r"),
        np.load(folder / "documents.npy", mmap_mode="r"),
        tuple(Listed(**item) for item in rest["listed"]),
        rest["texts"],
        rest["titles"],
        {int(piece): tuple(numbers) for piece, numbers in rest["pieces"].items()},
        frozenset(rest["common"]),
        np.load(folder / "left_out.npy", mmap_mode="r"),
    )


def each_hash(prints: Iterable[Hashes]) -> Hashes:
    """Return all windows of several fingerprints, ascending, each once."""
    return np.unique(np.concatenate([np.empty(0, dtype=np.uint64), *prints]))


def prints_of(lines: Iterable[Mapping[str, Any]]) -> Iterator[Prints]:
    """Yield the fingerprints of a package's lines."""
    from base64 import b64decode  # noqa: PLC0415

    for line in lines:
        windows, pieces = (hashes_in(b64decode(line[name])) for name in ("windows", "pieces"))
        yield Prints(line["path"], line["characters"], line["text"], windows, tuple(line["titles"]), pieces)
