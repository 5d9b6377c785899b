"""Random grids: rosters, families, groups, duties, cards and forms as schools lay them out, with merged cells and typed values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from sample_corpus.make.people import name
from tests import made_scenes as made
from tests.made_scenes import COVERED, Cell, Scene, Sheet, cells, wide
from tests.made_tables import HEADS, Person, people

Made = tuple[dict[str, Sheet], Scene]
"""The sheets of a workbook by name, and who is told of in it."""
_EPOCH = date(1899, 12, 30)
RELATIONS = ("父亲", "母亲", "祖父", "外婆", "父", "母", "爷爷")

WRITTEN: tuple[Callable[[date], Cell], ...] = (
    lambda day: Cell(day.isoformat(), day),
    lambda day: Cell(str((day - _EPOCH).days), (day - _EPOCH).days),
    lambda day: Cell(f"{day:%Y%m%d}", int(f"{day:%Y%m%d}")),
    lambda day: Cell(f"{day.year}年{day.month}月{day.day}日"),
    lambda day: Cell(f"{day.year}.{day.month}.{day.day}"),
    lambda day: Cell(f"{day.year}-{day.month}-{day.day}"),
    lambda day: Cell(f"{day.year % 100:02}-{day.month}-{day.day}"),
    lambda day: Cell(f"{day.year}年{day.month:02}月{day.day:02}日出生"),
    lambda day: Cell(f"{day.year}/{day.month}/{day.day} 0:00:00"),
    lambda day: Cell(f"{day.month}/{day.day}/{day.year}"),
    lambda day: Cell(f"{day.year}．{day.month:02}．{day.day:02}"),
    lambda day: Cell(f"{day.year} 年 {day.month} 月 {day.day} 日"),
    lambda day: Cell(f"{day.year}、{day.month}、{day.day}"),
    lambda day: Cell(f"{'〇一二三四五六七八九'[day.year // 1000]}{''.join('〇一二三四五六七八九'[int(c)] for c in str(day.year)[1:])}年{day.month}月"),
)  # fmt: skip
UNTOLD = (1, 6)
"""Ways of writing that cannot tell 1900 from other years."""


def head(rng: Random, kind: str) -> str:
    return rng.choice(HEADS[kind])


def _value(rng: Random, kind: str, one: Person, written: Callable[[date], Cell]) -> Cell:
    if kind == "born":
        return written(one.born)
    if kind == "phone":
        return rng.choice(
            (
                Cell(one.phone),
                Cell(one.phone, int(one.phone)),
                Cell(f"{one.phone[:3]}-{one.phone[3:7]}-{one.phone[7:]}"),
                Cell(f"{one.phone[:3]} {one.phone[3:7]} {one.phone[7:]}"),
                Cell(f"+86 {one.phone}"),
            )
        )
    if kind == "number":
        return rng.choice((Cell(one.number), Cell(one.number, int(one.number)), Cell(f"'{one.number}")))
    if kind == "identity":
        return rng.choice(
            (
                Cell(one.identity),
                Cell(one.identity),
                Cell(f"'{one.identity}"),
                Cell(f" {one.identity} "),
                Cell(one.identity.lower()),
            )
        )
    return Cell(str(getattr(one, kind)))


def typed(rng: Random) -> Made:
    """A roster whose dates and numbers are typed in one way or another."""
    scene = Scene()
    kinds = ["name", *rng.sample(["identity", "number", "group", "phone", "sex"], rng.randrange(0, 4)), "born"]
    kinds = kinds if rng.random() < 0.5 else rng.sample(kinds, len(kinds))
    at = rng.randrange(len(WRITTEN))
    folk = [one for one in people(rng, rng.randrange(6, 24)) if one.born.year > 1900 or at not in UNTOLD]
    scene.features.append(f"date{at}")
    heads = [head(rng, kind) for kind in kinds]
    if "phone" in kinds:
        heads[kinds.index("phone")] = rng.choice(("联系电话", "手机号", "本人电话"))
    rows = [*made.title(rng, len(kinds)), cells(heads)]
    for one in folk:
        rows.append([_value(rng, kind, one, WRITTEN[at]) for kind in kinds])
        scene.tell(one, kinds)
    scene.features += [f"{kind}={text}" for kind, text in zip(kinds, heads, strict=True)]
    return {"名册": rows}, scene


def merged_class(rng: Random) -> Made:
    """Classes merged over their rows, a serial number before, something behind."""
    scene, folk, rows = Scene(), people(rng, rng.randrange(4, 14)), Sheet()
    kinds = ["group", "name", *rng.sample(["identity", "number", "sex", "born"], rng.randrange(1, 4))]
    rows += made.title(rng, len(kinds) + 1)
    rows.append(cells(["序号", *(head(rng, kind) for kind in kinds)]))
    groups = rng.randrange(1, 4)
    for number in range(groups):
        own = folk[number::groups]
        group = f"{'三四五'[number]}（1）班"
        for place, one in enumerate(own):
            first = Cell(group, down=len(own)) if not place else COVERED
            rows.append([Cell(str(len(rows))), first, *(_value(rng, kind, one, WRITTEN[0]) for kind in kinds[1:])])
            scene.tell(one, kinds)
    return {"Sheet1": rows}, scene


def families(rng: Random) -> Made:
    """Pupils whose cells reach down over a row for each of their relatives."""
    scene, rows = Scene(), Sheet()
    folk = people(rng, rng.randrange(2, 8))
    mine = ["name", *rng.sample(["identity", "group", "number", "sex"], rng.randrange(1, 4))]
    theirs = rng.choice(
        (
            ("家长姓名", "与学生关系", "联系电话"),
            ("监护人姓名", "关系", "手机号码"),
            ("家庭成员姓名", "称谓", "电话"),
            ("家长姓名", "家长电话"),
        )
    )
    serial = rng.random() < 0.5
    rows += made.title(rng, len(mine) + len(theirs) + serial)
    rows.append(cells([*(["序号"] if serial else []), *(head(rng, kind) for kind in mine), *theirs]))
    count = 0
    for place, one in enumerate(folk, 1):
        members = rng.choice((1, 2, 2, 3))
        for n in range(members):
            called, number = made.kin(count), made.phone(count)
            own = [Cell(str(place), down=members)] if serial else []
            own += [Cell(str(getattr(one, kind)), down=members) for kind in mine]
            beside = [called, number] if len(theirs) == 2 else [called, RELATIONS[n], number]
            rows.append([*(own if not n else [COVERED] * len(own)), *map(Cell, beside)])
            scene.name(called, "手机号")
            count += 1
        scene.tell(one, mine)
    return {"家庭情况": rows}, scene


def parents_beside(rng: Random) -> Made:
    """A column for the father, one for the mother, a telephone for each, under groups or not."""
    scene, folk = Scene(), people(rng, rng.randrange(2, 10))
    mine = ["name", *rng.sample(["identity", "group", "number"], rng.randrange(0, 3))]
    style = rng.choice(("flat", "grouped", "deep"))
    scene.features.append(style)
    rows = made.title(rng, len(mine) + 4)
    if style == "flat":
        rows.append(
            cells(
                [
                    *(head(rng, kind) for kind in mine),
                    *rng.choice(
                        (
                            ("父亲姓名", "父亲电话", "母亲姓名", "母亲电话"),
                            ("父亲", "父亲手机", "母亲", "母亲手机"),
                            ("家长1姓名", "家长1电话", "家长2姓名", "家长2电话"),
                            ("第一监护人姓名", "第一监护人电话", "第二监护人姓名", "第二监护人电话"),
                        )
                    ),
                ]
            )
        )
    elif style == "grouped":
        rows.append([*(Cell(head(rng, kind), down=2) for kind in mine), *wide("父亲", 2), *wide("母亲", 2)])
        rows.append([*[COVERED] * len(mine), *cells(["姓名", "电话", "姓名", "电话"])])
    else:
        rows.append([*wide("学生信息", len(mine)), *wide("家庭信息", 4)])
        rows.append([*(Cell(head(rng, kind), down=2) for kind in mine), *wide("父亲", 2), *wide("母亲", 2)])
        rows.append([*[COVERED] * len(mine), *cells(["姓名", "联系电话", "姓名", "联系电话"])])
    for place, one in enumerate(folk):
        pair = [made.kin(2 * place), made.phone(place), made.kin(2 * place + 1), made.phone(place + 1)]
        rows.append([*(Cell(str(getattr(one, kind))) for kind in mine), *map(Cell, pair)])
        scene.tell(one, mine)
        scene.name(pair[0], "手机号")
        scene.name(pair[2], "手机号")
    return {"通讯录": rows}, scene


def emergency(rng: Random) -> Made:
    """Another name once borne, an emergency contact with the relation and a telephone; sometimes contact and pupil bear one name."""
    scene, folk = Scene(), people(rng, rng.randrange(3, 10))
    former = rng.random() < 0.5
    heads = [
        "姓名",
        *(["曾用名"] if former else []),
        rng.choice(("性别", "班级")),
        "身份证号",
        rng.choice(("紧急联系人", "家长姓名", "监护人")),
        rng.choice(("与本人关系", "关系")),
        rng.choice(("联系人电话", "紧急联系电话", "家长电话", "监护人电话")),
    ]
    rows: Sheet = [*made.title(rng, len(heads)), cells(heads)]
    same = rng.randrange(len(folk)) if rng.random() < 0.3 else -1
    for place, one in enumerate(folk):
        contact = one.name if place == same else made.kin(place)
        once = rng.choice(("", "", "无", name(1700 + place)))
        second = one.sex if heads[1 + former] == "性别" else one.group
        rows.append(
            cells(
                [
                    one.name,
                    *([once] if former else []),
                    second,
                    one.identity,
                    contact,
                    rng.choice(RELATIONS),
                    made.phone(place),
                ]
            )
        )
        scene.tell(one, ["name", "identity", *(["group"] if "班级" in heads else [])])
        scene.name(contact, "手机号", key=("kin", place))
        if former and once not in {"", "无"}:
            scene.also(one, once)
    scene.features += [f"former{former}", f"same{same >= 0}", heads[-3], heads[-1]]
    return {"登记": rows}, scene


def workbook_of_three(rng: Random) -> Made:
    """The same pupils on several sheets: roster, marks, parents; each counts once."""
    scene, folk = Scene(), people(rng, rng.randrange(3, 12))
    key = rng.choice(("number", "identity", "group"))
    roster: Sheet = [*made.title(rng, 4), cells([head(rng, "name"), head(rng, key), "性别", head(rng, "born")])]
    marks: Sheet = (
        [cells(["名次", "姓名", "语文", "数学", "总分"])]
        if rng.random() < 0.5
        else [cells([head(rng, key), "姓名", "语文", "数学", "总分"])]
    )
    parents: Sheet = [*made.title(rng, 3), cells(["学生姓名", "家长姓名", "联系电话"])]
    for place, one in enumerate(folk):
        roster.append([Cell(one.name), _value(rng, key, one, WRITTEN[0]), Cell(one.sex), WRITTEN[0](one.born)])
        first = Cell(str(place + 1)) if marks[0][0] == Cell("名次") else Cell(str(getattr(one, key)))
        marks.append([first, *cells([one.name, "88", "92", "180"])])
        parents.append(cells([one.name, made.kin(place), made.phone(place)]))
        scene.tell(one, ["name", key, "born"])
        scene.name(made.kin(place), "手机号")
    rng.shuffle(marks_rows := marks[1:])
    scene.features.append(key)
    return {"名册": roster, "成绩": [marks[0], *marks_rows], "家长": parents}, scene


def namesakes(rng: Random) -> Made:
    """Persons of one name whom a number, a class or a birth date tells apart."""
    scene, folk = Scene(), people(rng, rng.randrange(4, 10))
    telling = rng.choice(("identity", "number", "group", "born"))
    one, other = folk[0], folk[2]
    folk[2] = replace(other, name=one.name)
    if telling == "group":
        folk[2] = replace(folk[2], group="四（9）班")
    rows: Sheet = [cells(["姓名", head(rng, telling), "性别"])]
    for each in folk:
        rows.append([Cell(each.name), _value(rng, telling, each, WRITTEN[0]), Cell(each.sex)])
        scene.tell(each, ["name", telling])
    scene.features.append(telling)
    return {"a": rows}, scene


GRIDS: dict[str, Callable[[Random], Made]] = {
    "typed": typed, "merged_class": merged_class, "families": families, "parents_beside": parents_beside, "emergency": emergency,
    "workbook_of_three": workbook_of_three, "namesakes": namesakes,
}  # fmt: skip
