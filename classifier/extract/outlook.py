"""Outlook 邮件（msg、oft）：邮件头、收件人、每一种正文；附件和附着的邮件作为文件交出。"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import olefile

from classifier import decode
from classifier.extract import _ole, _page
from classifier.extract._base import Extractor, Source, given
from classifier.extract._compound import compound
from classifier.extract._lines import line_segments
from classifier.model import Item, Member, Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_PROPERTY = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})", re.I)
_WIDE, _NARROW, _BINARY = "001F", "001E", "0102"
_BODY, _HTML, _RTF, _HEADERS = "1000", "1013", "1009", "007D"
_NAMES = {
    "0037": "主题", "0070": "会话主题", "0E1D": "主题", "0C1A": "发件人", "0C1F": "发件人", "0065": "发件人", "5D01": "发件人", "0042": "代表",
    "0E04": "收件人", "0E03": "抄送", "0E02": "密送", "0050": "回复至", "8004": "类别", "3001": "名称", "3003": "地址", "39FE": "地址",
    "3A08": "电话", "3A09": "电话", "3A1C": "手机", "3A16": "单位", "3A17": "职务", "3A18": "部门",
}  # fmt: skip
"""Property numbers (MS-OXPROPS) that a person knows by another name."""
_DULL = frozenset({"001A", "1035", "5FF6", "3FFA", "300B", "0FF9", "1008", "1046"})
"""Class names, message ids and keys: nothing that anyone wrote."""
_DATA, _EMBEDDED = "3701", "3701000D"
_UNPACKED_AT_MOST = 64 * 2**20


def read(source: Source) -> Iterator[Item]:
    """Yield headers, recipients, texts and other properties, then the attachments. PARTIAL where one cannot be taken out."""
    with _ole.opened(source.data) as package:
        message = _Message(package)
        yield from message.words()
        yield from message.attachments()
        if message.lost:
            raise Unreadable(Outcome.PARTIAL, f"邮件里有 {message.lost} 项损坏，未能读取")


class _Message:
    """An open message: its storages' properties, in one code page where they are not Unicode."""

    def __init__(self, package: olefile.OleFileIO) -> None:
        self._package, self.lost = package, 0
        self._paths: list[list[str]] = package.listdir(streams=True, storages=False)
        self._inside: dict[str, list[list[str]]] = {}
        for path in self._paths:
            if len(path) < 3:
                self._inside.setdefault("/".join(path[:-1]), []).append(path)
        narrow = (
            path for path in self._paths if path[-1].upper().endswith(_NARROW) and path[-1].startswith("__substg")
        )
        self._encoding = decode.detect(b"\n".join(self._stream(path) for path in narrow))[0]

    def _stream(self, path: Sequence[str]) -> bytes:
        try:
            return _ole.stream(self._package, "/".join(path))
        except Unreadable:
            self.lost += 1
            return b""

    def _properties(self, storage: str = "") -> dict[str, dict[str, bytes]]:
        """Return the streams of a storage by property number and type."""
        found: dict[str, dict[str, bytes]] = {}
        for path in self._inside.get(storage, ()):
            if hit := _PROPERTY.fullmatch(path[-1]):
                found.setdefault(hit[1].upper(), {})[hit[2].upper()] = self._stream(path)
        return found

    def _storages(self, start: str) -> Iterator[str]:
        return iter(dict.fromkeys(path[0] for path in self._paths if path[0].startswith(start)))

    def _text(self, kinds: Mapping[str, bytes]) -> str:
        """Return a property's text, "" for one that is none."""
        if data := kinds.get(_WIDE):
            return data.decode("utf-16-le", "replace").replace("\0", "").strip()
        return decode.text_of(kinds.get(_NARROW, b""), self._encoding).replace("\0", "").strip()

    def words(self) -> Iterator[Item]:
        """Yield headers, texts and other properties."""
        found = self._properties()
        texts = {number: text for number, kinds in found.items() if (text := self._text(kinds)) and number not in _DULL}
        body, page, headers = (texts.pop(number, "") for number in (_BODY, _HTML, _HEADERS))
        packed = found.get(_RTF, {}).get(_BINARY, b"")
        if not page and (raw := found.get(_HTML, {}).get(_BINARY)):
            page = decode.decode(raw).text
        named = [f"{_NAMES[number]}：{text}" for number, text in texts.items() if number in _NAMES]
        for storage in self._storages("__recip"):
            who = self._properties(storage)
            named += [
                f"收件人：{text}" for number in ("3001", "3003", "39FE") if (text := self._text(who.get(number, {})))
            ]
        if named:
            yield Segment("\n".join(dict.fromkeys(named)), "邮件头", Part.PROPERTIES)
        if body:
            yield from line_segments(body.replace("\r\n", "\n"), "正文")
        if page:
            yield from _page.segments(page)
        if packed and not body and not page:
            yield Member("正文.rtf", given(unpacked(packed)))
        others = [text for number, text in texts.items() if number not in _NAMES]
        if others or headers:
            yield Segment("\n".join((*headers.split("\r\n"), *others)).strip(), "其他邮件头", Part.OTHER)

    def attachments(self) -> Iterator[Member]:
        """Yield what is attached."""
        return map(self._attachment, self._storages("__attach"))

    def _attachment(self, storage: str) -> Member:
        found = self._properties(storage)
        name = next(
            (text for number in ("3707", "3704", "3001") if (text := self._text(found.get(number, {})))), "附件"
        )
        inside = [storage.casefold(), f"__substg1.0_{_EMBEDDED}".casefold()]
        inner = [path for path in self._paths if [part.casefold() for part in path[:2]] == inside]
        if inner:
            is_message = any(path[-1].casefold() == "__properties_version1.0" for path in inner)
            return Member(f"{name}{'.msg' if is_message else ''}", partial(self._rebuilt, inner))
        content = found.get(_DATA, {}).get(_BINARY)
        if content is None:
            lost = Unreadable(Outcome.UNSUPPORTED, "附件不在邮件里，只有指向它的链接")
            return Member(name, lambda _: b"", problem=lost)
        return Member(name, given(content), size=len(content))

    def _rebuilt(self, inner: Sequence[Sequence[str]], limit: int) -> bytes:
        """Return a message that is attached as a storage, or an inserted object, as a file of its own."""
        return compound({"/".join(path[2:]): self._stream(path) for path in inner})[:limit]


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


def _sample(text: str) -> tuple[bytes, str]:
    return compound(
        {"__properties_version1.0": bytes(32), f"__substg1.0_{_BODY}{_WIDE}": text.encode("utf-16-le")}
    ), ".msg"


EXTRACTOR = Extractor(
    title="Outlook 邮件（msg、oft）",
    media_types=frozenset({"application/vnd.ms-outlook"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="邮件头、收件人、正文（文字、网页、RTF）、联系人与日程的各项；附件与附着的邮件各为一条记录",
    omits="只以链接附上的文件",
)
