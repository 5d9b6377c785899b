"""CSV、TSV 等分隔文本：分隔符由内容得出，每格带列名。"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_DELIMITERS = ",\t;|"
_LINES = 50


def read(source: Source) -> Iterator[Segment]:
    """Yield the table, numbered by row; a file that is no table is read as lines."""
    text = text_of(source)
    delimiter = delimiter_of(text)
    if not delimiter:
        return line_segments(text)
    return _tables.segments(_rows(text, delimiter), "", Unit.ROW)


def delimiter_of(text: str) -> str:
    """Return the commonest of `, TAB ; |` in the first 50 lines that stands in most of them, "" where none does."""
    lines = [line for line in text[:200_000].split("\n", _LINES + 1)[:_LINES] if line.strip()]
    counts = Counter({delimiter: sum(line.count(delimiter) for line in lines) for delimiter in _DELIMITERS})
    delimiter, number = counts.most_common(1)[0]
    return delimiter if number and sum(delimiter in line for line in lines) * 2 > len(lines) else ""


def _rows(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    csv.field_size_limit(2**31 - 1)
    quoted = f'{delimiter}"' in text or text.startswith('"') or '\n"' in text
    if not quoted:
        yield from (line.split(delimiter) for line in text.split("\n"))
        return
    # csv counts rows, a person counts lines: a cell with line breaks is followed by as many empty rows.
    reader = csv.reader(text.split("\n"), delimiter=delimiter, skipinitialspace=True)
    seen = 0
    for row in reader:
        yield row
        yield from ([] for _ in range(reader.line_num - seen - 1))
        seen = reader.line_num


EXTRACTOR = Extractor(
    title="CSV、TSV 表格文本",
    media_types=frozenset({"text/csv", "text/tab-separated-values"}),
    form=Form.SHEET,
    read=read,
    sample=lambda text: (f"序号;备注\n1;{text}\n2;无\n".encode("gb18030"), ".csv"),
)
