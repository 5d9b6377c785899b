"""开销：一个命令连同它的全部子孙进程用了多少处理器时间和内存。

Linux only: orphans, such as the workers' fork server, are adopted and waited for, so that no second is lost.
"""

from __future__ import annotations

import ctypes
import os
import signal
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command has cost and said."""

    cpu: float
    """Seconds, user and system, of the command and all its descendants, imports and start-up included."""
    peak: float
    """Resident memory, in megabytes (10**6 bytes), of the largest single process."""
    status: int
    """Exit status, negative for the signal that ended it."""
    stopped: bool
    """Whether it was stopped at the limit: `cpu` is then only a lower bound."""
    output: str
    """Standard output."""


def cost(command: list[str], *, limit: float | None = None, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, or for `limit` wall-clock seconds, and return its cost. Its standard error passes through.

    The caller must have no other child process. Raises OSError where the command cannot be started.
    """
    _adopt_orphans()
    with tempfile.TemporaryFile() as output:
        redirect = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        variables = os.environ if environment is None else environment
        main = os.posix_spawnp(command[0], command, variables, file_actions=redirect, setsid=True)
        late = threading.Event()
        timer = threading.Timer(limit or threading.TIMEOUT_MAX, _stop, (main, late))
        timer.daemon = True
        timer.start()
        cpu, peak, status = _reap(main)
        timer.cancel()
        output.seek(0)
        return Cost(cpu, peak, status, late.is_set(), output.read().decode("utf-8", "replace"))


def _adopt_orphans() -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def _stop(group: int, late: threading.Event) -> None:
    late.set()
    os.killpg(group, signal.SIGKILL)


def _reap(main: int) -> tuple[float, float, int]:
    """Wait for every descendant; return CPU seconds, peak megabytes and the exit status of `main`."""
    cpu, peak, status = 0.0, 0.0, 0
    while True:
        try:
            pid, wait_status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return cpu, peak, status
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss * 1024 / _MEGABYTE)
        if pid == main:
            status = os.waitstatus_to_exitcode(wait_status)


def private_home(folder: Path) -> dict[str, str]:
    """Return the environment with home, settings and cache in a folder, so that the user's own are not touched."""
    places = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data"}
    return {**os.environ, **{name: str(folder / place) for name, place in places.items()}}
