"""Random records: made-up persons as rows of databases, objects and texts of fixed width."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from tests import made_tables as made
from tests.made_tables import Table, Wanted


@dataclass(frozen=True, slots=True)
class Made:
    """A file, what was drawn for it, and what must be found in it."""

    name: str
    data: bytes
    wanted: Wanted
    features: tuple[str, ...]


KEYS: dict[str, tuple[str, ...]] = {
    "name": ("name", "xm", "student_name", "studentName", "real_name", "realName", "姓名", "stu_name", "XM", "full_name", "学生姓名", "sname"),
    "identity": ("id_card", "idCard", "sfzh", "id_card_no", "idNumber", "身份证号", "sfzjh", "identity_no", "certNo"),
    "number": ("student_no", "studentNo", "xh", "学号", "stu_no", "sno"),
    "group": ("class_name", "className", "bj", "班级", "class", "bjmc", "clazz"),
    "sex": ("sex", "gender", "xb", "性别"),
    "born": ("birthday", "birth_date", "birthDate", "csrq", "出生日期", "dob"),
    "phone": ("phone", "mobile", "tel", "联系电话", "phone_number", "lxdh"),
    "parent": ("parent_name", "parentName", "guardian", "jzxm", "家长姓名", "father_name", "guardianName"),
    "serial": ("id", "ID", "uid", "序号", "pk"),
    "remark": ("remark", "note", "备注", "memo"),
    "score": ("score", "total", "总分", "math"),
    "nation": ("nation", "mz", "民族"),
    "party": ("politics", "zzmm"),
    "lives": ("is_boarder", "sfzx"),
    "room": ("room_no", "dorm", "宿舍"),
    "post": ("post", "duty", "职务"),
    "blank": ("deleted_at", "avatar"),
}  # fmt: skip


def _table(rng: Random, low: int = 2, high: int = 12) -> Table:
    one = made.table(rng, rng.randrange(low, high))
    style = rng.choice(["any", "Han", "ASCII"])
    found: list[str] = []
    for kind in one.kinds:
        free = [
            key for key in KEYS[kind] if key not in found and (style == "any" or key.isascii() is (style == "ASCII"))
        ]
        found.append(rng.choice(free or [key for key in KEYS[kind] if key not in found]))
    one.heads = found
    one.features.append(style)
    return one


def _made(name: str, text: str | bytes, *tables: Table) -> Made:
    features = [f"{kind}={head}" for one in tables for kind, head in zip(one.kinds, one.heads, strict=True)]
    data = text.encode() if isinstance(text, str) else text
    return Made(name, data, made.wanted(tables), (*features, *(f for one in tables for f in one.features)))


def _quoted(rng: Random, style: str, kind: str, value: str) -> str:
    if kind in {"serial", "score"} and value.replace(".", "").isdigit() and rng.random() < 0.7:
        return value
    if not value and rng.random() < 0.5:
        return "NULL"
    if style == "mssql":
        return "N'" + value.replace("'", "''") + "'"
    if style == "oracle" and kind == "born" and value[:4].isdigit() and "-" in value and len(value) == 10:
        return f"to_date('{value}', 'yyyy-mm-dd')"
    return "'" + value.replace("'", "''") + "'"


def sql(rng: Random) -> Made:
    """A dump in the style of one database system or another."""
    one = _table(rng)
    style = rng.choice(["mysql", "plain", "mssql", "oracle", "copy", "copycsv", "single", "sqlite"])
    marks = {"mysql": "``", "mssql": "[]", "oracle": '""', "copy": '""', "sqlite": '""'}.get(style, "  ")
    quoted = [f"{marks[0]}{head}{marks[1]}".strip() for head in one.heads]
    title = {
        "mssql": "[dbo].[学生]",
        "oracle": '"SCHOOL"."T_STUDENT"',
        "copy": "public.students",
        "copycsv": "students",
    }.get(style, rng.choice(["students", "`t_xsxx`", "school.student", "user_info", "学生信息"]))
    comments = rng.random() < 0.4
    columns = rng.random() < 0.6 or style == "mssql"
    text = "-- 导出自教务系统\n" if rng.random() < 0.5 else ""
    if not columns or comments or rng.random() < 0.4:
        kinds = [
            f"  {name} varchar(64) {'COMMENT ' + chr(39) + made.HEADS[kind][0].strip() + chr(39) if comments and style == 'mysql' else ''}"
            for name, kind in zip(quoted, one.kinds, strict=True)
        ]
        text += f"CREATE TABLE {title} (\n" + ",\n".join(kinds) + "\n);\n"
    rows = made.body(rng, one)
    if style in {"copy", "copycsv"}:
        text += f"COPY {title} ({', '.join(quoted)}) FROM stdin;\n"
        text += "".join("\t".join(value or "\\N" for value in row) + "\n" for row in rows) + "\\.\n"
    else:
        tuples = [
            "("
            + rng.choice([", ", ","]).join(
                _quoted(rng, style, kind, value) for kind, value in zip(one.kinds, row, strict=True)
            )
            + ")"
            for row in rows
        ]
        head = f"INSERT INTO {title} " + (f"({', '.join(quoted)}) " if columns else "") + "VALUES "
        if style in {"single", "oracle"} or rng.random() < 0.3:
            text += (
                "\n".join(
                    head + each + ";" + ("\nGO" if style == "mssql" and rng.random() < 0.3 else "") for each in tuples
                )
                + "\n"
            )
        else:
            text += head + rng.choice([",\n", ", ", ","]).join(tuples) + ";\n"
    one.features += [f"sql:{style}", f"columns{columns}"]
    return _made("a.sql", text.encode(rng.choice(["utf-8", "utf-8", "gbk"]), "replace"), one)


def _objects(rng: Random, one: Table) -> list[dict[str, Any]]:
    rows = made.body(rng, one)
    return [dict(zip(one.heads, row, strict=True)) for row in rows]


def json_of(rng: Random) -> Made:
    """Objects in one of the forms in which programs send and keep them."""
    one = _table(rng, 1)
    objects = _objects(rng, one)
    style = rng.choice([*_SHAPES, "lines", "single"])
    one.features.append(f"json:{style}")
    if style == "lines":
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in objects) + "\n"
        return _made(rng.choice(["a.jsonl", "a.json"]), text, one)
    if style == "single":
        one.folk = one.folk[:1]
    value = objects[0] if style == "single" else _SHAPES[style](one.heads, objects)
    return _made("a.json", json.dumps(value, ensure_ascii=rng.random() < 0.3, indent=rng.choice([None, 2])), one)


_SHAPES: dict[str, Callable[[list[str], list[dict[str, Any]]], Any]] = {
    "array": lambda _, rows: rows,
    "wrapped": lambda _, rows: {"code": 200, "msg": "success", "data": {"total": len(rows), "records": rows}},
    "columns": lambda heads, rows: {head: [row[head] for row in rows] for head in heads},
    "split": lambda heads, rows: {"columns": heads, "index": [*range(len(rows))], "data": [[*row.values()] for row in rows]},
    "rows": lambda heads, rows: {"header": heads, "rows": [[*row.values()] for row in rows]},
    "grid": lambda heads, rows: [heads, *[[*row.values()] for row in rows]],
    "nested": lambda _, rows: {"school": "示例小学", "classes": [{"name": "三（1）班", "students": rows[::2]}, {"name": "三（2）班", "students": rows[1::2]}]},
    "keyed": lambda _, rows: {f"2026{n:04}": row for n, row in enumerate(rows)},
    "deep": lambda _, rows: {"RECORDS": [{"base": row, "meta": {"createTime": "2026-09-01 08:00:00", "deleted": 0}} for row in rows]},
}  # fmt: skip
"""Forms in which programs send and keep rows."""


def yaml(rng: Random) -> Made:
    """A list of records in YAML."""
    one = _table(rng, 1)
    lines = ["students:" if rng.random() < 0.7 else "- 说明: 名单"]
    indent = "  " if lines[0] == "students:" else ""
    quote = rng.choice(["", '"', "'"])
    for row in _objects(rng, one):
        for n, (key, value) in enumerate(row.items()):
            shown = (
                f"{quote}{value}{quote}"
                if quote or not (value[:1].isdigit() or value in {"", "是", "否"})
                else f"'{value}'"
            )
            lines.append(f"{indent}{'- ' if not n else '  '}{key}: {shown}")
    one.features.append("yaml")
    return _made("a.yaml", "\n".join(lines) + "\n", one)


def xml(rng: Random) -> Made:
    """Records in XML: fields as elements or attributes, in elements of one name."""
    one = _table(rng, 1)
    style = rng.choice(["elements", "attributes", "dataset"])
    rows = []
    for row in _objects(rng, one):
        if style == "attributes":
            rows.append("<row " + " ".join(f'{key}="{html.escape(value)}"' for key, value in row.items()) + "/>")
        elif style == "dataset":
            rows.append(
                "<record>"
                + "".join(f'<field name="{key}">{escape(value)}</field>' for key, value in row.items())
                + "</record>"
            )
        else:
            rows.append(
                "<student>" + "".join(f"<{key}>{escape(value)}</{key}>" for key, value in row.items()) + "</student>"
            )
    one.features.append(f"xml:{style}")
    return _made(
        "a.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<students>\n' + "\n".join(rows) + "\n</students>\n", one
    )


def fixed(rng: Random) -> Made:
    """A list in columns of blanks, as programs print it, or as somebody types it."""
    one = made.table(rng, rng.randrange(3, 12))
    keep = [n for n, kind in enumerate(one.kinds) if kind not in {"blank", "remark", "post"}]
    one.kinds, one.heads = [one.kinds[n] for n in keep], [one.heads[n] for n in keep]
    one.heads = [
        rng.choice([h for h in made.HEADS[kind] if " " not in h and "\n" not in h and "\u3000" not in h])
        for kind in one.kinds
    ]
    if len(one.kinds) < 2:
        one.kinds, one.heads = ["number", *one.kinds], ["学号", *one.heads]
    rows = [one.heads, *made.body(rng, one)]
    rows = [[value.replace(" 00:00:00", "") for value in row] for row in rows]
    style = rng.choice(["aligned", "tabs", "two", "dashes"])
    widths = [max(_width(row[n]) for row in rows) + 2 for n in range(len(one.kinds))]
    shown = [
        "".join(value + " " * (width - _width(value)) for value, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    if style == "tabs":
        shown = ["\t".join(row) for row in rows]
    elif style == "two":
        shown = ["  ".join(row) for row in rows]
    elif style == "dashes":
        shown[1:1] = ["-" * sum(widths)]
    above = rng.choice([[], ["三年级学生名单", ""], ["示例小学", "2026年9月1日"]])
    one.features.append(f"fixed:{style}")
    return _made(
        "a.txt", "\n".join([*above, *shown]).encode(rng.choice(["utf-8", "gb18030", "utf-8-sig", "utf-16"])), one
    )


def _width(text: str) -> int:
    return sum(1 if character.isascii() or character == "·" else 2 for character in text)


def labels(rng: Random) -> Made:
    """A block of labels for each person."""
    one = made.table(rng, rng.randrange(1, 8))
    kinds = [
        "name",
        *[k for k in one.kinds if k in {"identity", "number", "group", "sex", "born", "phone", "parent", "nation"}],
    ]
    kinds = list(dict.fromkeys(kinds))
    if len(kinds) < 2:
        kinds.append("number")
    one.kinds = kinds
    one.heads = [
        rng.choice(
            [
                h.strip("：*")
                for h in made.HEADS[kind]
                if not h.isascii() and not set(h) & set("\n/【1（ ") and "Name" not in h
            ]
        )
        for kind in kinds
    ]
    sign, between = rng.choice(["：", ":", "： "]), rng.choice(["\n", "　", "  ", "，", "；"])
    blocks = [
        between.join(f"{head}{sign}{value}" for head, value in zip(one.heads, row, strict=True))
        for row in made.body(rng, one)
    ]
    apart = "\n\n" if between == "\n" else "\n"
    one.features.append(f"labels{between!r}{sign}")
    return _made("a.txt", apart.join(blocks) + "\n", one)


def vcards(rng: Random) -> Made:
    """Contacts."""
    folk = made.people(rng, rng.randrange(1, 9))
    one = Table(["name", "phone"], ["FN", "TEL"], folk, made.DATES[0])
    version = rng.choice(["2.1", "3.0", "4.0"])
    cards = []
    for each in folk:
        lines = ["BEGIN:VCARD", f"VERSION:{version}", f"FN:{each.name}", f"TEL;TYPE=CELL:{each.phone}"]
        if "·" not in each.name:
            lines.insert(2, f"N:{each.name[0]};{each.name[1:]};;;")
        cards += [*lines, "END:VCARD"]
    return _made("a.vcf", "\r\n".join(cards) + "\r\n", one)


def spanned(rng: Random) -> Made:
    """An HTML table with a head of two rows, cells that reach down and across, titles in it and a foot."""
    one = made.table(rng, rng.randrange(2, 10))
    one.kinds = [k for k in one.kinds if k not in {"group", "blank"}]
    one.heads = made.heads(rng, one.kinds)
    rows = made.body(rng, one)
    th = rng.choice(["th", "td"])
    width = len(one.kinds) + 1
    title = f"<tr><{th} colspan={width}>学生名册</{th}></tr>" if rng.random() < 0.5 else ""
    head = f"<{th} rowspan=2>班级</{th}>"
    second = ""
    deep = rng.random() < 0.5 and width > 3
    if deep:
        head += f"<{th} colspan={width - 1}>基本信息</{th}>"
        second = "<tr>" + "".join(f"<{th}>{html.escape(h)}</{th}>" for h in one.heads) + "</tr>"
    else:
        head = f"<{th}>班级</{th}>" + "".join(f"<{th}>{html.escape(h)}</{th}>" for h in one.heads)
    text = ""
    for n, row in enumerate(rows):
        group = f"<td rowspan={len(rows)}>三（1）班</td>" if n == 0 else ""
        text += "<tr>" + group + "".join(f"<td>{html.escape(v) or '&nbsp;'}</td>" for v in row) + "</tr>\n"
    foot = f"<tfoot><tr><td colspan={width}>共{len(rows)}人</td></tr></tfoot>" if rng.random() < 0.3 else ""
    one.features.append(f"html{deep}{th}")
    page = f"<!doctype html><html><head><meta charset=utf-8><title>名册</title></head><body><h1>名册</h1><table border=1><thead>{title}<tr>{head}</tr>{second}</thead><tbody>{text}</tbody>{foot}</table></body></html>"
    return _made("a.html", page, one)


RECORDS: dict[str, Callable[[Random], Made]] = {
    "sql": sql, "json": json_of, "yaml": yaml, "xml": xml, "fixed": fixed, "labels": labels, "vcards": vcards, "spanned": spanned,
}  # fmt: skip
