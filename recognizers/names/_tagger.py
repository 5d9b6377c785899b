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

WIDEST, MOST = 48, 16_384
"""Windows, and characters with padding, computed together: enough to fill the processor, few enough for its cache."""


class Emitter(Protocol):
    """A network, on whatever it runs."""

    def emissions(self, ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
        """Return emission scores [T, B, 57] for ids [T, B] of sequences with `lengths` [B], longest first."""


class Tagger:
    """jieba's own neural tagger."""

    def __init__(self, parameters: Parameters, network: Emitter) -> None:
        self._weights = parameters.tensors["crfw"]
        self._alphabet = Alphabet(parameters.ids, parameters.unknown)
        self._network = network

    def tag(self, text: str) -> list[Span]:
        """Return the persons named in running text, sorted by offset; identical windows are computed once."""
        places: dict[str, list[int]] = {}
        for window in windows(text):
            places.setdefault(text[window.start : window.end], []).append(window.start)
        ordered = sorted(places, key=len, reverse=True)
        found = [
            span
            for batch in _batches(ordered)
            for mentioned, path in self._paths(batch)
            for start in places[mentioned]
            for span in spans(text, start, path)
        ]
        return sorted(found, key=lambda span: span.start)

    def _paths(self, batch: Sequence[str]) -> Iterator[tuple[str, NDArray[np.int8]]]:
        rows = [self._alphabet.numbers(text) for text in batch]
        lengths = np.array([len(row) for row in rows])
        ids = np.zeros((int(lengths[0]), len(rows)), dtype=np.int64)
        for column, row in enumerate(rows):
            ids[: len(row), column] = row
        paths = best_paths(self._network.emissions(ids, lengths), lengths, self._weights)
        for column in named(paths):
            yield batch[column], paths[: lengths[column], column]


def _batches(ordered: Sequence[str]) -> Iterator[Sequence[str]]:
    low = 0
    while low < len(ordered):
        size = max(1, min(WIDEST, MOST // len(ordered[low])))
        yield ordered[low : low + size]
        low += size


@cache
def tagger() -> Tagger:
    """Return this process's tagger, on onnxruntime where it is installed. Raises NoTagger where jieba is not as this program knows it."""
    parameters = load()
    try:
        from recognizers.names._fast import FastNetwork  # noqa: PLC0415 an extra

        network: Emitter = FastNetwork(parameters)
    except ImportError:
        network = Network(parameters)
    return Tagger(parameters, network)
