"""baomi doctor：自检。"""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from classifier.commands._base import DONE, WRONG_USE
from classifier.console import Command, messages


@click.command(cls=Command)
def doctor() -> NoReturn:
    """自检：运行环境、识别器样例、词典与协议是否完好，是否离线。"""
    from classifier.doctor import examine  # noqa: PLC0415

    sound = True
    with messages():
        for check in examine():
            click.echo(f"{'正常' if check.sound else '不妥'}　{check.name}：{check.detail}")
            sound = sound and check.sound
    sys.exit(DONE if sound else WRONG_USE)


COMMAND = doctor
