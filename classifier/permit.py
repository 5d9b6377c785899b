"""许可：甲方对共享的书面许可，写成数据；按文件摘要放行，过期的、别的项目的都点名（第3条第1、7项）。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from classifier.checked import Table, quoted, read_toml
from classifier.escape import printable
from classifier.policy import Policy


@dataclass(frozen=True, slots=True)
class Permit:
    """Party A's written permission to share certain files with one recipient."""

    path: Path
    number: str
    recipient: str
    approver: str
    expires: date
    """The last day on which it counts."""
    categories: frozenset[str]
    digests: frozenset[str]
    """SHA-256 of the files that it names; a container stands for all that is in it."""
    project: str = ""
    """Name of the project that it was given for, "" where it does not say."""

    def void(self, today: date, project: str, recipient: str = "") -> str:
        """Return why the permit does not count today for a project and a recipient, "" where it does; a blank name fits any."""
        if self.expires < today:
            return f"已于 {self.expires} 过期"
        if self.project and project and self.project != project:
            return f"是给项目“{self.project}”的，不是本项目“{project}”"
        if recipient and self.recipient != recipient:
            return f"接收方是“{self.recipient}”，不是“{recipient}”"
        return ""


def load_permit(path: Path, policy: Policy) -> Permit:
    """Return the permit of a file. Raises BadData where a key is wrong, OSError where it cannot be read."""
    table = read_toml(path)
    table.only("number", "recipient", "approver", "expires", "categories", "project", "file")
    categories = table.categories("categories", policy)
    if not categories:
        raise table.wrong("categories", "缺少，应写许可共享的类别")
    if statutory := [item.title for item in policy.categories if item.statutory and item.id in categories]:
        raise table.wrong("categories", f"{statutory[0]}不能由许可放行，只能由有权机关解除（第9条第2项）")
    digests = frozenset(_digests(table))
    if not digests:
        raise table.wrong("file", "缺少，许可的每个文件写一段 [[file]]，内有 sha256")
    return Permit(
        path=path,
        number=table.text("number", "许可的文号"),
        recipient=table.text("recipient", "接收方"),
        approver=table.text("approver", "甲方批准人"),
        expires=table.day("expires", "有效期的最后一天"),
        categories=categories,
        digests=digests,
        project=table.text_or_blank("project"),
    )


def _digests(table: Table) -> Iterator[str]:
    for item in table.tables("file"):
        item.only("name", "sha256")
        item.text("sha256", "文件的 SHA-256（baomi check 的输出里有）")
        yield item.digest("sha256", 64)


def request_text(files: Iterable[tuple[str, str]], categories: Iterable[str], project: str, recipient: str) -> str:
    """Return the draft of a permit for files (path and SHA-256): Party A fills in the rest; load_permit reads it then."""
    head = f"""\
# 共享许可（草稿）。由甲方核对文件后填写文号、批准人和有效期；填好之前不算数（第3条第1、7项）。
number = ""              # 许可的文号
recipient = {quoted(recipient)}           # 接收方
approver = ""            # 甲方批准人
# expires = 2026-12-31   有效期的最后一天，去掉井号填写
categories = [{", ".join(map(quoted, categories))}]
project = {quoted(project)}
"""
    listed = (f"\n[[file]]\nname = {quoted(printable(name))}\nsha256 = {quoted(sha256)}\n" for name, sha256 in files)
    return head + "".join(listed)
