"""法条：成批的法律、法规里不应有教学标签，更不应有密级标志。

usage: python -m tests.bench.statutes FOLDER [--megabytes N]

Reads the texts (.md, .txt; UTF-8) below FOLDER in name order until N megabytes (10**6 bytes, 20 by default) are read, over
again where they are fewer, as plain documents: marks and kinds together, as a scan does, classified by the policy. Prints
how many documents were tagged as teaching information, how many marks were seen by status, and what the run cost. Exit
status 1 where more than 0.1 % are tagged or any mark but a mention is seen, 2 where there are no texts.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

from classifier.classify import classify
from classifier.findings import Findings
from classifier.policy import load_policy
from recognizers._document import Document, Form
from recognizers._kinds import read_kinds
from recognizers._marks import Position, judge_marks, sight_marks

MEGABYTES, MOST_WRONG = 20.0, 0.001
TODAY = date(2026, 11, 23)
FORMS = {".md": Form.MARKDOWN, ".txt": Form.TEXT}


def texts(folder: Path, limit: float) -> Iterator[tuple[Path, str]]:
    """Yield texts until `limit` bytes are read, from the beginning again where they do not reach."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in FORMS)
    read = 0
    for path in cycle(paths):
        if read >= limit:
            return
        data = path.read_bytes()
        read += len(data)
        yield path, data.decode("utf-8", "replace")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=MEGABYTES)
    arguments = parser.parse_args()
    policy = load_policy()
    statuses, wrong, number, characters, cpu = Counter[str](), list[str](), 0, 0, 0.0
    for path, text in texts(arguments.folder, arguments.megabytes * 1e6):
        began = time.process_time()
        document = Document(text, FORMS[path.suffix], path.name, (), 1, len(text))
        marks = judge_marks(tuple(sight_marks(text, Position.BODY, 0)), document, TODAY)
        tags = classify(Findings(document.form, kinds=read_kinds(document)), policy)
        cpu += time.process_time() - began
        statuses.update(mark.status for mark in marks)
        wrong += [path.name for tag in tags[:1] if tag.category == "teaching_information"]
        number, characters = number + 1, characters + len(text)
    if not number:
        print(f"{arguments.folder} 里没有文本，未作测量", file=sys.stderr)
        return 2
    print(f"{number} 份，{characters / 1e6:.1f} M 字：误标教学信息 {len(wrong)} 份（{len(wrong) / number:.2%}）")
    print("密级标志：" + ("，".join(f"{status} {count}" for status, count in statuses.items()) or "无"))
    print(f"每 CPU 秒 {characters / cpu / 1e6:.2f} M 字")
    for name, count in Counter(wrong).items():
        print(f"  {name} ×{count}")
    real = sum(count for status, count in statuses.items() if status != "mention")
    return int(len(wrong) > MOST_WRONG * number or real > 0)


if __name__ == "__main__":
    sys.exit(main())
