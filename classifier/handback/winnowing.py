"""带密钥的 winnowing：一段文字里留哪些窗口；留下的只是带密钥的数，不透露一个字。

Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting (SIGMOD 2003).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from classifier.handback.counted import Codes, Positions

WINDOW = 32
"""Counted characters of one window: short enough for a sentence, long enough not to be common speech."""
SPREAD = 16
"""Of so many neighbouring windows at least one is kept."""
GUARANTEED = WINDOW + SPREAD - 1
"""Counted characters from which a window of a shared run is always kept."""
GUARANTEED_TWICE = GUARANTEED + SPREAD
"""Counted characters from which two windows of it are: what is told of a search without conditions."""
VERSION = f"winnowing/2 k={WINDOW} w={SPREAD}"
_BLOCK = 1 << 18

Hashes: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class FingerprintKey:
    """What the project's key gives for fingerprints: with another key nothing is equal."""

    windows: bytes
    text: bytes
    pieces: bytes
    factor: int
    """Odd; steers which windows are kept."""

    @classmethod
    def of(cls, key: bytes) -> FingerprintKey:
        """Return the keys derived from the project's key."""
        windows, text, pieces, factor = (
            hashlib.blake2b(purpose, key=key, digest_size=32).digest()
            for purpose in (b"windows", b"text", b"pieces", b"factor")
        )
        return cls(windows, text, pieces, int.from_bytes(factor[:8], "little") | 1)


def chosen(codes: Codes, key: FingerprintKey, spread: int = SPREAD) -> Positions:
    """Return where the windows begin that winnowing keeps: of any `spread` neighbouring ones at least one, the same in every text."""
    count = len(codes) - WINDOW + 1
    if count <= 0:
        return np.empty(0, dtype=np.intp)
    rolled, factor = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15), key.factor
    width = 1
    while width < WINDOW:  # the hash of a window is put together from those of its halves
        rolled = rolled[:-width] * np.uint64(factor) + rolled[width:]
        factor, width = factor * factor % 2**64, width * 2
    rolled ^= rolled >> np.uint64(29)
    rolled *= np.uint64(0xBF58476D1CE4E5B9)
    rolled ^= rolled >> np.uint64(32)
    spread = min(spread, count)
    lowest = _sliding(rolled, spread, np.minimum)
    edge = np.zeros(spread - 1, dtype=np.uint64)
    best = _sliding(np.concatenate((edge, lowest, edge)), spread, np.maximum)
    return np.flatnonzero(best == rolled)


def _sliding(values: Hashes, width: int, extreme: np.ufunc) -> Hashes:
    done = 1
    while done < width:
        step = min(done, width - done)
        values = extreme(values[:-step], values[step:])
        done += step
    return values


def hashes_at(codes: Codes, positions: Positions, key: FingerprintKey) -> Hashes:
    """Return the keyed hash (BLAKE2b, 64 bits) of the window at each position: nobody without the key can try a guess."""
    data, keyed = codes.tobytes(), hashlib.blake2b(key=key.windows, digest_size=8)
    out = bytearray()
    for position in positions.tolist():
        one = keyed.copy()
        one.update(data[position * 4 : (position + WINDOW) * 4])
        out += one.digest()
    return np.frombuffer(bytes(out), dtype="<u8").astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Block:
    """Some of a text's counted characters and the windows kept of them."""

    start: int
    """Counted characters of the text before this block."""
    codes: Codes
    positions: Positions
    """Where in `codes` the kept windows begin."""
    hashes: Hashes


class Winnower:
    """Takes counted characters piece by piece and gives the kept windows of the whole."""

    def __init__(self, key: FingerprintKey, spread: int = SPREAD) -> None:
        self._key, self._spread = key, spread
        self._pieces: list[Codes] = []
        self._held = self._start = 0

    def add(self, codes: Codes) -> Block | None:
        """Take in more; return a block where one is full."""
        self._pieces.append(codes)
        self._held += len(codes)
        if self._held < _BLOCK:
            return None
        block = self.rest()
        self._held = GUARANTEED - 1
        self._pieces = [block.codes[-self._held :]]
        self._start += len(block.codes) - self._held
        return block

    def rest(self) -> Block:
        """Return what is held as a block, at the end of the text; more may still be added."""
        codes = np.concatenate(self._pieces) if self._pieces else np.empty(0, dtype=np.uint32)
        positions = chosen(codes, self._key, self._spread)
        return Block(self._start, codes, positions, hashes_at(codes, positions, self._key))
