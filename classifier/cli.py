"""命令行：解析、调用、打印、定退出码；别处一概不打印。"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.console import Command, Group, messages

if TYPE_CHECKING:
    from classifier.inventory import Inventory
    from classifier.model import Record
    from classifier.settings import Settings

DONE, FINDINGS, WRONG_USE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130
DEFAULT_INVENTORY = "baomi.inventory"


class WrongUse(click.ClickException):
    """The user asked for something that cannot be done; the message says what to do instead."""

    exit_code = WRONG_USE


@click.group(cls=Group)
@click.version_option(package_name="baomi", prog_name="baomi", message="%(prog)s %(version)s", help="显示版本。")
def baomi() -> None:
    """保密：按《保密协议》给项目资料分类，列出清单。

    \b
    常用：
      baomi scan 项目资料 --out xlsx=清单.xlsx     扫描并写出清单
      baomi explain baomi.inventory 文件          说明某个文件为何这样分类
    退出码：0 完成，没有要报告的；1 命中 --fail-on 的类别；2 用法或配置有误；3 有文件没能读全；130 被中断。
    """


@baomi.command(cls=Command)
@click.argument("root", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--inventory",
    metavar="文件",
    type=click.Path(path_type=Path),
    default=DEFAULT_INVENTORY,
    help="清单文件，默认 baomi.inventory；已有时接着扫描。",
)
@click.option(
    "--out", "outs", metavar="形式=文件", multiple=True, help="同时写出报告：jsonl、csv、xlsx、html，可重复。"
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
@click.option("--no-ocr", is_flag=True, help="不识别图像里的文字。目前还不能识别，图像一律记为待识别。")
@click.option("--fresh", is_flag=True, help="丢弃已有清单，全部重新读取。")
@click.option("--quiet", is_flag=True, help="不显示进度。")
def scan(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    root: Path,
    inventory: Path,
    outs: tuple[str, ...],
    workers: int,
    fail_on: str,
    excludes: tuple[str, ...],
    names: str,
    no_ocr: bool,  # noqa: ARG001 the contract has it; nothing is recognized in pictures yet
    fresh: bool,
    quiet: bool,
) -> NoReturn:
    """扫描文件夹，给每个文件标出协议规定的类别，存成清单。只读，不联网，不改动被扫描的文件夹。"""
    from classifier.inventory import Inventory  # noqa: PLC0415 start-up of --help must not pay for it

    reports = _reports(outs)
    settings = replace(_settings(root), exclude=excludes, workers=workers, names=names)
    wanted = _categories(fail_on)
    _outside(inventory, settings.root)
    for _, path in reports:
        _outside(path, settings.root)
    with messages(), Inventory(inventory, create=True) as store:
        if fresh:
            store.clear()
        _run(settings, store, quiet)
        _write_reports(reports, store)
        sys.exit(_conclude(store, inventory, wanted))


def _reports(outs: Iterable[str]) -> list[tuple[str, Path]]:
    from classifier.report._base import forms  # noqa: PLC0415

    reports = []
    for out in outs:
        form, equals, path = out.partition("=")
        if not equals or not path or form not in forms():
            raise WrongUse(f"--out {out}：应写作 形式=文件，形式为 {'、'.join(forms())} 之一")
        reports.append((form, Path(path)))
    return reports


def _settings(root: Path) -> Settings:
    from classifier.mask import load_key  # noqa: PLC0415
    from classifier.settings import Settings  # noqa: PLC0415

    if not root.is_dir():
        raise WrongUse(f"没有这个文件夹：{_shown(root)}")
    with messages():
        key = load_key()
    return Settings(root.resolve(), key, date.today())  # noqa: DTZ011 the user's own day


def _categories(names: str) -> frozenset[str]:
    from classifier.policy import load_policy  # noqa: PLC0415

    known = {key: item.id for item in load_policy().categories for key in (item.id, item.title)}
    wanted = [name.strip() for name in names.replace("，", ",").split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in known]:
        raise WrongUse(f"--fail-on：没有类别“{unknown[0]}”，可用 {'、'.join(known)}")
    return frozenset(known[name] for name in wanted)


def _outside(path: Path, root: Path) -> None:
    if path.resolve().is_relative_to(root):
        raise WrongUse(f"{_shown(path)} 在被扫描的文件夹之内；为不改动甲方资料，请写到别处（--inventory、--out）")


def _run(settings: Settings, store: Inventory, quiet: bool) -> None:
    from tqdm import tqdm  # noqa: PLC0415

    from classifier.scan import count, scan  # noqa: PLC0415

    hidden = quiet or not sys.stderr.isatty()
    total = None if hidden else count(settings)
    with tqdm(total=total, disable=hidden, unit="文件", desc="扫描", file=sys.stderr) as bar:
        for _ in scan(settings, store):
            bar.update()


def _write_reports(reports: Iterable[tuple[str, Path]], store: Inventory) -> None:
    from classifier.report._base import write_report  # noqa: PLC0415

    for form, path in reports:
        write_report(form, store, path)
        click.echo(f"已写出 {_shown(path)}", err=True)


def _conclude(store: Inventory, path: Path, wanted: frozenset[str]) -> int:
    from classifier.console import print_summary  # noqa: PLC0415
    from classifier.report._summary import summarize  # noqa: PLC0415

    summary = summarize(store)
    print_summary(summary, store.header(), path)
    found = sum(line.files for line in summary.categories if line.id in wanted)
    code = FINDINGS if found else INCOMPLETE if summary.unread else DONE
    if found:
        click.echo(f"退出码 1：{found} 个文件命中 --fail-on 的类别。", err=True)
    if summary.unread:
        words = "清单不完整，未读的不能视为不涉密"
        click.echo(f"{'另有' if found else f'退出码 {code}：有'} {summary.unread} 个文件未能读全，{words}。", err=True)
    return code


@baomi.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.option("--out", "outs", metavar="形式=文件", multiple=True, help="写出报告：jsonl、csv、xlsx、html，可重复。")
def report(inventory: Path, outs: tuple[str, ...]) -> NoReturn:
    """由已有清单重新写出报告或总览，不再读取原文件。"""
    from classifier.inventory import Inventory  # noqa: PLC0415

    reports = _reports(outs)
    with messages(), Inventory(inventory) as store:
        store.header()
        _write_reports(reports, store)
        sys.exit(_conclude(store, inventory, frozenset()))


@baomi.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.argument("path", metavar="文件")
def explain(inventory: Path, path: str) -> None:
    """说明一个文件为什么这样分类：条款、理由、位置。文件写清单里的相对路径。"""
    from classifier.explain import explain as sentences  # noqa: PLC0415
    from classifier.inventory import Inventory  # noqa: PLC0415

    with messages(), Inventory(inventory) as store:
        header = store.header()
        if (record := _find(store, header.root, path)) is None:
            raise WrongUse(f"清单里没有这个文件：{_shown(path)}（应写相对于 {_shown(header.root)} 的路径）")
        for sentence in sentences(record, header, store.elsewhere(record.name)):
            click.echo(sentence)


def _find(store: Inventory, root: str, path: str) -> Record | None:
    inside = os.path.relpath(Path(path).resolve(), root)
    return store.record(path) or store.record(inside)


@baomi.command(cls=Command)
def rules() -> None:
    """列出全部规则：协议条款与类别，每个识别器和文种认什么、不认什么。"""
    from classifier.explain import rules as lines  # noqa: PLC0415

    with messages():
        for line in lines():
            click.echo(line)


@baomi.command(cls=Command)
def doctor() -> NoReturn:
    """自检：运行环境、识别器样例、词典与协议是否完好，是否离线。"""
    from classifier.doctor import examine  # noqa: PLC0415

    sound = True
    with messages():
        for check in examine():
            click.echo(f"{'正常' if check.sound else '不妥'}　{check.name}：{check.detail}")
            sound = sound and check.sound
    sys.exit(DONE if sound else WRONG_USE)


def _shown(path: object) -> str:
    from classifier.escape import printable  # noqa: PLC0415

    return printable(str(path))


def main() -> NoReturn:
    """Run the command line and leave with its exit code; messages are in Chinese, on standard error."""
    from classifier.console import run  # noqa: PLC0415

    sys.exit(run(baomi))


if __name__ == "__main__":
    main()
