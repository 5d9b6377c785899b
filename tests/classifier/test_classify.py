from dataclasses import replace

import pytest

from classifier.classify import classify
from classifier.findings import Findings, JudgedAt
from classifier.mask import keyed_digest
from classifier.persons import Count
from classifier.policy import load_policy
from classifier.record import Evidence, Mark, Status, Tag
from recognizers._document import Form
from recognizers._kinds import KindReading, Score

POLICY = load_policy()
NOTHING = Findings(Form.WORD)


def values(entity: str, number: int, score: float = 0.9) -> dict[str, dict[bytes, float]]:
    return {entity: {keyed_digest(str(index), bytes(32)): score for index in range(number)}}


def reading(category: str = "", probability: float = 0.0, kinds: tuple[str, ...] = ()) -> KindReading:
    families = {category: Score(category, 1.0, probability, ("形态",))} if category else {}
    return KindReading(families, tuple(Score(kind, 5.0, 0.9, (f"像{kind}",), proved=True) for kind in kinds))


def marked(status: str, subtype: str = "marked_document", level: str = "机密") -> Findings:
    return replace(NOTHING, marks=(JudgedAt(Mark(f"{level}★5年", level, "5年", status, "第1行", "理由"), subtype),))


def tags(findings: Findings, category: str) -> dict[str, Tag]:
    return {tag.subtype: tag for tag in classify(findings, POLICY) if tag.category == category}


def test_nothing_found_is_nothing_said() -> None:
    assert classify(NOTHING, POLICY) == ()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("confirmed", Status.CONFIRMED),
        ("suspect", Status.SUSPECTED),
        ("lapsed", None),
        ("misuse", None),
        ("mention", None),
    ],
)
def test_only_a_standing_mark_makes_the_tag(status: str, expected: Status | None) -> None:
    tag = tags(marked(status), "state_secret").get("marked_document")
    assert (tag.status if tag else None) == expected


def test_of_a_suspected_state_secret_no_excerpt_is_kept() -> None:
    evidence = Evidence("CN_MOBILE", "第1行", "138******00", 0.9, ("号段",))
    findings = replace(marked("suspect"), values=values("CN_MOBILE", 5), evidence={"CN_MOBILE": (evidence,)})
    assert tags(findings, "personal_information")
    assert all(not tag.evidence for tag in classify(findings, POLICY))


def test_a_single_mobile_number_is_no_personal_information_but_a_list_is() -> None:
    assert not tags(replace(NOTHING, values=values("CN_MOBILE", 1)), "personal_information")
    assert "contact" in tags(replace(NOTHING, values=values("CN_MOBILE", 5)), "personal_information")


def test_a_name_with_a_number_is_personal_information_and_says_why() -> None:
    findings = replace(
        NOTHING, values=values("CN_PERSON", 1) | values("CN_MOBILE", 1), people=Count(linked=1, persons=1)
    )
    found = tags(findings, "personal_information")
    assert set(found) == {"name", "contact"}
    assert "结合识别" in found["name"].reasons[0]
    assert found["contact"].clause == "2.4"
    assert found["contact"].sensitive == ("GB/T 35273",)


def test_minors_raise_the_grade_of_everything_personal() -> None:
    findings = replace(
        NOTHING,
        values=values("CN_PERSON", 1) | values("CN_RESIDENT_ID", 1),
        people=Count(linked=1, persons=1, minors=1),
    )
    found = tags(findings, "personal_information")
    assert {tag.grade for tag in found.values()} == {"一般4"}
    assert "不满14周岁" in found["minor"].sensitive


def test_teaching_by_form_alone_falls_back_to_other_and_by_kind_names_it() -> None:
    assert set(tags(replace(NOTHING, kinds=reading("teaching_information", 0.9)), "teaching_information")) == {
        "other_teaching"
    }
    both = replace(NOTHING, kinds=reading("teaching_information", 0.9, ("exam_paper", "exam_key")))
    assert set(tags(both, "teaching_information")) == {"exam_paper", "exam_key"}


def test_a_roster_is_teaching_and_personal() -> None:
    findings = replace(
        NOTHING, kinds=reading(kinds=("roster",)), values=values("CN_PERSON", 3), people=Count(persons=3, subjects=3)
    )
    assert "roster" in tags(findings, "teaching_information")
    assert "name" in tags(findings, "personal_information")


def test_legal_entities_count_in_bulk_only() -> None:
    assert not tags(replace(NOTHING, values=values("CN_USCC", 2)), "important_data")
    found = tags(replace(NOTHING, values=values("CN_USCC", 25)), "important_data")
    assert found["legal_entity_base"].status is Status.CANDIDATE


def published(kinds: tuple[str, ...], shape: str = "", mark: str = "") -> Tag:
    found = replace(reading("teaching_information", 0.9, kinds), values={shape: 1.0} if shape else {})
    findings = replace(marked(mark, "unused_exam") if mark else NOTHING, kinds=found)
    return tags(findings, "teaching_information")[kinds[0]]


@pytest.mark.parametrize(
    ("kinds", "shape", "mark"),
    [
        (("curriculum_standard",), "published_standard", ""),
        (("exam_paper",), "", "lapsed"),
        (("internal_notice",), "for_the_public", ""),
    ],
)
def test_what_was_published_is_tagged_all_the_same_with_its_origin(
    kinds: tuple[str, ...], shape: str, mark: str
) -> None:
    tag = published(kinds, shape, mark)
    assert tag.public_origin
    assert tag.grade == "一般1"
    assert any(tag.public_origin in reason for reason in tag.reasons)


@pytest.mark.parametrize(
    ("kinds", "shape", "mark"),
    [(("curriculum_standard",), "", ""), (("exam_paper",), "", "misuse"), (("exam_paper",), "published_standard", "")],
)
def test_nothing_else_is_of_public_origin(kinds: tuple[str, ...], shape: str, mark: str) -> None:
    assert not published(kinds, shape, mark).public_origin
