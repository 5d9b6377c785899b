"""PDF 页面之外的内容：批注、表单、链接、书签、属性、附件、脚本、XFA、旧版本，以及页面上的图像。"""

from __future__ import annotations

import ctypes
import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from classifier import ocr
from classifier.model import Item, Member, Part, Segment, Unreadable

_KEYS = (b"Contents", b"RC", b"V", b"DV", b"TU", b"T", b"Subj")
_XMP = re.compile(rb"<x:xmpmeta.{0,1000000}?</x:xmpmeta>", re.S)
_MARKUP = re.compile(r"<[^<>]{0,4000}>")
_BLANKS = re.compile(r"\s*\n\s*")
_END = re.compile(rb"%%EOF[\r\n]{0,4}")
_STATES = 5
"""Earlier states of a file that are looked at."""
_COVERS = 0.7
"""Share of a page beyond which its pictures are the page itself, and its text is what has been recognized in them."""
_OBJECTS = 20_000
_DEEPEST = 30
_OUTLINED = 60
"""Strokes that a few characters drawn as outlines take at least; a frame or a ruled line has a handful."""
_FORMS_DEEP = 8


def asides(document: Any, data: bytes) -> Iterator[Item]:
    """Yield properties, bookmarks, forms in XML, scripts and attachments."""
    lines = [f"{name}：{value}" for name, value in document.get_metadata_dict(skip_empty=True).items()]
    lines += list(_xmp(data))
    if lines:
        yield Segment("\n".join(dict.fromkeys(lines)), Part.PROPERTIES, Part.PROPERTIES)
    if titles := [title for item in document.get_toc() if (title := item.get_title().strip())]:
        yield Segment("\n".join(titles), "书签", Part.OTHER)
    if packets := list(_xfa(document)):
        yield Segment("\n".join(packets), "表单数据", Part.OTHER)
    if scripts := list(_scripts(document)):
        yield Segment("\n".join(scripts), "脚本", Part.OTHER)
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        yield Member(attachment.get_name() or f"附件{index + 1}", partial(_content, attachment))


def attached(page: Any, document: Any) -> Iterator[Member]:
    """Yield the files that notes on a page carry (ISO 32000-1, 12.5.6.15)."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FILEATTACHMENT and (
            found := raw.FPDFAnnot_GetFileAttachment(annotation)
        ):
            attachment = pypdfium2.PdfAttachment(found, document)
            yield Member(attachment.get_name() or f"批注附件{index + 1}", partial(_content, attachment))
        raw.FPDFPage_CloseAnnot(annotation)


def _content(attachment: Any, limit: int) -> bytes:
    from pypdfium2 import PdfiumError  # noqa: PLC0415

    from classifier.model import Outcome  # noqa: PLC0415

    try:
        return bytes(attachment.get_data())[:limit]
    except PdfiumError as error:
        raise Unreadable(Outcome.CORRUPT, "PDF 附件损坏，未能读取") from error


def _xmp(data: bytes) -> Iterator[str]:
    for hit in _XMP.finditer(data):
        yield from filter(None, _BLANKS.split(_plain(hit[0].decode("utf-8", "replace"))))


def _plain(markup: str) -> str:
    return html.unescape(_MARKUP.sub("\n", markup)).strip()


def _xfa(document: Any) -> Iterator[str]:
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    for index in range(raw.FPDF_GetXFAPacketCount(document)):
        size = ctypes.c_ulong()
        raw.FPDF_GetXFAPacketContent(document, index, None, 0, size)
        buffer = ctypes.create_string_buffer(size.value or 1)
        raw.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
        if text := _plain(buffer.raw[: size.value].decode("utf-8", "replace")):
            yield _BLANKS.sub("\n", text)


def _scripts(document: Any) -> Iterator[str]:
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    for index in range(raw.FPDFDoc_GetJavaScriptActionCount(document)):
        action = raw.FPDFDoc_GetJavaScriptAction(document, index)
        if action:
            if text := _wide(partial(raw.FPDFJavaScriptAction_GetScript, action), raw):
                yield text
            raw.FPDFDoc_CloseJavaScriptAction(action)


def notes(page: Any, document: Any) -> Iterator[str]:
    """Yield the texts of a page's annotations, the values of its form fields, its links' targets and its pictures' spoken words."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        for key in _KEYS:
            if words := _wide(partial(raw.FPDFAnnot_GetStringValue, annotation, key), raw):
                yield _BLANKS.sub("\n", _plain(words)) if key == b"RC" else words
        link = raw.FPDFAnnot_GetLink(annotation)
        action = raw.FPDFLink_GetAction(link) if link else None
        if action and (target := _narrow(partial(raw.FPDFAction_GetURIPath, document, action))):
            yield target
        raw.FPDFPage_CloseAnnot(annotation)
    tree = raw.FPDF_StructTree_GetForPage(page)
    if tree:
        count = raw.FPDF_StructTree_CountChildren(tree)
        yield from _spoken(raw, [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)])
        raw.FPDF_StructTree_Close(tree)


def _spoken(raw: Any, roots: Sequence[Any]) -> Iterator[str]:
    """Yield the words that elements of the structure carry beside what is shown, in their order."""
    asks = (
        raw.FPDF_StructElement_GetAltText,
        raw.FPDF_StructElement_GetActualText,
        raw.FPDF_StructElement_GetExpansion,
        raw.FPDF_StructElement_GetTitle,
    )
    count, child = raw.FPDF_StructElement_CountChildren, raw.FPDF_StructElement_GetChildAtIndex
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:
        element, depth = waiting.pop()
        if not element:
            continue
        for ask in asks:
            if ask(element, None, 0) > 2 and (words := _wide(partial(ask, element), raw)):
                yield words
        if depth < _DEEPEST:
            waiting += [(child(element, n), depth + 1) for n in range(min(count(element), _OBJECTS) - 1, -1, -1)]


def _wide(ask: Callable[..., int], raw: Any) -> str:
    """Return what a pdfium function of this shape gives: UTF-16, its length in bytes asked for first."""
    size = ask(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


def _narrow(ask: Callable[..., int]) -> str:
    size = ask(None, 0)
    if size <= 1:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace").strip()


def object_count(page: Any) -> int:
    """Return how many things are drawn on a page."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    return int(raw.FPDFPage_CountObjects(page))


def may_show_words(page: Any, *, written: bool) -> bool:
    """Return whether what is drawn on a page may show words beyond its text.

    Where it has a text, lines and frames show none: only a picture, a shading, or as many strokes as outlined characters take.
    """
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    if not written:
        return object_count(page) > 0
    strokes = 0
    for item in _objects(page, raw):
        kind = raw.FPDFPageObj_GetType(item)
        if kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_UNKNOWN}:
            return True
        strokes += raw.FPDFPath_CountSegments(item) if kind == raw.FPDF_PAGEOBJ_PATH else 0
        if strokes > _OUTLINED:
            return True
    return False


def _objects(page: Any, raw: Any) -> Iterator[Any]:
    """Yield what is drawn on a page, and inside the forms on it."""
    pending = [(raw.FPDFPage_GetObject(page, index), 0) for index in range(min(object_count(page), _OBJECTS))][::-1]
    for _ in range(_OBJECTS):
        if not pending:
            return
        item, depth = pending.pop()
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth < _FORMS_DEEP:
            count = min(raw.FPDFFormObj_CountObjects(item), _OBJECTS)
            pending += [(raw.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(count)][::-1]
        else:
            yield item


def images(page: Any) -> tuple[tuple[int, int, int], ...]:
    """Return index, width and height (pixels) of a page's pictures that may hold words; () where they are the page itself."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    found, covered = [], 0.0
    held, object_at, type_of, picture = (
        page.raw,
        raw.FPDFPage_GetObject,
        raw.FPDFPageObj_GetType,
        raw.FPDF_PAGEOBJ_IMAGE,
    )
    for index in range(min(object_count(page), _OBJECTS)):
        item = object_at(held, index)
        if type_of(item) != picture:
            continue
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if raw.FPDFImageObj_GetImagePixelSize(item, width, height):
            covered += _area(raw, item)
            if ocr.may_hold_words((width.value, height.value)):
                found.append((index, width.value, height.value))
    wide, high = page.get_size()
    return () if covered > _COVERS * wide * high else tuple(found)


def _area(raw: Any, item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return abs((right.value - left.value) * (top.value - bottom.value))


def image(page: Any, index: int) -> Any:
    """Return a picture of a page as a Pillow image. Raises PdfiumError."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    item = raw.FPDFPage_GetObject(page, index)
    return pypdfium2.PdfImage(item, page=page).get_bitmap().to_pil()


def older(data: bytes, present: Sequence[str], texts: Callable[[bytes], list[str]]) -> Iterator[Segment]:
    """Yield lines of earlier states that a file still carries and its present state does not show (ISO 32000-1, 7.5.6)."""
    marks = [hit.end() for hit in _END.finditer(data)]
    ends = [end for end, after in pairwise(marks) if b" obj" in data[end:after]][-_STATES:]
    if not ends:
        return
    known = {line.strip() for text in present for line in text.split("\n")}
    for end in ends:
        lines = [line for text in texts(data[:end]) for line in text.split("\n") if line.strip() not in known]
        if lines:
            known.update(line.strip() for line in lines)
            yield Segment("\n".join(lines), "旧版本", Part.DELETED)
