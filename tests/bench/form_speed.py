"""形态的速度：文种与密级标志一起，每 CPU 秒多少字，与直接拿每个式子试全文的做法并排。

usage: python -m tests.bench.form_speed CORPUS LABELS

Reads the labelled files first (not counted), then judges each document twice in one process: as a scan does (shapes, kinds
and marks together), and plainly, every pattern of shapes and kinds tried with `re` on the whole text, without sieve, sample
or marks: the starting point. A plain document is the first 200,000 characters, the middle 50,000 and the last 50,000.
Prints million characters a CPU second, counted over the text that was read, for all files and for those short enough to be
looked at whole, and the ratios. CPU seconds depend on the machine and its load: the ratio is the figure. Exit status 2
where the corpus is not on this machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from classifier import assemble
from recognizers._document import Document
from recognizers._kinds import load_kinds, read_kinds
from recognizers._layout import Layout
from recognizers._marks import Position, judge_marks, sight_marks
from recognizers._shapes import computed, shapes
from tests.bench.corpus import labels, read_document

TODAY = date(2026, 11, 23)
HEAD, MIDDLE, TAIL = 200_000, 50_000, 50_000
WHOLE = assemble.HEAD + assemble.MIDDLE + assemble.TAIL


def ours(document: Document) -> None:
    """Judge a document as a scan does."""
    judge_marks(tuple(sight_marks(document.text, Position.BODY, 0)), document, TODAY)
    read_kinds(document)


def plainly(document: Document) -> None:
    """Try every pattern on the whole text."""
    layout, values = Layout(document), dict.fromkeys(shapes(), 0.0)
    for shape in shapes().values():
        if shape.pattern is None:
            values[shape.name] = computed()[shape.name](layout, values)
        elif layout.prose or not shape.prose:
            sum(1 for _ in shape.pattern.finditer(layout.text))
    for kind in load_kinds():
        for marker in kind.markers if layout.prose else ():
            marker.pattern.search(layout.text)


def seconds(judge: object, documents: Sequence[Document]) -> float:
    """Return the CPU seconds that judging the documents takes."""
    assert callable(judge)
    began = time.process_time()
    for document in documents:
        judge(document)
    return time.process_time() - began


def _samples(corpus: Path, path: Path) -> list[tuple[Document, Document]]:
    """Return each file as a scan keeps it and as the starting point had it."""
    kept = (assemble.HEAD, assemble.MIDDLE, assemble.TAIL)
    pairs = []
    for row in labels(path):
        assemble.HEAD, assemble.MIDDLE, assemble.TAIL = HEAD, MIDDLE, TAIL
        plain = read_document(corpus / row.name)
        assemble.HEAD, assemble.MIDDLE, assemble.TAIL = kept
        pairs.append((replace(plain, text=_cut(plain.text)), plain))
    return pairs


def _cut(text: str) -> str:
    if len(text) <= WHOLE:
        return text
    centre = (len(text) + assemble.HEAD - assemble.TAIL) // 2
    parts = text[: assemble.HEAD], text[centre : centre + assemble.MIDDLE], text[-assemble.TAIL :]
    return "".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    arguments = parser.parse_args()
    if not arguments.corpus.is_dir():
        print("语料不在这台机器上，未作测量", file=sys.stderr)
        return 2
    pairs = _samples(arguments.corpus, arguments.labels)
    ours(pairs[0][0])
    for title, chosen in (("全部", pairs), ("看全文的", [pair for pair in pairs if len(pair[1].text) <= WHOLE])):
        read = sum(plain.length for _, plain in chosen) / 1e6
        looked_at = sum(len(plain.text) for _, plain in chosen) / 1e6
        cost = seconds(ours, [document for document, _ in chosen])
        start = seconds(plainly, [plain for _, plain in chosen])
        print(
            f"{title} {len(chosen)} 份：读出 {read:.1f} M 字；文种与标志 {read / cost:.2f} M 字/秒（按起点所看的字 {looked_at / cost:.2f}）；"
            f"直接用 re {looked_at / start:.2f}；{start / cost:.1f} 倍"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
