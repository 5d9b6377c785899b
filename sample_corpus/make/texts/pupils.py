"""学籍：花名册、成绩册、考生、体检、出行，和只有表头的空表。"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from sample_corpus.make.compound import locked
from sample_corpus.make.identifiers import EXIT_PERMIT, PASSPORT, PHONES, born_of, pupil_id, resident_id
from sample_corpus.make.page import pdf
from sample_corpus.make.people import names
from sample_corpus.make.sample import IMPORTANT, PERSONAL, TEACHING, Sample, Twin
from sample_corpus.make.sheets import Cell, Sheet, xlsx
from sample_corpus.make.word import docx

STREETS = ("青松路", "向阳街", "育才路", "临湖大道", "东风巷", "滨河路", "学府街")
PEOPLES = ("汉族", "汉族", "汉族", "回族", "汉族", "满族", "汉族")


def _address(index: int) -> str:
    return f"示范市向阳区{STREETS[index % len(STREETS)]}{index * 3 % 97 + 2}号{index % 9 + 1}栋{index % 6 + 1}0{index % 4 + 1}室"


def _first_grade() -> list[Sequence[Cell]]:
    head = (
        "序号",
        "姓名",
        "性别",
        "民族",
        "出生日期",
        "学籍号",
        "身份证件号",
        "家庭住址",
        "监护人姓名",
        "联系电话",
        "是否留守儿童",
    )
    rows: list[Sequence[Cell]] = [("示范市实验小学一年级（2）班学生花名册",), head]
    for index, (pupil, guardian) in enumerate(zip(names(24, 200), names(24, 400), strict=True)):
        boy = index % 2 == 0
        number = pupil_id(index, boy=boy)
        rows.append(
            (
                index + 1,
                pupil,
                "男" if boy else "女",
                PEOPLES[index % 7],
                born_of(number),
                f"G{number}",
                number,
                _address(index),
                guardian,
                PHONES[index % 5],
                "是" if index % 8 == 3 else "否",
            )
        )
    return rows


def _registry() -> bytes:
    head = "姓名,性别,出生日期,民族,身份证件类型,身份证件号,学籍辅号,班内学号,年级,班级,入学年月,入学方式,就读方式,户口性质,现住址,是否独生子女,是否进城务工人员随迁子女,健康状况"
    lines = [head]
    for index, pupil in enumerate(names(30, 600)):
        boy = index % 3 != 0
        number = pupil_id(40 + index, date(2014, 9, 1), boy)
        lines.append(
            f"{pupil},{'男' if boy else '女'},{born_of(number).replace('-', '')},{PEOPLES[index % 7]},居民身份证,{number},"
            f"20260{index + 101},{index + 1:02d},六年级,六（1）班,202609,就近入学,走读,非农业家庭户口,{_address(index + 50)},"
            f"{'是' if index % 2 else '否'},{'是' if index % 5 == 0 else '否'},健康或良好"
        )
    return "\r\n".join(lines).encode("gb18030")


def _grades() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("示范市第九中学2025—2026学年度第二学期期末考试八年级（1）班成绩册",),
        ("学号", "姓名", "语文", "数学", "英语", "物理", "道法", "历史", "总分", "班级排名"),
    ]
    for index, pupil in enumerate(names(32, 700)):
        marks = [60 + (index * step + base) % 58 for step, base in ((7, 3), (11, 9), (13, 1), (5, 20), (3, 17), (9, 8))]
        rows.append((f"20250{index + 801}", pupil, *marks, sum(marks), index + 1))
    return rows


def _all_grades() -> bytes:
    lines = ["考号\t姓名\t班级\t语文\t数学\t英语\t总分\t名次\t等级"]
    for index, pupil in enumerate(names(36, 760)):
        first, second, third = (55 + (index * step) % 64 for step in (17, 23, 29))
        total = first + second + third
        lines.append(
            f"26070{index + 1:03d}\t{pupil}\t七（{index % 4 + 1}）班\t{first}\t{second}\t{third}\t{total}\t{index + 1}\t{'ABCD'[index // 10]}"
        )
    return "\r\n".join(lines).encode("utf-16")


def _candidates() -> bytes:
    lines = ["考生号,姓名,准考证号,毕业学校,报考科类,考点,考场,座位号"]
    lines += [
        f"26320102{45000 + index * 37:05d}{index % 10},{pupil},2632{10000 + index * 13:06d},示范市第九中学,物理类,示范市第一考点,{index // 10 + 1:03d},{index % 30 + 1:02d}"
        for index, pupil in enumerate(names(20, 820))
    ]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


def _health() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("示范市实验小学2026年秋季学生健康体检结果汇总（一年级1班）",),
        (
            "序号",
            "姓名",
            "性别",
            "出生日期",
            "身份证号",
            "身高cm",
            "体重kg",
            "视力左",
            "视力右",
            "龋齿",
            "既往病史",
            "过敏史",
            "体检结论",
        ),
    ]
    histories = ("无", "哮喘", "无", "先天性心脏病术后", "无", "癫痫", "无", "支气管炎")
    for index, pupil in enumerate(names(18, 900)):
        boy = index % 2 == 1
        number = pupil_id(100 + index, boy=boy)
        rows.append(
            (
                index + 1,
                pupil,
                "男" if boy else "女",
                born_of(number),
                number,
                112 + index % 13,
                18.5 + index % 7,
                4.8 + index % 3 / 10,
                4.9,
                index % 4,
                histories[index % 8],
                "青霉素" if index % 6 == 0 else "无",
                "建议复查" if index % 4 == 1 else "正常",
            )
        )
    return rows


def _counselling() -> bytes:
    results = ("轻度焦虑", "正常", "中度抑郁倾向", "正常", "人际敏感")
    records = [
        {
            "姓名": pupil,
            "性别": "女" if index % 2 else "男",
            "学号": f"20260{index + 301}",
            "班级": f"八（{index % 3 + 1}）班",
            "量表": "中学生心理健康量表",
            "总分": 60 + index * 9 % 90,
            "测评结果": results[index % 5],
            "处理建议": "转介心理咨询室跟进" if index % 5 == 2 else "继续观察",
            "监护人电话": PHONES[index % 5],
        }
        for index, pupil in enumerate(names(10, 930))
    ]
    return json.dumps({"标题": "心理测评结果（严禁外传）", "记录": records}, ensure_ascii=False, indent=2).encode()


def _trip() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("研学旅行出行名单（2026年11月）",),
        ("序号", "姓名", "证件类型", "证件号码", "去程车次", "返程航班", "家长姓名", "家长电话"),
    ]
    for index, (pupil, parent) in enumerate(zip(names(16, 950), names(16, 980), strict=True)):
        kind, number = "身份证", pupil_id(150 + index, date(2013, 9, 1))
        if index == 14:
            kind, number = "护照", PASSPORT
        if index == 15:
            kind, number = "往来港澳通行证", EXIT_PERMIT
        rows.append((index + 1, pupil, kind, number, "G9901次", "CA9902", parent, PHONES[index % 5]))
    return rows


def _permits() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("港澳台侨学生及外籍教师证件登记表",),
        ("序号", "姓名", "身份", "证件名称", "证件号码", "出生日期"),
    ]
    regions = (("810000", "港澳居民居住证"), ("820000", "港澳居民居住证"), ("830000", "台湾居民居住证"))
    for index, person in enumerate(names(9, 1010)):
        code, document = regions[index % 3]
        number = resident_id(code, date(1900, index + 1, 15), 210 + index)
        rows.append((index + 1, person, "学生家长" if index % 2 else "外籍教师", document, number, born_of(number)))
    return rows


CONTACTS_HEAD = ("学生", "班级", "家长", "与学生关系", "手机号", "微信号", "家庭住址")


def _contacts() -> bytes:
    rows = [
        f"| {pupil} | 三（2）班 | {parent} | {'父亲' if index % 2 else '母亲'} | {PHONES[index % 5]} | wxid_example{index:04d} | {_address(index + 90)} |"
        for index, (pupil, parent) in enumerate(zip(names(14, 1040), names(14, 1060), strict=True))
    ]
    head = f"| {' | '.join(CONTACTS_HEAD)} |\n|{' --- |' * len(CONTACTS_HEAD)}"
    return "\n".join(
        ["# 三（2）班家校联系通讯录", "", "更新时间：2026-09-05，仅供班主任使用。", "", head, *rows, ""]
    ).encode()


def _database() -> bytes:
    table = """-- 学籍库备份 2026-10-08
DROP TABLE IF EXISTS `student`;
CREATE TABLE `student` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(30) NOT NULL COMMENT '姓名',
  `gender` char(1) COMMENT '性别',
  `id_card` char(18) COMMENT '身份证号',
  `phone` varchar(11) COMMENT '监护人手机',
  `address` varchar(100) COMMENT '家庭住址',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
"""
    rows = [
        f"INSERT INTO `student` (`id`, `name`, `gender`, `id_card`, `phone`, `address`) VALUES ({index + 1}, '{pupil}', '{'男' if index % 2 == 0 else '女'}', '{pupil_id(200 + index, boy=index % 2 == 0)}', '{PHONES[index % 5]}', '{_address(index + 20)}');"
        for index, pupil in enumerate(names(20, 1100))
    ]
    return (table + "\n".join(rows) + "\n").encode()


SURVEY = """
学生家庭情况登记卡
填表日期：2026年9月3日
姓名：{name}　　性别：女　　出生日期：{born}
身份证号：{number}
家庭住址：{address}
父亲姓名：{father}　　联系电话：{phone}
母亲姓名：{mother}　　联系电话：{other}
血型：O型　　过敏史：花粉过敏　　既往病史：无
是否随迁子女：否　　是否住校：否
家庭经济情况：父亲待业，已申请困难补助。
班主任家访记录：
9月16日家访，孩子性格内向，近期情绪低落，已与家长沟通，建议心理老师介入。
班主任签名：________
"""


def _card() -> bytes:
    number = pupil_id(260, boy=False)
    names_ = dict(zip(("name", "father", "mother"), names(3, 1150), strict=True))
    text = SURVEY.format(
        **names_, number=number, born=born_of(number), address=_address(7), phone=PHONES[1], other=PHONES[2]
    )
    return pdf(text)


def samples() -> Iterator[Sample]:
    yield Sample(
        "学籍/一年级2班花名册.xlsx",
        xlsx(Sheet("花名册", _first_grade()), title="一年级2班花名册"),
        Twin(
            "学生花名册：姓名、学籍号、身份证件号、住址、监护人，全部未满十四周岁",
            (PERSONAL, TEACHING),
            ("roster", "name", "identity_document", "contact", "minor"),
            counts={"CN_RESIDENT_ID": 24, "CN_STUDENT_REGISTRY_NO": 24, "CN_MOBILE": 5, "CN_BANK_CARD": 0},
            minors=24,
        ),
    )
    yield Sample(
        "学籍/学籍系统导出六年级.csv",
        _registry(),
        Twin(
            "学籍系统导出的表，GB18030 编码",
            (PERSONAL, TEACHING),
            ("roster", "name", "identity_document"),
            counts={"CN_RESIDENT_ID": 30, "CN_PERSON": 30},
            persons=30,
        ),
    )
    yield Sample(
        "学籍/学生信息导入模板.csv",
        "序号,姓名,性别,民族,出生日期,学籍号,身份证件号,家庭住址,监护人姓名,联系电话\r\n".encode("utf-8-sig"),
        Twin("只有表头、没有一个学生的空模板", must_not=(PERSONAL, TEACHING)),
    )
    grade_sheet = Twin("逐人列出各科成绩和名次", (PERSONAL, TEACHING), ("grade_sheet", "name"), must_not=(IMPORTANT,))
    yield Sample("学籍/八年级1班期末成绩册.xlsx", xlsx(Sheet("成绩", _grades())), grade_sheet)
    yield Sample("学籍/七年级期末成绩.tsv", _all_grades(), grade_sheet)
    yield Sample(
        "学籍/高考考生信息.csv",
        _candidates(),
        Twin(
            "考生号、准考证号与姓名逐行对应",
            (PERSONAL, TEACHING),
            ("roster", "education_record"),
            counts={"CN_EXAM_CANDIDATE_NO": 20},
            persons=20,
        ),
    )
    yield Sample(
        "学籍/一年级1班体检结果.xlsx",
        xlsx(Sheet("体检", _health())),
        Twin(
            "未成年人的健康信息",
            (PERSONAL,),
            ("health", "identity_document", "minor"),
            (TEACHING,),
            counts={"CN_RESIDENT_ID": 18},
            minors=18,
        ),
    )
    yield Sample(
        "学籍/心理测评结果.json",
        _counselling(),
        Twin(
            "学生的心理测评，逐条记录",
            (PERSONAL,),
            ("health", "name", "contact"),
            (TEACHING,),
            counts={"CN_MOBILE": 5},
            persons=10,
        ),
    )
    yield Sample(
        "学籍/研学旅行出行名单.xlsx",
        xlsx(Sheet("名单", _trip())),
        Twin(
            "姓名、证件与车次航班同在一行，是个人的出行信息",
            (PERSONAL,),
            ("travel", "identity_document", "contact"),
            (TEACHING,),
            counts={"CN_RESIDENT_ID": 14, "CN_PASSPORT": 1, "CN_TRAVEL_PERMIT": 1, "CN_TRAIN": 1, "CN_FLIGHT": 1},
            must_not=(IMPORTANT,),
        ),
    )
    yield Sample(
        "学籍/港澳台侨证件登记.xlsx",
        xlsx(Sheet("登记", _permits())),
        Twin(
            "港澳台居民居住证号码逐人登记",
            (PERSONAL,),
            ("identity_document", "birth_date"),
            (TEACHING,),
            counts={"CN_HMT_RESIDENCE_PERMIT": 9, "CN_RESIDENT_ID": 0},
        ),
    )
    yield Sample(
        "学籍/三2班家校通讯录.md",
        _contacts(),
        Twin(
            "家长的手机、微信与住址",
            (PERSONAL,),
            ("contact", "address", "name"),
            (TEACHING,),
            counts={"CN_MOBILE": 5, "CN_WECHAT": 14},
        ),
    )
    yield Sample(
        "数据库/学籍库备份.sql",
        _database(),
        Twin(
            "数据库备份里有学生的身份证号、住址和监护人电话",
            (PERSONAL,),
            ("identity_document", "contact"),
            (TEACHING,),
            counts={"CN_RESIDENT_ID": 20, "CN_MOBILE": 5},
        ),
    )
    yield Sample(
        "学籍/学生家庭情况登记卡.pdf",
        _card(),
        Twin(
            "一个学生的登记卡：姓名、身份证号、住址、家长电话",
            (PERSONAL,),
            ("name", "identity_document", "contact"),
            (TEACHING,),
            counts={"CN_RESIDENT_ID": 1, "CN_MOBILE": 2},
        ),
    )
    yield Sample(
        "学籍/毕业班成绩（加密）.xlsx",
        locked("毕业班成绩"),
        Twin("加了口令的工作簿，没有读到，须照实说明", outcome="encrypted"),
    )
    yield Sample(
        "学籍/贫困生认定（加密）.pdf",
        pdf("家庭经济困难学生认定名单\n（口令保护）", password="baomi-sample"),
        Twin("加了口令的 PDF，没有读到，须照实说明", outcome="encrypted"),
    )
    blank = (
        ("姓名", "", "性别", "", "出生年月", ""),
        ("民族", "", "政治面貌", "", "联系电话", ""),
        ("家庭住址", "", "", "", "", ""),
        ("申请理由", "", "", "", "", ""),
        ("班主任意见", "", "签字：", "", "年  月  日", ""),
    )
    yield Sample(
        "学籍/转学申请表（空白）.docx",
        docx("# 示范市第九中学学生转学申请表", blank, "注：本表一式两份，须附户口簿复印件。"),
        Twin("空白表格，没有填写任何人的信息", tolerated=(TEACHING,), must_not=(PERSONAL,)),
    )
