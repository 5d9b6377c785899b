"""baomi init：写出项目设置 baomi.toml。"""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.commands._base import WrongUse, shown
from classifier.commands._view import PROJECT_FILE
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.project import Project

_ASKED = {
    "name": ("项目名称", "--name"),
    "party_a": ("甲方名称", "--party-a"),
    "coordinator_a": ("甲方安全保密协调责任人", "--coordinator-a"),
    "party_b": ("乙方名称", "--party-b"),
    "coordinator_b": ("乙方安全保密协调责任人", "--coordinator-b"),
    "signed": ("协议签署日期，如 2026-03-01", "--signed"),
}


@click.command(cls=Command)
@click.argument("folder", metavar="[文件夹]", type=click.Path(path_type=Path), default=Path())
@click.option("--name", metavar="名称", default="", help="项目名称。")
@click.option("--party-a", metavar="名称", default="", help="甲方名称。")
@click.option("--coordinator-a", metavar="姓名", default="", help="甲方安全保密协调责任人（第1条）。")
@click.option("--party-b", metavar="名称", default="", help="乙方名称。")
@click.option("--coordinator-b", metavar="姓名", default="", help="乙方安全保密协调责任人（第1条）。")
@click.option("--signed", metavar="日期", default="", help="协议签署日期，如 2026-03-01。")
@click.option("--root", "roots", metavar="文件夹", type=click.Path(path_type=Path), multiple=True, help="要扫描的资料文件夹，可重复。")  # fmt: skip
@click.option("--exclude", "excludes", metavar="模式", multiple=True, help="不读取的文件（gitignore 写法），可重复。")
@click.option("--permit", "permitted", metavar="类别,…", default="", help="甲方同意项目组使用的类别（第3条第7项）。")
@click.option("--retention", "retention", metavar="类别=期限", multiple=True, help="业主单位另定的保密期限（第9条第2项），可重复。")  # fmt: skip
@click.option("--inside", is_flag=True, help="仍写在要扫描的资料文件夹之内。")
def init(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    folder: Path,
    name: str,
    party_a: str,
    coordinator_a: str,
    party_b: str,
    coordinator_b: str,
    signed: str,
    roots: tuple[Path, ...],
    excludes: tuple[str, ...],
    permitted: str,
    retention: tuple[str, ...],
    inside: bool,
) -> None:
    """在工作文件夹里写出项目设置 baomi.toml；没有给出的在终端上逐项询问。不覆盖已有的文件。"""
    from classifier.project import Party, Project, project_text  # noqa: PLC0415

    path = folder / PROJECT_FILE
    if not folder.is_dir():
        raise WrongUse(f"没有这个文件夹：{shown(folder)}")
    if path.exists():
        raise WrongUse(f"{shown(path)} 已经有了，不覆盖；要改请直接编辑它")
    given = {
        "name": name, "party_a": party_a, "coordinator_a": coordinator_a,
        "party_b": party_b, "coordinator_b": coordinator_b, "signed": signed,
    }  # fmt: skip
    told = _told(given)
    project = Project(
        name=told["name"],
        signed=_day(told["signed"]),
        party_a=Party(told["party_a"], told["coordinator_a"]),
        party_b=Party(told["party_b"], told["coordinator_b"]),
        roots=tuple(root.resolve() for root in _roots(roots)),
        exclude=excludes,
        permitted=frozenset(_categories(permitted)),
        retention=dict(map(_retention, retention)),
    )
    _not_among_the_material(folder.resolve(), project, inside)
    with messages():
        text = project_text(project, folder.resolve())
        _check(text, path)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    click.echo(f"已写出 {shown(path)}（只有本人可读）。它写有双方名称，本身应当保密（第3条第3项）。")
    click.echo("下一步：baomi scan --out html=清单.html" if len(project.roots) == 1 else "下一步：baomi scan 文件夹")


def _told(given: dict[str, str]) -> dict[str, str]:
    """Return what was given as options, and what a person at the terminal answers where it was not."""
    missing = [key for key, value in given.items() if not value.strip()]
    if missing and not sys.stdin.isatty():
        raise WrongUse(f"缺少 {'、'.join(f'{_ASKED[key][1]}（{_ASKED[key][0]}）' for key in missing)}")
    answers = {key: str(click.prompt(_ASKED[key][0], err=True)) for key in missing}
    return {key: value.strip() for key, value in (given | answers).items()}


def _roots(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    if not roots and sys.stdin.isatty():
        answer = str(
            click.prompt("要扫描的资料文件夹（多个用逗号隔开，可留空）", default="", show_default=False, err=True)
        )
        roots = tuple(Path(part.strip()) for part in answer.replace("，", ",").split(",") if part.strip())
    if missing := [root for root in roots if not root.is_dir()]:
        raise WrongUse(f"--root：没有这个文件夹：{shown(missing[0])}")
    return roots


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 a day has no zone
    except ValueError as error:
        raise WrongUse(f"--signed：应是日期，如 2026-03-01，不是“{shown(text)}”") from error


def _categories(names: str) -> list[str]:
    from classifier.policy import load_policy  # noqa: PLC0415

    policy = load_policy()
    wanted = [name.strip() for name in names.replace("，", ",").split(",") if name.strip()]
    if unknown := [name for name in wanted if not policy.id_of(name)]:
        titles = "、".join(item.title for item in policy.categories)
        raise WrongUse(f"--permit：没有类别“{shown(unknown[0])}”，可用 {titles}")
    return [policy.id_of(name) for name in wanted]


def _retention(given: str) -> tuple[str, str]:
    category, equals, term = given.partition("=")
    if not equals or not term.strip():
        raise WrongUse(f"--retention {shown(given)}：应写作 类别=期限")
    return (_categories(category) or [""])[0], term.strip()


def _not_among_the_material(folder: Path, project: Project, inside: bool) -> None:
    if not project.contains(folder):
        return
    if not inside:
        said = "baomi.toml 会落在要扫描的资料文件夹之内；请换一个工作文件夹，确实要写在那里就加 --inside"
        raise WrongUse(f"{shown(folder)}：{said}")
    click.echo("注意：baomi.toml 写在要扫描的资料文件夹之内，扫描时会被当作资料列出。", err=True)


def _check(text: str, path: Path) -> None:
    """Refuse what could not be read back, before anything is written."""
    from classifier.checked import parse_toml  # noqa: PLC0415
    from classifier.project import project_of  # noqa: PLC0415

    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongUse("给出的文字或路径不是 UTF-8，写不进设置文件") from error
    project_of(parse_toml(text, path))


COMMAND = init
