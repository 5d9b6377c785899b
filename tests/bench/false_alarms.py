"""误报：在不该有号码的文字上，认出了多少号码。

usage: python -m tests.bench.false_alarms PATH [PATH …]

PATH is a file or a folder of texts without persons: statutes (`.md`, `.txt`, or `.jsonl` with a "text"), program source.
Prints, per path, the characters read, the matches by entity, and characters per CPU second. Exit status 1 where a resident
ID, mobile, landline, plate or passport is found, 2 where a path is not on this machine.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from recognizers._engine import Engine

NEVER = frozenset({"CN_RESIDENT_ID", "CN_MOBILE", "CN_LANDLINE", "CN_PLATE", "CN_PASSPORT"})
SUFFIXES = frozenset({".md", ".txt", ".jsonl", ".py", ".js", ".c", ".java"})
PIECE = 50_000


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a file or folder in pieces of at most 50,000 characters."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file() and file.suffix in SUFFIXES:
            text = file.read_text(encoding="utf-8", errors="replace")
            if file.suffix == ".jsonl":
                text = "\n".join(json.loads(line)["text"] for line in text.splitlines())
            yield from (text[low : low + PIECE] for low in range(0, len(text), PIECE))


def main(paths: list[Path]) -> int:
    if not paths or not all(path.exists() for path in paths):
        print(__doc__, file=sys.stderr)
        return 2
    engine, worst = Engine(), 0
    for path in paths:
        found, characters, began = Counter[str](), 0, time.process_time()
        for text in texts(path):
            characters += len(text)
            found.update(match.entity for match in engine.recognize(text))
        seconds = time.process_time() - began
        print(f"{path}: {characters:,} characters, {dict(found)}, {characters / max(seconds, 1e-9):,.0f} a CPU second")
        worst += sum(found[entity] for entity in NEVER)
    return int(worst > 0)


if __name__ == "__main__":
    sys.exit(main([Path(word) for word in sys.argv[1:]]))
