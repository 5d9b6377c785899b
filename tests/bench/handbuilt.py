"""对照：一个用户会自己搭的做法，照各库的用法直写。

usage: python -m tests.bench.handbuilt FOLDER [--tokens posseg|cut] [--piece CHARACTERS] [--lean] [--every N]

Presidio's AnalyzerEngine with jieba as its NLP engine, Presidio's own context enhancer, one PatternRecognizer for each
recognizer of ours with the same patterns and context words, and names by jieba's part of speech; pdfminer.six, openpyxl
and python-docx for documents, UTF-8 and then GB18030 for all other text. Prints one line of JSON: files read and unread,
characters, and finds by entity. Nothing of ours runs here: our recognizers are only asked what they declare.

Presidio's enhancer walks all words of a text for each find. A user who has met that hands over pieces of whole lines;
`--piece 0` hands over whole files, as the libraries' manuals show it. Presidio cannot ask for a context word before it
makes a result, so patterns that count only beside one are dear here; `--lean` leaves those recognizers out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import docx
import jieba
import jieba.posseg
import openpyxl
from pdfminer.high_level import extract_text
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer import RecognizerResult as Result
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from recognizers._registry import load_all

_LANGUAGE = "zh"
_PERSON = "PERSON"
_STOP_WORDS = frozenset("的 了 和 是 在 与 及 或 为 对 有 也 就 都 而 等 之 其 中 上 下 以 于".split())

PIECE = 1000
"""Characters of a piece by default."""

Cut = Callable[[str], list[tuple[str, str]]]


def by_part_of_speech(text: str) -> list[tuple[str, str]]:
    """Return the words of a text with their part of speech."""
    return [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]


def by_word(text: str) -> list[tuple[str, str]]:
    """Return the words of a text alone: cheaper, and blind to names."""
    return [(word, "") for word in jieba.cut(text)]


CUTS = {"posseg": by_part_of_speech, "cut": by_word}


class JiebaEngine(NlpEngine):
    """jieba in the place of spaCy: words are tokens and their own lemmas, `nr` is a person."""

    engine_name = "jieba"
    is_available = True

    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def load(self) -> None:
        """Read jieba's dictionary."""
        jieba.initialize()

    def is_loaded(self) -> bool:
        """Return whether the dictionary has been read."""
        return bool(jieba.dt.initialized)

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Return the words of a text with their offsets, and the names among them."""
        pairs = self._cut(text)
        words: Any = [word for word, _ in pairs]  # Presidio declares spaCy's types and uses lists and lengths
        starts = list(accumulate(map(len, words), initial=0))[:-1]
        names: Any = [(at, at + len(word)) for at, (word, flag) in zip(starts, pairs, strict=True) if flag == "nr"]
        return NlpArtifacts(names, words, starts, words, self, language)

    def process_batch(self, texts: Any, language: str, *_: Any, **__: Any) -> Any:
        """Yield each text with its words."""
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, _: str) -> bool:
        """Return whether a word says nothing."""
        return word in _STOP_WORDS

    def is_punct(self, word: str, _: str) -> bool:
        """Return whether a word is punctuation or blank."""
        return not any(map(str.isalnum, word))

    def get_supported_entities(self) -> list[str]:
        """Return what the engine itself finds."""
        return [_PERSON]

    def get_supported_languages(self) -> list[str]:
        """Return the one language."""
        return [_LANGUAGE]


class NameRecognizer(EntityRecognizer):
    """The names that the NLP engine has seen, as Presidio's SpacyRecognizer passes them on."""

    def __init__(self) -> None:
        super().__init__([_PERSON], supported_language=_LANGUAGE)

    def load(self) -> None:
        """Presidio's hook; there is nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any) -> list[Result]:  # noqa: ARG002 Presidio names them
        """Return a result for each name."""
        return [Result(_PERSON, start, end, 0.85) for start, end in nlp_artifacts.entities]


def analyzer(cut: Cut, *, lean: bool) -> AnalyzerEngine:
    """Return Presidio set up by hand, `lean` without what needs context: what is not named here is Presidio's default."""
    by_patterns = [
        PatternRecognizer(
            recognizer.ENTITY,
            patterns=[Pattern(f"{recognizer.ENTITY} {n}", *each) for n, each in enumerate(recognizer.PATTERNS)],
            context=list(recognizer.CONTEXT),
            supported_language=_LANGUAGE,
        )
        for recognizer in load_all()
        if recognizer.PATTERNS and not (lean and recognizer.NEEDS_CONTEXT)
    ]
    registry = RecognizerRegistry([*by_patterns, NameRecognizer()], supported_languages=[_LANGUAGE])
    engine = JiebaEngine(cut)
    engine.load()
    return AnalyzerEngine(registry, engine, supported_languages=[_LANGUAGE])


def read(path: Path) -> str:
    """Return the text of a file. Raises whatever the library of its format raises, ValueError for what is no text."""
    match path.suffix.lower():
        case ".pdf":
            return str(extract_text(path))
        case ".docx":
            return "\n".join(_paragraphs_and_rows(path))
        case ".xlsx":
            return "\n".join(_rows(path))
    data = path.read_bytes()
    if b"\0" in data:
        raise ValueError("no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _paragraphs_and_rows(path: Path) -> Iterator[str]:
    document = docx.Document(str(path))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for row in chain.from_iterable(table.rows for table in document.tables):
        yield "\t".join(cell.text for cell in row.cells)


def _rows(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for row in chain.from_iterable(sheet.iter_rows(values_only=True) for sheet in book.worksheets):
        yield "\t".join("" if value is None else str(value) for value in row)
    book.close()


def pieces(text: str, size: int) -> Iterator[str]:
    """Yield a text in pieces of at least `size` characters but for the last: whole lines, very long ones cut; 0: in one."""
    piece, length = list[str](), 0
    for line in _lines(text, size * 4) if size else [text]:
        piece.append(line)
        length += len(line)
        if length >= size:
            yield "".join(piece)
            piece, length = [], 0
    yield "".join(piece)


def _lines(text: str, longest: int) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield from (line[at : at + longest] for at in range(0, len(line), longest))


def scan(paths: Iterable[Path], engine: AnalyzerEngine, piece: int) -> dict[str, Any]:
    """Return the counts of a scan; a file that breaks is counted as unread."""
    counts, found = Counter[str](), Counter[str]()
    for path in paths:
        try:
            text = read(path)
            for part in pieces(text, piece):
                found.update(result.entity_type for result in engine.analyze(part, _LANGUAGE))
        except Exception:  # noqa: BLE001 a user's loop over foreign files goes on like this
            counts["unread"] += 1
        else:
            counts.update(read=1, characters=len(text))
    return {**counts, "found": dict(sorted(found.items()))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokens", choices=CUTS, default="posseg")
    parser.add_argument("--piece", type=int, default=PIECE)
    parser.add_argument("--lean", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file())
    engine = analyzer(CUTS[arguments.tokens], lean=arguments.lean)
    counts = scan(paths[:: arguments.every], engine, arguments.piece)
    json.dump(counts, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
