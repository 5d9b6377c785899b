"""识别器的约定：Presidio 的 EntityRecognizer，加上我们要它说清楚的事。

The one module that imports Presidio. A recognizer is a class in a module of its own: what it finds, how sure it is and
why, and examples for both. Any Presidio user can load it by class name (`conf/baomi.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from recognizers import _rounded
from recognizers._grid import Labelled
from recognizers._text import NOT_AFTER_CODE, NOT_BEFORE_CODE, Passage, fold, passage

__all__ = ["NOT_AFTER_CODE", "NOT_BEFORE_CODE", "Match", "Passage", "Recognizer", "Sighting", "Verdict", "passage"]

BEFORE, AFTER = 20, 6
"""How far, in characters, a word may stand from a value and still speak for it."""
_SPOKEN = 0.3
"""What a word of CONTEXT adds to a score."""
_DAMAGED = 0.6
"""Score of what is left of a rounded number."""
_NOWHERE = passage("")
_BLANKS = re.compile("(?<=[\u4e00-\u9fff])\\s+(?=[\u4e00-\u9fff])")
"""How a heading is spread over its cell: `出 生 日 期`."""
_SPREAD, _SPREAD_OVER = re.compile("[ _]+"), 80
"""What spreads a label over its line, and fills the line up to the value: `学    号 ______`; the characters that it takes at the most."""
_HEADINGS = 4096
"""Headings about which a recognizer remembers whether they have a word of its own."""


class Match(NamedTuple):
    """一处发现。It holds the raw value and so stays in memory: nothing may write it out."""

    entity: str
    start: int
    """Offset of the first character in the text as read, 0-based."""
    end: int
    """Offset behind the last character."""
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """Why, in Chinese, for a person who does not program."""
    value: str
    """Normalised: equal things have equal values whatever their blanks, case or width."""
    born: date | None = None
    """The birth date that the value proves, if it does; the first day of the month where it tells no more."""


class Sighting(NamedTuple):
    """What a pattern has hit, before anyone has judged it."""

    hit: re.Match[str]
    passage: Passage
    score: float
    clue: str
    """The context word found beside the value or in its column heading, "" for none."""
    heading: str
    """The whole heading of the value's column, "" outside tables."""

    @property
    def text(self) -> str:
        """The characters hit: the group named `value`, else the whole match."""
        return self.hit["value"] if "value" in self.hit.re.groupindex else self.hit[0]


class Verdict(NamedTuple):
    """How sure a recognizer is of a sighting, and why."""

    score: float
    reasons: tuple[str, ...] = ()
    value: str = ""
    """Normalised value, "" for the characters hit."""
    born: date | None = None


Teller = Callable[[str, int], Match | None]
"""Tells what a whole cell is that begins at an offset, None where its form is another."""


@lru_cache(maxsize=_HEADINGS)
def told_by(heading: str) -> str:
    """Return in words that the heading of a column tells what stands in it."""
    return f"列名“{heading.strip()}”"


def _stripped(cell: Labelled) -> tuple[int, int]:
    """Return start and end of a cell without the blanks around its text."""
    left = len(cell.text) - len(cell.text.lstrip())
    return cell.start + left, cell.start + len(cell.text.rstrip())


def _span(hit: re.Match[str]) -> tuple[int, int]:
    return hit.span("value") if "value" in hit.re.groupindex else hit.span()


class Recognizer(EntityRecognizer):
    """One thing that can be seen in Chinese text.

    A subclass declares the capitals below and, where form alone is no proof, overrides `judge`. Where patterns are not the
    way, it overrides `find`.
    """

    COUNTRY_CODE: ClassVar[str | None] = "cn"
    ENTITY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    """What a school officer calls it."""
    PATTERNS: ClassVar[tuple[tuple[str, float], ...]] = ()
    """Regular expressions with the score (0 to 1) of a bare hit. A group named `value` narrows the hit."""
    CELL: ClassVar[str] = ""
    """Regular expression of a whole cell; looked for only in columns whose heading has a word of CONTEXT."""
    ROUNDED: ClassVar[str] = ""
    """Regular expression of what is left of a number that a spreadsheet has rounded (`1.10E+17`); looked for as CELL is."""
    WHOLE: ClassVar[tuple[str, float] | None] = None
    """Regular expression, with its score, of a whole cell that can be nothing else in a column whose heading has a word of CONTEXT."""
    WHOLE_DIGITS: ClassVar[int] = 19
    """Characters that the longest number in such a cell has at most."""
    NOT_HEADINGS: ClassVar[tuple[str, ...]] = ()
    """Words that take a heading out of the reach of CELL and WHOLE."""
    CONTEXT: ClassVar[tuple[str, ...]] = ()
    """Words that speak for it: within BEFORE characters in front, AFTER behind, or in the column heading."""
    NEEDS_CONTEXT: ClassVar[bool] = False
    """True: without a word of CONTEXT it is not one."""
    ANCHORS: ClassVar[tuple[str, ...]] = ()
    """Literal strings of which one must stand in the text or headings for any hit to be possible; empty: unknown."""
    DIGITS: ClassVar[int] = 0
    """Characters that the text's longest number must have for any hit to be possible (`Passage.longest_number`)."""
    TAGGED: ClassVar[bool] = False
    """True: it judges what the name tagger finds, which costs far more than patterns; the engine asks it only on request."""
    FINDS: ClassVar[tuple[str, ...]] = ()
    """Texts in which it must be found; at least one glued to Chinese on both sides. TAB and a first row of headings make a table."""
    IGNORES: ClassVar[tuple[str, ...]] = ()
    """Texts in which it must not be found; at least one near miss."""

    def __init__(
        self,
        supported_language: str = "zh",
        name: str | None = None,
        context: list[str] | None = None,
        supported_entity: str | None = None,
    ) -> None:
        self._compiled = tuple((re.compile(pattern), score) for pattern, score in self.PATTERNS)
        self._cell = re.compile(self.CELL) if self.CELL else None
        self._rounded = re.compile(self.ROUNDED) if self.ROUNDED else None
        self._whole = re.compile(self.WHOLE[0]) if self.WHOLE else None
        self._words: tuple[str, ...] = (*self.CONTEXT, *(context or ()))
        self._lowered_words: tuple[tuple[str, str], ...] = tuple((word, word.lower()) for word in self._words)
        self._headings: dict[str, str] = {}
        super().__init__(
            supported_entities=[supported_entity or self.ENTITY],
            name=name or type(self).__name__,
            supported_language=supported_language,
            context=list(self._words),
        )

    def load(self) -> None:
        """Presidio's hook; there is nothing to load."""

    def hindrance(self) -> str:
        """Return in Chinese why it cannot work on this machine, "" where it can."""
        return ""

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Return how sure the recognizer is of a sighting, None when it is not one."""
        return Verdict(sighting.score)

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield what is found in a passage, offsets in the text as read."""
        if not self.possible(where):
            return
        for pattern, score in self._compiled:
            for hit in pattern.finditer(where.text):
                if match := self._weigh(hit, where, score):
                    yield match
        yield from self._in_cells(where)
        if self._rounded is not None and where.is_rounded:
            yield from self._damaged(where, self._rounded)

    def hear(self, where: Passage, entities: Sequence[Any]) -> Iterator[Match]:
        """Yield what is found in a passage in which the NLP engine has already found `entities`."""
        return self.find(where)

    def _in_cells(self, where: Passage) -> Iterator[Match]:
        if self._cell is None:
            return
        for told in where.labelled:
            hit = self._cell.fullmatch(where.text, *_stripped(told)) if self.speaks(told.label) else None
            if hit and (match := self._weigh(hit, where, 0.5)):
                yield match
        columns = self.columns(where)
        if not columns:
            return
        own = {column: fold(where.headings[column]).strip() for column in columns}
        for offset, column, cell in where.cells(columns):
            if cell.strip() == own[column]:
                continue  # the heading itself, in its row
            left = len(cell) - len(cell.lstrip())
            hit = self._cell.fullmatch(where.text, offset + left, offset + len(cell.rstrip()))
            if hit and (match := self._weigh(hit, where, 0.5)):
                yield match

    def _damaged(self, where: Passage, form: re.Pattern[str]) -> Iterator[Match]:
        reason = f"被表格软件存成科学计数的{self.TITLE}"
        for at, text, heading in _rounded.cells(where, form, self.columns(where), self.speaks):
            start = where.original(at)
            yield Match(
                self.supported_entities[0], start, start + len(text), _DAMAGED, (reason, told_by(heading)), text
            )

    def columns(self, where: Passage) -> frozenset[int]:
        """Return the columns of a table whose headings name what is looked for."""
        return frozenset(
            number
            for number, heading in enumerate(where.headings)
            if self.speaks(heading) and not any(word in heading.lower() for word in self.NOT_HEADINGS)
        )

    def promised(self, where: Passage) -> frozenset[int]:
        """Return the columns of a table in which a cell of the form WHOLE can be nothing else."""
        return self.columns(where) if self.WHOLE else frozenset()

    def teller(self, heading: str) -> Teller:
        """Return what tells the whole cells of a promised column, as `find` would score them."""
        assert self._whole is not None
        assert self.WHOLE is not None
        form, score, entity = self._whole.fullmatch, self.WHOLE[1], self.ENTITY
        clue, told, itself = self.speaks(heading), told_by(heading), fold(heading).strip()

        def tell(cell: str, start: int) -> Match | None:
            hit = form(cell) if cell != itself else None
            verdict = self.judge(Sighting(hit, _NOWHERE, score, clue, heading)) if hit else None
            if verdict is None:
                return None
            own, reasons, value, born = verdict
            surer = min(1.0, own + _SPOKEN)
            return Match(entity, start, start + len(cell), surer, (*reasons, told), value or cell, born)

        return tell

    def speaks(self, heading: str) -> str:
        """Return the word of CONTEXT that a column's heading holds, "" for none."""
        known = self._headings.get(heading)
        if known is None:
            if len(self._headings) >= _HEADINGS:
                self._headings.clear()
            lowered = heading.lower()
            known = self._headings[heading] = self._words_in(lowered) or self._words_in(_BLANKS.sub("", lowered))
        return known

    def possible(self, where: Passage) -> bool:
        """Return whether anything could be found at all: the cheap question before the dear one."""
        if where.longest_number < self.DIGITS and not (self._rounded is not None and where.is_rounded):
            return False
        if self.NEEDS_CONTEXT and not self._words_in(where.lowered) and not self._words_in(where.squeezed):
            return False
        headings = "\n".join(where.headings).lower() if self.ANCHORS else ""
        return not self.ANCHORS or any(anchor in text for text in (where.text, headings) for anchor in self.ANCHORS)

    def _words_in(self, lowered: str) -> str:
        return next((word for word, low in self._lowered_words if low in lowered), "")

    def _weigh(self, hit: re.Match[str], where: Passage, score: float) -> Match | None:
        return self._weighed(hit, where, score, where.heading(_span(hit)[0]))

    def _weighed(self, hit: re.Match[str], where: Passage, score: float, heading: str) -> Match | None:
        start, end = _span(hit)
        clue, told = self._clue(where, start, end, heading)
        if self.NEEDS_CONTEXT and not clue:
            return None
        verdict = self.judge(Sighting(hit, where, score, clue, heading))
        if verdict is None:
            return None
        moved = where.origin is not None
        return Match(
            self.supported_entities[0],
            where.original(start) if moved else start,
            where.original(end - 1) + 1 if moved else end,
            min(1.0, verdict.score + (_SPOKEN if clue else 0.0)),
            (*verdict.reasons, told) if told else verdict.reasons or (f"{self.TITLE}格式",),
            verdict.value or where.text[start:end],
            verdict.born,
        )

    def _clue(self, where: Passage, start: int, end: int, heading: str) -> tuple[str, str]:
        if heading and (word := self.speaks(heading)):
            return word, told_by(heading)
        low, high = max(0, start - BEFORE), end + AFTER
        if where.headings:  # the cells beside it have headings of their own
            low = max(low, where.text.rfind("\t", 0, start) + 1, where.line_start(start))
            high = min(high, where.cell_end(end))
        if word := self._words_in(where.lowered[low:start]) or self._words_in(where.lowered[end:high]):
            return word, f"邻近“{word}”"
        if where.squeezed and not where.headings:
            line = where.lowered[max(where.line_start(start), start - _SPREAD_OVER) : start]
            if word := self._words_in(_SPREAD.sub("", line)[-BEFORE:]):
                return word, f"邻近“{word}”"
        return "", ""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Return what is found, in Presidio's form; `entities` without ours means nothing is asked of us."""
        if entities and self.supported_entities[0] not in entities:
            return []
        where = getattr(nlp_artifacts, "passage", None)
        found = self.hear(where, nlp_artifacts.entities) if where else self.find(passage(text))
        return [self._result(match) for match in found]

    def _result(self, match: Match) -> RecognizerResult:
        explanation = AnalysisExplanation(
            recognizer=type(self).__name__, original_score=match.score, textual_explanation="；".join(match.reasons)
        )
        metadata: Mapping[str, Any] = {
            RecognizerResult.RECOGNIZER_NAME_KEY: type(self).__name__,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            "match": match,
        }
        return RecognizerResult(match.entity, match.start, match.end, match.score, explanation, dict(metadata))
