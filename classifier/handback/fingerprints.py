"""文字指纹：带密钥的 winnowing；不透露一个字，却认得出同样的文字，换了格式、只剩一段也认得出。

Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting (SIGMOD 2003).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from classifier.model import Fingerprint, Part, Segment, Unit

WINDOW = 32
"""Counted characters of one window: short enough for a sentence, long enough not to be common speech."""
SPREAD = 16
"""Of so many neighbouring windows at least one is kept."""
GUARANTEED = WINDOW + SPREAD - 1
"""Counted characters from which a shared run is always seen."""
VERSION = f"winnowing/1 k={WINDOW} w={SPREAD}"
TITLE = range(7, 61)
"""Counted characters of a line that may be a title."""
_TITLES = 4
_TITLE_LINES = 6
_BLOCK = 1 << 18
_TOGETHER = 1 << 15
"""Characters counted in one go: a paragraph at a time would cost more in calls than in work."""
_MOST = 1 << 20
"""Windows kept of one file: about nine million counted characters."""
CELLS = 128
"""Words kept of a file's tables, those with the smallest hashes: of another copy the same ones."""
_WORDS_AT_MOST = 200_000
_WORD = 5
"""Counted characters from which a word in a table is looked at; it must hold a digit: numbers are a table's own, names and terms are not."""
UNCOUNTED = frozenset({Part.PROPERTIES, Part.LINK})
_SPREAD_OUT = 0xFFFFFFFF
"""Marks, in the table, a character that counts as several."""
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that some PDF makers write for the character; Unicode gives them no decomposition."""

Codes: TypeAlias = NDArray[np.uint32]
Positions: TypeAlias = NDArray[np.intp]
Hashes: TypeAlias = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class FingerprintKey:
    """What the project's key gives for fingerprints: with another key nothing is equal."""

    windows: bytes
    text: bytes
    cells: bytes
    factor: int
    """Odd; steers which windows are kept."""

    @classmethod
    def of(cls, key: bytes) -> FingerprintKey:
        """Return the keys derived from the project's key."""
        windows, text, cells, factor = (
            hashlib.blake2b(purpose, key=key, digest_size=32).digest()
            for purpose in (b"windows", b"text", b"cells", b"factor")
        )
        return cls(windows, text, cells, int.from_bytes(factor[:8], "little") | 1)


def counted(text: str) -> tuple[Codes, Positions]:
    """Return what of `text` counts, as code points, and the offset in `text` of each: letters, digits and Han, folded.

    Blanks, line breaks and punctuation do not count, widths and cases are alike: these differ between a text's formats.
    """
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _table()[raw]
    kept = np.flatnonzero(codes)
    codes = codes[kept]
    several = np.flatnonzero(codes == _SPREAD_OUT)
    return _spread_out(text, codes, kept, several) if several.size else (codes, kept)


def _spread_out(text: str, codes: Codes, offsets: Positions, several: Positions) -> tuple[Codes, Positions]:
    """Return the same with the characters at `several` as the several that each counts as."""
    folded = [_folded(text[offset]) for offset in offsets[several].tolist()]
    counts = np.ones(len(codes), dtype=np.intp)
    counts[several] = [len(one) for one in folded]
    codes = np.repeat(codes, counts)
    codes[codes == _SPREAD_OUT] = [ord(one) for one in "".join(folded)]
    return codes, np.repeat(offsets, counts)


@cache
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_RADICALS.get(one, one) for one in plain if one.isalnum() or one in _RADICALS)


@cache
def _table() -> Codes:
    """Return, for each code point, what it counts as: itself folded, 0 for nothing, or that it counts as several."""
    table = np.zeros(0x110000, dtype=np.uint32)
    same = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, 0x2F800))
    for block in same:
        table[block.start : block.stop] = np.arange(block.start, block.stop)
    others = (
        (0, 0x3400),
        (0xA000, 0xAC00),
        (0xF900, 0x10000),
        (0x1D400, 0x1D800),
        (0x1F100, 0x1F300),
        (0x2F800, 0x2FA20),
    )
    for first, stop in others:
        for code in range(first, stop):
            folded = _folded(chr(code))
            table[code] = ord(folded) if len(folded) == 1 else _SPREAD_OUT if folded else 0
    return table


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


class Fingerprinter:
    """Takes a file's segments in their order and gives its Fingerprint."""

    def __init__(self, name: str, key: bytes, spread: int = SPREAD) -> None:
        self._key = FingerprintKey.of(key)
        self._winnower = Winnower(self._key, spread)
        self._words = Words()
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
        if segment.unit in {Unit.ROW, Unit.CELL}:
            self._words.add(segment.text)
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
            cells=self._words.hashes(self._key)[:CELLS].astype("<u8").tobytes(),
            whole=self._windows < _MOST,
        )


class Words:
    """Gathers the different words of a text, by which a table is known again whose columns stand apart, as on printed pages."""

    def __init__(self) -> None:
        self._words: set[str] = set()

    def add(self, text: str) -> None:
        """Take in more text."""
        if len(self._words) < _WORDS_AT_MOST:
            self._words.update(text.split())

    def hashes(self, key: FingerprintKey) -> Hashes:
        """Return the keyed hashes (BLAKE2b, 64 bits) of the words, folded as counted characters are, ascending, each once."""
        folded = {"".join(map(_folded, word)) for word in self._words}
        found = {_word_hash(word, key) for word in folded if len(word) >= _WORD and any(map(str.isdecimal, word))}
        return np.array(sorted(found), dtype=np.uint64)


def _word_hash(word: str, key: FingerprintKey) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), key=key.cells, digest_size=8).digest(), "little")


def windows_of(fingerprint: Fingerprint) -> Hashes:
    """Return the window hashes of a fingerprint, sorted, each once."""
    return np.frombuffer(fingerprint.windows, dtype="<u8").astype(np.uint64)


def first_lines(segment: Segment, most: int) -> Iterator[str]:
    """Yield at most `most` lines that may be a title: of a table only rows with a single filled cell."""
    for line in segment.text.split("\n", 4 * most)[: 4 * most]:
        cells = [cell for cell in line.split("\t") if cell.strip()]
        if len(cells) == 1 and most > 0:
            most -= 1
            yield cells[0]


def title_digests(texts: Iterable[str], key: FingerprintKey) -> Iterator[bytes]:
    """Yield the keyed digest (8 bytes) of each text that is as long as a title."""
    for text in texts:
        if len(text) <= 4 * TITLE.stop:
            codes, _ = counted(text)
            if len(codes) in TITLE:
                yield hashlib.blake2b(codes.tobytes(), key=key.text, digest_size=8).digest()


_COPY = re.compile(
    r"(?:[\s_\-－—(（]*(?:副本|复件|拷贝|copy|备份|[0-9]{1,2}|[vV][0-9.]+)[)）]?)+$|^(?:复件|副本|copy of)[\s_\-]*",
    re.I,
)


def stem_of(name: str) -> str:
    """Return a file's own name without folders, suffix and what copying adds (`- 副本`, `(1)`)."""
    base = name.replace("!/", "/").rsplit("/", 1)[-1]
    stem = base.rpartition(".")[0] or base
    return _COPY.sub("", stem) or stem
