"""Outlook 邮件（msg、oft）：邮件头、收件人、每一种正文；附件和附着的邮件作为文件交出。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import olefile

from classifier import decode
from classifier.extract import _mapi, _ole
from classifier.extract._base import Extractor, Source, given
from classifier.extract._compound import compound
from classifier.model import Item, Member, Outcome, Unreadable
from recognizers._document import Form

_PROPERTY = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})", re.I)
_DATA, _EMBEDDED = "3701", "3701000D"


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
            path for path in self._paths if path[-1].upper().endswith(_mapi.NARROW) and path[-1].startswith("__substg")
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

    def words(self) -> Iterator[Item]:
        """Yield headers, texts and other properties."""
        recipients = [self._properties(storage) for storage in self._storages("__recip")]
        yield from _mapi.message(self._properties(), recipients, self._encoding)

    def attachments(self) -> Iterator[Member]:
        """Yield what is attached."""
        return map(self._attachment, self._storages("__attach"))

    def _attachment(self, storage: str) -> Member:
        found = self._properties(storage)
        name = _mapi.file_name(found, self._encoding) or "附件"
        inside = [storage.casefold(), f"__substg1.0_{_EMBEDDED}".casefold()]
        inner = [path for path in self._paths if [part.casefold() for part in path[:2]] == inside]
        if inner:
            is_message = any(path[-1].casefold() == "__properties_version1.0" for path in inner)
            return Member(f"{name}{'.msg' if is_message else ''}", partial(self._rebuilt, inner))
        content = found.get(_DATA, {}).get(_mapi.BINARY)
        if content is None:
            lost = Unreadable(Outcome.UNSUPPORTED, "附件不在邮件里，只有指向它的链接")
            return Member(name, lambda _: b"", problem=lost)
        return Member(name, given(content), size=len(content))

    def _rebuilt(self, inner: Sequence[Sequence[str]], limit: int) -> bytes:
        """Return a message that is attached as a storage, or an inserted object, as a file of its own."""
        return compound({"/".join(path[2:]): self._stream(path) for path in inner})[:limit]


def _sample(text: str) -> tuple[bytes, str]:
    return compound(
        {"__properties_version1.0": bytes(32), f"__substg1.0_1000{_mapi.WIDE}": text.encode("utf-16-le")}
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
