"""baomi report：由清单写出报告。"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from classifier.commands._base import conclude, reports_of, write_reports
from classifier.commands._view import project_at, tell_states, view_of, with_view
from classifier.console import Command, messages


@click.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.option(
    "--out", "outs", metavar="形式=文件", multiple=True, help="写出报告：jsonl、csv、xlsx、html、docx，可重复。"
)
@with_view
def report(
    inventory: Path, outs: tuple[str, ...], project_path: Path | None, exceptions: Path | None, level: str
) -> NoReturn:
    """由已有清单重新写出报告或总览，不再读取原文件。"""
    from classifier.inventory import Inventory  # noqa: PLC0415

    reports = reports_of(outs)
    with messages(), Inventory(inventory) as store:
        view = view_of(store, project_at(project_path), exceptions, level)
        write_reports(reports, view)
        tell_states(view)
        sys.exit(conclude(view, inventory, frozenset()))


COMMAND = report
