"""图像：属性（EXIF、GPS、XMP、注释、GeoTIFF 标签），以及图中的文字（文字识别）。"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from classifier import picture_text
from classifier.extract import _tail
from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Outcome, Part, Picture, Segment, Unreadable
from recognizers._document import Form

_FRAMES = 500


def read(source: Source) -> Iterator[Item]:
    """Yield what is written beside the picture, then the picture, or each page of it, then what hides behind its end."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(source.data)) as image:
            if lines := list(picture_text.properties(image)):
                yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
            if image.format == "TIFF" and getattr(image, "n_frames", 1) > 1:
                yield from _frames(image)
                return
    except (*picture_text.BROKEN, UnidentifiedImageError, Image.DecompressionBombError):
        pass
    yield Picture(given(source.data), "")
    yield from _tail.behind(source.data, _tail.end_of_picture(source.data))


def _frames(image: Any) -> Iterator[Picture]:
    count = image.n_frames
    for number in range(min(count, _FRAMES)):
        image.seek(number)
        page = io.BytesIO()
        image.convert("RGB").save(page, "PNG")
        yield Picture(given(page.getvalue()), f"第{number + 1}页", opens_page=True)
    if count > _FRAMES:
        raise Unreadable(Outcome.PARTIAL, f"图像共 {count} 页，只读前 {_FRAMES} 页")


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
    reads="EXIF、GPS、XMP、注释、GeoTIFF 标签；图中文字（装有 baomi[ocr] 时）；WMF、EMF 里的文字；接在图像之后的数据为一条记录",
    omits="没有装文字识别时图中的文字；HEIC、AVIF、DjVu 的图面",
)
