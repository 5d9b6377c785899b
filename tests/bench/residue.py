"""Residue on real documents: what is found again of converted files and of excerpts, and what is flagged besides.

The delivery is the dev corpus. LibreOffice converts its documents, excerpts of 100, 200 and 400 characters are pasted into
other formats, and the silver corpus stands for everything else on the machine. What must be found is decided by the texts
themselves: a converted file that carries no text, or none of its original's, is left out and named with the reason. Every
flagged pair is checked in the same way: both must really share a run, or, where the evidence says so, half of the clauses and numbers.

With SHARED, a folder of laws, blank forms and the like, the other documents are searched once more with `--shared SHARED`,
and what is left of the flags in them is counted.

Run: `python -m tests.bench.residue CORPUS WORKDIR [SHARED]` (WORKDIR outside the corpus; needs soffice). Writes
`residue.jsonl` and `settled.jsonl` there. Exit status 1 where something was missed or a flag has nothing to show.
"""

from __future__ import annotations

import email.message
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx

from classifier import metafile
from classifier.extract._base import Source, by_media_type
from classifier.handback import package
from classifier.handback.common_text import common_text
from classifier.handback.counted import counted
from classifier.handback.fingerprints import UNCOUNTED
from classifier.handback.package import Package
from classifier.handback.residue import Hit, Residue, residue
from classifier.handback.residue_report import FORMS
from classifier.handback.seal import seal
from classifier.handback.signature import load_key, make_key
from classifier.handback.winnowing import WINDOW
from classifier.identify import identify
from classifier.inventory import Inventory
from classifier.model import Item, Member, Picture, Segment, Unreadable
from classifier.report._base import plain_view
from classifier.scan import scan
from classifier.settings import Settings

KEY = b"\x05" * 32
TARGETS = {
    "docx": ("pdf", "txt:Text (encoded):UTF8", "odt"),
    "doc": ("pdf", "docx"),
    "pptx": ("pdf", "odp"),
    "ppt": ("pdf",),
    "xlsx": ("pdf", "ods"),
    "xls": ("xlsx",),
    "html": ("pdf",),
    "rtf": ("pdf",),
}
LENGTHS = (100, 200, 400)
"""Characters of an excerpt as they stand, blanks and punctuation among them."""
QUOTABLE = 70
"""Counted characters that 100 characters of running text hold at least; an excerpt with fewer is mostly blanks."""
CARRIED = 0.5
"""Part of a document's text, in fours, that a conversion carries at least."""
SECONDS = 240
"""Wall-clock seconds that one document may take LibreOffice."""

Pair = tuple[str, str]
"""Path below the searched folder, and name of the document that it was made from."""


def settings(root: Path) -> Settings:
    return Settings(root.resolve(), KEY, date(2026, 11, 1), names="off", workers=2)


def sealed(root: Path, folder: Path) -> Path:
    target = folder / "package"
    if not target.exists():
        with Inventory(folder / "i.inventory", create=True) as store:
            for _ in scan(settings(root), store):
                pass
            make_key(folder / "key", "")
            seal(plain_view(store), load_key(folder / "key"), target)
    return target


def convert(corpus: Path, folder: Path) -> Iterator[Pair]:
    """Yield each converted file and the name of its original; what was converted before is kept."""
    for suffix, targets in TARGETS.items():
        originals = sorted(corpus.glob(f"*.{suffix}"))
        for target in targets if originals else ():
            form = target.partition(":")[0]
            out = folder / f"{suffix}-{form}"
            out.mkdir(exist_ok=True)
            for original in originals:
                made = out / f"{original.stem}.{form}"
                if not made.exists() and not (why := _office(original, target, out, folder.parent / "lo")):
                    why = "" if made.exists() else "LibreOffice made nothing of it"
                if made.exists():
                    yield made.relative_to(folder).as_posix(), original.name
                else:
                    print(f"  not converted: {original.name} to {form}: {why}")


def _office(original: Path, target: str, out: Path, profile: Path) -> str:
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", target]
    try:
        subprocess.run([*command, "--outdir", out, original], capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"LibreOffice took more than {SECONDS} s"
    return ""


def content(root: Path, path: str) -> bytes:
    """Return the bytes of a file below `root`, or of the file inside it that the path names, none where there is none."""
    outer, *inner = path.split("!/")
    data, name = (root / outer).read_bytes(), outer
    for part in inner:
        member = next((item for item in _items(data, name) if isinstance(item, Member) and item.name == part), None)
        if member is None:
            return b""
        data, name = member.read(1 << 28), part
    return data


@cache
def plain_text(root: Path, path: str) -> str:
    """Return the counted characters of such a file, with those of the files inside it, "" where it cannot be read."""
    return plain("\n".join(_texts(content(root, path), path, wide=True)))


def _texts(data: bytes, name: str, *, wide: bool) -> Iterator[str]:
    for item in _items(data, name):
        if isinstance(item, Segment) and item.part not in UNCOUNTED:
            yield item.text
        elif isinstance(item, Picture):
            yield metafile.words(item.read(1 << 28)) or ""
        elif isinstance(item, Member) and wide:
            try:
                yield from _texts(item.read(1 << 28), item.name, wide=True)
            except Unreadable:
                continue


def _items(data: bytes, name: str) -> Iterator[Item]:
    try:
        kind = identify(data, name)
        yield from by_media_type()[kind.media_type].read(Source(data, name, kind))
    except (Unreadable, KeyError):
        return


def plain(text: str) -> str:
    codes, _ = counted(text)
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def excerpts(delivery: Path, names: Iterable[str], root: Path) -> Iterator[Pair]:
    """Yield a file with a random excerpt of each document in it, and the document's name; documents too short are named."""
    (root / "excerpts").mkdir(exist_ok=True)
    chance = random.Random(7)
    forms = ("txt", "docx", "eml", "zip", "db", "md")
    for number, name in enumerate(sorted(names)):
        path = delivery / name
        if "!/" in name or not path.is_file():
            continue
        text = "\n".join(_texts(path.read_bytes(), name, wide=False))
        for length in LENGTHS:
            if piece := _piece(text, length, chance):
                made = root / "excerpts" / f"{number:04}-{length}.{forms[(number + length // 100) % len(forms)]}"
                paste(made, f"以下是我在材料里看到的一段。\n{piece}\n看完以后再谈。")
                yield made.relative_to(root).as_posix(), name


def _piece(text: str, length: int, chance: random.Random) -> str:
    """Return a random excerpt that is not mostly blanks, "" where 50 tries find none."""
    for _ in range(50):
        at = chance.randrange(max(1, len(text) - length + 1))
        piece = text[at : at + length]
        if len(piece) == length and len(plain(piece)) >= QUOTABLE * length // 100:
            return piece
    return ""


def paste(path: Path, text: str) -> None:
    text = "".join(character for character in text if character in "\n\t" or character.isprintable())
    match path.suffix:
        case ".docx":
            document = docx.Document()
            for line in text.split("\n"):
                document.add_paragraph(line)
            document.save(str(path))
        case ".eml":
            message = email.message.EmailMessage()
            message["Subject"] = "notes"
            message.set_content(text)
            path.write_bytes(message.as_bytes())
        case ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("a.txt", text)
        case ".db":
            path.unlink(missing_ok=True)
            with closing(sqlite3.connect(path)) as base:
                base.execute("CREATE TABLE note (body TEXT)")
                base.execute("INSERT INTO note VALUES (?)", (text,))
                base.commit()
        case _:
            path.write_text(text, encoding="utf-8")


def shares_run(one: str, other: str, length: int = WINDOW) -> bool:
    """Return whether so many counted characters in a row stand in both."""
    grams = {one[at : at + length] for at in range(len(one) - length + 1)}
    return any(other[at : at + length] in grams for at in range(len(other) - length + 1))


def longest_run(one: str, other: str) -> int:
    """Return the length of the longest run of counted characters in both."""
    high = 1
    while high <= min(len(one), len(other)) and shares_run(one, other, high):
        high *= 2
    low = high // 2
    while low + 1 < high:
        size = (low + high) // 2
        low, high = (size, high) if shares_run(one, other, size) else (low, size)
    return low


class Bench:
    """The searched folder, the delivery and what was found."""

    def __init__(self, delivery: Path, root: Path, sealed_package: Package) -> None:
        self.delivery, self.root, self.package = delivery, root, sealed_package
        self.known = {line["path"] for line in sealed_package.lines(package.FINGERPRINTS)}
        self.failed = 0

    def recall(self, title: str, pairs: Sequence[Pair], hits: Iterable[Hit]) -> None:
        """Print how many of the pairs were found, and each that was not, or is not counted, with the reason."""
        found = Counter[Pair]()
        for hit in hits:
            found[hit.path.partition("!/")[0], hit.source] += 1
        files = {path for path, _ in found}
        reasons = {pair: self._beside(pair) for pair in pairs if pair not in found}
        missed = [pair for pair, reason in reasons.items() if not reason and pair[0] not in files]
        elsewhere = sum(not reason and pair[0] in files for pair, reason in reasons.items())
        counted_in = len(pairs) - sum(bool(reason) for reason in reasons.values())
        print(f"{title}: {counted_in - len(missed)} of {counted_in} found, {elsewhere} of them as another document's")
        for pair, reason in reasons.items():
            if reason:
                print(f"  not counted: {pair[0]}: {reason}")
        for pair in missed:
            print(f"  MISSED {pair[0]} <- {pair[1]}: {self._run(pair)} counted characters in a row in both")
        self.failed += len(missed)

    def _run(self, pair: Pair) -> int:
        return longest_run(plain_text(self.root, pair[0]), plain_text(self.delivery, pair[1]))

    def _beside(self, pair: Pair) -> str:
        """Return why a pair can't be asked for, "" where it can."""
        made, original = plain_text(self.root, pair[0]), plain_text(self.delivery, pair[1])
        if min(len(made), len(original)) < LENGTHS[0]:
            return f"{len(made)} counted characters in it, {len(original)} in the original"
        carried = sum(original[at : at + 4] in made for at in range(0, len(original) - 3, 4)) / (len(original) // 4)
        run = self._run(pair)
        if carried < CARRIED and run < QUOTABLE:
            return f"{100 * carried:.0f} % of the original's text is in it, {run} counted characters in a row"
        return ""

    def genuine(self, hits: Iterable[Hit]) -> None:
        """Print how many flagged pairs really share what the flag says, and each that does not."""
        checked = Counter[str]()
        for hit in hits:
            one, other = plain_text(self.root, hit.path), plain_text(self.delivery, hit.source)
            scattered = hit.shown.startswith("零散的词句")
            if hit.how == "same_bytes":
                good = content(self.root, hit.path) == content(self.delivery, hit.source) != b""
            else:
                good = one == other or shares_run(one, other) or (scattered and self._same_pieces(hit))
            checked[("pieces" if scattered else hit.how) if good else "NOTHING SHARED"] += 1
            if not good:
                print(f"  NOTHING SHARED {hit.path} <- {hit.source}: {hit.characters} {hit.shown}")
                self.failed += 1
        print("flagged pairs that share what is said:", dict(checked))

    def _same_pieces(self, hit: Hit) -> bool:
        """Return whether half of the listed document's clauses and numbers stand in the file."""
        listed, found = (_pieces(root, path) for root, path in ((self.delivery, hit.source), (self.root, hit.path)))
        return len(listed & found) >= len(listed) / 2


def _pieces(root: Path, path: str) -> frozenset[str]:
    """Return the clauses of six Han characters, and the numbers as digits without zeros, in a file."""
    text = "\n".join(_texts(content(root, path), path, wide=True))
    numbers = (re.sub("[^1-9]", "", number) for number in re.findall("[0-9][0-9:,./-]{3,}[0-9]", text))
    return frozenset(re.findall("[\u4e00-\u9fff]{6,}", text)) | frozenset(filter(None, numbers))


def main(corpus: Path, folder: Path, shared: Path | None) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    delivery, root = corpus / "dev", folder / "machine"
    root.mkdir(exist_ok=True)
    bench = Bench(delivery, root, package.opened(sealed(delivery, folder), None))
    made: Mapping[str, list[Pair]] = {
        "conversions": list(convert(delivery, root)),
        "excerpts": list(excerpts(delivery, bench.known, root)),
    }
    if not (root / "others").exists():
        shutil.copytree(corpus / "silver", root / "others")
    result = _searched(bench.package, root, folder / "residue.jsonl", shared=common_text((), settings(root)))
    for title, pairs in made.items():
        bench.recall(title, pairs, result.hits)
    bench.genuine(result.hits)
    others = [hit for hit in result.hits if hit.path.startswith("others/")]
    print(f"flags: {len(result.hits)}, of these {len(others)} in the {_files(root / 'others')} other documents")
    if shared:
        common = common_text([shared], settings(root))
        left = _searched(bench.package, root / "others", folder / "settled.jsonl", shared=common).hits
        share = len(left) / (len(result.hits) - len(others) + len(left))
        print(
            f"with --shared ({_files(shared)} files): {len(left)} flags in other documents, {100 * share:.2f} % of all"
        )
    return int(bench.failed > 0)


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def _searched(sealed_package: Package, root: Path, out: Path, **options: Any) -> Residue:
    result = residue(sealed_package, [root.resolve()], settings(root), **options)
    out.unlink(missing_ok=True)
    FORMS["jsonl"](result, out)
    return result


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None))
