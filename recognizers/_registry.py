"""文件夹即清单：每个不带下划线的模块是一个识别器。"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import recognizers
from recognizers._contract import Match, Recognizer, passage


class DeafRecognizer(RuntimeError):
    """A recognizer does not find its own example, or finds its counter-example: no scan may trust it."""


@cache
def load_all() -> tuple[Recognizer, ...]:
    """Return one instance of the Recognizer class of every module without a leading underscore, by module name."""
    found = pkgutil.iter_modules(recognizers.__path__)
    names = sorted(m.name for m in found if not m.ispkg and not m.name.startswith("_"))
    return tuple(_class_of(name)() for name in names)


def _class_of(name: str) -> type[Recognizer]:
    module = import_module(f"recognizers.{name}")
    (found,) = (
        item
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Recognizer) and item.__module__ == module.__name__
    )
    return found


def read_example(recognizer: Recognizer, example: str) -> list[Match]:
    """Return what a recognizer finds in an example; lines with TABs are a table whose first row holds the headings."""
    if "\t" in example and "\n" in example:
        head, rows = example.split("\n", 1)
        return list(recognizer.find(passage(rows, tuple(head.split("\t")))))
    return list(recognizer.find(passage(example)))


def self_test(recognizer: Recognizer) -> None:
    """Raise DeafRecognizer unless every example is found and every counter-example is not; what cannot work is not asked."""
    if recognizer.hindrance():
        return
    for example in recognizer.FINDS:
        if not read_example(recognizer, example):
            raise DeafRecognizer(f"识别器“{recognizer.TITLE}”认不出自己的样例，规则已损坏，不能开始扫描")
    for example in recognizer.IGNORES:
        if read_example(recognizer, example):
            raise DeafRecognizer(f"识别器“{recognizer.TITLE}”把反例当成了发现，规则已损坏，不能开始扫描")
