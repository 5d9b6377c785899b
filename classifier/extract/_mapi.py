"""MAPI 属性：Outlook 的 msg 与 TNEF（winmail.dat）共用的名称、正文与 RTF 压缩。"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence

from classifier import decode
from classifier.extract import _page
from classifier.extract._base import given
from classifier.extract._lines import line_segments
from classifier.model import Item, Member, Outcome, Part, Segment, Unreadable

WIDE, NARROW, BINARY = "001F", "001E", "0102"
Properties = Mapping[str, Mapping[str, bytes]]
"""Values by property number and type, each in four hexadecimal digits."""
_BODY, _HTML, _RTF, _HEADERS = "1000", "1013", "1009", "007D"
_RECIPIENT = ("3001", "3003", "39FE")
_FILE_NAME = ("3707", "3704", "3001")
_NAMES = {
    "0037": "主题", "0070": "会话主题", "0E1D": "主题", "0C1A": "发件人", "0C1F": "发件人", "0065": "发件人", "5D01": "发件人", "0042": "代表",
    "0E04": "收件人", "0E03": "抄送", "0E02": "密送", "0050": "回复至", "8004": "类别", "3001": "名称", "3003": "地址", "39FE": "地址",
    "3A08": "电话", "3A09": "电话", "3A1C": "手机", "3A16": "单位", "3A17": "职务", "3A18": "部门",
}  # fmt: skip
"""Property numbers (MS-OXPROPS) that a person knows by another name."""
_DULL = frozenset({"001A", "1035", "5FF6", "3FFA", "300B", "0FF9", "1008", "1046"})
"""Class names, message ids and keys: nothing that anyone wrote."""
_UNPACKED_AT_MOST = 64 * 2**20


def text(kinds: Mapping[str, bytes], encoding: str) -> str:
    """Return a property's text, in `encoding` where it is not Unicode; "" for one that is none."""
    if data := kinds.get(WIDE):
        return data.decode("utf-16-le", "replace").replace("\0", "").strip()
    return decode.text_of(kinds.get(NARROW, b""), encoding).replace("\0", "").strip()


def first(found: Properties, numbers: Sequence[str], encoding: str) -> str:
    """Return the first of some properties that holds a text, "" where none does."""
    return next((said for number in numbers if (said := text(found.get(number, {}), encoding))), "")


def file_name(found: Properties, encoding: str) -> str:
    """Return the name of an attached file."""
    return first(found, _FILE_NAME, encoding)


def message(found: Properties, recipients: Sequence[Properties], encoding: str) -> Iterator[Item]:
    """Yield a message's headers, texts and other properties; a body in RTF alone as a member."""
    texts = {number: said for number, kinds in found.items() if (said := text(kinds, encoding)) and number not in _DULL}
    body, page, headers = (texts.pop(number, "") for number in (_BODY, _HTML, _HEADERS))
    if not page and (raw := found.get(_HTML, {}).get(BINARY)):
        page = decode.decode(raw).text
    named = [f"{_NAMES[number]}：{said}" for number, said in texts.items() if number in _NAMES]
    named += [
        f"收件人：{said}"
        for who in recipients
        for number in _RECIPIENT
        if (said := text(who.get(number, {}), encoding))
    ]
    if named:
        yield Segment("\n".join(dict.fromkeys(named)), "邮件头", Part.PROPERTIES)
    if body:
        yield from line_segments(body.replace("\r\n", "\n"), "正文")
    if page:
        yield from _page.items(page)
    if not body and not page and (packed := found.get(_RTF, {}).get(BINARY, b"")):
        yield Member("正文.rtf", given(unpacked(packed)))
    others = [said for number, said in texts.items() if number not in _NAMES]
    if others or headers:
        yield Segment("\n".join((*headers.split("\r\n"), *others)).strip(), "其他邮件头", Part.OTHER)


_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" b"\r\n" rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # fmt: skip


def unpacked(data: bytes) -> bytes:
    """Return the RTF of a compressed body (MS-OXRTFCP 2.2, 3.1). Raises Unreadable(CORRUPT)."""
    if len(data) < 16:
        raise Unreadable(Outcome.CORRUPT, "邮件正文（RTF）损坏，未能读取")
    size, kind = struct.unpack_from("<I4s", data, 4)
    if kind == b"MELA":
        return data[16:]
    window, at, out, low = bytearray(_DICTIONARY.ljust(4096, b"\0")), len(_DICTIONARY), bytearray(), 16
    while low < len(data) and len(out) < min(size, _UNPACKED_AT_MOST):
        flags, low = data[low], low + 1
        for bit in range(8):
            if low >= len(data) or len(out) >= size:
                break
            if flags >> bit & 1:
                token, low = int.from_bytes(data[low : low + 2], "big"), low + 2
                begin = token >> 4
                if begin == at:
                    return bytes(out)
                for step in range((token & 15) + 2):
                    out.append(window[(begin + step) % 4096])
                    window[at] = out[-1]
                    at = (at + 1) % 4096
            else:
                out.append(data[low])
                window[at] = data[low]
                at, low = (at + 1) % 4096, low + 1
    return bytes(out)
