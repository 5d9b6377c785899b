"""文本：全角折叠且偏移不变，代码边界，一段文字与它的表头。"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

import dictionaries
from recognizers._grid import Labelled, labelled

NOT_AFTER_CODE = r"(?<![0-9A-Za-z])"
"""Stands where a word boundary would, which Chinese text does not have: Han characters are word characters."""
NOT_BEFORE_CODE = r"(?![0-9A-Za-z])"

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\u00a0": " "}
_COMPATIBLE = range(0xF900, 0xFADA)
_TWIN = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")
"""Radicals and compatibility forms, as some programs write them into PDF for characters."""
_FOLDED = re.compile(f"[\uff01-\uff5e\u3000\u00a0]|{_TWIN.pattern}")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_HAN = re.compile("[\u3400-\u9fff]")
_RAGGED, _NARROWEST, _FULL_LINES = 4, 40, 3
"""How much narrower than the widest a full line may be, how wide it is at least, and how many there must be."""
_BLANKS = re.compile(" (?<=[\u4e00-\u9fff] ) *(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9])*")


@dataclass(frozen=True)
class Passage:
    """一段待识别的文字。

    `text` is folded: full-width forms and blanks are ASCII, invisible characters are gone. Lines end in LF; in a table
    the cells of a row are separated by TAB and `headings` holds one heading a column (empty: running text).
    `origin` maps offsets of `text` to the text as read, None where they are equal.
    """

    text: str
    headings: tuple[str, ...] = ()
    origin: tuple[int, ...] | None = None
    whole: Passage | None = None
    """The passage with all its cells, where those that have been told already are blank in this one."""

    @cached_property
    def lowered(self) -> str:
        """`text` in lower case, as long as `text`: where context words are looked for."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text

    @cached_property
    def squeezed(self) -> str:
        """The headings in lower case without the blanks that spread a word (`出 生 日 期`), of a text without headings the text, "" where no
        word of it is spread.
        """
        told = "\n".join(self.headings).lower() or self.lowered
        closed = _BLANKS.sub("", told)
        return closed if self.headings or closed != told else ""

    @cached_property
    def longest_number(self) -> int:
        """Characters of the longest number in `text`, single blanks, dots and hyphens inside it included."""
        return max(map(len, _NUMBER.findall(self.text)), default=0)

    @cached_property
    def labelled(self) -> tuple[Labelled, ...]:
        """The cells that labels explain, in their order, where there are cells and no headings: forms, tables laid on their side."""
        return () if self.headings or "\t" not in self.text else tuple(labelled(self.text))

    @cached_property
    def is_rounded(self) -> bool:
        """Whether a number in powers of ten may stand in `text`, as spreadsheets write those that are too long."""
        return "E+" in self.text or "e+" in self.text

    def _label(self, offset: int) -> str:
        cells = self.labelled
        number = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
        cell = cells[number] if number >= 0 else None
        return cell.label if cell and offset < cell.start + len(cell.text) else ""

    def original(self, offset: int) -> int:
        """Return the offset (characters, 0-based) in the text as read for an offset in `text`."""
        if self.origin is None:
            return offset
        return self.origin[offset] if offset < len(self.origin) else self.origin[-1] + 1 if self.origin else 0

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of `offset` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def cell_end(self, offset: int) -> int:
        """Return the offset behind the cell of `offset` in a table."""
        ends = (self.text.find("\t", offset), self.text.find("\n", offset))
        return min((end for end in ends if end >= 0), default=len(self.text))

    def column(self, offset: int) -> int:
        """Return the 0-based column of `offset` in its row."""
        return self.text.count("\t", self.line_start(offset), offset)

    def cells(self, columns: Collection[int]) -> Iterator[tuple[int, int, str]]:
        """Yield offset, column and text of the non-empty cells in some columns."""
        wanted, start = sorted(columns), 0
        last = max(wanted, default=-1)
        for line in self.text.split("\n"):
            cells, at, before = line.split("\t", last + 1), start, 0
            for column in wanted:
                if column >= len(cells):
                    break
                if (cell := cells[column]) and not cell.isspace():
                    at, before = at + sum(map(len, cells[before:column])) + column - before, column
                    yield at, column, cell
            start += len(line) + 1

    def heading(self, offset: int) -> str:
        """Return the heading of the column in which `offset` stands, of cells without headings its label, "" where there is none."""
        if not self.headings:
            return self._label(offset)
        column = self.column(offset)
        return self.headings[column] if column < len(self.headings) else ""


@cache
def _plain_forms() -> Mapping[str, str]:
    """Return what stands for each full-width form, radical and compatibility form."""
    compatible = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}
    return _FULL_WIDTH | compatible | {row[0]: row[1] for row in dictionaries.table("radicals.tsv")}


def _plain(text: str, forms: re.Pattern[str]) -> str:
    for other in set(forms.findall(text)):
        text = text.replace(other, _plain_forms().get(other, other))
    return text


def unified(text: str) -> str:
    """Return `text` with characters for the radicals and compatibility forms that look like them, one to one: offsets stay.

    Programs that make PDFs choose the radical's code where a font has one glyph for both (`⻓` for `长`).
    """
    return _plain(text, _TWIN)


def fold(text: str) -> str:
    """Return `text` `unified`, with the full-width block and wide blanks as ASCII, one to one: offsets stay.

    Only that block is folded: whole NFKC would turn ``①138…`` into ``1138…`` and lose the number.
    """
    return _plain(text, _FOLDED)


def passage(text: str, headings: tuple[str, ...] = ()) -> Passage:
    """Return `text` folded and without invisible characters, able to tell original offsets."""
    folded, origin = fold(text), None
    if _INVISIBLE.search(folded):
        origin = tuple(offset for offset, character in enumerate(folded) if not _INVISIBLE.match(character))
        folded = "".join(folded[offset] for offset in origin)
    return Passage(folded, headings, origin)


def unwrapped(where: Passage) -> Passage:
    """Return a passage without the line ends that only the width of a page has made: a name may go on behind one.

    They stand between Han characters, behind lines as wide as the widest; a text of fewer than three such lines is left as it is.
    """
    lines = where.text.split("\n")
    widths = [len(line.encode("gbk", "replace")) for line in lines]  # as printed: Han characters are twice as wide
    full = max(widths) - _RAGGED
    ends = list(accumulate(len(line) + 1 for line in lines))
    breaks = {
        end - 1
        for line, below, width, end in zip(lines, [*lines[1:], ""], widths, ends, strict=True)
        if width >= max(full, _NARROWEST) and _HAN.match(line[-1:]) and _HAN.match(below[:1])
    }
    if len(breaks) < _FULL_LINES:
        return where
    kept = [offset for offset in range(len(where.text)) if offset not in breaks]
    text = "".join([where.text[offset] for offset in kept])
    return Passage(text, where.headings, tuple(map(where.original, kept)))
