"""查验一份文件：识别类型、读取、识别内容、分类。在工作进程里运行。

The only module that loads the recognizers together with the readers; the main process never imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from classifier.assemble import Assembly
from classifier.classify import classify
from classifier.digest import blocks, digests, opened
from classifier.extract._base import Source, by_media_type
from classifier.findings import Collector, JudgedAt
from classifier.identify import identify, unread_outcome
from classifier.model import File, FileType, Mark, Outcome, Part, Record, Segment, Unreadable
from classifier.policy import load_policy
from classifier.settings import Settings
from recognizers._document import Form
from recognizers._engine import Engine
from recognizers._kinds import read_kinds
from recognizers._marks import MarkSighting, Position, judge_marks, sight_marks
from recognizers._registry import load_all, self_test

_HEAD_LINES = 1000
"""Body lines counted at most: marks are judged by whether they stand at the head."""
_POSITIONS = {Part.HEADER: Position.HEADER, Part.TEXT_BOX: Position.TEXT_BOX}


@cache
def engine(without: str = "") -> Engine:
    """Return this process's engine, without the recognizer of one entity; made once, after every one has proved that it hears."""
    for recognizer in load_all():
        self_test(recognizer)
    return Engine([recognizer for recognizer in load_all() if without != recognizer.ENTITY])


def examine(file: File, settings: Settings) -> Record:
    """Identify, extract, recognize and classify one file.

    What broke is in the record; what was found before it broke is kept.
    """
    record = Record(file, Outcome.READ)
    try:
        for better in _stages(record, settings):
            record = better
    except Unreadable as problem:
        return replace(record, outcome=problem.outcome, detail=_joined(record.detail, problem.detail))
    except MemoryError:
        return replace(record, outcome=Outcome.TOO_LARGE, detail=_joined(record.detail, "读取所需内存超过上限"))
    except (
        BaseException
    ) as bug:  # native readers raise beyond Exception, and one bad file must not stop an audit of ten thousand
        if isinstance(bug, KeyboardInterrupt | SystemExit):
            raise
        detail = f"读取程序出错（{type(bug).__name__}），须由人工查看"
        return replace(record, outcome=Outcome.CRASHED, detail=_joined(record.detail, detail))
    return record


def _stages(record: Record, settings: Settings) -> Iterator[Record]:
    """Yield the record as it grows. Raises Unreadable, or whatever a reader breaks with, after the last good one."""
    with opened(settings.root, record.name) as stream:
        data = stream.read(settings.max_bytes + 1)
        if len(data) > settings.max_bytes:
            yield _with_digests(record, chain((data,), blocks(stream)))
            raise Unreadable(Outcome.TOO_LARGE, _too_large(record.file.size, settings.max_bytes))
    yield (record := _with_digests(record, (data,)))
    kind = identify(data, record.file.name) if data else FileType("inode/x-empty")
    yield (record := replace(record, media_type=kind.media_type, encoding=kind.encoding, detail=kind.note))
    extractor = by_media_type().get(kind.media_type)
    reading = _Reading(record.file.name, extractor.form_of(kind.media_type) if extractor else Form.TEXT, settings)
    try:
        for segment in extractor.read(Source(data, record.file.name, kind)) if extractor else ():
            if isinstance(segment, Segment):
                reading.take(segment)
    finally:
        yield reading.record(record)
    if not data:
        raise Unreadable(Outcome.EMPTY, "文件没有内容")
    if not extractor:
        raise Unreadable(*unread_outcome(kind.media_type))


def _with_digests(record: Record, pieces: Iterable[bytes]) -> Record:
    sha256, sm3 = digests(pieces)
    return replace(record, sha256=sha256, sm3=sm3)


def _too_large(size: int, limit: int) -> str:
    return f"文件 {size / 2**20:,.0f} MiB，超过上限 {limit / 2**20:,.0f} MiB：只登记了摘要，内容未读"


class _Reading:
    """What is gathered while a file's segments pass."""

    def __init__(self, name: str, form: Form, settings: Settings) -> None:
        policy = load_policy(settings.policy)
        self._policy, self._today = policy, settings.today
        self._form = form
        self._assembly = Assembly(name, form)
        self._collector = Collector(
            settings.key, policy.name_entity, policy.attributes, policy.documents, settings.today
        )
        self._sightings: list[tuple[MarkSighting, str]] = []
        self._body_lines = 0
        base = name.rsplit("/", 1)[-1]
        self._engine = engine(policy.name_entity if settings.names == "off" else "")
        self._recognize(Segment(base, "文件名", Part.OTHER))
        self._sightings += [(sighting, "文件名") for sighting in sight_marks(base, Position.NAME)]

    def take(self, segment: Segment) -> None:
        self._recognize(segment)
        self._assembly.add(segment)
        position = _POSITIONS.get(segment.part, Position.BODY)
        body = segment.part is Part.BODY
        for sighting in sight_marks(segment.text, position, self._body_lines if body else 0):
            self._sightings.append((sighting, segment.where(sighting.offset)))
        if body and self._body_lines < _HEAD_LINES:
            self._body_lines += sum(1 for line in segment.text.split("\n") if line.strip())

    def _recognize(self, segment: Segment) -> None:
        self._collector.add(segment, self._engine.recognize(segment.text, segment.headings))

    def record(self, record: Record) -> Record:
        """Return `record` with the tags, marks and counts of what has passed."""
        document = self._assembly.document()
        judged = judge_marks([sighting for sighting, _ in self._sightings], document, self._today)
        marks = tuple(
            JudgedAt(Mark(mark.text, mark.level, mark.term, mark.status, where, mark.reason), mark.subtype)
            for mark, (_, where) in zip(judged, self._sightings, strict=True)
        )
        findings = self._collector.findings(self._form, marks, read_kinds(document))
        tags = classify(findings, self._policy)
        return replace(
            record,
            tags=tags,
            marks=tuple(item.mark for item in marks),
            counts=findings.counts(),
            values={entity: tuple(sorted(values)) for entity, values in sorted(findings.values.items())},
            persons=findings.persons,
            minors=findings.minors,
        )


def _joined(*details: str) -> str:
    return "；".join(filter(None, details))
