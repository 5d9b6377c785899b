"""通讯录与日程（vCard、iCalendar）：折行接起、转义还原，每张名片、每个日程逐项读出。"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from classifier import decode
from classifier.extract import _records
from classifier.extract._base import Extractor, Source, given
from classifier.extract._lines import line_segments, text_of
from classifier.model import Item, Member, Picture
from recognizers._document import Form

_FOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z][A-Za-z0-9-]*)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.S)
_ESCAPED = re.compile(r"\\([nN,;\\:])")
_CALLED = re.compile(r";CN=(\"[^\"]*\"|[^;]*)", re.I)
_MAIL = re.compile("^mailto:", re.I)
_ENDS = re.compile(r";(?:ENCODING=)?(?:QUOTED-PRINTABLE)\b", re.I)
_NAMES = {
    "N": "姓名", "FN": "姓名", "NICKNAME": "昵称", "TEL": "电话", "EMAIL": "邮箱", "ADR": "地址", "LABEL": "地址", "ORG": "单位", "TITLE": "职务",
    "ROLE": "职务", "BDAY": "出生日期", "NOTE": "备注", "URL": "网址", "IMPP": "即时通信", "X-QQ": "QQ", "CATEGORIES": "类别",
    "SUMMARY": "主题", "DESCRIPTION": "说明", "LOCATION": "地点", "ATTENDEE": "参加人", "ORGANIZER": "组织者", "DTSTART": "开始", "DTEND": "结束",
    "CONTACT": "联系人", "COMMENT": "备注",
}  # fmt: skip
_DULL = frozenset(
    "BEGIN END VERSION PRODID UID REV DTSTAMP CREATED LAST-MODIFIED SEQUENCE CALSCALE METHOD TRANSP TZID".split()
)
_PICTURES = frozenset({"PHOTO", "LOGO"})
_FILES = {"ATTACH": "附件", "SOUND": "录音", "KEY": "密钥.der"}


@dataclass(slots=True)
class _Card:
    cells: dict[str, list[str]] = field(default_factory=dict)
    persons: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """Those who take part, by what they do: each with name and address."""
    pictures: list[bytes] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


def read(source: Source) -> Iterator[Item]:
    """Yield the cards and events as one table under the union of their fields, then their pictures and files (RFC 6350, RFC 5545)."""
    cards = list(_cards(text_of(source)))
    rows = [_row(card) for card in cards if card.cells or card.persons]
    if not rows:
        yield from line_segments(text_of(source))
        return
    yield from _records.table([_records.Flat().take(row) for row in rows])
    for number, card in enumerate(cards, 1):
        for data in card.pictures:
            yield Picture(given(data), f"第{number}条")
        for name, data in card.files:
            yield Member(f"第{number}条/{name}", given(data), size=len(data))


def _row(card: _Card) -> dict[str, Any]:
    cells: dict[str, Any] = {name: " ".join(values) for name, values in card.cells.items()}
    return cells | card.persons


def _cards(text: str) -> Iterator[_Card]:
    """Yield the cards or events; what stands outside of any is one of its own, and an alarm is part of its event."""
    card, depth = _Card(), 0
    for line in _lines(text):
        hit = _LINE.match(line)
        if not hit:
            if line.strip():
                card.cells.setdefault("", []).append(line.strip())
            continue
        name = hit[1].upper()
        if name == "BEGIN" and hit[3].strip().upper() not in {"VCALENDAR", "VALARM", "STANDARD", "DAYLIGHT"}:
            depth += 1
            if depth == 1:
                yield card
                card = _Card()
        elif name == "END" and hit[3].strip().upper() not in {"VCALENDAR", "VALARM", "STANDARD", "DAYLIGHT"}:
            depth = max(0, depth - 1)
            if not depth:
                yield card
                card = _Card()
        elif name not in _DULL:
            _take(card, name, hit[2], hit[3])
    yield card


def _lines(text: str) -> Iterator[str]:
    """Yield the unfolded lines; a quoted-printable one goes on where it ends in `=` (vCard 2.1)."""
    held = ""
    for line in _FOLD.sub("", text).split("\n"):
        whole = f"{held}{line}"
        if _ENDS.search(whole.partition(":")[0]) and line.rstrip().endswith("="):
            held = whole.rstrip()[:-1]
            continue
        held = ""
        yield whole
    if held:
        yield held


def _take(card: _Card, name: str, parameters: str, value: str) -> None:
    coded = parameters.upper()
    if "BASE64" in coded or "ENCODING=B" in coded or value.startswith("data:"):
        if data := _decoded(value.rpartition("base64,")[2] if value.startswith("data:") else value):
            if name in _PICTURES:
                card.pictures.append(data)
            else:
                card.files.append((_FILES.get(name, name), data))
        return
    if _ENDS.search(parameters):
        raw = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
        value = decode.decode(raw).text
    words = [_ESCAPED.sub(lambda hit: " " if hit[1] in "nN" else hit[1], part) for part in re.split(r"(?<!\\);", value)]
    text = ("" if name == "N" else " ").join(filter(None, (word.strip() for word in words)))
    if called := _CALLED.search(parameters):
        person = {"姓名": called[1].strip('"'), "邮箱": _MAIL.sub("", text)}
        card.persons.setdefault(_NAMES.get(name, name), []).append(person)
    elif text:
        cells = card.cells.setdefault(_NAMES.get(name, name), [])
        cells += [text] if text not in cells else []


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return b""


def _sample(text: str) -> tuple[bytes, str]:
    packed = quopri.encodestring(text.encode(), quotetabs=True).decode()
    return (
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{packed}\r\nEND:VCARD\r\n".encode(),
        ".vcf",
    )


EXTRACTOR = Extractor(
    title="通讯录与日程（vcf、ics）",
    media_types=frozenset({"text/vcard", "text/calendar"}),
    form=Form.RECORD,
    read=read,
    sample=_sample,
    reads="每张名片、每个日程的各项（折行与 quoted-printable 还原），照片与附件",
)
