"""看报告的命令共用的选项：项目、例外登记、知悉范围。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from classifier.exceptions import Entry
    from classifier.inventory import Inventory
    from classifier.project import Project
    from classifier.view import View

PROJECT_FILE = "baomi.toml"
REGISTER_FILE = "exceptions.toml"
LEVELS = ("full", "internal", "counts")

_project = click.option(
    "--project", "project_path", metavar="文件", type=click.Path(path_type=Path), help="项目设置，默认当前文件夹的 baomi.toml。"
)  # fmt: skip
_exceptions = click.option(
    "--exceptions", metavar="文件", type=click.Path(path_type=Path), help="例外登记（第9条第1项），默认当前文件夹的 exceptions.toml；命中仍列出，状态为例外。"
)  # fmt: skip
_level = click.option(
    "--level",
    metavar="范围",
    type=click.Choice(LEVELS),
    default="full",
    help="报告的知悉范围：full 含遮盖后的证据（默认），internal 不含证据，counts 只有数目。",
)


def with_project(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --project to a command."""
    return _project(command)


def with_register(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --project and --exceptions to a command."""
    return _project(_exceptions(command))


def with_level(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --level to a command."""
    return _level(command)


def with_view(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --project, --exceptions and --level to a command."""
    return with_register(with_level(command))


def project_at(path: Path | None) -> Project | None:
    """Return the project of `path`, or of the working folder; None where it has none. Raises BadData, OSError."""
    from classifier.project import load_project  # noqa: PLC0415

    if path is None and not Path(PROJECT_FILE).is_file():
        return None
    return load_project(path or Path(PROJECT_FILE))


def register_of(path: Path | None, project: Project | None, policy: str) -> tuple[Entry, ...]:
    """Return the register of `path`, or of the working folder; empty where it has none. Raises BadData, OSError."""
    from classifier.exceptions import load_register  # noqa: PLC0415
    from classifier.policy import load_policy  # noqa: PLC0415

    if path is None and not Path(REGISTER_FILE).is_file():
        return ()
    return load_register(path or Path(REGISTER_FILE), load_policy(policy), project.signed if project else None)


def view_of(store: Inventory, project: Project | None, exceptions: Path | None, level: str = "full") -> View:
    """Return the inventory as it is to be shown today. Raises BadData, OSError."""
    from classifier.view import Level, View  # noqa: PLC0415

    register = register_of(exceptions, project, store.header().settings["policy"])
    return View(store, date.today(), project, register, Level(level))  # noqa: DTZ011 the user's own day


def tell_states(view: View) -> None:
    """Say on standard error what became of each entry of the register."""
    from classifier.escape import printable  # noqa: PLC0415

    for state in view.states():
        click.echo(f"例外“{printable(state.entry.id)}”：{printable(state.said)}", err=True)


def tell_not_permitted(view: View) -> None:
    """Say on standard error which categories were found that the project does not let the team use (clauses 3.5, 3.7)."""
    from classifier.report._summary import summarize  # noqa: PLC0415

    if not view.project or not view.project.permitted:
        return
    for line in summarize(view).categories:
        if line.files and line.id not in view.project.permitted:
            said = f"{line.files} 个文件属“{line.title}”，不在甲方同意项目组使用的类别之内（第3条第5、7项）"
            click.echo(f"{said}：请与甲方协调责任人核对。", err=True)
