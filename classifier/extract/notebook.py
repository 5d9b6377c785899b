"""Jupyter 笔记本：单元格依次，输出随后。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from classifier.extract import _columns, _inline, _literal_columns
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Item, Part, Picture, Segment
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield the cells' sources, their text outputs and pictures, behind what the notebook says of itself; a file that is no notebook is read as lines."""
    text = text_of(source)
    try:
        notebook = json.loads(text)
        cells = _cells(notebook)
    except (ValueError, KeyError, TypeError, RecursionError):
        yield from line_segments(text)
        return
    if words := "\n".join(_texts(notebook.get("metadata"))):
        yield Segment(words, Part.PROPERTIES, Part.PROPERTIES)
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            continue
        yield from _literal_columns.segments(_text(cell.get("source", cell.get("input", ""))), f"单元格{number}")
        outputs = [cell.get("outputs", []), cell.get("attachments", {})]
        for output in _texts(outputs):
            yield from _columns.segments(output, f"单元格{number} 输出", Part.OTHER)
        yield from _pictures(outputs, f"单元格{number} 图像")


def _cells(notebook: Any) -> list[Any]:
    """Return the cells of a notebook, also of format 3, which has them in worksheets. Raises KeyError, TypeError."""
    if "worksheets" in notebook:
        return [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
    return list(notebook["cells"])


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text below an outputs list."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not str(key).startswith(("image/", "output_type", "execution_count", "metadata")):
                yield from _texts(item)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield _text(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _pictures(value: Any, place: str) -> Iterator[Picture]:
    """Yield the pictures below an outputs list or among the attachments: base64 under their media types (nbformat 4)."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _pictures(item, place)
    if isinstance(value, dict):
        coded = (item for key, item in value.items() if str(key).startswith(("image/png", "image/jp", "image/gif")))
        yield from (_inline.picture(_text(code), place) for code in coded)


EXTRACTOR = Extractor(
    title="Jupyter 笔记本",
    media_types=frozenset({"application/x-ipynb+json"}),
    form=Form.MARKDOWN,
    read=read,
    sample=lambda text: (
        json.dumps(
            {"cells": [{"cell_type": "markdown", "source": [text]}], "nbformat": 4}, ensure_ascii=False
        ).encode(),
        ".ipynb",
    ),
    reads="文字与代码单元、输出，属性；输出与附件里的图像",
)
