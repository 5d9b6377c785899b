"""公用文字：法律法规、空白表格之类，双方都有，不算留存，也不算衍生。"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from classifier.aside import private_folder, scanned
from classifier.handback.fingerprints import hashes_in
from classifier.handback.index import CommonText, each_hash
from classifier.record import Fingerprint
from classifier.settings import Settings


def common_text(paths: Iterable[Path], settings: Settings) -> CommonText:
    """Return all text in files and folders, whatever their format, as what is no evidence."""
    settings = replace(settings, against=None, every_window=True)
    paths = tuple(paths)
    with private_folder() as folder:
        for number, path in enumerate(path for path in paths if not path.is_dir()):
            (folder / str(number)).mkdir()
            shutil.copyfile(path, folder / str(number) / path.name)
        folders = (folder, *(path.resolve() for path in paths if path.is_dir()))
        found = [fingerprint for each in folders for fingerprint in _fingerprints(each, settings)]
    windows, pieces = (item.windows for item in found), (item.pieces for item in found)
    return CommonText(*(each_hash(map(hashes_in, each)) for each in (windows, pieces)))


def _fingerprints(folder: Path, settings: Settings) -> Iterator[Fingerprint]:
    with scanned(settings, folder) as store:
        for _, fingerprint in store.fingerprints():
            yield fingerprint
