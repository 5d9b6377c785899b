"""baomi scan：扫描文件夹，存成清单。"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.commands._base import (
    WrongUse,
    categories_of,
    conclude,
    outside,
    reports_of,
    run_scan,
    settings_for,
    shown,
    write_reports,
)
from classifier.commands._view import project_at, tell_not_permitted, tell_states, view_of, with_view
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.project import Project


DEFAULT_INVENTORY = "baomi.inventory"


@click.command(cls=Command)
@click.argument("root", metavar="[文件夹]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--inventory",
    metavar="文件",
    type=click.Path(path_type=Path),
    default=DEFAULT_INVENTORY,
    help="清单文件，默认 baomi.inventory；已有时接着扫描。",
)
@click.option(
    "--out", "outs", metavar="形式=文件", multiple=True, help="同时写出报告：jsonl、csv、xlsx、html、docx，可重复。"
)
@click.option(
    "--workers",
    metavar="个数",
    type=click.IntRange(1, 256),
    default=min(os.cpu_count() or 1, 8),
    help="同时读取的进程数。",
)
@click.option("--fail-on", metavar="类别,…", default="", help="命中这些类别时以退出码 1 结束；可用中文名或代号。")
@click.option(
    "--exclude", "excludes", metavar="模式", multiple=True, help="不读取的文件（gitignore 写法，可重复）；仍列入清单。"
)
@click.option(
    "--names",
    metavar="范围",
    type=click.Choice(["full", "settled", "off"]),
    default="settled",
    help="姓名查到什么程度：full 全查，settled 查到结论不再变为止（默认），off 不查。",
)
@click.option("--no-ocr", is_flag=True, help="不识别图像里的文字（默认在装有 baomi[ocr] 时识别）；图像记为待识别。")
@click.option(
    "--passwords",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="密码表，一行一个，用来试开加密的文件；不写进任何结果。",
)
@click.option("--history", is_flag=True, help="打开 git 版本库的历史，逐个版本读取。")
@click.option("--second-reader", is_flag=True, help="PDF 与 xlsx 用两种方法各读一遍，说明所得有无不同。")
@click.option(
    "--limit",
    "limits",
    metavar="名称=数",
    multiple=True,
    help="上限，可重复；超过的不算读全。depth 嵌套层数、members 成员个数、ratio 解压倍数、total 解压合计 MiB、size 单个文件 MiB、seconds 秒数、"
    "ocr-seconds 文字识别秒数、memory 内存 MiB。",
)
@click.option("--fresh", is_flag=True, help="丢弃已有清单，全部重新读取。")
@click.option("--quiet", is_flag=True, help="不显示进度。")
@with_view
def scan(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    root: Path | None,
    inventory: Path,
    outs: tuple[str, ...],
    workers: int,
    fail_on: str,
    excludes: tuple[str, ...],
    names: str,
    no_ocr: bool,
    passwords: Path | None,
    history: bool,
    second_reader: bool,
    limits: tuple[str, ...],
    fresh: bool,
    quiet: bool,
    project_path: Path | None,
    exceptions: Path | None,
    level: str,
) -> NoReturn:
    """扫描文件夹，给每个文件标出协议规定的类别，存成清单。只读，不联网，不改动被扫描的文件夹。"""
    from classifier.inventory import Inventory  # noqa: PLC0415 start-up of --help must not pay for it
    from classifier.settings import limited  # noqa: PLC0415

    reports = reports_of(outs)
    with messages():
        project = project_at(project_path)
    root, agreed = _scope(root, project)
    settings = settings_for(root)
    settings = replace(
        settings,
        exclude=(*agreed, *excludes),
        workers=workers,
        names=names,
        ocr=settings.ocr and not no_ocr,
        passwords=_passwords(passwords),
        history=history,
        second_reader=second_reader,
    )
    try:
        settings = limited(settings, limits)
    except ValueError as wrong:
        raise WrongUse(f"--limit {wrong}") from wrong
    if project:
        settings = replace(settings, policy=project.agreement)
    wanted = categories_of(fail_on)
    outside(inventory, settings.root)
    for _, path in reports:
        outside(path, settings.root)
    with messages(), Inventory(inventory, create=True) as store:
        if fresh:
            store.clear()
        run_scan(settings, store, quiet=quiet)
        view = view_of(store, project, exceptions, level)
        write_reports(reports, view)
        tell_states(view)
        tell_not_permitted(view)
        sys.exit(conclude(view, inventory, wanted))


def _scope(root: Path | None, project: Project | None) -> tuple[Path, tuple[str, ...]]:
    """Return the folder to scan and the exclusions that the project sets for it. Raises WrongUse where none is named."""
    if root is None:
        if project is None or len(project.roots) != 1:
            several = "、".join(shown(folder) for folder in project.roots) if project else ""
            raise WrongUse(f"请指明要扫描的文件夹{f'，项目设置里有：{several}' if several else ''}")
        return project.roots[0], project.exclude
    if project is None or project.contains(root.resolve()):
        return root, project.exclude if project else ()
    click.echo("这个文件夹不在项目设置（baomi.toml）所列的范围之内：只应扫描约定的资料（第3条第5项）。", err=True)
    return root, ()


def _passwords(path: Path | None) -> tuple[str, ...]:
    """Return the lines of a list of passwords, in UTF-8 or GB 18030. Raises WrongUse where there is no such file."""
    if path is None:
        return ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"--passwords：读不了 {shown(path)}（{error.strerror}）") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return tuple(dict.fromkeys(filter(None, text.splitlines())))


COMMAND = scan
