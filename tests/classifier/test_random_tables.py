"""Tables that nobody wrote: random headings, order, heads, notes, encodings and forms; every name is found, every person counted once."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from classifier.examine import examine
from classifier.model import File
from classifier.settings import Settings
from tests.made_layouts import CONTAINERS, GRIDS
from tests.made_pages import page, style
from tests.made_records import RECORDS
from tests.made_tables import TODAY, Wanted

SEEDS = st.integers(0, 2**32)
few = settings(
    max_examples=8,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def found(folder: Path, name: str, data: bytes) -> tuple[int, int, int, int]:
    """Return how many persons, names, minors and resident ID numbers a scan finds in a file."""
    (folder / name).write_bytes(data)
    record = examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))
    return record.persons, record.counts.get("CN_PERSON", 0), record.minors, record.counts.get("CN_RESIDENT_ID", 0)


def told(wanted: Wanted) -> tuple[int, int, int, int]:
    return wanted.persons, len(wanted.names), wanted.minors, wanted.identities


@pytest.mark.parametrize("layout", GRIDS)
@few
@given(seed=SEEDS)
def test_a_table_laid_out_at_random_is_counted_exactly(layout: str, seed: int, tmp_path: Path) -> None:
    rng = Random(seed)
    grid = GRIDS[layout](rng)
    assert found(tmp_path, *CONTAINERS[rng.choice(list(CONTAINERS))](rng, grid)) == told(grid.wanted)


@pytest.mark.parametrize("form", RECORDS)
@few
@given(seed=SEEDS)
def test_records_written_at_random_are_counted_exactly(form: str, seed: int, tmp_path: Path) -> None:
    made = RECORDS[form](Random(seed))
    assert found(tmp_path, made.name, made.data) == told(made.wanted)


@pytest.mark.parametrize("layout", ["flat", "two_heads", "stacked", "beside", "forms"])
@few
@given(seed=SEEDS)
def test_a_table_drawn_on_pages_with_lines_around_its_cells_is_counted_exactly(
    layout: str, seed: int, tmp_path: Path
) -> None:
    _drawn(layout, seed, tmp_path, ruled=True)


@pytest.mark.parametrize("seed", range(200, 216))
def test_a_table_set_on_pages_without_lines_is_counted_exactly(seed: int, tmp_path: Path) -> None:
    _drawn("flat", seed, tmp_path, ruled=False)


@pytest.mark.parametrize("seed", range(60, 72))
def test_forms_set_on_pages_without_lines_are_counted_exactly(seed: int, tmp_path: Path) -> None:
    _drawn("forms", seed, tmp_path, ruled=False)


@pytest.mark.parametrize("layout", ["two_heads", "stacked", "beside", "sideways"])
@few
@given(seed=SEEDS)
def test_a_table_of_any_layout_set_on_pages_without_lines_is_counted_exactly(
    layout: str, seed: int, tmp_path: Path
) -> None:
    _drawn(layout, seed, tmp_path, ruled=False)


def _drawn(layout: str, seed: int, folder: Path, *, ruled: bool) -> None:
    rng = Random(seed)
    grid = GRIDS[layout](rng)
    try:
        data = page(rng, grid, style(rng, ruled=ruled))
    except ValueError:
        assume(False)
    assert found(folder, "a.pdf", data) == told(grid.wanted)
