"""正文里的姓名：暂存读到的文字，到能判断时才标注，标到结论不会再变为止。

Tagging names costs more than everything else together, so running text waits here with what its patterns have shown. What
stands beside identifying values is tagged first: a name there can prove something.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import repeat

from classifier.findings import Collector
from classifier.model import Part, Segment
from recognizers._contract import Match
from recognizers._engine import Engine, settled
from recognizers.names import has_han

PIECE = 4_000
"""Characters of running text that are looked at together; lines are not cut."""
FIRST = 4_000
"""Characters that are tagged in any case: what a short document names is told in full."""
_TOGETHER = 64_000
"""Characters handed to the tagger at once."""
_HELD = 2_000_000
"""Characters that may wait; a longer text is decided on in parts."""
_AGREED, _SURE = 0.6, 0.95
_UNTOLD = frozenset({Part.PROPERTIES, Part.LINK})

Waiting = tuple[Segment, list[Match]]


def pieces(segment: Segment) -> Iterator[Segment]:
    """Yield a segment of running text in pieces of whole lines; a table's segment stays whole."""
    if len(segment.text) <= PIECE or segment.is_table:
        yield segment
        return
    low, line = 0, segment.first
    while low < len(segment.text):
        cut = segment.text.rfind("\n", low, low + PIECE) + 1 or segment.text.find("\n", low + PIECE) + 1
        high = cut if len(segment.text) - low > PIECE and cut else len(segment.text)
        text = segment.text[low:high]
        yield replace(segment, text=text.removesuffix("\n") if high < len(segment.text) else text, first=line)
        low, line = high, line + text.count("\n")


class Naming:
    """Running text on its way to the collector."""

    def __init__(self, engine: Engine, collector: Collector, mode: str, attributes: frozenset[str]) -> None:
        self._engine, self._collector = engine, collector
        self._mode, self._attributes = mode, attributes
        self._beside = deque[Waiting]()
        self._plain = deque[Waiting]()
        self._held = 0
        self._tagged = 0
        self.untagged = 0
        """Characters whose names nobody has looked for, since they could not change anything."""

    def take(self, segment: Segment, matches: list[Match]) -> None:
        """Take in what the patterns have shown of a segment; what is no running text goes on at once."""
        silent = self._mode == "off" or segment.is_table or segment.part in _UNTOLD
        if silent or not has_han(segment.text):
            self._collector.add(segment, matches)
            return
        identifying = any(match.entity in self._attributes for match in matches)
        (self._beside if identifying else self._plain).append((segment, matches))
        self._held += len(segment.text)
        if self._held > _HELD:
            self._hand_on(self._beside, lambda _: True)
            self._hand_on(self._plain, lambda _: False)

    def finish(self, undecided: Callable[[int], bool]) -> None:
        """Hand on all that waits: with its names, or without where `undecided(n)` says that n more characters change nothing."""
        self._hand_on(self._beside, undecided)
        self._hand_on(self._plain, undecided)

    def _hand_on(self, waiting: deque[Waiting], undecided: Callable[[int], bool]) -> None:
        while waiting:
            first = self._tagged < FIRST
            wanted = self._mode == "full" or first or undecided(self._held)
            look = wanted and self._engine.tells_names
            group = _taken(waiting, FIRST if first and self._mode != "full" else _TOGETHER)
            size = sum(len(segment.text) for segment, _ in group)
            self._held -= size
            self._tagged += size if wanted else 0
            self.untagged += 0 if look else size
            names = self._engine.names([segment.text for segment, _ in group]) if look else repeat(())
            for (segment, matches), named in zip(group, names, strict=False):
                self._collector.add(segment, together(matches, named))


def _taken(waiting: deque[Waiting], most: int) -> list[Waiting]:
    """Return what stands first in the queue, up to `most` characters and at least one piece, and take it away."""
    group = [waiting.popleft()]
    size = len(group[0][0].text)
    while waiting and size + len(waiting[0][0].text) <= most:
        group.append(waiting.popleft())
        size += len(group[-1][0].text)
    return group


def together(matches: Iterable[Match], names: Iterable[Match]) -> list[Match]:
    """Return both without overlaps; a name that a label and the tagger agree on is surer, for both reasons."""
    by_place = {(match.entity, match.start, match.end): match for match in matches}
    for name in names:
        key = (name.entity, name.start, name.end)
        if known := by_place.get(key):
            score = max(known.score, name.score) if min(known.score, name.score) < _AGREED else _SURE
            by_place[key] = known._replace(score=score, reasons=(*known.reasons, *name.reasons))
        else:
            by_place[key] = name
    return settled(by_place.values())
