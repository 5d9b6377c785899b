"""各阶段用时：在一个进程里查验一个文件夹，分阶段计处理器时间。

usage: python -m tests.bench.stages FOLDER

Prints one line of JSON: CPU seconds a stage. The stages run through the scan's own code, each watched where the scan calls
it: time spent in an inner stage counts for that one alone. `start` is imports, dictionaries and the recognizers' self-test,
`presidio` is what the analyzer takes beyond our recognizers, `names` the tagging of running text,
`read` is opening, reading and hashing, `other` is what no stage accounts for.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import ParamSpec, TypeVar
from unittest.mock import patch

P = ParamSpec("P")
T = TypeVar("T")

STAGES = (
    "start",
    "walk",
    "read",
    "identify",
    "extract",
    "recognize",
    "presidio",
    "names",
    "classify",
    "store",
    "other",
)


class Stopwatch:
    """CPU seconds by stage; while an inner stage runs, the outer one stands still."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._running = ["other"]
        self._since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for `name`."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def calls(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """Return `function` with each call counted for `name`."""

        def watched(*arguments: P.args, **named: P.kwargs) -> T:
            with self.stage(name):
                return function(*arguments, **named)

        return watched

    def steps(self, name: str, function: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
        """Return a generator function with each of its steps counted for `name`."""

        def watched(*arguments: P.args, **named: P.kwargs) -> Iterator[T]:
            items = function(*arguments, **named)
            while True:
                with self.stage(name):
                    try:
                        item = next(items)
                    except StopIteration:
                        return
                yield item

        return watched


def measure(folder: Path) -> dict[str, float]:
    """Return the CPU seconds each stage of a scan of `folder` takes in this process."""
    watch = Stopwatch()
    with watch.stage("start"):
        from classifier import examine  # noqa: PLC0415 the import is part of what is measured
        from classifier.inventory import Inventory  # noqa: PLC0415
        from classifier.settings import Settings  # noqa: PLC0415
        from classifier.walk import walk  # noqa: PLC0415

        examine.engine()
    settings = Settings(folder.resolve(), b"\0" * 32, date.today())  # noqa: DTZ011 the user's own day
    with tempfile.TemporaryDirectory() as place, _watched(watch), Inventory(Path(place) / "i", create=True) as store:
        store.begin(settings)
        for file in watch.steps("walk", walk)(settings.root, settings.exclude):
            if not file.problem:
                record = examine.examine(file, settings)
                watch.calls("store", store.put)(record)
        watch.calls("store", store.finish)()
    return {name: round(watch.seconds[name], 3) for name in STAGES}


@contextmanager
def _watched(watch: Stopwatch) -> Iterator[None]:
    """Watch each stage at the place where `examine` calls it. Raises AttributeError where that place is gone."""
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415

    from classifier import examine, reading  # noqa: PLC0415
    from classifier.extract._base import by_media_type  # noqa: PLC0415
    from recognizers._contract import Recognizer  # noqa: PLC0415
    from recognizers._engine import Engine  # noqa: PLC0415
    from recognizers.name_in_text import CnNameInTextRecognizer  # noqa: PLC0415

    media_types = MappingProxyType(
        {media: replace(reader, read=watch.steps("extract", reader.read)) for media, reader in by_media_type().items()}
    )
    places: tuple[tuple[str, object, str], ...] = (
        ("read", examine, "opened"),
        ("read", examine, "digests"),
        ("identify", examine, "identify"),
        ("recognize", Engine, "recognize"),
        ("names", Engine, "names"),
        ("presidio", AnalyzerEngine, "analyze"),
        ("recognize", Recognizer, "analyze"),
        ("names", CnNameInTextRecognizer, "hear"),
        ("recognize", reading, "sight_marks"),
        ("recognize", reading, "judge_marks"),
        ("recognize", reading, "read_kinds"),
        ("classify", reading, "classify"),
    )
    with ExitStack() as patches:
        for stage, owner, name in places:
            patches.enter_context(patch.object(owner, name, watch.calls(stage, getattr(owner, name))))
        patches.enter_context(patch.object(examine, "by_media_type", lambda: media_types))
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    json.dump(measure(parser.parse_args().folder), sys.stdout)


if __name__ == "__main__":
    main()
