"""One test over all formats: what stands in a file is found, with its place, by the command-line's own path."""

from datetime import date
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.extract._base import Extractor, Source, extractors
from classifier.identify import identify
from classifier.model import Outcome, Unreadable
from classifier.settings import Settings
from classifier.walk import walk

LINE = "学生身份证110224201506011232号电话13800138000转邮箱lisi@qq.com的"
EVERY = pytest.mark.parametrize("extractor", extractors(), ids=lambda extractor: extractor.title)


@EVERY
def test_numbers_glued_to_chinese_are_found_in_every_format(extractor: Extractor, tmp_path: Path) -> None:
    data, suffix = extractor.sample(LINE)
    (tmp_path / f"样例{suffix}").write_bytes(data)
    (file,) = walk(tmp_path)
    record = examine(file, Settings(tmp_path, bytes(32), date(2026, 11, 23)))
    assert record.outcome is Outcome.READ, record.detail
    assert {entity: record.counts.get(entity) for entity in ("CN_RESIDENT_ID", "CN_MOBILE", "CN_EMAIL")} == {
        "CN_RESIDENT_ID": 1, "CN_MOBILE": 1, "CN_EMAIL": 1,
    }  # fmt: skip
    assert record.minors == 1
    assert record.media_type in extractor.media_types


@EVERY
def test_a_place_is_told_for_every_segment(extractor: Extractor) -> None:
    data, suffix = extractor.sample(LINE)
    kind = identify(data, f"样例{suffix}")
    segments = list(extractor.segments(Source(data, f"样例{suffix}", kind)))
    (segment,) = (segment for segment in segments if LINE in segment.text)
    assert segment.where(segment.text.index(LINE))


@EVERY
def test_damage_is_an_answer_and_not_a_crash(extractor: Extractor) -> None:
    data, suffix = extractor.sample(LINE * 20)
    for cut in (0, 1, len(data) // 3, len(data) // 2, len(data) - 7):
        for broken in (data[:cut], data[:cut] + b"\0" * 40 + data[cut + 40 :], data[:cut] + data[cut + 1 :]):
            try:
                kind = identify(broken, f"样例{suffix}")
                if kind.media_type in extractor.media_types:
                    list(extractor.segments(Source(broken, f"样例{suffix}", kind)))
            except Unreadable as answer:
                assert answer.detail
