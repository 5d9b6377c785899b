"""一份文件的整体：文种与密级标志的判断要看全文的形态，而不只一行。"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a document is laid out, whatever its file format."""

    WORD = "word"
    PDF = "pdf"
    SLIDES = "slides"
    SHEET = "sheet"
    RECORD = "record"
    MARKDOWN = "markdown"
    TEX = "tex"
    PAGE = "page"
    TEXT = "text"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table or a list of records, seen from its headings."""

    headings: tuple[str, ...]
    rows: int
    """Rows below the headings."""
    cells: tuple[tuple[str, ...], ...] = ()
    """The first rows (at most 200), for what stands in the cells."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a document when it has been read to its end.

    `text` has the lines as extracted: pages, slides and sheets begin with a line that holds FORM FEED alone, cells of a row are joined by TAB, a
    long text is its first 40,000 characters, 10,000 of the middle and the last 10,000. `name` is the path from the
    workspace's root, weak evidence only.
    """

    text: str
    form: Form
    name: str = ""
    tables: tuple[TableShape, ...] = ()
    pages: int = 1
    length: int = 0
    """Characters of the whole text, which `text` may be a part of."""
