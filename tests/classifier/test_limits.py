"""Limits that a user sets on the command line: they hold, and the report's header tells them and the sandbox."""

import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from classifier.settings import LIMITS, Settings, limited

DEFAULTS = Settings(Path("/"), bytes(32), date(2026, 11, 24))


def test_every_limit_can_be_set() -> None:
    for name, (field, unit, _) in LIMITS.items():
        assert getattr(limited(DEFAULTS, [f"{name}=7"]), field) == 7 * unit
        assert field in DEFAULTS.shown()


@pytest.mark.parametrize("text", ["depth", "depth=", "depth=viele", "depth=0", "depth=-1", "tiefe=3", "depth=３"])
def test_anything_else_is_refused_with_what_is_meant(text: str) -> None:
    with pytest.raises(ValueError, match="depth、members"):
        limited(DEFAULTS, [text])


def test_limits_hold_in_a_scan_and_its_header_tells_them(tmp_path: Path) -> None:
    root = tmp_path / "资料"
    root.mkdir()
    with zipfile.ZipFile(root / "包.zip", "w") as package:
        for number in range(5):
            package.writestr(f"{number}.txt", "甲")
    out = tmp_path / "a.jsonl"
    words = ("scan", root, "--inventory", tmp_path / "i", "--out", f"jsonl={out}", "--limit", "members=3", "--no-ocr")
    done = subprocess.run(
        [sys.executable, "-m", "classifier.cli", *map(str, words)],
        capture_output=True,
        text=True,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config")},
        check=False,
    )
    assert done.returncode == 3, done.stderr
    header, *files = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    outcome = {file["path"]: (file["outcome"], file["detail"]) for file in files}["包.zip"]
    assert (outcome[0], "3 个" in outcome[1]) == ("partial", True)
    assert header["settings"]["members"] == 3
    assert "内存上限" in header["settings"]["sandbox"]
