"""图像旁边的文字：EXIF、GPS、XMP、注释、GeoTIFF 标签。"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any

_GPS, _EXIF = 0x8825, 0x8769
_GEO_TAGS = {33550: "像元大小", 33922: "控制点", 34264: "坐标变换", 34737: "坐标系", 42112: "GDAL 元数据"}
_MARKUP = re.compile(r"<[^<>]{1,4000}>")
_BLANKS = re.compile(r"\s{2,}")
_NO_WORDS = frozenset(
    "JPEGThumbnail TIFFThumbnail MakerNote PrintImageMatching ComponentsConfiguration StripOffsets StripByteCounts TileOffsets"
    " TileByteCounts FreeOffsets FreeByteCounts BitsPerSample SampleFormat ColorMap TransferFunction ExtraSamples JPEGTables"
    " ReferenceBlackWhite WhitePoint PrimaryChromaticities SubIFDs InterColorProfile ImageResources CFAPattern".split()
)
"""Tags that lay out the picture (TIFF 6.0), or hold binary data."""
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    struct.error,
)
"""What Pillow breaks with on damaged pictures, or on kinds that it only half knows."""
_TELLS = (b"Exif\0\0", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"<x:xmpmeta", b"\xff\xfe\x00")
"""Beginnings of what holds text in JPEG and PNG files."""


def may_be_beside(head: bytes) -> bool:
    """Return whether a picture that begins so may hold text beside its pixels."""
    return any(mark in head for mark in _TELLS)


def beside(head: bytes) -> Iterator[str]:
    """Yield what stands beside the pixels of a picture by its beginning; nothing where it cannot be opened."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(head)) as image:
            yield from properties(image)
    except (*BROKEN, UnidentifiedImageError, Image.DecompressionBombError):
        return


def properties(image: Any) -> Iterator[str]:
    """Yield `name：value` for what an open picture says of itself: Exif, place, XMP, comments, GeoTIFF tags."""
    from PIL import ExifTags  # noqa: PLC0415

    exif = image.getexif()
    for tags, names in ((exif, ExifTags.TAGS), (exif.get_ifd(_EXIF), ExifTags.TAGS)):
        for tag, value in tags.items():
            name = names.get(tag, "")
            if name and name not in _NO_WORDS and (text := _text(value)):
                yield f"{name}：{text}"
    yield from _place(exif.get_ifd(_GPS))
    for tag, name in _GEO_TAGS.items():
        if (value := getattr(image, "tag_v2", {}).get(tag)) is not None:
            yield f"{name}：{_text(value)}"
    for key, value in image.info.items():
        if isinstance(value, str | bytes) and key not in {"exif", "icc_profile", "photoshop", "adobe"}:
            text = _text(value)
            yield from (line for line in (_BLANKS.sub("\n", _MARKUP.sub("\n", text)).strip(),) if line)


def _place(gps: Mapping[int, Any]) -> Iterator[str]:
    """Yield the place where a photograph was taken, in degrees (Exif 2.3, 4.6.6)."""
    latitude, longitude = _degrees(gps.get(2), gps.get(1) == "S"), _degrees(gps.get(4), gps.get(3) == "W")
    if latitude is not None and longitude is not None:
        yield f"GPS 坐标（经度,纬度）：{longitude:.6f},{latitude:.6f}"


def _degrees(parts: Any, negative: bool) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return _decoded(value).replace("\0", "").strip()
    if isinstance(value, tuple):
        return " ".join(map(str, value))[:1000]
    return str(value).replace("\0", "").strip()


def _decoded(value: bytes) -> str:
    """Return an EXIF text: UserComment names its code in its first eight bytes, the XP tags are UTF-16."""
    if value.startswith(b"UNICODE\0"):
        return value[8:].decode("utf-16", "replace")
    value = value[8:] if value.startswith((b"ASCII\0\0\0", b"\0" * 8)) else value
    if value[1::2].count(0) * 2 >= len(value[1::2]) > 0:
        return value.decode("utf-16-le", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1") if len(value) < 200 else ""
