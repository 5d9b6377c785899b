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


def words_of(
    top: float, pitch: float, lefts: Sequence[float], rows: Sequence[Sequence[tuple[str, ...]]]
) -> list[tuple[float, float, str]]:
    """Return the words of rows of cells, whose lines are 12 points apart, without any line drawn."""
    words = list[tuple[float, float, str]]()
    for number, row in enumerate(rows):
        for cell, left in zip(row, lefts, strict=True):
            words += [(left, top - pitch * number - 12 * n, text) for n, text in enumerate(cell)]
    return words


def counted(record: Record) -> tuple[int, int, int]:
    return record.persons, record.counts.get("CN_PERSON", 0), record.counts.get("CN_RESIDENT_ID", 0)


def test_a_table_laid_on_its_side_without_lines_gives_each_person_the_number_below(tmp_path: Path) -> None:
    people = pupils(4)
    rows: list[list[tuple[str, ...]]] = [
        [("姓名",), *((one.name,) for one in people)],
        [("性别",), *((one.sex,) for one in people)],
        [("身份证号",), *((one.identity[:9], one.identity[9:]) for one in people)],
    ]
    record = scanned(tmp_path, drawn((words_of(700, 30, (60, 140, 220, 300, 380), rows), [])))
    assert counted(record) == (4, 4, 4)


def test_forms_without_lines_whose_numbers_are_wrapped_are_persons(tmp_path: Path) -> None:
    rows = [
        cells
        for one in pupils(3)
        for cells in (
            [("姓名",), (one.name,), ("性别",), (one.sex,)],
            [("班级",), ("三（1）班",), ("身份证", "号码"), (one.identity[:9], one.identity[9:])],
        )
    ]
    record = scanned(tmp_path, drawn((words_of(700, 30, (60, 110, 200, 260), rows), [])))
    assert counted(record) == (3, 3, 3)


def test_two_lists_abreast_whose_rows_are_not_level_are_two(tmp_path: Path) -> None:
    head = (("姓名",), ("身份证", "号码"))
    first = [head, *(((one.name,), (one.identity[:9], one.identity[9:])) for one in pupils(6))]
    second = [
        head,
        *(((one.name,), (one.identity[:6], one.identity[6:12], one.identity[12:])) for one in pupils(10)[6:]),
    ]
    words = words_of(700, 30, (60, 110), first) + words_of(700, 43, (320, 370), second)
    assert counted(scanned(tmp_path, drawn((words, [])))) == (10, 10, 10)


def test_a_frame_with_lines_between_columns_alone_holds_rows(tmp_path: Path) -> None:
    people = pupils(5)
    rows = [HEAD, *body(5)]
    words = words_of(700, 30, [left + 4 for left in EDGES[:-1]], rows)
    lines = [*box(EDGES[0], 540, EDGES[-1], 720), *((at, 540.0, at, 720.0) for at in EDGES[1:-1])]
    lines.append((EDGES[0], 674.0, EDGES[-1], 674.0))
    record = scanned(tmp_path, drawn((words, lines)))
    assert counted(record) == (len(people), len(people), len(people))


def test_rows_of_a_list_without_lines_go_on_without_headings(tmp_path: Path) -> None:
    rows = [(("姓名",), ("性别",), ("身份证号",)), *(((one.name,), (one.sex,), (one.identity,)) for one in pupils(8))]
    lefts = (60, 140, 200)
    record = scanned(
        tmp_path, drawn((words_of(700, 20, lefts, rows[:5]), []), (words_of(700, 20, lefts, rows[5:]), []))
    )
    assert counted(record) == (8, 8, 8)


def test_a_name_that_the_end_of_a_page_cuts_is_one(tmp_path: Path) -> None:
    people = body(3)
    first = rows_of(300, [HEAD, people[0], (("欧阳",), *people[1][1:])])
    second = rows_of(780, [(("思远",), (), (), ()), people[2]])
    assert counted(scanned(tmp_path, drawn(first, second))) == (3, 3, 3)


def test_a_page_of_countless_words_is_read_as_text(tmp_path: Path) -> None:
    words, _ = rows_of(760, [HEAD, *body(3)])
    crowd = [(5.0 + n % 300 * 1.9, 600 - n // 300 * 1.5, ".") for n in range(25_000)]
    record = scanned(tmp_path, drawn(([*words, *crowd], [])))
    assert record.outcome.complete
    assert record.counts["CN_PERSON"] == 3


def test_words_on_squared_paper_are_no_table_of_single_characters(tmp_path: Path) -> None:
    words, _ = rows_of(760, [HEAD, *body(3)])
    squares = [(0.0, 5.9 * n, 592.2, 5.9 * n) for n in range(141)] + [
        (4.2 * n, 0.0, 4.2 * n, 842.0) for n in range(141)
    ]
    assert counted(scanned(tmp_path, drawn((words, squares)))) == (3, 3, 3)


def test_cards_abreast_that_name_their_values_are_persons(tmp_path: Path) -> None:
    one, other = pupils(2)
    rows: list[list[tuple[str, ...]]] = [
        [(f"姓名：{one.name}",), (f"姓名：{other.name}",)],
        [(f"身份证号：{one.identity[:6]}", one.identity[6:]), (f"身份证号：{other.identity[:6]}", other.identity[6:])],
    ]
    assert counted(scanned(tmp_path, drawn((words_of(700, 16, (60, 300), rows), [])))) == (2, 2, 2)


def test_a_heading_goes_on_in_brackets_below(tmp_path: Path) -> None:
    rows: list[list[tuple[str, ...]]] = [[("姓名", "(Name)"), ("身份证号", "（18位）"), ("班级",)]]
    rows += [[(one.name,), (one.identity,), ("三班",)] for one in pupils(3)]
    assert counted(scanned(tmp_path, drawn((words_of(700, 24, (60, 140, 300), rows), [])))) == (3, 3, 3)


def test_names_beside_long_remarks_are_a_column(tmp_path: Path) -> None:
    names = ("高峰", "林思远", "黄河", "陈嘉怡", "李清然")
    head = [(60.0, 700.0, "姓名"), (130.0, 700.0, "所在学校及班级"), (330.0, 700.0, "获奖情况")]
    words = [
        word
        for number, name in enumerate(names)
        for top in (670.0 - 40 * number,)
        for word in (
            (60.0, top - 12, name),
            (130.0, top, "示例市第一实验小学教"),
            (130.0, top - 12, f"育集团东校区五年级（{number + 1}）"),
            (130.0, top - 24, "班"),
            (330.0, top - 6, "全市中小学生科技创新大赛一等奖"),
            (330.0, top - 18, "，经典诵读比赛二等奖"),
        )
    ]
    record = scanned(tmp_path, drawn((head + words, [])))
    assert counted(record) == (5, 5, 0)


def test_a_form_that_the_end_of_a_page_breaks_is_one_person(tmp_path: Path) -> None:
    first, second = pupils(2)
    lines = ["姓名", first.name, "身份证号", first.identity, "姓名", second.name, "身份证号"]
    above = [(60.0, 780.0 - 20 * n, line) for n, line in enumerate(lines)]
    below = [(60.0, 780.0, second.identity), (60.0, 760.0, "电话"), (60.0, 740.0, "13800138000")]
    assert counted(scanned(tmp_path, drawn((above, []), (below, [])))) == (2, 2, 2)


def test_a_form_with_a_long_number_behind_its_label_stays_whole(tmp_path: Path) -> None:
    people = pupils(3)
    words = [
        (60.0, 780.0 - 16 * (4 * n + line), text)
        for n, one in enumerate(people)
        for line, text in enumerate((f"姓名：{one.name}", f"身份证号：{one.identity}", "班级：三班"))
    ]
    words += [(180.0, 780.0 - 64 * n, "性别：男") for n in range(3)]
    assert counted(scanned(tmp_path, drawn((words, [])))) == (3, 3, 3)


def test_forms_whose_values_reach_over_columns_are_read_by_their_labels(tmp_path: Path) -> None:
    words = list[tuple[float, float, str]]()
    for number, one in enumerate(pupils(4)):
        top = 790.0 - 95 * number
        words += [(62.0, top, f"学生登记表（{number + 1}）"), (62.0, top - 20, "姓名"), (168.0, top - 20, one.name)]
        words += [(250.0, top - 20, "性别"), (353.0, top - 20, one.sex), (392.0, top - 20, "民族")]
        words += [(452.0, top - 20, "汉族"), (62.0, top - 38, "身份证号"), (168.0, top - 38, one.identity)]
        words += [(392.0, top - 38, "班级"), (452.0, top - 38, "三班"), (62.0, top - 56, "家庭住址")]
        words += [(168.0, top - 56, "朝阳区文化街十四号八栋九百室")]
    assert counted(scanned(tmp_path, drawn((words, [])))) == (4, 4, 4)


def test_a_transcribed_name_that_the_end_of_a_line_divides_is_one(tmp_path: Path) -> None:
    names = [("努尔夏提", "·巴合提"), ("迪丽拜尔", "·玉素甫"), ("塔依尔·", "库尔班")]
    words = [(60.0, 780.0, "姓名")]
    words += [(60.0, 760.0 - 30 * n - 12 * m, part) for n, name in enumerate(names) for m, part in enumerate(name)]
    assert scanned(tmp_path, drawn((words, []))).counts["CN_PERSON"] == 3
