"""baomi check：共享之前的检查。"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.commands._base import DONE, FINDINGS, INCOMPLETE, WrongUse, outside, run_scan, settings_for, shown
from classifier.commands._view import project_at, register_of, tell_states, view_of, with_register
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.inventory import Inventory
    from classifier.permit import Permit
    from classifier.project import Project
    from classifier.settings import Settings
    from classifier.share import Verdict
    from classifier.view import View


@click.command(cls=Command)
@click.argument("root", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--permit", "permits", metavar="文件", type=click.Path(path_type=Path), multiple=True, help="甲方的书面许可（TOML），可重复。")  # fmt: skip
@click.option("--to", "recipient", metavar="接收方", default="", help="要交给谁；给别人的许可不算数。")
@click.option("--request", metavar="文件", type=click.Path(path_type=Path), help="把被拦下的文件写成许可的草稿，交甲方填写；不覆盖已有的文件。")  # fmt: skip
@click.option("--staged", is_flag=True, help="只查 git 暂存区里将要提交的内容，可作提交前的钩子。")
@click.option("--inventory", metavar="文件", type=click.Path(path_type=Path), help="清单文件；不写则只在内存里。")
@with_register
def check(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    root: Path,
    permits: tuple[Path, ...],
    recipient: str,
    request: Path | None,
    staged: bool,
    inventory: Path | None,
    project_path: Path | None,
    exceptions: Path | None,
) -> NoReturn:
    """共享之前检查文件夹：有受保护的内容而没有甲方许可即以退出码 1 结束，列出文件、类别、条款和理由。"""
    settings = settings_for(root)
    for path in filter(None, (inventory, request)):
        outside(path, settings.root)
    if request and request.exists():
        raise WrongUse(f"{shown(request)} 已经有了，不覆盖")
    with messages():
        project = project_at(project_path)
        settings = replace(settings, policy=project.agreement) if project else settings
        valid = _valid(permits, project, recipient, settings)
        register_of(exceptions, project, settings.policy)  # what is wrong in it is said before the long reading
        with _inventory(settings, staged, inventory) as (store, unread):
            view = view_of(store, project, exceptions)
            _tell_foreign(view, valid)
            code = _conclude(view, valid, unread)
            if request:
                _ask(view, valid, request, recipient)
            tell_states(view)
            names = [record.name for record in store.records()]
    _warn(settings.root, [] if staged else names)
    sys.exit(code)


@contextmanager
def _inventory(
    settings: Settings, staged: bool, path: Path | None
) -> Iterator[tuple[Inventory, tuple[tuple[str, str], ...]]]:
    """Give the inventory of the folder or of what is staged in it, and what of the latter could not be put aside."""
    from classifier.aside import private_folder  # noqa: PLC0415
    from classifier.inventory import Inventory  # noqa: PLC0415
    from classifier.staged import put_aside  # noqa: PLC0415

    with ExitStack() as stack:
        unread: tuple[tuple[str, str], ...] = ()
        if staged:
            folder = stack.enter_context(private_folder())
            unread = put_aside(settings.root, folder)
            settings = replace(settings, root=folder)
        kept = path if path and not staged else Path(":memory:")
        store = stack.enter_context(Inventory(kept, create=True))
        run_scan(settings, store, quiet=staged)
        yield store, unread


def _valid(paths: tuple[Path, ...], project: Project | None, recipient: str, settings: Settings) -> tuple[Permit, ...]:
    """Return the permits that count; say on standard error which do not and why."""
    from classifier.permit import load_permit  # noqa: PLC0415
    from classifier.policy import load_policy  # noqa: PLC0415

    permits = [load_permit(path, load_policy(settings.policy)) for path in paths]
    void = [permit.void(settings.today, project.name if project else "", recipient) for permit in permits]
    for permit, why in zip(permits, void, strict=True):
        if why:
            click.echo(shown(f"许可 {permit.number}（{permit.path}）不算数：{why}。"), err=True)
    return tuple(permit for permit, why in zip(permits, void, strict=True) if not why)


def _tell_foreign(view: View, permits: tuple[Permit, ...]) -> None:
    from classifier.share import foreign  # noqa: PLC0415

    for permit in foreign(view, permits):
        click.echo(shown(f"许可 {permit.number}（{permit.path}）所列的文件这里一个也没有。"), err=True)


def _conclude(view: View, permits: tuple[Permit, ...], unread: tuple[tuple[str, str], ...]) -> int:
    """Print what is blocked, permitted and unread, and return the exit code."""
    from classifier.share import verdicts  # noqa: PLC0415

    found = list(verdicts(view, permits))
    blocked = [item for item in found if item.blocked]
    for item in blocked:
        _tell_blocked(item, view)
    for item in found:
        if not item.blocked:
            _tell_permitted(item)
    left = list(_unread(view, unread))
    for line in left:
        click.echo(line)
    code = FINDINGS if blocked else INCOMPLETE if left else DONE
    total = sum(view.outcomes().values()) + len(unread)
    said = f"共 {total:,} 个文件，不得共享 {len(blocked):,}，许可放行 {len(found) - len(blocked):,}，未能读全 {len(left):,}"
    click.echo(f"{said}。退出码 {code}。", err=True)
    return code


def _ask(view: View, permits: tuple[Permit, ...], path: Path, recipient: str) -> None:
    """Write the draft of a permit for what is blocked; a state secret is not in it: no permit lifts it."""
    from classifier.permit import request_text  # noqa: PLC0415
    from classifier.share import requestable  # noqa: PLC0415

    files, categories = requestable(view, permits)
    if not files:
        click.echo("没有可以申请许可的文件，没有写出草稿。", err=True)
        return
    titles = [view.policy.title_of(category) for category in categories]
    text = request_text(files, titles, view.project.name if view.project else "", recipient)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    click.echo(f"已写出许可草稿 {shown(path)}（{len(files):,} 个文件），交甲方核对填写。", err=True)


def _tell_blocked(item: Verdict, view: View) -> None:
    record, policy = item.record, view.policy
    click.echo(f"不得共享　{shown(record.name)}　SHA-256 {record.sha256}")
    for category in dict.fromkeys(tag.category for tag in item.blocked):
        tags = [tag for tag in item.blocked if tag.category == category]
        titles = "、".join(policy.subtype_title(tag.subtype) for tag in tags)
        click.echo(f"  第{tags[0].clause}条 {policy.title_of(category)}（{titles}）")
        for reason in dict.fromkeys(reason for tag in tags for reason in tag.reasons[:2]):
            click.echo(f"    理由：{shown(reason)}")


def _tell_permitted(item: Verdict) -> None:
    numbers = "、".join(f"{permit.number}，接收方 {permit.recipient}，至 {permit.expires}" for permit in item.permits)
    click.echo(f"许可放行　{shown(item.record.name)}（{shown(numbers)}）")


def _unread(view: View, unread: tuple[tuple[str, str], ...]) -> Iterator[str]:
    from classifier.words import OUTCOMES  # noqa: PLC0415

    for record in view.records():
        if not record.outcome.complete:
            yield f"未能读全　{shown(record.name)}（{OUTCOMES[record.outcome]}：{shown(record.detail)}）"
    for name, reason in unread:
        yield f"未能读全　{shown(name)}（{reason}）"


def _warn(root: Path, names: list[str]) -> None:
    from classifier.exposure import exposures  # noqa: PLC0415

    for sentence in exposures(root, names):
        click.echo(f"注意：{sentence}。", err=True)


COMMAND = check
