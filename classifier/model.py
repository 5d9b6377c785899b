"""流转的每一种类型，按产生的先后排列。Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


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


class Unit(StrEnum):
    """What a line of a segment's text is for a person who looks for it."""

    NONE = ""
    LINE = "行"
    PARAGRAPH = "段"
    ROW = "表行"
    CELL = "单元格"


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

    def where(self, offset: int) -> str:
        """Return the place of the character at `offset` (0-based) in words: `第12行`, `工作表“名册” C2`, `表2 第3行 身份证号`."""
        name = f"{self.place} {self.part}".strip() if self.part and self.part not in self.place else self.place
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


class Status(StrEnum):
    """How far a tag may be believed."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    CANDIDATE = "candidate"
    EXCEPTED = "excepted"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing found, safe to write down: no field can hold a raw value."""

    entity: str
    where: str
    shown: str
    """Masked."""
    score: float
    reasons: tuple[str, ...]


class Clue(NamedTuple):
    """A name in a file, by its keyed digest: for a comparison with the rosters in other files."""

    digest: bytes
    strength: int
    """0 for a sighting; 1 for a person of a roster in this file, 2 where the roster is of others than staff and officials."""
    score: float = 0.0
    linked: bool = False
    """Whether another identifying value stands beside it."""
    short: bool = False
    """Whether it has two characters, which many persons share."""
    where: str = ""
    shown: str = ""
    """Masked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A secrecy mark and what is thought of it. Never a verdict that something is a secret."""

    text: str
    level: str
    term: str
    status: str
    """confirmed, suspect, lapsed, misuse or mention."""
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A duty of the agreement that a file falls under, with its grounds."""

    category: str
    subtype: str
    status: Status
    confidence: float
    """0 to 1."""
    grade: str
    clause: str
    basis: str
    reasons: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    public_origin: str = ""
    """What shows that the content was published (clause 9.1), "" where nothing does; the file is counted all the same."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By what a file's text is known again under the project's key, and from which nobody can tell a word of it."""

    characters: int
    """Letters, digits and Han; nothing else counts."""
    text: bytes
    """Keyed digest of all of them in their order."""
    windows: bytes
    """Keyed hashes of some of its windows: 64-bit little-endian numbers, ascending, each once."""
    titles: tuple[bytes, ...]
    """Keyed digests of what the file may be called."""
    cells: bytes = b""
    """Keyed hashes of some of the words in its tables, written as `windows` are."""
    whole: bool = True
    """False where the text is so long that only its beginning is fingerprinted."""


@dataclass(frozen=True, slots=True)
class Against:
    """What files are compared with while they are read."""

    folder: Path
    """Where the saved index of the listed documents lies."""
    classify: bool
    """Whether what is read is classified as well, or only compared."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a file has in common with a listed document. Safe to write down."""

    source: str
    """Path of the listed document."""
    kind: str
    """`text`, `cells` (a table's words without their order) or `title`."""
    characters: int
    """Counted characters of the shared runs; at least so many."""
    share: float
    """Part of the source's windows that were found, 0 to 1."""
    own: float
    """Part of the file's windows that were found in the source, 0 to 1."""
    where: str
    shown: str
    """Masked."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the inventory: a file, and all that may be said of it."""

    file: File
    outcome: Outcome
    detail: str = ""
    sha256: str = ""
    """Hexadecimal; "" where the bytes could not be read."""
    sm3: str = ""
    media_type: str = ""
    encoding: str = ""
    tags: tuple[Tag, ...] = ()
    marks: tuple[Mark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Distinct values by entity."""
    values: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    """Keyed digests of the distinct values, by entity; kept in the store, never in an export."""
    persons: int = 0
    persons_at_least: bool = False
    minors: int = 0
    fingerprint: Fingerprint | None = None
    """None where no text was read, or where none of it may be kept."""
    shared: tuple[Shared, ...] = ()
    """What it has in common with listed documents, where it was compared with any; kept in no store."""
    container: str = ""
    """Path of the file on disk that holds it, "" for a file on disk."""
    members: tuple[Record, ...] = ()
    """What is inside it, at every level; the store keeps a row for each of them, not this tuple."""
    clues: tuple[Clue, ...] = ()
    """Kept in the store, never in an export."""

    @property
    def name(self) -> str:
        """The path relative to the root."""
        return self.file.name

    @property
    def categories(self) -> tuple[str, ...]:
        """The sorted ids of the categories that stand (excepted ones do not)."""
        return tuple(sorted({tag.category for tag in self.tags if tag.status is not Status.EXCEPTED}))
