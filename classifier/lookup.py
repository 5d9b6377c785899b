"""查值：一段文字或一个文件里的值，在清单里哪些文件见过。只用带密钥的摘要，原值不落笔。"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from classifier.aside import private_folder, scanned
from classifier.handback.fingerprints import windows_of
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


@dataclass(frozen=True, slots=True)
class Found:
    """What leaked material holds, as far as an inventory can be asked for it; nothing here can tell a raw value or a word."""

    values: frozenset[bytes]
    """Keyed digests of its values."""
    digests: frozenset[str]
    """SHA-256 of the file and of what is in it."""
    windows: bytes
    """Windows of its text, as a fingerprint keeps them."""


def found_in_file(path: Path, settings: Settings) -> Found:
    """Return what is in a file, whatever its format and whatever lies in it. Raises OSError where it cannot be read."""
    with private_folder() as folder:
        shutil.copyfile(path, folder / path.name)
        return _found(folder, settings)


def found_in_text(text: str, settings: Settings) -> Found:
    """Return what is in an excerpt, names that nothing around them proves included."""
    with private_folder() as folder:
        (folder / "节选.txt").write_text(text, encoding="utf-8")
        found = _found(folder, settings)
    return replace(found, values=found.values | bare_values(text, settings))


def _found(folder: Path, settings: Settings) -> Found:
    with scanned(replace(settings, names="full"), folder) as store:
        records = list(store.records())
        values = _all_values(digests for record in records for digests in store.values(record.name).values())
        windows = {window for _, print_ in store.fingerprints() for window in windows_of(print_).tolist()}
    digests = frozenset(record.sha256 for record in records if record.sha256)
    return Found(frozenset(values), digests, np.array(sorted(windows), dtype="<u8").tobytes())


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
