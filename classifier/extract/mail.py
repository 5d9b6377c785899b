"""电子邮件（eml、mbox、mht）：邮件头、每一份正文、图片；附件和转来的邮件作为文件交出。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import errors, message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from classifier import decode
from classifier.extract import _page
from classifier.extract._base import Extractor, Source, given
from classifier.extract._lines import line_segments
from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unreadable
from recognizers._document import Form

_MAILBOX = "application/mbox"
_NAMES = {
    "subject": "主题", "from": "发件人", "sender": "发件人", "to": "收件人", "cc": "抄送", "bcc": "密送",
    "reply-to": "回复至", "date": "日期",
}  # fmt: skip
_BEGINS = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\r\n]{1,200}[0-9]{4}[^\r\n]{0,20}\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.M)
_GB = frozenset({"gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936", "euc-cn", "hz-gb-2312-x"})
_SUFFIXES = {
    "text/html": ".html", "text/calendar": ".ics", "text/vcard": ".vcf", "text/csv": ".csv", "application/pdf": ".pdf",
    "message/rfc822": ".eml", "text/plain": ".txt", "application/ms-tnef": ".dat",
}  # fmt: skip
_TOLD = frozenset({"message/delivery-status", "text/rfc822-headers", "message/disposition-notification"})
_DESCRIBING = ("content-description", "content-location")
_CUT = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
_PARTS_AT_MOST = 100_000

_Mail = Message


def read(source: Source) -> Iterator[Item]:
    """Yield a message's headers, texts and pictures, then its attachments; of a mailbox, each message as a member."""
    if source.type.media_type == _MAILBOX:
        yield from _messages(source.data)
        return
    try:
        message = message_from_bytes(source.data)
        yield from _message(message)
    except RecursionError:
        raise Unreadable(Outcome.PARTIAL, "邮件嵌套过深，余下未读") from None


def _messages(data: bytes) -> Iterator[Item]:
    starts = [(hit.start(), hit.end()) for hit in _BEGINS.finditer(data)]
    if not starts:
        yield from line_segments(decode.decode(data).text)
        return
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for number, ((_, low), high) in enumerate(zip(starts, ends, strict=True), 1):
        yield _mail_member(f"{number:04}.eml", data, low, high)


def _mail_member(name: str, data: bytes, low: int, high: int) -> Member:
    return Member(name, lambda limit: _QUOTED.sub(rb"\1", data[low:high])[:limit], high - low)


def _message(message: _Mail) -> Iterator[Item]:
    yield from _headers(message)
    cut = encrypted = False
    pending: list[_Mail] = [message]
    for number in range(_PARTS_AT_MOST):
        if not pending:
            break
        part = pending.pop()
        cut = cut or any(isinstance(defect, _CUT) for defect in part.defects)
        encrypted = encrypted or _is_encrypted(part)
        if part.is_multipart() and part.get_content_maintype() != "message":
            pending += _children(part)[::-1]
            yield from _between(part)
        else:
            yield from _part(part, number)
    if pending or cut or encrypted:
        reason = (
            "邮件设有加密，密文未读" if encrypted else "邮件不完整，可能被截断" if cut else "邮件的部分过多，余下未读"
        )
        raise Unreadable(Outcome.PARTIAL, reason)


def _headers(message: _Mail) -> Iterator[Item]:
    known, others = list[str](), list[str]()
    for name, value in message.raw_items():
        shown = _NAMES.get(name.lower(), "")
        (known if shown else others).append(f"{shown or name}：{_decoded(str(value))}")
    if known:
        yield Segment("\n".join(known), "邮件头", Part.PROPERTIES)
    if others:
        yield Segment("\n".join(others), "其他邮件头", Part.OTHER)


def _between(part: _Mail) -> Iterator[Item]:
    """Yield what stands before the first and after the last part, which mail programs do not show."""
    for text in (part.preamble, part.epilogue):
        if text and text.strip():
            yield Segment(_repaired(text.strip()), "各部分之外", Part.HIDDEN)


def _part(part: _Mail, number: int) -> Iterator[Item]:
    kind = part.get_content_type()
    name = _file_name(part)
    if told := " ".join(_decoded(str(part[header])) for header in _DESCRIBING if part[header]):
        yield Segment(told, "部分的说明", Part.OTHER)
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if kind in _TOLD:
        text = "\n".join(map(str, _children(part))) or _text(part)
        yield from line_segments(text, "退信报告", Part.OTHER)
    elif part.get_content_maintype() == "message" and part.is_multipart():
        yield _nested(part, name or f"转发邮件{number}.eml")
    elif kind in {"text/plain", "text/enriched"} and not attached:
        yield from line_segments(_text(part).rstrip("\n"), "正文")
    elif kind == "text/html" and part.get_content_disposition() != "attachment":
        for item in _page.items(_text(part)):
            yield replace(item, place=f"网页{item.place}" if item.place == "正文" else item.place)
    elif part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
        yield Picture(given(_bytes(part)), "正文")
    else:
        data = _bytes(part)
        yield Member(name or f"附件{number}{_SUFFIXES.get(kind, '')}", lambda limit: data[:limit], len(data))


def _children(part: _Mail) -> list[_Mail]:
    payload = part.get_payload()
    return [item for item in payload if isinstance(item, Message)] if isinstance(payload, list) else []


def _nested(part: _Mail, name: str) -> Member:
    inner = _children(part)

    def written(limit: int) -> bytes:
        try:
            return b"\n".join(item.as_bytes() for item in inner)[:limit]
        except (UnicodeError, LookupError, ValueError, TypeError, RecursionError) as error:
            raise Unreadable(Outcome.CORRUPT, "转发的邮件无法取出") from error

    return Member(name if name.lower().endswith(".eml") else f"{name}.eml", written)


def _is_encrypted(part: _Mail) -> bool:
    kind = part.get_content_type()
    signed = str(part.get_param("smime-type", "")).lower() == "signed-data"
    return kind == "multipart/encrypted" or (
        kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"} and not signed
    )


def _file_name(part: _Mail) -> str:
    """Return a part's file name (RFC 2231, RFC 2047 or raw bytes), without the folders that it pretends to be in."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = _repaired_header(part, header).get_param(parameter, "", header)
            name = _decoded(collapse_rfc2231_value(value) if isinstance(value, tuple) else str(value or ""))
        except (LookupError, UnicodeError, ValueError, TypeError):
            continue
        if name := name.replace("\\", "/").rpartition("/")[2].strip():
            return name
    return ""


def _repaired_header(part: _Mail, header: str) -> _Mail:
    """Return a message of that header alone, as it reads: the parser replaces the raw bytes of a value it is asked for."""
    alone = Message()
    for value in (str(value) for name, value in part.raw_items() if name.lower() == header):
        alone[header] = _repaired(value)
    return alone


def _bytes(part: _Mail) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: _Mail) -> str:
    data = _bytes(part)
    return decode.text_of(data, _codec(str(part.get_content_charset() or "")) or decode.detect(data)[0]).replace(
        "\0", " "
    )


def _codec(charset: str) -> str:
    """Return the Python codec for a declared charset, "" where it is unknown or says nothing."""
    charset = charset.lower().strip("\"' ")
    if charset in _GB:
        return "gb18030"
    try:
        found = "" if charset in {"", "us-ascii", "ascii", "unknown-8bit", "iso-8859-1"} else charset
        "".encode(found or "ascii")
    except LookupError:
        return ""
    return found


def _decoded(value: str) -> str:
    """Return a header as it reads: encoded words of RFC 2047, and raw bytes as programs in China write them."""
    value = _repaired(value)
    if "=?" not in value:
        return " ".join(value.split())
    try:
        pieces = decode_header(value.replace("\r", "").replace("\n", ""))
    except (errors.HeaderParseError, ValueError):
        return " ".join(value.split())
    return " ".join("".join(_word(piece, charset) for piece, charset in pieces).split())


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        return piece.decode("raw_unicode_escape", "replace")
    return piece.decode(_codec(charset) or decode.detect(piece)[0], "replace")


def _repaired(text: str) -> str:
    """Return a text whose bytes beyond ASCII the parser has kept as surrogates, in the encoding that they are in."""
    if text.isascii():
        return text
    try:
        raw = text.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return text
    return raw.decode(decode.detect(raw)[0], "replace")


EXTRACTOR = Extractor(
    title="电子邮件（eml、mbox、mht）",
    media_types=frozenset({"message/rfc822", _MAILBOX}),
    form=Form.TEXT,
    read=read,
    sample=lambda text: (
        f"From: a@example.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gb2312\n\n{text}\n".encode(
            "gb18030"
        ),
        ".eml",
    ),
    reads="邮件头、正文（含网页正文）；附件与转发的邮件各为一条记录",
)
