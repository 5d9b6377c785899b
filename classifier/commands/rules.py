"""baomi rules：列出全部规则。"""

from __future__ import annotations

import click

from classifier.console import Command, messages


@click.command(cls=Command)
def rules() -> None:
    """列出全部规则：协议条款与类别，每个识别器和文种认什么、不认什么。"""
    from classifier.explain import rules as lines  # noqa: PLC0415

    with messages():
        for line in lines():
            click.echo(line)


COMMAND = rules
