"""Outlook 的附件包（TNEF，winmail.dat）：里面的邮件、正文与附件（MS-OXTNEF）。"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from classifier import decode
from classifier.extract import _mapi
from classifier.extract._base import Extractor, Source, given
from classifier.extract._lines import line_segments
from classifier.model import Item, Member, Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_SIGNATURE = 0x223E9F78
_ATTRIBUTE = struct.Struct("<BII")
_RENDERING, _MESSAGE = 0x9002, 0x9003
"""Lower halves of attributes' numbers (MS-OXTNEF 2.1.3.3): an attachment begins; the message's properties."""
_OF_ATTACHMENT = frozenset({0x8010, 0x800F, 0x9005})
_NAMES = {0x8000: "发件人", 0x8004: "主题"}
_WIDTHS = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Bytes that a value of a type takes, its padding included (MS-OXTNEF 2.1.3.4)."""
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_MANY = 0x1000
_OBJECT, _OBJECT_ID = "000D", 16
_CONTENT = "3701"


def read(source: Source) -> Iterator[Item]:
    """Yield headers, texts and properties, then the attachments. PARTIAL for a package that breaks off, or is damaged."""
    package = _Package()
    whole = package.fill(source.data)
    encoding = package.encoding()
    yield from _words(package, encoding)
    yield from _mapi.message(package.message, package.recipients, encoding)
    for number, attachment in enumerate(package.attachments, 1):
        yield attachment.member(encoding, number)
    if not whole or package.damaged:
        raise Unreadable(Outcome.PARTIAL, "邮件附件包（TNEF）不完整或有损坏，只读出一部分")


def _words(package: _Package, encoding: str) -> Iterator[Item]:
    """Yield what older programs write outside the properties."""
    heads = [f"{_NAMES[kind]}：{said}" for kind, data in package.heads if (said := _narrow(data, encoding))]
    if heads:
        yield Segment("\n".join(heads), "邮件头", Part.PROPERTIES)
    if package.body:
        yield from line_segments(_narrow(package.body, encoding).replace("\r\n", "\n"), "正文")


def _narrow(data: bytes, encoding: str) -> str:
    return decode.text_of(data, encoding).replace("\0", " ").strip()


@dataclass(slots=True)
class _Attachment:
    title: bytes = b""
    content: bytes | None = None
    properties: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def member(self, encoding: str, number: int) -> Member:
        """Return the attached file, message or object."""
        name = _mapi.file_name(self.properties, encoding) or _narrow(self.title, encoding) or f"附件{number}"
        kinds = self.properties.get(_CONTENT, {})
        inserted = kinds.get(_OBJECT, b"")[_OBJECT_ID:]
        content = inserted or self.content or kinds.get(_mapi.BINARY)
        if content is None:
            lost = Unreadable(Outcome.UNSUPPORTED, "附件不在邮件里，只有指向它的链接")
            return Member(name, given(b""), problem=lost)
        return Member(name, given(content), size=len(content))


@dataclass(slots=True)
class _Package:
    """What a package holds, gathered attribute by attribute."""

    heads: list[tuple[int, bytes]] = field(default_factory=list)
    body: bytes = b""
    message: dict[str, dict[str, bytes]] = field(default_factory=dict)
    recipients: list[dict[str, dict[str, bytes]]] = field(default_factory=list)
    attachments: list[_Attachment] = field(default_factory=list)
    code_page: int = 0
    damaged: bool = False

    def fill(self, data: bytes) -> bool:
        """Take in all attributes; return whether the last one ends where the data does."""
        at = 6
        while at + _ATTRIBUTE.size <= len(data):
            _, kind, size = _ATTRIBUTE.unpack_from(data, at)
            begin = at + _ATTRIBUTE.size
            content, check = data[begin : begin + size], data[begin + size : begin + size + 2]
            if len(check) < 2:
                self._take(kind & 0xFFFF, content)
                return False
            self.damaged = self.damaged or sum(content) & 0xFFFF != int.from_bytes(check, "little")
            self._take(kind & 0xFFFF, content)
            at = begin + size + 2
        return not data[at:].strip(b"\0\r\n ")

    def encoding(self) -> str:
        """Return the Python codec of the texts that are not Unicode: the declared one for China, else by what they hold."""
        if self.code_page in {936, 54936, 20936}:
            return "gb18030"
        narrow = [data for _, data in self.heads] + [self.body] + [item.title for item in self.attachments]
        narrow += [kinds.get(_mapi.NARROW, b"") for kinds in self.message.values()]
        return decode.detect(b"\n".join(narrow))[0]

    def _take(self, kind: int, data: bytes) -> None:
        if kind == _RENDERING or (kind in _OF_ATTACHMENT and not self.attachments):
            self.attachments.append(_Attachment())
        match kind:
            case 0x8000 | 0x8004:
                self.heads.append((kind, data))
            case 0x800C:
                self.body = data
            case 0x9007:
                self.code_page = int.from_bytes(data[:4], "little")
            case 0x8010:
                self.attachments[-1].title = data
            case 0x800F:
                self.attachments[-1].content = data
            case 0x9003:
                self._properties(data, 0, self.message)
            case 0x9005:
                self._properties(data, 0, self.attachments[-1].properties)
            case 0x9004:
                self._rows(data)

    def _rows(self, data: bytes) -> None:
        at = 4
        for _ in range(int.from_bytes(data[:4], "little")):
            self.recipients.append({})
            at = self._properties(data, at, self.recipients[-1])
            if at >= len(data):
                break

    def _properties(self, data: bytes, at: int, found: dict[str, dict[str, bytes]]) -> int:
        """Take in a list of properties that begins at `at`; return where it ends."""
        try:
            (count,) = struct.unpack_from("<I", data, at)
            at += 4
            for _ in range(min(count, len(data))):
                number, kind, values, at = _property(data, at)
                found.setdefault(f"{number:04X}", {}).setdefault(f"{kind:04X}", b"\n".join(values))
        except (struct.error, KeyError):
            self.damaged = True
            return len(data)
        return at


def _property(data: bytes, at: int) -> tuple[int, int, list[bytes], int]:
    """Return number, type and values of a property, and where the next begins. Raises KeyError for a type that does not exist."""
    kind, number = struct.unpack_from("<HH", data, at)
    at += 4
    if number >= 0x8000:
        at += 16
        named, size = struct.unpack_from("<II", data, at)
        at += 8 + (_padded(size) if named else 0)
    base, count = kind & ~_MANY, 1
    if kind & _MANY or base in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    values = []
    for _ in range(count):
        if base in _VARIABLE:
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
            width = _padded(size)
        else:
            size = width = _WIDTHS[base]
        if at >= len(data) and size:
            raise struct.error
        values.append(data[at : at + size])
        at += width
    return number, base, values, at


def _padded(size: int) -> int:
    return size + -size % 4


def _attribute(level: int, kind: int, data: bytes) -> bytes:
    return _ATTRIBUTE.pack(level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _sample(text: str) -> tuple[bytes, str]:
    body = text.encode("utf-16-le") + b"\0\0"
    message = struct.pack("<IHHII", 1, 0x1F, 0x1000, 1, len(body)) + body + bytes(-len(body) % 4)
    return struct.pack("<IH", _SIGNATURE, 1) + _attribute(1, 0x60000 | _MESSAGE, message), ".dat"


EXTRACTOR = Extractor(
    title="Outlook 邮件附件包（winmail.dat）",
    media_types=frozenset({"application/vnd.ms-tnef"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="主题、发件人、收件人、正文（文字、网页、RTF）与各项属性；附件与附着的邮件各为一条记录",
    omits="只以链接附上的文件",
)
