"""Access 数据库：本机装有 mdbtools 时，逐表读取；存在字段里的文件与附件各为一条记录。"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member, Outcome, Unit, Unreadable
from recognizers._document import Form

_SECONDS = 60
_VERSION, _ACE = 0x14, 2
"""Place of the format's number in the first page; from 2 on it is accdb, whose encryption mdbtools does not know."""
_KEY, _MASK = 0x3E, bytes.fromhex("fb8abc4e")
"""Place of the key by which pages are enciphered, and what the first page is masked with there (HACKING of mdbtools: a stream of
RC4 under C7 DA 39 6B from 0x18 on); without encryption the key is 0."""
_LOCKED = "Access 数据库设有密码，未能读取"
_COLUMN = re.compile(r"^\s*\[(.+)\]\s+(?:OLE|Binary)\b", re.M)
_ATTACHED = re.compile("f_[0-9A-F]{32}_.{1,64}")
"""Hidden tables in which accdb keeps the files attached to rows."""
_FILES_AT_MOST = 1000
_FILE_BYTES = 64 * 2**20
_WRAPPED, _COMPOUND = b"\x15\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_PEOPLE_WRITE = ("-b", "hex", "-D", "%Y-%m-%d", "-T", "%Y-%m-%d %H:%M:%S")


def read(source: Source) -> Iterator[Item]:
    """Yield every table, and the files in it. UNSUPPORTED without mdbtools, ENCRYPTED and PARTIAL where it sees none, by whether
    the pages are enciphered."""
    if is_enciphered(source.data) and source.data[_VERSION] >= _ACE:
        raise Unreadable(Outcome.ENCRYPTED, _LOCKED)
    if not all(map(shutil.which, ("mdb-tables", "mdb-schema", "mdb-export"))):
        raise Unreadable(Outcome.UNSUPPORTED, "本机没有 mdbtools，Access 数据库未读；安装后重新扫描")
    held = os.memfd_create("access")
    try:
        with os.fdopen(os.dup(held), "wb") as copy:
            copy.write(source.data)
        yield from _opened(held, source.data)
    finally:
        os.close(held)


def _opened(held: int, data: bytes) -> Iterator[Item]:
    names = _names(held)
    if not names and is_enciphered(data):
        raise Unreadable(Outcome.ENCRYPTED, _LOCKED)
    if not names:
        raise Unreadable(Outcome.PARTIAL, "Access 数据库里没有看到表；窗体与宏未读")
    hidden = [name for name in _names(held, "-S") if _ATTACHED.fullmatch(name)]
    files = list[Member]()
    for name in (*names, *hidden):
        table = _rows(held, name)
        binary = set(_COLUMN.findall(_run(held, "mdb-schema", "-T", name, "{}")))
        rows = list(_without_files(table, binary, f"表“{name}”", files))
        if name not in hidden:
            yield from _tables.segments(iter(rows), f"表“{name}”", Unit.ROW, opens_page=True)
    yield from files[:_FILES_AT_MOST]
    if len(files) > _FILES_AT_MOST:
        raise Unreadable(Outcome.PARTIAL, f"库中存有文件 {len(files)} 个，只读前 {_FILES_AT_MOST} 个")


def is_enciphered(data: bytes) -> bool:
    """Return whether the pages of a database are enciphered."""
    return len(data) > _KEY + len(_MASK) and data[_KEY : _KEY + len(_MASK)] != _MASK


def _names(held: int, *options: str) -> list[str]:
    return [name for name in _run(held, "mdb-tables", "-1", *options, "{}").splitlines() if name]


def _rows(held: int, name: str) -> Iterator[list[str]]:
    try:
        text = _run(held, "mdb-export", *_AS_PEOPLE_WRITE, "{}", name)
    except Unreadable:  # releases before 0.9 know no -T
        text = _run(held, "mdb-export", "{}", name)
    csv.field_size_limit(sys.maxsize)
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", "")))
    except csv.Error as error:
        raise Unreadable(Outcome.PARTIAL, f"表“{name}”损坏，未能读完") from error


def _without_files(
    rows: Iterator[list[str]], binary: set[str], place: str, files: list[Member]
) -> Iterator[Sequence[str]]:
    """Yield the rows; what stands in a column of files goes to `files`, named after its row or as the row names it."""
    headings = next(rows, [])
    yield headings
    columns = [index for index, heading in enumerate(headings) if heading in binary]
    named = headings.index("FileName") if "FileName" in headings else -1
    for number, row in enumerate(rows, 2):
        for column in columns:
            if column < len(row) and row[column]:
                content = _content(row[column])
                name = row[named] if 0 <= named < len(row) else f"{headings[column]}{number}"
                files.append(Member(f"{place}/{name}", given(content), size=len(content)))
                row[column] = ""
        yield row


def _content(text: str) -> bytes:
    """Return a file without what Access puts around it: an OLE object's header, or an attachment's, which may be deflated."""
    try:
        data = bytes.fromhex(text)
    except ValueError:  # a release that does not write binary columns so
        return text.encode()
    if data.startswith(_WRAPPED):
        return data[max(data.find(_COMPOUND), 0) :]
    kind, body = data[:4], data[8:]
    if kind == b"\1\0\0\0":
        try:
            body = zlib.decompressobj().decompress(body, _FILE_BYTES)
        except zlib.error:
            return data
    if kind in {b"\0\0\0\0", b"\1\0\0\0"} and 12 <= int.from_bytes(body[:4], "little") < min(256, len(body)):
        return body[int.from_bytes(body[:4], "little") :]
    return data


def _run(held: int, *words: str) -> str:
    """Return what a program says of the file behind a descriptor: nothing is written to disk."""
    command = [f"/proc/self/fd/{held}" if word == "{}" else word for word in words]
    try:
        done = subprocess.run(command, pass_fds=(held,), capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 three programs of ours
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(Outcome.CORRUPT, "mdbtools 读不出这个 Access 数据库") from error
    return done.stdout.decode("utf-8", "replace")


EXTRACTOR = Extractor(
    title="Access 数据库（mdb、accdb）",
    media_types=frozenset({"application/x-msaccess"}),
    form=Form.RECORD,
    read=read,
    sample=None,
    reads="每张表的每一行，存在字段里的文件与附件（本机装有 mdbtools 时）",
    omits="没有 mdbtools 时的全部；窗体、宏；设有密码的",
)
