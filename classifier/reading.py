"""读取一份文件：文字段一段段经过，识别、汇总，最后成为记录里的结论。"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import sha256

from classifier import metafile, ocr, picture_text
from classifier.assemble import Assembly
from classifier.classify import classify, undecided
from classifier.findings import Collector, JudgedAt
from classifier.handback.comparison import Comparison
from classifier.handback.fingerprints import Fingerprinter
from classifier.model import FOLDER_PLACE, NAME_PLACE, Part, Picture, Segment, Unreadable
from classifier.naming import Naming, pieces
from classifier.policy import load_policy
from classifier.record import Clue, Mark, Record, Status, Tag
from classifier.remarks import remarks
from classifier.settings import Settings
from recognizers._contract import Match, Recognizer
from recognizers._document import Form
from recognizers._engine import Engine
from recognizers._kinds import load_kinds, read_kinds
from recognizers._marks import MarkSighting, Position, judge_marks, sight_marks
from recognizers._registry import DeafRecognizer, load_all, self_test
from recognizers._shapes import shapes

_HEAD_LINES = 1000
"""Body lines counted at most: marks are judged by whether they stand at the head."""
_POSITIONS = {Part.HEADER: Position.HEADER, Part.TEXT_BOX: Position.TEXT_BOX}
_PICTURE_BYTES = 128 * 2**20
_CLUE = 0.3
"""Score of the name of somebody in whose folder a file stands: he need not stand in the file."""
_HEAD_BYTES = 256 * 2**10
"""Bytes of an image file in which its size stands."""


@cache
def engine(without: str = "") -> Engine:
    """Return this process's engine, without the recognizer of one entity; made once, after every one has proved that it hears."""
    for recognizer in load_all():
        _prove(recognizer)
    made = Engine([recognizer for recognizer in load_all() if without != recognizer.ENTITY])
    gc.freeze()  # what is loaded stays: the collector need not walk a million objects again for each large file
    return made


@cache
def _prove(recognizer: Recognizer) -> None:
    """Raise DeafRecognizer unless a recognizer passes its own examples; asked again of one that does, nothing is done."""
    self_test(recognizer)


def prepare_reading() -> None:
    """Load policy, kinds and recognizers, which prove that they hear; a deaf one is told by `engine`. The tagger is left out."""
    load_policy()
    load_kinds()
    shapes()
    for recognizer in load_all():
        if not recognizer.TAGGED:
            with suppress(DeafRecognizer):
                _prove(recognizer)


@lru_cache(maxsize=256)
def _in_folder(engine: Engine, folder: str, called: str) -> tuple[Match, ...]:
    """Return what the names of folders, the outermost first, show, names of persons (`called`) as clues; many files stand in one."""
    if not folder or folder.isascii():
        return ()
    found = engine.recognize(folder.replace("/", "\n"))
    return tuple(match._replace(score=min(match.score, _CLUE)) if match.entity == called else match for match in found)


class Reader:
    """What a file's text passes through, and what is read in its pictures."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name, self._settings = name, settings
        self._seen: dict[bytes, str | None] = {}
        self._comparison = Comparison(name, settings.key, settings.against) if settings.against else None
        self.characters = 0
        self.unread_pictures: list[str] = []
        """Places of pictures whose words nobody has read."""

    def take(self, segment: Segment) -> None:
        """Take in the next piece of text."""
        self.characters += len(segment.text) if segment.part is not Part.PROPERTIES else 0
        if self._comparison:
            self._comparison.add(segment)

    def record(self, record: Record) -> Record:
        """Return `record` with what is known of the text that has passed."""
        return replace(record, shared=self._comparison.shared()) if self._comparison else record

    def values(self) -> dict[str, set[bytes]]:
        """Return the keyed digests of the values found so far, by entity."""
        return {}

    def look_at(self, picture: Picture, *, time_left: bool) -> None:
        """Take in the words of a picture, or note that nobody has read them."""
        try:
            self._take_beside(picture)
            words = self._words(picture, time_left=time_left)
        except Unreadable:
            words = None
        if words is None:
            self.unread_pictures.append(picture.place)
        elif words:
            place = f"图像文字 {picture.place}".strip()
            self.take(Segment(words, place, picture.part, opens_page=picture.opens_page))

    def _take_beside(self, picture: Picture) -> None:
        """Take in what is written beside the pixels of a picture that stands in a document: where it was taken, by whom."""
        head = picture.read(_HEAD_BYTES) if picture.place and picture.size is None else b""
        if picture_text.may_be_beside(head) and (lines := list(picture_text.beside(head))):
            self.take(Segment("\n".join(lines), f"图像属性 {picture.place}", Part.PROPERTIES))

    def _words(self, picture: Picture, *, time_left: bool) -> str | None:
        """Return a picture's words, "" for one that holds none or was read before in this file, None for one that stays unread."""
        head = picture.read(_HEAD_BYTES) if picture.size is None else b""
        drawn = metafile.is_metafile(head)
        size = None if drawn else picture.size or ocr.size_of(head) or ocr.size_of(picture.read(_PICTURE_BYTES))
        if size and not ocr.may_hold_words(size):
            return ""
        if not drawn and not (size and time_left):
            return None
        data = picture.read(_PICTURE_BYTES)
        digest = sha256(data).digest()
        if digest in self._seen:
            return "" if self._seen[digest] is not None else None
        self._seen[digest] = metafile.words(data) if drawn else ocr.words(data)
        return self._seen[digest]


class Reading(Reader):
    """Everything that is recognized while a file's segments pass."""

    def __init__(self, name: str, form: Form, settings: Settings) -> None:
        super().__init__(name, settings)
        policy = load_policy(settings.policy)
        self._policy, self._today = policy, settings.today
        self._form = form
        self._assembly = Assembly(name, form)
        self._fingerprinter = Fingerprinter(name, settings.key, every=settings.every_window)
        self._collector = Collector(settings.key, policy.identity, settings.today)
        self._engine = engine(policy.name_entity if settings.names == "off" else "")
        self._naming = Naming(self._engine, self._collector, settings.names, policy.identity.direct)
        self._sightings: list[tuple[MarkSighting, str]] = []
        self._body_lines = 0
        folder, _, base = name.rpartition("/")
        self._take_folder(folder.rpartition("!/")[2])
        self._recognize(Segment(base, NAME_PLACE, Part.OTHER))
        self._sightings += [(sighting, NAME_PLACE) for sighting in sight_marks(base, Position.NAME)]

    def take(self, segment: Segment) -> None:
        """Take in the next piece of text."""
        super().take(segment)
        self._recognize(segment)
        if not segment.is_byline:
            self._assembly.add(segment)
        self._fingerprinter.add(segment)
        position = _POSITIONS.get(segment.part, Position.BODY)
        body = segment.part is Part.BODY
        for sighting in sight_marks(segment.text, position, self._body_lines if body else 0):
            self._sightings.append((sighting, segment.where(sighting.offset)))
        if body and self._body_lines < _HEAD_LINES:
            self._body_lines += sum(1 for line in segment.text.split("\n") if line.strip())

    def values(self) -> dict[str, set[bytes]]:
        """Return the keyed digests of the values found so far, by entity."""
        self._naming.finish(lambda _: True)
        return self._collector.values()

    def _take_folder(self, folder: str) -> None:
        """Take in whose folder a file stands in: numbers for what they are, names as clues, which a roster may prove."""
        wanted = self._policy.identity.direct | {self._policy.name_entity}
        if found := [
            match for match in _in_folder(self._engine, folder, self._policy.name_entity) if match.entity in wanted
        ]:
            self._collector.add(Segment(folder.replace("/", "\n"), FOLDER_PLACE, Part.OTHER), found)

    def _recognize(self, segment: Segment) -> None:
        for piece in pieces(segment):
            self._naming.take(piece, self._engine.recognize(piece.text, piece.headings))
        for cell in remarks(segment):
            self._naming.take(cell, [])

    def record(self, record: Record) -> Record:
        """Return `record` with the tags, marks and counts of what has passed."""
        document = self._assembly.document()
        judged = judge_marks([sighting for sighting, _ in self._sightings], document, self._today)
        marks = tuple(
            JudgedAt(Mark(mark.text, mark.level, mark.term, mark.status, where, mark.reason), mark.subtype)
            for mark, (_, where) in zip(judged, self._sightings, strict=True)
        )
        kinds = read_kinds(document)
        self._naming.finish(
            lambda more: undecided(self._collector.findings(self._form, marks, kinds), self._policy, more)
        )
        findings = self._collector.findings(self._form, marks, kinds)
        tags = classify(findings, self._policy)
        record = super().record(record)
        if self._policy.withholds(tags):
            return _withheld(record, tags, marks)
        return replace(
            record,
            tags=tags,
            marks=tuple(item.mark for item in marks),
            counts=findings.counts(),
            values={entity: b"".join(sorted(values)) for entity, values in sorted(findings.values.items())},
            persons=findings.people.persons,
            persons_at_least=self._naming.untagged > 0,
            minors=findings.people.minors,
            clues=self._clues(findings.clues, tags),
            fingerprint=self._fingerprinter.fingerprint(),
        )

    def _clues(self, clues: tuple[Clue, ...], tags: tuple[Tag, ...]) -> tuple[Clue, ...]:
        """Return the names of a file; only what is taken for data about persons may prove names in others."""
        spreading = {category.id for category in self._policy.categories if category.spreads}
        if any(tag.category in spreading and tag.status is Status.CONFIRMED for tag in tags):
            return clues
        return tuple(clue._replace(strength=0) for clue in clues)


def _withheld(record: Record, tags: tuple[Tag, ...], marks: tuple[JudgedAt, ...]) -> Record:
    """Return the record of a file that bears a secrecy mark: its mark and where it stands, nothing that tells the content."""
    shared = tuple(replace(item, shown="") for item in record.shared)
    return replace(record, tags=tags, marks=tuple(item.mark for item in marks), shared=shared)


def reader(name: str, form: Form, settings: Settings) -> Reader:
    """Return what a file is read with: everything is recognized unless the settings ask for a comparison alone."""
    only_compared = settings.against is not None and not settings.against.classify
    return Reader(name, settings) if only_compared else Reading(name, form, settings)


def differences(first: Mapping[str, Set[bytes]], second: Mapping[str, Set[bytes]]) -> str:
    """Return, in Chinese, by what the values that two readers saw differ; "" where they do not."""
    titles = {recognizer.ENTITY: recognizer.TITLE for recognizer in load_all()}
    lines = []
    for entity in sorted(first.keys() | second.keys()):
        one, two = first.get(entity, set()), second.get(entity, set())
        if one != two:
            lines.append(f"{titles.get(entity, entity)} 仅第一种 {len(one - two)} 个、仅第二种 {len(two - one)} 个")
    return "两种读取方法所得不同：" + "，".join(lines) if lines else "两种读取方法所得相同"
