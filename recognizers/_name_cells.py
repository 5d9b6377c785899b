"""姓名格：一格里的姓名——一个或几个，带序号、括注、称谓，或与电话写在一起。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recognizers import _names
from recognizers._fields import CLASS_NAME, is_field
from recognizers._script import simplified

Span = tuple[int, int, float]
"""Start and end in the cell, and how sure it is a name."""
LONGEST = 60
_SURE, _UNUSUAL, _ODD = 0.9, 0.8, 0.7
_CLEARLY = 5.5
"""Likelihood from which no name of a field that is no word looks like a name: 司仪 and 楼栋 reach 4.9."""
_SPLIT = re.compile(r"[、，,;；/|&＋+]|[ ]+(?:和|及|与)[ ]+|[ ]+")
_SPACED = re.compile("[\u3400-\u9fff](?:[ ]{1,4}[\u3400-\u9fff]){1,3}")
_HALVES = re.compile("([\u3400-\u9fff]{1,2})[ ]{1,4}([\u3400-\u9fff]{1,2})")
_RUN_BEFORE, _RUN_BEHIND = re.compile("[\u3400-\u9fff]{1,3}$"), re.compile("[\u3400-\u9fff]{1,3}")
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]{2,4}")
_NUMBERED = re.compile(
    rf"{CLASS_NAME}[ _:：-]?(?=[\u3400-\u9fff]{{2}})|"
    r"(?:[0-9]{1,4}|[一二三四五六七八九十]{1,2})[.、:：)）\s]+|(?:[0-9]{1,3}|[A-Za-z]{0,2}[0-9]{5,20}[ _\-]?)(?=[\u3400-\u9fff])|[*★☆●○√]+"
)
_NUMBER_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])[ _\-]?[A-Za-z]{0,2}[0-9]{5,20}$")
"""A school number or a telephone glued to a name."""
_NOTE = re.compile(r"[(（\[【][^()（）]{0,20}[)）\]】]?|[*★☆●○√]+")
_REMARK = re.compile("(?<=[\u3400-\u9fff]{2})[(（][^()（）]{1,20}[)）]$")
_TOLD = re.compile("[\u4e00-\u9fff]{1,6}[:：]")
_TOLD_APART = re.compile("([\u3400-\u9fff]{2,4})[0-9A-Da-d]")
"""How lists tell namesakes apart: `张伟1`, `张伟B`. The sign is kept in the name: without it they would be one person."""
_CLASS = re.compile(CLASS_NAME)
_LONGEST_LIST, _LONGEST_LISTED = 4_000, 12
_LATIN = re.compile("[A-Za-z]")
_NEVER = re.compile(r"[0-9@\\<>{}。！？?%=#]|://")
_PLACE = re.compile("[省市区县州盟旗镇乡村]$")
_HALF, _PLACES = 0.5, 0.4
"""Least share of likely names, and share of places from which a list is one of places."""
_GIVEN, _TRANSCRIBED = 2, 0.7
_TITLE = frozenset("单表册计班组部科室处队级")
"""How titles and sums between the rows of a list end (`二组名单`)."""
_GRADE = re.compile("[高初][一二三]|[高初大中小一二三四五六七八九][一二三四五六七八九]?(?:年?级|班)|.{1,3}族")
"""A grade, a class or a nationality, of which the first character is a surname too."""
_OTHERS = "等"
"""Behind the last of several, that there are others."""
_COUNTED, _SMALL = frozenset("表附第共合总小注"), "小"
_GROUP = frozenset("组班级部科室处会队系院校员")


def is_spaced(text: str) -> bool:
    """Return whether blanks stand inside one name (`王 伟`, `王 小明`, `欧阳 修远`) and part no two (`张伟 李娜`)."""
    if (halves := _HALVES.fullmatch(text)) and max(map(len, halves.groups())) > 1:
        return _names.is_surname(halves[1])
    return _SPACED.fullmatch(text) is not None


def is_plain(cell: str) -> bool:
    """Return whether a cell is two to four Han characters and nothing else."""
    return _HAN_RUN.fullmatch(cell) is not None


def in_cell(cell: str, *, strict: bool, latin: bool, mixed: bool) -> Iterator[Span]:
    """Yield the names in a cell of a column of names.

    `strict` columns (姓名) hold nothing else, so that unusual names are believed; `latin` ones may hold names in Latin letters;
    `mixed` ones hold telephone numbers and the like beside them.
    """
    if len(cell) > LONGEST and not _lists_many(cell):
        return
    if _HAN_RUN.fullmatch(cell):
        if score := score_of(cell, strict):
            yield 0, len(cell), score
        return
    text = cell.strip()
    start = cell.find(text)
    if is_spaced(text):
        if score := score_of(text.replace(" ", ""), strict):
            yield start, start + len(text), score
        return
    if mixed:
        if dotted := _names.minority_name_in(cell):
            yield *dotted, _SURE
            return
        told = _CLASS.sub(lambda hit: " " * len(hit[0]), cell)
        runs = ((hit.start(), hit.end(), score_of(hit[0], strict=False)) for hit in _HAN_RUN.finditer(told))
        yield from (run for run in runs if run[2] >= _SURE)
        return
    if latin and (_names.is_latin_name(text) or _is_turned(text)) and not is_field(text):
        yield start, start + len(text), _UNUSUAL if strict else _ODD
        return
    yield from _in_parts(cell, strict, latin)


def _lists_many(cell: str) -> bool:
    """Return whether a long cell is a list of words as short as names: all the pupils of a class in one cell."""
    return len(cell) <= _LONGEST_LIST and max(map(len, _SPLIT.split(cell))) <= _LONGEST_LISTED


def _is_turned(text: str) -> bool:
    """Return whether a pinyin name stands with its surname in front and a comma behind it: `Wang, Xiaoming`."""
    surname, comma, given = text.partition(", ")
    return bool(comma) and " " not in surname and _names.is_pinyin_name(f"{given.replace(' ', '')} {surname}")


def _in_parts(cell: str, strict: bool, latin: bool) -> Iterator[Span]:
    """Yield the names of a cell that may hold several; of one that holds names of fields too (`星期/节次`) none."""
    if any(is_field(part) for part in _SPLIT.split(cell) if part):
        return
    most = _ODD if latin and not strict and _LATIN.search(cell) else 1.0
    low = 0
    for cut in [*(cut for cut in _SPLIT.finditer(cell) if not _is_inside(cell, cut)), None]:
        high = cut.start() if cut else len(cell)
        start, end = _trimmed(cell, low, high)
        end -= end - start > _GIVEN and cell[end - 1] == _OTHERS
        part = cell[start:end]
        if part and (score := _part_score(part, strict, latin)):
            yield start, end, min(score, most)
        low = cut.end() if cut else high


def _is_inside(cell: str, cut: re.Match[str]) -> bool:
    """Return whether blanks stand inside a name."""
    before, behind = _RUN_BEFORE.search(cell, 0, cut.start()), _RUN_BEHIND.match(cell, cut.end())
    return bool(cut[0].isspace() and before and behind and is_spaced(f"{before[0]} {behind[0]}"))


def _trimmed(cell: str, low: int, high: int) -> tuple[int, int]:
    """Return where a name may stand without numbering before it, remarks in brackets behind it, blanks around it."""
    while low < high and cell[low] == " ":
        low += 1
    for pattern in (_NUMBERED, _TOLD, _NOTE):
        if hit := pattern.match(cell, low, high):
            low = hit.end()
    for rest in (_NOTE, _NUMBER_BEHIND):
        if (behind := rest.search(cell, low, high)) and behind.start() > low:
            high = behind.start()
    return low, len(cell[:high].rstrip())


def _part_score(part: str, strict: bool, latin: bool) -> float:
    if _names.is_minority_name(part):
        return _SURE
    if _HAN_RUN.fullmatch(part):
        return score_of(part, strict)
    if is_spaced(part):
        return score_of(part.replace(" ", ""), strict)
    if strict and (told := _TOLD_APART.fullmatch(part)):
        return score_of(told[1], strict)
    if strict and 5 <= len(part) <= 12 and _names.is_han(part):
        return _ODD if _is_transcribed(part) else 0.0
    return (_UNUSUAL if strict else _ODD) if latin and not _NEVER.search(part) and _names.is_latin_name(part) else 0.0


@lru_cache(maxsize=1 << 16)
def score_of(name: str, strict: bool) -> float:
    """Return how sure two to four Han characters in a column of names are a name, 0 for what is none."""
    name = simplified(name)
    clearly = _names.likelihood(name) > _CLEARLY and not _names.is_word(name)
    if (
        _GRADE.fullmatch(name)
        or (name[-1] == "名" and not strict)
        or (not clearly and (is_field(name) or _is_sum(name, strict)))
    ):
        return 0.0
    if _names.likelihood(name) > -9:
        return _SURE
    if strict and len(name) > _GIVEN and _is_transcribed(name):
        return _UNUSUAL
    if _names.is_word(name) or (name[-1] in _GROUP and not strict):
        return 0.0
    surname = _names.surname_of(name)
    if surname and len(name) - len(surname) <= _GIVEN:
        return _UNUSUAL
    return _ODD if strict and name[-1] not in _TITLE and not _is_words(name) else 0.0


def _is_sum(name: str, strict: bool) -> bool:
    """Return whether a cell heads sums or lists (小计, 合计); behind 小 a name is told where nothing but names stands (小玲)."""
    familiar = strict and name[0] == _SMALL and name[-1] not in _TITLE
    return name[0] in _COUNTED and not _names.is_surname(name[0]) and not familiar


def _is_transcribed(name: str) -> bool:
    """Return whether most characters are such as names of minorities are transcribed with."""
    return sum(character in _names.MINORITIES for character in name) >= _TRANSCRIBED * len(name)


def _is_words(name: str) -> bool:
    """Return whether characters without a surname in front are two ordinary words (本人承诺, 签约标志) or begin with one of three."""
    return len(name) > _GIVEN and any(
        _names.is_word(name[:cut]) and (_names.is_word(name[cut:]) or len(name) - cut == 1)
        for cut in range(2, len(name))
    )


def looks_like_name(cell: str) -> bool:
    """Return whether a cell that no heading explains looks like a name: a likely one, or one with a middle dot."""
    if cell.isascii():
        return False
    text = simplified(cell.strip().replace(" ", ""))
    if _names.is_minority_name(text):
        return True
    return (
        bool(_HAN_RUN.fullmatch(text))
        and not is_field(text)
        and _names.likelihood(text) > _LIKELY
        and not _names.is_word(text)
    )


def look_like_persons(cells: list[str]) -> bool:
    """Return whether cells under a heading that may stand over anything are mostly names of persons, and no list of places."""
    shown = {cell.strip() for cell in cells}
    likely = sum(looks_like_name(cell) or _names.is_pinyin_name(cell) for cell in shown)
    places = sum(bool(_PLACE.search(cell)) for cell in shown)
    return likely >= _HALF * len(shown) and places < _PLACES * len(shown)


def of_halves(surname: str, given: str) -> str:
    """Return the name that a surname and a given name of two cells make, "" where they make none."""
    whole = f"{surname}{given}"
    if _names.is_han(whole):
        return whole if _names.is_surname(surname) and len(given) <= _GIVEN + 1 and not is_field(whole) else ""
    latin = f"{given} {surname}"
    return latin if surname and given and not is_field(given) and _names.is_latin_name(latin) else ""


def beside_words(cell: str) -> Iterator[Span]:
    """Yield the names in a cell that says, too, what their bearers do there: `数学（王…）`, `语文/李…`, `大扫除：陈…、赵…`."""
    parts = [(hit.start(), hit.end(), hit[0]) for hit in _PART.finditer(cell)]
    if len(parts) > 1 and not looks_like_name(parts[0][2]):
        yield from ((start, end, _SURE) for start, end, part in parts[1:] if looks_like_name(part))
    elif len(parts) > 1 and not looks_like_name(parts[-1][2]):
        yield from ((start, end, _SURE) for start, end, part in parts[:-1] if looks_like_name(part))


def stand_beside_words(cells: list[str]) -> bool:
    """Return whether the cells of a plan hold names beside words: most of those of several parts hold a name, and few words begin them."""
    parted = [cell for cell in cells if len(_PART.findall(cell)) > 1]
    named = [cell for cell in parted if any(True for _ in beside_words(cell))]
    names = {cell[start:end] for cell in named for start, end, _ in beside_words(cell)}
    return len(names) >= _FEWEST and len(named) >= _MOST * len(parted)


_PART = re.compile(r"[^\s/／\\|,，、;；:：()（）\[\]【】\-—－&+]+")


def in_row(cells: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the cells, with their offsets, of a row that holds names behind its first cell and nothing else; none of another row."""
    filled = [(start, cell) for start, cell in cells if cell and not cell.isspace()]
    if len(filled) < _FEWEST + 1:
        return
    named = filled[1:]
    if all(looks_like_name(cell) for _, cell in named) and looks_like_names([cell for _, cell in named]):
        yield from (filled if looks_like_name(filled[0][1]) else named)


def looks_like_names(cells: list[str]) -> bool:
    """Return whether cells, of which no heading says what they are, are names by themselves."""
    shown = [_REMARK.sub("", simplified(cell.strip().replace(" ", ""))) for cell in cells if cell.strip()]
    distinct = set(shown)
    if len(distinct) < _FEWEST or (len(distinct) * 3 < len(shown) and not _are_all_likely(distinct)):
        return False
    shown = [cell for cell in shown if not _names.is_minority_name(cell)]
    hans = [cell for cell in shown if _HAN_RUN.fullmatch(cell) and not is_field(cell)]
    likely = [cell for cell in hans if _names.likelihood(cell) > _LIKELY]
    words = sum(map(_names.is_word, hans))
    threes = sum(len(cell) - len(_names.surname_of(cell)) == _GIVEN for cell in hans)
    return (
        len(hans) >= _MOST * len(shown)
        and len(likely) >= _MOST * len(shown)
        and words <= max(_WORDS * len(shown), len(shown) >= _SEVERAL)
        and threes >= _THREES * len(shown)
    )


def _are_all_likely(cells: set[str]) -> bool:
    """Return whether so many different cells are all such as nothing but names are, so that they may come again and again."""
    return len(cells) >= _SEVERAL and all(
        _HAN_RUN.fullmatch(cell) and _names.likelihood(cell) > _LIKELY and not _names.is_word(cell) for cell in cells
    )


_FEWEST, _MOST, _LIKELY, _WORDS, _THREES, _SEVERAL = 3, 0.8, 0.5, 0.15, 0.3, 5
"""A column without heading: distinct cells, share of likely names, their likelihood, share of words, share of given names of two characters; cells of which one may be a word."""
