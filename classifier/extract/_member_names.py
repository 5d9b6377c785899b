"""成员名：压缩包里的名称按其真正的编码解读。"""

from __future__ import annotations

from collections.abc import Iterable

from classifier.decode import detect


def encoding_of(names: Iterable[bytes]) -> str:
    """Return the codec of the names of one archive that do not say it: UTF-8, else what their bytes together look like.

    Windows writes the system's code page without saying which; all names of an archive share it.
    """
    strange = [name for name in names if not name.isascii()]
    try:
        b"".join(strange).decode("utf-8")
    except UnicodeDecodeError:
        return detect(b"\n".join(strange))[0]
    return "utf-8"


def decoded(name: bytes, encoding: str) -> str:
    """Return a member's path with `/` between its parts; undecodable bytes as surrogate escapes."""
    try:
        text = name.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = name.decode("utf-8", "surrogateescape")
    return text.replace("\\", "/").strip("/")
