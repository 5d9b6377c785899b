"""打开的页的文字：pdfium 的文本整理好；散成单字的按位置连起来。"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from classifier.extract import _pdf_words
from recognizers._text import unified

Told = TypeVar("Told")
_TORN_NAME = re.compile("(?<=[\u4e00-\u9fff])·\\n(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\\n·(?=[\u4e00-\u9fff])")
"""A transcribed name that the end of a line divides where its parts meet."""


def clean(text: str) -> str:
    """Return pdfium's text with LF line ends; U+FFFE and U+0002 stand for a hyphen at a line's end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\0", "")
    return unified(_TORN_NAME.sub("·", plain) if "·" in plain else plain)


def text(words: Any) -> str:
    """Return the text of an open text page; one that falls into single characters by their positions."""
    found = clean(words.get_text_range(errors="surrogatepass")) if words.count_chars() else ""
    return _pdf_words.reordered(words) if _pdf_words.crumbled(found) else found


def plain(document: Any, number: int) -> str:
    """Return the text of a page (0-based), "" where it cannot be loaded."""
    return _told(document, number, lambda _, words: text(words), "")


def placed(document: Any, number: int) -> _pdf_words.Placed:
    """Return where the words of a page (0-based) stand, nothing where it cannot be loaded."""
    return _told(document, number, lambda page, words: _pdf_words.OpenPage(page, words).placed, _pdf_words.Placed())


def _told(document: Any, number: int, tell: Callable[[Any, Any], Told], unread: Told) -> Told:
    """Return what a page (0-based) and its text page, opened for it, tell; `unread` where they cannot be loaded."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = document[number]
        words = page.get_textpage()
        found = tell(page, words)
        words.close()
        page.close()
    except pypdfium2.PdfiumError:
        return unread
    return found
