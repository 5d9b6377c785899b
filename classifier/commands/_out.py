"""交回各命令的报告：写在旁边再换名，磁盘满了也不留下半份。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from classifier.commands._base import outs_in, outside, shown
from classifier.replacing import replacing

Result = TypeVar("Result")


def outs_of(outs: Iterable[str], forms: Iterable[str], roots: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return form and path of each `FORM=PATH`. Raises WrongUse for an unknown form or a path below a root."""
    found = outs_in(outs, forms)
    for root in roots:
        for _, written in found:
            outside(written, root)
    return found


def write_outs(
    outs: Iterable[tuple[str, Path]], forms: Mapping[str, Callable[[Result, Path], None]], result: Result
) -> None:
    """Write each report beside its path, move it into place and say so on standard error. Raises OSError."""
    for form, path in outs:
        with replacing(path) as unfinished:
            forms[form](result, unfinished)
        click.echo(f"已写出 {shown(path)}", err=True)
