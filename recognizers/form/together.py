"""合起来看：几类形态同时出现。须在别的形态之后量，所以名字排在最后。"""

from __future__ import annotations

from collections.abc import Mapping

from recognizers._layout import Layout
from recognizers.form._cells import Values

_ARTICLES, _LAW_WORDS = 0.2, 0.5


def _groups(values: Values, least: Mapping[str, float]) -> int:
    return sum(values.get(name, 0.0) > bound for name, bound in least.items())


def exam_groups(_: Layout, values: Values) -> float:
    """Kinds of exam features present, full at 7."""
    least = dict.fromkeys(
        "option_set mark_rule section_type full_mark cand_field cand_note exam_title school_year".split(), 0.0
    )
    return _groups(values, least | {"blank": 0.1, "mark": 0.2, "chain": 0.3, "ask": 0.3}) / 7


def key_groups(_: Layout, values: Values) -> float:
    """Kinds of answer-key features present, full at 4."""
    least = dict.fromkeys("key_pairs key_grid key_title give_mark".split(), 0.0)
    return _groups(values, least | {"bracket_answer": 0.15, "solve_line": 0.02, "mark_end": 0.02, "nth_blank": 0.3}) / 4


def soft_groups(_: Layout, values: Values) -> float:
    """Kinds of software-document features present, full at 4."""
    least = {
        "readme": 0.3,
        "soft_words": 0.3,
        "soft_dist": 0.5,
        "ddl": 0.1,
        "fence": 0.2,
        "codelike": 0.2,
        "ai_tool": 0.3,
    }
    return _groups(values, least) / 4


def course_pack(_: Layout, values: Values) -> float:
    """Kinds of course features present, full at 3, less by software features."""
    least = dict.fromkeys("syll_title week_row lesson_title lab_title lecturer chapter_head".split(), 0.0)
    found = _groups(values, least | dict.fromkeys("syll_fields eval_share lesson_fields lab_fields".split(), 0.3))
    return min(1.0, found / 3) * (1 - min(1.0, values.get("soft_groups", 0.0)))


def exam_not_soft(_: Layout, values: Values) -> float:
    """Exam features without software features."""
    return min(1.0, values.get("exam_groups", 0.0)) * (1 - min(1.0, values.get("soft_groups", 0.0)))


def school_not_soft(_: Layout, values: Values) -> float:
    """School words without software, statute and news features."""
    soft, law = min(1.0, values.get("soft_groups", 0.0)), min(1.0, 5 * values.get("statute", 0.0))
    return values.get("school_dist", 0.0) * (1 - soft) * (1 - law) * (1 - values.get("news", 0.0))


def state_law(_: Layout, values: Values) -> float:
    """Whether it is a law or a regulation of the state: articles, and no word that a school has for itself.

    Under a school's name it must speak as laws do: a school's own rules have articles too.
    """
    speaks = values["law_words"] >= _LAW_WORDS or not values["school_head"]
    return float(values["statute"] >= _ARTICLES and not values["our_school"] and speaks)


def spec_document(_: Layout, values: Values) -> float:
    """Headings of a software document, but not on slides: a course on software is taught under the same headings."""
    return values["spec_heads"] * (1 - max(values["sparse_pages"], values["fmt_slides"]))
