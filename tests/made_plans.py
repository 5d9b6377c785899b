"""Random plans: timetables, duties, seats, dormitories, groups, cards and forms, in which names stand in cells of their own kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests import made_scenes as made
from tests.made_grids import Made
from tests.made_scenes import COVERED, Cell, Scene, Sheet, cells, wide
from tests.made_tables import people

DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五")
SUBJECTS = ("语文", "数学", "英语", "体育", "音乐", "美术", "科学", "道德与法治", "班会", "自习")


def _called(rng: Random, count: int) -> list[str]:
    return [one.name for one in people(rng, count)]


def timetable(rng: Random) -> Made:
    """A grid of days and periods in whose cells a subject and its teacher stand."""
    scene, called = Scene(), _called(rng, 7)
    form = rng.choice(("{} {}", "{}/{}", "{}({})", "{}\n{}", "{}（{}）", "{}-{}", "{}：{}"))
    scene.features.append(repr(form))
    rows: Sheet = [*made.title(rng, 6), cells(["节次", *DAYS])]
    for period in "一二三四五六":
        row = [f"第{period}节"]
        for _ in DAYS:
            at = rng.randrange(len(SUBJECTS))
            row.append(form.format(SUBJECTS[at], called[at]) if at < len(called) else SUBJECTS[at])
            if at < len(called):
                scene.name(called[at])
        rows.append(cells(row))
    return {"课表": rows}, scene


def duty(rng: Random) -> Made:
    """A plan of duties: days or weeks as headings or in the first column, names in the cells, one or several in each."""
    scene, called = Scene(), _called(rng, 20)
    style = rng.choice(("across", "down", "several", "posts"))
    scene.features.append(style)
    rows = made.title(rng, 5)
    names = iter(called)
    if style == "across":
        rows.append(cells(DAYS))
        rows += [cells([next(names) for _ in DAYS]) for _ in range(3)]
    elif style == "several":
        rows.append(cells(["星期", "值日生", "组长"]))
        rows += [cells([day, "、".join([next(names), next(names)]), next(names)]) for day in DAYS]
    elif style == "posts":
        rows.append(cells(["地点", *DAYS]))
        rows += [cells([place, *[next(names) for _ in DAYS]]) for place in ("教室", "包干区", "走廊")]
    else:
        rows.append(cells(["周次", "日期", "值班教师", "带班领导"]))
        rows += [cells([f"第{n}周", f"9月{n}日", next(names), next(names)]) for n in range(1, 7)]
    used = called[: len(called) - len(list(names))]
    for each in used:
        scene.name(each)
    return {"值日": rows}, scene


def seats(rng: Random) -> Made:
    """A plan of seats: names in a grid, groups above, numbers of rows beside, an aisle, a desk."""
    scene, across = Scene(), rng.choice((4, 6, 8))
    called = _called(rng, across * rng.randrange(3, 6))
    aisle, groups, numbered = rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.4
    scene.features += [f"aisle{aisle}", f"groups{groups}", f"numbered{numbered}"]

    def row(items: Sequence[str]) -> list[str]:
        return [*items[: across // 2], *([""] if aisle else []), *items[across // 2 :]]

    width = across + aisle + numbered
    rows: Sheet = [wide("三（1）班座位表", width)] if rng.random() < 0.6 else []
    rows += [wide("讲台", width)] if rng.random() < 0.7 else []
    if groups:
        rows.append(cells([*([""] if numbered else []), *row([f"第{'一二三四五六七八'[n]}组" for n in range(across)])]))
    for low in range(0, len(called), across):
        rows.append(cells([*([f"第{low // across + 1}排"] if numbered else []), *row(called[low : low + across])]))
    for each in called:
        scene.name(each)
    return {"座位": rows}, scene


def dormitory(rng: Random) -> Made:
    """Rooms, merged or not, with a bed in each column or each row."""
    scene, rooms = Scene(), rng.randrange(2, 5)
    beds = rng.choice((4, 6))
    called = _called(rng, rooms * beds)
    style = rng.choice(("across", "down"))
    scene.features.append(style)
    if style == "across":
        rows: Sheet = [
            *made.title(rng, beds + 2),
            cells(["宿舍号", *[f"{n}号床" for n in range(1, beds + 1)], "宿舍长"]),
        ]
        for room in range(rooms):
            own = called[room * beds : room * beds + beds]
            rows.append(cells([f"{301 + room}", *own, own[0]]))
    else:
        rows = [*made.title(rng, 4), cells(["宿舍", "床位", "姓名", "班级"])]
        for n, each in enumerate(called):
            rows.append(
                [
                    Cell(f"{301 + n // beds}室", down=beds) if not n % beds else COVERED,
                    *cells([str(n % beds + 1), each, "三（1）班"]),
                ]
            )
    for each in called:
        scene.name(each, *([made.CLASS] if style == "down" else []))
    return {"宿舍": rows}, scene


def groups(rng: Random) -> Made:
    """Groups with their leader and, in one cell, their members."""
    scene = Scene()
    called = _called(rng, 24)
    comma = rng.choice(("、", " ", "，", "\n", "　", ",", "；"))
    heads = rng.choice(
        (
            ("组别", "组长", "组员"),
            ("小组", "组长", "成员"),
            ("队名", "队长", "队员"),
            ("序号", "项目名称", "负责人", "小组成员", "指导教师"),
            ("班级", "班主任", "班委成员"),
        )
    )
    scene.features += [repr(comma), heads[-1]]
    rows: Sheet = [*made.title(rng, len(heads)), cells(heads)]
    for n in range(4):
        own = called[n * 6 : n * 6 + 6]
        members = comma.join(own[1:4])
        if len(heads) == 5:
            rows.append(cells([str(n + 1), rng.choice(("校园植物观察", "节水调查")), own[0], members, own[4]]))
            used = own[:5]
        else:
            rows.append(cells([f"第{n + 1}组" if heads[0] != "班级" else f"三（{n + 1}）班", own[0], members]))
            used = own[:4]
        for place, each in enumerate(used):
            scene.name(each, *([made.CLASS] if heads[0] == "班级" and place else []))
    return {"分组": rows}, scene


def cards(rng: Random) -> Made:
    """Labels, several across: each a block of fields and values, in cells of their own or together."""
    scene, across = Scene(), rng.choice((2, 3, 4))
    folk = people(rng, rng.randrange(2, 9))
    kinds = ["name", *rng.sample(["identity", "number", "group"], rng.randrange(1, 3))]
    said = {"name": "姓名", "identity": "身份证号", "number": "学号", "group": "班级"}
    style = rng.choice(("apart", "together", "one cell"))
    gap = rng.random() < 0.4 and style != "one cell"
    scene.features += [style, f"gap{gap}", f"across{across}"]
    rows: Sheet = []
    for low in range(0, len(folk), across):
        own = folk[low : low + across]
        if style == "one cell":
            rows.append(cells(["\n".join(f"{said[kind]}：{getattr(one, kind)}" for kind in kinds) for one in own]))
            continue
        for kind in kinds:
            row: list[str] = []
            for one in own:
                row += (
                    [said[kind], str(getattr(one, kind))]
                    if style == "apart"
                    else [f"{said[kind]}：{getattr(one, kind)}"]
                )
                row += [""] if gap else []
            rows.append(cells(row))
        rows += [[]] if rng.random() < 0.7 else [cells(["-----"])]
    for one in folk:
        scene.tell(one, kinds)
    return {"胸卡": rows}, scene


def registration(rng: Random) -> Made:
    """A registration form for each pupil, with a table of the family in it, on one sheet or on several."""
    scene, sheets = Scene(), {}
    apart = rng.random() < 0.5
    members = rng.randrange(1, 4)
    heads = rng.choice(
        (
            ("称谓", "姓名", "工作单位", "联系电话"),
            ("姓名", "关系", "工作单位及职务", "电话"),
            ("家长姓名", "与学生关系", "单位", "手机号码"),
        )
    )
    merged = rng.random() < 0.7
    scene.features += [f"apart{apart}", heads[0], f"merged{merged}"]
    rows: Sheet = []
    count = 0
    for place, one in enumerate(people(rng, rng.randrange(1, 5))):
        rows = [] if apart else rows
        rows.append(wide("学生登记表", 6))
        rows.append(cells(["姓名", one.name, "性别", one.sex, "民族", "汉族"]))
        rows.append([*cells(["身份证号"]), *wide(one.identity, 3), *cells(["班级", one.group])])
        rows.append([*cells(["家庭住址"]), *wide("示范市云湖区学府路12号", 5)])
        rows.append([*([Cell("家庭成员", down=members + 1)] if merged else [Cell("家庭成员")]), *cells(heads)])
        scene.tell(one, ["name", "identity", "group"])
        scene.facts[one.identity].kinds.add("地址")
        for n in range(members):
            told = {
                "关系": RELATED[n],
                "称谓": RELATED[n],
                "与学生关系": RELATED[n],
                "姓名": made.kin(count),
                "家长姓名": made.kin(count),
            }
            values = [
                told.get(h) or (made.phone(count) if h in {"电话", "联系电话", "手机号码"} else "示例公司")
                for h in heads
            ]
            rows.append([COVERED if merged else Cell(""), *cells(values)])
            scene.name(made.kin(count), "手机号")
            count += 1
        rows += [[], []] if not apart else []
        sheets[f"表{place + 1}" if apart else "登记表"] = rows
    return sheets, scene


RELATED = ("父亲", "母亲", "祖母")

PLANS: dict[str, Callable[[Random], Made]] = {
    "timetable": timetable, "duty": duty, "seats": seats, "dormitory": dormitory, "groups": groups, "cards": cards,
    "registration": registration,
}  # fmt: skip
