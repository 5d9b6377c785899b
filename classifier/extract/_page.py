"""网页的内容：可见文字、表格、属性里的文字、注释与脚本、写在其中的图像；网页、邮件、电子书共用。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier.extract import _inline, _tables
from classifier.extract._markup import Tag, Unseen, Words, tokens
from classifier.model import Part, Picture, Segment, Unit

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section summary table tbody textarea"
    " template text tfoot thead title tr ul noscript".split()
)
_AS_WRITTEN = frozenset({"pre", "textarea"})
_SPOKEN = ("alt", "title", "label", "summary", "aria-label", "content")
_WRITTEN = ("value", "placeholder")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_BREAK = "\v"
_WIDEST = 100


def items(text: str) -> Iterator[Segment | Picture]:
    """Yield a page's text and tables in their order, what a reader of it does not see, then the pictures written into it."""
    yield from _segments(_inline.without(text))
    yield from _inline.pictures(text, "网页图像")


def _segments(text: str) -> Iterator[Segment]:
    page = _Page()
    for token in tokens(text):
        if isinstance(token, Words):
            page.hear(token.text.replace(_BREAK, " "))
        elif isinstance(token, Unseen):
            page.unseen.append(token.text.strip())
        else:
            yield from page.meet(token)
    yield from page.end()
    for place, part, lines in (("标签属性", Part.OTHER, page.spoken), ("注释与脚本", Part.HIDDEN, page.unseen)):
        if text := "\n".join(filter(None, lines)):
            yield Segment(text, place, part)


@dataclass(slots=True)
class _Table:
    """A table while it is read; one that holds another table only lays out the page and gives its cells as text."""

    rows: list[list[str]] = field(default_factory=list)
    lays_out: bool = False
    in_cell: bool = False
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of the open cell."""
    hanging: dict[int, int] = field(default_factory=dict)
    """By column, how many more rows a cell above reaches down."""

    def begin_row(self) -> None:
        self.rows.append([])

    def put(self, text: str) -> None:
        """Put the open cell's text into the open row, at its column."""
        if not self.rows:
            self.begin_row()
        self.fill()
        columns, rows = self.spans
        for cell in (text, *[""] * (columns - 1)):
            if rows > 1:
                self.hanging[len(self.rows[-1])] = rows - 1
            self.rows[-1].append(cell)
        self.in_cell = False

    def fill(self) -> None:
        """Leave the columns empty into which cells from above reach."""
        row = self.rows[-1]
        while self.hanging.get(len(row), 0) > 0:
            self.hanging[len(row)] -= 1
            row.append("")


@dataclass(slots=True)
class _Page:
    words: list[str] = field(default_factory=list)
    """Text since the last cell or table."""
    spoken: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    """The open ones, outermost first."""
    paragraphs: int = 0
    number: int = 0
    as_written: bool = False
    """Within an element whose line ends count."""

    def hear(self, text: str) -> None:
        """Take text in."""
        self.words.append(text.replace("\n", _BREAK) if self.as_written else text.replace("\t", " "))

    def meet(self, tag: Tag) -> Iterator[Segment]:
        """Take a tag in; yield what it ends."""
        if tag.attributes and not tag.closes:
            self._speak(tag)
        if tag.name == "table":
            yield from self._close_table() if tag.closes else self._open_table()
        elif self.tables and not self.tables[-1].lays_out and tag.name in {"td", "th", "tr"}:
            self._cell(tag)
        elif tag.name in {"td", "th"}:
            self.words.append("\t")
        elif tag.name in _BLOCKS:
            self.words.append(_BREAK)
            self.as_written = not tag.closes if tag.name in _AS_WRITTEN else self.as_written

    def end(self) -> Iterator[Segment]:
        """Yield what is still open when the file ends."""
        while self.tables:
            yield from self._close_table()
        yield from self._text()

    def _speak(self, tag: Tag) -> None:
        found = tag.attributes
        self.words += [f" {found[name]} " for name in _WRITTEN if found.get(name)]
        name = f"{found.get('name') or found['property']}：" if found.get("name") or found.get("property") else ""
        self.spoken += [f"{name if key == 'content' else ''}{_flat(found[key])}" for key in _SPOKEN if found.get(key)]
        if (target := found.get("href", "")).lower().startswith(("mailto:", "tel:")):
            self.spoken.append(_flat(target))

    def _open_table(self) -> Iterator[Segment]:
        if self.tables and not self.tables[-1].lays_out:
            outer = self.tables[-1]
            before, self.words = self.words, [f"{_BREAK}{_tables.line(row)}" for row in outer.rows]
            self.words += [_BREAK, *before]
            outer.lays_out, outer.rows = True, []
        yield from self._text()
        self.tables.append(_Table())

    def _cell(self, tag: Tag) -> None:
        table = self.tables[-1]
        if table.in_cell:
            table.put(_flat(self._taken()))
        elif stray := _flat(self._taken()):
            table.spans = (1, 1)
            table.put(stray)
        if tag.name == "tr":
            if table.rows:
                table.fill()
            if not tag.closes:
                table.begin_row()
        elif not tag.closes:
            table.in_cell, table.spans = True, (_span(tag, "colspan"), _span(tag, "rowspan"))

    def _taken(self) -> str:
        text = "".join(self.words).replace(_BREAK, " ")
        self.words = []
        return text

    def _close_table(self) -> Iterator[Segment]:
        if not self.tables:
            return
        table = self.tables[-1]
        if not table.lays_out:
            self._cell(Tag("tr", True, {}))
        self.tables.pop()
        rows = [row for row in table.rows if any(row)]
        if len(rows) > 1 and max(map(len, rows)) > 1:
            self.number += 1
            yield from _tables.segments(iter(rows), f"表{self.number}", Unit.ROW)
        else:
            self.words += [f"{_BREAK}{_tables.line(row)}" for row in rows]
            self.words.append(_BREAK)

    def _text(self) -> Iterator[Segment]:
        lines = [_line(line) for line in "".join(self.words).split(_BREAK)]
        self.words = []
        if kept := [line for line in lines if line]:
            yield Segment("\n".join(kept), "正文", unit=Unit.PARAGRAPH, first=self.paragraphs + 1)
            self.paragraphs += len(kept)


def _span(tag: Tag, name: str) -> int:
    written = tag.attributes.get(name, "1")
    return min(int(written), _WIDEST) if written.isdecimal() and int(written) else 1


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _line(text: str) -> str:
    return "\t".join(_flat(cell) for cell in text.split("\t")).strip() if "\t" in text else _flat(text)
