"""速度：一次扫描与自己搭的做法，并排比较处理器时间。

usage: python -m tests.bench.speed FOLDER [--json FILE] [--limit SECONDS] [--also lean|straight]…

Each runs as its own process and is counted with all its descendants, from start to end, imports included: `baomi scan` with
a fresh inventory, then `tests.bench.handbuilt` with the same patterns. `--also lean` adds the hand-built pipeline in the
form that flatters it most, `--also straight` as the libraries' manuals show it (see there).
What takes longer than the limit (wall-clock seconds) is stopped; its ratio is then a lower bound. Last come the CPU
seconds of each stage of our scan. Linux only. Exit status 2 where the folder is not on this machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.cost import Cost, cost, private_home

ABSENT = 2
SCANNED = frozenset({0, 3})
"""Exit statuses of a scan that came to its end."""
LIMIT = 1800.0
HAND_BUILT: dict[str, list[str]] = {
    "plain": [],
    "lean": ["--lean", "--tokens", "cut"],
    "straight": ["--piece", "0"],
}
"""Options of the hand-built pipeline's forms."""


@dataclass(frozen=True, slots=True)
class Run:
    """One way to do the job, and its cost."""

    title: str
    cost: Cost

    def ratio(self, ours: Cost) -> float:
        """Return how many times our CPU seconds it takes."""
        return self.cost.cpu / ours.cpu


def our_scan(folder: Path, limit: float) -> Run:
    """Return the cost of a scan of `folder` with a fresh inventory."""
    with tempfile.TemporaryDirectory() as place:
        inventory = str(Path(place) / "inventory")
        command = [sys.executable, "-m", "classifier.cli", "scan", str(folder), "--inventory", inventory, "--quiet"]
        result = cost(command, limit=limit, environment=private_home(Path(place)))
        return Run("baomi scan", _sound(result, SCANNED))


def hand_built(folder: Path, limit: float, form: str) -> Run:
    """Return the cost of a form of the hand-built pipeline over `folder`."""
    command = [sys.executable, "-m", "tests.bench.handbuilt", str(folder), *HAND_BUILT[form]]
    return Run(f"handbuilt {form}", _sound(cost(command, limit=limit), {0}))


def stages(folder: Path, limit: float) -> dict[str, float]:
    """Return CPU seconds by stage of our scan, in one process of its own."""
    result = cost([sys.executable, "-m", "tests.bench.stages", str(folder)], limit=limit)
    found: dict[str, float] = json.loads(_sound(result, {0}).output) if not result.stopped else {}
    return found


def _sound(result: Cost, statuses: Set[int]) -> Cost:
    """Return a cost whose command has done its work, or was stopped. Raises RuntimeError for one that broke."""
    if not result.stopped and result.status not in statuses:
        raise RuntimeError(f"ended with {result.status}: its time tells nothing")
    return result


def table(runs: Iterable[Run], ours: Cost) -> Iterator[str]:
    """Yield the lines that compare the runs."""
    yield f"{'做法':<22}{'CPU 秒':>12}{'倍数':>10}{'峰值内存 MB':>12}"
    for run in runs:
        bound = "≥" if run.cost.stopped else ""
        cells = f"{bound + format(run.cost.cpu, '.1f'):>16}{bound + format(run.ratio(ours), '.1f'):>12}"
        yield f"{run.title:<24}{cells}{run.cost.peak:>12.0f}" + ("（到时停下，为下限）" if run.cost.stopped else "")
        if run.cost.output.startswith("{"):
            yield f"    {run.cost.output}"


def stage_table(seconds: dict[str, float]) -> Iterator[str]:
    """Yield the lines that show our stages."""
    whole = sum(seconds.values()) or 1.0
    yield f"{'阶段（单进程）':<20}{'CPU 秒':>10}{'占':>8}"
    for stage, spent in seconds.items():
        yield f"{stage:<24}{spent:>12.2f}{spent / whole:>10.1%}"


def as_json(runs: Iterable[Run], ours: Cost, seconds: dict[str, float]) -> dict[str, Any]:
    """Return the figures for a program."""
    shown = {
        run.title: {
            "cpu": run.cost.cpu,
            "ratio": run.ratio(ours),
            "lower_bound": run.cost.stopped,
            "peak_mb": run.cost.peak,
            "status": run.cost.status,
        }
        for run in runs
    }
    return {"runs": shown, "stages": seconds}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--limit", type=float, default=LIMIT)
    parser.add_argument("--also", choices=("lean", "straight"), action="append", default=[])
    arguments = parser.parse_args()
    folder, limit = arguments.folder, arguments.limit
    if not folder.is_dir():
        print("要测的文件夹不在这台机器上，未作测量", file=sys.stderr)
        return ABSENT
    runs = [our_scan(folder, limit), *(hand_built(folder, limit, form) for form in ("plain", *arguments.also))]
    seconds = stages(folder, limit)
    for line in (*table(runs, runs[0].cost), "", *stage_table(seconds)):
        print(line)
    if arguments.json:
        text = json.dumps(as_json(runs, runs[0].cost, seconds), ensure_ascii=False, indent=1)
        arguments.json.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
