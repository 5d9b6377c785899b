"""比对一份文件与清单：哪些文字、哪些标题是清单文件的，在哪里。在工作进程里运行。"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import numpy as np

from classifier.handback import index
from classifier.handback.counted import Codes, Positions, counted
from classifier.handback.excerpt import masked_excerpt
from classifier.handback.fingerprints import UNCOUNTED
from classifier.handback.index import Listed
from classifier.handback.pieces import Pieces
from classifier.handback.titles import stem_of, title_digests
from classifier.handback.winnowing import WINDOW, Block, FingerprintKey, Winnower
from classifier.model import Segment
from classifier.record import Shared
from classifier.settings import Against

_VARIED = 8
"""Different characters that a window has in running text; of monotonous ones, such as rows of digits, equal ones count once."""
_MONOTONOUS = 2 / 3
"""What a monotonous window weighs beside another: three different ones in a row are no coincidence."""
_SOURCES = 12
"""Sources named of one file."""
_PIECES = ((10, 0.5), (6, 0.6))
"""Clauses and numbers of a document, and part of its sketch, that must be found for it to be known again by them."""
_FEWEST_WINDOWS, _OWN_SHARE, _SHARE = 2, 0.1, 0.04
"""Windows in a row from which a passage counts; fewer must be such a part of the file, or of the listed document."""
_MENTIONS = 5_000
"""Lines, cells, quotes and file names of one segment looked up as titles."""
_QUOTED = re.compile('[《“「『"]([^《》“”「」『』"\n]{4,120})[》”」』"]')
_FILE_NAME = re.compile(
    r"([^\s\\/:*?\"<>|，。；：、（）《》“”]{4,100})\.(?:docx?|xlsx?|pptx?|pdf|txt|md|csv|wps|et|dps|ofd|rtf|html?|zip)(?![0-9A-Za-z])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring windows of one source: a shared passage."""

    document: int
    first: int
    stop: int
    """Counted characters of the file at which it begins and ends."""
    windows: int
    varied: int
    """Of these, windows that are not monotonous."""

    @property
    def weight(self) -> float:
        return self.varied + _MONOTONOUS * (self.windows - self.varied)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment and where its characters stand among all that count."""

    start: int
    segment: Segment
    offsets: Positions


class Comparison:
    """Takes a file's segments in their order and tells what is listed of them."""

    def __init__(self, name: str, key: bytes, against: Against) -> None:
        self._name = name
        self._key = FingerprintKey.of(key)
        self._index = index.load(against.folder)
        self._winnower = Winnower(self._key)
        self._text = hashlib.blake2b(key=self._key.text, digest_size=16)
        self._scattered = Pieces()
        self._pieces: list[_Piece] = []
        self._hits: list[tuple[int, int]] = []
        self._monotonous: dict[tuple[int, int], int] = {}
        """Document and hash of each monotonous window found → where it stands first."""
        self._common: list[int] = []
        """Where common text stands, ascending."""
        self._seen: set[int] = set()
        self._windows = self._characters = 0
        self._ended = False
        self._titles: dict[int, tuple[str, str]] = {}
        self._look_for_titles(Segment(stem_of(name), "文件名"))

    def add(self, segment: Segment) -> None:
        """Take in the next segment."""
        if segment.part in UNCOUNTED:
            return
        codes, offsets = counted(segment.text)
        self._text.update(codes.tobytes())
        self._pieces.append(_Piece(self._characters, segment, offsets))
        self._characters += len(codes)
        self._look_for_titles(segment)
        if self._index.pieces:
            self._scattered.add(segment.text)
        if block := self._winnower.add(codes):
            self._look_up(block)

    def _look_up(self, block: Block) -> None:
        self._windows += len(block.positions)
        self._common += (block.start + block.positions[np.isin(block.hashes, self._index.left_out)]).tolist()
        places, documents = self._index.find(block.hashes)
        for place, document in zip(places.tolist(), documents.tolist(), strict=True):
            position = int(block.positions[place])
            if _varied(block.codes, position):
                self._hits.append((document, block.start + position))
            else:
                self._monotonous.setdefault((document, int(block.hashes[place])), block.start + position)

    def _look_for_titles(self, segment: Segment) -> None:
        if not self._index.titles:
            return
        for offset, candidate in islice(_mentions(segment.text), _MENTIONS):
            for digest in title_digests([candidate], self._key):
                if (document := self._index.titles.get(digest.hex())) is not None:
                    self._titles.setdefault(document, (segment.where(offset), masked_excerpt(candidate)))

    def shared(self) -> tuple[Shared, ...]:
        """Return what the file, at its end, has in common with listed documents, the most first; a passage counts for one source."""
        if not self._ended:
            self._look_up(self._winnower.rest())
            self._common.sort()
            self._ended = True
        found = list(self._same_text()) or list(self._passages())
        named = {item.source for item in found}
        found += [item for item in self._by_pieces() if item.source not in named]
        named = {item.source for item in found}
        return (*found, *(item for item in self._named() if item.source not in named))[:_SOURCES]

    def _same_text(self) -> Iterator[Shared]:
        document = self._index.texts.get(self._text.hexdigest())
        if document is not None:
            listed = self._index.listed[document]
            first = next((piece for piece in self._pieces if len(piece.offsets)), self._pieces[0]).segment
            yield Shared(listed.path, "text", self._characters, 1.0, 1.0, first.where(0), masked_excerpt(first.text))

    def _passages(self) -> Iterator[Shared]:
        flat = {(document, place) for (document, _), place in self._monotonous.items()}
        for document, own in _shares(sorted({*self._hits, *flat})):
            runs = [run for run in _runs(document, own, flat) if not self._is_edge(run)]
            if not runs or not self._counts(runs, self._index.listed[document]):
                continue
            longest = max(runs, key=lambda run: run.stop - run.first)
            listed, where, text = self._index.listed[document], *self._at(longest)
            yield Shared(
                listed.path,
                "text",
                sum(run.stop - run.first for run in runs),
                min(1.0, len(own) / max(1, listed.windows)),
                min(1.0, len(own) / max(1, self._windows)),
                where,
                masked_excerpt(text),
            )

    def _by_pieces(self) -> Iterator[Shared]:
        """Yield the listed documents whose clauses and numbers are here, in whatever order: a printed table's columns may stand on pages apart."""
        own = self._scattered.hashed(self._key) if self._index.pieces else {}
        found = defaultdict[int, list[str]](list)
        for value in own.keys() & self._index.pieces.keys():
            for document in self._index.pieces[value]:
                found[document].append(own[value])
        for document in sorted(found, key=lambda number: (-len(found[number]), number))[:_SOURCES]:
            listed, pieces = self._index.listed[document], found[document]
            share = len(pieces) / listed.sketched
            if any(len(pieces) >= number and share >= part for number, part in _PIECES):
                shown = f"零散的词句与数字 {len(pieces)} 个相同（抽取 {listed.sketched} 个），如“{masked_excerpt(max(pieces, key=_telling))}”"
                characters = sum(len(piece) - piece.count("|") for piece in pieces)
                of_own = min(1.0, share * listed.pieces / len(own))
                yield Shared(listed.path, "pieces", characters, share, of_own, "全文各处", shown)

    def _named(self) -> Iterator[Shared]:
        for document, (where, shown) in self._titles.items():
            yield Shared(self._index.listed[document].path, "title", 0, 0.0, 0.0, where, shown)

    def _counts(self, runs: Sequence[_Run], listed: Listed) -> bool:
        """Whether passages are more than one sentence that two texts may have in common by chance."""
        varied = sum(run.varied for run in runs)
        much = varied >= max(1, min(_OWN_SHARE * self._windows, _SHARE * listed.windows))
        return much or max(run.weight for run in runs) >= _FEWEST_WINDOWS

    def _is_edge(self, run: _Run) -> bool:
        """Whether a run is a single window that overlaps common text: which windows are kept differs at a passage's edges."""
        number = bisect_right(self._common, run.first - WINDOW)
        return run.windows == 1 and number < len(self._common) and self._common[number] < run.stop

    def _at(self, run: _Run) -> tuple[str, str]:
        """Return the place of a run in words and its text, as far as one segment holds it."""
        number = bisect_right(self._pieces, run.first, key=lambda piece: piece.start) - 1
        piece = self._pieces[number]
        first = int(piece.offsets[run.first - piece.start])
        last = min(run.stop - piece.start, len(piece.offsets)) - 1
        text = piece.segment.text[first : int(piece.offsets[last]) + 1]
        for later in self._pieces[number + 1 : number + 8]:
            if len(text) < 2 * WINDOW and later.start < run.stop:
                text += "\n" + later.segment.text[: run.stop - later.start]
        return piece.segment.where(first), text


def _shares(hits: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """Yield documents with the windows that speak for them, the most first; a window speaks for one document alone."""
    by_document = dict[int, set[int]]()
    for document, position in hits:
        by_document.setdefault(document, set()).add(position)
    for _ in range(_SOURCES):
        if not by_document:
            return
        best = max(by_document, key=lambda number: (len(by_document[number]), -number))
        own = by_document.pop(best)
        yield best, sorted(own)
        by_document = {number: rest for number, positions in by_document.items() if (rest := positions - own)}


def _runs(document: int, positions: Sequence[int], flat: Set[tuple[int, int]]) -> Iterator[_Run]:
    first, stop, windows, varied = positions[0], positions[0] + WINDOW, 0, 0
    for position in positions:
        if position > stop:
            yield _Run(document, first, stop, windows, varied)
            first, windows, varied = position, 0, 0
        stop, windows, varied = position + WINDOW, windows + 1, varied + ((document, position) not in flat)
    yield _Run(document, first, stop, windows, varied)


def _varied(codes: Codes, position: int) -> bool:
    return len(np.unique(codes[position : position + WINDOW])) >= _VARIED


def _telling(piece: str) -> tuple[bool, int, str]:
    return not piece.isascii(), len(piece), piece


def _mentions(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of everything that may be a document's title or file name: quoted, with a suffix, or a line of its own."""
    for hit in _QUOTED.finditer(text):
        yield hit.start(1), hit[1]
    for hit in _FILE_NAME.finditer(text):
        yield hit.start(1), stem_of(hit[0])
    offset = 0
    for line in text.split("\n"):
        for cell in line.split("\t"):
            if 7 <= len(cell) <= 80:
                yield offset, cell
            offset += len(cell) + 1
