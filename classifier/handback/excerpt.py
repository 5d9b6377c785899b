"""摘录：给人看的一小段，只留词典里的普通词语，其余（姓名、号码、字母）一律遮盖。"""

from __future__ import annotations

from recognizers._names import is_word

SHOWN = 32
"""Characters of an excerpt."""
_LONGEST, _SHORTEST = 4, 2
_PARTICLES = frozenset(
    "的了和与及或在对为等各是由于从以之其有无不一二三四五六七八九十第年月日上下中内外前后并可应须将把被向按到"
)


def masked_excerpt(text: str) -> str:
    """Return the beginning of `text` with everything masked that is no ordinary word of Chinese: what is not known to be harmless is hidden."""
    piece = " ".join(text[: 4 * SHOWN].split())
    shown, at = [], 0
    while at < len(piece) and at < SHOWN:
        length = _word_at(piece, at)
        shown.append(piece[at : at + length] if length else _single(piece[at]))
        at += length or 1
    return "".join(shown) + ("…" if at < len(piece) or len(text) > 4 * SHOWN else "")


def _word_at(text: str, at: int) -> int:
    """Return the length of the longest ordinary word that begins at `at`, 0 where none does."""
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        if is_word(text[at : at + length]):
            return length
    return 0


def _single(character: str) -> str:
    return "*" if character.isalnum() and character not in _PARTICLES else character
