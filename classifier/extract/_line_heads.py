"""栏目名的行：一行字是不是名单的栏目名，各栏从哪里开始；栏目名写成两行的，合成一行。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from recognizers._fields import is_field, role
from recognizers._name_cells import looks_like_name

WIDE_GAP = re.compile("[ \u3000]{2,}|\t")
TORN = re.compile(
    "([姓性班学电序备民籍年职单])(?<![\u4e00-\u9fff].)[ \u3000]{1,6}([名别级号话注族贯龄务位籍])(?![\u4e00-\u9fff])"
)
_BARS = re.compile("[|│┃]")
LONGEST = 300
"""Characters of a line of a list at most."""
_LONGEST_HEADING = 16
_LONGEST_GROUP = 8
_NO_HEADING = re.compile("[:：0-9。！？；]")
_ROWS = 4
"""Lines below two rows of headings that are asked how many cells they have."""
_WORD = re.compile("[^ \u3000\t]+")
_KEPT = 1 << 10
"""Lines whose headings are kept: those of a page are asked for by all who read its tables."""
_CLOSE = 1
"""Columns of a terminal by which a word below a group may begin beside it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a list, with the width of the text before each."""

    headings: tuple[str, ...]
    starts: tuple[int, ...]
    aligned: bool
    """Whether the columns are told by where they stand, and not only by blanks."""


@lru_cache(_KEPT)
def head_of(line: str) -> Head | None:
    """Return the headings that a line holds: two words or more, most of them names of fields, one of persons or numbers."""
    if len(line) > LONGEST:
        return None
    if bars := barred(line):
        return Head(tuple(bars), (), aligned=False) if _is_head(bars) else None
    joined = TORN.sub(lambda hit: hit[0].replace(" ", "\0").replace("\u3000", "\0\0"), line)
    words = list(re.finditer("[^ \u3000\t]+", joined))
    texts = [word[0].replace("\0", "") for word in words]
    if not _is_head(texts):
        return None
    aligned = "\t" not in line and all(WIDE_GAP.search(joined, a.end(), b.start()) for a, b in pairwise(words))
    return Head(tuple(texts), tuple(width(joined[: word.start()]) for word in words), aligned)


def _is_head(texts: Sequence[str]) -> bool:
    known = sum(map(is_field, texts))
    few = len(texts) < 2 or known * 3 < len(texts) * 2
    return not few and any(map(role, texts)) and all(len(text) <= _LONGEST_HEADING for text in texts)


def barred(line: str) -> list[str]:
    """Return the cells of a line in which bars separate them, [] for another."""
    if len(_BARS.findall(line)) < 2:
        return []
    cells = [cell.strip() for cell in _BARS.split(line.strip())]
    return cells[not cells[0] : len(cells) - (not cells[-1])]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Han characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def joined(lines: Sequence[str], index: int, low: int) -> tuple[int, Head] | None:
    """Return the first line and the headings of two lines that head a list together, of which the line at `index` is one.

    The other stands above, not before line `low`, or below: groups over the words of the lower line, which may reach down beside them.
    None where the lines alone say as much: the rows have not as many cells as both together.
    """
    for upper in (index - 1, index):
        if low <= upper and upper + 2 < len(lines) and (head := _of_two(lines[upper], lines[upper + 1])):
            rows = [line for line in lines[upper + 2 : upper + 2 + _ROWS] if line.strip()]
            if any(len(WIDE_GAP.split(row.strip())) == len(head.headings) for row in rows):
                return upper, head
    return None


def _of_two(upper: str, lower: str) -> Head | None:
    """Return the headings of two lines, `家长` above `姓名` as `家长 姓名`; None where the lower says nothing or groups stand over nothing."""
    above, below = _placed(upper), _placed(lower)
    if len(above) < 2 or len(below) < 2 or not all(is_field(word) for _, word in below):
        return None
    if not any(role(word) for _, word in (*above, *below)) or any(map(looks_like_name, (word for _, word in above))):
        return None
    under: dict[int, list[tuple[int, str]]] = {number: [] for number in range(len(above))}
    for at, word in below:
        under[_group(above, below, at, word)].append((at, word))
    if not any(len(words) > 1 for words in under.values()):
        return None
    columns = sorted(
        (at, f"{above[number][1]} {word}" if word else above[number][1])
        for number, words in under.items()
        for at, word in words or [(above[number][0], "")]
    )
    return Head(tuple(word for _, word in columns), tuple(at for at, _ in columns), aligned=True)


def _placed(line: str) -> list[tuple[int, str]]:
    """Return the words of a line of headings with where they begin, [] for another line."""
    if len(line) > LONGEST or "\t" in line or _NO_HEADING.search(line):
        return []
    torn = TORN.sub(lambda hit: hit[0].replace(" ", "\0").replace("\u3000", "\0\0"), line)
    words = list(_WORD.finditer(torn))
    apart = all(WIDE_GAP.search(torn, one.end(), other.start()) for one, other in pairwise(words))
    short = all(len(word[0]) <= _LONGEST_GROUP for word in words)
    return [(width(torn[: word.start()]), word[0].replace("\0", "")) for word in words] if apart and short else []


def _group(above: Sequence[tuple[int, str]], below: Sequence[tuple[int, str]], at: int, word: str) -> int:
    """Return the number of the group under which a word stands: groups begin with their first word, or stand over the middle of all."""
    begins = {at for at, _ in below}
    if all(any(abs(at - start) <= _CLOSE for start in begins) for at, _ in above[1:]) or at < above[0][0]:
        return max((number for number, (start, _) in enumerate(above) if start <= at + _CLOSE), default=0)
    middle = at + width(word) / 2
    return min(range(len(above)), key=lambda number: abs(above[number][0] + width(above[number][1]) / 2 - middle))
