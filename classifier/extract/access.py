"""Access 数据库：本机装有 mdbtools 时，逐表读取。"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator

from classifier.extract import _tables
from classifier.extract._base import Extractor, Source
from classifier.model import Item, Outcome, Unit, Unreadable
from recognizers._document import Form

_SECONDS = 60


def read(source: Source) -> Iterator[Item]:
    """Yield every table. UNSUPPORTED without mdbtools, ENCRYPTED where it sees no table: an encrypted file looks so."""
    if not (shutil.which("mdb-tables") and shutil.which("mdb-export")):
        raise Unreadable(Outcome.UNSUPPORTED, "本机没有 mdbtools，Access 数据库未读；安装后重新扫描")
    held = os.memfd_create("access")
    try:
        with os.fdopen(os.dup(held), "wb") as copy:
            copy.write(source.data)
        names = [name for name in _run(held, "mdb-tables", "-1", "{}").splitlines() if name]
        if not names:
            raise Unreadable(Outcome.ENCRYPTED, "Access 数据库里看不到表：空库，或设有密码")
        for name in names:
            rows = csv.reader(io.StringIO(_run(held, "mdb-export", "{}", name)))
            yield from _tables.segments(rows, f"表“{name}”", Unit.ROW, opens_page=True)
    finally:
        os.close(held)


def _run(held: int, *words: str) -> str:
    """Return what a program says of the file behind a descriptor: nothing is written to disk."""
    command = [word.format(f"/proc/self/fd/{held}") if word == "{}" else word for word in words]
    try:
        done = subprocess.run(command, pass_fds=(held,), capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 two programs of ours
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(Outcome.CORRUPT, "mdbtools 读不出这个 Access 数据库") from error
    return done.stdout.decode("utf-8", "replace")


EXTRACTOR = Extractor(
    title="Access 数据库（mdb、accdb）",
    media_types=frozenset({"application/x-msaccess"}),
    form=Form.RECORD,
    read=read,
    sample=None,
    reads="每张表的每一行（本机装有 mdbtools 时）",
    omits="没有 mdbtools 时的全部；窗体、宏、附件；设有密码的",
)
