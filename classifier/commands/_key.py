"""密钥的口令：环境变量 BAOMI_PASSPHRASE，否则在终端询问；不写在命令行里，别人看得见。"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.commands._base import WrongUse, shown

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VARIABLE = "BAOMI_PASSPHRASE"


@contextmanager
def handback_messages() -> Iterator[None]:
    """Turn the errors of keys and packages into one clear message and exit code 2."""
    from classifier.handback.package import BadPackage  # noqa: PLC0415
    from classifier.handback.signature import BadKey  # noqa: PLC0415

    try:
        yield
    except (BadKey, BadPackage) as error:
        raise WrongUse(shown(error)) from error


def new_passphrase() -> str:
    """Return the passphrase for a new key, asked twice. Raises WrongUse where there is nobody to ask."""
    if passphrase := os.environ.get(VARIABLE):
        return passphrase
    if not sys.stdin.isatty():
        raise WrongUse(f"没有终端可询问口令：请设环境变量 {VARIABLE}，或用 --no-passphrase 生成不设口令的密钥")
    return str(click.prompt("新密钥的口令", hide_input=True, confirmation_prompt="再输一次", err=True))


def private_key(path: Path) -> Ed25519PrivateKey:
    """Return the private key of a file, asking for its passphrase where it has one. Raises BadKey, WrongUse, OSError."""
    from classifier.handback.signature import is_encrypted, load_key  # noqa: PLC0415

    if not is_encrypted(path):
        return load_key(path)
    passphrase = os.environ.get(VARIABLE)
    if not passphrase and not sys.stdin.isatty():
        raise WrongUse(f"{shown(path)} 设有口令，没有终端可询问：请设环境变量 {VARIABLE}")
    return load_key(path, passphrase or str(click.prompt("密钥的口令", hide_input=True, err=True)))
