"""遮盖：原值进入证据的唯一通道；相同的值凭带密钥的摘要相认。"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_config_path

KEY_BYTES = 32
DIGEST_BYTES = 8
_LONG_NUMBER = re.compile(r"[0-9]{11,}[Xx]?")


def mask(value: str) -> str:
    """Return `value` with at most its first 6 and last 2 characters in clear, the fewer the shorter it is."""
    length = len(value)
    head = 6 if length >= 15 else 3 if length >= 8 else 1 if length > 1 else 0
    tail = 2 if length >= 11 else 0
    return value[:head] + "*" * (length - head - tail) + value[length - tail :]


def mask_in_name(name: str, masked: Iterable[str]) -> str:
    """Return a file's path with the values masked that `masked` shows, and every number as long as a mobile number or longer.

    Photographs of pupils are named by ID number, attachments by name and telephone.
    """
    name = _LONG_NUMBER.sub(lambda hit: mask(hit[0]), name)
    for value in masked:
        pattern = re.escape(value).replace(re.escape("*"), ".")
        name = re.sub(pattern, value.replace("\\", r"\\"), name)
    return name


def keyed_digest(value: str, key: bytes) -> bytes:
    """Return 8 bytes that are equal for equal values under one key (BLAKE2b, keyed) and tell nothing without it.

    A bare hash would: all mobile numbers can be hashed in minutes.
    """
    return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), key=key, digest_size=DIGEST_BYTES).digest()


def key_id(key: bytes) -> str:
    """Return 16 hexadecimal characters by which two project keys are told apart; they tell nothing else."""
    return hashlib.blake2b(b"baomi key", key=key, digest_size=DIGEST_BYTES).hexdigest()


def load_key(path: Path | None = None) -> bytes:
    """Return the project key (32 bytes) of the user's configuration folder, made on first use, readable by the user alone.

    Raises OSError where the folder cannot be written.
    """
    path = path or user_config_path("baomi") / "project.key"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _make_key(path)


def _make_key(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another scan was faster
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key := os.urandom(KEY_BYTES))
    return key
