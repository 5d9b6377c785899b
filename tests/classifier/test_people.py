"""Persons: every name of a roster is found and every person counted once, whatever the layout."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.examine import examine
from classifier.findings import ADULT_FROM, latest_birth
from classifier.model import File
from classifier.record import Record, Status
from classifier.settings import Settings
from sample_corpus.make.page import placed
from tests.rosters import LAYOUTS, Layout, pupils, workbook

TODAY = date(2026, 11, 28)


def scanned(folder: Path, name: str, data: bytes) -> Record:
    (folder / name).write_bytes(data)
    return examine(File(name, len(data), 0, 0, 0, 0), Settings(folder, b"k" * 32, TODAY))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.title)
def test_every_layout_of_a_roster_is_counted_exactly(layout: Layout, tmp_path: Path) -> None:
    people = pupils(12)
    record = scanned(tmp_path, layout.file, layout.make(people))
    wanted = 24 if layout.parents else 12
    assert (record.persons, record.counts.get("CN_PERSON")) == (wanted, wanted)
    assert "personal_information" in record.categories


def test_a_value_that_is_sure_is_shown_however_many_sightings_stand_before_it(tmp_path: Path) -> None:
    sightings = "".join(
        f"## {name}\n\n" for name in "高可用 方法论 思维链 包括号 比如说 后端口 温度计 石榴树 金字塔 马后炮".split()
    )
    record = scanned(tmp_path, "说明.md", f"{sightings}\n姓名：李秀兰，手机：13800138000\n".encode())
    shown = [item for tag in record.tags for item in tag.evidence if item.entity == "CN_PERSON"]
    assert [item.shown for item in shown] == ["李**"]


def test_each_name_says_how_far_it_may_be_believed(tmp_path: Path) -> None:
    record = scanned(tmp_path, "纪要.txt", "主持人：孙丽华，手机13800138000\n昨天陈晓东来过。\n".encode())
    told = {item.shown: item.reasons[-1] for tag in record.tags for item in tag.evidence if item.entity == "CN_PERSON"}
    assert told == {"孙**": "把握高", "陈**": "把握中"}
    row = scanned(tmp_path, "名册.csv", "姓名,电话\n孙丽华,13800138000\n陈晓东,\n".encode())
    assert {item.reasons[-1] for tag in row.tags for item in tag.evidence if item.entity == "CN_PERSON"} == {"把握高"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", '{"name": "example-widget", "version": "1.2.0", "description": "一个示例组件", "license": "MIT", "main": "index.js",'
         ' "repository": {"type": "git", "url": "https://example.org/widget.git"}, "maintainers": [{"name": "李秀兰", "email": "a@example.org"},'
         ' {"name": "Zhang Wei", "email": "b@example.org"}], "dependencies": {"left": "^1.0.0", "right": "^2.1.0"}, "scripts": {"test": "run"}}'),
        ("pom.xml", "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>widget</artifactId>"
         "<version>1.2</version><name>Example Widget</name><developers><developer><name>李秀兰</name><email>a@example.org</email></developer>"
         "<developer><name>Zhang Wei</name><email>b@example.org</email></developer></developers><dependencies><dependency>"
         "<groupId>junit</groupId><artifactId>junit</artifactId><version>4.0</version></dependency></dependencies></project>"),
    ],
)  # fmt: skip
def test_the_authors_of_a_program_are_a_byline(name: str, content: str, tmp_path: Path) -> None:
    assert not scanned(tmp_path, name, content.encode()).tags


@pytest.mark.parametrize(
    "layout", [layout for layout in LAYOUTS if "narrow" in layout.title], ids=lambda layout: layout.title
)
def test_numbers_that_go_on_in_the_next_line_of_a_narrow_cell_are_whole(layout: Layout, tmp_path: Path) -> None:
    record = scanned(tmp_path, layout.file, layout.make(pupils(12)))
    assert record.counts["CN_RESIDENT_ID"] == 12
    assert record.minors == 12


def test_a_row_that_goes_on_on_the_next_page_is_one_person_with_a_whole_number(tmp_path: Path) -> None:
    first, second = pupils(2)
    head = [(60.0, 780.0, "姓名"), (120.0, 780.0, "身份证号"), (220.0, 780.0, "班级")]
    rows = [
        [
            (60.0, 750.0, first.name),
            (120.0, 750.0, first.identity[:12]),
            (220.0, 750.0, "三班"),
            (120.0, 738.0, first.identity[12:]),
        ],
        [(60.0, 710.0, second.name), (120.0, 710.0, second.identity[:12]), (220.0, 710.0, "三班")],
    ]
    third = pupils(3)[2]
    rest = [
        (120.0, 780.0, second.identity[12:]),
        (60.0, 750.0, third.name),
        (120.0, 750.0, third.identity[:12]),
        (220.0, 750.0, "三班"),
        (120.0, 738.0, third.identity[12:]),
    ]
    record = scanned(tmp_path, "a.pdf", placed([*head, *rows[0], *rows[1]], rest))
    assert (record.persons, record.counts["CN_RESIDENT_ID"]) == (3, 3)


def test_who_is_named_in_a_sentence_of_a_cell_is_a_person_of_their_own(tmp_path: Path) -> None:
    people = pupils(4)
    remarks = ["由其姑姑刘秀英接送，周末回家。", "", "2026年3月转入，原班主任赵国强老师已交接。", ""]
    rows = [["姓名", "身份证号", "备注", "联系电话"]]
    rows += [[p.name, p.identity, remark, p.phone] for p, remark in zip(people, remarks, strict=True)]
    record = scanned(tmp_path, "a.xlsx", workbook(rows))
    assert (record.persons, record.counts["CN_PERSON"]) == (6, 6)


def test_a_cell_without_end_is_looked_through_once(tmp_path: Path) -> None:
    long = "QUJD" * 100_000
    record = scanned(
        tmp_path, "导出.csv", f"姓名,备注,附件\n李秀兰,因病请假，由王建国老师代课,{long}\n赵文静,无,{long}\n".encode()
    )
    assert record.outcome.complete
    assert record.counts["CN_PERSON"] >= 2


def test_what_stands_together_is_told_in_the_same_order_every_time(tmp_path: Path) -> None:
    head = ["姓名", "班级", "身份证号", "手机号", "出生日期", "家庭住址", "学号"]
    rows = [
        [p.name, p.group, p.identity, "13912340000", "2015-06-01", f"示范市云湖区学府路{n}号", p.number]
        for n, p in enumerate(pupils(12), 1)
    ]
    record = scanned(tmp_path, "花名册.xlsx", workbook([head, *rows]))
    (told,) = (reason for tag in record.tags for reason in tag.reasons if reason.startswith("归于同一人"))
    assert told == "归于同一人的信息：姓名＋出生日期＋地址＋学号＋居民身份证号＋手机号＋班级 12 人"


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.dates(date(1930, 1, 1), date(2100, 1, 1)))
def test_nobody_is_of_age_a_day_early_or_late(today: date, born: date) -> None:
    full_years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    assert (full_years < ADULT_FROM) == (born > latest_birth(ADULT_FROM, today))


def test_namesakes_that_a_list_numbers_are_two_persons(tmp_path: Path) -> None:
    rows = [["姓名", "班级"], ["张伟1", "三（1）班"], ["张伟2", "三（1）班"], ["李秀兰", "三（1）班"]]
    assert scanned(tmp_path, "a.xlsx", workbook(rows)).persons == 3


def test_another_name_once_borne_is_found_and_is_the_same_person(tmp_path: Path) -> None:
    rows = [["姓名", "曾用名", "性别"], ["孙丽华", "孙小花", "女"], ["陈晓东", "无", "男"], ["周海涛", "周大宝", "男"]]
    record = scanned(tmp_path, "登记.xlsx", workbook(rows))
    assert (record.persons, record.counts["CN_PERSON"]) == (3, 5)
    text = "姓名：孙丽华\n曾用名：孙小花\n身份证号：11022419000101000X\n"
    told = scanned(tmp_path, "登记.txt", text.encode())
    assert (told.persons, told.counts["CN_PERSON"]) == (1, 2)
    form = [["姓名", "孙丽华", "曾用名", "孙小花"], ["性别", "女", "出生日期", "1990年1月1日"]]
    assert scanned(tmp_path, "表.xlsx", workbook(form)).persons == 1


def test_a_short_column_of_names_is_told_under_a_heading_that_nobody_knows(tmp_path: Path) -> None:
    rows = [
        ["周次", "门卫", "地点"],
        ["第1周", "孙丽华", "东门"],
        ["第2周", "陈晓东", "西门"],
        ["第3周", "周海涛", "东门"],
        ["第4周", "李秀兰", "西门"],
    ]
    assert scanned(tmp_path, "值守.xlsx", workbook(rows)).persons == 4


def test_what_things_are_called_is_nobody(tmp_path: Path) -> None:
    rows = [["药品名称", "规格"], ["白云山", "10片"], ["安乃近", "12片"], ["任丹", "1盒"], ["方太平", "1瓶"]]
    assert scanned(tmp_path, "a.xlsx", workbook(rows)).persons == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("区划.json", '[{"code": "410700", "name": "新乡市"}, {"code": "460000", "name": "海南省"}, {"code": "420117", "name": "新洲区"}, {"code": "430400", "name": "衡阳市"}]'),
        ("机场.csv", "code,name,runways\n1,PEK,3\n2,CAN,3\n3,VIE,2\n"),
        ("样式.csv", "id,name\n1,无样式\n2,连接线\n3,正常\n"),
        ("章节.json", '[{"name": "第一节", "pages": 3}, {"name": "第二节", "pages": 4}]'),
        ("游戏.yml", "- name: Drawing\n  score: 1\n- name: Video Games\n  score: 2\n"),
        ("字段.csv", "NAME,姓名\nSEX,性别\nBIRTHDAY,出生日期\nZY,所学专业\nXL,学历\n"),
        ("空白表.csv", "姓名,单位,职称\n差勤,纪录,\n应到,次次,\n主管评分,项目,细目\n"),
        ("收货.sql", "INSERT INTO t (id, receive_man) VALUES (1, NULL), (2, 'NULL');\n"),
    ],
    ids=lambda value: value if value.isascii() is False and len(value) < 12 else "",
)  # fmt: skip
def test_a_heading_that_stands_over_anything_needs_cells_that_are_persons(
    name: str, content: str, tmp_path: Path
) -> None:
    assert scanned(tmp_path, name, content.encode()).counts.get("CN_PERSON", 0) == 0


def test_a_heading_that_stands_over_anything_is_believed_over_persons(tmp_path: Path) -> None:
    record = scanned(tmp_path, "人员.json", '[{"name": "孙丽华", "id": 1}, {"name": "陈晓东", "id": 2}]'.encode())
    assert record.persons == 2
    beside = scanned(tmp_path, "students.csv", b"name,sex,class\nLily,F,3\nTom,M,3\n")
    assert beside.persons == 2


def test_a_text_may_end_with_the_name_of_a_poet(tmp_path: Path) -> None:
    assert scanned(tmp_path, "a.txt", "这首诗的作者是谁？它的作者是李白".encode()).outcome.complete


def test_the_columns_of_a_roll_call_hide_no_headings(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>20230{n:03}</td><td>{name}</td><td>七{n}班</td>{'<td></td>' * 10}<td></td></tr>"
        for n, name in enumerate("孙丽华 陈晓东 欧阳修远".split(), 1)
    )
    days = "".join(f"<td>{n}</td>" for n in range(1, 11))
    page = (
        f"<table><tr><td>示例中学点名册</td></tr><tr><td>序号</td><td>学号</td><td>姓名</td><td>行政班</td>{days}<td>备注</td></tr>"
        f"{rows}</table>"
    )
    record = scanned(tmp_path, "点名册.html", page.encode())
    assert (record.persons, record.counts["CN_STUDENT_NO"]) == (3, 3)
    assert "personal_information" in record.categories


def test_who_can_be_reached_how_is_a_name_with_or_without_a_telephone(tmp_path: Path) -> None:
    lines = ["队伍,队长及联系方式,安全员及联系方式", "一队,孙丽华,陈晓东13800138000", "二队,阿山木·热斯拜,刘思远"]
    record = scanned(tmp_path, "队伍.csv", "\n".join(lines).encode())
    assert (record.persons, record.counts["CN_PERSON"]) == (4, 4)


def test_a_row_with_a_school_number_is_a_person_whatever_stands_in_the_column_of_names(tmp_path: Path) -> None:
    rows = ["学号,姓名,数学", "20230101,孙丽华,90", "20230102,user7,80", "20230103,user9,70", "20230104,李四,60"]
    assert scanned(tmp_path, "成绩.csv", "\n".join(rows).encode()).persons == 4


def test_the_rows_of_a_table_are_persons_even_if_examples_name_them(tmp_path: Path) -> None:
    rows = "学号,姓名,性别,籍贯\n20230101,张三,女,河南\n20230102,李四,男,湖南\n20230103,王五,男,湖北\n"
    record = scanned(tmp_path, "学生.csv", rows.encode())
    assert record.persons == 3
    assert "personal_information" in record.categories
    assert not scanned(tmp_path, "格式.csv", "学号,姓名\nXXXX,某某\n".encode()).persons


def test_what_stands_beside_the_heading_of_names_is_another_heading(tmp_path: Path) -> None:
    form = "姓名\t本科生数\t签约标志\n本人承诺全程参与、指导实践活动\n"
    assert not scanned(tmp_path, "申报书.txt", form.encode()).persons


def test_pupils_under_a_bare_name_are_believed_whatever_they_call_themselves(tmp_path: Path) -> None:
    lines = ["id,name,className,sex", "1,阿超,1606,男", "2,小玲,1606,女", "3,路飞,1606,男", "4,小灵,1606,女"]
    assert scanned(tmp_path, "学生.csv", "\n".join(lines).encode()).persons == 4


def test_prompts_in_a_form_fill_nothing_in(tmp_path: Path) -> None:
    lines = ["姓名,证件号,出生年月日,性别", *[",,请输入生日,请输入性别"] * 8]
    assert not scanned(tmp_path, "模板.csv", "\n".join(lines).encode()).tags


def test_a_number_in_a_query_is_no_telephone(tmp_path: Path) -> None:
    record = scanned(tmp_path, "日志.txt", "GET /列表?page=2&qri=17100013800&qrt=3 孙丽华\n".encode())
    assert "CN_MOBILE" not in record.counts


def test_marks_beside_names_tell_of_pupils(tmp_path: Path) -> None:
    lines = ["学号,姓名,语文,数学,英语", "101,孙丽华,88,90,76", "102,陈晓东,70,66,81", "103,刘思远,92,85,79"]
    record = scanned(tmp_path, "成绩.csv", "\n".join(lines).encode())
    assert record.persons == 3
    assert "personal_information" in record.categories


def test_the_days_of_a_month_hide_no_headings(tmp_path: Path) -> None:
    days = [str(day) for day in range(1, 32)]
    rows = [
        ["示例七月班表"],
        ["馆别", "姓名", *days],
        ["东馆", "孙丽华", *["●"] * 31],
        ["", "陈晓东(代)", *["休"] * 31],
        ["西馆", "刘思远"],
    ]
    record = scanned(tmp_path, "班表.csv", "\n".join(map(",".join, rows)).encode())
    assert record.counts == {"CN_PERSON": 3}


def test_a_number_glued_to_a_name_is_no_part_of_it(tmp_path: Path) -> None:
    lines = ["主机,学生姓名", "pc1,孙丽华20230101", "pc2,20230102陈晓东", "pc3,刘思远"]
    assert scanned(tmp_path, "机房.csv", "\n".join(lines).encode()).counts["CN_PERSON"] == 3


def test_the_headings_of_an_empty_table_are_nobody(tmp_path: Path) -> None:
    assert not scanned(tmp_path, "成绩.csv", "学号,班级,姓名,原始分,本次赋分,首考\n".encode()).persons
    form = scanned(tmp_path, "登记.txt", "班级\t七1\t姓名\t孙丽华\t性别\t女\n".encode())
    assert form.persons == 1


ROSTERS = {
    "点名.txt": "六月值日\n\n" + "".join(f"{index + 1}. {person.name}\n" for index, person in enumerate(pupils(8))),
    "分数.txt": "".join(f"20260{index:03}\n{person.name}\n{80 + index}\n" for index, person in enumerate(pupils(8))),
    "账号.csv": "账号,姓名\n" + "".join(f"u{index},{person.name}\n" for index, person in enumerate(pupils(8))),
    "无表头.csv": "".join(f"A0-{index:04},{person.name},PC{index}\n" for index, person in enumerate(pupils(8))),
    "课题.csv": "编号,课题,负责人\n" + "".join(f"{index},课题{index},{pupil.name}\n" for index, pupil in enumerate(pupils(8))),
    "年级.csv": "研一,研二,博一\n" + ",".join(person.name for person in pupils(3)) + "\n" + ",".join(person.name for person in pupils(8)[3:6])
    + "\n" + ",".join(person.name for person in pupils(8)[6:]) + ",\n",
    "分组.txt": "1、" + " ".join(person.name for person in pupils(4)) + " 4人\n\n2、" + "  ".join(person.name for person in pupils(8)[4:])
    + "  4人\n3、" + " ".join(person.name for person in pupils(3)) + "\n",
    "记录.json": "[" + ",".join(f'{{"id": {index}, "name": "{pupil.name}"}}' for index, pupil in enumerate(pupils(8))) + "]",
}  # fmt: skip


@pytest.mark.parametrize("name", ROSTERS)
def test_a_list_of_names_is_data_about_persons_whom_a_person_must_judge(name: str, tmp_path: Path) -> None:
    record = scanned(tmp_path, name, ROSTERS[name].encode())
    assert [(tag.category, tag.status) for tag in record.tags if tag.category == "personal_information"] == [
        ("personal_information", Status.SUSPECTED)
    ]
    assert record.persons == 8


NO_ROSTERS = {
    "四人.txt": "".join(f"{person.name}\n" for person in pupils(4)),
    "测试.csv": "用例,修改人\n" + "".join(f"用例{index},{person.name}\n" for index, person in enumerate(pupils(8))),
    "名单.py": "NAMES = [" + ", ".join(f'"{person.name}"' for person in pupils(8)) + "]\n",
    "贡献者.md": "| 姓名 | 模块 |\n|---|---|\n" + "".join(f"| {person.name} | 模块 |\n" for person in pupils(8)),
    "书目.csv": "书名,作者,出版社\n" + "".join(f"书{index},{person.name},某社\n" for index, person in enumerate(pupils(8))),
    "书.sql": "INSERT INTO `book` (`name`, `author`, `grade`) VALUES "
    + ", ".join(f"('课本{index}', '{person.name}', '一')" for index, person in enumerate(pupils(8))) + ";\n",
    "造词.csv": "".join(f"{pupil.name},{pupil.parent},宇\n" for pupil in pupils(30)),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_ROSTERS)
def test_names_that_are_no_list_of_persons_make_no_tag(name: str, tmp_path: Path) -> None:
    record = scanned(tmp_path, name, NO_ROSTERS[name].encode())
    assert "personal_information" not in record.categories


@pytest.mark.parametrize(
    "heading", ["工号", "员工编号", "学生学号", "处室", "车间", "缺勤天数", "签到", "应发工资", "绩效等级", "emp_no"]
)
def test_what_stands_beside_a_name_describes_its_bearer(heading: str, tmp_path: Path) -> None:
    rows = "".join(f"{person.name},7\n" for person in pupils(2))
    record = scanned(tmp_path, "表.csv", f"姓名,{heading}\n{rows}".encode())
    assert [tag.status for tag in record.tags if tag.category == "personal_information"] == [Status.CONFIRMED]


def test_a_resume_without_its_bearers_name_is_about_somebody(tmp_path: Path) -> None:
    text = "性 别：女 出生年月：1900年6月\n联系方式：13800138000\n求职意向：产品经理\n"
    record = scanned(tmp_path, "简历.txt", text.encode())
    assert "personal_information" in record.categories
    assert "personal_information" not in scanned(tmp_path, "通知.txt", "咨询电话：13800138000\n".encode()).categories


def test_a_note_at_the_end_of_a_row_hides_no_headings(tmp_path: Path) -> None:
    people = pupils(6)
    rows = "".join(f"教务处,{person.name[0]} {person.name[1:]}*,事假1天,\n" for person in people)
    data = f"六月考勤,,,\n单位,姓名,考勤,带*的为在编人员；请假较多的有 {people[0].name}\n{rows}"
    record = scanned(tmp_path, "考勤.csv", data.encode())
    assert (record.persons, record.counts["CN_PERSON"]) == (6, 6)


def test_names_that_come_again_and_again_are_a_column(tmp_path: Path) -> None:
    people = pupils(6)
    rows = "".join(
        f"2026-06-{day:02},搬运,{people[(day + turn) % 6].name}\n" for day in range(1, 29) for turn in range(2)
    )
    assert scanned(tmp_path, "派工.csv", rows.encode()).persons == 6


def test_the_first_line_of_a_text_heads_no_column(tmp_path: Path) -> None:
    text = "2024-10 至 2024-12 学习系统 负责人\n项目内容：\n技术栈：Python、React、Git\n封装 REST API 与 Tools\n"
    assert scanned(tmp_path, "经历.txt", text.encode()).persons == 0


def test_a_row_with_a_telephone_is_none_of_headings(tmp_path: Path) -> None:
    people = pupils(9)
    rows = [f"{person.name},{person.phone}" for person in people]
    rows[3] = "公司备用电话,13900139000"
    record = scanned(tmp_path, "通讯录.csv", "\n".join(["姓名,联系电话", *rows]).encode())
    assert record.counts["CN_PERSON"] == 8


@pytest.mark.parametrize(
    "text",
    [
        "WORK EXPERIENCE\nExample Ltd, engineer\nEDUCATION\nExample University\nSKILLS\nC\nContact: 13800138000 a@example.org\n",
        "期望职位：工程师\n工作经历\n某公司\n手机：13800138000\n邮箱：a@example.org\n",
    ],
)
def test_a_resume_is_known_by_its_sections(text: str, tmp_path: Path) -> None:
    assert "personal_information" in scanned(tmp_path, "a.txt", text.encode()).categories
    without = text.replace("13800138000", "").replace("a@example.org", "")
    assert "personal_information" not in scanned(tmp_path, "b.txt", without.encode()).categories


def test_a_name_spread_over_a_cover_page_is_one(tmp_path: Path) -> None:
    text = "姓    名               孙 丽 华                    \n学    院            信息学院\n学    号            202600000001\n"
    record = scanned(tmp_path, "档案.txt", text.encode())
    assert (record.persons, record.counts["CN_PERSON"]) == (1, 1)
    assert "personal_information" in record.categories


def test_characters_written_by_their_twins_are_the_same_name(tmp_path: Path) -> None:
    text = "姓名：\uf9f4晓东，\u2f3f机：13900139000\n姓名：林晓东，手机：13900139000\n"
    record = scanned(tmp_path, "表.txt", text.encode())
    assert (record.persons, record.counts["CN_PERSON"]) == (1, 1)
