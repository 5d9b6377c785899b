"""baomi explain：说明一个文件为何这样分类。"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.commands._base import WrongUse, shown
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.inventory import Inventory
    from classifier.record import Record


@click.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.argument("path", metavar="文件")
def explain(inventory: Path, path: str) -> None:
    """说明一个文件为什么这样分类：条款、理由、位置。文件写清单里的相对路径。"""
    from classifier.explain import explain as sentences  # noqa: PLC0415
    from classifier.inventory import Inventory  # noqa: PLC0415

    with messages(), Inventory(inventory) as store:
        header = store.header()
        if (record := _find(store, header.root, path)) is None:
            raise WrongUse(f"清单里没有这个文件：{shown(path)}（应写相对于 {shown(header.root)} 的路径）")
        for sentence in sentences(record, header, store.elsewhere(record.name)):
            click.echo(sentence)


def _find(store: Inventory, root: str, path: str) -> Record | None:
    inside = os.path.relpath(Path(path).resolve(), root)
    return store.record(path) or store.record(inside)


COMMAND = explain
