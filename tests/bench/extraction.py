"""读取：同一批真实文件，各读取器读出多少汉字、用多少处理器时间，同一次运行里比较。

    python -m tests.bench.extraction FOLDER [--readers kreuzberg,office_oxide,pdfminer] [--limit SECONDS]

Readers run one after another, each in a process of its own, over the same files; start-up is measured apart and taken off.
Recall of a file is the share of its Han characters (as a multiset) that a reader gives of those that at least two readers give,
or that this project's reader and no other gives for a format that the others do not read. Nothing of the texts is kept.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.cost import cost

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OURS = "baomi"
_NO_DOCUMENTS = frozenset(
    "png jpg jpeg gif bmp ico wav mp3 mp4 ttf woff class so exe py js java c cpp h ts css go rs php vue sh lock".split()
)
"""Suffixes left out of the comparison of speed: pictures need recognition, and others parse code."""


def ours() -> Callable[[Path], str]:
    """Return this project's readers, without recognition of anything: containers and what is in them."""
    from classifier.extract._base import Source, by_media_type  # noqa: PLC0415
    from classifier.identify import identify  # noqa: PLC0415
    from classifier.model import Member, Segment, Unreadable  # noqa: PLC0415
    from recognizers import _name_cells  # noqa: PLC0415

    _name_cells.looks_like_name("孙丽华")  # the statistics of names, which a scan loads for recognizing
    extractor_of = by_media_type()  # loading them is start-up, as loading another reader's one library is

    def texts(data: bytes, name: str, depth: int) -> Iterator[str]:
        try:
            kind = identify(data, name)
            extractor = extractor_of.get(kind.media_type)
            for item in extractor.read(Source(data, name, kind)) if extractor else ():
                if isinstance(item, Segment):
                    yield item.text
                elif isinstance(item, Member) and depth < 10 and not item.problem:
                    yield from texts(item.read(64 * 2**20), item.name, depth + 1)
        except Unreadable:
            return

    return lambda path: "\n".join(texts(path.read_bytes(), path.name, 0))


def kreuzberg() -> Callable[[Path], str]:
    """Return kreuzberg's extraction, without its text recognition and parsing of code."""
    from kreuzberg import ExtractionConfig, extract_file_sync  # noqa: PLC0415

    config = ExtractionConfig(use_cache=False, force_ocr=False, ocr=None)
    return lambda path: str(extract_file_sync(str(path), config=config).content)


def office_oxide() -> Callable[[Path], str]:
    """Return office-oxide's plain text."""
    from office_oxide import Document  # noqa: PLC0415

    return lambda path: str(Document.open(str(path)).plain_text())


def pdfminer() -> Callable[[Path], str]:
    """Return pdfminer.six's text of a PDF in the order of the file."""
    from pdfminer.high_level import extract_text  # noqa: PLC0415

    return lambda path: extract_text(path, laparams=None) if path.suffix.lower() == ".pdf" else ""


_READERS: Mapping[str, Callable[[], Callable[[Path], str]]] = {
    _OURS: ours,
    "kreuzberg": kreuzberg,
    "office_oxide": office_oxide,
    "pdfminer": pdfminer,
}


def run_reader(name: str, files: Sequence[Path]) -> None:
    """Print a JSON object a file: its Han characters with their counts, or what went wrong."""
    read = _READERS[name]()
    for path in files:
        try:
            text, problem = read(path), ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 native readers panic beyond Exception
            text, problem = "", type(error).__name__
        line = {"file": str(path), "han": Counter(_HAN.findall(text)), "problem": problem}
        print(json.dumps(line, ensure_ascii=False), flush=True)


def measured(name: str, listing: Path, empty: Path, limit: float) -> tuple[dict[str, Counter[str]], float, int]:
    """Return a reader's characters by file, its CPU seconds without start-up, and how many files it failed on."""
    command = [sys.executable, "-m", "tests.bench.extraction", "--run", name, "--listing"]
    start = cost([*command, str(empty)], limit=limit).cpu
    done = cost([*command, str(listing)], limit=limit)
    lines = [json.loads(line) for line in done.output.splitlines() if line.startswith("{")]
    found = {line["file"]: Counter(line["han"]) for line in lines}
    return found, done.cpu - start, sum(bool(line["problem"]) for line in lines)


def reference(counts: Sequence[Counter[str]]) -> Counter[str]:
    """Return for each character the second-highest count: what at least two readers agree on; of one reader, its own."""
    if len([count for count in counts if count]) < 2:
        return max(counts, key=Counter.total)
    agreed: Counter[str] = Counter()
    for character in set().union(*counts):
        agreed[character] = sorted((count[character] for count in counts), reverse=True)[1]
    return agreed


def report(files: Sequence[Path], found: Mapping[str, Mapping[str, Counter[str]]]) -> None:
    """Print recall by suffix and reader."""
    kept: dict[str, Counter[str]] = defaultdict(Counter)
    for path in files:
        agreed = reference([by_file.get(str(path), Counter()) for by_file in found.values()])
        suffix = path.suffix.lower().lstrip(".")
        kept[suffix]["files"] += 1
        kept[suffix]["reference"] += agreed.total()
        for name, by_file in found.items():
            kept[suffix][name] += (by_file.get(str(path), Counter()) & agreed).total()
    print(f"{'format':8} {'files':>6} {'Han':>9}  " + "  ".join(f"{name:>12}" for name in found))
    for suffix, counts in sorted(kept.items()):
        if total := counts["reference"]:
            shares = "  ".join(f"{counts[name] / total:12.4f}" for name in found)
            print(f"{suffix:8} {counts['files']:6} {total:9}  {shares}")


def main() -> None:
    """Compare the readers over a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--readers", default="kreuzberg,office_oxide,pdfminer")
    parser.add_argument("--limit", type=float, default=1200.0)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--listing", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run_reader(options.run, [Path(line) for line in options.listing.read_text(encoding="utf-8").splitlines()])
        return
    compare(options.folder, [_OURS, *filter(None, options.readers.split(","))], options.limit)


def compare(folder: Path, names: Sequence[str], limit: float) -> None:
    """Measure and print."""
    import tempfile  # noqa: PLC0415

    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower().lstrip(".") not in _NO_DOCUMENTS)
    with tempfile.TemporaryDirectory() as place:
        listing, empty = Path(place, "files"), Path(place, "none")
        listing.write_text("\n".join(map(str, files)), encoding="utf-8")
        empty.write_text("", encoding="utf-8")
        results = {name: measured(name, listing, empty, limit) for name in names}
    report(files, {name: found for name, (found, _, _) in results.items()})
    for name, (found, cpu, failed) in results.items():
        share = results[_OURS][1] / cpu if cpu else 0.0
        print(
            f"{name:12} {cpu:8.2f} CPU s, {failed} of {len(files)} failed, {len(found)} answered; ours takes {share:.2f} of it"
        )


if __name__ == "__main__":
    main()
