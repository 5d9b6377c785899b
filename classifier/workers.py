"""工作进程：每份文件在有时间和内存上限的进程里读，死一个只损失一份文件。"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from classifier import sandbox
from classifier.model import File, Outcome
from classifier.record import Record
from classifier.settings import Settings

_AHEAD = 8
"""Files handed out per worker before results are taken in: enough to keep it busy, few enough to bound memory."""


class Workers:
    """A pool of processes that examine files. A context manager; leaving it stops them."""

    def __init__(self, settings: Settings) -> None:
        os.environ.setdefault(
            "OPENBLAS_NUM_THREADS", "1"
        )  # each worker has one processor; numpy's threads would only wait
        unclassified = settings.against is not None and not settings.against.classify  # then no recognizer is needed
        context = get_context("forkserver")
        context.set_forkserver_preload(["classifier.examine" if unclassified else "classifier.prepared"])
        with _apart():
            forkserver.ensure_running()
        self._settings = settings
        self._pool: Any = ProcessPool(
            max_workers=settings.workers,
            initializer=_confine,
            initargs=(settings.readable, settings.memory),
            context=context,
        )
        self.layers: tuple[str, ...] = ()
        """The layers of the sandbox around the workers, in Chinese; () before the first file is handed out."""
        self._ready = sandbox.confine if unclassified else _self_test
        self._waiting: dict[Future[Record], File] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
        self._pool.join()

    def submit(self, file: File) -> None:
        """Hand out a file. Raises DeafRecognizer, before the first, where a recognizer does not pass its own examples."""
        if not self.layers:
            self.layers = self._pool.schedule(
                self._ready, args=(self._settings.readable, self._settings.memory)
            ).result()
        future = self._pool.schedule(_examine, args=(file, self._settings), timeout=self._settings.longest)
        self._waiting[future] = file

    def finished(self, *, all_of_them: bool = False) -> Iterator[Record]:
        """Yield records of files that are done, waiting while too many are under way (or any is, at the end)."""
        bound = 0 if all_of_them else self._settings.workers * _AHEAD
        while len(self._waiting) > bound:
            done, _ = wait(self._waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield self._record(self._waiting.pop(future), future)

    def _record(self, file: File, future: Future[Record]) -> Record:
        try:
            record = future.result()
        except TimeoutError:
            return Record(file, Outcome.TIMED_OUT, f"超过 {self._settings.longest:.0f} 秒仍未读完，须由人工查看")
        except ProcessExpired as death:
            return Record(file, Outcome.CRASHED, f"读取进程意外结束（代码 {death.exitcode}），须由人工查看")
        return record


@contextmanager
def _apart() -> Iterator[None]:
    """Start processes that neither the terminal's interruption reaches nor write on it: the main process says what happened."""
    told, unmasked = os.dup(2), signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(told, 2)
        os.close(told)
        signal.pthread_sigmask(signal.SIG_SETMASK, unmasked)


def _confine(folders: tuple[Path, ...], memory: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries complain of may quote what they read
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides what an interruption means
    sandbox.confine(folders, memory)


def _self_test(folders: tuple[Path, ...], memory: int) -> tuple[str, ...]:
    """Load and test the recognizers; return the layers of the sandbox around this process."""
    from classifier.examine import engine  # noqa: PLC0415 only workers load the recognizers

    engine()
    return sandbox.confine(folders, memory)  # what held when it was done


def _examine(file: File, settings: Settings) -> Record:
    from classifier.examine import examine  # noqa: PLC0415 only workers load the recognizers

    return examine(file, settings)
