"""项目：双方、协调人、签署日、扫描范围与约定，写在 baomi.toml（第1、3、4、9条）。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pathspec import GitIgnoreSpec

from classifier.checked import Table, quoted, read_toml
from classifier.policy import DEFAULT_POLICY, Policy, load_policy

FILE = "baomi.toml"


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the agreement and the person who coordinates secrecy for it (clause 1)."""

    name: str
    coordinator: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of Party B who holds part of the material, under a written agreement of the person's own (clause 3.4)."""

    name: str
    agreement: str
    """Number of that agreement, "" where none is known."""
    paths: tuple[str, ...]
    """gitignore patterns of what the person holds."""

    def holds(self, name: str) -> bool:
        """Whether the person holds the file `name` (relative path)."""
        return GitIgnoreSpec.from_lines(self.paths).match_file(name)


@dataclass(frozen=True, slots=True)
class Project:
    """What the parties have agreed for one project."""

    name: str
    signed: date
    party_a: Party
    party_b: Party
    roots: tuple[Path, ...] = ()
    """Absolute paths of the folders that may be scanned (clause 3.5)."""
    exclude: tuple[str, ...] = ()
    permitted: frozenset[str] = frozenset()
    """Categories that Party A lets the project team use (clause 3.7); empty: not stated."""
    retention: Mapping[str, str] = field(default_factory=dict)
    """Category → the owner's own term (clause 9.2)."""
    holders: tuple[Holder, ...] = ()
    agreement: str = DEFAULT_POLICY

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield title and text of each line of the block that heads every report."""
        policy = load_policy(self.agreement)
        yield "项目", self.name
        yield "甲方", self.party_a.name
        yield "甲方安全保密协调责任人", self.party_a.coordinator
        yield "乙方", self.party_b.name
        yield "乙方安全保密协调责任人", self.party_b.coordinator
        yield "协议签署日期", self.signed.isoformat()
        if self.permitted:
            titles = [item.title for item in policy.categories if item.id in self.permitted]
            yield "项目组可以使用的类别", "、".join(titles)

    def contains(self, folder: Path) -> bool:
        """Whether an absolute folder lies in one of the roots."""
        return any(folder.is_relative_to(root) for root in self.roots)


def load_project(path: Path) -> Project:
    """Return the project of a file. Raises BadData where a key is wrong, OSError where it cannot be read."""
    return project_of(read_toml(path))


def project_of(table: Table) -> Project:
    """Return the project of a table. Raises BadData where a key is wrong."""
    table.only("project", "party_a", "party_b", "scan", "permitted", "retention", "holder")
    project, scan, permitted = table.table("project"), table.table("scan"), table.table("permitted")
    project.only("name", "signed", "agreement")
    scan.only("roots", "exclude")
    permitted.only("categories")
    policy = _policy(project)
    return Project(
        name=project.text("name", "项目名称"),
        signed=project.day("signed", "协议签署日期"),
        party_a=_party(table.table("party_a"), "甲方"),
        party_b=_party(table.table("party_b"), "乙方"),
        roots=tuple((table.path.parent / root).resolve() for root in scan.texts("roots")),
        exclude=_patterns(scan, "exclude"),
        permitted=permitted.categories("categories", policy),
        retention=dict(_retention(table.table("retention"), policy)),
        holders=tuple(map(_holder, table.tables("holder"))),
        agreement=policy.id,
    )


def _policy(project: Table) -> Policy:
    name = project.text_or_blank("agreement") or DEFAULT_POLICY
    if not name.replace("-", "").isalnum():
        raise project.wrong("agreement", "应是协议数据的代号")
    try:
        return load_policy(name)
    except FileNotFoundError as error:
        raise project.wrong("agreement", f"没有协议数据“{name}”") from error


def _party(table: Table, title: str) -> Party:
    table.only("name", "coordinator")
    return Party(
        table.text("name", f"{title}名称"), table.text("coordinator", f"{title}安全保密协调责任人的姓名（第1条）")
    )


def _holder(table: Table) -> Holder:
    table.only("name", "agreement", "paths")
    return Holder(table.text("name", "持有人姓名"), table.text_or_blank("agreement"), _patterns(table, "paths"))


def _patterns(table: Table, key: str) -> tuple[str, ...]:
    patterns = table.texts(key)
    try:
        GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise table.wrong(key, "应是 gitignore 写法的模式") from error
    return patterns


def _retention(table: Table, policy: Policy) -> Iterator[tuple[str, str]]:
    for key in table.data:
        known = table.category(key, key, policy)
        if not any(item.id == known and item.retention.by_owner for item in policy.categories):
            clause = next(item.retention.clause for item in policy.categories if item.id == known)
            raise table.wrong(key, f"保密期限由协议第{clause}条定死，业主单位不能另定")
        yield known, table.text(key, "业主单位规定的保密期限")


def project_text(project: Project, folder: Path) -> str:
    """Return the file of a project that is to lie in `folder`, with a word on each part; load_project reads it back."""
    return f"""\
# 保密项目设置（baomi）。写有协议双方的名称，本身应当保密（协议第3条第3项）：不得外传，不要放进代码仓库。

[project]
name = {quoted(project.name)}
signed = {project.signed.isoformat()}            # 协议签署日期（第9条第1项要用）
agreement = {quoted(project.agreement)}

[party_a]
name = {quoted(project.party_a.name)}
coordinator = {quoted(project.party_a.coordinator)}   # 甲方安全保密协调责任人（第1条）

[party_b]
name = {quoted(project.party_b.name)}
coordinator = {quoted(project.party_b.coordinator)}   # 乙方安全保密协调责任人（第1条）

[scan]
roots = {_list(_relative(root, folder) for root in project.roots)}   # 只扫描这些文件夹（第3条第5项）
exclude = {_list(project.exclude)}   # gitignore 写法；排除的仍列入清单

[permitted]
categories = {_list(sorted(project.permitted))}   # 甲方同意项目组使用的类别（第3条第7项）；空表示未写明

[retention]
# 业主单位另定的保密期限（第9条第2项），例如：
# third_party_secret = "合同终止后五年"
{"".join(f"{category} = {quoted(term)}{chr(10)}" for category, term in sorted(project.retention.items()))}
# 资料由谁持有、各人的书面保密协议编号（第3条第4项），每人一段：
# [[holder]]
# name = "姓名"
# agreement = "保密协议编号"
# paths = ["名册/"]
"""


def _relative(root: Path, folder: Path) -> str:
    return root.relative_to(folder).as_posix() if root.is_relative_to(folder) else root.as_posix()


def _list(texts: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"
