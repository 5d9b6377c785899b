"""查值：一段文字或一个文件里的值，在清单里哪些文件见过。只用带密钥的摘要，原值不落笔。"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from classifier.aside import private_folder, scanned
from classifier.mask import keyed_digest
from classifier.settings import Settings

MOST_CHARACTERS = 200_000
"""Characters of an excerpt in which bare names are looked for: one digest for every possible name."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff·]{2,}")
_NAME_LENGTHS = (2, 3, 4)
_PIECE = re.compile(r"[^\s,，;；、|\"'“”:：=()（）]{2,40}")


def values_of_texts(texts: Iterable[str], settings: Settings) -> tuple[frozenset[bytes], ...]:
    """Return, for each text, the keyed digests of itself and of what the recognizers find in it."""
    texts = tuple(texts)
    with private_folder() as folder:
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        with scanned(settings, folder) as store:
            found = [_all_values(store.values(f"{number}.txt").values()) for number in range(len(texts))]
    return tuple(
        frozenset(values | {keyed_digest(text.strip(), settings.key)})
        for text, values in zip(texts, found, strict=True)
    )


def values_of_file(path: Path, settings: Settings) -> tuple[frozenset[bytes], frozenset[str]]:
    """Return the keyed digests of the values in a file, whatever its format and whatever lies in it, and its SHA-256s.

    Raises OSError where it cannot be read.
    """
    with private_folder() as folder:
        shutil.copyfile(path, folder / path.name)
        with scanned(replace(settings, names="full"), folder) as store:
            records = list(store.records())
            values = _all_values(digests for record in records for digests in store.values(record.name).values())
    return frozenset(values), frozenset(record.sha256 for record in records if record.sha256)


def bare_values(text: str, settings: Settings) -> frozenset[bytes]:
    """Return the keyed digests of every piece of `text` that may be a value without anything around it that tells so."""
    return frozenset(keyed_digest(piece, settings.key) for piece in set(_pieces(text[:MOST_CHARACTERS])))


def _pieces(text: str) -> Iterator[str]:
    yield from _PIECE.findall(text)
    for run in _HAN.findall(text):
        for length in _NAME_LENGTHS:
            yield from (run[start : start + length] for start in range(len(run) - length + 1))


def _all_values(groups: Iterable[frozenset[bytes]]) -> set[bytes]:
    return {digest for digests in groups for digest in digests}
