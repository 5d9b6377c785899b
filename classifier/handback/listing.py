"""移交清单：由清单得出供双方签字的表单。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from classifier.escape import printable
from classifier.handback.sheet import BLANK, CARRIER, SECRECY, Sheet, Table, several, volume
from classifier.model import Outcome
from classifier.policy import Policy
from classifier.record import Mark, Record
from classifier.view import View
from classifier.words import OUTCOMES, beijing

LISTED = 2000
"""Items that a printed list names one by one; a longer delivery is listed by folder, and item by item in the package."""
TITLE = "安全保密信息移交清单"
ROLES = (
    "移交人（甲方）",
    "甲方安全保密协调责任人",
    "接收人（乙方）",
    "乙方安全保密协调责任人",
    "监交人",
    "甲方（盖章）",
    "乙方（盖章）",
)
_PARTIES = ("甲方（移交单位）", "乙方（接收单位）", "项目名称")
_STANDING = {"confirmed": "标有", "suspect": "疑似"}


@dataclass(slots=True)
class _Sums:
    files: int = 0
    inside: int = 0
    size: int = 0
    unread: int = 0
    without_digest: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    marked: int = 0

    def add(self, record: Record) -> None:
        """Count a record; what is inside a file is counted with it."""
        self.unread += not record.outcome.complete
        self.categories.update(record.categories)
        self.marked += bool(_mark(record))
        if record.container:
            self.inside += 1
            return
        self.files += 1
        self.size += record.file.size
        self.without_digest += not record.sha256


def listing(view: View, digests: Mapping[str, str], signer: str) -> Sheet:
    """Return the form of an inventory.

    `digests` are the SHA-256 of the package's lists by name, `signer` is the fingerprint of the public key.
    """
    policy = view.policy
    sums, inside = _Sums(), Counter[str]()
    for record in view.records():
        sums.add(record)
        inside[record.container] += bool(record.container)
    table = _item_table(view, inside) if sums.files <= LISTED else _folder_table(view)
    return Sheet(
        TITLE,
        tuple(_facts(view, digests, signer)),
        tuple(_alarms(sums)),
        (table,),
        tuple(_closing(sums, policy)),
        ROLES,
    )


def _item_table(view: View, inside: Counter[str]) -> Table:
    columns = (
        "序号",
        "资料名称（相对路径）",
        "形式",
        "信息类别",
        "密级标志",
        "份数",
        "数据量",
        "SHA-256（前16位）",
        "备注",
    )
    shares = (0.05, 0.26, 0.06, 0.14, 0.1, 0.05, 0.08, 0.17, 0.09)
    return Table("一、资料明细", columns, shares, tuple(_items(view, inside)))


def _folder_table(view: View) -> Table:
    columns = ("序号", "文件夹", "文件数", "数据量", "信息类别", "密级标志")
    shares = (0.06, 0.4, 0.1, 0.12, 0.22, 0.1)
    return Table("一、资料汇总（逐件清单见 inventory.jsonl）", columns, shares, _folders(view))


def _facts(view: View, digests: Mapping[str, str], signer: str) -> Iterator[tuple[str, str]]:
    header = view.header()
    yield "编号", BLANK
    yield from view.project.lines() if view.project else ((title, BLANK) for title in _PARTIES)
    yield "依据", "保密协议第2条、第6条"
    yield CARRIER
    yield SECRECY
    yield (
        "扫描",
        f"{beijing(header.finished)}，baomi {header.tool_version}，规则 {header.rules_version}（{header.rules_sha256[:16]}…）",
    )
    for name, digest in digests.items():
        yield f"{name} 的 SHA-256", digest
    yield "签名公钥的 SHA-256 指纹", signer


def _alarms(sums: _Sums) -> Iterator[str]:
    if sums.marked:
        yield (
            f"其中 {sums.marked} 件标有或疑似标有密级标志：请立即停止复制和传递，联系甲方安全保密协调责任人；"
            "是否属于国家秘密由有权机关认定。"
        )
    if sums.unread:
        yield f"有 {sums.unread} 件未能读全（见备注），其类别不完整，不能视为不涉密。"
    if sums.without_digest:
        yield f"有 {sums.without_digest} 件没有摘要（未读取、链接或打不开），交回时无法核对内容。"


def _closing(sums: _Sums, policy: Policy) -> Iterator[str]:
    each = "，".join(
        f"{item.title} {sums.categories[item.id]} 件" for item in policy.categories if sums.categories[item.id]
    )
    also = f"，另有 {sums.inside} 件在压缩包、邮件等文件之内" if sums.inside else ""
    yield f"合计：文件 {sums.files} 个{also}，{volume(sums.size)}。{f'其中 {each}（一件可属几类）。' if each else ''}"
    yield f"准确性检验：{BLANK}　完整性检验：{BLANK}　可用性检验：{BLANK}　安全性检验（病毒）：{BLANK}"
    yield "检验方法：在资料所在文件夹运行 sha256sum -c manifest-sha256.txt（或 cksum -c manifest-sm3.txt），并核对上列摘要与公钥指纹；baomi verify 另查多出的文件与内容。"
    yield "甲方书面要求交回时，乙方按本清单交回全部资料以及所有描述和概括该资料的文件，不留备份；未经甲方书面许可，不丢弃、不处理任何载体（保密协议第6条）。"
    yield "本清单一式两份，双方各执一份；本清单自身也受保护，资料交回时一并交回。"


def _items(view: View, inside: Counter[str]) -> Iterator[tuple[str | int, ...]]:
    policy = view.policy
    disk = (record for record in view.records() if not record.container)
    for number, record in enumerate(disk, 1):
        yield (
            number,
            printable(record.name),
            _form(record),
            several(policy.title_of(category) for category in record.categories),
            _mark(record),
            1,
            volume(record.file.size),
            record.sha256[:16] or "—",
            "；".join(_remarks(record, inside[record.name])),
        )


def _remarks(record: Record, inside: int) -> Iterator[str]:
    if record.outcome is Outcome.EXCLUDED or not record.outcome.complete:
        yield OUTCOMES[record.outcome]
    if inside:
        yield f"内含 {inside} 件"


def _form(record: Record) -> str:
    suffix = record.name.rsplit("/", 1)[-1].rpartition(".")[2]
    return printable(suffix.lower()[:8]) if "." in record.name.rsplit("/", 1)[-1] else "—"


def _mark(record: Record) -> str:
    return several(f"{_STANDING[mark.status]}{_shown(mark)}" for mark in record.marks if mark.status in _STANDING)


def _shown(mark: Mark) -> str:
    return f"“{printable(mark.text)[:20]}”"


def _folders(view: View) -> tuple[tuple[str | int, ...], ...]:
    policy = view.policy
    sums = dict[str, _Sums]()
    marks, categories = dict[str, dict[str, None]](), dict[str, dict[str, None]]()
    for record in view.records():
        folder = (
            (record.container or record.name).partition("/")[0]
            if "/" in (record.container or record.name)
            else "（根目录）"
        )
        sums.setdefault(folder, _Sums()).add(record)
        categories.setdefault(folder, {}).update(dict.fromkeys(policy.title_of(item) for item in record.categories))
        marks.setdefault(folder, {}).update(dict.fromkeys([_mark(record)]))
    return tuple(
        (number, printable(folder), item.files, volume(item.size), several(categories[folder]), several(marks[folder]))
        for number, (folder, item) in enumerate(sums.items(), 1)
    )
