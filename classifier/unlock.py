"""解密：先试 Office 自带的默认密码，再试使用者给出的密码。"""

from __future__ import annotations

import io
from collections.abc import Sequence

from classifier.model import Unreadable

DEFAULT = "VelvetSweatshop"
"""The password that Excel itself uses where a workbook is only protected against changes (MS-OFFCRYPTO 2.4.2.3)."""


def unlock(data: bytes, passwords: Sequence[str], problem: Unreadable) -> tuple[bytes, str]:
    """Return an Office file without its encryption, and in Chinese by what it opened; raises `problem` where nothing opens it."""
    import msoffcrypto  # noqa: PLC0415

    for password in (DEFAULT, *passwords):
        opened = io.BytesIO()
        try:
            package = msoffcrypto.OfficeFile(io.BytesIO(data))
            package.load_key(password=password)
            package.decrypt(opened)
        except Exception:  # noqa: BLE001, S112 it parses hostile structures and fails with whatever breaks
            continue
        if opened.getvalue():
            by = "Office 的默认密码" if password == DEFAULT else "使用者给出的密码"
            return opened.getvalue(), f"文件设有密码，已用{by}打开"
    raise problem
