"""核验与查找留存共用的选项：项目密钥、公用文字、进程数、报告。"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from classifier.commands._base import WrongUse, settings_for, shown

if TYPE_CHECKING:
    from classifier.handback.index import CommonText
    from classifier.handback.package import Package
    from classifier.settings import Settings

_OPTIONS = (
    click.option("--out", "outs", metavar="形式=文件", multiple=True, help="写出报告：jsonl、xlsx、html、docx，可重复。"),
    click.option(
        "--pub", "public", metavar="公钥", type=click.Path(path_type=Path),
        help="签名人的公钥；不给时用包里的，须与移交清单核对指纹。",
    ),
    click.option(
        "--project-key", metavar="文件", type=click.Path(path_type=Path),
        help="双方共有的项目密钥，默认本人配置文件夹里的 project.key；比对文字要用它。",
    ),
    click.option(
        "--shared", "shared", metavar="文件或文件夹", type=click.Path(path_type=Path), multiple=True,
        help="公用文字（法律法规、空白表格），其中的文字不算；可重复。",
    ),
    click.option(
        "--workers", metavar="个数", type=click.IntRange(1, 256), default=min(os.cpu_count() or 1, 8),
        help="同时读取的进程数。",
    ),
    click.option("--no-ocr", is_flag=True, help="不识别图像里的文字；图像记为待识别。"),
    click.option("--quiet", is_flag=True, help="不显示进度。"),
)  # fmt: skip


def with_comparison(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that everything has that compares with a package."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_like(sealed: Package, root: Path, project_key: Path | None, workers: int, *, no_ocr: bool) -> Settings:
    """Return the settings of the sealed scan for another folder, so that the same text is read of the same file.

    Raises WrongUse where the folder or the project key is missing.
    """
    from classifier import ocr  # noqa: PLC0415
    from classifier.mask import KEY_BYTES  # noqa: PLC0415

    settings, told = settings_for(root), sealed.header["settings"]
    if project_key:
        if not project_key.is_file() or len(key := project_key.read_bytes()) != KEY_BYTES:
            raise WrongUse(f"{shown(project_key)} 不是项目密钥（应为 {KEY_BYTES} 字节的 project.key）")
        settings = replace(settings, key=key)
    kept = ("max_bytes", "seconds", "memory", "policy", "names", "depth", "members", "total_bytes", "ratio", "history")
    return replace(
        settings,
        **{name: told[name] for name in kept},
        today=date.fromisoformat(told["today"]),
        ocr=ocr.installed() and not no_ocr,
        workers=workers,
    )


def shared_text(paths: tuple[Path, ...], settings: Settings) -> Callable[[], CommonText]:
    """Return what reads the texts that are no evidence, when it is needed. Raises WrongUse where one is missing."""
    for path in paths:
        if not path.exists():
            raise WrongUse(f"--shared：没有 {shown(path)}")

    def read() -> CommonText:
        from classifier.handback.common_text import common_text  # noqa: PLC0415

        return common_text(paths, settings)

    return read
