"""7z、rar、cab、光盘映像：每个成员一条记录。"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from classifier.extract import _libarchive
from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member
from recognizers._document import Form

_7Z = "application/x-7z-compressed"
_MOST = 512 * 2**20
"""Bytes that one member of an encrypted archive may inflate to."""


def read(source: Source) -> Iterator[Item]:
    """Yield the members; a 7z under a password is opened with the user's, where the package for it is installed."""
    if source.type.media_type == _7Z and source.passwords and find_spec("py7zr"):
        yield from _with_password(source.data, source.passwords) or _libarchive.members(source.data)
    else:
        yield from _libarchive.members(source.data)


def _with_password(data: bytes, passwords: Sequence[str]) -> list[Member]:
    """Return the members of an encrypted 7z, [] where it is not encrypted or no password fits."""
    import py7zr  # noqa: PLC0415
    from py7zr.io import BytesIOFactory  # noqa: PLC0415

    for password in passwords:
        try:
            with py7zr.SevenZipFile(io.BytesIO(data), password=password) as package:
                if not package.password_protected:
                    return []
                factory = BytesIOFactory(_MOST)
                package.extractall(factory=factory)
        except (py7zr.exceptions.ArchiveError, OSError, ValueError, EOFError, TypeError, RuntimeError):
            continue
        return [Member(name, given(product.read())) for name, product in factory.products.items()]
    return []


def _sample(text: str) -> tuple[bytes, str]:
    """Make a 7z archive of one stored member (7zFormat.txt of the LZMA SDK)."""
    content, name = text.encode(), "说明.txt".encode("utf-16-le") + b"\0\0"
    crc = struct.pack("<I", zlib.crc32(content))
    size = struct.pack("<BI", 0xF0, len(content))
    header = b"".join(
        (
            b"\x01\x04\x06\x00\x01\x09" + size + b"\x00",
            b"\x07\x0b\x01\x00\x01\x01\x00\x0c" + size + b"\x0a\x01" + crc + b"\x00",
            b"\x08\x00\x00\x05\x01\x11" + bytes((len(name) + 1,)) + b"\x00" + name + b"\x00\x00",
        )
    )
    start = struct.pack("<QQI", len(content), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + content + header, ".7z"


EXTRACTOR = Extractor(
    title="7z、rar、cab 压缩包，光盘映像（iso）",
    media_types=frozenset(
        {
            _7Z,
            "application/x-rar",
            "application/vnd.rar",
            "application/vnd.ms-cab-compressed",
            "application/x-iso9660-image",
            "application/x-lzh-compressed",
            "application/x-lha",
        }
    ),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="每个成员（任意嵌套）；设有密码的 7z 在给出密码并装有 baomi[archives] 时",
    omits="设有密码的 rar；分卷缺失的部分",
)
