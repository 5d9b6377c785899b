"""图像：属性（EXIF、GPS、XMP、注释、GeoTIFF 标签），以及图中的文字（文字识别）。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Outcome, Part, Picture, Segment, Unreadable
from recognizers._document import Form

_GPS, _EXIF = 0x8825, 0x8769
_GEO_TAGS = {33550: "像元大小", 33922: "控制点", 34264: "坐标变换", 34737: "坐标系", 42112: "GDAL 元数据"}
_MARKUP = re.compile(r"<[^<>]{1,4000}>")
_BLANKS = re.compile(r"\s{2,}")
_FRAMES = 500
_PLAIN_EXIF = frozenset(
    {"JPEGThumbnail", "TIFFThumbnail", "MakerNote", "PrintImageMatching", "ComponentsConfiguration"}
)


def read(source: Source) -> Iterator[Item]:
    """Yield what is written beside the picture, then the picture, or each page of it."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(source.data)) as image:
            if lines := list(_properties(image)):
                yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
            if image.format == "TIFF" and getattr(image, "n_frames", 1) > 1:
                yield from _frames(image)
                return
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        pass
    yield Picture(given(source.data), "")


def _frames(image: Any) -> Iterator[Picture]:
    count = image.n_frames
    for number in range(min(count, _FRAMES)):
        image.seek(number)
        page = io.BytesIO()
        image.convert("RGB").save(page, "PNG")
        yield Picture(given(page.getvalue()), f"第{number + 1}页", opens_page=True)
    if count > _FRAMES:
        raise Unreadable(Outcome.PARTIAL, f"图像共 {count} 页，只读前 {_FRAMES} 页")


def _properties(image: Any) -> Iterator[str]:
    from PIL import ExifTags  # noqa: PLC0415

    exif = image.getexif()
    for tags, names in ((exif, ExifTags.TAGS), (exif.get_ifd(_EXIF), ExifTags.TAGS)):
        for tag, value in tags.items():
            name = names.get(tag, "")
            if name and name not in _PLAIN_EXIF and (text := _text(value)):
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


def _sample(text: str) -> tuple[bytes, str]:
    """Make a picture too small to hold words, with a text beside it."""
    from PIL import Image, PngImagePlugin  # noqa: PLC0415

    beside, packed = PngImagePlugin.PngInfo(), io.BytesIO()
    beside.add_itxt("Description", text)
    Image.new("L", (8, 8)).save(packed, "PNG", pnginfo=beside)
    return packed.getvalue(), ".png"


EXTRACTOR = Extractor(
    title="图像（png、jpg、tiff、bmp、gif、webp 等）",
    media_types=frozenset(
        f"image/{kind}"
        for kind in (
            "png jpeg gif bmp tiff webp x-icon jp2 heic avif wmf emf vnd.djvu vnd.adobe.photoshop x-ms-bmp"
            " x-portable-pixmap x-portable-graymap x-tga"
        ).split()
    ),
    form=Form.PDF,
    read=read,
    sample=_sample,
    reads="EXIF、GPS、XMP、注释、GeoTIFF 标签；图中文字（装有 baomi[ocr] 时）；WMF、EMF 里的文字",
    omits="没有装文字识别时图中的文字；HEIC、AVIF、DjVu 的图面",
)
