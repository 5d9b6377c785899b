"""baomi keygen：生成签名用的密钥。"""

from __future__ import annotations

from pathlib import Path

import click

from classifier.commands._base import shown
from classifier.commands._key import handback_messages, new_passphrase
from classifier.console import Command, messages


@click.command(cls=Command)
@click.option(
    "--to",
    "path",
    metavar="密钥",
    type=click.Path(path_type=Path),
    required=True,
    help="私钥的文件名；公钥另存为 密钥.pub。",
)
@click.option("--no-passphrase", is_flag=True, help="不设口令：拿到文件的人就能签名，只应放在可靠的地方。")
def keygen(path: Path, no_passphrase: bool) -> None:
    """生成一对 Ed25519 密钥（PEM）：私钥用来封存签名，公钥交给对方核对。已有的文件不覆盖。"""
    with messages(), handback_messages():
        from classifier.handback.signature import make_key, public_path  # noqa: PLC0415

        fingerprint = make_key(path, "" if no_passphrase else new_passphrase())
        click.echo(f"私钥 {shown(path)}（只有本人可读，不要交给别人）")
        click.echo(f"公钥 {shown(public_path(path))}（交给对方）")
        click.echo(f"公钥的 SHA-256 指纹：{fingerprint}")


COMMAND = keygen
