"""baomi except：把例外写进登记（第9条第1项）。"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.commands._base import WrongUse, settings_for, shown
from classifier.commands._view import project_at, with_project
from classifier.console import Command, messages
from classifier.replacing import replacing

if TYPE_CHECKING:
    from classifier.inventory import Inventory
    from classifier.project import Project

_MOST_VALUES = 200


@click.command("except", cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.option("--file", "names", metavar="文件", multiple=True, help="清单里的相对路径，可重复；不写则从终端或标准输入读值。")  # fmt: skip
@click.option("--ground", metavar="款项", default="", help="9.1(1) 至 9.1(6) 之一。")
@click.option("--evidence", metavar="材料", default="", help="证明材料。")
@click.option("--date", "day", metavar="日期", default="", help="例外成立的日期，如 2026-03-01。")
@click.option("--approver", metavar="姓名", default="", help="批准人。")
@click.option("--expires", metavar="日期", default="", help="有效期的最后一天。")
@click.option("--confirmed-by", metavar="姓名", default="", help="涉及个人信息的，由谁确认（第9条第3项）。")
@click.option("--opinion", metavar="编号", default="", help="律师书面意见的编号（第5条，款项 9.1(5)）。")
@click.option("--confirmed-on", metavar="日期", default="", help="甲方确认证明材料的日期（第5条，款项 9.1(5)）。")
@click.option("--to", "register", metavar="文件", type=click.Path(path_type=Path), help="接在这个登记之后（如 exceptions.toml）；不写则只显示，空处自己填。")  # fmt: skip
@with_project
def prepare(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    inventory: Path,
    names: tuple[str, ...],
    ground: str,
    evidence: str,
    day: str,
    approver: str,
    expires: str,
    confirmed_by: str,
    opinion: str,
    confirmed_on: str,
    register: Path | None,
    project_path: Path | None,
) -> None:
    """写出例外登记的条目：文件按摘要，值按带密钥的摘要；值从终端（不回显）或标准输入读，一行一个，不会显示。"""
    from classifier.exceptions import entry_text  # noqa: PLC0415
    from classifier.inventory import Inventory  # noqa: PLC0415

    told = {
        "ground": ground, "evidence": evidence, "date": day, "approver": approver, "expires": expires,
        "confirmed_by": confirmed_by, "opinion": opinion, "confirmed_on": confirmed_on,
    }  # fmt: skip
    with messages(), Inventory(inventory) as store:
        policy = store.header().settings["policy"]
        bound = _of_files(store, names) if names else _of_values(store, _values())
        text = "".join(entry_text(remark, keys, told) for remark, keys in bound)
        if not text:
            raise WrongUse("没有写出条目")
        if register is None:
            click.echo(text, nl=False)
        else:
            _append(text, register, policy, project_at(project_path))


def _append(text: str, path: Path, policy: str, project: Project | None) -> None:
    """Add entries to a register that is sound with them; nothing is written where it is not."""
    from classifier.exceptions import check_register  # noqa: PLC0415
    from classifier.policy import load_policy  # noqa: PLC0415

    known = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    whole = f"{known.rstrip()}\n\n{text}" if known.strip() else text
    entries = check_register(whole, path, load_policy(policy), project.signed if project else None)
    with replacing(path) as unfinished:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(whole)
    click.echo(f"已写入 {shown(path)}，现有 {len(entries)} 条。", err=True)


def _values() -> list[str]:
    if sys.stdin.isatty():
        return [str(click.prompt("值（不回显）", hide_input=True, err=True))]
    from classifier.decode import decode  # noqa: PLC0415

    text = decode(sys.stdin.buffer.read()).text
    values = [line.strip() for line in text.splitlines() if line.strip()]
    if not 0 < len(values) <= _MOST_VALUES:
        raise WrongUse(f"标准输入里应有 1 至 {_MOST_VALUES} 个值，一行一个；或用 --file 指明文件")
    return values


def _of_files(store: Inventory, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield remark and binding of each file."""
    for name in names:
        record = store.record(name)
        if record is None or not record.sha256:
            raise WrongUse(f"清单里没有这个文件，或没有它的摘要：{shown(name)}")
        yield shown(name), {"sha256": record.sha256}


def _of_values(store: Inventory, values: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield remark and binding of each value that the inventory knows, once for each kind that it was seen as."""
    from classifier.lookup import values_of_texts  # noqa: PLC0415

    for number, digests in enumerate(values_of_texts(values, settings_for(Path())), 1):
        files = dict[tuple[str, str], int]()
        for digest in sorted(digests):
            for entity, _ in store.having(digest):
                files[digest.hex(), entity] = files.get((digest.hex(), entity), 0) + 1
        for (digest_text, entity), seen in files.items():
            yield f"第{number}个值，见于 {seen} 个文件", {"value": digest_text, "entity": entity}
        if not files:
            click.echo(f"第{number}个值在清单里没有见过（或清单是用另一把密钥做的）。", err=True)


COMMAND = prepare
