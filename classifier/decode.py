"""解码：文本文件是什么编码，按内容判断。"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import dictionaries

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp932", "utf-16-le", "utf-16-be")
"""In this order where two fit equally well."""
_SAMPLE = 32_768
"""Bytes on which zeros are counted and candidates compared; even, so that UTF-16 is not cut."""
_LIKELY = 0.25
"""Score from which a candidate is believed without doubt."""
_PUNCTUATION = "，。、：；“”‘’（）《》【】！？…—·～￥①②③④⑤⑥─│├└┌┐┘┤┬┴┼━┃★●◆■□○△→√×"
_KANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FD))))
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_FAR = re.compile("[\u0800-\ufffc\U00010000-\U0003ffff]")
"""Chinese in UTF-8 takes three bytes; GB18030 read as UTF-8 gives two-byte characters by chance."""
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff]")
_UTF8_RUN = re.compile(rb"[\xe3-\xe9][\x80-\xbf][\x80-\xbf][\xe3-\xe9][\x80-\xbf]")
_TRIED = 1000
_MIXED = frozenset({"utf-8", "utf-8-sig", "gb18030"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read."""

    text: str
    """Line ends are LF."""
    encoding: str
    """Python codec name."""
    certain: bool
    """False where characters had to be replaced or too little spoke for the choice."""


def decode(data: bytes) -> Decoded:
    """Return the text of a file with LF line ends, and the encoding it was read in. Never raises."""
    encoding, certain = detect(data)
    return Decoded(text_of(data, encoding), encoding, certain)


def text_of(data: bytes, encoding: str) -> str:
    """Return the text of `data` with LF line ends; bytes that do not fit are U+FFFD.

    A file in which lines of UTF-8 and lines of GB18030 stand together (logs, joined exports) is read line by line.
    """
    if encoding in _MIXED and not _is_pure(data, encoding):
        text = "\n".join(_line(line, rather_gb=encoding == "gb18030") for line in data.split(b"\n"))
    else:
        text = data.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def detect(data: bytes) -> tuple[str, bool]:
    """Return the Python codec name of a text and whether there is no doubt about it and all of `data` decodes.

    In this order: byte order mark; UTF-16 and UTF-32 by where their zeros stand; UTF-8, also where it is cut off or a
    few of its bytes are damaged; Latin letters among ASCII; the likeliest of the Chinese encodings.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, _decodes(data, name)
    if wide := _wide_by_zeros(data[:_SAMPLE]):
        return wide, _decodes(data, wide)
    if _few_zeros(data) and (fit := _fit_of_utf8(data)):
        return "utf-8", fit == "whole"
    if _is_western(data):
        return "cp1252", _decodes(data, "cp1252")
    return _likeliest(data)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def is_full_of_zeros(head: bytes) -> bool:
    """Return whether the beginning of a file holds more zeros than any text would, and not where UTF-16 and UTF-32 have them."""
    marked = any(head.startswith(mark) for mark, _ in _BOMS)
    return (
        not marked
        and head.count(0) * 8 > len(head)
        and not _wide_by_zeros(head[: len(head) // 4 * 4])
        and not _chinese_wide(head)
    )


def _chinese_wide(head: bytes) -> bool:
    return any(_chinese(head, name) >= _LIKELY for name in ("utf-16-le", "utf-16-be"))


def _wide_by_zeros(sample: bytes) -> str:
    """Return the codec of a text without mark whose zeros stand where the high bytes of ASCII characters would."""
    if len(sample) < 4 or sample.count(0) * 20 < len(sample):
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    names = ("utf-32-le", "utf-32-be", "utf-16-le" if odd > even else "utf-16-be")
    return next((name for name in names if _is_plain(sample, name)), "")


def _is_plain(sample: bytes, name: str) -> bool:
    """Return whether `sample` decodes to ASCII and characters of which most are usual."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    return not _STRANGE.search(text) and (text.isascii() or _chinese(sample, name) >= _LIKELY)


def _few_zeros(data: bytes) -> bool:
    return data.count(0) * 100 <= len(data)


def _fit_of_utf8(data: bytes) -> str:
    """Return `whole`, `nearly` or "" for how well `data` decodes as UTF-8, judged around the first byte that does not."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        around = slice(max(0, error.start - _SAMPLE // 2), error.start + _SAMPLE // 2)
        far, bad = _counts(data[around])
        return "nearly" if bad * 10 < far or (far > 0 and error.reason == "unexpected end of data") else ""
    return "whole"


def _counts(data: bytes) -> tuple[int, int]:
    """Return how many characters of three or four bytes `data` holds as UTF-8, and how many pieces do not decode."""
    text = data.decode("utf-8", "replace")
    return len(_FAR.findall(text)), text.count("\ufffd")


def _is_pure(data: bytes, encoding: str) -> bool:
    """Return whether all of `data` is in one encoding: UTF-8 often decodes as GB18030 too, to rare characters."""
    if not _decodes(data, encoding):
        return False
    return encoding != "gb18030" or not any(map(_is_utf8_among_gb, _lines_like_utf8(data)))


def _lines_like_utf8(data: bytes) -> Iterator[bytes]:
    for hit in islice(_UTF8_RUN.finditer(data), _TRIED):
        end = data.find(b"\n", hit.end())
        yield data[data.rfind(b"\n", 0, hit.start()) + 1 : end if end >= 0 else len(data)]


def _is_utf8_among_gb(line: bytes) -> bool:
    far, bad = _counts(line)
    return far > bad


def _line(line: bytes, *, rather_gb: bool) -> str:
    text = line.decode("utf-8", "replace")
    if text.isascii():
        return text
    far, bad = _counts(line)
    return text if (far > bad if rather_gb else 2 * far >= bad) else line.decode("gb18030", "replace")


def _is_western(data: bytes) -> bool:
    """Return whether the bytes beyond ASCII are few and stand alone, as accented letters do."""
    sample = _telling(data)
    few = len(_HIGH.findall(sample)) * 8 < len(sample)
    return few and not _PAIR.search(sample) and not _STRANGE.search(sample.decode("cp1252", "ignore"))


def _likeliest(data: bytes) -> tuple[str, bool]:
    sample = _telling(data)
    shares = {name: _chinese(sample, name) for name in _CANDIDATES}
    best = max(shares, key=shares.__getitem__)
    if shares[best] < _LIKELY:
        return "gb18030", False
    return best, _is_pure(data, best)


def _telling(data: bytes) -> bytes:
    """Return the part of `data` to judge by: it begins shortly before the first byte beyond ASCII, at an even offset."""
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    start -= start % 2
    return data[start : start + _SAMPLE]


def _chinese(sample: bytes, name: str) -> float:
    """Return the share of frequent characters among what is not ASCII, less twice the share of what no text holds."""
    counts = Counter(codecs.getincrementaldecoder(name)("replace").decode(sample))
    common = _common()
    foreign = usual = strange = 0
    for character, number in counts.items():
        if _STRANGE.match(character):
            strange += number
        elif character > "\x7f":
            foreign += number
            usual += number * (character in common)
    bonus = 0.02 if name == "gb18030" else 0.0
    return (usual - 2 * strange) / max(1, foreign + strange) + bonus


@cache
def _common() -> frozenset[str]:
    return frozenset(dictionaries.terms("common_hanzi")) | frozenset(_PUNCTUATION + _KANA)
