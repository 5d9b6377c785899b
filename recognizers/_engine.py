"""引擎：文件夹里的全部识别器，装进 Presidio 的 AnalyzerEngine：形式一个，标注人名的一个。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from recognizers._contract import Match, Passage, Recognizer, passage
from recognizers._registry import load_all
from recognizers._text import unwrapped
from recognizers._whole_cells import told
from recognizers.names._spans import Span
from recognizers.names._tagger import tagger

_LANGUAGE = "zh"


class PassageArtifacts(NlpArtifacts):
    """What our NLP engines make of a text: no tokens, but the folded passage with its headings, and the tagger's spans."""

    def __init__(self, where: Passage, nlp_engine: NlpEngine, tagged: Sequence[Span] = ()) -> None:
        none: Any = []
        found: Any = list(tagged)
        super().__init__(found, none, none, none, nlp_engine, _LANGUAGE)
        self.passage = where


class PassageEngine(NlpEngine):
    """Presidio's NLP engine without a model: Chinese codes need no tokens."""

    engine_name = "passage"
    is_available = True

    def load(self) -> None:
        """Presidio's hook; there is nothing to load."""

    def is_loaded(self) -> bool:
        """Return that there is nothing to wait for."""
        return True

    def process_text(self, text: str, language: str) -> PassageArtifacts:
        """Return the folded passage of a text without headings."""
        return PassageArtifacts(passage(text), self)

    def process_batch(self, texts: Any, language: str, batch_size: int = 1, n_process: int = 1, **_: Any) -> Any:
        """Yield each text with its artifacts."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        """Return that no word is a stop word."""
        return False

    def is_punct(self, word: str, language: str) -> bool:
        """Return whether a word is punctuation."""
        return not word.isalnum()

    def get_supported_entities(self) -> list[str]:
        """Return that the engine itself finds nothing."""
        return []

    def get_supported_languages(self) -> list[str]:
        """Return the one language."""
        return [_LANGUAGE]


class TaggingEngine(PassageEngine):
    """Presidio's NLP engine on the name tagger: its entities are the persons' spans."""

    engine_name = "tagging"

    def process_text(self, text: str, language: str) -> PassageArtifacts:
        """Return the folded passage of a text and the persons in it."""
        artifacts: PassageArtifacts
        ((_, artifacts),) = self.process_batch([text], language)
        return artifacts

    def process_batch(self, texts: Any, language: str, batch_size: int = 1, n_process: int = 1, **_: Any) -> Any:
        """Yield each text with its artifacts; all texts share the tagger's batches. Raises NoTagger."""
        passages = [unwrapped(passage(text)) for text in texts]
        spans = tagger().tag_all([where.text for where in passages])
        for text, where, found in zip(texts, passages, spans, strict=True):
            yield text, PassageArtifacts(where, self, found)

    def get_supported_entities(self) -> list[str]:
        """Return the one entity."""
        return ["CN_PERSON"]


class _NoEnhancer(ContextAwareEnhancer):
    """Recognizers weigh their own context; Presidio's enhancer is quadratic and never fires for Chinese."""

    def __init__(self) -> None:
        super().__init__(0, 0, 0, 0)

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], nlp_artifacts: Any, recognizers: Any, context: Any = None
    ) -> list[RecognizerResult]:  # fmt: skip
        """Return the results as they are."""
        return raw_results


class Engine:
    """Recognizes everything that the folder's recognizers can see."""

    def __init__(self, recognizers: Sequence[Recognizer] | None = None) -> None:
        every = tuple(r for r in recognizers or load_all() if not r.hindrance())
        self._recognizers = tuple(recognizer for recognizer in every if not recognizer.TAGGED)
        self._nlp, self._tagging = PassageEngine(), TaggingEngine()
        self._analyzer = _analyzer(self._recognizers, self._nlp)
        judges = [recognizer for recognizer in every if recognizer.TAGGED]
        self._name_analyzer = _analyzer(judges, self._tagging) if judges else None

    @property
    def tells_names(self) -> bool:
        """Whether names in running text are looked for."""
        return self._name_analyzer is not None

    def names(self, texts: Sequence[str]) -> list[list[Match]]:
        """Return the persons named in each of some running texts, sorted by start; no one unless `tells_names`."""
        analyzer = self._name_analyzer
        if analyzer is None:
            return [[] for _ in texts]
        return [
            _matches(analyzer.analyze(text, _LANGUAGE, nlp_artifacts=artifacts, return_decision_process=True))
            for text, artifacts in self._tagging.process_batch(texts, _LANGUAGE)
        ]

    def recognize(self, text: str, headings: tuple[str, ...] = ()) -> list[Match]:
        """Return what is found in a text, sorted by start, offsets in `text`; of overlapping finds the likelier stands.

        `headings` are the columns of a table whose rows are the lines of `text`, cells separated by TAB.
        """
        where = passage(text, headings)
        if headings:
            return self._in_table(where)
        entities = [entity for r in self._recognizers if r.possible(where) for entity in r.supported_entities]
        if not entities:
            return []
        results = self._analyzer.analyze(
            text,
            _LANGUAGE,
            entities=entities,
            score_threshold=0.0,
            nlp_artifacts=PassageArtifacts(where, self._nlp),
            return_decision_process=True,
        )
        return _matches(results)

    def _in_table(self, where: Passage) -> list[Match]:
        """Return what stands in a table; Presidio would make three objects of each of its cells and read none of them."""
        cells, rest = told(where, self._recognizers)
        others = [match for r in self._recognizers if r.possible(rest) for match in r.find(rest)]
        return settled([*cells, *others]) if others else cells


class _Analyzer(AnalyzerEngine):
    """Presidio's analyzer without its search for context, which sorts all results anew for each recognizer."""

    def _enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], nlp_artifacts: Any, recognizers: Any, context: Any = None
    ) -> list[RecognizerResult]:  # fmt: skip
        return raw_results


def _analyzer(recognizers: Sequence[Recognizer], nlp_engine: NlpEngine) -> Any:
    return _Analyzer(
        registry=RecognizerRegistry(recognizers=list(recognizers), supported_languages=[_LANGUAGE]),
        nlp_engine=nlp_engine,
        context_aware_enhancer=_NoEnhancer(),
        supported_languages=[_LANGUAGE],
    )


def _matches(results: list[RecognizerResult]) -> list[Match]:
    return settled([result.recognition_metadata["match"] for result in results])


def settled(matches: Iterable[Match]) -> list[Match]:
    """Return the matches without those that overlap a likelier, or else longer, one."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.score, -m.end)):
        while kept and kept[-1].end > match.start and _beats(match, kept[-1]):
            kept.pop()
        if not kept or kept[-1].end <= match.start:
            kept.append(match)
    return kept


def _beats(one: Match, other: Match) -> bool:
    return (one.score, one.end - one.start) > (other.score, other.end - other.start)
