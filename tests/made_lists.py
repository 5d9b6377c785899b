"""Random lists of a school: classes with their teachers, sections under their classes, names in two columns, a column for each person."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests import made_scenes as made
from tests.made_grids import Made
from tests.made_scenes import Scene, Sheet, cells, wide
from tests.made_tables import people

HALVES = (
    ("姓", "名"),
    ("姓氏", "名字"),
    ("last_name", "first_name"),
    ("lastName", "firstName"),
    ("Surname", "Given Name"),
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛")
SUBJECTS = ("语文", "数学", "英语", "科学", "体育", "音乐")


def sections(rng: Random) -> Made:
    """Pupils under a row that names their class, a sum below each class."""
    scene, folk = Scene(), people(rng, rng.randrange(4, 12))
    rows: Sheet = [*made.title(rng, 3), cells(["序号", "姓名", "性别"])]
    for number in (1, 2):
        own = folk[number - 1 :: 2]
        rows.append(wide(f"七（{number}）班", 3))
        for place, one in enumerate(own, 1):
            rows.append(cells([str(place), one.name, one.sex]))
            scene.tell(one, ["name", "group"])
        rows += [cells(["", "小计", str(len(own))])] if rng.random() < 0.5 else []
    return {"名册": rows}, scene


def halves(rng: Random) -> Made:
    """Surnames in one column and given names in the next, before or behind it."""
    scene, (surname, given) = Scene(), rng.choice(HALVES)
    behind = rng.random() < 0.4
    rows: Sheet = [cells([*((given, surname) if behind else (surname, given)), "学号"])]
    for one in people(rng, rng.randrange(4, 12)):
        if "·" in one.name:
            continue
        at = 2 if one.name.startswith(_COMPOUND) else 1
        first, second = one.name[:at], one.name[at:]
        rows.append(cells([*((second, first) if behind else (first, second)), one.number]))
        scene.tell(one, ["name", "number"])
    return {"导出": rows}, scene


def a_column_each(rng: Random) -> Made:
    """Persons side by side, days below one another."""
    scene, folk = Scene(), people(rng, rng.randrange(5, 12))
    rows: Sheet = [cells(["日期", *(one.name for one in folk)])]
    rows += [cells([f"9月{day}日", *(rng.choice(("到", "缺", "迟到", "√")) for _ in folk)]) for day in range(1, 7)]
    for one in folk:
        scene.tell(one, ["name"])
    return {"考勤": rows}, scene


def teaching(rng: Random) -> Made:
    """Classes with who teaches each subject; one teacher has several classes."""
    scene, staff = Scene(), people(rng, 12)
    subjects = rng.sample(SUBJECTS, rng.randrange(2, 6))
    rows: Sheet = [*made.title(rng, 2 + len(subjects)), cells(["班级", "班主任", *subjects])]
    for number in range(1, rng.randrange(4, 7)):
        own = rng.sample(staff, 1 + len(subjects))
        rows.append(cells([f"七（{number}）班", *(one.name for one in own)]))
        for one in own:
            scene.name(one.name)
    return {"任课": rows}, scene


LISTS: dict[str, Callable[[Random], Made]] = {
    "sections": sections,
    "halves": halves,
    "a_column_each": a_column_each,
    "teaching": teaching,
}
