"""篇幅与行：多长、多密、哪些字、像哪种载体。"""

from __future__ import annotations

import math
import re
from collections import Counter

from recognizers._document import Form
from recognizers._layout import Layout
from recognizers.form._cells import Values, share

_HAN = re.compile("[\u4e00-\u9fff]+")
_DIGITS = re.compile("[0-9]+")
_SAMPLE = 20_000
_FIELD = re.compile(r"^[ \t]*[^：:，。\n]{2,12}[:：][ \t]*[^：:\n]{1,40}$")
_LEADER = re.compile(r"[.…·]{6}[ \t]{0,20}[0-9]{1,6}$")
_LEADER_LINE = 40
_VERSE = re.compile("[\u4e00-\u9fff]{3,8}[，,][\u4e00-\u9fff]{3,8}[。！？；]?")


def _pages(layout: Layout) -> list[str]:
    return [page for page in layout.document.text.split("\f") if page.strip()]


def sparse_pages(layout: Layout, _: Values) -> float:
    """Whether six pages or more hold fewer than 450 characters each on average."""
    pages = _pages(layout)
    paged = layout.document.form in {Form.PDF, Form.SLIDES}
    return float(paged and len(pages) >= 6 and sum(map(len, pages)) / len(pages) < 450)


def page_head(layout: Layout, _: Values) -> float:
    """Whether 30 % of five pages or more begin with the same line."""
    firsts = Counter(page.strip().split("\n", 1)[0] for page in _pages(layout))
    total = sum(firsts.values())
    return float(total >= 5 and firsts.most_common(1)[0][1] >= 0.3 * total)


def form_kv(layout: Layout, _: Values) -> float:
    """Share of lines of the form field：value."""
    sample = layout.lines[:600]
    return share(sum(bool(_FIELD.match(line[:60])) for line in sample), len(sample)) if layout.prose else 0.0


def toc(layout: Layout, _: Values) -> float:
    """Share of lines that end in a leader of dots and a page number."""
    return share(
        sum(line[-1:].isdigit() and bool(_LEADER.search(line[-_LEADER_LINE:])) for line in layout.lines),
        len(layout.lines),
    )


def verse(layout: Layout, _: Values) -> float:
    """Share of lines of two short halves."""
    sample = layout.lines[:600]
    return share(sum(bool(_VERSE.fullmatch(line.strip())) for line in sample if len(line) < 40), len(sample))


def size(layout: Layout, _: Values) -> float:
    """Logarithm of the length, full at a million characters."""
    return math.log10(max(1, layout.document.length)) / 6


def tiny(layout: Layout, _: Values) -> float:
    """Whether there are fewer than 60 characters."""
    return float(layout.document.length < 60)


def han(layout: Layout, _: Values) -> float:
    """Share of Han characters."""
    sample = layout.text[:_SAMPLE]
    return share(sum(map(len, _HAN.findall(sample))), len(sample))


def digits(layout: Layout, _: Values) -> float:
    """Share of digits."""
    sample = layout.text[:_SAMPLE]
    return share(sum(map(len, _DIGITS.findall(sample))), len(sample))


def shortline(layout: Layout, _: Values) -> float:
    """Share of lines of at most 12 characters."""
    return share(sum(len(line.strip()) <= 12 for line in layout.lines), len(layout.lines))


def longline(layout: Layout, _: Values) -> float:
    """Share of lines of more than 200 characters."""
    return share(sum(len(line) > 200 for line in layout.lines), len(layout.lines))


def mono(layout: Layout, _: Values) -> float:
    """Whether five lines or more have at most three different lengths."""
    return float(len(layout.lines) >= 5 and len({len(line.strip()) for line in layout.lines}) <= 3)


def codelike(layout: Layout, _: Values) -> float:
    """Share of lines that look like code."""
    return layout.codelike


def is_code(layout: Layout, _: Values) -> float:
    """Whether the document is source code."""
    return float(layout.is_code)


def _is_form(layout: Layout, *forms: Form) -> float:
    return float(layout.document.form in forms)


def fmt_slides(layout: Layout, _: Values) -> float:
    """Whether the document is a slide deck."""
    return _is_form(layout, Form.SLIDES)


def fmt_sheet(layout: Layout, _: Values) -> float:
    """Whether the document is a sheet."""
    return _is_form(layout, Form.SHEET)


def fmt_word(layout: Layout, _: Values) -> float:
    """Whether the document is a word processor's."""
    return _is_form(layout, Form.WORD)


def fmt_pdf(layout: Layout, _: Values) -> float:
    """Whether the document is a PDF."""
    return _is_form(layout, Form.PDF)


def fmt_md(layout: Layout, _: Values) -> float:
    """Whether the document is Markdown."""
    return _is_form(layout, Form.MARKDOWN)


def fmt_record(layout: Layout, _: Values) -> float:
    """Whether the document is data records."""
    return _is_form(layout, Form.RECORD)


def fmt_tex(layout: Layout, _: Values) -> float:
    """Whether the document is TeX."""
    return _is_form(layout, Form.TEX)


def fmt_txt(layout: Layout, _: Values) -> float:
    """Whether the document is plain text."""
    return _is_form(layout, Form.TEXT)
