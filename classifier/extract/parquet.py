"""Parquet 数据表：逐行读取。"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._cells import shown
from classifier.model import Item, Outcome, Part, Segment, Unit, Unreadable
from recognizers._document import Form

_ROWS = 2_000


def read(source: Source) -> Iterator[Item]:
    """Yield the rows under their column names, and the key–value metadata. UNSUPPORTED without the extra `data`."""
    if find_spec("pyarrow") is None:
        raise Unreadable(Outcome.UNSUPPORTED, "未安装 baomi[data]，Parquet 数据表未读")
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    try:
        table = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(source.data))
        if metadata := table.schema_arrow.metadata:
            lines = [
                f"{key.decode('utf-8', 'replace')}：{value.decode('utf-8', 'replace')}"
                for key, value in metadata.items()
            ]
            yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
        yield from _tables.segments(_rows(table), "数据表", Unit.ROW)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise Unreadable(Outcome.CORRUPT, "Parquet 文件损坏，未能读完") from error


def _rows(table: Any) -> Iterator[list[str]]:
    yield list(table.schema_arrow.names)
    for batch in table.iter_batches(batch_size=_ROWS):
        columns = [[shown(value) for value in column.to_pylist()] for column in batch.columns]
        yield from map(list, zip(*columns, strict=True))


def _sample(text: str) -> tuple[bytes, str]:
    import pyarrow  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    packed = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.table({"序号": [1, 2], "备注": [text, "无"]}), packed)
    return packed.getvalue().to_pybytes(), ".parquet"


EXTRACTOR = Extractor(
    title="Parquet 数据表",
    media_types=frozenset({"application/vnd.apache.parquet"}),
    form=Form.RECORD,
    read=read,
    sample=_sample,
    reads="每一行与元数据（装有 baomi[data] 时）",
    omits="没有装 baomi[data] 时的全部",
)
