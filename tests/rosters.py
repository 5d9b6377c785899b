"""Made-up pupils, and rosters of them in many layouts, each with the number of persons that it is about."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import openpyxl

from recognizers._checks import id_check_character
from sample_corpus.make.identifiers import PHONES, pupil_id
from sample_corpus.make.page import pdf, placed
from sample_corpus.make.people import name
from sample_corpus.make.word import docx

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Pupil:
    """A made-up pupil with a parent."""

    name: str
    number: str
    identity: str
    group: str
    parent: str
    phone: str
    sex: str


def pupil(index: int) -> Pupil:
    """Return the pupil with this index (0-based); the first 500 are all different."""
    group = f"三（{index // 40 + 1}）班"
    return Pupil(
        name(index),
        f"2026{index + 1:04}",
        pupil_id(index % 365),
        group,
        name(index + 900),
        PHONES[index % len(PHONES)],
        "男女"[index % 2],
    )


def pupils(count: int) -> list[Pupil]:
    """Return the first pupils."""
    return [pupil(index) for index in range(count)]


def identity(index: int) -> str:
    """Return one of 365,000 resident ID numbers that cannot have been issued: county abolished, born in 1900."""
    born = date(1900, 1, 1) + timedelta(days=index % 365)
    body = f"110224{born:%Y%m%d}{index // 365:03}"
    return body + id_check_character(body)


def plain(people: Sequence[Pupil]) -> Rows:
    """Return rows under one row of headings."""
    return [["姓名", "学号", "身份证号", "班级"], *([p.name, p.number, p.identity, p.group] for p in people)]


def workbook(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """Return an xlsx file with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    for area in merged:
        sheet.merge_cells(area)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def separated(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a text of rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to write a roster of pupils down."""

    title: str
    file: str
    make: Callable[[list[Pupil]], bytes]
    parents: bool = False
    """Whether it names a parent of each pupil too."""


def _titled(people: list[Pupil]) -> Rows:
    return [["示例小学三年级学生花名册"], ["班主任：（另列）", "", "", "2026年9月"], *plain(people)]


def _two_heads(people: list[Pupil]) -> Rows:
    rows = [["序号", "姓名", "学籍信息", "", "家长信息", "", "备注"], ["", "", "学号", "身份证号", "姓名", "电话", ""]]
    return rows + [[str(n), p.name, p.number, p.identity, p.parent, p.phone, ""] for n, p in enumerate(people, 1)]


def _groups(people: list[Pupil]) -> Rows:
    rows = [["学生信息", "", "", "监护人信息", ""], ["姓名", "性别", "身份证号", "姓名", "联系电话"]]
    return rows + [[p.name, p.sex, p.identity, p.parent, p.phone] for p in people]


def _beside(people: list[Pupil]) -> Rows:
    half = (len(people) + 1) // 2
    rows = [["序号", "姓名", "学号", "序号", "姓名", "学号"]]
    for n in range(half):
        other = people[n + half : n + half + 1]
        right = [str(n + half + 1), other[0].name, other[0].number] if other else ["", "", ""]
        rows.append([str(n + 1), people[n].name, people[n].number, *right])
    return rows


def _stacked(people: list[Pupil]) -> Rows:
    half = len(people) // 2
    return [["三（1）班"], *plain(people[:half]), [], ["三（2）班"], *plain(people[half:])]


def _merged_class(people: list[Pupil]) -> Rows:
    rows = [["班级", "姓名", "身份证号"]]
    return rows + [[p.group if n % 40 == 0 else "", p.name, p.identity] for n, p in enumerate(people)]


def _sideways(people: list[Pupil]) -> Rows:
    return [
        ["姓名", *(p.name for p in people)],
        ["学号", *(p.number for p in people)],
        ["身份证号", *(p.identity for p in people)],
    ]


def _cards(people: list[Pupil]) -> Rows:
    rows: Rows = []
    for p in people:
        rows += [
            ["姓名", p.name, "性别", p.sex],
            ["身份证号", p.identity, "班级", p.group],
            ["家长", p.parent, "电话", p.phone],
            [],
        ]
    return rows


def _silent(people: list[Pupil]) -> Rows:
    return [[str(n), p.name, p.sex, p.identity] for n, p in enumerate(people, 1)]


def _english(people: list[Pupil]) -> Rows:
    rows = [["id", "student_name", "student_no", "id_card", "class_name"]]
    return rows + [[str(n), p.name, p.number, p.identity, p.group] for n, p in enumerate(people, 1)]


def _pinyin(people: list[Pupil]) -> Rows:
    return [["xh", "xm", "xb", "sfzh", "bj"], *([p.number, p.name, p.sex, p.identity, p.group] for p in people)]


def _spaced(people: list[Pupil]) -> Rows:
    rows = [["序 号", "姓　　名", "公民身份号码"]]
    return rows + [
        [str(n), f"{p.name[0]}  {p.name[1]}" if len(p.name) == 2 else p.name, p.identity]
        for n, p in enumerate(people, 1)
    ]


def _marks(people: list[Pupil]) -> Rows:
    rows = [["序号", "姓名", "平时成绩", "实验成绩", "期末成绩"]]
    return rows + [[str(n), p.name, str(80 + n % 20), "A", str(60 + n % 40)] for n, p in enumerate(people, 1)]


def _contact(people: list[Pupil]) -> Rows:
    return [
        ["学生姓名", "身份证号", "家长姓名及电话"],
        *([p.name, p.identity, f"{p.parent} {p.phone}"] for p in people),
    ]


def _noted(people: list[Pupil]) -> Rows:
    notes = ["（班长）", "(转入)", "*", ""]
    return [["*姓名", "*证件号码"], *([p.name + notes[n % 4], p.identity] for n, p in enumerate(people))]


def _sql(people: list[Pupil]) -> bytes:
    rows = ",\n".join(f"({n},'{p.name}','{p.number}','{p.identity}')" for n, p in enumerate(people, 1))
    return f"INSERT INTO `student` (`id`,`name`,`student_no`,`id_card`) VALUES\n{rows};\n".encode()


def _sql_without_columns(people: list[Pupil]) -> bytes:
    rows = "\n".join(
        f"INSERT INTO xs VALUES ({n},'{p.name}','{p.sex}','{p.identity}');" for n, p in enumerate(people, 1)
    )
    return f"CREATE TABLE xs (id int, xm varchar(20), xb char(2), sfzh char(18));\n{rows}\n".encode()


def _copy(people: list[Pupil]) -> bytes:
    rows = "".join(f"{p.name}\t{p.number}\t{p.identity}\n" for p in people)
    return f"COPY public.students (real_name, student_no, id_card) FROM stdin;\n{rows}\\.\n".encode()


def _json(people: list[Pupil]) -> bytes:
    return json.dumps(
        [{"name": p.name, "idCard": p.identity, "className": p.group} for p in people], ensure_ascii=False
    ).encode()


def _nested(people: list[Pupil]) -> bytes:
    rows = [
        {"学生": {"姓名": p.name, "身份证号": p.identity}, "家长": {"姓名": p.parent, "电话": p.phone}} for p in people
    ]
    return json.dumps({"code": 0, "data": {"list": rows}}, ensure_ascii=False).encode()


def _yaml(people: list[Pupil]) -> bytes:
    return b"students:\n" + "".join(f"  - name: {p.name}\n    id_card: '{p.identity}'\n" for p in people).encode()


def _vcards(people: list[Pupil]) -> bytes:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{1};{2};;;\r\nFN:{0}\r\nTEL;TYPE=CELL:{3}\r\nNOTE:身份证{4}\r\nEND:VCARD\r\n"
    )
    return "".join(card.format(p.name, p.name[0], p.name[1:], p.phone, p.identity) for p in people).encode()


def _fixed(people: list[Pupil]) -> bytes:
    lines = ["三年级学生名单", "", f"{'姓名':<8}{'学号':<12}身份证号"]
    return "\n".join([*lines, *(f"{p.name:<8}{p.number:<14}{p.identity}" for p in people)]).encode("gb18030")


def _labels(people: list[Pupil]) -> bytes:
    return "\n".join(
        f"姓名：{p.name}　性别：{p.sex}　班级：{p.group}\n身份证号：{p.identity}\n家长：{p.parent}　电话：{p.phone}\n"
        for p in people
    ).encode()


def _markdown(people: list[Pupil]) -> bytes:
    rows = "\n".join(f"| {p.name} | {p.number} | {p.identity} |" for p in people)
    return f"# 名单\n\n| 姓名 | 学号 | 身份证号 |\n|---|:-:|---|\n{rows}\n".encode()


def _html(people: list[Pupil]) -> bytes:
    rows = "".join(f"<tr><td>{p.name}<td>{p.identity}<td>{p.parent}<td>{p.phone}" for p in people)
    head = "<tr><th rowspan=2>姓名<th rowspan=2>身份证号<th colspan=2>家长<tr><th>姓名<th>电话"
    return f"<html><meta charset=utf-8><table>{head}{rows}</table>".encode()


def _pdf_lines(people: list[Pupil]) -> str:
    return "\n".join(
        [
            "三年级学生名单",
            "姓名      学号        身份证号",
            *(f"{p.name}    {p.number}    {p.identity}" for p in people),
        ]
    )


def _pdf_wrapped(people: list[Pupil], *, centred: bool = False, rows: int = 5) -> bytes:
    """Return a table whose narrow cells go on in the next lines, over several pages, its headings on the first alone."""
    pages: list[list[tuple[float, float, str]]] = [[(60, 780, "三年级学生名单")]]
    lefts, y = (60, 120, 190, 300), 750.0
    pages[0] += [(x, y, head) for x, head in zip(lefts, ("姓名", "学号", "身份证号", "班级"), strict=True)]
    for n, p in enumerate(people):
        y -= 40
        if n and n % rows == 0:
            pages.append([])
            y = 780.0
        cells = (
            (p.name,),
            (p.number,),
            (p.identity[:8], p.identity[8:16], p.identity[16:]),
            (p.group[:2], p.group[2:]),
        )
        for x, lines in zip(lefts, cells, strict=True):
            top = y + (6.0 * (len(lines) - 1) if centred else 0.0)
            pages[-1] += [(x, top - 12.0 * k, line) for k, line in enumerate(lines)]
    return placed(*pages)


def _word_form(people: list[Pupil]) -> bytes:
    blocks: list[object] = []
    for p in people:
        family = [["家庭成员", "称谓", "姓名", "联系电话"], ["", "父亲", p.parent, p.phone]]
        blocks += ["学生登记表", [["姓名", p.name, "性别", p.sex], ["身份证号", p.identity, "班级", p.group], *family]]
    return docx(*blocks)  # type: ignore[arg-type]


LAYOUTS = (
    Layout("headings in the first row", "a.xlsx", lambda p: workbook(plain(p))),
    Layout("headings in the third row", "b.xlsx", lambda p: workbook(_titled(p), ["A1:D1"])),
    Layout("headings over two rows", "c.xlsx", lambda p: workbook(_two_heads(p), ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"]), parents=True),
    Layout("groups above headings", "d.xlsx", lambda p: workbook(_groups(p), ["A1:C1", "D1:E1"]), parents=True),
    Layout("two lists beside one another", "e.xlsx", lambda p: workbook(_beside(p))),
    Layout("two lists below one another", "f.xlsx", lambda p: workbook(_stacked(p))),
    Layout("a merged class", "g.xlsx", lambda p: workbook(_merged_class(p), [f"A2:A{min(len(p), 40) + 1}"])),
    Layout("a table on its side", "h.xlsx", lambda p: workbook(_sideways(p))),
    Layout("forms", "i.xlsx", lambda p: workbook(_cards(p)), parents=True),
    Layout("no headings", "j.xlsx", lambda p: workbook(_silent(p))),
    Layout("English headings", "k.csv", lambda p: separated(_english(p))),
    Layout("pinyin headings", "l.csv", lambda p: separated(_pinyin(p), encoding="gb18030")),
    Layout("semicolons in GBK", "m.csv", lambda p: separated(plain(p), ";", "gbk")),
    Layout("a title in UTF-16", "n.csv", lambda p: separated(_titled(p), "\t", "utf-16")),
    Layout("spaced headings", "o.xlsx", lambda p: workbook(_spaced(p))),
    Layout("names with telephones", "p.xlsx", lambda p: workbook(_contact(p)), parents=True),
    Layout("names with remarks", "q.xlsx", lambda p: workbook(_noted(p))),
    Layout("marks", "ag.csv", lambda p: separated(_marks(p))),
    Layout("INSERT", "r.sql", _sql),
    Layout("INSERT without columns", "s.sql", _sql_without_columns),
    Layout("COPY", "t.sql", _copy),
    Layout("a JSON array", "u.json", _json),
    Layout("nested JSON", "v.json", _nested, parents=True),
    Layout("YAML", "w.yaml", _yaml),
    Layout("vCards", "x.vcf", _vcards),
    Layout("a list of fixed width", "y.txt", _fixed),
    Layout("labels", "z.txt", _labels, parents=True),
    Layout("Markdown", "aa.md", _markdown),
    Layout("HTML", "ab.html", _html, parents=True),
    Layout("a Word table", "ac.docx", lambda p: docx("学生名单", _titled(p)[2:])),
    Layout("a Word table with two heads", "ad.docx", lambda p: docx("学生名单", _two_heads(p)), parents=True),
    Layout("Word forms", "ae.docx", _word_form, parents=True),
    Layout("a PDF table", "af.pdf", lambda p: pdf(_pdf_lines(p))),
    Layout("a PDF table with narrow cells", "ah.pdf", _pdf_wrapped),
    Layout("a PDF table with narrow cells in the middle of their rows", "ai.pdf", lambda p: _pdf_wrapped(p, centred=True)),
)  # fmt: skip
