"""The tricky cases of the domain reference, as real files that one scan by the command line reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from sample_corpus.make.page import pdf

ROOT = Path(__file__).parents[2]
NOT_NUMBERS = frozenset({"CN_PERSON", "CN_ADDRESS", "CN_BIRTH_DATE", "CN_SECRECY_MARK", "CN_NOTAM"})
"""Names and addresses are judged elsewhere; a birth date is a part of a resident ID."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A file and what the scan must say of it."""

    name: str
    text: str
    marks: str = ""
    """Statuses, with blanks between; likewise the next two."""
    teaching: str = ""
    numbers: str | None = None
    secret: bool = False
    minors: bool = False
    candidate: str = ""


GAOKAO = """绝密★启用前
2023年普通高等学校招生全国统一考试（新课标Ⅰ卷）
数学
本试卷共4页，22小题，满分150分。考试用时120分钟。
注意事项：
一、选择题：本题共8小题，每小题5分，共40分。"""
MONTHLY = """绝密★启用前
2026-2027学年度XX中学10月月考卷
试卷副标题
考试范围：xxx；考试时间：100分钟；命题人：xxx
学校：____姓名：____班级：____考号：____
注意事项：
一、单选题（每小题5分，共40分）
满分：150分"""
MOCK = """绝密★启用前
2026年普通高等学校招生全国统一考试模拟试题
英语
满分150分 考试时间120分钟
注意事项：
一、阅读理解（每小题2.5分）"""
RED_HEAD = """000001
秘　密★１年
特急
XX市教育局文件
X教办〔2026〕12号
关于做好考务工作的通知
各县（市、区）教育局：
现将有关事项通知如下：
特此通知。
XX市教育局
2026年10月8日"""
QUIZ = "INSERT INTO t VALUES (3,'一份文件为秘密级，保密期限是10年，标志形式应当是（）','秘密10年','秘密★','秘密★10年','秘密●10年');"
MINUTES = """XX中学校长办公会会议纪要
〔2026〕第12期
时间：2026年9月7日
地点：行政楼三楼
主持：张明
出席：李华、王芳
列席：赵强
请假：孙丽
记录：周敏
会议研究了以下事项，现纪要如下：
一、会议原则同意教务处提出的方案。"""
ROSTER = """七年级3班学生花名册
序号\t姓名\t性别\t学籍号\t身份证号\t家庭住址\t监护人姓名\t联系电话
1\t张小明\t男\tG110224201506011232\t110224201506011232\tXX路1号\t张伟\t13812345678"""
GRID = """七年级(3)班课程表
节次\t星期一\t星期二\t星期三\t星期四\t星期五
第一节\t语文\t数学\t英语\t数学\t语文
第二节\t数学\t语文\t体育\t英语\t物理
下午 第五节\t班会\t班主任\t王老师"""
NOTAM = """(A1234/26 NOTAMN
Q) ZBPE/QMRLC/IV/NBO/A/000/999/4004N11636E005
A) ZBAA B) 2611230000 C) 2611300000
E) RWY 18L/36R CLSD)"""
KEY = """高一物理参考答案及评分标准
1. A
2. C
13.（8分）解：由牛顿第二定律 得3分
酌情给分"""
QUESTION = "1. 小明的电话号码是13800138000，他从北纬39°出发……\nA. 正确\nB. 错误"
ROSTER_NUMBERS = "CN_MOBILE CN_RESIDENT_ID CN_STUDENT_REGISTRY_NO"

CASES = [
    Case("真题/2023全国卷I数学.docx", GAOKAO, marks="lapsed", teaching="exam_paper"),
    Case("真题/2023全国卷I数学.pdf", GAOKAO, marks="lapsed", teaching="exam_paper"),
    Case("月考/高一10月月考.docx", MONTHLY, marks="misuse", teaching="exam_paper"),
    Case("三模.docx", MOCK, marks="misuse", teaching="exam_paper"),
    Case("三模.pdf", MOCK, marks="misuse", teaching="exam_paper"),
    Case("发文/教办12.docx", RED_HEAD, marks="confirmed", teaching="internal_notice", secret=True),
    Case("发文/教办12.pdf", RED_HEAD, marks="confirmed", teaching="internal_notice", secret=True),
    Case("题库/保密法题库.sql", QUIZ, marks="mention"),
    Case("src/paper.py", 'secret_sign = "绝密★启用前"  # 试卷卷首标识', marks="mention"),
    Case("小说.txt", "秘密\n她把这个秘密藏在心里，谁也没有告诉。", marks="mention"),
    Case("合同.docx", "乙方应保守甲方的商业秘密和工作秘密，机密信息未经书面许可不得披露。"),
    Case("会议/纪要12.docx", MINUTES, teaching="meeting_minutes"),
    Case("会议/纪要12.pdf", MINUTES, teaching="meeting_minutes"),
    Case("七3花名册.xlsx", ROSTER, teaching="roster", numbers=ROSTER_NUMBERS, minors=True),
    Case("甘肃教师.csv", "姓名,证件\n李强,622301200501010204", numbers="CN_RESIDENT_ID"),
    Case("考生.csv", "考生号,姓名\n24320102451234,王芳", numbers="CN_EXAM_CANDIDATE_NO"),
    Case("假证.txt", "示例身份证：110101199001011234", numbers=""),
    Case("课表.xlsx", GRID, teaching="timetable"),
    Case("航行/A1234.txt", NOTAM, candidate="aviation_operation"),
    Case("行程.txt", "请预订 CA1234 航班，再换乘 G1234次，护照E12345678。", numbers="CN_FLIGHT CN_PASSPORT CN_TRAIN"),
    Case("题目.docx", QUESTION, numbers="CN_MOBILE"),
    Case("答案.docx", KEY, teaching="exam_key"),
    Case("答案.pdf", KEY, teaching="exam_key"),
]


def write(path: Path, text: str) -> None:
    """Write a text as the kind of file that its suffix names; a line is a paragraph or a row, TAB parts cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix:
        case ".docx":
            document = docx.Document()
            for line in text.split("\n"):
                document.add_paragraph(line)
            document.save(str(path))
        case ".pdf":
            path.write_bytes(pdf(text))
        case ".xlsx":
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            for row in text.split("\n"):
                sheet.append(row.split("\t"))
            book.save(path)
        case _:
            path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    folder = tmp_path_factory.mktemp("cases")
    for item in CASES:
        write(folder / "资料" / item.name, item.text)
    out = folder / "out.jsonl"
    arguments = ("--inventory", str(folder / "inventory"), "--out", f"jsonl={out}", "--quiet")
    scanned = subprocess.run(
        [sys.executable, "-m", "classifier.cli", "scan", str(folder / "资料"), *arguments],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert scanned.returncode == 0, scanned.stderr
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {line["path"]: line for line in lines if line["kind"] == "file"}


@pytest.mark.parametrize("item", CASES, ids=lambda item: item.name)
def test_a_case_comes_out_as_written(item: Case, records: dict[str, Row]) -> None:
    row = records[item.name]
    assert row["outcome"] == "read"
    assert {mark["status"] for mark in row["marks"]} == set(item.marks.split())
    assert ("state_secret" in row["categories"]) is item.secret
    teaching = {tag["subtype"] for tag in row["tags"] if tag["category"] == "teaching_information"}
    assert teaching >= set(item.teaching.split()), row["tags"]
    if item.numbers is not None:
        assert {entity for entity in row["counts"] if entity not in NOT_NUMBERS} == set(item.numbers.split())
    assert bool(row["minors"]) >= item.minors
    candidates = {tag["subtype"] for tag in row["tags"] if tag["status"] == "candidate"}
    assert candidates >= set(item.candidate.split())
