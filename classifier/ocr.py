"""文字识别：图像里的文字，离线，在本机识别。"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from recognizers import _onnxruntime

LEAST_WIDTH, LEAST_HEIGHT, LEAST_AREA = 64, 24, 6_000
"""Pixels below which a picture holds no words that a person would read: bullets, icons, single signs."""
MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 3_000
"""Pixels; larger pictures are made smaller first, which costs no letter of a page at 200 dots an inch."""
_SURE = 0.5


def installed() -> bool:
    """Return whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None


def size_of(head: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels by the beginning of an image file, None where it is no image that can be read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(head)) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def may_hold_words(size: tuple[int, int]) -> bool:
    """Return whether a picture of this size is large enough to be read."""
    width, height = size
    return width >= LEAST_WIDTH and height >= LEAST_HEIGHT and width * height >= LEAST_AREA


def words(data: bytes) -> str | None:
    """Return the lines of an image file, boxes of one line joined by a blank; None where it cannot be decoded.

    Loads the models on first use (about 0.6 GB of memory, no network).
    """
    image = _decoded(data)
    if image is None:
        return None
    found = _engine()(image)
    if found.txts is None:
        return ""
    boxes = [
        (box, text) for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True) if score >= _SURE
    ]
    return "\n".join(_lines([([(float(x), float(y)) for x, y in box], text) for box, text in boxes]))


def _lines(boxes: Sequence[tuple[list[tuple[float, float]], str]]) -> list[str]:
    """Return the texts in reading order: boxes whose middles are on one height make a line."""
    placed = sorted(
        (
            (min(y for _, y in box) + max(y for _, y in box)) / 2,
            min(x for x, _ in box),
            max(y for _, y in box) - min(y for _, y in box),
            text,
        )
        for box, text in boxes
    )
    lines: list[list[tuple[float, float, float, str]]] = []
    for item in placed:
        if lines and abs(item[0] - lines[-1][-1][0]) < 0.5 * min(item[2], lines[-1][-1][2]):
            lines[-1].append(item)
        else:
            lines.append([item])
    return [" ".join(text for _, _, _, text in sorted(line, key=lambda item: item[1])) for line in lines]


def _decoded(data: bytes) -> Any:
    import numpy as np  # noqa: PLC0415
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            if upright.mode in {"RGBA", "LA", "PA", "P"}:  # words on nothing are words on white paper
                upright = upright.convert("RGBA")
                paper = Image.new("RGBA", upright.size, "white")
                upright = Image.alpha_composite(paper, upright)
            return np.asarray(upright.convert("RGB"))[:, :, ::-1]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


@cache
def _engine() -> Any:
    import logging  # noqa: PLC0415

    _onnxruntime.load()  # before rapidocr loads it its own way
    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "critical",
        }
    )
