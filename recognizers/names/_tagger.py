"""标注器：一段文字里的人名。"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from recognizers.names._input import windows
from recognizers.names._network import Network
from recognizers.names._parameters import Parameters, load
from recognizers.names._spans import Span, spans
from recognizers.names._viterbi import best_paths

BATCH = 64
"""Windows computed together: enough to fill the processor, few enough to keep padding small."""


class Tagger:
    """jieba's own neural tagger."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._network = Network(parameters)

    def tag(self, text: str) -> list[Span]:
        """Return the persons named in running text, sorted by offset; identical windows are computed once."""
        places: dict[str, list[int]] = {}
        for window in windows(text):
            places.setdefault(window.text, []).append(window.start)
        ordered = sorted(places, key=len)
        found = []
        for first in range(0, len(ordered), BATCH):
            batch = ordered[first : first + BATCH]
            for mapped, path in zip(batch, self._paths(batch), strict=True):
                found += [span for start in places[mapped] for span in spans(text, start, path)]
        return sorted(found, key=lambda span: span.start)

    def _paths(self, batch: Sequence[str]) -> list[list[str]]:
        ids, unknown = self._parameters.ids, self._parameters.unknown
        rows = [np.array([ids.get(character, unknown) for character in text], dtype=np.int64) for text in batch]
        lengths = np.array([len(row) for row in rows])
        paths = best_paths(self._network.emissions(rows), lengths, self._parameters.tensors["crfw"])
        return [[self._parameters.tags[number] for number in path] for path in paths]


@cache
def tagger() -> Tagger:
    """Return this process's tagger. Raises NoTagger where jieba is not as this program knows it."""
    return Tagger(load())
