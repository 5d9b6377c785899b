"""一份文件可能叫什么：文件名，正文开头的几行；以带密钥的摘要相认。"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from classifier.handback.counted import counted
from classifier.handback.winnowing import FingerprintKey
from classifier.model import Segment

TITLE = range(7, 61)
"""Counted characters of a line that may be a title."""


def first_lines(segment: Segment, most: int) -> Iterator[str]:
    """Yield at most `most` lines that may be a title: of a table only rows with a single filled cell."""
    for line in segment.text.split("\n", 4 * most)[: 4 * most]:
        cells = [cell for cell in line.split("\t") if cell.strip()]
        if len(cells) == 1 and most > 0:
            most -= 1
            yield cells[0]


def title_digests(texts: Iterable[str], key: FingerprintKey) -> Iterator[bytes]:
    """Yield the keyed digest (8 bytes) of each text that is as long as a title."""
    for text in texts:
        if len(text) <= 4 * TITLE.stop:
            codes, _ = counted(text)
            if len(codes) in TITLE:
                yield hashlib.blake2b(codes.tobytes(), key=key.text, digest_size=8).digest()


_COPY = re.compile(
    r"(?:[\s_\-－—(（]*(?:副本|复件|拷贝|copy|备份|[0-9]{1,2}|[vV][0-9.]+)[)）]?)+$|^(?:复件|副本|copy of)[\s_\-]*",
    re.I,
)


def stem_of(name: str) -> str:
    """Return a file's own name without folders, suffix and what copying adds (`- 副本`, `(1)`)."""
    base = name.replace("!/", "/").rsplit("/", 1)[-1]
    stem = base.rpartition(".")[0] or base
    return _COPY.sub("", stem) or stem
