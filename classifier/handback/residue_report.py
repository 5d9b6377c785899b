"""查找留存的结果写成各种形式：JSON Lines、Excel、网页、Word。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from classifier.escape import printable
from classifier.handback.residue import HOW, Gap, Hit, Residue
from classifier.handback.sheet import BLANK, Sheet, Table, write_docx, write_html
from classifier.handback.winnowing import GUARANTEED_TWICE
from classifier.handback.workbook import Page, write_workbook
from classifier.jsonl import dumps
from classifier.words import OUTCOMES, beijing, remedy

SCHEMA = "baomi.residue/1"
ROLES = ("查找人（乙方）", "乙方安全保密协调责任人", "甲方安全保密协调责任人")
_LISTED = 500


def counts(result: Residue) -> dict[str, int]:
    """Return how many hits there are of each kind."""
    found = Counter(hit.how for hit in result.hits)
    return {how: found[how] for how in HOW if found[how]}


def _write_jsonl(result: Residue, path: Path) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(dumps(_head(result)) + "\n")
        for hit in result.hits:
            file.write(dumps(hit.line()) + "\n")
        for gap in result.gaps:
            file.write(dumps(_gap_line(gap)) + "\n")


def _gap_line(gap: Gap) -> dict[str, object]:
    return {
        "kind": "unread",
        "path": gap.path,
        "outcome": gap.outcome,
        "detail": gap.detail,
        "namesake": gap.namesake,
    }


def _head(result: Residue) -> dict[str, object]:
    coverage = result.coverage
    return {
        "kind": "header",
        "schema": SCHEMA,
        "tool": result.package.header["tool"],
        "roots": list(map(str, result.roots)),
        "signature": {"valid": True, "signer": result.package.signer, "key_from_elsewhere": result.package.trusted},
        "counts": counts(result),
        "coverage": {
            "files": coverage.files,
            "inside": coverage.inside,
            "outcomes": {outcome: coverage.outcomes[outcome] for outcome in OUTCOMES if coverage.outcomes[outcome]},
            "unread": sum(not gap.outcome.complete for gap in result.gaps),
            "listed": coverage.listed,
            "known_by_text": coverage.by_text,
            "known_in_part": coverage.partly,
            "common_text_only": list(coverage.common_only),
            "too_small": coverage.tiny,
            "history": True,
            "ocr": result.ocr,
        },
    }


def ledger(result: Residue) -> Iterator[tuple[str, str]]:
    """Yield title and sentence of each line that says how far the search reaches."""
    coverage = result.coverage
    each = "，".join(
        f"{OUTCOMES[outcome]} {coverage.outcomes[outcome]:,}" for outcome in OUTCOMES if coverage.outcomes[outcome]
    )
    yield (
        "查了",
        f"{'、'.join(map(str, result.roots))}：文件 {coverage.files:,} 个，其内 {coverage.inside:,} 个（{each}）",
    )
    unread = sum(not gap.outcome.complete for gap in result.gaps)
    yield "没有读全", f"{unread:,} 个：它们含不含清单资料，不知道" if unread else "没有（未读而凭字节已认出的不计）"
    yield "能凭字节认出的清单文件", f"{coverage.listed - coverage.tiny:,} 个（另有 {coverage.tiny:,} 个太小，不比对）"
    partly = f"，其中 {coverage.partly:,} 个只认得开头" if coverage.partly else ""
    yield (
        "能凭文字认出的清单文件",
        f"{coverage.by_text:,} 个{partly}；连续 {GUARANTEED_TWICE} 个以上的字、字母、数字相同必能查出",
    )
    without = coverage.listed - coverage.by_text
    yield "只能凭字节认出的", f"{without:,} 个：没有读出文字、文字太短、属国家秘密而不留指纹，或只含通用文字"
    if coverage.common_only:
        yield "只含通用文字的清单文件", "、".join(map(printable, coverage.common_only[:20]))
    yield "图像里的文字", "已识别" if result.ocr else "没有识别：扫描件和照片里的文字不在此列"
    yield "git 历史", "已逐个版本打开"
    yield "没有查的", "所给文件夹以外的一切：其他磁盘、U盘、手机、网盘、邮箱服务器、聊天软件的服务器、已删除的空间"


def _write_xlsx(result: Residue, path: Path) -> None:
    pages = (
        Page("范围与结果", ("项目", "内容"), (28, 100), _facts(result)),
        Page("留存", ("怎样", "路径", "清单文件", "字数", "位置", "摘录（已遮盖）"), (24, 60, 60, 10, 36, 60), map(_row, result.hits)),
        Page("没有读全", ("路径", "读取状态", "原因", "同名的清单文件", "办法"), (60, 14, 48, 48, 40), map(_gap_row, result.gaps)),
    )  # fmt: skip
    write_workbook(pages, path)


def _row(hit: Hit) -> tuple[str | int, ...]:
    return HOW[hit.how], hit.path, hit.source, hit.characters or "", hit.where, hit.shown


def _gap_row(gap: Gap) -> tuple[str, ...]:
    return gap.path, OUTCOMES[gap.outcome], gap.detail, gap.namesake, remedy(gap.outcome, gap.detail)


def _facts(result: Residue) -> Iterator[tuple[str, str]]:
    found = "，".join(f"{HOW[how]} {number:,} 处" for how, number in counts(result).items())
    yield "结果", found or "没有查到"
    yield from ledger(result)
    yield "清单", f"扫描于 {beijing(result.package.header['scanned']['finished'])}，公钥指纹 {result.package.signer}"


def sheet(result: Residue) -> Sheet:
    """Return the printed form of a search."""
    hits = Table(
        _title("一、查到的留存", len(result.hits)),
        ("怎样", "路径", "清单文件", "字数", "位置", "摘录（已遮盖）"),
        (0.12, 0.24, 0.22, 0.07, 0.13, 0.22),
        tuple(map(_row, result.hits[:_LISTED])),
        "没有查到。",
    )
    gaps = Table(
        _title("二、没有读全的文件（不能说其中没有）", len(result.gaps)),
        ("路径", "读取状态", "原因", "同名的清单文件", "办法"),
        (0.3, 0.1, 0.24, 0.2, 0.16),
        tuple(map(_gap_row, result.gaps[:_LISTED])),
    )
    return Sheet(
        "清单资料留存查找记录",
        (("编号", BLANK), ("单位（乙方）", BLANK), ("设备与序列号", BLANK), *_facts(result)),
        ("本程序只查找，不删除、不移动任何文件；未经甲方书面许可，乙方不得丢弃和处理（保密协议第6条第2项）。",),
        (hits, gaps),
        ("“没有查到”只对上面写明查过并且读全的文件成立。", f"处理意见：{BLANK}{BLANK}"),
        ROLES,
    )


def _title(title: str, number: int) -> str:
    return f"{title}（共 {number} 项，列前 {_LISTED} 项，其余见 Excel）" if number > _LISTED else title


FORMS: dict[str, Callable[[Residue, Path], None]] = {
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
    "html": lambda result, path: write_html(sheet(result), path),
    "docx": lambda result, path: write_docx(sheet(result), path),
}
"""Form → what writes it to a new file."""
