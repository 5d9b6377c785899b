"""What Party B gives back: every change named beside what it must be called."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx

from tests.classifier.handback.delivery import decomposed, edit, office, resave, write_docx, zipped

Expected = dict[str, tuple[str, str]]
"""Path → status and source."""

MINUTES = "办公会/校长办公会会议纪要2026第12期.docx"
RULES = "办公会/校长办公会议事规则.docx"
NOTICE = "通知/关于做好期末考试工作的通知.docx"
LETTER = "通知/寒假致家长的一封信.docx"
SYLLABUS = "教务处/信息技术基础教学大纲.docx"
PLAN = "教务处/数学教研组工作计划.docx"
ANSWERS = "考试/九年级物理期中参考答案.docx"
ANALYSIS = "考试/八年级数学质量分析.docx"
EVALUATION = "教务处/学生综合素质评价方案.docx"
LESSON = "备课/春天的雨教学设计.docx"
RECORD = "备课/英语组集体备课记录.docx"
METHOD = "备课/项目式教学方法实施方案.md"
ROUTINE = "通知/关于印发学生一日常规的通知.docx"
WHITE_PAPER = "公开资料/产品白皮书.docx"


def give_back(delivery: Path, root: Path, *, with_office: Path | None) -> Expected:
    """Copy the delivery to `root`, change it, and return what a verification must find; nothing else may differ.

    `with_office` is a folder for LibreOffice's profile, None where there is none.
    """
    shutil.copytree(delivery, root)
    expected = Expected()
    expected |= _moved(root) | _altered(root) | _added(delivery, root)
    if with_office:
        expected |= _converted(delivery, root, with_office)
    return expected


def _moved(root: Path) -> Expected:
    (root / MINUTES).rename(root / "办公会" / "纪要.docx")
    (root / "移交").mkdir()
    (root / RULES).rename(root / "移交" / "校长办公会议事规则.docx")
    (root / METHOD).unlink()
    decomposed_name = decomposed(root / "公开资料" / "诗人年表.csv")
    decomposed_name.rename(root / "公开资料" / "诗人年表.csv")  # Han names are alike in both forms
    return {
        "办公会/纪要.docx": ("moved", MINUTES),
        "移交/校长办公会议事规则.docx": ("moved", RULES),
        METHOD: ("missing", ""),
    }


def _altered(root: Path) -> Expected:
    edit(root / NOTICE, "考", "测")
    resave(root / LETTER)
    timetable = root / "教务处" / "校历.txt"
    timetable.write_bytes(timetable.read_bytes() + b"\n")
    scores = root / "学籍" / "七年级期末成绩.tsv"
    data = bytearray(scores.read_bytes())
    at = next(index for index in range(len(data) - 1, 0, -1) if 0x31 <= data[index] <= 0x38)
    data[at] += 1
    scores.write_bytes(bytes(data))
    edit(root / SYLLABUS, "信息", "讯息")
    (root / SYLLABUS).rename(root / "教务处" / "大纲新稿.docx")
    return {
        NOTICE: ("altered", ""),
        LETTER: ("altered", ""),
        "教务处/校历.txt": ("altered", ""),
        "学籍/七年级期末成绩.tsv": ("altered", ""),
        "教务处/大纲新稿.docx": ("altered", SYLLABUS),
    }


def _added(delivery: Path, root: Path) -> Expected:
    shutil.copyfile(root / PLAN, root / "教务处" / "数学教研组工作计划 - 副本.docx")
    zipped(root / "备份.zip", delivery / ANSWERS, delivery / ANALYSIS, delivery / "学籍" / "学生家庭情况登记卡.pdf")
    write_docx(
        root / "采购说明.docx",
        "本次采购办公桌椅二十套，由后勤人员验收后入库。",
        "请供货单位按约定时间送到东门，不另付搬运费用。",
    )
    passage = "".join(paragraph.text for paragraph in docx.Document(str(delivery / EVALUATION)).paragraphs)[60:200]
    write_docx(
        root / "方案汇报.docx", "我们这次的想法先写在前面，大家看看再说。", f"参考材料里写道：{passage}", "以上供讨论。"
    )
    write_docx(
        root / "资料小结.docx",
        "这一周我们整理了手上的材料，主要有几份。",
        "一份是《示范市第九中学集体备课活动记录表》，谈的是怎样上好一节课。",
        "另一份见 关于印发学生一日常规的通知.docx，规定了到校和离校的时间。",
    )
    return {
        "教务处/数学教研组工作计划 - 副本.docx": ("duplicate", PLAN),
        "备份.zip": ("duplicate", ANSWERS),
        "采购说明.docx": ("unexplained", ""),
        "方案汇报.docx": ("derived", EVALUATION),
        "资料小结.docx": ("derived", RECORD),
    }


def _converted(delivery: Path, root: Path, profile: Path) -> Expected:
    office(delivery / LESSON, "pdf", root / "导出", profile)
    made = office(delivery / WHITE_PAPER, "docx:MS Word 2007 XML", profile / "again", profile)
    shutil.copyfile(made, root / WHITE_PAPER)
    return {"导出/春天的雨教学设计.pdf": ("derived", LESSON), WHITE_PAPER: ("altered", "")}
