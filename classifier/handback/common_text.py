"""公用文字：网页与试卷的格式用语，使用者另给的法律法规、空白表格；谁的文件都有，不算留存，也不算衍生。"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import dictionaries
from classifier.aside import private_folder, scanned
from classifier.handback.fingerprints import Fingerprinter, hashes_in
from classifier.handback.index import CommonText, each_hash
from classifier.model import Segment
from classifier.record import Fingerprint
from classifier.settings import Settings

_COUNTED_TO = 3_000
"""The row of the whole numbers is nobody's text."""


def common_text(paths: Iterable[Path], settings: Settings) -> CommonText:
    """Return as what is no evidence all text in files and folders, whatever their format, besides what anybody's files hold."""
    found = [*_of_anybody(settings.key), *_in(tuple(paths), replace(settings, against=None, every_window=True))]
    windows, pieces = (item.windows for item in found), (item.pieces for item in found)
    return CommonText(*(each_hash(map(hashes_in, each)) for each in (windows, pieces)))


def _of_anybody(key: bytes) -> Iterator[Fingerprint]:
    for text in (*dictionaries.common_texts(), " ".join(map(str, range(_COUNTED_TO)))):
        maker = Fingerprinter("", key, every=True)
        maker.add(Segment(text))
        yield maker.fingerprint()


def _in(paths: tuple[Path, ...], settings: Settings) -> Iterator[Fingerprint]:
    if not paths:
        return
    with private_folder() as folder:
        for number, path in enumerate(path for path in paths if not path.is_dir()):
            (folder / str(number)).mkdir()
            shutil.copyfile(path, folder / str(number) / path.name)
        for each in (folder, *(path.resolve() for path in paths if path.is_dir())):
            with scanned(settings, each) as store:
                yield from (fingerprint for _, fingerprint in store.fingerprints())
