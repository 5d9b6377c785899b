"""核验的结果写成各种形式：JSON Lines、Excel、网页、供双方签字的核验报告。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from classifier.escape import printable
from classifier.handback.difference import (
    ALTERED,
    DERIVED,
    DUPLICATE,
    MISSING,
    MOVED,
    SAME,
    STATUSES,
    UNDER_DECLARED,
    UNEXPLAINED,
    UNREAD,
    Difference,
    Sight,
)
from classifier.handback.sheet import BLANK, CARRIER, Sheet, Table, write_docx, write_html
from classifier.handback.verify import Verification
from classifier.handback.workbook import Page, write_workbook
from classifier.jsonl import dumps
from classifier.words import beijing

SCHEMA = "baomi.verification/1"
ROLES = (
    "核验人（甲方）",
    "甲方安全保密协调责任人",
    "交回人（乙方）",
    "乙方安全保密协调责任人",
    "监交人",
    "甲方（盖章）",
    "乙方（盖章）",
)
_LISTED = 500
"""Differences of one kind that the printed report names; the other forms hold all."""
_SECTIONS = (
    ("缺少、改动、移动的清单文件", (MISSING, ALTERED, MOVED, UNDER_DECLARED)),
    ("清单以外的文件", (DERIVED, DUPLICATE, UNEXPLAINED)),
    ("未能读取、无从核对的文件", (UNREAD,)),
)


def _write_jsonl(result: Verification, path: Path) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(dumps(_head(result)) + "\n")
        for name in result.same_names():
            file.write(dumps(Difference(name, SAME).line()) + "\n")
        for item in result.differences:
            file.write(dumps(item.line()) + "\n")


def _head(result: Verification) -> dict[str, object]:
    sealed = result.package.header
    return {
        "kind": "header",
        "schema": SCHEMA,
        "tool": sealed["tool"],
        "root": str(result.root),
        "signature": {"valid": True, "signer": result.package.signer, "key_from_elsewhere": result.package.trusted},
        "sealed": sealed["scanned"],
        "rules": {**sealed["rules"], "same_now": not result.rules_differ},
        "listed": result.listed,
        "met": result.met,
        "counts": result.counts(),
        "incomplete": result.incomplete,
        "texts": result.texts,
    }


def _write_xlsx(result: Verification, path: Path) -> None:
    columns = ("状态", "路径", "来源（清单文件）", "说明", "证据（已遮盖）")
    rows = (_row(item) for item in result.differences)
    pages = (
        Page("核验结果", ("项目", "内容"), (28, 100), _facts(result)),
        Page("差异", columns, (16, 52, 52, 60, 60), rows),
        Page("原样在位", ("路径",), (90,), ((printable(name),) for name in result.same_names())),
    )
    write_workbook(pages, path)


def sight_line(sight: Sight) -> str:
    """Return a sight in a line: source, place, what is shown, how much."""
    length = f"，{sight.characters:,} 字" if sight.characters else ""
    return printable(f"{sight.source}：{sight.where}“{sight.shown}”{length}")


def _row(item: Difference) -> tuple[str, ...]:
    evidence = "；".join(map(sight_line, item.evidence))
    return STATUSES[item.status], item.path, item.source, item.detail, evidence


def _facts(result: Verification) -> Iterator[tuple[str, str]]:
    sealed = result.package
    known = "所用公钥由核验人提供" if sealed.trusted else "所用公钥随包而来，请与双方签字的移交清单核对指纹"
    yield "签名", f"相符：包内每个文件都与签名时相同（{known}）"
    yield "公钥的 SHA-256 指纹", sealed.signer
    scanned = sealed.header["scanned"]["finished"]
    yield "封存的清单", f"扫描于 {beijing(scanned)}，列有文件 {result.listed:,} 个"
    yield "交回的文件夹", str(result.root)
    yield "见到的文件", f"{result.met:,} 个"
    yield "结果", "，".join(f"{STATUSES[status]} {number:,}" for status, number in result.counts().items())
    rules = "与封存时不同，类别的增减可能来自规则" if result.rules_differ else "与封存时相同"
    yield "程序与规则", f"baomi {sealed.header['tool']['version']}，规则 {sealed.header['rules']['version']}（{rules}）"


def sheet(result: Verification) -> Sheet:
    """Return the report of a verification, with place for both sides' signatures."""
    blanks = (("编号", BLANK), ("甲方（接收单位）", BLANK), ("乙方（交回单位）", BLANK))
    basis = ("依据", f"保密协议第6条；甲方书面通知 {BLANK} 年 {BLANK[:3]} 月 {BLANK[:3]} 日")
    return Sheet(
        "安全保密信息交回核验报告",
        (*blanks, basis, CARRIER, *_facts(result)),
        tuple(_alarms(result)),
        tuple(_tables(result)),
        tuple(_closing(result)),
        ROLES,
    )


def _alarms(result: Verification) -> Iterator[str]:
    if not result.differences:
        yield "清单所列文件全部原样在位，没有多出的文件。"
    if result.incomplete:
        yield f"有 {result.incomplete} 项未能读全：在人工查看之前，不能说它们与清单无关。"
    if result.texts:
        yield f"{result.texts}：多出的文件是否含有清单文件的文字，没有查。"


def _tables(result: Verification) -> Iterator[Table]:
    numbers = "一二三四五"
    for number, (title, statuses) in zip(numbers, _SECTIONS, strict=False):
        found = sorted(
            (item for item in result.differences if item.status in statuses),
            key=lambda item: statuses.index(item.status),
        )
        more = f"（共 {len(found)} 项，列前 {_LISTED} 项，其余见 Excel 或 JSON Lines）" if len(found) > _LISTED else ""
        columns = ("状态", "路径", "来源（清单文件）", "说明与证据（已遮盖）")
        rows = tuple((STATUSES[i.status], i.path, i.source, _said(i)) for i in found[:_LISTED])
        yield Table(f"{number}、{title}{more}", columns, (0.12, 0.28, 0.24, 0.36), rows)


def _said(item: Difference) -> str:
    return "；".join(filter(None, (item.detail, *map(sight_line, item.evidence[:3]))))


def _closing(result: Verification) -> Iterator[str]:
    yield f"核对了 {result.listed:,} 个清单文件与 {result.met:,} 个交回的文件：两边的名称、每个文件的 SHA-256；对不上的读出文字，与封存时的文字指纹比对。"
    yield "核验只说明所给文件夹的情形，不能证明别处没有留存；缺少的文件不得视为已妥善处理（保密协议第6条第2项）。"
    yield f"乙方说明：{BLANK}{BLANK}　处理意见：{BLANK}{BLANK}"
    yield "本报告一式两份，双方各执一份；本报告自身也受保护。"


FORMS: dict[str, Callable[[Verification, Path], None]] = {
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
    "html": lambda result, path: write_html(sheet(result), path),
    "docx": lambda result, path: write_docx(sheet(result), path),
}
"""Form → what writes it to a new file."""
