"""Shapefile：图形的坐标（shp）。"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Outcome, Unit, Unreadable
from recognizers._document import Form

_POINTS_AT_MOST = 500_000


def read(source: Source) -> Iterator[Item]:
    """Yield the points of the shapes, longitude or easting first (ESRI Shapefile Technical Description, 1998)."""
    import shapefile  # noqa: PLC0415

    try:
        with warnings.catch_warnings(action="ignore"), shapefile.Reader(shp=io.BytesIO(source.data)) as reader:
            yield from _tables.segments(_rows(reader), f"图形（{reader.shapeTypeName}）", Unit.ROW)
    except (shapefile.ShapefileException, struct.error, ValueError, IndexError, KeyError, EOFError, OSError) as error:
        raise Unreadable(Outcome.CORRUPT, "Shapefile 损坏，未能读完") from error
    if int.from_bytes(source.data[24:28], "big") * 2 > len(source.data):
        raise Unreadable(Outcome.PARTIAL, "Shapefile 不完整，只读出前一部分")


def _rows(reader: object) -> Iterator[list[str]]:
    yield ["图形", "经度", "纬度"]
    count = 0
    for number, shape in enumerate(reader.iterShapes(), 1):  # type: ignore[attr-defined] # the package types nothing
        for point in getattr(shape, "points", ()):
            count += 1
            if count > _POINTS_AT_MOST:
                raise Unreadable(Outcome.PARTIAL, f"坐标超过 {_POINTS_AT_MOST:,} 个，其余未读")
            yield [str(number), f"{point[0]:.8f}".rstrip("0"), f"{point[1]:.8f}".rstrip("0")]


EXTRACTOR = Extractor(
    title="Shapefile 图形（shp）",
    media_types=frozenset({"application/x-esri-shape"}),
    form=Form.RECORD,
    read=read,
    sample=None,
    reads="每个图形的坐标（前 50 万个点）；属性在同名的 dbf 里",
    omits="第 50 万个点之后的坐标",
)
