"""标注器：文字里的人名，成批计算。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recognizers.names._input import Alphabet, windows
from recognizers.names._network import Network
from recognizers.names._parameters import Matrix, Parameters, load
from recognizers.names._spans import Span, named, spans
from recognizers.names._viterbi import best_paths

MOST = 16_384
"""Characters with padding computed together: few enough for the processor's cache."""


class Emitter(Protocol):
    """A network, on whatever it runs."""

    widest: int
    """Windows that it computes together at its best."""
    step_cost: float
    """What a step of a batch costs before its first character, in characters; infinite where padding costs nothing."""

    def emissions(self, ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
        """Return emission scores [T, B, 57] for ids [T, B] of sequences with `lengths` [B], longest first."""


class Tagger:
    """jieba's own neural tagger."""

    def __init__(self, parameters: Parameters, network: Emitter) -> None:
        self._weights = parameters.tensors["crfw"]
        self._alphabet = Alphabet(parameters.ids, parameters.unknown)
        self._network = network

    def tag(self, text: str) -> list[Span]:
        """Return the persons named in running text, sorted by offset."""
        return self.tag_all([text])[0]

    def tag_all(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the persons named in each text; identical windows, wherever they stand, are computed once."""
        places: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(texts):
            for window in windows(text):
                places.setdefault(text[window.start : window.end], []).append((number, window.start))
        found: list[list[Span]] = [[] for _ in texts]
        for batch in _batches(sorted(places, key=len, reverse=True), self._network):
            for mentioned, path in self._paths(batch):
                for number, start in places[mentioned]:
                    found[number] += spans(texts[number], start, path)
        return [sorted(each, key=lambda span: span.start) for each in found]

    def _paths(self, batch: Sequence[str]) -> Iterator[tuple[str, NDArray[np.int8]]]:
        rows = [self._alphabet.numbers(text) for text in batch]
        lengths = np.array([len(row) for row in rows])
        ids = np.zeros((int(lengths[0]), len(rows)), dtype=np.int64)
        for column, row in enumerate(rows):
            ids[: len(row), column] = row
        paths = best_paths(self._network.emissions(ids, lengths), lengths, self._weights)
        for column in named(paths):
            yield batch[column], paths[: lengths[column], column]


def _batches(ordered: Sequence[str], network: Emitter) -> Iterator[Sequence[str]]:
    """Yield windows that are computed together, longest first; a batch ends where its padding would cost more than a new one."""
    low = padding = 0
    for high, window in enumerate(ordered):
        longest = len(ordered[low])
        most = min(network.widest, max(1, MOST // longest))
        if high - low == most or padding > network.step_cost * len(window):
            yield ordered[low:high]
            low, padding, longest = high, 0, len(window)
        padding += longest - len(window)
    if ordered:
        yield ordered[low:]


def fast(parameters: Parameters) -> Emitter | None:
    """Return the network on onnxruntime, None where that is not installed."""
    try:
        from recognizers.names._fast import FastNetwork  # noqa: PLC0415 an extra

        return FastNetwork(parameters)
    except ImportError:
        return None


@cache
def tagger() -> Tagger:
    """Return this process's tagger, on onnxruntime where it is installed. Raises NoTagger where jieba is not as this program knows it."""
    parameters = load()
    return Tagger(parameters, fast(parameters) or Network(parameters))
