"""TeX 文稿：逐行读取，写着人的表格（tabular、longtable 等）分成格，按列名读。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from classifier.extract import _columns, _headings, _tables
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import text_of
from classifier.model import Segment, Unit
from recognizers._document import Form

_BEGIN = re.compile(
    r"\\begin\{((?:tabular|tabularx|tabulary|longtable|longtblr|tblr|supertabular|xltabular|tabu|array)\*?)\}"
)
_OF_WIDTH = frozenset({"tabular*", "tabularx", "tabulary", "xltabular"})
"""Tables whose width stands before their columns."""
_CELL_END = re.compile(r"(?<!\\)&")
_ROW_END = re.compile(r"\\\\\*?(?:\[[^\]\n]*\])?|\\tabularnewline(?![A-Za-z])|\\cr\b")
_ARGUMENT = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_ARGUMENTS = tuple(re.compile(rf"\s*(?:\[[^\]]*\])?\s*(?:{_ARGUMENT}\s*?){{0,{most}}}") for most in (1, 2))
_OF_ROWS = re.compile(
    r"\\(?:[hc]line|(?:top|bottom|c?mid)rule|endhead|endfirsthead|endfoot|endlastfoot|hdashline|specialrule|addlinespace|rowcolor|caption|label)(?:\([^)]*\))?(?:\[[^\]]*\])?(?:\{[^{}]*\})*\*?"
)
_AHEAD = re.compile(rf"(?:\s|{_OF_ROWS.pattern}|(?<!\\)%[^\n]*)*")
_ACROSS = re.compile(
    r"\\multicolumn\s*\{\s*([0-9]{1,2})\s*\}\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_DOWN = re.compile(
    r"\\(?:multirow|SetCell)\s*(?:\[[^\]]*\])?(?:\{[^{}]*\}|\*)\s*(?:\[[^\]]*\])?(?:\{[^{}]*\}|\*)\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|[{}]|(?<!\\)%[^\n]*")
_BLANK = re.compile(r"[~\s]+")
_WIDEST = 60


def read(source: Source) -> Iterator[Segment]:
    """Yield the lines; tables of persons with the cells of each row, numbered by the line that the row begins in."""
    text = text_of(source)
    low = 0
    for begin, end in _tables_in(text):
        rows = list(_rows(text[begin:end]))
        if _headings.speaks_of_persons([row for row in rows if row]):
            yield from _lines(text, low, begin)
            yield from _tables.segments(iter(rows), "", Unit.ROW, first=text.count("\n", 0, begin) + 1)
            low = end
    yield from _lines(text, low, len(text))


def _tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the rows of each table begin and end; of one inside another those of the outer."""
    last, endless = 0, set[str]()
    for hit in _BEGIN.finditer(text):
        if hit.start() < last or hit[1] in endless:
            continue
        end = text.find(f"\\end{{{hit[1]}}}", hit.end())
        if end < 0:
            endless.add(hit[1])
            continue
        begin = _ARGUMENTS[hit[1] in _OF_WIDTH].match(text, hit.end(), end)
        yield begin.end() if begin else hit.end(), end
        last = end


def _lines(text: str, low: int, high: int) -> Iterator[Segment]:
    if piece := text[low:high].strip("\n"):
        yield from _columns.segments(piece, first=text.count("\n", 0, text.find(piece, low)) + 1)


def _rows(body: str) -> Iterator[Sequence[str]]:
    """Yield a row for each line, so that rows are numbered as lines: one of several lines is followed by empty ones."""
    low = line = number = counted = 0
    for end in [*_ROW_END.finditer(body), None]:
        high, after = end.span() if end else (len(body), len(body))
        begin = _AHEAD.match(body, low, high).end()  # type: ignore[union-attr] # it matches anything
        if any(cells := _cells(body[begin:high])):
            number, counted = number + body.count("\n", counted, begin), begin
            yield from ([] for _ in range(number - line))
            yield cells
            line = number + 1
        low = after


def _cells(row: str) -> list[str]:
    """Return the words of a row's cells, without commands; one that reaches over several columns is followed by empty ones."""
    row = _DOWN.sub(r"\1", _OF_ROWS.sub("", row))
    cells: list[str] = []
    for cell in _CELL_END.split(row):
        across = _ACROSS.search(cell)
        words = _ACROSS.sub(r"\2", cell) if across else cell
        cells.append(_BLANK.sub(" ", _COMMAND.sub(" ", words).replace("\\", "")).strip())
        cells += [""] * (min(int(across[1]), _WIDEST) - 1 if across else 0)
    return cells


EXTRACTOR = Extractor(
    title="TeX 文稿",
    media_types=frozenset({"text/x-tex"}),
    form=Form.TEX,
    read=read,
    sample=lambda text: (f"\\documentclass{{ctexart}}\n{text}\n".encode(), ".tex"),
    reads="全部文字；人员表格按列名读",
)
