"""Residue on real documents: what is found again of converted files and of excerpts, and what is flagged besides.

The delivery is the dev corpus; LibreOffice converts its documents, excerpts of 100 characters are pasted into other
formats, and the silver corpus stands for everything else on the machine. Every flagged pair is checked against the
texts themselves: the longest run that both really share.

Run: `python -m tests.bench.residue CORPUS WORKDIR` (a folder outside the corpus; needs soffice).
"""

from __future__ import annotations

import email.message
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import docx

from classifier.extract._base import Source, by_media_type
from classifier.handback import package
from classifier.handback.counted import counted
from classifier.handback.fingerprints import UNCOUNTED
from classifier.handback.residue import EXCERPT, Residue, residue
from classifier.handback.residue_outcome import FORMS
from classifier.handback.seal import seal
from classifier.handback.signature import load_key, make_key
from classifier.handback.winnowing import WINDOW
from classifier.identify import identify
from classifier.inventory import Inventory
from classifier.model import Segment, Unreadable
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
EXCERPT_LENGTH = 100
FEWEST = 200
"""Counted characters from which a document is long enough to be quoted."""


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


def convert(corpus: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each converted file and the name of its original."""
    for suffix, targets in TARGETS.items():
        originals = sorted(corpus.glob(f"*.{suffix}"))
        for target in targets if originals else ():
            form = target.partition(":")[0]
            out = folder / f"{suffix}-{form}"
            if not out.exists():
                command = [
                    "soffice",
                    "--headless",
                    f"-env:UserInstallation=file://{folder.parent}/lo",
                    "--convert-to",
                    target,
                ]
                subprocess.run([*command, "--outdir", out, *originals], capture_output=True, timeout=1800, check=False)
            for original in originals:
                if (made := out / f"{original.stem}.{form}").exists():
                    yield made, original.name


def text_of(path: Path) -> str:
    """Return the text of a file, "" where it cannot be read."""
    try:
        data = path.read_bytes()
        kind = identify(data, path.name)
        items = by_media_type()[kind.media_type].read(Source(data, path.name, kind))
        return "\n".join(item.text for item in _all(items) if isinstance(item, Segment) and item.part not in UNCOUNTED)
    except (Unreadable, KeyError):
        return ""


def _all(items: Iterator[object]) -> Iterator[object]:
    try:
        yield from items
    except Unreadable:
        return


def plain(text: str) -> str:
    codes, _ = counted(text)
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def excerpts(texts: dict[str, str], folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield a file with a random excerpt of each long document in it, and the document's name."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(7)
    forms = ("txt", "docx", "eml", "zip", "db", "md")
    for number, (name, text) in enumerate(sorted(texts.items())):
        if len(plain(text)) < FEWEST:
            continue
        piece = ""
        for _ in range(50):
            at = chance.randrange(max(1, len(text) - EXCERPT_LENGTH))
            piece = text[at : at + EXCERPT_LENGTH]
            if len(plain(piece)) >= 70:
                break
        else:
            continue
        path = folder / f"{number:04}.{forms[number % len(forms)]}"
        paste(path, f"以下是我在材料里看到的一段。\n{piece}\n看完以后再谈。")
        yield path, name


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


def shares_run(one: str, other: str) -> bool:
    """Return whether a window's worth of counted characters in a row stands in both."""
    grams = {one[at : at + WINDOW] for at in range(len(one) - WINDOW + 1)}
    return any(other[at : at + WINDOW] in grams for at in range(len(other) - WINDOW + 1))


def longest_run(one: str, other: str) -> int:
    """Return the length of the longest run of counted characters in both: suffixes by doubling, exact."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        size = (low + high + 1) // 2
        grams = {one[at : at + size] for at in range(len(one) - size + 1)}
        if any(other[at : at + size] in grams for at in range(len(other) - size + 1)):
            low = size
        else:
            high = size - 1
    return low


def main(corpus: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    delivery = corpus / "dev"
    pkg = package.opened(sealed(delivery, folder), None)
    known = {line["path"]: line for line in pkg.lines(package.FINGERPRINTS)}
    root = folder / "machine"
    root.mkdir(exist_ok=True)
    wanted = {"conversion": list(convert(delivery, root))}
    texts = {name: text_of(delivery / name) for name in known if (delivery / name).is_file()}
    wanted["excerpt"] = list(excerpts(texts, root / "excerpts"))
    if not (root / "others").exists():
        shutil.copytree(corpus / "silver", root / "others")
    result = residue(pkg, [root.resolve()], settings(root))
    (folder / "residue.jsonl").unlink(missing_ok=True)
    FORMS["jsonl"](result, folder / "residue.jsonl")
    report(result, wanted, root, known, texts)


def report(
    result: Residue,
    wanted: dict[str, list[tuple[Path, str]]],
    root: Path,
    known: dict[str, dict[str, object]],
    texts: dict[str, str],
) -> None:
    found = {(hit.path.partition("!/")[0], hit.source.partition("!/")[0]) for hit in result.hits}
    for kind, made in wanted.items():
        pairs = [(path.relative_to(root).as_posix(), name) for path, name in made if path.exists()]
        readable = [
            (path, name)
            for path, name in pairs
            if name in known and len(plain(text_of(root / path) or "")) >= 70 and len(plain(texts[name])) >= 70
        ]
        missed = [pair for pair in readable if pair not in found and not any(path == pair[0] for path, _ in found)]
        elsewhere = [pair for pair in readable if pair not in found and pair not in missed]
        print(
            f"{kind}: {len(readable)} of {len(pairs)} hold text; found {len(readable) - len(missed)}, of these {len(elsewhere)} under another source"
        )
        for path, name in missed[:20]:
            print(
                f"  missed {path} <- {name}: really shared {longest_run(plain(text_of(root / path)), plain(texts[name]))}"
            )
    others = [hit for hit in result.hits if hit.path.startswith("others/")]
    runs = Counter[str]()
    for hit in result.hits:
        file, source = root / hit.path.partition("!/")[0], hit.source.partition("!/")[0]
        if "!/" in hit.path or "!/" in hit.source or hit.how != EXCERPT:
            continue
        genuine = shares_run(plain(text_of(file)), plain(texts.get(source, "")))
        runs["genuine" if genuine else "none"] += 1
        if not genuine:
            print("  no shared run:", hit.path, hit.source, hit.characters)
    print("flagged pairs:", len(result.hits), "excerpt pairs checked:", dict(runs), "in other documents:", len(others))
    for hit in others:
        print(f"  {hit.how} {hit.characters} {hit.path} <- {hit.source} {hit.where} {hit.shown}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
