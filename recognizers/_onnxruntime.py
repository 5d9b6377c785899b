"""onnxruntime：先关掉它自带的使用情况上报，再装入。

Its builds since 1.32 keep a device number in the home folder and send events to their maker unless this variable is set
before the library is loaded: a breach of clauses 3.1 and 8.5, and of this program's word, that no one would notice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
_STANDARD_ERROR = 2


def load() -> Any:
    """Return the module onnxruntime, silent and without telemetry. Raises ImportError where it is not installed."""
    os.environ[_NO_TELEMETRY] = "1"
    with _unheard():
        import onnxruntime  # noqa: PLC0415 an extra, and only now may it be loaded

    onnxruntime.set_default_logger_severity(4)
    return onnxruntime


@contextmanager
def _unheard() -> Iterator[None]:
    """Drop what native code says: on loading, the library complains of graphics cards that a sandbox hides from it."""
    kept = os.dup(_STANDARD_ERROR)
    nowhere = os.open(
        os.devnull, os.O_RDONLY
    )  # a sandbox lets nothing be opened for writing; what is written fails unheard
    try:
        os.dup2(nowhere, _STANDARD_ERROR)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
        os.close(nowhere)
