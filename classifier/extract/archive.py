"""7z、rar、cab、光盘映像：每个成员一条记录。"""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from classifier.extract import _libarchive
from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member, Outcome, Unreadable
from recognizers._document import Form

_7Z = "application/x-7z-compressed"
_MOST = 1 << 30
"""Bytes that the members of an encrypted archive may inflate to: they are all in memory at once."""
_DAMAGE = (
    OSError,
    ValueError,
    EOFError,
    TypeError,
    RuntimeError,
    IndexError,
    KeyError,
    AttributeError,
    lzma.LZMAError,
    zlib.error,
)


def read(source: Source) -> Iterator[Item]:
    """Yield the members; a 7z under a password is opened with the user's, where the package for it is installed."""
    if source.type.media_type == _7Z and source.passwords and find_spec("py7zr"):
        yield from _with_password(source.data, source.passwords) or _libarchive.members(source.data)
    else:
        yield from _libarchive.members(source.data)


def _with_password(data: bytes, passwords: Sequence[str]) -> Iterator[Item] | None:
    """Return the members of an encrypted 7z, None where it is not encrypted or no password fits."""
    import py7zr  # noqa: PLC0415

    for password in passwords:
        kept = _kept(_MOST)
        problem = None
        try:
            with py7zr.SevenZipFile(io.BytesIO(data), password=password) as package:
                if not package.password_protected:
                    return None
                package.extractall(factory=kept)
        except Unreadable as over:
            problem = over
        except (py7zr.exceptions.ArchiveError, *_DAMAGE):
            continue
        return _opened(kept.products, len(data), problem)
    return None


def _opened(products: Mapping[str, Any], packed: int, problem: Unreadable | None) -> Iterator[Item]:
    for name, product in products.items():
        product.seek(0)
        yield Member(name, given(product.read()), size=product.size(), packed=packed)
    if problem:
        raise problem


def _kept(most: int) -> Any:
    """Return what py7zr writes members to: memory, which refuses to grow beyond `most` bytes in all."""
    from py7zr.io import BytesIOFactory, Py7zBytesIO  # noqa: PLC0415 an extra

    class Kept(BytesIOFactory):  # type: ignore[misc,unused-ignore] # the package may be missing where types are checked
        def create(self, filename: str) -> Py7zBytesIO:
            self.products[filename] = Content(filename, self)
            return self.products[filename]

    class Content(Py7zBytesIO):  # type: ignore[misc,unused-ignore]
        def __init__(self, filename: str, kept: Kept) -> None:
            super().__init__(filename, most)
            self._kept = kept

        def write(self, s: bytes | bytearray) -> int:
            self._kept.limit -= len(s)
            if self._kept.limit < 0:
                raise Unreadable(Outcome.PARTIAL, f"加密的 7z 解压后超过上限 {most >> 20:,} MiB，其余未读")
            return int(super().write(s))

    return Kept(most)


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
    title="7z、rar、cab、lzh 压缩包，光盘映像（iso）",
    media_types=frozenset(
        {
            _7Z,
            "application/x-rar",
            "application/vnd.rar",
            "application/vnd.ms-cab-compressed",
            "application/x-iso9660-image",
            "application/x-lzh-compressed",
            "application/x-lha",
            "application/x-cpio",
        }
    ),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="每个成员（任意嵌套）；设有密码的 7z 在给出密码并装有 baomi[archives] 时",
    omits="设有密码的 rar；分卷缺失的部分",
)
