"""终端：中文的帮助与出错信息，总览表。"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.escape import printable

if TYPE_CHECKING:
    from classifier.inventory import Header
    from classifier.report._summary import Summary

_HEADINGS = {"Usage: ": "用法：", "Options": "选项", "Commands": "命令", "Arguments": "参数"}


class _Formatter(click.HelpFormatter):
    """Writes click's few fixed English words in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _HEADINGS["Usage: "])

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is in Chinese throughout."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's own --help with a Chinese description."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示帮助。"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return ["[选项]…" if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]


class Group(Command, click.Group):
    """A group of such commands."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        pieces = super().collect_usage_pieces(ctx)
        return ["命令 [参数]…" if piece.startswith("COMMAND") else piece for piece in pieces]


@contextmanager
def messages() -> Iterator[None]:
    """Turn the errors that a user can cause or mend into one clear message and exit code 2."""
    from classifier.checked import BadData  # noqa: PLC0415 start-up of --help must not pay for it
    from classifier.inventory import NotAnInventory  # noqa: PLC0415

    try:
        yield
    except (NotAnInventory, BadData) as error:
        raise _Failure(printable(str(error))) from error
    except sqlite3.Error as error:
        raise _Failure(
            f"清单写不进去（{printable(str(error))}）；请检查磁盘空间与权限，已写入的结果仍在，可接着扫描"
        ) from error
    except BrokenPipeError:
        raise  # whoever read our output has had enough
    except FileNotFoundError as error:
        raise _Failure(f"没有这个文件：{printable(str(error.filename or error))}") from error
    except OSError as error:
        where = f"（{printable(str(error.filename))}）" if error.filename else ""
        what = error.strerror or f"没有写完，请检查磁盘空间与权限（{printable(str(error))}）"
        raise _Failure(f"读写失败：{what}{where}") from error
    except RuntimeError as error:  # a recognizer that is deaf says so in its message
        if type(error).__name__ != "DeafRecognizer":
            raise
        raise _Failure(str(error)) from error


class _Failure(click.ClickException):
    exit_code = 2


def run(command: click.Command) -> int:
    """Run a command with the process's arguments and return its exit code; what went wrong is said on standard error."""
    try:
        command.main(prog_name="baomi", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else the interpreter complains once more when it flushes
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return 130
    except click.ClickException as problem:
        click.echo(f"错误：{_in_chinese(problem)}", err=True)
        if isinstance(problem, click.UsageError) and problem.ctx:
            click.echo(f"查看用法：{problem.ctx.command_path} --help", err=True)
        return 2
    return 0


def _in_chinese(problem: click.ClickException) -> str:
    said = printable(problem.message)
    match problem:
        case click.NoSuchOption():
            said = f"没有选项 {printable(problem.option_name)}"
        case click.MissingParameter():
            said = f"缺少{problem.param.make_metavar(problem.ctx) if problem.param and problem.ctx else '参数'}"
        case click.BadOptionUsage():
            said = f"选项 {problem.option_name} 的写法不对"
        case click.BadParameter():
            said = f"{problem.param.opts[0] if problem.param else '参数'} 的值不对：{said}"
        case click.UsageError() if said.startswith("No such command"):
            said = f"没有这个命令：{said.split(chr(39))[1]}"
        case click.UsageError() if "unexpected extra argument" in said:
            said = "参数太多"
    return said


def print_summary(summary: Summary, header: Header, path: Path) -> None:
    """Print the table and the findings that cannot wait to standard output."""
    from rich.console import Console  # noqa: PLC0415 the slowest import of a command line
    from rich.table import Table  # noqa: PLC0415

    from classifier.model import Outcome  # noqa: PLC0415

    console = Console(soft_wrap=True, highlight=False, markup=False)
    table = Table("类别(可多选)", *(click_column for click_column in ("文件", "待复核", "依据")))
    for line in summary.categories:
        clause, number = line.clause.split(".")
        basis = f"协议第{clause}条第{number}项" + (f"(敏感 {line.sensitive:,})" if line.sensitive else "")
        table.add_row(line.title, f"{line.files:,}", f"{line.to_review:,}", basis)
    if summary.excepted:
        table.add_row("全部属例外", f"{summary.excepted:,}", "-", "协议第9条第1项，仍列出")
    table.add_row("未命中", f"{summary.clean:,}", "-", "已读全，未发现协议所列内容")
    table.add_row("未能读全 !", f"{summary.unread:,}", f"{summary.unread:,}", _causes(summary))
    for column in (1, 2):
        table.columns[column].justify = "right"
    console.print(table)
    for name, mark in summary.marked[:20]:
        console.print(
            f"! {'发现' if mark.status == 'confirmed' else '疑似'}密级标志：{printable(name)} {mark.where} “{printable(mark.text)}”。"
        )
    if summary.marked:
        console.print("! 请立即停止复制和传递，联系甲方安全保密协调责任人；是否属于国家秘密由有权机关认定。")
    for advice in _remedies(summary):
        console.print(advice)
    if summary.duplicates:
        console.print(
            f"内容完全相同的文件 {summary.duplicates:,} 个({summary.duplicate_groups:,} 组)，交回时一并列出(第6条)。"
        )
    excluded = summary.outcomes.get(Outcome.EXCLUDED, 0)
    parts = (
        f"{summary.inside:,} 个在压缩包、邮件等文件之内" if summary.inside else "",
        f"按要求排除 {excluded:,} 个" if excluded else "",
    )
    of_these = f"，其中 {'，'.join(filter(None, parts))}" if any(parts) else ""
    console.print(
        f"文件共 {summary.files:,} 个{of_these}。规则版本 {header.rules_version}({header.rules_sha256[:8]}…)。本次运行未访问网络。"
    )
    console.print(
        f"清单：{printable(str(path))}　下一步：baomi explain {printable(str(path))} 文件，或 baomi report {printable(str(path))} --out xlsx=清单.xlsx"
    )


def _remedies(summary: Summary) -> Iterator[str]:
    """Yield what to do about the files that were not read to their end, a line an outcome."""
    from classifier.words import OUTCOMES, remedy  # noqa: PLC0415

    for outcome, number in summary.outcomes.items():
        if advice := remedy(outcome):
            yield f"{OUTCOMES[outcome]} {number:,} 个：{advice}。"
    if summary.unread:
        yield "每个文件的原因与办法，见报告“未能读全的文件”，或用 baomi explain 查看。"


def _causes(summary: Summary) -> str:
    from classifier.words import OUTCOMES  # noqa: PLC0415

    return " ".join(
        f"{OUTCOMES[outcome]} {number}" for outcome, number in summary.outcomes.items() if not outcome.complete
    )
