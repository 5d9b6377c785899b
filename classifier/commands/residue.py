"""baomi residue：查找清单资料的留存。"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.commands._against import settings_like, shared_text, with_comparison
from classifier.commands._base import DONE, FINDINGS, INCOMPLETE, WrongUse, is_watched, progress, shown
from classifier.commands._key import handback_messages
from classifier.commands._out import outs_of, write_outs
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.handback.residue import Residue

_SHOWN = 20


@click.command(cls=Command)
@click.argument("sealed", metavar="包", type=click.Path(path_type=Path))
@click.argument("roots", metavar="文件夹…", type=click.Path(path_type=Path), nargs=-1, required=True)
@with_comparison
def residue(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    sealed: Path,
    roots: tuple[Path, ...],
    outs: tuple[str, ...],
    public: Path | None,
    project_key: Path | None,
    shared: tuple[Path, ...],
    workers: int,
    no_ocr: bool,
    quiet: bool,
) -> NoReturn:
    """在乙方的文件夹里查找清单资料的留存：同样的文件、换了格式的文字、摘录，压缩包、备份、回收站、邮件、数据库、git 历史里的也查。只查，不删、不动。"""
    from classifier.handback import package  # noqa: PLC0415
    from classifier.handback.residue import residue as search  # noqa: PLC0415
    from classifier.handback.residue_report import FORMS  # noqa: PLC0415

    with messages(), handback_messages():
        opened = package.opened(sealed.resolve(), public)
        settings = settings_like(opened, roots[0], project_key, workers, no_ocr=no_ocr)
        _same_key(opened.header["fingerprints"]["key"], settings.shown()["key"])
        if missing := [root for root in roots if not root.is_dir()]:
            raise WrongUse(f"没有这个文件夹：{shown(missing[0])}")
        searched = [root.resolve() for root in roots]
        wanted = outs_of(outs, FORMS, searched)
        common = shared_text(shared, settings)()
        with progress("查找", watched=is_watched(quiet=quiet)) as bar:
            result = search(opened, searched, settings, shared=common, step=bar.update)
        write_outs(wanted, FORMS, result)
        sys.exit(_conclude(result))


def _same_key(sealed: object, own: object) -> None:
    if sealed != own:
        raise WrongUse(
            "项目密钥与封存时不同，文字无从比对：请用 --project-key 指明双方共有的 project.key（由封存的一方另行交给对方）"
        )


def _conclude(result: Residue) -> int:
    from classifier.handback.residue import HOW  # noqa: PLC0415
    from classifier.handback.residue_report import ledger  # noqa: PLC0415

    for hit in result.hits[:_SHOWN]:
        length = f"（{hit.characters:,} 字）" if hit.characters else ""
        click.echo(f"! {HOW[hit.how]}{length}：{shown(hit.path)} ← {shown(hit.source)}　{shown(hit.where)}")
    if len(result.hits) > _SHOWN:
        click.echo(f"…… 另有 {len(result.hits) - _SHOWN:,} 处，用 --out xlsx=留存.xlsx 写出")
    click.echo(
        f"查到留存 {len(result.hits):,} 处，在 {len({hit.path for hit in result.hits}):,} 个文件里。"
        if result.hits
        else "没有查到留存。"
    )
    for title, sentence in ledger(result):
        click.echo(f"{title}：{shown(sentence)}")
    click.echo("本程序没有删除或移动任何文件；处理须有甲方的书面许可（第6条第2项）。")
    unread = sum(not gap.outcome.complete for gap in result.gaps)
    if unread:
        click.echo(f"有 {unread:,} 个文件没有读全，不能说其中没有清单资料。", err=True)
    return FINDINGS if result.hits else INCOMPLETE if unread else DONE


COMMAND = residue
