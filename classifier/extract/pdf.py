"""PDF：pypdfium2 逐页读取；读得可疑或打不开时换 pdfminer.six；批注、表单、书签、属性。"""

from __future__ import annotations

import io
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from classifier.extract import (
    _pdf_aside,
    _pdf_blocks,
    _pdf_hints,
    _pdf_layout,
    _pdf_objects,
    _pdf_pages,
    _pdf_second,
    _pdf_text,
    _pdf_words,
    _tail,
)
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Member, Outcome, Part, Picture, Segment, Unreadable
from recognizers._document import Form

_BLANKS = re.compile(r"\s+")
_HALF = re.compile("[\ud800-\udfff]")
_IMAGE = re.compile(rb"/Subtype\s{0,4}/Image")
"""A picture is a stream, and a stream's dictionary is never packed (ISO 32000-1, 7.5.7)."""
_FEW = 20
"""Letters below which a page on which something is drawn is as good as a picture."""
_DPI, _MOST_SIDE = 200, 3000
"""Dots an inch, and pixels of the longer side, at which a page is drawn to be read."""


def read(source: Source) -> Iterator[Item]:
    """Yield the pages with their pictures, then all that stands beside them, and the files inside.

    Raises ENCRYPTED without a password that fits, PARTIAL for what was read from a damaged file.
    """
    import pypdfium2  # noqa: PLC0415

    try:
        document = _opened(source.data, source.passwords)
    except pypdfium2.PdfiumError:
        yield from _salvaged(source.data)
        return
    try:
        known = yield from _read(document, source.data, source.passwords)
        yield from _pdf_aside.older(source.data, known, _texts)
        yield from _tail.behind(source.data, _tail.end_of_pdf(source.data))
    finally:
        document.close()


def _opened(data: bytes, passwords: Sequence[str] = ()) -> Any:
    """Return the open document. Raises PdfiumError for a damaged one, Unreadable(ENCRYPTED)."""
    import pypdfium2  # noqa: PLC0415

    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            if "assword" not in str(error):
                raise
    raise Unreadable(Outcome.ENCRYPTED, "PDF 设有打开密码，未能读取")


def _salvaged(data: bytes) -> Iterator[Item]:
    """Yield what a damaged file still gives: repaired and read again, else read by the second reader. Always raises at the end."""
    import pypdfium2  # noqa: PLC0415

    if repaired := _repaired(data):
        try:
            document = _opened(repaired)
        except pypdfium2.PdfiumError:
            document = None
        if document is not None:
            try:
                yield from _read(document, repaired)
            finally:
                document.close()
            raise Unreadable(Outcome.PARTIAL, "文件结构有损坏，修补后读出，可能不全")
    yield from _pdf_second.second_reader(data)
    raise Unreadable(Outcome.PARTIAL, "文件结构有损坏，由第二种方法读出，可能不全")


def _repaired(data: bytes) -> bytes:
    """Return a damaged file with its structure rebuilt, b"" where that cannot be done."""
    import pikepdf  # noqa: PLC0415

    mended = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if not len(document.pages):
                return b""
            document.save(mended)
    except pikepdf.PasswordError:
        raise Unreadable(Outcome.ENCRYPTED, "PDF 设有打开密码，未能读取") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError, TypeError, KeyError):
        return b""
    return mended.getvalue()


def _texts(data: bytes) -> list[str]:
    """Return the texts of an earlier state of a document, [] where it does not open."""
    import pypdfium2  # noqa: PLC0415

    try:
        document = _opened(data)
    except (pypdfium2.PdfiumError, Unreadable):
        return []
    try:
        return [_HALF.sub("\ufffd", _pdf_text.plain(document, number)) for number in range(len(document))]
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Page:
    text: str = ""
    """Halves of surrogate pairs among it, where the file has no more than that."""
    loaded: bool = False
    drawn: bool = False
    """Whether anything stands on it."""
    notes: tuple[str, ...] = ()
    attached: tuple[Member, ...] = ()
    """Files that notes on it carry."""
    images: tuple[tuple[int, int, int], ...] = ()
    """Index, width and height in pixels of each picture that may hold words of its own."""
    layout: _pdf_blocks.Layout = ()
    """Its tables and the text between them, where lines are drawn around cells."""
    placed: _pdf_words.Placed | None = None
    """Where its words stand, where its lines give no rows."""


def _read(document: Any, data: bytes, passwords: Sequence[str] = ()) -> Generator[Item, None, list[str]]:
    """Yield what a document holds; the generator's value is the texts of its pages."""
    pictured = _pdf_objects.pages_with_pictures(data, passwords) if _IMAGE.search(data) else ()
    pages = list[_Page]()
    for n in range(len(document)):
        goes_on = bool(pages and pages[-1].layout)
        pages.append(_page(document, n, pictured=pictured is None or n in pictured, goes_on=goes_on))
    texts = [page.text for page in pages]
    if _pdf_second.is_suspicious("\n".join(texts)):
        texts = _pdf_second.reread(data, texts)
    texts = [_HALF.sub("\ufffd", text) for text in texts]
    told = [_known(document, number, page, text) for number, (page, text) in enumerate(zip(pages, texts, strict=True))]
    placed = _pdf_pages.segments(told)
    for number, (page, text, found) in enumerate(zip(pages, texts, placed, strict=True), 1):
        bare = len(_BLANKS.sub("", text)) < _FEW
        if text.strip() or not page.drawn:
            yield from found
        if bare and (page.drawn or not page.loaded):
            size = (_DPI * 8, _DPI * 11)
            yield Picture(
                partial(_rendered, document, number - 1), f"第{number}页", opens_page=not text.strip(), size=size
            )
        for index, width, height in () if bare else page.images:
            yield Picture(partial(_image, document, number - 1, index), f"第{number}页", size=(width, height))
    for number, page in enumerate(pages, 1):
        if page.notes:
            yield Segment("\n".join(page.notes), f"第{number}页 {Part.COMMENT}", Part.COMMENT)
    yield from _pdf_aside.asides(document, data)
    yield from (member for page in pages for member in page.attached)
    yield from _pdf_objects.said(data, passwords, forms=document.get_formtype() > 0)
    return texts


def _known(document: Any, number: int, page: _Page, text: str) -> _pdf_pages.Page:
    """Return what is known of a page (0-based); its tables in lines only where its text is still the one they were compared with."""
    same = page.text == text
    torn = page.placed is not None if same else _pdf_hints.is_torn(text)
    return _pdf_pages.Page(
        text, page.layout if same else (), torn, lambda: page.placed or _pdf_text.placed(document, number)
    )


def _page(document: Any, number: int, *, pictured: bool = False, goes_on: bool = False) -> _Page:
    """Return what stands on a page; one that cannot be loaded is as good as a picture.

    Lines are looked at where it may hold a table of persons, or follows one that has a table (`goes_on`).
    """
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return _Page()
    try:
        words = page.get_textpage()
        text = _pdf_text.text(words)
        shown, listed = _pdf_words.OpenPage(page, words), _pdf_hints.may_list(text)
        layout = _pdf_layout.layout(shown, text) if goes_on or listed else ()
        placed = shown.placed if listed and not layout and not _pdf_hints.gives_rows(text) else None
        words.close()
        letters = len(_BLANKS.sub("", text))
        drawn = letters < _FEW and _pdf_aside.may_show_words(page, written=letters > 0)
        images = _pdf_aside.images(page) if pictured and letters >= _FEW else ()
        notes = tuple(dict.fromkeys(_pdf_aside.notes(page, document)))
        return _Page(text, True, drawn, notes, tuple(_pdf_aside.attached(page, document)), images, layout, placed)
    except pypdfium2.PdfiumError:
        return _Page()
    finally:
        page.close()


def _rendered(document: Any, number: int, limit: int) -> bytes:
    """Return a page as an image file. Raises Unreadable where pdfium cannot draw it."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
        try:
            width, height = page.get_size()
            scale = min(_DPI / 72, _MOST_SIDE / max(width, height, 1))
            return _png(page.render(scale=scale).to_pil(), limit)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Unreadable(Outcome.NEEDS_OCR, f"第{number + 1}页画不出来") from error


def _image(document: Any, number: int, index: int, limit: int) -> bytes:
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
        try:
            return _png(_pdf_aside.image(page, index), limit)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError) as error:
        raise Unreadable(Outcome.NEEDS_OCR, f"第{number + 1}页的图像取不出来") from error


def _png(image: Any, limit: int) -> bytes:
    packed = io.BytesIO()
    image.convert("RGB").save(packed, "PNG", compress_level=1)
    return packed.getvalue()[:limit]


def _sample(text: str) -> tuple[bytes, str]:
    """Make a one-page PDF that names a predefined Chinese character map and embeds no font."""
    content = b"BT /F1 12 Tf 40 700 Td <" + text.encode("utf-16-be").hex().encode() + b"> Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
        b"/StemV 93>>",
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        start,
    )
    return bytes(out), ".pdf"


EXTRACTOR = Extractor(
    title="PDF",
    media_types=frozenset({"application/pdf"}),
    form=Form.PDF,
    read=read,
    sample=_sample,
    second=lambda source: _pdf_second.second_reader(source.data),
    reads="页面文字（横排竖排、无嵌入字体）、批注、表单与 XFA、书签、链接、替代文字、附件、属性与 XMP、脚本、旧版本；图像页的文字（装有文字识别时）；损坏的经修补后读；接在文件之后的数据为一条记录",
    omits="没有密码的加密件；没有装文字识别时的图像",
)
