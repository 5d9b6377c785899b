"""baomi except：为例外登记（第9条第1项）准备条目。"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.commands._base import WrongUse, settings_for, shown
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.inventory import Inventory

_MOST_VALUES = 200
_BLANKS = """\
ground = ""          # 9.1(1) 至 9.1(6) 之一
evidence = ""        # 证明材料
# date = 2026-01-01      例外成立的日期，去掉井号填写
approver = ""        # 批准人
# expires = 2026-12-31   有效期的最后一天，去掉井号填写
confirmed_by = ""    # 涉及个人信息的，须由具名的人确认（第9条第3项）
"""


@click.command("except", cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.option("--file", "names", metavar="文件", multiple=True, help="清单里的相对路径，可重复；不写则从标准输入读值。")
def prepare(inventory: Path, names: tuple[str, ...]) -> None:
    """为例外登记写出待填的条目：文件按摘要，值按带密钥的摘要；值从终端（不回显）或标准输入读，一行一个，不会显示。"""
    from classifier.inventory import Inventory  # noqa: PLC0415

    with messages(), Inventory(inventory) as store:
        store.header()
        entries = _of_files(store, names) if names else _of_values(store, _values())
        for entry in entries:
            click.echo(entry)


def _values() -> list[str]:
    if sys.stdin.isatty():
        return [str(click.prompt("值（不回显）", hide_input=True, err=True))]
    from classifier.decode import decode  # noqa: PLC0415

    text = decode(sys.stdin.buffer.read()).text
    values = [line.strip() for line in text.splitlines() if line.strip()]
    if not 0 < len(values) <= _MOST_VALUES:
        raise WrongUse(f"标准输入里应有 1 至 {_MOST_VALUES} 个值，一行一个")
    return values


def _of_files(store: Inventory, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        record = store.record(name)
        if record is None or not record.sha256:
            raise WrongUse(f"清单里没有这个文件，或没有它的摘要：{shown(name)}")
        yield f'# {shown(name)}\n[[exception]]\nsha256 = "{record.sha256}"\n{_BLANKS}'


def _of_values(store: Inventory, values: list[str]) -> Iterator[str]:
    from classifier.lookup import values_of_texts  # noqa: PLC0415

    for number, digests in enumerate(values_of_texts(values, settings_for(Path())), 1):
        files = dict[tuple[str, str], int]()
        for digest in sorted(digests):
            for entity, _ in store.having(digest):
                files[digest.hex(), entity] = files.get((digest.hex(), entity), 0) + 1
        for (digest_text, entity), seen in files.items():
            said = f"# 第{number}个值，见于 {seen} 个文件"
            yield f'{said}\n[[exception]]\nvalue = "{digest_text}"\nentity = "{entity}"\n{_BLANKS}'
        if not files:
            click.echo(f"第{number}个值在清单里没有见过（或清单是用另一把密钥做的）。", err=True)


COMMAND = prepare
