"""Made-up numbers, one for each place of a document where text hides, and where each was found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.extract._base import Source, by_media_type
from classifier.identify import identify
from classifier.model import Item, Segment

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(r"(?<![0-9])11022419000101[0-9]{3}[0-9X](?![0-9])")


def canary(number: int) -> str:
    """Return the resident ID number `number` (0 to 999) that can never have been issued: county abolished, born 1900."""
    digits = f"11022419000101{number:03}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def items(data: bytes, name: str) -> list[Item]:
    """Return all that the reader for a file yields. Raises Unreadable."""
    return list(each_item(data, name))


def each_item(data: bytes, name: str) -> Iterator[Item]:
    """Yield what the reader for a file yields, up to where it breaks off. Raises Unreadable."""
    kind = identify(data, name)
    yield from by_media_type()[kind.media_type].read(Source(data, name, kind))


def sightings(found: list[Item]) -> dict[str, str]:
    """Return the place of each canary in what was read."""
    return {
        hit[0]: item.where(hit.start())
        for item in reversed(found)
        if isinstance(item, Segment)
        for hit in _ID.finditer(item.text)
    }
