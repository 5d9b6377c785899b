"""CSV、TSV 等分隔文本：分隔符由内容得出，每格带列名。"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from itertools import islice

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_DELIMITERS = ",\t;|^\x01"
_LINES = 50
_LONGEST_ROW = 200
"""Lines of one row at most: beyond them a quotation mark was never closed."""


def read(source: Source) -> Iterator[Segment]:
    """Yield the table, numbered by row; a file that is no table is read as lines."""
    text = text_of(source)
    delimiter = delimiter_of(text)
    if not delimiter:
        return line_segments(text)
    return _tables.segments(_rows(text, delimiter), "", Unit.ROW)


def delimiter_of(text: str) -> str:
    """Return the commonest of `, TAB ; | ^` and U+0001 in the first 50 lines that stands in most of them, "" where none does."""
    lines = [line for line in text[:200_000].split("\n", _LINES + 1)[:_LINES] if line.strip()]
    counts = Counter({delimiter: sum(line.count(delimiter) for line in lines) for delimiter in _DELIMITERS})
    delimiter, number = counts.most_common(1)[0]
    return delimiter if number and sum(delimiter in line for line in lines) * 2 > len(lines) else ""


def _rows(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    """Return a row for each line, so that rows are numbered as lines: one of several lines is followed by empty ones."""
    lines = text.split("\n")
    single = text.startswith("'") and f"'{delimiter}'" in lines[0] and lines[0].endswith("'")
    if not single and f'{delimiter}"' not in text and '\n"' not in text and not text.startswith('"'):
        return (line.split(delimiter) for line in lines)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return _some_quoted(lines, delimiter, "'" if single else '"')


def _some_quoted(lines: Sequence[str], delimiter: str, mark: str) -> Iterator[Sequence[str]]:
    low = 0
    while low < len(lines):
        low = yield from _quoted(lines, low, delimiter, mark)
        if low < len(lines):
            yield lines[low].split(delimiter)
            low += 1


def _quoted(lines: Sequence[str], low: int, delimiter: str, mark: str) -> Generator[Sequence[str], None, int]:
    """Yield rows from line `low` (0-based) on; return the line whose quotation mark nothing closes, or the end."""
    rest = (f"{line}\n" for line in islice(lines, low, None))
    reader = csv.reader(rest, delimiter=delimiter, quotechar=mark, skipinitialspace=True)
    seen = 0
    for row in reader:
        if reader.line_num - seen > _LONGEST_ROW:
            return low + seen
        yield row
        yield from ([] for _ in range(reader.line_num - seen - 1))
        seen = reader.line_num
    return len(lines)


EXTRACTOR = Extractor(
    title="CSV、TSV 表格文本",
    media_types=frozenset({"text/csv", "text/tab-separated-values"}),
    form=Form.SHEET,
    read=read,
    sample=lambda text: (f"序号;备注\n1;{text}\n2;无\n".encode("gb18030"), ".csv"),
    reads="每一行，带列名；分隔符与编码按内容判断",
)
