"""Random tables of made-up persons: how people lay them out, and what a reader must find in each.

The generator is the oracle: it knows whom it wrote down. Headings, order, titles, notes, blanks and repetitions are drawn at random.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from sample_corpus.make.identifiers import PHONES, adult_id, pupil_id
from sample_corpus.make.people import name

Rows = list[list[str]]
TODAY = date(2026, 11, 28)
OTHERS = ("欧阳思远", "司马云帆", "买买提·艾力", "阿依古丽·吐尔逊", "李娜", "王浩", "何静", "上官婉", "诸葛文", "林夕")
"""Names of other forms: compound surnames, transcribed ones, two characters."""


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up pupil or grown-up with a parent."""

    name: str
    number: str
    identity: str
    born: date
    group: str
    sex: str
    parent: str
    phone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader must find."""

    names: frozenset[str]
    persons: int
    minors: int
    identities: int


def person(rng: Random, index: int) -> Person:
    """Return the person with this index (0-based): half of them pupils of today, half born in 1900."""
    young = rng.random() < 0.5
    identity = pupil_id(index, boy=index % 2 == 0) if young else adult_id(index, man=index % 2 == 0)
    born = date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
    called = rng.choice(OTHERS) if rng.random() < 0.06 else name(index)
    group = f"三（{index % 3 + 1}）班"
    return Person(
        called, f"2026{index + 1:04}", identity, born, group, "男女"[index % 2], name(index + 900), PHONES[index % 5]
    )


def people(rng: Random, count: int, first: int = 0) -> list[Person]:
    """Return different persons, all of different names."""
    found: dict[str, Person] = {}
    index = first
    while len(found) < count:
        one = person(rng, index)
        found.setdefault(one.name, one)
        index += 1
    return list(found.values())


DATES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y.%m}",
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
)

HEADS: dict[str, tuple[str, ...]] = {
    "name": (
        "姓名", "学生姓名", "姓 名", "姓　名", "姓名（必填）", "*姓名", "姓名*", "姓名 Name", "Name", "学生", "考生姓名", "幼儿姓名", "名字", "xm", "XM",
        "xingming", "student_name", "StudentName", "姓名/Name", "队员姓名", "真实姓名", "姓名：", "学生 姓名", "中文姓名", "中文名", "参赛选手", "报考人姓名",
        "本人姓名", "受助学生姓名", "学生姓名（与身份证一致）", "姓名\n(Name)", "STU_NAME", "名称(姓名)", "【姓名】", "1.姓名", "姓  名", "学员", "人员姓名",
        "教职工姓名", "职工", "被考核人", "获奖学生", "full name", "Student Name", "Full Name", "参加人员", "新生姓名", "住宿生姓名", "党员姓名",
    ),
    "identity": (
        "身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证", "身份证件号", "居民身份证号（18位）", "sfzh", "id_card", "idCardNo", "ID Number", "学生身份证号",
        "IDCARD", "身份证号 码", "*身份证件号码", "身份证\n号码", "ID No.", "证件号",
    ),
    "number": ("学号", "学生学号", "student_no", "xh", "StudentID", "学 号", "学号（8位）", "*学号", "学号/工号", "Student No."),
    "group": ("班级", "所在班级", "班 级", "班别", "class", "bj", "className", "年级班级", "班级（全称）", "Class"),
    "sex": ("性别", "性 别", "sex", "gender", "xb", "性别（男/女）", "Gender"),
    "born": ("出生日期", "出生年月", "出生年月日", "生日", "birthday", "csrq", "birth_date", "DOB", "Date of Birth", "出生日期（阳历）", "出 生 日 期"),
    "phone": ("联系电话", "手机", "电话", "手机号码", "家长电话", "phone", "mobile", "联系方式（手机）", "Tel", "家长手机号"),
    "parent": ("家长姓名", "监护人", "监护人姓名", "父亲姓名", "母亲姓名", "家长", "parent_name", "jzxm", "紧急联系人", "家长（监护人）姓名", "第一监护人姓名", "法定监护人"),
    "serial": ("序号", "编号", "No.", "NO", "#", "序", "序 号", "id"),
    "remark": ("备注", "说明", "备 注", "remark", "其他说明"),
    "score": ("语文", "数学", "总分", "平时成绩（30%）", "得分", "期末成绩"),
    "nation": ("民族", "民 族", "nation"),
    "party": ("政治面貌", "是否团员"),
    "lives": ("是否住校", "住宿情况"),
    "room": ("宿舍号", "寝室", "房间"),
    "post": ("职务", "班内职务"),
    "blank": ("", "签名", "签到", "确认签字"),
}  # fmt: skip
_VALUES: dict[str, tuple[str, ...]] = {
    "remark": ("", "", "走读", "转学", "无", "已交", "休学", "√"),
    "nation": ("汉族", "回族", "维吾尔族", "汉"),
    "party": ("群众", "共青团员", "是", "否"),
    "lives": ("是", "否", "住校", "走读"),
    "room": ("3-201", "西苑2栋305", "412"),
    "post": ("班长", "学习委员", "", "无", "课代表"),
    "blank": ("",),
}
MINE = ("name", "identity", "number", "group", "sex", "born", "phone", "parent")
EXTRA = ("serial", "remark", "score", "nation", "party", "lives", "room", "post", "blank")


@dataclass(slots=True)
class Table:
    """A table that is being made: columns with their headings, rows, and who else is named around it."""

    kinds: list[str]
    heads: list[str]
    folk: list[Person]
    dates: Callable[[date], str]
    more: list[str] = field(default_factory=list)
    """Names of those who sign or teach."""
    features: list[str] = field(default_factory=list)


def columns(rng: Random, *, plain: bool = False) -> list[str]:
    """Return kinds of columns: a name, and some of the others, in an order that people choose."""
    kinds = ["name", *(kind for kind in MINE[1:] if rng.random() < 0.45)]
    kinds += [kind for kind in EXTRA[1:] if rng.random() < 0.2]
    if len(kinds) == 1:
        kinds.append(rng.choice(["identity", "number", "group", "score"]))
    if rng.random() < 0.6:
        rng.shuffle(kinds)
    return (["serial"] if rng.random() < 0.6 and not plain else []) + kinds


def table(rng: Random, count: int, *, first: int = 0) -> Table:
    """Return a table of persons under random headings."""
    kinds = columns(rng)
    folk = people(rng, count, first)
    if "identity" in kinds and rng.random() < 0.2 and count > 4:
        one = folk[1]
        folk[3] = Person(one.name, *[getattr(folk[3], slot) for slot in Person.__slots__[1:]])
    return Table(kinds, heads(rng, kinds), folk, rng.choice(DATES))


def heads(rng: Random, kinds: Sequence[str]) -> list[str]:
    """Return a heading for each column, no two of them the same."""
    found: list[str] = []
    for kind in kinds:
        free = [head for head in HEADS[kind] if head not in found or not head]
        found.append(rng.choice(free))
    return found


def cell(rng: Random, kind: str, one: Person, place: int, dates: Callable[[date], str]) -> str:
    """Return what stands in a column for a person."""
    if kind == "serial":
        return str(place)
    if kind == "score":
        return rng.choice(
            [str(rng.randrange(40, 100)), f"{rng.randrange(40, 100)}.5", "缺考", str(rng.randrange(40, 100))]
        )
    if kind == "born":
        return dates(one.born)
    if kind in _VALUES:
        return rng.choice(_VALUES[kind])
    return str(getattr(one, kind))


def body(rng: Random, made: Table) -> Rows:
    """Return the rows of persons."""
    return [[cell(rng, kind, one, place, made.dates) for kind in made.kinds] for place, one in enumerate(made.folk, 1)]


def wanted(tables: Sequence[Table]) -> Wanted:
    """Return what tables say of persons: somebody with the same number in two of them is one person."""
    persons, names, minors, identities = set[object](), set[str](), set[object](), set[str]()
    for made in tables:
        for one in made.folk:
            persons.add(one.identity)
            names.add(one.name)
            if "parent" in made.kinds:
                persons.add(one.parent)
                names.add(one.parent)
            if "identity" in made.kinds:
                identities.add(one.identity)
            if _proves(made, one):
                minors.add(one.identity)
        persons |= set(made.more)
        names |= set(made.more)
    return Wanted(frozenset(names), len(persons), len(minors), len(identities))


def _proves(made: Table, one: Person) -> bool:
    """Return whether a table proves that somebody is under 14."""
    return one.born > date(2012, 11, 30) and bool({"identity", "born"} & set(made.kinds))


def signer(rng: Random) -> str:
    """Return the name of somebody who signs."""
    return name(1500 + rng.randrange(100))


def titles(rng: Random, made: Table, width: int) -> Rows:
    """Return rows above the headings."""
    rows: Rows = []
    if rng.random() < 0.7:
        rows.append(
            [
                rng.choice(
                    [
                        "示例小学学生花名册",
                        "2026年秋季学期学生信息登记表",
                        "附件2：",
                        "学生基本情况统计表",
                        "三年级学生名单（公示）",
                    ]
                )
            ]
        )
    if rng.random() < 0.35:
        rows.append(
            [
                rng.choice(
                    [
                        "填表说明：1.带*号的为必填项；2.身份证号请以文本格式填写。",
                        "填报单位（盖章）：示例小学",
                        "说明：请于9月10日前交教务处",
                        "单位：示例小学　　　日期：2026年9月1日",
                    ]
                )
            ]
        )
    if rng.random() < 0.3:
        teacher = signer(rng)
        made.more.append(teacher)
        rows.append(
            rng.choice(
                [
                    [f"班主任：{teacher}"],
                    ["班主任：", teacher],
                    ["年级：三年级", f"填表人：{teacher}"],
                    [f"班级：三（1）班  班主任：{teacher}  人数：{len(made.folk)}"],
                ]
            )
        )
    if rng.random() < 0.15:
        rows.append([])
    made.features.append(f"titles{len(rows)}")
    return [row[:width] if len(row) <= width else [" ".join(row)] for row in rows]


def footers(rng: Random, made: Table) -> Rows:
    """Return rows below the persons."""
    rows: Rows = []
    if rng.random() < 0.25:
        rows.append(
            rng.choice(
                [
                    ["合计", str(len(made.folk))],
                    ["合计", "", ""],
                    ["", "合计", str(len(made.folk))],
                    [f"共{len(made.folk)}人"],
                    ["总计"],
                    ["小计", "", "平均分", "82"],
                ]
            )
        )
        made.features.append("total")
    if rng.random() < 0.25:
        one = signer(rng)
        made.more.append(one)
        rows.append(
            rng.choice(
                [
                    [f"制表人：{one}", "日期：2026年9月1日"],
                    ["制表人：", one],
                    [f"审核人：{one}"],
                    [f"填表人：{one}　　联系电话：13800138000"],
                    ["", "", f"班主任：{one}"],
                ]
            )
        )
        made.features.append("signed:" + rows[-1][0][:4])
    if rng.random() < 0.2:
        rows.append(
            [rng.choice(["注：本表一式两份，一份存档。", "说明：以上信息请家长核对确认。", "备注：此表由班主任填写"])]
        )
        made.features.append("note")
    return rows
