"""What schools lay out in other ways than a roster: families, plans, cards, forms, dumps. Every name, person, minor and combination is right."""

import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.examine import examine
from classifier.model import File
from classifier.record import Record
from classifier.settings import Settings
from tests.made_dumps import DUMPS
from tests.made_files import FILES
from tests.made_grids import GRIDS
from tests.made_lists import LISTS
from tests.made_plans import PLANS
from tests.made_scenes import Scene
from tests.made_tables import TODAY

SEEDS = st.integers(0, 2**32)
SHEETS = {**GRIDS, **PLANS, **LISTS}
_SHOWN = 3
"""Combinations that a record tells at most, the commonest first."""
few = settings(
    max_examples=7,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def scanned(folder: Path, name: str, data: bytes) -> Record:
    (folder / name).write_bytes(data)
    return examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


def told(record: Record) -> Mapping[frozenset[str], int] | None:
    """Return the combinations that a record tells, None where no tag of names tells any."""
    reasons = {reason for tag in record.tags for reason in tag.reasons if reason.startswith("归于同一人的信息：")}
    names = any(tag.category == "personal_information" and tag.subtype == "name" for tag in record.tags)
    if not reasons:
        return {} if names else None
    (reason,) = reasons
    parts = re.findall(r"([^：；]+) ([0-9,]+) 人", reason)
    return {frozenset(words.split("＋")): int(number.replace(",", "")) for words, number in parts}


def agrees(record: Record, scene: Scene) -> bool:
    """Return whether a record tells of the persons of a scene, of all of them and of nobody else, and what stands beside their names."""
    counted = (
        record.persons,
        record.counts.get("CN_PERSON", 0),
        record.minors,
        record.counts.get("CN_RESIDENT_ID", 0),
    )
    shown, wanted = told(record), scene.combinations()
    combined = shown is None or (shown.items() <= wanted.items() and len(shown) == min(_SHOWN, len(wanted)))
    return counted == scene.wanted() and combined


@pytest.mark.parametrize("layout", SHEETS)
@few
@given(seed=SEEDS)
def test_sheets_laid_out_at_random_are_counted_exactly(layout: str, seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    sheets, scene = SHEETS[layout](rng)
    assert agrees(scanned(tmp_path, *FILES[rng.choice(list(FILES))](rng, sheets)), scene)


@pytest.mark.parametrize("form", DUMPS)
@few
@given(seed=SEEDS)
def test_dumps_written_at_random_are_counted_exactly(form: str, seed: int, tmp_path: Path) -> None:
    name, data, scene = DUMPS[form](Random(seed))
    assert agrees(scanned(tmp_path, name, data), scene)
