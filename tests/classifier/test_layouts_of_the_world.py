"""Files as schools, their systems and their contractors write them: each name is found and each person counted once."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.inventory import Inventory
from classifier.model import File
from classifier.record import Record
from classifier.settings import Settings
from classifier.view import Level, View
from recognizers._engine import Engine
from tests.rosters import identity, plain, pupils, separated, workbook

TODAY = date(2026, 11, 28)
P = pupils(6)
PHONES = [f"1381234567{number}" for number in range(10)]


def scanned(folder: Path, name: str, content: str | bytes) -> Record:
    data = content if isinstance(content, bytes) else content.encode()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


def _wide(text: str, columns: int) -> str:
    return text + " " * (columns - sum(2 if ord(character) > 255 else 1 for character in text))


def _calendar() -> str:
    attendees = "".join(f"ATTENDEE;ROLE=REQ-PARTICIPANT;CN={p.name}:mailto:p{n}@example.org\n" for n, p in enumerate(P))
    return f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:家长会\n{attendees}END:VEVENT\nEND:VCALENDAR\n"


def _directory() -> str:
    return "".join(
        f"dn: uid=u{n},ou=People,dc=example,dc=org\nobjectClass: inetOrgPerson\ncn:: {b64encode(p.name.encode()).decode()}\n"
        f"sn:: {b64encode(p.name[:1].encode()).decode()}\nmobile: 138123\n 4567{n}\n\n"
        for n, p in enumerate(P)
    ) + "dn: cn=office,dc=example,dc=org\nobjectClass: groupOfNames\ncn: 教务处\n"  # fmt: skip


def _tabs_with_breaks() -> bytes:
    rows = "".join(f'{p.name}\t"示范区\n幸福路{n}号"\t{PHONES[n]}\r\n' for n, p in enumerate(P))
    return f"姓名\t家庭住址\t联系电话\r\n{rows}".encode("utf-16")


def _spaced() -> str:
    return "姓　名,年级\n" + "".join(f"{p.name[0]} {p.name[1:]},三年级\n" for p in P)


def _month() -> bytes:
    return workbook([["小一班考勤"], ["姓名\\日期", *map(str, range(1, 31))], *([p.name, *"√" * 30] for p in P)])


def _days() -> str:
    return (
        "姓名," + ",".join(f"9月{day}日" for day in range(1, 21)) + "\n" + "".join(f"{p.name}{',√' * 20}\n" for p in P)
    )


def _attendance() -> bytes:
    head = [["姓名", "考勤组", "部门", "工号", "上班1", ""], ["", "", "", "", "打卡", "结果"]]
    return workbook([*head, *([p.name, "教师考勤", "数学组", f"1000{n}", "07:40", "正常"] for n, p in enumerate(P))])


def _two_rows_of_heads() -> str:
    rows = "".join(
        f"{_wide(str(n + 1), 8)}{_wide(P[n].name, 12)}{_wide(P[n + 3].name, 12)}{PHONES[n]}\n" for n in range(3)
    )
    head = f"{_wide('序号', 8)}{_wide('学生', 12)}家长信息\n{_wide('', 20)}{_wide('姓名', 12)}电话\n"
    return f"联系表\n\n{head}{rows}"


def _cards_abreast() -> str:
    return "".join(
        f"{_wide('姓名：' + P[n].name, 30)}姓名：{P[n + 1].name}\n{_wide('证件：' + identity(n), 30)}证件：{identity(n + 1)}\n"
        f"{_wide('座位：3排', 30)}座位：4排\n\n"
        for n in (0, 2, 4)
    )


def _tex() -> str:
    rows = "".join(rf"2026{n:04} & {p.name} & 8{n} \\ \hline" + "\n" for n, p in enumerate(P))
    return f"\\begin{{tabularx}}{{\\textwidth}}{{|c|c|c|}}\n\\hline\n\\textbf{{学号}} & \\textbf{{姓名}} & 成绩 \\\\\n{rows}\\end{{tabularx}}\n"


def _frame() -> str:
    columns = f"    '姓名': {[p.name for p in P]},\n    '电话': {PHONES[:6]},\n"
    return f"import pandas as pd\n\ndf = pd.DataFrame({{\n{columns}}})\n"


def _structs() -> str:
    return (
        "var users = []User{\n"
        + "".join(f'\t{{Name: "{p.name}", Phone: "{PHONES[n]}"}},\n' for n, p in enumerate(P))
        + "}\n"
    )


def _chat() -> str:
    return "".join(f"2026-09-0{n + 1} 08:00:1{n} {p.name}\n收到。\n\n" for n, p in enumerate(P))


def _without_heads() -> str:
    return "".join(f"2026{n:04},{p.name},初二(3)班,{PHONES[n]}\n" for n, p in enumerate(P))


def _by_class() -> str:
    return json.dumps({"名单": {"一班": [p.name for p in P[:3]], "二班": [p.name for p in P[3:]]}}, ensure_ascii=False)


def _two_heads_of_exams() -> bytes:
    head = [["考场", "语文\n9:00-11:00", "", "数学\n14:00-16:00", ""], ["", "监考1", "监考2", "监考1", "监考2"]]
    return workbook([*head, ["01", *(p.name for p in P[:4])], ["02", P[4].name, P[5].name, P[0].name, P[1].name]])


def _meeting() -> str:
    rows = "".join(f"{p.name}({p.name}),2026-09-01 19:0{n},01:02:03\n" for n, p in enumerate(P))
    return f"会议主题,家长会\n会议号,123 456 789\n\n用户昵称（入会昵称）,首次入会时间,累计时长\n{rows}"


def _groups() -> str:
    one, two = ("<br>".join(p.name for p in group) for group in (P[:3], P[3:]))
    return f"| 组别 | 成员 |\n|---|---|\n| 第1组 | {one} |\n| 第2组 | {two} |\n"


MADE: dict[str, Callable[[], str | bytes]] = {
    "日程.ics": _calendar, "账户.ldif": _directory, "地址.txt": _tabs_with_breaks, "空格.csv": _spaced, "考勤.xlsx": _month, "按日.csv": _days,
    "打卡.xlsx": _attendance, "两行表头.txt": _two_rows_of_heads, "并排卡片.txt": _cards_abreast, "成绩.tex": _tex, "分析.py": _frame,
    "种子.go": _structs, "聊天.txt": _chat, "无表头.csv": _without_heads, "分班.json": _by_class, "监考.xlsx": _two_heads_of_exams,
    "会议.csv": _meeting, "小组.md": _groups,
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_every_name_is_found_and_every_person_counted_once(name: str, tmp_path: Path) -> None:
    record = scanned(tmp_path, name, MADE[name]())
    assert (record.persons, record.counts.get("CN_PERSON")) == (6, 6)


@pytest.mark.parametrize(
    "name", ["账户.ldif", "地址.txt", "分析.py", "种子.go", "无表头.csv", "并排卡片.txt", "成绩.tex"]
)
def test_what_stands_in_one_record_belongs_to_one_person(name: str, tmp_path: Path) -> None:
    record = scanned(tmp_path, name, MADE[name]())
    told = [reason for tag in record.tags for reason in tag.reasons if reason.startswith("归于同一人的信息")]
    assert any("6 人" in reason and "姓名＋" in reason for reason in told)


def test_blanks_stand_inside_a_name_or_between_two(tmp_path: Path) -> None:
    one, two, three = (p.name for p in P[:3])
    content = f"姓名,备注\n{one} {two},两人\n{three[0]} {three[1:]},一人\n欧阳 思远,复姓\n"
    record = scanned(tmp_path, "a.csv", content)
    assert record.counts["CN_PERSON"] == 4


def test_a_class_written_once_reaches_as_far_as_its_rows(tmp_path: Path) -> None:
    """Segments end after a thousand rows; twenty names come again and again, told apart by nothing but number and class."""
    rows = [["班级", "姓名", "学号"]]
    rows += [["2026级甲班" if not n else "", P[n % 6].name, f"26{n:06}"] for n in range(2300)]
    record = scanned(tmp_path, "a.xlsx", workbook(rows))
    assert record.persons == 2300
    assert any("姓名＋学号＋班级 2,300 人" in reason for tag in record.tags for reason in tag.reasons)


def test_a_class_above_its_rows_ends_with_the_table(tmp_path: Path) -> None:
    head = "班级,姓名,学号\n"
    one = head + "".join(f"{'甲班' if not n else ''},{P[n].name},2026000{n}\n" for n in range(3))
    two = head + "".join(f",{P[n].name},2026000{n}\n" for n in range(3, 6))
    record = scanned(tmp_path, "a.csv", f"{one}\n\n{two}")
    assert any("姓名＋学号＋班级 3 人" in reason for tag in record.tags for reason in tag.reasons)


def test_the_name_of_a_folder_is_a_clue_that_a_roster_proves(tmp_path: Path) -> None:
    work = tmp_path / "w"
    files = {"名册.csv": separated(plain(P)), f"作业/20260103{P[1].name}/实验.txt": "今天学习了除法。".encode()}
    settings = Settings(work, b"k" * 32, TODAY)
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(settings)
        for name, data in files.items():
            store.put(scanned(work, name, data))
        store.finish()
        records = {record.name: record for record in store.records()}
        shown = [record.name for record in View(store, TODAY, level=Level.INTERNAL).listed()]
    homework = next(record for name, record in records.items() if name.startswith("作业"))
    (tag,) = homework.tags
    assert [item.where for item in tag.evidence] == ["文件夹名"]
    assert not [name for name in shown if P[1].name in name]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3)], ids=["beside", "behind both"])
def test_the_telephone_of_the_father_is_his(order: tuple[int, ...], tmp_path: Path) -> None:
    pairs = [("父亲姓名", P[1].name), ("父亲电话", PHONES[1]), ("母亲姓名", P[2].name), ("母亲电话", PHONES[2])]
    head = ["学生姓名", *(pairs[number][0] for number in order)]
    row = [P[0].name, *(pairs[number][1] for number in order)]
    record = scanned(tmp_path, "a.csv", f"{','.join(head)}\n{','.join(row)}\n")
    assert any("姓名＋手机号 2 人" in reason for tag in record.tags for reason in tag.reasons)


def test_several_labels_in_one_line_are_all_heard(tmp_path: Path) -> None:
    content = f"负责人：{P[0].name}　联系人：{P[1].name}　班主任：{P[2].name}\n"
    assert scanned(tmp_path, "a.txt", content).counts["CN_PERSON"] == 3


def test_a_folder_alone_makes_nobody_a_person_of_its_files(tmp_path: Path) -> None:
    record = scanned(tmp_path, f"{P[1].name}/实验.txt", "今天学习了除法。")
    assert (record.persons, record.tags) == (0, ())


def test_a_name_in_a_file_name_is_masked_for_who_need_not_find_the_file(tmp_path: Path) -> None:
    work = tmp_path / "w"
    settings = Settings(work, b"k" * 32, TODAY)
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(settings)
        store.put(scanned(work, f"{P[1].name} 13800138000 简历.txt", "应聘岗位：教师"))
        store.finish()
        (listed,) = View(store, TODAY, level=Level.INTERNAL).listed()
    assert P[1].name not in listed.name


def test_rows_of_a_table_of_labels_do_not_make_the_next_heading_a_name() -> None:
    headings = ("姓名", "考勤组", "部门")
    found = Engine().recognize(f"姓名\t考勤组\t部门\n{P[0].name}\t教师考勤\t数学组", headings)
    assert [match.value for match in found if match.entity == "CN_PERSON"] == [P[0].name]


def test_a_list_of_towns_in_a_program_is_no_list_of_persons(tmp_path: Path) -> None:
    record = scanned(tmp_path, "a.py", 'cities = {"name": ["北京", "上海", "南京", "天津"], "pop": [1, 2, 3, 4]}\n')
    assert record.persons == 0
