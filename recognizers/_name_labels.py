"""姓名标签：“姓名：”“班主任：”一类标签和它后面的字，直到下一个标签。"""

from __future__ import annotations

import re
from collections.abc import Iterator

import dictionaries
from recognizers import _fields, _name_cells, _names

_WORDS = "|".join(dictionaries.headings()["label"]["name"])
_CLASS = f"(?:{_fields.CLASS_NAME}[ ]?)?"
"""The class of a pupil may stand before the name."""
_LABEL = re.compile(
    f'(?:{_WORDS})(?:[ ]{{0,3}}[:=][ \t]{{0,4}}["“]?{_CLASS}|(?<=名)[ \t_]{{1,40}}(?=[\u4e00-\u9fff]))(?P<value>[^\t\n:=]{{2,600}})'
)
_SIGN = re.compile("[:=]|(?<=名)[ \t_]")
_BEFORE = re.compile(f"(?:{_WORDS})[ ]{{0,3}}$")
_NO_LABEL = re.compile("[\x21-\x7e]")
_SPACED = re.compile("[\u4e00-\u9fff](?:[ ]{1,3}[\u4e00-\u9fff](?![\u4e00-\u9fff]))+")
"""Characters with blanks between them: a name, and perhaps the label behind it (`李 娜 性 别`)."""
_NEXT = re.compile("[ ]?[、,/;；][ ]?|[ ]{1,3}(?=[\u4e00-\u9fff]{2,4}(?:[ 、,;；]|$))")
_WHOLE = re.compile("([\u3400-\u9fff]{2,4})(?![\u3400-\u9fff·•])")
_TOKEN = re.compile("[\u3400-\u9fff]{2,8}(?=[ \\t\\n]|$)")
_OTHERS = re.compile("([\u3400-\u9fff]{2,4}?)等(?:[0-9一二三四五六七八九十]{0,3}[名人位]|同[学志]|(?![\u3400-\u9fff]))")
"""Behind the last of some names that there are others."""
_WHEN = re.compile(
    "(?:[本上下每][周月年][一二三四五六日末]?|[今明昨][天日年]|[上下]午|(?:周|星期)[一二三四五六日天])(?![\u3400-\u9fff])"
)
_LONGEST = 24
"""Characters of a label at most, blanks before its sign included."""


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a text with what stands behind them as `value`; looked for from the signs, which are few."""
    last = -1
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if not at or _NO_LABEL.match(text, at - 1):
            continue
        before = _BEFORE.search(text, max(0, at - _LONGEST), at)
        label = _LABEL.match(text, before.start()) if before else None
        if label and label.start("value") > last:
            last = label.start("value")
            yield label


def is_in_next_cell(label: re.Match[str]) -> bool:
    """Return whether nothing but a TAB stands between a label and what is behind it: in a table, the cell of another column."""
    return "名\t" in label[0] and label.string[label.start("value") - 1] == "\t"


def named(label: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the names behind a label: one, or several with commas between."""
    text, start = label.string, label.start("value")
    while end := _name_end(text, start, label.end(), "名" in label[0][:4]):
        if start > label.start("value") and text[end : end + 1] == ":":
            return
        yield start, end
        if not (comma := _NEXT.match(text, end, label.end())):
            return
        start = comma.end()


def _name_end(text: str, start: int, limit: int, strict: bool) -> int:
    """Return where the name ends that begins at `start`, 0 where none does; behind 姓名 unusual and Latin names are believed."""
    if _WHEN.match(text, start) or ((token := _TOKEN.match(text, start)) and _fields.is_field(token[0])):
        return 0
    for pattern in (_OTHERS, _WHOLE):
        if (whole := pattern.match(text, start, limit)) and _name_cells.score_of(whole[1], strict=strict):
            return whole.end(1)
    if name := _names.leading_name(text[start:limit]):
        return start + len(name)
    if spaced := _SPACED.match(text, start, limit):
        return start + _spaced_name(spaced[0])
    name = _names.leading_latin_name(text[start:limit]) if strict else ""
    return start + len(name) if name and not _fields.is_field(name) else 0


def _spaced_name(run: str) -> int:
    """Return how long the name of three or two characters is that a run of single ones begins with, 0 for none; a label may follow it."""
    parts = run.split()
    for size in (3, 2):
        name, behind = "".join(parts[:size]), "".join(parts[size : size + 2])
        if len(parts) >= size and _names.likelihood(name) > 0 and (not behind or _fields.is_field(behind)):
            last = [hit.end() for hit in re.finditer("[^ ]", run)][size - 1]
            return 0 if _fields.is_field(name) else last
    return 0
