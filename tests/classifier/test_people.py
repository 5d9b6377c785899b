"""Persons: every name of a roster is found and every person counted once, whatever the layout."""

from datetime import date
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.model import File
from classifier.record import Record
from classifier.settings import Settings
from tests.rosters import LAYOUTS, Layout, pupils

TODAY = date(2026, 11, 28)


def scanned(folder: Path, name: str, data: bytes) -> Record:
    (folder / name).write_bytes(data)
    return examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.title)
def test_every_layout_of_a_roster_is_counted_exactly(layout: Layout, tmp_path: Path) -> None:
    people = pupils(12)
    record = scanned(tmp_path, layout.file, layout.make(people))
    wanted = 24 if layout.parents else 12
    assert (record.persons, record.counts.get("CN_PERSON")) == (wanted, wanted)
    assert "personal_information" in record.categories
