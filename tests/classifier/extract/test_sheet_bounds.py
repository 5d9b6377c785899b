"""Sheets whose rectangle is far larger than their cells are told from large ones, wherever their farthest cells stand."""

import pytest

from classifier.extract._sheet_walk import is_sparse


def sheet(*references: str, cells: int = 0) -> bytes:
    """Return a sheet's XML with cells at some references, and others at its top."""
    everywhere = (*(f"A{number + 1}" for number in range(cells)), *references)
    return "".join(["<sheetData>", *(f'<c r="{place}"/>' for place in everywhere), "</sheetData>"]).encode()


@pytest.mark.parametrize(
    "references", [(), ("Z99999",), ("A1048576",), ("XFD1",), ("XFD200",), ("AZ50000",), ("E100001", "A2")]
)
def test_a_rectangle_that_fits_in_memory_is_no_sparse_one(references: tuple[str, ...]) -> None:
    assert not is_sparse(sheet(*references))


@pytest.mark.parametrize("references", [("XFD1048576",), ("XFD1", "A1048576"), ("A1048576", "F3"), ("AAA20000",)])
def test_a_far_cell_makes_a_sheet_sparse(references: tuple[str, ...]) -> None:
    assert is_sparse(sheet(*references))


def test_a_long_sheet_is_not_sparse_when_its_cells_are_many() -> None:
    assert is_sparse(sheet("Z200000"))
    assert not is_sparse(sheet("Z200000", cells=110_000))


def test_prefixed_cells_count_as_cells() -> None:
    assert is_sparse(sheet("XFD1048576").replace(b"<c ", b"<x:c "))
