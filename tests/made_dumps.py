"""Random dumps: pupils and their parents as databases, services, programs and settings keep them, one inside another or in tables that refer."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests import made_scenes as made
from tests.made_scenes import Scene
from tests.made_tables import Person, people

Dump = tuple[str, bytes, Scene]
"""Name and content of a file, and who is told of in it."""
COMMENTS = {
    "name": "姓名",
    "identity": "身份证号",
    "number": "学号",
    "group": "班级",
    "sex": "性别",
    "born": "出生日期",
}
KEYS = {
    "name": ("name", "xm", "student_name", "realName", "姓名", "fullName", "stuName"),
    "identity": ("id_card", "sfzh", "idCardNo", "身份证号", "identity_card"),
    "number": ("student_no", "studentId", "xh", "学号", "stuNo"),
    "group": ("class_name", "className", "班级", "bj"),
    "sex": ("gender", "sex", "性别"),
    "born": ("birthday", "birthDate", "csrq", "出生日期"),
}
PARENTS = (
    ("guardians", "name", "phone", "relation"),
    ("parents", "parentName", "mobile", "relationship"),
    ("家长", "姓名", "电话", "关系"),
    ("family", "xm", "lxdh", "gx"),
)


def _drawn(rng: Random) -> tuple[list[str], dict[str, str], list[Person]]:
    kinds = ["name", *rng.sample(["identity", "number", "group", "sex", "born"], rng.randrange(1, 4))]
    return kinds, {kind: rng.choice(KEYS[kind]) for kind in kinds}, people(rng, rng.randrange(2, 9))


def _values(one: Person, kinds: list[str]) -> dict[str, str]:
    return {kind: one.born.isoformat() if kind == "born" else str(getattr(one, kind)) for kind in kinds}


def _object(one: Person, kinds: list[str], keys: dict[str, str]) -> dict[str, Any]:
    return {keys[kind]: value for kind, value in _values(one, kinds).items()}


def commented(rng: Random) -> Dump:
    """A table of columns without meaning, whose comments say what they hold."""
    scene, (kinds, _, folk) = Scene(), _drawn(rng)
    columns = (
        [f"c{n}" for n in range(1, len(kinds) + 1)]
        if rng.random() < 0.6
        else [f"field_{kind[:2]}{n}" for n, kind in enumerate(kinds)]
    )
    style = rng.choice(("mysql", "postgres", "oracle", "mssql"))
    scene.features.append(style)
    told = {kind: f"{COMMENTS[kind]}{rng.choice(('', '（必填）', ''))}" for kind in kinds}
    if style == "mysql":
        fields = ",\n".join(
            f"  `{c}` varchar(64) NOT NULL DEFAULT '' COMMENT '{told[k]}'" for c, k in zip(columns, kinds, strict=True)
        )
        text = f"CREATE TABLE `t_{rng.randrange(9)}` (\n  `id` int AUTO_INCREMENT,\n{fields},\n  PRIMARY KEY (`id`)\n) COMMENT='学生表';\n".replace(
            "t_", "t_"
        )
        table = text.split("`")[1]
        named = f"`{table}`"
    else:
        named = table = "t_base"
        fields = ",\n".join(f"  {c} varchar(64)" for c in columns)
        text = f"CREATE TABLE {table} (\n  id int,\n{fields}\n);\n"
        for c, k in zip(columns, kinds, strict=True):
            if style == "mssql":
                text += f"EXEC sp_addextendedproperty 'MS_Description', N'{told[k]}', 'SCHEMA', N'dbo', 'TABLE', N'{table}', 'COLUMN', N'{c}';\n"
            else:
                text += f"COMMENT ON COLUMN {table}.{c} IS '{told[k]}';\n"
    listed = rng.random() < 0.5 or style == "mssql"
    head = f" (id, {', '.join(columns)})" if listed else ""
    rows = [
        f"({n}, " + ", ".join(f"'{value}'" for value in _values(one, kinds).values()) + ")"
        for n, one in enumerate(folk, 1)
    ]
    joined = (
        [f"INSERT INTO {named}{head} VALUES {row};" for row in rows]
        if rng.random() < 0.5
        else [f"INSERT INTO {named}{head} VALUES\n" + ",\n".join(rows) + ";"]
    )
    for one in folk:
        scene.tell(one, kinds)
    return "a.sql", (text + "\n".join(joined) + "\n").encode(), scene


def referring(rng: Random) -> Dump:
    """A table of pupils and one of parents that refers to it."""
    scene, (kinds, keys, folk) = Scene(), _drawn(rng)
    keys = {kind: next(key for key in KEYS[kind] if key.isascii()) for kind in keys}
    text = f"INSERT INTO student (id, {', '.join(keys[k] for k in kinds)}) VALUES\n"
    text += (
        ",\n".join(
            f"({n}, " + ", ".join(f"'{v}'" for v in _values(one, kinds).values()) + ")" for n, one in enumerate(folk, 1)
        )
        + ";\n"
    )
    text += "INSERT INTO parent (id, student_id, parent_name, relation, phone) VALUES\n"
    text += (
        ",\n".join(f"({n}, {n}, '{made.kin(n)}', '父亲', '{made.phone(n)}')" for n in range(1, len(folk) + 1)) + ";\n"
    )
    for n, one in enumerate(folk, 1):
        scene.tell(one, kinds)
        scene.name(made.kin(n), "手机号")
    return "a.sql", text.encode(), scene


def nested(rng: Random) -> Dump:
    """Objects with their parents inside, as JSON, JSON Lines, YAML or a program's literal."""
    scene, (kinds, keys, folk) = Scene(), _drawn(rng)
    group, named, phone, relation = rng.choice(PARENTS)
    single = rng.random() < 0.3
    objects, count = [], 0
    for one in folk:
        inner = []
        for _ in range(1 if single else rng.randrange(1, 3)):
            inner.append({named: made.kin(count), relation: "父亲", phone: made.phone(count)})
            scene.name(made.kin(count), "手机号")
            count += 1
        objects.append({**_object(one, kinds, keys), group: inner[0] if single else inner})
        scene.tell(one, kinds)
    style = rng.choice(("json", "lines", "python", "js", "django", "classes", "yaml"))
    scene.features += [style, group, f"single{single}"]
    return (*_WRITTEN[style](objects), scene)


def _written(objects: list[dict[str, Any]], name: str, before: str, after: str) -> tuple[str, bytes]:
    return name, (before + json.dumps(objects, ensure_ascii=False, indent=2) + after).encode()


def _yaml(objects: list[dict[str, Any]]) -> tuple[str, bytes]:
    lines = ["students:"]
    for each in objects:
        sign = "  - "
        for key, value in each.items():
            if isinstance(value, str):
                lines.append(f'{sign}{key}: "{value}"')
            else:
                lines.append(f"{sign}{key}:")
                for item in value if isinstance(value, list) else [value]:
                    mark = "      - " if isinstance(value, list) else "      "
                    for inner, told in item.items():
                        lines.append(f'{mark}{inner}: "{told}"')
                        mark = "        " if isinstance(value, list) else "      "
            sign = "    "
    return "a.yaml", "\n".join(lines).encode()


_WRITTEN: dict[str, Callable[[list[dict[str, Any]]], tuple[str, bytes]]] = {
    "json": lambda objects: _written(objects, "a.json", '{"code": 0, "data": ', "}"),
    "lines": lambda objects: ("a.jsonl", "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode()),
    "python": lambda objects: ("seed.py", ('"""初始数据"""\n\nSTUDENTS = [\n' + ",\n".join(f"    {each!r}" for each in objects) + "\n]\n").encode()),
    "js": lambda objects: _written(objects, "mock.js", "export const students = ", ";\n"),
    "django": lambda objects: ("a.json", json.dumps([{"model": "school.student", "pk": n, "fields": each} for n, each in enumerate(objects)], ensure_ascii=False).encode()),
    "classes": lambda objects: ("a.json", json.dumps({"grade": {"classes": [{"title": "一班", "students": objects[::2]}, {"title": "二班", "students": objects[1::2]}]}}, ensure_ascii=False).encode()),
    "yaml": _yaml,
}  # fmt: skip


def features(rng: Random) -> Dump:
    """Points of a map with what is known of who lives there."""
    scene, (kinds, keys, folk) = Scene(), _drawn(rng)
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [116.3, 39.9]},
            "properties": _object(one, kinds, keys),
        }
        for one in folk
    ]
    for one in folk:
        scene.tell(one, kinds)
    return (
        "a.geojson",
        json.dumps({"type": "FeatureCollection", "features": points}, ensure_ascii=False).encode(),
        scene,
    )


def xml_nested(rng: Random) -> Dump:
    """Pupils in XML with their parents inside, as elements or attributes."""
    scene, (kinds, keys, folk) = Scene(), _drawn(rng)
    attributes = rng.random() < 0.5
    scene.features.append(f"attributes{attributes}")
    rows = []
    for count, one in enumerate(folk):
        own = _object(one, kinds, keys)
        parent = {"name": made.kin(count), "phone": made.phone(count)}
        scene.name(made.kin(count), "手机号")
        scene.tell(one, kinds)
        if attributes:
            rows.append(
                f"<student {' '.join(f'{k}={quoteattr(v)}' for k, v in own.items())}><guardian {' '.join(f'{k}={quoteattr(v)}' for k, v in parent.items())}/></student>"
            )
        else:
            inner = "".join(f"<{k}>{escape(v)}</{k}>" for k, v in parent.items())
            rows.append(
                f"<student>{''.join(f'<{k}>{escape(v)}</{k}>' for k, v in own.items())}<guardian>{inner}</guardian></student>"
            )
    return "a.xml", f"<?xml version='1.0' encoding='UTF-8'?><school>{''.join(rows)}</school>".encode(), scene


def assignments(rng: Random) -> Dump:
    """Statements of a program that make persons one by one: constructor calls, dict literals, updates of a database."""
    scene, (kinds, keys, folk) = Scene(), _drawn(rng)
    keys = {kind: next(key for key in KEYS[kind] if key.isascii()) for kind in keys}
    style = rng.choice(("call", "update", "java", "go"))
    scene.features.append(style)
    lines = []
    for n, one in enumerate(folk):
        values = _values(one, kinds)
        if style == "call":
            lines.append(f"Student.objects.create({', '.join(f'{keys[k]}=' + repr(v) for k, v in values.items())})")
        elif style == "update":
            lines.append(
                f"UPDATE student SET {', '.join(f'{keys[k]} = ' + repr(v) for k, v in values.items())} WHERE id = {n};"
            )
        elif style == "java":
            lines.append("list.add(new Student()" + "".join(f'.{keys[k]}("{v}")' for k, v in values.items()) + ");")
        else:
            lines.append("{" + ", ".join(f'{keys[k]}: "{v}"' for k, v in values.items()) + "},")
        scene.tell(one, kinds)
    name = {"call": "seed.py", "update": "a.sql", "java": "Seed.java", "go": "seed.go"}[style]
    return name, "\n".join(lines).encode(), scene


DUMPS: dict[str, Callable[[Random], Dump]] = {
    "commented": commented, "referring": referring, "nested": nested, "features": features, "xml_nested": xml_nested,
    "assignments": assignments,
}  # fmt: skip
