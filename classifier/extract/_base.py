"""读取器的约定与分派：按内容类型找到读取器。"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import MappingProxyType

import classifier.extract
from classifier.model import FileType, Item, Outcome, Segment, Unreadable
from recognizers._document import Form

TABLE_ROWS = 1000
"""Rows or lines a segment holds at most: large enough for speed, small enough for memory."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an extractor reads: all bytes of one file. Extractors never open anything themselves."""

    data: bytes
    name: str
    type: FileType
    passwords: tuple[str, ...] = ()
    """What the user gave to open protected files with."""
    history: bool = False
    """Whether the objects of a git repository are to be opened."""


def given(data: bytes) -> Callable[[int], bytes]:
    """Return the reader of a picture or member whose content is already in memory."""
    return lambda limit: data[:limit]


@dataclass(frozen=True, slots=True)
class Extractor:
    """How one family of formats is read. A module of `classifier/extract` holds one as EXTRACTOR."""

    title: str
    """What a school officer calls the format."""
    media_types: frozenset[str]
    form: Form
    read: Callable[[Source], Iterator[Item]]
    """Yields segments in reading order, pictures where they stand, and the files inside the file. Raises only Unreadable; heavy imports stand inside it."""
    sample: Callable[[str], tuple[bytes, str]] | None
    """Makes a small file of the format that holds a given one-line text, and its suffix: how the extractor is tested. None where
    only other programs make such files; those have tests of their own."""
    reads: str = ""
    """What of the format is read, in Chinese, for the table of formats."""
    omits: str = ""
    """What is not, "" where nothing is left out."""
    second: Callable[[Source], Iterator[Segment]] | None = None
    """Reads the same by other means, for a comparison."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """Media types of the family whose form differs from `form`."""

    def segments(self, source: Source) -> Iterator[Segment]:
        """Yield the text alone, without pictures and members. Raises Unreadable."""
        return (item for item in self.read(source) if isinstance(item, Segment))

    def form_of(self, media_type: str) -> Form:
        """Return the form of a document of this media type."""
        return self.forms.get(media_type, self.form)


@cache
def extractors() -> tuple[Extractor, ...]:
    """Return the EXTRACTOR of every module of the folder without a leading underscore, by module name."""
    names = sorted(m.name for m in pkgutil.iter_modules(classifier.extract.__path__) if not m.name.startswith("_"))
    return tuple(import_module(f"classifier.extract.{name}").EXTRACTOR for name in names)


@cache
def by_media_type() -> MappingProxyType[str, Extractor]:
    """Return the extractor for each media type that one declares itself for."""
    return MappingProxyType({media: extractor for extractor in extractors() for media in extractor.media_types})


def extractor_for(media_type: str) -> Extractor:
    """Return the extractor for a media type. Raises Unreadable(UNSUPPORTED) where there is none."""
    if found := by_media_type().get(media_type):
        return found
    raise Unreadable(Outcome.UNSUPPORTED, f"暂不能读取的格式（{media_type}），须由人工查看")
