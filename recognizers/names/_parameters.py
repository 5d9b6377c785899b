"""参数：jieba 包里 `lac_small` 的参数文件、字表与标签表。

File format (PaddlePaddle 1.x, one tensor a file, little-endian): uint32 version 0, uint64 number of level-of-detail
tables 0, uint32 version 0, int32 n, n bytes of protobuf (field 1 data type, field 2 dimensions), then the numbers.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_FLOAT32 = 5
_VOCABULARY, _TAGS = 20941, 57
_SHAPES: Mapping[str, tuple[int, ...]] = {
    "word_emb": (_VOCABULARY, 128),
    "fc_0.w_0": (128, 384),
    "fc_1.w_0": (128, 384),
    "fc_2.w_0": (256, 384),
    "fc_3.w_0": (256, 384),
    "fc_4.w_0": (256, _TAGS),
    "fc_4.b_0": (_TAGS,),
    "crfw": (_TAGS + 2, _TAGS),
    **{f"fc_{index}.b_0": (384,) for index in range(4)},
    **{f"gru_{index}.w_0": (128, 384) for index in range(4)},
    **{f"gru_{index}.b_0": (1, 384) for index in range(4)},
}
_DIGESTS = {
    "word_emb": "3b65cdc2d4ebd78f",
    "fc_0.w_0": "f07f01d3ff0a5e9b",
    "fc_1.w_0": "147454ee4c8e960e",
    "fc_2.w_0": "514f9904cda43286",
    "fc_3.w_0": "a8fb02bf59bd971a",
    "fc_0.b_0": "815e0a25669ea66f",
    "fc_1.b_0": "c3f4216037029213",
    "fc_2.b_0": "f83b10a5e1b53dee",
    "fc_3.b_0": "9d7e41b09e929f38",
    "gru_0.w_0": "b9822a37d80c79f7",
    "gru_1.w_0": "1d2e72eefdea8649",
    "gru_2.w_0": "f38ae5d2a94eee65",
    "gru_3.w_0": "91f837f6deaa75ba",
    "gru_0.b_0": "3940a09d14029870",
    "gru_1.b_0": "ed17bdf16b928323",
    "gru_2.b_0": "cda019c833a1abf4",
    "gru_3.b_0": "5dee386ee162fc41",
    "fc_4.w_0": "9a5666f104851ddd",
    "fc_4.b_0": "899a1aba22b4cb1f",
    "crfw": "1883c72d43449227",
    "word.dic": "0d21d1e1",
    "tag.dic": "ae35d28d",
}


class NoTagger(Exception):
    """jieba's tagger is not as this program knows it; names then rest on structure alone, and the report says so."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything the network is made of."""

    tensors: Mapping[str, Matrix]
    ids: Mapping[str, int]
    """Character → row of `word_emb`."""
    unknown: int
    """The row of characters that are not in the vocabulary."""
    tags: tuple[str, ...]
    """`PER-B`, `PER-I`, …, `O` by tag number."""


@cache
def load() -> Parameters:
    """Return the parameters of the installed jieba. Raises NoTagger where a file is missing or differs from what was measured."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise NoTagger("没有安装 jieba")
    folder = Path(spec.origin).parent / "lac_small"
    tensors = {name: _tensor(_checked(folder / "model_baseline" / name), name) for name in _SHAPES}
    words = dict(_rows(folder / "word.dic"))
    tags = dict(_rows(folder / "tag.dic"))
    ids = {word: number for number, word in words.items() if len(word) == 1}
    unknown = next(number for number, word in words.items() if word == "OOV")
    return Parameters(tensors, ids, unknown, tuple(tags[number] for number in range(_TAGS)))


def _checked(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NoTagger(f"jieba 的参数文件 {path.name} 读不到") from error
    if not hashlib.sha256(data).hexdigest().startswith(_DIGESTS[path.name]):
        raise NoTagger(f"jieba 的参数文件 {path.name} 与所知的不同")
    return data


def _tensor(data: bytes, name: str) -> Matrix:
    version, levels, _, length = struct.unpack_from("<IQIi", data)
    start = 20 + length
    numbers = np.frombuffer(data, dtype="<f4", offset=start)
    if version or levels or data[21] != _FLOAT32 or numbers.size != np.prod(_SHAPES[name]):
        raise NoTagger(f"jieba 的参数文件 {name} 格式不符")
    return numbers.reshape(_SHAPES[name])


def _rows(path: Path) -> list[tuple[int, str]]:
    # The vocabulary holds vertical tabs and other line separators: only LF ends a line.
    lines = _checked(path).decode("utf-8").split("\n")
    return [(int(number), word) for number, _, word in (line.partition("\t") for line in lines if line)]
