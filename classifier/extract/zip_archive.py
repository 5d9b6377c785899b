"""zip 压缩包：每个成员一条记录，不解压到磁盘；目录损坏的由残存部分读出。"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from calendar import timegm
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from classifier.extract import _libarchive, _member_names, _zip
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Member, Outcome, Unreadable
from recognizers._document import Form

_PYTHON_READS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_UTF8, _UNICODE_PATH = 0x800, 0x7075
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, struct.error, IndexError)


def read(source: Source) -> Iterator[Item]:
    """Yield the members in the order of the directory; PARTIAL where it is lost and only parts were found."""
    try:
        package = zipfile.ZipFile(io.BytesIO(source.data))
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
    except _DAMAGE:
        yield from _salvaged(source.data)
        return
    if any(entry.compress_type not in _PYTHON_READS for entry in entries) and not source.passwords:
        yield from _libarchive.members(source.data)
        return
    raw = {entry.header_offset: _raw(entry) for entry in entries}
    encoding = _member_names.encoding_of(name for name in raw.values() if name)
    keyed = _keyed(source) if any(entry.flag_bits & 1 for entry in entries) else None
    for entry in entries:
        name = _unicode_path(entry) or _member_names.decoded(raw[entry.header_offset], encoding)
        yield Member(
            name,
            partial(_content, package, entry)
            if not entry.flag_bits & 1
            else partial(_unlocked, source.passwords, keyed, entry.filename),
            size=entry.file_size,
            packed=entry.compress_size,
            mtime_ns=_mtime(entry),
            problem=_locked() if entry.flag_bits & 1 and not source.passwords else None,
        )


def _raw(entry: zipfile.ZipInfo) -> bytes:
    """Return a name's bytes as they stand in the archive: Python has read them as code page 437, or as UTF-8 where so marked."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "surrogateescape")


def _unicode_path(entry: zipfile.ZipInfo) -> str:
    """Return the name in UTF-8 that Info-ZIP and others keep beside the one in the system's code page, "" where there is none."""
    extra, low = entry.extra, 0
    while low + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, low)
        if kind == _UNICODE_PATH and size > 5:
            crc = struct.unpack_from("<I", extra, low + 5)[0]
            if crc == zlib.crc32(_raw(entry)):
                return _member_names.decoded(extra[low + 9 : low + 4 + size], "utf-8")
        low += 4 + size
    return ""


def _mtime(entry: zipfile.ZipInfo) -> int:
    try:
        return timegm((*entry.date_time, 0, 0, 0)) * 10**9
    except (ValueError, OverflowError):
        return 0


def _locked() -> Unreadable:
    return Unreadable(Outcome.ENCRYPTED, "压缩包成员设有密码，未能读取")


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with package.open(entry) as stream:
            return stream.read(limit)
    except NotImplementedError:
        raise Unreadable(Outcome.UNSUPPORTED, f"压缩方法（编号 {entry.compress_type}）不支持，成员未读") from None
    except (*_DAMAGE, RuntimeError):
        raise Unreadable(Outcome.CORRUPT, "压缩包成员损坏，未能读取") from None


def _keyed(source: Source) -> Any:
    """Return the archive as pyzipper opens it: it knows the traditional encryption and AES (APPNOTE 6.1; WinZip AE-1, AE-2)."""
    import pyzipper  # noqa: PLC0415

    return pyzipper.AESZipFile(io.BytesIO(source.data))


def _unlocked(passwords: Sequence[str], package: Any, name: str, limit: int) -> bytes:
    from pyzipper.zipfile import BadZipFile  # noqa: PLC0415 it has an exception of its own

    for password in passwords:
        for encoding in ("utf-8", "gb18030"):
            try:
                with package.open(name, pwd=password.encode(encoding)) as stream:
                    return bytes(stream.read(limit))
            except (*_DAMAGE, BadZipFile, RuntimeError, NotImplementedError, KeyError):
                continue
    raise _locked()


def _salvaged(data: bytes) -> Iterator[Item]:
    found = list(_zip.remnants(data))
    if not found:
        raise Unreadable(Outcome.CORRUPT, "压缩包结构损坏，无法打开")
    encoding = _member_names.encoding_of(part.name for part in found)
    for part in found:
        if not part.name.endswith(b"/"):
            name = _member_names.decoded(part.name, "utf-8" if part.is_utf8 else encoding)
            yield Member(name, lambda limit, part=part: part.read(limit)[0], packed=len(part.packed))  # type: ignore[misc]
    raise Unreadable(Outcome.PARTIAL, f"压缩包不完整，没有目录；由残存部分读出 {len(found)} 个成员")


def _sample(text: str) -> tuple[bytes, str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("说明.txt", text)
    return packed.getvalue(), ".zip"


EXTRACTOR = Extractor(
    title="zip 压缩包",
    media_types=frozenset({"application/zip", "application/java-archive", "application/vnd.android.package-archive"}),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="每个成员（任意嵌套，名称按 UTF-8、GBK、Big5 解读），AES 与传统加密在给出密码时，缺目录的残卷",
    omits="没有密码的加密成员；分卷缺失的部分",
)
