"""线索：一份文件里的姓名，只留带密钥的摘要，供与别的文件里的名册比对。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from classifier.mask import mask
from classifier.mentions import NEAR, SURE, Sight
from classifier.model import Segment
from classifier.persons import Mention
from classifier.policy import Identity
from classifier.record import Clue

_PLACED = 5_000
"""Names of a file whose place is kept."""
_SHORT = 2


class Clues:
    """Gathers the names of a file while its segments pass."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._strength: dict[bytes, int] = {}
        self._seen: dict[bytes, Clue] = {}

    def prove(self, mention: Mention) -> None:
        """Take in a person whom a row, a form or labels of this file prove."""
        if mention.name is None or not mention.settled:
            return
        if mention.described or mention.kinds & self._identity.attributes:
            strength = 1 if mention.official else 2
            self._strength[mention.name] = max(strength, self._strength.get(mention.name, 0))

    def add(self, segment: Segment, sights: Sequence[Sight]) -> None:
        """Take in the names that a segment shows, whether or not anything proves them."""
        proofs = sorted(
            s.match.start for s in sights if s.match.score >= SURE and s.match.entity in self._identity.direct
        )
        for sight in sights:
            if sight.match.entity != self._identity.name or sight.digest in self._strength:
                continue
            known = self._seen.get(sight.digest)
            if known is None or known.score < sight.match.score or known.short or not known.linked:
                self._see(segment, proofs, sight, known)

    def _see(self, segment: Segment, proofs: Sequence[int], sight: Sight, known: Clue | None) -> None:
        match = sight.match
        linked = (known is not None and known.linked) or _is_linked(segment, proofs, sight)
        score = max(match.score, known.score if known else 0.0)
        short = len(match.value) <= _SHORT and not _is_addressed(segment.text, match.start, match.end)
        if known:
            self._seen[sight.digest] = known._replace(score=score, linked=linked, short=known.short and short)
            return
        placed = len(self._seen) < _PLACED
        where, shown = (segment.where(match.start), mask(match.value)) if placed else ("", "")
        self._seen[sight.digest] = Clue(sight.digest, 0, score, linked, short, where, shown)

    def found(self) -> tuple[Clue, ...]:
        """Return the names in the order of their digests."""
        proved = {digest: Clue(digest, strength) for digest, strength in self._strength.items()}
        return tuple(sorted((self._seen | proved).values()))


def _is_linked(segment: Segment, proofs: Sequence[int], name: Sight) -> bool:
    """Return whether one of the sure numbers of persons, which begin at the offsets `proofs`, stands near a name, in a table in its row."""
    low, high = name.match.start - NEAR, name.match.end + NEAR
    if segment.headings or segment.is_table:
        low = segment.text.rfind("\n", 0, name.match.start) + 1
        end = segment.text.find("\n", name.match.end)
        high = end if end >= 0 else len(segment.text)
    return bisect_left(proofs, low) < bisect_left(proofs, high)


_BEHIND = re.compile("(?:小朋友)?的?(?:家长|妈妈|爸爸|母亲|父亲|奶奶|爷爷|外婆|外公|监护人)")
_BEFORE = re.compile("(?:[0-9一二三四五六七八九十)）]班的?|本班|我班|该班|班上)(?:学生|同学)?[ ]?$")
_NEAR_BEFORE = 10


def _is_addressed(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a name say that a pupil of a class, or one with parents, bears it: of a name that many share, a clue."""
    return bool(_BEHIND.match(text, end) or _BEFORE.search(text[max(0, start - _NEAR_BEFORE) : start]))
