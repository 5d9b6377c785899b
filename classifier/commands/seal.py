"""baomi seal：由清单封存一个双方各执一份的包。"""

from __future__ import annotations

from pathlib import Path

import click

from classifier.commands._base import WrongUse, outside, shown
from classifier.commands._key import handback_messages, private_key
from classifier.commands._view import project_at, view_of, with_register
from classifier.console import Command, messages


@click.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.option(
    "--key", metavar="密钥", type=click.Path(path_type=Path), required=True, help="签名的私钥，见 baomi keygen。"
)
@click.option(
    "--to",
    "target",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    required=True,
    help="新建的包；已有的文件夹不覆盖。",
)
@click.option("--sm2-key", metavar="密钥", type=click.Path(path_type=Path), help="另用 openssl 以 SM2 私钥加签。")
@with_register
def seal(
    inventory: Path, key: Path, target: Path, sm2_key: Path | None, project_path: Path | None, exceptions: Path | None
) -> None:
    """由清单封存一个包：清单、校验清单、文字指纹、移交清单，附签名。双方各执一份，日后据以核验交回（第6条）。"""
    with messages(), handback_messages():
        from classifier.handback.seal import seal as make  # noqa: PLC0415
        from classifier.inventory import Inventory  # noqa: PLC0415

        for path in filter(None, (key, sm2_key)):
            if not path.is_file():
                raise WrongUse(f"没有这个密钥：{shown(path)}（用 baomi keygen --to {shown(path)} 生成）")
        with Inventory(inventory) as store:
            outside(target, Path(store.header().root))
            view = view_of(store, project_at(project_path), exceptions)
            header = make(view, private_key(key), target, sm2_key=sm2_key)
        items = header["items"]
        click.echo(f"已封存 {items['files']:,} 个文件（另有 {items['inside']:,} 个在其内）：{shown(target)}")
        click.echo(f"公钥的 SHA-256 指纹：{header['signer']}（已印在移交清单上）")
        click.echo("下一步：打印 移交清单.docx，双方签字盖章；包与项目密钥（project.key）分开交给对方。")
        if missing := items["files"] - items["with_digest"]:
            click.echo(f"有 {missing:,} 个文件没有摘要（被排除、链接或打不开），交回时无法核对内容。", err=True)
        if header["unread"]:
            click.echo(f"有 {header['unread']:,} 个文件未能读全，其类别与文字指纹不完整。", err=True)


COMMAND = seal
