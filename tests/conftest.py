"""每个测试共有的：断网，私有的用户目录，命令行。"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from tests.offline.guard import Guard

ROOT = Path(__file__).parents[1]
OFFLINE = ROOT / "tests" / "offline"
LONG = 300
"""Lines from which a module is named at the end of a run; nothing fails for it."""

ATTEMPTS = list[str]()
settings.register_profile("shared", deadline=None)  # machines are shared: how long an example takes says nothing
settings.load_profile("shared")
GUARD = Guard(ATTEMPTS.append)
sys.addaudithook(GUARD)


class Answer(NamedTuple):
    """What a command has answered."""

    code: int
    out: str
    err: str


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "serves_page: the test serves a page on this machine and reads it: loopback is open"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for path in sorted(
        path for package in ("classifier", "recognizers", "dictionaries") for path in (ROOT / package).rglob("*.py")
    ):
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONG:
            terminalreporter.write_line(f"{path.relative_to(ROOT)}: {lines} lines, more than {LONG}: one room or two?")


@pytest.fixture(autouse=True)
def network(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Yield the attempts of this test to use the network; any that is left at the end fails it, whoever swallowed the error."""
    ATTEMPTS.clear()
    GUARD.loopback = request.node.get_closest_marker("serves_page") is not None
    yield ATTEMPTS
    GUARD.loopback = False
    assert ATTEMPTS == [], "a test must not use the network"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return variables for a subprocess: a home of its own, no network, UTF-8."""
    home = tmp_path / "home"
    home.mkdir()
    path = os.pathsep.join(filter(None, (str(OFFLINE), os.environ.get("PYTHONPATH"))))
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
    return {**os.environ, **places, "HOME": str(home), "PYTHONPATH": path, "PYTHONUTF8": "1"}


@pytest.fixture
def python(environment: dict[str, str], tmp_path: Path) -> Callable[..., Answer]:
    """Return a function that runs Python with the given words, in a private home and without a network."""

    def run(*words: object) -> Answer:
        command = [sys.executable, *map(str, words)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, timeout=600, check=False)
        out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
        assert "NETWORK " not in err, err
        return Answer(done.returncode, out, err)

    return run


@pytest.fixture
def baomi(python: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return a function that runs `baomi` with the given words and returns exit code, standard output and standard error."""
    return lambda *words: python("-m", "classifier.cli", *words)
