"""Verifying a package of many files beside `sha256sum -c` alone, over the same files in one run.

Run: `python -m tests.bench.verify WORKDIR [FILES]` (a scratch folder; default 100,000 files, about 2 GB).
Prints wall and CPU seconds of both, their ratios, and the peak memory of a run over a tenth of the files and over all.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from classifier.digest import digests
from classifier.handback import package
from classifier.handback.seal import seal
from classifier.handback.signature import load_key, make_key
from classifier.inventory import Inventory
from classifier.model import Outcome
from classifier.record import Fingerprint, Record
from classifier.report._base import plain_view
from classifier.settings import Settings
from classifier.walk import walk

VERIFY = """
import sys
from classifier.cli import main
try:
    main()
except SystemExit as leaving:
    with open('/proc/self/status') as status:
        print(next(line for line in status if line.startswith('VmHWM')), file=sys.stderr)
    raise
"""


def make(root: Path, count: int) -> None:
    """Write files with sizes as office documents have them (log-normal, median 11 KB)."""
    chance, blob = random.Random(1), os.urandom(1 << 20)
    for number in range(count):
        folder = root / f"第{number // 1000:03}批" / f"{number // 50 % 20:02}组"
        if number % 50 == 0:
            folder.mkdir(parents=True, exist_ok=True)
        size, start = min(int(chance.lognormvariate(9.3, 1.0)), 900_000), chance.randrange(1 << 17)
        (folder / f"资料{number:06}.docx").write_bytes(number.to_bytes(4, "big") + blob[start : start + size])


def sealed(root: Path, folder: Path, key: bytes) -> Path:
    """Seal an inventory of the tree that is made from its digests alone, with as many windows as an office document has."""
    chance = random.Random(2)
    with Inventory(folder / "i.inventory", create=True) as store:
        store.begin(Settings(root, key, date(2026, 11, 1)))
        for file in walk(root):
            sha, sm3 = digests(iter([(root / file.name).read_bytes()]))
            windows = chance.randbytes(8 * 120)
            store.put(
                Record(
                    file,
                    Outcome.READ,
                    sha256=sha,
                    sm3=sm3,
                    fingerprint=Fingerprint(900, sha256(windows).digest()[:16], windows, ()),
                )
            )
        store.finish()
        make_key(folder / "key", "")
        seal(plain_view(store), load_key(folder / "key"), folder / "package")
    return folder / "package"


def measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak memory (MB, 0 where it does not tell) of a command that must succeed."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    peak = re.search("VmHWM:\\s*([0-9]+)", done.stderr)
    return wall, cpu, int(peak[1]) / 1024 if peak else 0.0


def runs(folder: Path, count: int) -> Iterator[tuple[str, tuple[float, float, float]]]:
    folder = folder.resolve()
    root, key = folder / f"root{count}", folder / "project.key"
    place = folder / f"sealed{count}"
    if not place.exists():
        make(root, count)
        place.mkdir()
        key.write_bytes(b"\x06" * 32)
        sealed(root.resolve(), place, key.read_bytes())
    manifest = place / "package" / package.SHA256
    words = ["verify", place / "package", root, "--project-key", key, "--quiet"]
    ours = [sys.executable, "-c", VERIFY, *map(str, words)]
    theirs = ["sha256sum", "-c", "--quiet", str(manifest.resolve())]
    for _ in range(2):  # the first pass brings the files into the page cache, for both alike
        result = {"sha256sum -c": measured(theirs, root), "baomi verify": measured(ours, root)}
    yield from result.items()


def main(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    memory = []
    for number in (count // 10, count):
        result = dict(runs(folder, number))
        print(f"{number:,} files")
        for name, (wall, cpu, peak) in result.items():
            print(f"  {name:13} wall {wall:6.2f} s, CPU {cpu:6.2f} s, peak {peak:6.1f} MB")
        theirs, ours = result["sha256sum -c"], result["baomi verify"]
        print(f"  speed of verify beside sha256sum: wall {theirs[0] / ours[0]:.2f}x, CPU {theirs[1] / ours[1]:.2f}x")
        memory.append(ours[2])
    print(f"memory: {memory[1] / memory[0]:.2f}x for ten times the files")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
