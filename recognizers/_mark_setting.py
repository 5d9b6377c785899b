"""标志所在的文件：程序还是公文，讲解还是正文，标志近旁写着什么。"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import dictionaries
from recognizers._document import Document, Form
from recognizers._layout import Layout
from recognizers._mark_exams import Paper, read_paper
from recognizers._mark_forms import MarkSighting, Position
from recognizers._text import passage

HEAD = 14
"""Non-blank lines that are the head of a document."""
_TAIL = 12
_NEAR = 3
"""Lines on either side of a mark in which a stamp belongs to it."""
_NARRATIVE, _MANUAL = 4, 3
_COMPANY_TEXT = 20_000


@dataclass(frozen=True)
class Setting:
    """A document as its marks see it."""

    document: Document

    @cached_property
    def lines(self) -> list[str]:
        """The folded lines that are not blank."""
        return [line for line in passage(self.document.text).text.split("\n") if line.strip()]

    @cached_property
    def head(self) -> str:
        """The first lines."""
        return "\n".join(self.lines[:HEAD])

    @cached_property
    def name(self) -> str:
        """The folded path."""
        return passage(self.document.name).text

    @cached_property
    def source(self) -> bool:
        """Whether the document is source code or a template; data records are, unless they begin as an official document does."""
        if self.document.form is Form.CODE or found("source", "names", self.name.lower()):
            return True
        if self.document.form is Form.RECORD:
            return len(self.elements) < 2
        return Layout(self.document).is_code

    @cached_property
    def elements(self) -> tuple[str, ...]:
        """The titles of the elements of an official document (公文要素) in head and tail."""
        ends = "\n".join((*self.lines[:HEAD], *self.lines[HEAD:][-_TAIL:]))
        return tuple(title for title, pattern in _elements() if pattern.search(ends))

    @cached_property
    def teaching(self) -> str:
        """What the document teaches or tells when its marks are mere examples: a phrase for a person, "" for none."""
        text = "\n".join(self.lines)
        topics = {hit[0] for hit in _words("teaching", "topics").finditer(text)}
        if topics and len(topics | {hit[0] for hit in _words("teaching", "company").finditer(text)}) >= 2:
            return "讲解或考查保密知识的文字"
        if found("teaching", "guides", self.head):
            return "讲公文写法的文字"
        if len({hit[0] for hit in _words("source", "manual").finditer(text)}) >= _MANUAL:
            return "软件的说明文字"
        told = {hit[0] for hit in _words("teaching", "narrative").finditer(text)}
        return "小说、故事一类的文字" if len(told) >= _NARRATIVE else ""

    @cached_property
    def company(self) -> bool:
        """Whether the document is a company's."""
        return found("company", "words", self.head)

    @cached_property
    def geodata(self) -> bool:
        """Whether the document is about surveying."""
        return found("geodata", "words", f"{self.head}\n{self.name}")

    def repeats(self, word: str) -> int:
        """Return how often a word stands in the first pages."""
        return sum(line.count(word) for line in self.lines[:400])

    def around(self, sighting: MarkSighting) -> Sequence[str]:
        """Return the lines that speak of a mark: the head for a mark in it, for another the lines that follow the mark."""
        at = self._line_of(sighting)
        return self.lines[:HEAD] if at < HEAD else self.lines[at - 1 : at + HEAD]

    def paper(self, sighting: MarkSighting) -> Paper:
        """Return what the lines around a mark say of an examination."""
        at = max(HEAD - 1, self._line_of(sighting))
        if at not in self._papers:
            self._papers[at] = read_paper(self.around(sighting), self.name)
        return self._papers[at]

    def declassified(self, sighting: MarkSighting) -> bool:
        """Return whether a stamp of declassification stands near a mark, on a line of its own or at the end of the mark's."""
        at = self._line_of(sighting)
        near = self.lines[max(0, at - _NEAR) : at + _NEAR + 1]
        stamps = _words("declassified", "stamps")
        return any(stamps.fullmatch(line.strip(" \t()【】[]。")) for line in (*near, sighting.line[sighting.end :]))

    def listed(self, sighting: MarkSighting) -> bool:
        """Return whether marks of other levels stand beside a mark, as they do in a list of examples."""
        at = self._line_of(sighting)
        levels = {level for near in range(at - 2, at + 3) for level in self._starred.get(near, ())}
        return len(levels | {sighting.level}) > 1

    @cached_property
    def _papers(self) -> dict[int, Paper]:
        return {}

    @cached_property
    def _starred(self) -> Mapping[int, set[str]]:
        found_levels: dict[int, set[str]] = defaultdict(set)
        for number, line in enumerate(self.lines):
            if "密" in line and "\t" not in line:
                found_levels[number] = {"".join(hit[1].split()) for hit in _STARRED.finditer(line)}
        return found_levels

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        places = defaultdict(list)
        for number, line in enumerate(self.lines):
            if "密" in line:
                places[line.strip()].append(number)
        return places

    def _line_of(self, sighting: MarkSighting) -> int:
        """Return the index in `lines` of a sighting's line: the occurrence nearest to where it was counted."""
        if sighting.position is not Position.BODY:
            return 0
        counted = sighting.line_number - 1
        places = self._places.get(sighting.line.strip())
        if not places:
            return counted
        after = bisect_left(places, counted)
        return min(places[max(0, after - 1) : after + 1], key=lambda number: abs(number - counted))


_STARRED = re.compile("([绝機机秘][ ]{0,3}密)[ ]{0,3}[★☆]")


@cache
def _words(section: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(dictionaries.marks()[section][key]), re.MULTILINE)


@cache
def _at_the_end(section: str, key: str) -> re.Pattern[str]:
    return re.compile(f"(?:{_words(section, key).pattern})[ ]?$")


def ends_with(section: str, key: str, text: str) -> bool:
    """Return whether a text ends in a word of a list of `dictionaries/marks.toml`, a blank left aside."""
    return bool(_at_the_end(section, key).search(text[-40:]))


def begins_with(section: str, key: str, text: str) -> bool:
    """Return whether a text begins with a word of a list of `dictionaries/marks.toml`, blanks left aside."""
    return bool(_words(section, key).match(text.lstrip(" ")))


@cache
def _elements() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (item["title"], re.compile(item["pattern"], re.MULTILINE)) for item in dictionaries.marks()["official"]
    )


def found(section: str, key: str, text: str) -> bool:
    """Return whether a text holds a word of a list of `dictionaries/marks.toml`."""
    return bool(_words(section, key).search(text))
