"""筛：一遍扫过全文，得知每个式子值得在哪些行里试。

Most patterns cannot hit without one of a few strings (`_literals`). One Aho–Corasick pass looks for the strings of all
patterns at once, at a small part of what trying each pattern on the whole text costs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

import dictionaries
from recognizers._literals import beginnings, rank, required


@dataclass(frozen=True, slots=True)
class Sifted:
    """Which lines of one text the patterns of a sieve may hit."""

    lines: Sequence[str]
    _by_string: Mapping[int, list[int]]
    _by_first: Mapping[int, frozenset[str]]
    _first: Mapping[str, list[int]]
    _everywhere: frozenset[int]

    def candidates(self, pattern: int) -> Sequence[int]:
        """Return the numbers of the lines that a pattern, given by its number in the sieve, may hit, in order."""
        if pattern in self._everywhere:
            return range(len(self.lines))
        if firsts := self._by_first.get(pattern):
            return self.beginning(firsts)
        return self._by_string.get(pattern, ())

    def beginning(self, characters: Iterable[str]) -> Sequence[int]:
        """Return the numbers of the lines that begin, blanks left aside, with one of some characters, in order."""
        return sorted(number for first in characters for number in self._first.get(first, ()))


class Sieve:
    """What a collection of patterns needs, made ready once."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        patterns = dict.fromkeys(patterns)
        self._numbers = {pattern.pattern: number for number, pattern in enumerate(patterns)}
        owners: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[int, frozenset[str]] = {}
        everywhere = set[int]()
        for number, pattern in enumerate(patterns):
            strings = required(pattern)
            if strings and all(map(rank, strings)):
                for string in {string.lower() for string in strings}:
                    owners[string].append(number)
            elif firsts := beginnings(pattern):
                self._by_first[number] = firsts
            else:
                everywhere.add(number)
        self._everywhere = frozenset(everywhere)
        self._owners = [tuple(numbers) for numbers in owners.values()]
        self._automaton = AhoCorasick(list(owners), implementation=Implementation.DFA)

    def number(self, pattern: re.Pattern[str]) -> int:
        """Return the number by which `Sifted` knows a pattern. Raises KeyError for one that is not in the sieve."""
        return self._numbers[pattern.pattern]

    def sift(self, lines: Sequence[str]) -> Sifted:
        """Return which of the lines each pattern may hit."""
        return Sifted(lines, self._by_string(lines), self._by_first, _by_first(lines), self._everywhere)

    def _by_string(self, lines: Sequence[str]) -> Mapping[int, list[int]]:
        lowered = [line.lower() for line in lines]
        ends = list(accumulate(len(line) + 1 for line in lowered))
        found: dict[int, list[int]] = defaultdict(list)
        number = 0
        for string, start, _ in self._automaton.find_matches_as_indexes("\n".join(lowered), overlapping=True):
            while ends[number] <= start:
                number += 1
            for pattern in self._owners[string]:
                known = found[pattern]
                if not known or known[-1] < number:
                    known.append(number)
        return found


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a dictionary's pattern, compiled as all of them are: `^` and `$` are the ends of a line."""
    return re.compile(pattern, re.MULTILINE)


@cache
def sieve() -> Sieve:
    """Return the sieve of every pattern of `dictionaries/shapes` and `dictionaries/kinds`."""
    shapes = (
        data["pattern"] for group in dictionaries.shapes().values() for data in group.values() if "pattern" in data
    )
    markers = (marker["pattern"] for data in dictionaries.kinds().values() for marker in data.get("marker", ()))
    return Sieve(map(compiled, (*shapes, *markers)))


def _by_first(lines: Sequence[str]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        found[line.lstrip(" \t")[:1]].append(number)
    return found
