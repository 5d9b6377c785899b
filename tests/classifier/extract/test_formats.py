"""One test over all formats: what stands in a file is found, with its place, by the command-line's own path."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.extract._base import Extractor, Source, extractors
from classifier.identify import identify
from classifier.model import Item, Member, Outcome, Picture, Segment, Unreadable
from classifier.settings import Settings
from classifier.walk import walk

LINE = "学生身份证110224201506011232号电话13800138000转邮箱lisi@qq.com的"
EVERY = pytest.mark.parametrize(
    "extractor", [item for item in extractors() if item.sample], ids=lambda extractor: extractor.title
)


def sample(extractor: Extractor, text: str) -> tuple[bytes, str]:
    assert extractor.sample
    try:
        return extractor.sample(text)
    except ModuleNotFoundError as missing:
        pytest.skip(f"the extra that brings {missing.name} is not installed")


@EVERY
def test_numbers_glued_to_chinese_are_found_in_every_format(extractor: Extractor, tmp_path: Path) -> None:
    data, suffix = sample(extractor, LINE)
    (tmp_path / f"样例{suffix}").write_bytes(data)
    (file,) = walk(tmp_path)
    record = examine(file, Settings(tmp_path, bytes(32), date(2026, 11, 23)))
    assert record.outcome is (Outcome.UNSUPPORTED if "录音" in extractor.title else Outcome.READ), record.detail
    assert record.media_type in extractor.media_types
    found = next(item for item in (record, *record.members) if item.counts)
    assert {entity: found.counts.get(entity) for entity in ("CN_RESIDENT_ID", "CN_MOBILE", "CN_EMAIL")} == {
        "CN_RESIDENT_ID": 1, "CN_MOBILE": 1, "CN_EMAIL": 1,
    }  # fmt: skip
    assert found.minors == 1


@EVERY
def test_a_place_is_told_for_every_segment(extractor: Extractor) -> None:
    data, suffix = sample(extractor, LINE)
    kind = identify(data, f"样例{suffix}")
    told = [
        item.name if isinstance(item, Member) else item.where(item.text.index(LINE))
        for item in _until_it_ends(extractor, Source(data, f"样例{suffix}", kind))
        if isinstance(item, Member) or (isinstance(item, Segment) and LINE in item.text)
    ]
    assert len(told) == 1
    assert told[0]


def _until_it_ends(extractor: Extractor, source: Source) -> Iterator[Item]:
    """Yield what a reader yields, every picture and member read; it may end by saying that something is unread."""
    with suppress(Unreadable):
        for item in extractor.read(source):
            yield item
            if isinstance(item, Member | Picture):
                item.read(1 << 20)


@EVERY
def test_damage_is_an_answer_and_not_a_crash(extractor: Extractor) -> None:
    data, suffix = sample(extractor, LINE * 20)
    for cut in (0, 1, len(data) // 3, len(data) // 2, len(data) - 7):
        for broken in (data[:cut], data[:cut] + b"\0" * 40 + data[cut + 40 :], data[:cut] + data[cut + 1 :]):
            try:
                kind = identify(broken, f"样例{suffix}")
                if kind.media_type in extractor.media_types:
                    list(_until_it_ends(extractor, Source(broken, f"样例{suffix}", kind)))
            except Unreadable as answer:
                assert answer.detail
