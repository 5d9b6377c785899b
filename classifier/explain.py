"""说明：用一般人看得懂的句子，讲清一个文件为何这样分类，以及有哪些规则。"""

from __future__ import annotations

from collections.abc import Iterator

import dictionaries
from classifier.escape import printable
from classifier.grade import grade_line
from classifier.inventory import Header
from classifier.policy import Policy, load_policy
from classifier.record import Mark, Record, Tag
from classifier.report._rows import retention_line, shown
from classifier.retention import retention_of
from classifier.words import MARKS, OUTCOMES, STATUSES, remedy


def explain(record: Record, header: Header, elsewhere: int) -> Iterator[str]:
    """Yield sentences that say what a file is tagged with and why; `elsewhere` files share a value with it."""
    policy = load_policy(header.settings["policy"])
    yield f"文件：{printable(record.name)}"
    yield f"类型 {record.media_type or '未知'}，{record.file.size:,} 字节，读取状态：{OUTCOMES[record.outcome]}"
    if record.detail:
        yield f"说明：{printable(record.detail)}"
    if not record.outcome.complete:
        yield f"没有读全，以下结论只及已读部分，不能视为不涉密。办法：{remedy(record.outcome, record.detail)}"
    for mark in record.marks:
        yield _mark(mark)
    if grade := grade_line(record, policy):
        yield f"文件等级　{grade}"
    for tag in record.tags:
        yield from _tag(tag, policy)
    for term in retention_of(record, policy):
        yield f"保密期限　{retention_line(term, policy)}"
    if not record.tags:
        yield "没有命中任何类别。" if record.outcome.complete else "已读部分没有命中任何类别。"
    if record.persons:
        least = "至少 " if record.persons_at_least else ""
        minors = f"，其中由证件或出生日期推知不满14周岁 {record.minors} 人" if record.minors else ""
        untold = "" if record.tags else "文中的姓名"
        alone = "" if record.tags else "；单凭姓名没有命中任何类别"
        yield f"{untold}涉及 {least}{record.persons:,} 人{minors}{alone}。"
    if elsewhere:
        yield f"同样的值还见于另外 {elsewhere:,} 个文件。"


def _mark(mark: Mark) -> str:
    return f"密级标志“{printable(mark.text)}”，{mark.where}，判断为“{MARKS[mark.status]}”：{mark.reason}"


def _tag(tag: Tag, policy: Policy) -> Iterator[str]:
    sensitive = f"，敏感（{'、'.join(tag.sensitive)}）" if tag.sensitive else ""
    yield ""
    yield (
        f"【{policy.title_of(tag.category)}·{policy.subtype_title(tag.subtype)}】{STATUSES[tag.status]}，"
        f"把握 {tag.confidence:.0%}，等级 {tag.grade}{sensitive}"
    )
    quote = next(item.quote for item in policy.categories if item.id == tag.category)
    yield f"  协议第{tag.clause}条：“{quote}”"
    for reason in tag.reasons:
        yield f"  理由：{printable(reason)}"
    for item in tag.evidence:
        yield f"  见 {shown(item)}"


def rules() -> Iterator[str]:
    """Yield every category with its clause, every recognizer with examples, every kind of document."""
    from recognizers._registry import load_all  # noqa: PLC0415 loads Presidio, which explaining a file does not need

    policy = load_policy()
    yield f"协议：{policy.title}，规则版本 {policy.version}"
    for category in policy.categories:
        yield ""
        yield f"第{category.clause}条 {category.title}（{category.id}）"
        for subtype in category.subtypes:
            named = "、".join((*subtype.any, *subtype.kinds))
            yield f"  {subtype.title}（{subtype.id}），等级 {subtype.grade}{f'，依据 {named}' if named else ''}"
    yield ""
    yield "识别器："
    for recognizer in load_all():
        clauses = "、".join(
            sorted({f"第{item.clause}条" for item in policy.categories if _names(item, recognizer.ENTITY)})
        )
        yield f"  {recognizer.ENTITY}　{recognizer.TITLE}　{clauses}"
        yield f"    认：{_examples(recognizer.FINDS)}"
        yield f"    不认：{_examples(recognizer.IGNORES)}"
    yield ""
    yield "文种："
    for name, kind in dictionaries.kinds().items():
        clause = next((item.clause for item in policy.categories if item.id == kind["category"]), "")
        yield f"  {name}　{kind['title']}　第{clause}条"
    yield ""
    yield "格式："
    yield from formats()


def formats() -> Iterator[str]:
    """Yield the table of formats, in Markdown: what of each is read and what is not."""
    from classifier.extract._base import extractors  # noqa: PLC0415 loads every reader

    yield "| 格式 | 读什么 | 不读什么 |"
    yield "|---|---|---|"
    for extractor in sorted(extractors(), key=lambda item: item.title):
        yield f"| {extractor.title} | {extractor.reads} | {extractor.omits} |"
    for title, outcome, reason in _NEVER_READ:
        yield f"| {title} |  | 全部：记为 `{outcome}`，{reason} |"


_NEVER_READ = (
    ("字体", "no_text", "不含文档文字"),
    ("编译后的程序与库", "no_text", "不含文档文字，程序内部的字符串不查"),
    ("其余格式（DWG、PST、CHM 等）", "unsupported", "须由人工查看"),
)


def _names(category: object, entity: str) -> bool:
    from classifier.policy import Category  # noqa: PLC0415

    assert isinstance(category, Category)
    subtypes = any(
        entity in (*item.any, *(name for proof in item.proofs for name in proof.any)) for item in category.subtypes
    )
    return subtypes or any(entity in (*proof.any, *proof.all) for proof in category.proofs)


def _examples(examples: tuple[str, ...]) -> str:
    return " | ".join(printable(example.replace("\n", " ⏎ ").replace("\t", " → ")) for example in examples[:3])
