"""线索：一段文字里有没有个人信息表的栏目名，先廉价地问一遍，由栏目名的式子自己推出。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from recognizers._fields import PERSONAL
from recognizers._literals import required

_BLANKS = tuple(blank * number for blank in " \u3000" for number in range(9))
"""What may stand between the two characters of a word that is spread over its cell: `姓　名`."""


def hints(text: str) -> Sequence[int]:
    """Return the offsets, in characters, of what every heading of a table of persons holds; `text` is in lower case."""
    try:
        found = _automaton().find_matches_as_indexes(text)
    except UnicodeEncodeError:  # half a surrogate pair is no text to the automaton
        found = _automaton().find_matches_as_indexes(text.encode(errors="replace").decode())
    return [start for _, start, _ in found]


@cache
def _automaton() -> AhoCorasick:
    words = {word.lower() for pattern in PERSONAL for word in required(pattern) or ()}
    shortest = (word for word in words if not any(other != word and other in word for other in words))
    return AhoCorasick(sorted({form for word in shortest for form in _forms(word)}), implementation=Implementation.DFA)


def _forms(word: str) -> Iterator[str]:
    """Yield a word as it may be written."""
    yield word
    if len(word) == 2 and not word.isascii():
        yield from (blanks.join(word) for blanks in _BLANKS)
