"""姓名用字的统计：姓氏、名字用字与译名用字，来自 jieba 自带词典的人名条目。"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import compress
from pathlib import Path

import numpy as np

import dictionaries

_FEWEST = 4
"""Dictionary names that must begin with a character for it to be a surname."""
_COMPOUND_SHARE = 200.0
_RARE = 150.0
"""Weight in the dictionary's words below which a character is rare; the 2,300 commonest have more."""
_LIGHT = 20.0
"""Least weight that a character is taken to have in ordinary words, where so few use it that its share says nothing."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What jieba's dictionary tells of the characters of names."""

    surnames: Mapping[str, float]
    """Surname → how common it is: half the logarithm of its share of the names, per million."""
    given: Mapping[str, float]
    """Character → logarithm of how much likelier it is in given names than in other words."""
    common: frozenset[str]
    """Characters that ordinary words use; of others a name may be made that the dictionary doesn't know (萱, 睿)."""
    words: frozenset[str]
    """Ordinary words of two to four characters that are no names."""
    names: frozenset[str]
    """Names of two characters; not all are names alone."""
    sayings: frozenset[str]
    """What the dictionary calls names of four characters without a compound surname: mostly sayings (张冠李戴)."""
    two: Mapping[str, float]
    """Character → logarithm of how much likelier it is the first of two given characters than the only one."""
    last: Mapping[str, float]
    """Character → logarithm of how much likelier it is to end a name of three than to be a word by itself."""
    transcribed: Mapping[str, float]
    """Character → logarithm of how much likelier it is in transcribed names (斯, 尔, 娜) than in other words."""


@cache
def statistics() -> Statistics:
    """Return the statistics, made at the first call from the dictionary as installed."""
    listed = _dictionary().split()  # word, frequency and part of speech, over and over
    words, flags = listed[::3], listed[2::3]
    names = [word for word, flag in zip(words, flags, strict=True) if flag == "nr" and 2 <= len(word) <= 3]
    firsts = Counter([name[0] for name in names])
    given = Counter("".join([name[1:] for name in names]))
    ordinary = _weights(words, listed[1::3], flags)
    total = sum(firsts.values())
    surnames = {c: number / total * 1e6 for c, number in firsts.items() if number >= _FEWEST}
    surnames |= dict.fromkeys(dictionaries.terms("compound_surnames"), _COMPOUND_SHARE)
    surnames |= {c: _FEWEST / total * 1e6 for c in dictionaries.terms("surnames") if c not in surnames}
    all_given, all_ordinary = sum(given.values()), sum(ordinary.values())
    shares = {
        c: math.log(n / all_given) - math.log((ordinary.get(c) or 1) / all_ordinary) for c, n in given.items() if n >= 2
    }
    common = frozenset(c for c, weight in ordinary.items() if weight >= _RARE)
    others = frozenset(
        [word for word, flag in zip(words, flags, strict=True) if 2 <= len(word) <= 4 and not flag.startswith("nr")]
    )
    compound = frozenset(dictionaries.terms("compound_surnames"))
    sayings = frozenset(
        [w for w, flag in zip(words, flags, strict=True) if flag == "nr" and len(w) == 4 and w[:2] not in compound]
    )
    short = frozenset([name for name in names if len(name) == 2])
    only, first, last = (
        Counter([name[at] for name in names if len(name) == size]) for size, at in ((2, 1), (3, 1), (3, 2))
    )
    alone = {word: int(f) for word, f in zip(words, listed[1::3], strict=True) if len(word) == 1}
    common_surnames = {surname: 0.5 * math.log(share + 0.1) for surname, share in surnames.items()}
    two, ends = _ratios(first, only, 0.5), _ratios(last, alone, 20.0)
    transcribed = _of_transcribed([word for word, flag in zip(words, flags, strict=True) if flag == "nrt"], ordinary)
    return Statistics(common_surnames, shares, common, others, short, sayings, two, ends, transcribed)


def _of_transcribed(names: Sequence[str], ordinary: Mapping[str, float]) -> Mapping[str, float]:
    """Return for each character how much likelier (logarithm) it is in transcribed names of three characters and more than elsewhere."""
    counted = Counter("".join([name for name in names if len(name) > 2]))
    of_names, of_others = sum(counted.values()), sum(ordinary.values())
    return {
        c: math.log(n / of_names) - math.log(max(ordinary.get(c, 0.0), _LIGHT) / of_others)
        for c, n in counted.items()
        if n >= _FEWEST
    }


def _ratios(of: Mapping[str, int], beside: Mapping[str, int], unseen: float) -> Mapping[str, float]:
    """Return for each character the logarithm of its share of one count to its share of another; `unseen` is added to the latter."""
    all_of, all_beside = sum(of.values()), sum(beside.values())
    return {c: math.log(n / all_of) - math.log((beside.get(c, 0) + unseen) / all_beside) for c, n in of.items()}


def _weights(words: Sequence[str], frequencies: Sequence[str], flags: Sequence[str]) -> Mapping[str, float]:
    """Return how much each character is used in words that are no names: the sum of their logarithmic frequencies."""
    used = [flag != "nr" or not 2 <= len(word) <= 3 for word, flag in zip(words, flags, strict=True)]
    lengths = np.array(list(map(len, words))) * np.array(used)
    codes = np.frombuffer("".join(compress(words, used)).encode("utf-32-le"), dtype="<u4")
    weights = np.repeat(np.log(np.array(frequencies, dtype=np.float64) + 2), lengths)
    summed = np.bincount(codes, weights)
    return {chr(code): float(summed[code]) for code in np.flatnonzero(summed).tolist()}


def _dictionary() -> str:
    """Return jieba's dictionary as shipped; read as a file, since jieba itself would write a cache into a shared folder."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8")
