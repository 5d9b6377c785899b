"""Ways of writing records down that programs and people have, beyond plain tables: every name is found, every person counted once."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from classifier.examine import examine
from classifier.model import File
from classifier.record import Record
from classifier.settings import Settings
from tests.made_tables import TODAY
from tests.rosters import Pupil, pupils

PEOPLE = pupils(6)
Write = Callable[[Sequence[Pupil]], str]


def scanned(folder: Path, name: str, data: bytes) -> Record:
    (folder / name).write_bytes(data)
    return examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


WAYS: dict[str, Write] = {
    "all.sql": lambda them: (
        "INSERT ALL\n"
        + "".join(f"  INTO T_XS (XM, SFZH) VALUES ('{one.name}', '{one.identity}')\n" for one in them)
        + "SELECT 1 FROM DUAL;\n"
    ),
    "union.sql": lambda them: (
        "INSERT INTO T_XS (XM, SFZH)\n"
        + "\nUNION ALL ".join(f"SELECT '{one.name}', N'{one.identity}' FROM DUAL" for one in them)
        + ";\n"
    ),
    "update.sql": lambda them: "".join(
        f"UPDATE `xs` SET `xm`='{one.name}', `sfzh` = '{one.identity}' WHERE `id`={number};\n"
        for number, one in enumerate(them)
    ),
    "copy.sql": lambda them: (
        "COPY public.xs (xm, sfzjh) FROM stdin WITH (FORMAT csv);\n"
        + "".join(f"{one.name},{one.identity}\n" for one in them)
        + "\\.\n"
    ),
    "rich.json": lambda them: _json(
        {
            "items": [
                {
                    "fields": {
                        "姓名": [{"text": one.name, "type": "text"}],
                        "身份证号": [{"text": one.identity, "type": "text"}],
                    }
                }
                for one in them
            ]
        }
    ),
    "single.csv": lambda them: "'姓名';'身份证号'\n" + "".join(f"'{one.name}';'{one.identity}'\n" for one in them),
    "columns.json": lambda them: _json(
        {
            "姓名": {str(n): one.name for n, one in enumerate(them)},
            "身份证号": {str(n): one.identity for n, one in enumerate(them)},
        }
    ),
    "fields.json": lambda them: _json(
        [[{"label": "姓名", "value": one.name}, {"label": "身份证号", "value": one.identity}] for one in them]
    ),
    "items.xml": lambda them: (
        "<form>"
        + "".join(
            f'<record><item key="姓名" value="{one.name}"/><item key="身份证号" value="{one.identity}"/></record>'
            for one in them
        )
        + "</form>"
    ),
    "array.plist": lambda them: (
        '<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><array>'
        + "".join(
            f"<dict><key>姓名</key><string>{one.name}</string><key>身份证号</key><string>{one.identity}</string></dict>"
            for one in them
        )
        + "</array></plist>"
    ),
    "numbered.properties": lambda them: (
        "# 学生\n"
        + "".join(
            f"student.{n}.name={_escaped(one.name)}\nstudent.{n}.idcard={one.identity}\n"
            for n, one in enumerate(them, 1)
        )
    ),
    "stacked.txt": lambda them: "\n".join(f"姓名\n{one.name}\n身份证号\n{one.identity}\n" for one in them),
    "bars.txt": lambda them: (
        "XH|XM|SFZJH\n" + "".join(f"{n}|{one.name}|{one.identity}\n" for n, one in enumerate(them))
    ),
    "glued.csv": lambda them: "班级姓名,身份证号\n" + "".join(f"三(1)班{one.name},{one.identity}\n" for one in them),
    "numbered.csv": lambda them: (
        "学号姓名,身份证号\n" + "".join(f"20260100{n:02}{one.name},{one.identity}\n" for n, one in enumerate(them))
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_records_are_persons_however_they_are_written(name: str, tmp_path: Path) -> None:
    record = scanned(tmp_path, name, WAYS[name](PEOPLE).encode())
    counts = record.persons, record.counts.get("CN_PERSON"), record.counts.get("CN_RESIDENT_ID"), record.minors
    assert counts == (len(PEOPLE),) * 4


def test_all_the_pupils_of_a_class_in_one_cell_are_found(tmp_path: Path) -> None:
    many = pupils(60)
    lists = ["、".join(one.name for one in many[low : low + 20]) for low in (0, 20, 40)]
    text = "班级,学生名单\n" + "".join(f'{n}班,"{names}"\n' for n, names in enumerate(lists, 1))
    assert scanned(tmp_path, "a.csv", text.encode()).persons == len({one.name for one in many})


def test_the_condition_of_an_update_is_read_too(tmp_path: Path) -> None:
    text = f"UPDATE xs SET bz = '无' WHERE sfzh = '{PEOPLE[0].identity}';\n"
    assert scanned(tmp_path, "a.sql", text.encode()).counts["CN_RESIDENT_ID"] == 1


def test_words_joined_in_one_heading_promise_the_same_persons(tmp_path: Path) -> None:
    text = "No.,Student Name,Parent/Guardian\n1,李秀兰,王建国\n2,赵子涵,赵德华\n"
    assert scanned(tmp_path, "a.csv", text.encode()).persons == 4


def test_a_name_in_pinyin_may_begin_with_the_surname_and_a_comma(tmp_path: Path) -> None:
    text = '序号,姓名\n1,"Liu, Yichen"\n2,Zhang Wenhao\n'
    assert scanned(tmp_path, "a.csv", text.encode()).persons == 2


def test_who_puts_himself_down_behind_his_class_is_found(tmp_path: Path) -> None:
    text = "#接龙\n研学报名\n1. 三1班令狐河远\n2. 三2班柳佑诗\n3. 三3班上官静\n4. 三1班韩诗辰\n5. 三2班毕泽河\n"
    assert scanned(tmp_path, "接龙.txt", text.encode()).persons == 5


def test_radicals_that_stand_for_characters_are_read_as_these(tmp_path: Path) -> None:
    record = scanned(tmp_path, "a.txt", "姓名：⾦雨飞 家⻓姓名：⾦⻓⽂ ⼿机：13800138000\n".encode())
    assert (record.persons, record.counts["CN_PERSON"]) == (2, 2)


def test_a_form_with_a_section_beside_it_heads_no_table(tmp_path: Path) -> None:
    rows = [
        ["基本信息", "姓 名", "解乐华", "性 别", "男"],
        ["", "身份证号", PEOPLE[0].identity, "", ""],
        ["", "籍贯", "山东", "民族", "汉族"],
    ]
    text = "".join(",".join(row) + "\n" for row in rows)
    record = scanned(tmp_path, "a.csv", text.encode())
    assert (record.persons, record.counts["CN_PERSON"], record.minors) == (1, 1, 1)


@pytest.mark.parametrize(
    ("heading", "cell", "entity"),
    [
        ("证件号", "1.10E+17", "CN_RESIDENT_ID"),
        ("卡号", "6.22E+18", "CN_BANK_CARD"),
        ("考生号", "2.43E+13", "CN_EXAM_CANDIDATE_NO"),
        ("学号", "2.02E+11", "CN_STUDENT_NO"),
        ("手机号", "1.38E+10", "CN_MOBILE"),
    ],
)
def test_a_rounded_number_is_told_by_its_heading_and_makes_nobody_one(
    heading: str, cell: str, entity: str, tmp_path: Path
) -> None:
    rows = "".join(f"{one.name},{cell}\n" for one in PEOPLE)
    record = scanned(tmp_path, "a.csv", f"姓名,{heading}\n{rows}".encode())
    assert (record.persons, record.counts.get(entity)) == (len(PEOPLE), 1)


def test_names_that_head_lines_of_one_kind_are_found_though_they_hold_words(tmp_path: Path) -> None:
    names = ["丛书平", "商英语", "史诗远", "陈静怡"]
    cards = "".join(f"{name}\n学号 2026010{n}\n班级 三(1)班\n" for n, name in enumerate(names))
    lines = "".join(f"{name}：1380013800{n}，三(2)班\n" for n, name in enumerate(names))
    for title, text in (("a.txt", cards), ("b.txt", lines)):
        assert scanned(tmp_path, title, text.encode()).counts["CN_PERSON"] == len(names)


def test_who_signs_a_form_is_found_in_the_cell_beside(tmp_path: Path) -> None:
    rows = ["申请人,梁宏欣,部门,教务处", "代课教师,夏娟禾,年级组长,麦婉昊", "校长意见,同意,签字,巫紫一"]
    assert scanned(tmp_path, "a.csv", "\n".join(rows).encode()).counts["CN_PERSON"] == 4
