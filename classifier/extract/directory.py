"""目录服务（LDIF）：账户逐个读出，折行接起，base64 还原；人的账户里写的是姓名。"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from classifier import decode
from classifier.extract import _records
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.model import Segment
from recognizers._document import Form

Entry = dict[str, list[str]]
"""The values of each attribute, its name in lower case."""
_FOLD = re.compile("\n ")
_LINE = re.compile(r"([A-Za-z0-9.-]+)(?:;[^:]*)?:(:?)[ ]*(.*)", re.S)
_PERSON = frozenset("person organizationalperson inetorgperson user posixaccount residentialperson".split())
_NAMES = {
    "cn": "姓名", "displayname": "姓名", "gecos": "姓名", "sn": "姓", "givenname": "名", "mobile": "手机", "telephonenumber": "电话",
    "homephone": "家庭电话", "pager": "电话", "mail": "邮箱", "title": "职务", "ou": "部门", "departmentnumber": "部门", "department": "部门",
    "o": "单位", "company": "单位", "street": "地址", "postaladdress": "地址", "homepostaladdress": "家庭住址", "employeenumber": "工号",
    "employeeid": "工号", "uid": "账号", "samaccountname": "账号", "description": "说明",
}  # fmt: skip
_DULL = frozenset("objectclass changetype jpegphoto userpassword version control".split())
_HALVES = frozenset({"姓", "名"})


def read(source: Source) -> Iterator[Segment]:
    """Yield the entries as one table under the union of their attributes, each value in full (RFC 2849)."""
    text = text_of(source)
    rows = [row for entry in _entries(text) if (row := _row(entry))]
    return _records.table([_records.Flat().take(row) for row in rows]) if rows else line_segments(text)


def _entries(text: str) -> Iterator[Entry]:
    """Yield the entries, which empty lines part; comments are lines of their own."""
    for block in re.split(r"\n[ \t]*\n", _FOLD.sub("", text)):
        entry: Entry = {}
        for line in block.split("\n"):
            if hit := _LINE.fullmatch(line):
                entry.setdefault(hit[1].lower(), []).append(_decoded(hit[3]) if hit[2] else hit[3].strip())
            elif line.strip("# \t"):
                entry.setdefault("备注", []).append(line.strip("# \t"))
        if entry:
            yield entry


def _row(entry: Entry) -> dict[str, str]:
    """Return an entry's cells; whoever is a person has a name, once, and what is a group or a unit is called something."""
    person = not _PERSON.isdisjoint(map(str.lower, entry.get("objectclass", ["person"])))
    cells: dict[str, list[str]] = {}
    for attribute, values in entry.items():
        if attribute not in _DULL:
            heading = _NAMES.get(attribute, attribute)
            named = cells.setdefault(heading if person or heading != "姓名" else "名称", [])
            named += [value for value in values if value and value not in named]
    if "姓名" in cells:
        cells["姓名"] = cells["姓名"][:1] if _HALVES & cells.keys() else cells["姓名"]
    return {
        heading: " ".join(values) for heading, values in cells.items() if heading not in _HALVES or "姓名" not in cells
    }


def _decoded(text: str) -> str:
    try:
        return decode.decode(base64.b64decode("".join(text.split()))).text
    except (binascii.Error, ValueError):
        return text


EXTRACTOR = Extractor(
    title="目录服务（ldif）",
    media_types=frozenset({"text/x-ldif"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (
        f"dn: uid=a,dc=example\nobjectClass: person\ndescription:: {base64.b64encode(text.encode()).decode()}\n".encode(),
        ".ldif",
    ),
    reads="每个账户的各项（折行与 base64 还原）",
)
