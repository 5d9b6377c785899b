"""“启用前”一类标志印在什么卷子上：官方考试、模拟练习，还是校内考试。

教育工作中国家秘密及其密级具体范围的规定: papers, answers and marking standards of national, provincial and prefectural
examinations are secret until used, marking standards also afterwards; a school's or a union's papers never are.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import dictionaries
from recognizers._mark_forms import EXAM_TERM

_YEAR = re.compile(r"(?<![0-9])((?:19[5-9]|20[0-9])[0-9])[ ]{0,2}(?:[-—~至][ ]?20[0-9]{2}[ ]?)?[学年]")
_HAN_YEAR = re.compile("([一二][一二三四五六七八九〇零○O0o]{3})[ ]?年")
_HAN_DIGITS = str.maketrans("一二三四五六七八九〇零○Oo", "12345678900000")
_YEAR_IN_NAME = re.compile(r"(?<![0-9])((?:19[5-9]|20[0-9])[0-9])(?![0-9])")
_EXAM_TERM = re.compile(EXAM_TERM)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of its examination."""

    mock: str
    """The word that shows an exercise or a mock examination, "" for none."""
    official: str
    """The name of the official examination in the title, "" for none."""
    scope: str
    """国家教育全国统一考试, 省级统一考试 or 地市级统一考试; "" without `official`."""
    level: str
    """The level that papers of this scope have by law before they are used."""
    last_day: date | None
    """The last day of the examination, None where no year is given."""
    last_day_by_name: date | None
    """The same by the year in the file's path, which is weak evidence; None without one."""
    school: str
    """The word that shows an examination of a school, "" for none."""
    looks_like_one: bool
    """Whether anything shows that it is an examination paper at all."""
    marking: bool
    """Whether it is a marking standard."""

    def held(self, today: date) -> bool:
        """Return whether the examination is known to be over."""
        return self.last_day is not None and today > self.last_day


def is_exam_term(term: str) -> bool:
    """Return whether a term (without blanks) is a condition that examination papers are marked with."""
    return bool(_EXAM_TERM.match(term))


def read_paper(lines: Sequence[str], name: str) -> Paper:
    """Return what the lines around a mark, and weakly the file's path, say of an examination."""
    title, all_lines = "\n".join(_title(lines)), "\n".join(lines)
    official, scope, level = _official(title)
    school = _word("school", title)
    if not official and not school:
        official, scope, level = _official(all_lines)
    return Paper(
        mock=_word("mock", title) or _word("mock", name),
        official=official,
        scope=scope,
        level=level,
        last_day=_last_day(official, all_lines),
        last_day_by_name=_calendar_day(official, max(map(int, _YEAR_IN_NAME.findall(name)), default=0)),
        school=school or _word("school", all_lines),
        looks_like_one=bool(_word("shape", all_lines)),
        marking=bool(_word("marking", f"{all_lines}\n{name}")),
    )


def _title(lines: Sequence[str]) -> Iterable[str]:
    """Yield the lines before the instructions and the first question."""
    ends = _compiled("ends")
    for number, line in enumerate(lines):
        if number and ends.search(line):
            return
        yield line


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile("|".join(dictionaries.marks()["papers"][words]), re.MULTILINE)


def _word(words: str, text: str) -> str:
    hit = _compiled(words).search(text)
    return "".join(hit[0].split()) if hit else ""


@cache
def _exams() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    exams = dictionaries.marks()["exam"]
    return tuple((re.compile(name), exam["scope"], exam["level"]) for exam in exams for name in exam["names"])


def _official(text: str) -> tuple[str, str, str]:
    for pattern, scope, level in _exams():
        if hit := pattern.search(text):
            return hit[0], scope, level
    return "", "", ""


def _last_day(official: str, text: str) -> date | None:
    """Return the last day of the latest examination that a text names; a month before its name is its sitting."""
    years = [int(year) for year in _YEAR.findall(text)]
    years += [int(year.translate(_HAN_DIGITS)) for year in _HAN_YEAR.findall(text)]
    year = max((year for year in years if year >= 1950), default=0)
    if not official or not year:
        return None
    if sitting := re.search(rf"{year}[ ]?年[ ]?([0-9]{{1,2}})[ ]?月[^\n]{{0,14}}{re.escape(official)}", text):
        month = int(sitting[1])
        if 1 <= month <= 12:
            return date(year, month, monthrange(year, month)[1])
    return _calendar_day(official, year)


def _calendar_day(official: str, year: int) -> date | None:
    """Return the last day of an examination by the calendar, for the year of its title; None without either."""
    if not official or not year:
        return None
    for name, shift, month, day in dictionaries.table("exam_calendar.tsv"):
        if name in official or name == "*":
            return date(year + int(shift), int(month), int(day))
    return None
