"""交回各命令的报告：写在旁边再换名，磁盘满了也不留下半份。"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from classifier.commands._base import WrongUse, outside, shown

Result = TypeVar("Result")


def outs_of(outs: Iterable[str], forms: Iterable[str], roots: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return form and path of each `FORM=PATH`. Raises WrongUse for an unknown form or a path below a root."""
    known, found = tuple(forms), []
    for out in outs:
        form, equals, path = out.partition("=")
        if not equals or not path or form not in known:
            raise WrongUse(f"--out {shown(out)}：应写作 形式=文件，形式为 {'、'.join(known)} 之一")
        found.append((form, Path(path)))
    for root in roots:
        for _, written in found:
            outside(written, root)
    return found


def write_outs(
    outs: Iterable[tuple[str, Path]], forms: Mapping[str, Callable[[Result, Path], None]], result: Result
) -> None:
    """Write each report beside its path, move it into place and say so on standard error. Raises OSError."""
    for form, path in outs:
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            forms[form](result, unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        click.echo(f"已写出 {shown(path)}", err=True)
