"""整格：列名已说明一列是什么，格子又整个就是它的，直接判断，别的识别器不必再看；其余的照常识别。

In a roster nearly all cells are such. What does not fit its column stays for every recognizer to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from recognizers._contract import Match, Passage, Recognizer, Teller

BLANK = "\v"
"""Stands where a cell has been told: no pattern reads across it, and it strips to nothing."""

Speaker = tuple[Teller, bool]
"""What tells the whole cells of a column, and whether no other recognizer that could see something in them has a word in the heading."""


def told(where: Passage, recognizers: Sequence[Recognizer]) -> tuple[list[Match], Passage]:
    """Return the cells that are wholly what their headings say, and the passage with these blanked, able to tell original offsets.

    Nothing else can be found in them: a match of the whole cell is the longest, and either nothing is surer or no other
    recognizer has a word in the heading.
    """
    speakers = _speakers(where, recognizers) if where.origin is None else {}
    if not speakers:
        return [], where
    found = list(_matches(where.text, speakers))
    return found, _without(where, found) if found else where


def _speakers(where: Passage, recognizers: Sequence[Recognizer]) -> Mapping[int, Sequence[Speaker]]:
    found: dict[int, list[Speaker]] = {}
    for recognizer in recognizers:
        for number in recognizer.promised(where):
            heading = where.headings[number]
            rivals = (r for r in recognizers if r.DIGITS <= recognizer.WHOLE_DIGITS and r is not recognizer)
            alone = not any(rival.speaks(heading) for rival in rivals)
            found.setdefault(number, []).append((recognizer.teller(heading), alone))
    return found


def _matches(text: str, speakers: Mapping[int, Sequence[Speaker]]) -> Iterator[Match]:
    last, start = max(speakers) + 1, 0
    columns = [speakers.get(number, ()) for number in range(last)]
    for line in text.split("\n"):
        at = start
        for cell, heard in zip(line.split("\t", last), columns, strict=False):
            for tell, alone in heard if cell else ():
                match = tell(cell, at)
                if match and (alone or match.score >= 1.0):
                    yield match
                    break
            at += len(cell) + 1
        start += len(line) + 1


def _without(where: Passage, found: Sequence[Match]) -> Passage:
    pieces, offsets, last = list[str](), list[range](), 0
    for match in found:
        pieces += (where.text[last : match.start], BLANK)
        offsets.append(range(last, match.start + 1))
        last = match.end
    offsets.append(range(last, len(where.text)))
    text = "".join((*pieces, where.text[last:]))
    return Passage(text, where.headings, tuple(chain.from_iterable(offsets)), whole=where)
