"""遇到的、读到的：文件、文字段落、图、内含的文件，按产生的先后排列。Imports nothing of ours; what is said of a file is in record.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file. Each file has exactly one."""

    READ = "read"
    PARTIAL = "partial"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    NEEDS_OCR = "needs_ocr"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    UNREADABLE = "unreadable"
    CRASHED = "crashed"
    EXCLUDED = "excluded"

    @property
    def complete(self) -> bool:
        """Whether nothing of the file is left unread, or the user has said not to read it."""
        return self in {Outcome.READ, Outcome.EMPTY, Outcome.NO_TEXT, Outcome.EXCLUDED}


class Unreadable(Exception):
    """A file, or the rest of it, cannot be read. The only exception that crosses the border of an extractor.

    `outcome` is what becomes of the file, `detail` says why in Chinese. What was yielded before stays valid.
    """

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail


@dataclass(frozen=True, slots=True)
class File:
    """An entry below the root, as found by walk. Not opened yet."""

    name: str
    """Path relative to the root, `/` between the parts; bytes that are not UTF-8 as surrogate escapes."""
    size: int
    """Bytes; 0 for what has no content of its own."""
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    problem: Outcome | None = None
    """Set where walk already knows that the entry is not to be read."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file is by its content."""

    media_type: str
    """A media type for which an extractor may declare itself, e.g. `text/csv`."""
    encoding: str = ""
    """Python codec name of a text file, "" for others."""
    note: str = ""
    """What a person should know, in Chinese: a suffix that lies, an uncertain encoding."""


class Part(StrEnum):
    """Where in a document a segment stands; the value is what a person is told."""

    BODY = ""
    HEADER = "页眉"
    FOOTER = "页脚"
    NOTE = "脚注尾注"
    COMMENT = "批注"
    TEXT_BOX = "文本框"
    SPEAKER_NOTES = "备注"
    DELETED = "修订删除"
    HIDDEN = "隐藏内容"
    PROPERTIES = "文件属性"
    LINK = "链接"
    OTHER = "其他部件"


NAME_PLACE = "文件名"
"""Where something stands that was found in the file's own name."""
FOLDER_PLACE = "文件夹名"
"""Where something stands that was found in the names of the folders above a file."""
_IN_PATH = frozenset({NAME_PLACE, FOLDER_PLACE})


class Unit(StrEnum):
    """What a line of a segment's text is for a person who looks for it."""

    NONE = ""
    LINE = "行"
    PARAGRAPH = "段"
    ROW = "表行"
    CELL = "单元格"


_BYLINE = re.compile(r"[“.](?:developers?|maintainers?|contributors?|committers?|authors?)”", re.I)
"""Tables of a package's own description: `package.json`, `pom.xml` and the like."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a file's text, with a place that a person can find.

    Lines end in LF. In a table one line is a row, cells are separated by TAB (blanks inside a cell are spaces) and
    `headings` holds one heading a column; a heading row is itself a line of the first segment. A page, slide or sheet
    that begins with this segment sets `opens_page`.
    """

    text: str
    place: str = ""
    """`第3页`, `工作表“名册”`, `正文`, `幻灯片4`, `表2`; "" where the file as a whole is the place."""
    part: Part = Part.BODY
    unit: Unit = Unit.NONE
    first: int = 1
    """Number (1-based) of the first line of `text`, in `unit`s of the place."""
    headings: tuple[str, ...] = ()
    heading_row: bool = False
    """True when the first line of `text` is the heading row itself."""
    first_column: int = 1
    """Column number (1-based) of the first cell of each line; for Unit.CELL."""
    opens_page: bool = False

    @property
    def is_table(self) -> bool:
        """Return whether lines are rows, with cells."""
        return self.unit in {Unit.ROW, Unit.CELL}

    @property
    def is_byline(self) -> bool:
        """Return whether these are records of who wrote a program: nobody's data, and no form of a document."""
        return bool(_BYLINE.search(self.place))

    def where(self, offset: int) -> str:
        """Return the place of the character at `offset` (0-based) in words: `第12行`, `工作表“名册” C2`, `表2 第3行 身份证号`."""
        told = not self.part or self.part in self.place or self.place in _IN_PATH
        name = self.place if told else f"{self.place} {self.part}".strip()
        line = self.first + self.text.count("\n", 0, offset)
        match self.unit:
            case Unit.LINE:
                return f"{name} 第{line}行".strip()
            case Unit.PARAGRAPH:
                return f"{name}第{line}段"
            case Unit.CELL:
                return f"{name} {_letters(self.first_column + self._column(offset))}{line}".strip()
            case Unit.ROW:
                column = self._column(offset)
                heading = self.headings[column].strip() if column < len(self.headings) else ""
                return f"{name} 第{line}行 {heading}".strip()
        return name

    def _column(self, offset: int) -> int:
        return self.text.count("\t", self.text.rfind("\n", 0, offset) + 1, offset)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Picture:
    """An image whose words are part of the document that it stands in: a scanned page, a photograph, a letterhead."""

    read: Callable[[int], bytes]
    """Gives the image file, at most as many bytes as asked for. Raises Unreadable."""
    place: str
    """`第3页`, `页眉`, `幻灯片4`."""
    part: Part = Part.BODY
    opens_page: bool = False
    size: tuple[int, int] | None = None
    """Width and height in pixels where the document tells them without the image being read."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file: an archive's member, an attachment, an embedded object. It becomes a record of its own."""

    name: str
    """Path inside the container, `/` between the parts; bytes of no known encoding as surrogate escapes."""
    read: Callable[[int], bytes]
    """Gives the content, at most as many bytes as asked for. Raises Unreadable."""
    size: int = 0
    """Bytes as the container declares them, which may be a lie; 0 where it does not."""
    packed: int = 0
    """Bytes that it takes in the container, 0 where that cannot be said."""
    mtime_ns: int = 0
    problem: Unreadable | None = None
    """Set where the container already tells that the member cannot be read."""


Item = Segment | Picture | Member
"""What a reader yields."""
