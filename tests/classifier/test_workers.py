"""A file that kills, hangs or eats its reader costs that file only."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRAP = """
import os
import signal
import time

from recognizers._contract import Recognizer


class CnTrapRecognizer(Recognizer):
    ENTITY, TITLE, PATTERNS, FINDS = "CN_TRAP", "陷阱", (("trap", 0.5),), ("trap",)

    def find(self, where):
        if "杀" in where.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "挂" in where.text:
            time.sleep(600)
        if "吃" in where.text:
            bytearray(2**40)
        if "网" in where.text:
            import socket
            socket.getaddrinfo("a.invalid", 80)
        yield from super().find(where)

    def possible(self, where):
        return True
"""
SCAN = """
import json, sys
from datetime import date
from pathlib import Path
from classifier.inventory import Inventory
from classifier.scan import scan
from classifier.settings import Settings

settings = Settings(Path(sys.argv[1]), bytes(32), date(2026, 11, 23), seconds=20)
with Inventory(Path(sys.argv[2]), create=True) as store:
    print(json.dumps({record.name: [record.outcome, record.detail, record.sha256] for record in scan(settings, store)}))
"""


def test_a_bad_file_costs_that_file_only(tmp_path: Path) -> None:
    for package in ("classifier", "recognizers", "dictionaries"):
        shutil.copytree(ROOT / package, tmp_path / "copy" / package)
    (tmp_path / "copy" / "recognizers" / "trap.py").write_text(TRAP, encoding="utf-8")
    root = tmp_path / "资料"
    root.mkdir()
    for number in range(20):
        (root / f"{number:02}.txt").write_text(f"第{number}份，没有什么。", encoding="utf-8")
    for name in "杀挂吃网":
        (root / f"05{name}.txt").write_text(f"这里会{name}。", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "copy")}
    command = [sys.executable, "-c", SCAN, str(root), str(tmp_path / "i")]
    result = subprocess.run(
        command, capture_output=True, text=True, env=environment, cwd=tmp_path / "copy", timeout=200, check=False
    )
    records = json.loads(result.stdout)
    assert len(records) == 24, result.stderr
    assert {name: records.pop(f"05{name}.txt")[0] for name in "杀挂吃网"} == {
        "杀": "crashed", "挂": "timed_out", "吃": "too_large", "网": "crashed",
    }  # fmt: skip
    assert {outcome for outcome, _, _ in records.values()} == {"read"}
    assert all(len(sha256) == 64 for _, _, sha256 in records.values())
