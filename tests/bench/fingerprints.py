"""What fingerprints cost a scan: CPU seconds of the whole reading of real files, with and without them, in one run.

Run: `python -m tests.bench.fingerprints CORPUS [FILES]`.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from pathlib import Path

from classifier.examine import examine
from classifier.extract._base import Source, by_media_type
from classifier.handback.fingerprints import Fingerprinter
from classifier.identify import identify
from classifier.model import File, Segment, Unreadable
from classifier.settings import Settings

KEY = b"\x03" * 32


def segments(path: Path) -> list[Segment]:
    data, found = path.read_bytes(), list[Segment]()
    try:
        kind = identify(data, path.name)
        for item in by_media_type()[kind.media_type].read(Source(data, path.name, kind)):
            if isinstance(item, Segment):
                found.append(item)
    except (Unreadable, KeyError):
        pass
    return found


def main(corpus: Path, count: int) -> None:
    names = sorted(path.name for path in corpus.iterdir() if path.is_file())
    chosen = random.Random(3).sample(names, min(count, len(names)))
    settings = Settings(corpus.resolve(), KEY, date(2026, 11, 1))
    examine(File(chosen[0], 0, 0, 0, 0, 0), settings)  # loads what is loaded once
    whole = prints = characters = 0.0
    for name in chosen:
        began = time.process_time()
        examine(File(name, 0, 0, 0, 0, 0), settings)
        whole += time.process_time() - began
        parts = segments(corpus / name)
        began = time.process_time()
        maker = Fingerprinter(name, KEY)
        for part in parts:
            maker.add(part)
        fingerprint = maker.fingerprint()
        prints += time.process_time() - began
        characters += fingerprint.characters
    print(f"{len(chosen)} files, {characters / 1e6:.2f} M counted characters")
    print(f"reading {whole:.2f} CPU s, of it fingerprints {prints:.2f} CPU s: {100 * prints / whole:.1f} %")
    print(f"fingerprints alone: {prints / (characters / 1e6):.3f} CPU s a million counted characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60)
