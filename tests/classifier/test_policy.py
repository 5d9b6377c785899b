import re

import pytest

import dictionaries
from classifier.policy import Policy, load_policy, rules_digest
from recognizers._registry import load_all

AGREEMENT = dictionaries.agreement().decode("utf-8")
IDS = {
    "state_secret": "marked_document unused_exam marking_standard secret_geodata",
    "important_data": "legal_entity_base geospatial aviation_operation aviation_safety transport network_security bulk_personal",
    "teaching_information": "curriculum_standard syllabus teaching_method lesson_plan courseware student_evaluation"
    " meeting_minutes internal_notice exam_paper exam_key exam_blueprint question_bank homework textbook resource_bank"
    " teacher_evaluation timetable roster grade_sheet other_teaching",
    "personal_information": "name birth_date identity_document biometric address contact travel financial_account health"
    " education_record minor",
    "third_party_secret": "trade_secret work_secret contract_confidential",
}  # fmt: skip


@pytest.fixture
def policy() -> Policy:
    return load_policy()


def test_categories_and_subtypes_are_those_of_the_agreed_words(policy: Policy) -> None:
    assert {item.id: {subtype.id for subtype in item.subtypes} for item in policy.categories} == {
        name: set(subtypes.split()) for name, subtypes in IDS.items()
    }


def test_each_quote_stands_in_the_agreement_word_for_word(policy: Policy) -> None:
    for category in policy.categories:
        assert category.quote in AGREEMENT
        assert re.fullmatch(r"2\.[1-6]", category.clause)


def test_policy_and_recognizers_name_each_other(policy: Policy) -> None:
    entities = {recognizer.ENTITY for recognizer in load_all()}
    by_marks = {"CN_SECRECY_MARK"}  # judged as marks, not counted as values
    assert policy.entities() <= entities
    assert entities - policy.entities() == by_marks


def test_policy_names_kinds_that_exist_and_every_kind_is_named(policy: Policy) -> None:
    named = {kind for item in policy.categories for subtype in item.subtypes for kind in subtype.kinds}
    named |= {kind for proof in policy.proofs() for kind in proof.kinds if kind != "*"}
    assert named == set(dictionaries.kinds())


def test_fallback_subtypes_exist(policy: Policy) -> None:
    for category in policy.categories:
        assert not category.default or category.default in {subtype.id for subtype in category.subtypes}


def test_the_rules_have_a_digest() -> None:
    assert re.fullmatch("[0-9a-f]{64}", rules_digest())
