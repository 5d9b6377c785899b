"""baomi verify：交回时与封存的包核对。"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.commands._against import settings_like, shared_text, with_comparison
from classifier.commands._base import DONE, FINDINGS, INCOMPLETE, is_watched, progress, shown
from classifier.commands._key import handback_messages
from classifier.commands._out import outs_of, write_outs
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.handback.verify import Verification

_SHOWN = 20


@click.command(cls=Command)
@click.argument("sealed", metavar="包", type=click.Path(path_type=Path))
@click.argument("root", metavar="文件夹", type=click.Path(path_type=Path))
@with_comparison
@click.option("--tags", is_flag=True, help="全部重读，核对每个文件申报的类别；少报的列出。")
def verify(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    sealed: Path,
    root: Path,
    outs: tuple[str, ...],
    public: Path | None,
    project_key: Path | None,
    shared: tuple[Path, ...],
    workers: int,
    no_ocr: bool,
    quiet: bool,
    tags: bool,
) -> NoReturn:
    """交回时核验：签名，件数，两边的名称，摘要；对不上的再读文字，说明缺什么、改了什么、多出的从哪里来（第6条）。"""
    from classifier.handback import package  # noqa: PLC0415
    from classifier.handback.verify import verify as compare  # noqa: PLC0415
    from classifier.handback.verify_report import FORMS  # noqa: PLC0415

    with messages(), handback_messages():
        opened = package.opened(sealed.resolve(), public)
        settings = settings_like(opened, root, project_key, workers, no_ocr=no_ocr)
        wanted = outs_of(outs, FORMS, [settings.root])
        with progress("核验", opened.header["items"]["files"], watched=is_watched(quiet=quiet)) as bar:
            read = shared_text(shared, settings)
            result = compare(opened, settings.root, settings, shared=read, declared=tags, step=bar.update)
        write_outs(wanted, FORMS, result)
        sys.exit(_conclude(result))


def _conclude(result: Verification) -> int:
    from classifier.handback.difference import STATUSES, UNREAD  # noqa: PLC0415

    known = "" if result.package.trusted else "；公钥随包而来，请与双方签字的移交清单核对指纹"
    click.echo(f"签名相符（公钥指纹 {result.package.signer[:19]}…{known}）")
    click.echo(f"清单 {result.listed:,} 个文件，见到 {result.met:,} 个。")
    for status, number in result.counts().items():
        click.echo(f"  {STATUSES[status]} {number:,}")
    for item in result.differences[:_SHOWN]:
        source = f" ← {shown(item.source)}" if item.source else ""
        click.echo(f"! {STATUSES[item.status]}：{shown(item.path)}{source}　{shown(item.detail)}")
    if len(result.differences) > _SHOWN:
        click.echo(
            f"…… 另有 {len(result.differences) - _SHOWN:,} 项，用 --out xlsx=差异.xlsx 或 docx=核验报告.docx 写出"
        )
    if result.texts:
        click.echo(f"{result.texts}。", err=True)
    if result.rules_differ and result.differences:
        click.echo("现在的规则与封存时不同，类别的增减可能来自规则。", err=True)
    if result.incomplete or (result.texts and result.differences):
        click.echo(f"有 {result.incomplete:,} 项未能读全或无从核对，须由人工查看。", err=True)
    if any(item.status != UNREAD for item in result.differences):
        return FINDINGS
    return INCOMPLETE if result.differences or result.incomplete else DONE


COMMAND = verify
