"""零散的词句：一份文件里的短句与数字，不论次序；表格拆成几页、公式抽掉了，凭它们仍认得出。

A sketch of a set: the members with the smallest keyed hashes, so that two copies of a text keep the same ones (Broder: On the
resemblance and containment of documents, SEQUENCES 1997).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

import numpy as np

from classifier.handback.winnowing import FingerprintKey, Hashes

SKETCH = 128
"""Pieces kept of a file."""
_AT_MOST = 200_000
_CLAUSE = re.compile("[㐀-䶿一-鿿]{6,60}")
"""Han characters in a row: longer than a name or a common term."""
_NUMBER = re.compile("[0-9a-z]+(?:[.,:/@_年月时分-]+[0-9a-z]+)*")
_GROUPS = re.compile("[0-9]+|[a-z]+")
_DIGIT = re.compile("[0-9]")
_SIGNS = 5
"""Letters and digits of a number at least, one of them a digit: shorter ones stand everywhere."""
_LETTERS_AT_MOST = 40


class Pieces:
    """Gathers the different clauses and numbers of a text."""

    def __init__(self) -> None:
        self._clauses: set[str] = set()
        self._numbers: set[str] = set()

    def add(self, text: str) -> None:
        """Take in more text."""
        if len(self._clauses) + len(self._numbers) < _AT_MOST:
            plain = unicodedata.normalize("NFKC", text).lower()
            self._clauses.update(_CLAUSE.findall(plain))
            self._numbers.update(_NUMBER.findall(plain))

    def hashed(self, key: FingerprintKey) -> dict[int, str]:
        """Return the keyed hash (BLAKE2b, 64 bits) of each piece, and the piece."""
        return {int.from_bytes(digest, "little"): piece for digest, piece in self._digests(key)}

    def hashes(self, key: FingerprintKey) -> Hashes:
        """Return the hashes alone, ascending, each once."""
        return np.unique(np.frombuffer(b"".join([digest for digest, _ in self._digests(key)]), dtype="<u8")).astype(
            np.uint64
        )

    def _digests(self, key: FingerprintKey) -> Iterator[tuple[bytes, str]]:
        keyed = hashlib.blake2b(key=key.pieces, digest_size=8)
        for piece in chain(self._clauses, _values(self._numbers)):
            one = keyed.copy()
            one.update(piece.encode())
            yield one.digest(), piece


def _values(numbers: set[str]) -> Iterator[str]:
    """Yield each number that is long enough, as it is in every way of writing it: 02:01:44 and 2:01:44, 2026-01-05 and 2026/1/5, 1,200.50 and 1200.5."""
    for number in numbers:
        if number.isdecimal():
            if _SIGNS <= len(number) <= _LETTERS_AT_MOST:
                yield number.lstrip("0") or "0"
            continue
        signs = len(number) if number.isalnum() else sum(map(str.isalnum, number))
        if _SIGNS <= signs <= _LETTERS_AT_MOST and _DIGIT.search(number):
            plain = number.replace(",", "")
            whole, point, fraction = plain.partition(".")
            if point and whole.isdecimal() and fraction.isdecimal():
                plain = f"{whole}.{fraction.rstrip('0')}"
            yield "|".join(group.lstrip("0") or "0" for group in _GROUPS.findall(plain))


def size_of(sketch: Hashes) -> float:
    """Return how many pieces a text has by its sketch: exactly where it holds all of them, else estimated from how small its hashes are."""
    return len(sketch) if len(sketch) < SKETCH else (SKETCH - 1) * 2**64 / float(sketch[-1])
