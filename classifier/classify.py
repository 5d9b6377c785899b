"""分类：由所见得出标签。纯函数，不看文件。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from classifier.findings import Findings
from classifier.mentions import SURE
from classifier.persons import Count
from classifier.policy import Category, Policy, Proof, PublicOrigin, Subtype
from classifier.record import Evidence, Tag
from recognizers._kinds import Score
from recognizers._registry import load_all

EVIDENCE_SHOWN = 10
_COMBINATIONS = 3
_NAME_FIRST = "姓名"
_MANY, _SHORTEST = 1000, 3
"""Names that prove whatever names can prove; characters that one more person takes at the least."""
WITHHELD = "文件标有或疑似标有密级标志：除标志外，不留理由和摘录"
UNDER_14 = "不满14周岁"


def classify(findings: Findings, policy: Policy) -> tuple[Tag, ...]:
    """Return the tags of a file in the policy's order; where a category withholds, with nothing that tells the content."""
    found = (tag for category in policy.categories for tag in _tags_of(category, findings, policy))
    tags = tuple(_with_origin(tag, findings, policy) for tag in found)
    return tuple(_bare(tag, findings, policy) for tag in tags) if policy.withholds(tags) else tags


def _bare(tag: Tag, findings: Findings, policy: Policy) -> Tag:
    """Return a tag of a file whose content is withheld: of its reasons those that the mark gives stay."""
    reasons: tuple[str, ...] = (WITHHELD,)
    if policy.withholds([tag]):
        told = (f"{judged.mark.where}：{judged.mark.reason}" for judged in findings.marks)
        reasons = (tag.reasons[0], *(reason for reason in dict.fromkeys(told) if reason in tag.reasons))
    return replace(tag, evidence=(), sensitive=(), reasons=reasons)


def undecided(findings: Findings, policy: Policy, characters: int) -> bool:
    """Return whether names in so many more characters of running text could change which tags a file has."""
    names = dict.fromkeys((number.to_bytes(8) for number in range(_MANY)), 1.0)
    known = findings.values.get(policy.name_entity, {})
    more, people = characters // _SHORTEST, findings.people
    beside = bool(findings.count(policy.identity.direct, SURE))
    best = replace(
        findings,
        values={**findings.values, policy.name_entity: {**names, **known}},
        people=replace(people, persons=people.persons + more, linked=people.linked + more * beside),
    )
    return _decided(findings, policy) != _decided(best, policy)


def _decided(findings: Findings, policy: Policy) -> set[tuple[str, str, str]]:
    return {(tag.category, tag.subtype, tag.status) for tag in classify(findings, policy)}


def _with_origin(tag: Tag, findings: Findings, policy: Policy) -> Tag:
    """Return a tag with the first ground for calling its content published, and the grade that follows from it."""
    for origin in policy.public_origins:
        if tag.category in origin.categories and _is_public(origin, findings):
            told = f"公开来源：{origin.text}；仍列入清单，是否免除义务按第9条由人核定"
            return replace(tag, public_origin=origin.text, grade=origin.grade, reasons=(*tag.reasons, told))
    return tag


def _is_public(origin: PublicOrigin, findings: Findings) -> bool:
    values = findings.kinds.values if findings.kinds else {}
    return (
        (not origin.kinds or any(score.id in origin.kinds for score in _accepted(findings)))
        and (not origin.shapes or any(values.get(shape, 0.0) >= 1 for shape in origin.shapes))
        and (not origin.marks or any(judged.mark.status in origin.marks for judged in findings.marks))
    )


def _tags_of(category: Category, findings: Findings, policy: Policy) -> Iterator[Tag]:
    proved = _first(category, category.proofs, findings)
    found = 0
    for subtype in category.subtypes:
        proof = _first(category, subtype.proofs, findings)
        if proof is None and proved and _present(subtype, findings):
            proof = proved
        if proof:
            found += 1
            yield _tag(category, subtype, proof, findings, policy)
    if proved and not found:
        fallback = next(item for item in category.subtypes if item.id == category.default)
        yield _tag(category, fallback, proved, findings, policy)


def _first(category: Category, proofs: Iterable[Proof], findings: Findings) -> Proof | None:
    held = [proof for proof in proofs if holds(proof, category, findings)]
    return max(held, key=lambda proof: proof.confidence, default=None)


def holds(proof: Proof, category: Category, findings: Findings) -> bool:
    """Return whether every condition that a proof sets is met."""
    return (
        findings.form not in proof.forms_not
        and (not proof.any or findings.count(proof.any, proof.score) >= proof.at_least)
        and all(findings.count((entity,), proof.score) >= proof.at_least for entity in proof.all)
        and findings.people.linked >= proof.linked
        and findings.people.persons >= proof.persons
        and findings.people.subjects >= proof.subjects
        and findings.people.described >= proof.described
        and findings.people.listed >= proof.listed
        and (not proof.kinds or _has_kind(proof.kinds, category, findings, proved=True))
        and (not proof.likely or _has_kind(proof.likely, category, findings, proved=False))
        and not (proof.kinds_not and _has_kind(proof.kinds_not, category, findings, proved=False))
        and _family(category, findings) >= proof.family
        and (not proof.marks or _has_mark(proof, findings))
    )


def _has_kind(kinds: tuple[str, ...], category: Category, findings: Findings, *, proved: bool) -> bool:
    own = {kind for subtype in category.subtypes for kind in subtype.kinds}
    wanted = own if "*" in kinds else set(kinds)
    return any(score.id in wanted and score.proved >= proved for score in _accepted(findings))


def _has_mark(proof: Proof, findings: Findings) -> bool:
    return any(
        judged.mark.status in proof.marks
        and judged.subtype == proof.mark
        and (not proof.levels or judged.mark.level in proof.levels)
        for judged in findings.marks
    )


def _family(category: Category, findings: Findings) -> float:
    score = findings.kinds.families.get(category.id) if findings.kinds else None
    return score.probability if score else 0.0


def _accepted(findings: Findings) -> tuple[Score, ...]:
    return findings.kinds.kinds if findings.kinds else ()


def _present(subtype: Subtype, findings: Findings) -> bool:
    if subtype.minors and findings.people.minors >= subtype.minors:
        return True
    return findings.count(subtype.any, 0.5) > 0 or any(score.id in subtype.kinds for score in _accepted(findings))


def _tag(category: Category, subtype: Subtype, proof: Proof, findings: Findings, policy: Policy) -> Tag:
    return Tag(
        category=category.id,
        subtype=subtype.id,
        status=proof.status,
        confidence=round(_confidence(category, proof, findings), 2),
        grade=(category.grade_minors if findings.people.minors else "") or subtype.grade,
        clause=category.clause,
        basis=category.basis,
        reasons=tuple(dict.fromkeys(_reasons(category, subtype, proof, findings, policy))),
        sensitive=_sensitive(subtype, findings, policy),
        evidence=_evidence((*subtype.any, *proof.any, *proof.all), findings),
    )


def _confidence(category: Category, proof: Proof, findings: Findings) -> float:
    return max(proof.confidence, min(_family(category, findings), 0.99)) if proof.family else proof.confidence


def _reasons(category: Category, subtype: Subtype, proof: Proof, findings: Findings, policy: Policy) -> Iterator[str]:
    yield f"第{category.clause}条“{category.title}”：{proof.text}"
    for judged in findings.marks:
        if proof.marks and judged.subtype == proof.mark and judged.mark.status in proof.marks:
            yield f"{judged.mark.where}：{judged.mark.reason}"
    for score in _accepted(findings):
        if score.id in subtype.kinds:
            yield from score.reasons
    if proof.family and findings.kinds and (family := findings.kinds.families.get(category.id)):
        yield from family.reasons
    for entity in dict.fromkeys((*subtype.any, *proof.any)):
        if count := findings.count((entity,), 0.5):
            yield f"{_titles()[entity]} {count} 个不同的值"
    if policy.name_entity in subtype.any:
        yield from _combinations(findings.people)
    if subtype.minors:
        yield f"由证件号或出生日期推知，至少 {findings.people.minors} 人不满十四周岁（个人信息保护法第28条）"


def _combinations(people: Count) -> Iterator[str]:
    """Yield in plain words what stands together, one person at a time: "alone or combined with other information"."""
    shown = sorted(people.combinations.items(), key=lambda item: (-item[1], sorted(item[0])))
    combined = [(_joined(kinds), number) for kinds, number in shown if len(kinds) > 1]
    if combined:
        told = "；".join(f"{words} {number:,} 人" for words, number in combined[:_COMBINATIONS])
        more = "等" if len(combined) > _COMBINATIONS else ""
        yield f"归于同一人的信息：{told}{more}"


def _joined(kinds: Iterable[str]) -> str:
    titles = (_titles().get(kind, kind) for kind in kinds)
    return "＋".join(sorted(titles, key=lambda title: (title != _NAME_FIRST, title)))


@cache
def _titles() -> dict[str, str]:
    return {recognizer.ENTITY: recognizer.TITLE for recognizer in load_all()}


def _sensitive(subtype: Subtype, findings: Findings, policy: Policy) -> tuple[str, ...]:
    present = {entity for entity in subtype.any if findings.count((entity,), 0.5)}
    standards = tuple(standard for standard, entities in policy.sensitive.items() if present & entities)
    young = findings.people.minors and (subtype.minors or present & policy.personal)
    return (*standards, UNDER_14) if young else standards


def _evidence(entities: Iterable[str], findings: Findings) -> tuple[Evidence, ...]:
    found = [item for entity in dict.fromkeys(entities) for item in findings.evidence.get(entity, ())]
    return tuple(sorted(found, key=lambda item: -item.score)[:EVIDENCE_SHOWN])
