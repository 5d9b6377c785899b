"""记录：表头与字段像题库、像人员还是像地点。"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from recognizers._layout import Layout
from recognizers.form._cells import Values, all_heads, matches

_FAMILIES_OF_QUESTIONS = (
    re.compile(
        r"questions?|question_?(?:text|content|name|title|stem)|题目(?:内容|名称)?|题干|试题(?:内容|名称)?|题面|stem|problem|topic|问题|title|content|ques|q|timu|tigan|question_?content",
        re.I,
    ),
    re.compile(
        r"options?|choices?|选项[ _]?[A-H1-6一二三四]?|[A-H][ ]?选项|(?:option|opt|choice|item|select)s?_?[A-H1-6]|[A-H]|answer_?[A-D]|备选(?:答案|项)[A-H]?|xuanxiang[a-h]?",
        re.I,
    ),
    re.compile(
        r"answers?|正?确?答案|参考答案|标准答案|(?:correct|right|true|standard)_?(?:answers?|options?|key)?|ans|答案选项|标答|solution|key|result|da_?an",
        re.I,
    ),
    re.compile(
        r"analysis|explanation|explain|解析|试题解析|难度|difficulty|score|分值|知识点|章节|题型|qtype|question_?type|type|subject|科目|index|year|category|题号|序号|level|chapter",
        re.I,
    ),
)


@lru_cache(maxsize=1)
def _question_heads(layout: Layout) -> list[tuple[bool, ...]]:
    return [tuple(matches(family, heads) for family in _FAMILIES_OF_QUESTIONS) for heads in all_heads(layout)]


def qb_families(layout: Layout, _: Values) -> float:
    """Share of four families of question-bank fields in one heading; 0 without question and option or answer."""
    return max(
        (sum(found) / 4 for found in _question_heads(layout) if found[0] and (found[1] or found[2])), default=0.0
    )


def qb_options(layout: Layout, _: Values) -> float:
    """Whether question, options and answer are all there."""
    return float(any(all(found[:3]) for found in _question_heads(layout)))


def qb_records(layout: Layout, values: Values) -> float:
    """Logarithm of the number of question records, full at 63."""
    if not values.get("qb_families"):
        return 0.0
    tables = [table for table in layout.tables if table.headings]
    number = sum(
        t.rows for t, found in zip(tables, _question_heads(layout), strict=True) if found[0] and (found[1] or found[2])
    )
    return math.log2(1 + number) / 6
