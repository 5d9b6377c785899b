"""文字指纹：不透露一个字，却认得出同样的文字，换了格式、只剩一段也认得出。"""

from __future__ import annotations

import hashlib

import numpy as np

from classifier.handback.counted import counted
from classifier.handback.pieces import SKETCH, Pieces
from classifier.handback.titles import first_lines, stem_of, title_digests
from classifier.handback.winnowing import SPREAD, FingerprintKey, Hashes, Winnower
from classifier.model import Part, Segment
from classifier.record import Fingerprint

UNCOUNTED = frozenset({Part.PROPERTIES, Part.LINK})
_TITLES = 4
_TITLE_LINES = 6
_TOGETHER = 1 << 15
"""Characters counted in one go: a paragraph at a time would cost more in calls than in work."""
_MOST = 1 << 20
"""Windows kept of one file: about nine million counted characters."""


class Fingerprinter:
    """Takes a file's segments in their order and gives its Fingerprint."""

    def __init__(self, name: str, key: bytes, *, every: bool = False) -> None:
        """With `every` all windows and pieces are kept: of a text that is to be left out wherever it stands."""
        self._key = FingerprintKey.of(key)
        self._winnower = Winnower(self._key, 1 if every else SPREAD)
        self._pieces = Pieces()
        self._kept = None if every else SKETCH
        self._waiting: list[str] = []
        self._length = 0
        self._hashes: list[Hashes] = []
        self._windows = self._characters = 0
        self._text = hashlib.blake2b(key=self._key.text, digest_size=16)
        self._titles = dict.fromkeys(title_digests([stem_of(name)], self._key))
        self._lines = 0

    def add(self, segment: Segment) -> None:
        """Take in the next segment."""
        if segment.part in UNCOUNTED:
            return
        self._pieces.add(segment.text)
        self._look_for_title(segment)
        self._waiting.append(segment.text)
        self._length += len(segment.text)
        if self._length >= _TOGETHER:
            self._count()

    def _count(self) -> None:
        codes, _ = counted("".join(self._waiting))
        self._waiting, self._length = [], 0
        self._characters += len(codes)
        self._text.update(codes.tobytes())
        if self._windows < _MOST and (block := self._winnower.add(codes)):
            self._hashes.append(block.hashes)
            self._windows += len(block.hashes)

    def _look_for_title(self, segment: Segment) -> None:
        if segment.part is not Part.BODY or self._lines >= _TITLE_LINES:
            return
        lines = list(first_lines(segment, _TITLE_LINES - self._lines))
        self._lines += len(lines)
        self._titles |= dict.fromkeys(title_digests(lines, self._key))

    def fingerprint(self) -> Fingerprint:
        """Return the fingerprint of all that has passed."""
        self._count()
        windows = np.unique(np.concatenate((*self._hashes, self._winnower.rest().hashes)))
        return Fingerprint(
            characters=self._characters,
            text=self._text.digest(),
            windows=windows.astype("<u8").tobytes(),
            titles=tuple(self._titles)[:_TITLES],
            pieces=self._pieces.hashes(self._key)[: self._kept].astype("<u8").tobytes(),
            whole=self._windows < _MOST,
        )


def windows_of(fingerprint: Fingerprint) -> Hashes:
    """Return the window hashes of a fingerprint, sorted, each once."""
    return hashes_in(fingerprint.windows)


def hashes_in(data: bytes) -> Hashes:
    """Return the hashes that a fingerprint holds as bytes."""
    return np.frombuffer(data, dtype="<u8").astype(np.uint64)
