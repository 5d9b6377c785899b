"""PDF：pypdfium2 逐页读取；读得可疑或打不开时换 pdfminer.six；批注、表单、书签、属性。"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any

from classifier.extract._base import Extractor, Source
from classifier.model import Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_USUAL = re.compile(
    "[\x00-\u024f\u02b0-\u02ff\u0370-\u04ff\u2000-\u2bff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe10-\ufe4f\uff00-\uffef"
    "\U0001d400-\U0001d7ff\U00020000-\U0003ffff\ue000-\uf8ff]+"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"\s+")
_ODD_SHARE, _PRIVATE_SHARE, _CONTROL_SHARE = 0.001, 0.05, 0.01
_LISTED = 12


def read(source: Source) -> Iterator[Segment]:
    """Yield the pages, then annotations, form values, bookmarks and properties.

    Raises NEEDS_OCR at the end for pages that hold a picture and no text, PARTIAL for attachments.
    """
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(Outcome.ENCRYPTED, "PDF 设有打开密码，未能读取") from error
        yield from _second_reader(source.data)
        raise Unreadable(Outcome.PARTIAL, "文件结构有损坏，由第二种方法读出，可能不全") from error
    try:
        yield from _read(document, source.data)
    finally:
        document.close()


def _read(document: Any, data: bytes) -> Iterator[Segment]:
    pages = [_page(document, number) for number in range(len(document))]
    texts = [text for text, _ in pages]
    if is_suspicious("\n".join(texts)):
        texts = _reread(data, texts)
    for number, text in enumerate(texts, 1):
        yield Segment(text, f"第{number}页", opens_page=True)
    yield from _asides(document)
    if blank := [number for number, (text, pictured) in enumerate(pages, 1) if pictured and not text.strip()]:
        listed = "、".join(map(str, blank[:_LISTED])) + ("…" if len(blank) > _LISTED else "")
        raise Unreadable(Outcome.NEEDS_OCR, f"第{listed}页只有图像（计 {len(blank)} 页），须文字识别或由人工查看")
    if count := document.count_attachments():
        raise Unreadable(Outcome.PARTIAL, f"PDF 附件 {count} 个未读取")


def _page(document: Any, number: int) -> tuple[str, bool]:
    """Return a page's text and whether it holds a picture; a page that cannot be loaded is as good as a picture."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return "", True
    try:
        words = page.get_textpage()
        text = words.get_text_range(errors="replace") if words.count_chars() else ""
        words.close()
        # The objects of a page are looked at only where it has no text: they are many.
        pictured = not text.strip() and any(True for _ in page.get_objects(max_depth=3))
    except pypdfium2.PdfiumError:
        return "", True
    finally:
        page.close()
    return clean(text), pictured


def clean(text: str) -> str:
    """Return pdfium's text with LF line ends; U+FFFE and U+0002 stand for a hyphen at a line's end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\0", "")


def is_suspicious(text: str) -> bool:
    """Return whether a text looks wrongly decoded: strange scripts, private-use or control characters beyond what formulas need."""
    letters = _BLANKS.sub("", text)
    count = len(letters)
    if count < 20:
        return False
    odd = len(_USUAL.sub("", letters)) + letters.count("\ufffd")
    return (
        (odd >= 3 and odd > _ODD_SHARE * count)
        or len(_PRIVATE.findall(letters)) > _PRIVATE_SHARE * count
        or len(_CONTROL.findall(letters)) > _CONTROL_SHARE * count
    )


def _reread(data: bytes, texts: list[str]) -> list[str]:
    """Return pdfminer's pages where it reads them better, else the pages as they are."""
    try:
        other = [segment.text for segment in _second_reader(data)]
    except Unreadable:
        return texts
    joined = "\n".join(other)
    return other if len(other) == len(texts) and "(cid:" not in joined and not is_suspicious(joined) else texts


def _second_reader(data: bytes) -> Iterator[Segment]:
    from pdfminer.high_level import extract_pages  # noqa: PLC0415
    from pdfminer.layout import LAParams, LTTextContainer  # noqa: PLC0415
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfminer.psexceptions import PSException  # noqa: PLC0415

    try:
        for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=LAParams(boxes_flow=None)), 1):
            text = "".join(box.get_text() for box in page if isinstance(box, LTTextContainer))
            yield Segment(text, f"第{number}页", opens_page=True)
    except PDFPasswordIncorrect as error:
        raise Unreadable(Outcome.ENCRYPTED, "PDF 设有打开密码，未能读取") from error
    except (
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        AssertionError,
        OSError,
        RecursionError,
    ) as error:
        raise Unreadable(Outcome.CORRUPT, "PDF 结构损坏，两种读取方法都打不开") from error


def _asides(document: Any) -> Iterator[Segment]:
    if lines := [f"{name}：{value}" for name, value in document.get_metadata_dict(skip_empty=True).items()]:
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
    if titles := [title for item in document.get_toc() if (title := item.get_title().strip())]:
        yield Segment("\n".join(titles), "书签", Part.OTHER)
    for number in range(len(document)):
        if words := list(dict.fromkeys(_annotations(document, number))):
            yield Segment("\n".join(words), f"第{number + 1}页 {Part.COMMENT}", Part.COMMENT)


def _annotations(document: Any, number: int) -> Iterator[str]:
    """Yield the texts of a page's annotations and the values of its form fields."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402
    from pypdfium2 import PdfiumError  # noqa: PLC0415

    try:
        page = document[number]
    except PdfiumError:
        return
    try:
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            for key in (b"Contents", b"V", b"TU", b"T", b"Subj"):
                if words := _string(raw, annotation, key):
                    yield words
            raw.FPDFPage_CloseAnnot(annotation)
    finally:
        page.close()


def _string(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:-2].decode("utf-16-le", "replace").strip()


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
)
