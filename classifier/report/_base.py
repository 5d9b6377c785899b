"""报告的约定与分派：一个形式一个模块，只看清单。"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import classifier.report
from classifier.inventory import Inventory
from classifier.replacing import replacing
from classifier.view import View

NOTICE = "内部资料 注意保管"
"""A report on protected material is protected itself (clauses 3.3, 3.4)."""
ITSELF = "本报告概括了受保护的资料，自身也受保护：不得外传（第3条第3项），只给有必要知悉的人（第3条第4项），资料交回时一并交回（第6条第1项）。"
SIGNERS = ("乙方编制人", "乙方安全保密协调责任人复核", "甲方安全保密协调责任人确认")
ITSELF_CLAUSES = ("3.3", "3.4", "6.1")


@dataclass(frozen=True, slots=True)
class Report:
    """One form of report. A module of `classifier/report` holds one as REPORT; its name is the form."""

    title: str
    write: Callable[[View, Path], None]
    """Writes the whole report to a new file. Raises OSError."""


@cache
def forms() -> dict[str, Report]:
    """Return every form of report by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(classifier.report.__path__) if not m.name.startswith("_"))
    return {name: import_module(f"classifier.report.{name}").REPORT for name in names}


def plain_view(inventory: Inventory) -> View:
    """Return the view of one who may see all: no project, no exceptions, on the day of the scan."""
    return View(inventory, date.fromisoformat(inventory.header().settings["today"]))


def write_report(form: str, source: Inventory | View, path: Path) -> None:
    """Write a report beside `path` and move it into place: a full disk or an interruption leaves no half report.

    Raises KeyError for an unknown form, OSError where the file cannot be written.
    """
    view = source if isinstance(source, View) else plain_view(source)
    with replacing(path) as unfinished:
        forms()[form].write(replace(view, report=path.name), unfinished)
