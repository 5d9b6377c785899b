"""Tables on the pages of a PDF: cells, merged cells and wrapped lines are told by the lines that are drawn, or by where words stand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from classifier.examine import examine
from classifier.model import File
from classifier.record import Record
from classifier.settings import Settings
from sample_corpus.make.page import Line, drawn
from tests.made_tables import TODAY
from tests.rosters import pupils

EDGES = (60.0, 110.0, 150.0, 250.0, 330.0)
"""Of columns in which a name of four characters takes two lines, and an ID too."""


def scanned(folder: Path, data: bytes) -> Record:
    (folder / "a.pdf").write_bytes(data)
    return examine(File("a.pdf", len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


def box(left: float, low: float, right: float, high: float) -> Iterator[Line]:
    yield from (
        (left, low, right, low),
        (left, high, right, high),
        (left, low, left, high),
        (right, low, right, high),
    )


def rows_of(top: float, rows: Sequence[Sequence[tuple[str, ...]]]) -> tuple[list[tuple[float, float, str]], list[Line]]:
    """Return words and lines of rows of four cells, each 32 points high."""
    words, lines = list[tuple[float, float, str]](), list[Line]()
    for number, row in enumerate(rows):
        high = top - 32 * number
        for cell, left, right in zip(row, EDGES, EDGES[1:], strict=False):
            lines += box(left, high - 32, right, high)
            words += [(left + 4, high - 13 - 12 * n, text) for n, text in enumerate(cell)]
    return words, lines


HEAD = (("学生", "姓名"), ("性别",), ("身份证", "号码"), ("班级",))


def body(count: int, first: int = 0) -> list[tuple[tuple[str, ...], ...]]:
    people = pupils(first + count)[first:]
    return [((one.name,), (one.sex,), (one.identity[:9], one.identity[9:]), ("三班",)) for one in people]


def test_names_and_numbers_wrapped_in_narrow_cells_are_whole(tmp_path: Path) -> None:
    rows = [HEAD, (("欧阳若", "兰"), *body(1)[0][1:]), *body(2, 1)]
    words, lines = rows_of(760, rows)
    record = scanned(tmp_path, drawn((words[::-1], lines)))
    assert (record.persons, record.counts["CN_PERSON"], record.counts["CN_RESIDENT_ID"]) == (3, 3, 3)


def test_a_table_that_goes_on_without_its_headings_keeps_them(tmp_path: Path) -> None:
    first, second = rows_of(300, [HEAD, *body(3)]), rows_of(780, body(3, 3))
    second[0].append((280.0, 30.0, "第2页"))
    record = scanned(tmp_path, drawn(first, second))
    assert (record.persons, record.counts["CN_PERSON"], record.counts["CN_RESIDENT_ID"]) == (6, 6, 6)


def test_a_row_that_the_end_of_a_page_breaks_is_one_person(tmp_path: Path) -> None:
    people = body(3)
    broken = (*people[1][:2], people[1][2][:1], people[1][3])
    first = rows_of(300, [HEAD, people[0], broken])
    second = rows_of(780, [((), (), people[1][2][1:], ()), people[2]])
    record = scanned(tmp_path, drawn(first, second))
    assert (record.persons, record.counts["CN_PERSON"], record.counts["CN_RESIDENT_ID"]) == (3, 3, 3)


def test_a_group_drawn_over_its_headings_names_none(tmp_path: Path) -> None:
    words, lines = rows_of(700, [HEAD, *body(4)])
    words.append((180.0, 712.0, "学生基本信息"))
    lines += box(EDGES[0], 700, EDGES[-1], 732)
    record = scanned(tmp_path, drawn((words, lines)))
    assert (record.persons, record.counts["CN_PERSON"], record.counts["CN_RESIDENT_ID"]) == (4, 4, 4)


def test_a_page_of_countless_lines_is_read_as_text(tmp_path: Path) -> None:
    words, _ = rows_of(760, [HEAD, *body(3)])
    mesh = [(0.0, 0.04 * n, 595.0, 0.04 * n) for n in range(20_000)]
    record = scanned(tmp_path, drawn((words, mesh)))
    assert record.outcome.complete
    assert record.counts["CN_PERSON"] == 3
