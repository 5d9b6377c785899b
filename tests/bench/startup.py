"""启动：`baomi --help` 用多少处理器时间，装入多少模块。

usage: python -m tests.bench.startup [--runs N] [--json FILE]

Prints the median CPU seconds of `baomi --help` and of an empty Python, their ratio, and the number of modules each loads.
Linux only.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from statistics import median

from tests.bench.cost import cost

_EMPTY = "pass"
_HELP = "import sys; from classifier.cli import main; sys.argv = ['baomi', '--help']; main()"
_COUNT = "import atexit, sys; atexit.register(lambda: print(len(sys.modules), file=sys.stdout)); "


def seconds(program: str, runs: int) -> float:
    """Return the median CPU seconds of a Python program over `runs` runs, after one that fills the caches."""
    command = [sys.executable, "-c", program]
    return median([cost(command).cpu for _ in range(runs + 1)][1:])


def modules(program: str) -> int:
    """Return how many modules are loaded when a Python program ends."""
    return int(cost([sys.executable, "-c", _COUNT + program]).output.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = {
        title: {"cpu": seconds(program, arguments.runs), "modules": modules(program)}
        for title, program in (("baomi --help", _HELP), ("python", _EMPTY))
    }
    ratio = figures["baomi --help"]["cpu"] / figures["python"]["cpu"]
    for title, each in figures.items():
        print(f"{title:<16}{each['cpu']:>8.3f} CPU 秒{each['modules']:>8.0f} 个模块")
    print(f"{'倍数':<14}{ratio:>8.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps({**figures, "ratio": ratio}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
