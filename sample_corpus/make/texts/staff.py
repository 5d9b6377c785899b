"""人事：通讯录、工资卡、人脸、简历、车辆、值班，成规模的人员库。"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sample_corpus.make.identifiers import PHONES, PLATE, adult_id, bank_card, born_of
from sample_corpus.make.people import name, names
from sample_corpus.make.sample import IMPORTANT, PERSONAL, SECRET, TEACHING, Sample, Twin
from sample_corpus.make.sheets import Cell, Sheet, xlsx
from sample_corpus.make.word import docx

OFFICES = ("校长室", "教务处", "德育处", "总务处", "信息中心", "语文组", "数学组", "英语组")
BULK = 10_000


def _directory() -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("序号", "姓名", "部门", "职务", "手机", "办公室", "电子邮箱", "QQ")]
    rows += [
        (
            str(index + 1),
            person,
            OFFICES[index % 8],
            "主任" if index < 8 else "教师",
            PHONES[index % 5],
            f"{index % 4 + 1}0{index % 8 + 1}",
            f"t{index + 1:03d}@example.com",
            "123456789",
        )
        for index, person in enumerate(names(20))
    ]
    return rows


def _salary() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("教职工工资卡信息登记表",),
        ("序号", "姓名", "身份证号", "开户行", "银行卡号", "岗位工资", "绩效工资", "实发合计"),
    ]
    for index, person in enumerate(names(20)):
        wage, bonus = 3200 + index * 85, 2100 + index * 37
        rows.append(
            (index + 1, person, adult_id(index), "示范银行第九支行", bank_card(index), wage, bonus, wage + bonus)
        )
    return rows


def _faces() -> bytes:
    records = [
        {
            "工号": f"T2026{index + 1:03d}",
            "姓名": person,
            "人脸照片": f"face/T2026{index + 1:03d}.jpg",
            "人脸特征值": [round((index * 37 + step * 11) % 97 / 97, 4) for step in range(8)],
            "指纹模板": f"FP-{index * 7919 % 99991:05d}",
            "采集时间": f"2026-09-{index + 1:02d} 08:30",
        }
        for index, person in enumerate(names(12, 40))
    ]
    body = {"系统": "校门门禁人脸识别", "说明": "人脸特征数据与指纹模板采集登记", "records": records}
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


RESUME = """
# 个人简历
## 基本信息
姓名：{name}　　性别：男　　民族：汉族
出生日期：1900年3月5日　　政治面貌：群众
身份证号：{number}
手机：{phone}　　电子邮箱：resume@example.com
现住址：示范市向阳区育才路66号2栋301室
求职意向：高中物理教师
## 教育背景
示范师范大学物理学（师范）专业，本科，获学士学位。
主修课程：力学、电磁学、光学、理论力学、中学物理教学论。
## 工作经历
示范市第九中学实习教师：承担高一两个班的物理教学，参与校本课程开发，指导学生科技小组获市级二等奖。
示范市第三中学代课教师：承担八年级物理教学，所带班级成绩居年级前列。
## 技能与证书
普通话二级甲等；高级中学教师资格；熟练使用常用办公软件和数字化实验设备。
## 自我评价
热爱教育事业，责任心强，善于与学生沟通，乐于学习新的教学技术。
"""

VEHICLES_HEAD = "登记编号,车主姓名,车牌号,车型,部门,联系电话,登记日期"


def _vehicles() -> bytes:
    plates = (PLATE, "京AD12345", "京B12345", "京C12345", "京E12345", "京F12345", "京G12345", "京H12345")
    rows = [
        f"{index + 1:03d},{person},{plate},小型轿车,{OFFICES[index]},{PHONES[index % 5]},2026-09-{index + 1:02d}"
        for index, (person, plate) in enumerate(zip(names(8, 60), plates, strict=True))
    ]
    return "\n".join([VEHICLES_HEAD, *rows, ""]).encode("gbk")


def _duty() -> bytes:
    sections = "".join(
        f"[2026-10-{index + 1:02d}]\n姓名 = {person}\n部门 = {OFFICES[index % 8]}\n手机 = {PHONES[index % 5]}\n值班时间 = 18:00-次日7:30\n\n"
        for index, person in enumerate(names(8, 80))
    )
    return f"; 国庆假期值班人员\n{sections}".encode()


def _bulk() -> bytes:
    lines = ["序号,姓名,性别,证件号码,出生日期,任教学段,资格种类,所属区县"]
    for index in range(BULK):
        man = index % 2 == 0
        number = adult_id(index, man)
        stage = ("小学", "初中", "高中")[index % 3]
        lines.append(
            f"{index + 1},{name(index)},{'男' if man else '女'},{number},{born_of(number)},{stage},{stage}教师资格,第{index % 6 + 1}学区"
        )
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _messages() -> bytes:
    rows = [
        f"2026-10-{index % 28 + 1:02d} 07:{index % 60:02d}:15,{index * 37 % 1000:03d} INFO sms.sender - 发送成功 收件人={person} 手机={PHONES[index % 5]} 模板=缺勤提醒 内容=您的孩子今日未到校，请与班主任联系"
        for index, person in enumerate(names(24, 1200))
    ]
    return ("\n".join(rows) + "\n").encode()


def samples() -> Iterator[Sample]:
    yield Sample(
        "人事/教职工通讯录.docx",
        docx("# 示范市第九中学教职工通讯录", _directory(), "（2026年9月更新）", header="内部使用"),
        Twin(
            "教职工姓名与手机、邮箱、QQ 逐人对应",
            (PERSONAL,),
            ("name", "contact"),
            (TEACHING,),
            counts={"CN_MOBILE": 5, "CN_EMAIL": 20},
            must_not=(SECRET, "minor"),
        ),
    )
    yield Sample(
        "人事/工资卡信息登记.xlsx",
        xlsx(Sheet("说明", [("填表说明：卡号须与开户行一致。",)]), Sheet("工资卡", _salary(), hidden=True)),
        Twin(
            "银行卡号、身份证号与工资在一张隐藏的工作表里",
            (PERSONAL,),
            ("financial_account", "identity_document", "name"),
            (TEACHING,),
            counts={"CN_BANK_CARD": 20, "CN_RESIDENT_ID": 20},
            must_not=("minor", IMPORTANT),
        ),
    )
    yield Sample(
        "人事/人脸采集登记.json",
        _faces(),
        Twin("人脸特征值与指纹模板，是个人生物识别信息", (PERSONAL,), ("biometric",), (TEACHING,), persons=12),
    )
    yield Sample(
        "人事/应聘简历.docx",
        docx(RESUME.format(name=name(100), number=adult_id(8), phone=PHONES[0])),
        Twin(
            "一份填好的简历：姓名、身份证号、手机、住址",
            (PERSONAL,),
            ("name", "identity_document", "contact"),
            counts={"CN_RESIDENT_ID": 1, "CN_MOBILE": 1, "CN_EMAIL": 1},
            must_not=("minor", "lesson_plan", "exam_paper"),
        ),
    )
    yield Sample(
        "人事/教职工车辆登记.csv",
        _vehicles(),
        Twin(
            "车主姓名、车牌与电话", (PERSONAL,), ("travel", "contact", "name"), counts={"CN_PLATE": 8, "CN_MOBILE": 5}
        ),
    )
    yield Sample(
        "人事/国庆值班人员.ini",
        _duty(),
        Twin("配置文件里写着值班人员的姓名和手机", (PERSONAL,), ("contact",), (TEACHING,), counts={"CN_MOBILE": 5}),
    )
    yield Sample(
        "人事/全市教师资格人员库.csv",
        _bulk(),
        Twin(
            "一千二百人的证件号码，成规模的个人信息",
            (IMPORTANT, PERSONAL),
            ("bulk_personal", "identity_document", "name"),
            (TEACHING,),
            counts={"CN_RESIDENT_ID": BULK},
            must_not=("minor",),
        ),
    )
    yield Sample(
        "系统/logs/短信发送.log",
        _messages(),
        Twin("日志逐行写着收件人姓名与手机", (PERSONAL,), ("contact",), (TEACHING,), counts={"CN_MOBILE": 5}),
    )
