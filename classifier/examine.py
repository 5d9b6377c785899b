"""查验一份文件，连同它里面的文件：识别类型、读取、识别内容、分类。在工作进程里运行。

The only module that loads the recognizers together with the readers; the main process never imports it.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from classifier import ocr
from classifier.digest import blocks, digests, opened
from classifier.extract._base import Source, by_media_type
from classifier.identify import identify, unread_outcome
from classifier.model import File, FileType, Item, Member, Outcome, Picture, Segment, Unreadable
from classifier.reading import Reader, differences, engine, prepare_reading, reader
from classifier.record import Record
from classifier.settings import Settings
from classifier.unlock import unlock
from recognizers._document import Form

__all__ = ["engine", "examine", "prepare"]

_LISTED = 12
_FEW = 20
"""Characters below which a document is as good as its pictures alone."""
_RATIO_FROM = 16 * 2**20
_SHARE = 0.8
"""Of a file's seconds, after which nothing more inside it is opened: what has been found must still be brought home."""


def prepare() -> None:
    """Load what every file needs; done before workers are forked, it is done for all of them."""
    by_media_type()
    prepare_reading()


def examine(file: File, settings: Settings) -> Record:
    """Identify, extract, recognize and classify one file and everything inside it.

    What broke is in the record; what was found before it broke is kept.
    """
    examination = _Examination(settings, file)
    record = examination.record(file, partial(opened, settings.root, file.name), 0)
    return replace(record, members=tuple(examination.members))


@dataclass(slots=True)
class _Budget:
    """What one file on disk, with all that is inside it, may still cost."""

    members: int
    bytes: int
    ocr_seconds: float


class _Examination:
    """One file on disk and the records of the files inside it, in the order in which they are met."""

    def __init__(self, settings: Settings, file: File) -> None:
        self.members: list[Record] = []
        self._settings, self._disk = settings, file
        self._names = Counter[str]()
        self._until = time.monotonic() + _SHARE * settings.seconds
        self._budget = _Budget(settings.members, settings.total_bytes, settings.ocr_seconds)

    def record(self, file: File, content: Callable[[], io.RawIOBase | io.BytesIO], depth: int) -> Record:
        """Return the record of a file, whatever happens; what is inside it goes to `members`."""
        record = Record(file, Outcome.READ, container=self._disk.name if depth else "")
        try:
            for better in self._stages(record, content, depth):
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
            if type(bug).__name__ == "PanicException":  # how libraries written in Rust give up on a damaged structure
                return replace(record, outcome=Outcome.CORRUPT, detail=_joined(record.detail, "文件结构损坏，读取中断"))
            detail = f"读取程序出错（{type(bug).__name__}），须由人工查看"
            return replace(record, outcome=Outcome.CRASHED, detail=_joined(record.detail, detail))
        return record

    def _stages(self, record: Record, content: Callable[[], io.RawIOBase | io.BytesIO], depth: int) -> Iterator[Record]:
        """Yield the record as it grows. Raises Unreadable, or whatever a reader breaks with, after the last good one."""
        limit = self._settings.max_bytes
        with content() as stream:
            data = stream.read(limit + 1) or b""
            if len(data) > limit:
                yield _with_digests(record, chain((data,), blocks(stream)))
                raise Unreadable(Outcome.TOO_LARGE, _too_large(record.file.size, limit))
        yield (record := _with_digests(record, (data,)))
        if not data:
            yield reader(record.file.name, Form.TEXT, self._settings).record(record)
            raise Unreadable(Outcome.EMPTY, "文件没有内容")
        data, kind = self._identified(data, record.name)
        yield (record := replace(record, media_type=kind.media_type, encoding=kind.encoding, detail=kind.note))
        yield from self._read(
            record, Source(data, record.name, kind, self._settings.passwords, self._settings.history), depth
        )

    def _identified(self, data: bytes, name: str) -> tuple[bytes, FileType]:
        """Return a file's bytes and type, without the encryption that a known password opens."""
        try:
            return data, identify(data, name)
        except Unreadable as problem:
            if problem.outcome is not Outcome.ENCRYPTED:
                raise
            data, note = unlock(data, self._settings.passwords, problem)
            kind = identify(data, name)
            return data, replace(kind, note=_joined(note, kind.note))

    def _read(self, record: Record, source: Source, depth: int) -> Iterator[Record]:
        extractor = by_media_type().get(source.type.media_type)
        form = extractor.form_of(source.type.media_type) if extractor else Form.TEXT
        reading = reader(record.name, form, self._settings)
        problems: list[Unreadable] = []
        try:
            for item in extractor.read(source) if extractor else ():
                self._take(item, reading, record, depth)
        except Unreadable as problem:
            problems.append(problem)
        finally:
            yield reading.record(record)
        if not extractor:
            problems.append(Unreadable(*unread_outcome(source.type.media_type)))
        if reading.unread_pictures:
            problems.append(_unread_pictures(reading, ocr_runs=self._settings.ocr))
        if extractor and extractor.second and self._settings.second_reader:
            compared = self._compared(extractor.second, source, form, reading)
            yield replace(reading.record(record), detail=_joined(record.detail, compared))
        if problems:
            raise Unreadable(problems[0].outcome, _joined(*(problem.detail for problem in problems)))

    def _take(self, item: Item, reading: Reader, record: Record, depth: int) -> None:
        match item:
            case Segment():
                reading.take(_encodable(item))
            case Picture():
                began = time.monotonic()
                reading.look_at(item, time_left=self._settings.ocr and self._budget.ocr_seconds > 0)
                self._budget.ocr_seconds -= time.monotonic() - began
                self._until += time.monotonic() - began
            case Member():
                self._enter(item, record, depth + 1)

    def _enter(self, member: Member, holder: Record, depth: int) -> None:
        """Examine a file inside a file. Raises Unreadable(PARTIAL) where nothing more of its holder may be opened."""
        self._spend()
        file = self._named(member, holder)
        problem = member.problem
        if depth > self._settings.depth:
            problem = Unreadable(Outcome.TOO_LARGE, f"嵌套超过 {self._settings.depth} 层，未打开")
        if problem:
            self.members.append(Record(file, problem.outcome, problem.detail, container=self._disk.name))
            return
        place = len(self.members)
        record = self.record(file, partial(self._content, member), depth)
        self.members.insert(place, record)

    def _named(self, member: Member, holder: Record) -> File:
        name = f"{holder.name}!/{member.name.strip('/') or '无名'}"
        self._names[name] += 1
        if self._names[name] > 1:
            name = f"{name}#{self._names[name]}"
        return File(name, member.size, member.mtime_ns or holder.file.mtime_ns, 0, 0, 0)

    def _content(self, member: Member) -> io.BytesIO:
        """Return a member's content. Raises Unreadable(TOO_LARGE) over what it may inflate to."""
        limit = min(self._settings.max_bytes, self._budget.bytes)
        data = member.read(limit + 1)
        self._budget.bytes -= len(data)
        if len(data) > limit:
            raise Unreadable(Outcome.TOO_LARGE, f"解压后超过上限 {limit / 2**20:,.0f} MiB，内容未读")
        packed = member.packed
        if packed and len(data) > max(_RATIO_FROM, packed * self._settings.ratio):
            raise Unreadable(
                Outcome.TOO_LARGE,
                f"解压后是压缩时的 {len(data) // packed:,} 倍，超过上限 {self._settings.ratio} 倍，内容未读",
            )
        return io.BytesIO(data)

    def _spend(self) -> None:
        settings, budget = self._settings, self._budget
        if budget.members <= 0:
            raise Unreadable(Outcome.PARTIAL, f"里面的文件超过 {settings.members:,} 个，其余未读")
        if budget.bytes <= 0:
            raise Unreadable(Outcome.PARTIAL, f"里面的文件解压后超过 {settings.total_bytes / 2**20:,.0f} MiB，其余未读")
        if time.monotonic() > self._until:
            raise Unreadable(Outcome.PARTIAL, f"读取超过 {settings.seconds * _SHARE:.0f} 秒，里面其余的文件未读")
        budget.members -= 1

    def _compared(
        self, second: Callable[[Source], Iterator[Segment]], source: Source, form: Form, first: Reader
    ) -> str:
        """Return, in Chinese, how the findings of the second reader differ."""
        other = reader(source.name, form, self._settings)
        try:
            for segment in second(source):
                other.take(segment)
        except Unreadable as problem:
            return f"第二种读取方法没有读出：{problem.detail}"
        return differences(first.values(), other.values())


def _encodable(segment: Segment) -> Segment:
    """Return a segment that can be written: JSON and others can name half of a surrogate pair, which no file can hold."""
    try:
        segment.text.encode()
    except UnicodeEncodeError:
        return replace(segment, text=segment.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return segment


def _unread_pictures(reading: Reader, *, ocr_runs: bool) -> Unreadable:
    places = list(dict.fromkeys(filter(None, reading.unread_pictures)))
    listed = "、".join(places[:_LISTED]) + ("…" if len(places) > _LISTED else "")
    count = len(reading.unread_pictures)
    why = "未能识别文字" if ocr_runs else "没有做文字识别" + ("" if ocr.installed() else "（未安装 baomi[ocr]）")
    outcome = Outcome.PARTIAL if reading.characters > _FEW else Outcome.NEEDS_OCR
    return Unreadable(outcome, f"图像 {count} 幅{why}{f'：{listed}' if listed else ''}")


def _with_digests(record: Record, pieces: Iterable[bytes]) -> Record:
    sha256, sm3 = digests(pieces)
    return replace(record, sha256=sha256, sm3=sm3)


def _too_large(size: int, limit: int) -> str:
    return f"文件 {size / 2**20:,.0f} MiB，超过上限 {limit / 2**20:,.0f} MiB：只登记了摘要，内容未读"


def _joined(*details: str) -> str:
    return "；".join(filter(None, details))
