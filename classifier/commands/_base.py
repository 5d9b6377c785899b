"""各命令共用的部分：退出码、用法错误、读设置、写报告、收尾。"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import classifier.commands
from classifier.console import messages

if TYPE_CHECKING:
    from tqdm import tqdm

    from classifier.inventory import Inventory
    from classifier.settings import Settings
    from classifier.view import View

DONE, FINDINGS, WRONG_USE, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130


class WrongUse(click.ClickException):
    """The user asked for something that cannot be done; the message says what to do instead."""

    exit_code = WRONG_USE


def commands() -> dict[str, click.Command]:
    """Return the COMMAND of every module of the folder without a leading underscore, by its name on the command line."""
    names = sorted(m.name for m in pkgutil.iter_modules(classifier.commands.__path__) if not m.name.startswith("_"))
    found = (import_module(f"classifier.commands.{name}").COMMAND for name in names)
    return {command.name: command for command in found}


def reports_of(outs: Iterable[str]) -> list[tuple[str, Path]]:
    """Return form and path of each `FORM=PATH`, a form of report. Raises WrongUse for an unknown form."""
    if not (wanted := tuple(outs)):
        return []
    from classifier.report._base import forms  # noqa: PLC0415 loads every form, and what each needs

    return outs_in(wanted, forms())


def outs_in(outs: Iterable[str], forms: Iterable[str]) -> list[tuple[str, Path]]:
    """Return form and path of each `FORM=PATH`. Raises WrongUse for a form that is not one of `forms`."""
    known, found = tuple(forms), []
    for out in outs:
        form, equals, path = out.partition("=")
        if not equals or not path or form not in known:
            raise WrongUse(f"--out {shown(out)}：应写作 形式=文件，形式为 {'、'.join(known)} 之一")
        found.append((form, Path(path)))
    return found


def settings_for(root: Path) -> Settings:
    """Return the default settings for a scan of `root`, with the owner's key. Raises WrongUse where it is no folder."""
    from classifier import ocr  # noqa: PLC0415
    from classifier.mask import load_key  # noqa: PLC0415
    from classifier.settings import Settings  # noqa: PLC0415

    if not root.is_dir():
        raise WrongUse(f"没有这个文件夹：{shown(root)}")
    with messages():
        key = load_key()
    return Settings(root.resolve(), key, date.today(), ocr=ocr.installed())  # noqa: DTZ011 the user's own day


def categories_of(names: str) -> frozenset[str]:
    """Return the ids of categories named by title or id, separated by commas. Raises WrongUse for an unknown one."""
    from classifier.policy import load_policy  # noqa: PLC0415

    known = {key: item.id for item in load_policy().categories for key in (item.id, item.title)}
    wanted = [name.strip() for name in names.replace("，", ",").split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in known]:
        raise WrongUse(f"--fail-on：没有类别“{unknown[0]}”，可用 {'、'.join(known)}")
    return frozenset(known[name] for name in wanted)


def outside(path: Path, root: Path) -> None:
    """Raise WrongUse where `path` lies in the scanned folder: nothing is ever written there."""
    if path.resolve().is_relative_to(root):
        raise WrongUse(f"{shown(path)} 在被扫描的文件夹之内；为不改动甲方资料，请写到别处（--inventory、--out）")


def is_watched(*, quiet: bool) -> bool:
    """Return whether a person sees a progress bar."""
    return not quiet and sys.stderr.isatty()


def progress(title: str, total: int | None = None, *, watched: bool) -> tqdm[NoReturn]:
    """Return a progress bar over files, on standard error; one that nobody watches is not shown."""
    from tqdm import tqdm  # noqa: PLC0415

    return tqdm(total=total, disable=not watched, unit="文件", desc=title, file=sys.stderr)


def run_scan(settings: Settings, store: Inventory, *, quiet: bool = False) -> None:
    """Scan into `store`, with a progress bar where a person watches; tell which layers of the sandbox this machine lacks."""
    from classifier.sandbox import missing  # noqa: PLC0415
    from classifier.scan import count, scan  # noqa: PLC0415

    watched = is_watched(quiet=quiet)
    with progress("扫描", count(settings) if watched else None, watched=watched) as bar:
        try:
            for _ in scan(settings, store):
                bar.update()
        except KeyboardInterrupt:
            click.echo("已读的结果都在清单里，再次运行同一命令即可接着扫描。", err=True)
            raise
    held = store.header().settings.get("sandbox")
    if isinstance(held, list) and held and (lacking := missing(held)):
        click.echo(f"本机没有 {'、'.join(lacking)}：读取恶意文件时少一层保护（baomi doctor 说明）。", err=True)


def write_reports(reports: Iterable[tuple[str, Path]], store: Inventory | View) -> None:
    """Write each report and say so on standard error."""
    from classifier.report._base import write_report  # noqa: PLC0415

    for form, path in reports:
        write_report(form, store, path)
        click.echo(f"已写出 {shown(path)}", err=True)


def conclude(view: View, path: Path, wanted: frozenset[str]) -> int:
    """Print the summary of an inventory as it is viewed and return the exit code."""
    from classifier.console import print_summary  # noqa: PLC0415
    from classifier.report._summary import summarize  # noqa: PLC0415

    summary = summarize(view)
    print_summary(summary, view.header(), path)
    found = sum(line.files for line in summary.categories if line.id in wanted)
    code = FINDINGS if found else INCOMPLETE if summary.unread else DONE
    if found:
        click.echo(f"退出码 1：{found} 个文件命中 --fail-on 的类别。", err=True)
    if summary.unread:
        words = "清单不完整，未读的不能视为不涉密"
        click.echo(f"{'另有' if found else f'退出码 {code}：有'} {summary.unread} 个文件未能读全，{words}。", err=True)
    return code


def shown(path: object) -> str:
    """Return a path or a value as it may be printed on a terminal."""
    from classifier.escape import printable  # noqa: PLC0415

    return printable(str(path))
