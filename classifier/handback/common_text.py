"""公用文字：法律法规、空白表格之类，双方都有，不算留存，也不算衍生。"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from classifier.aside import private_folder, scanned
from classifier.handback.fingerprints import windows_of
from classifier.handback.index import each_hash
from classifier.handback.winnowing import Hashes
from classifier.settings import Settings


def windows_in(paths: Iterable[Path], settings: Settings) -> Hashes:
    """Return the windows of all text in files and folders, whatever their format, ascending, each once."""
    settings = replace(settings, against=None, every_window=True)
    paths = tuple(paths)
    with private_folder() as folder:
        for number, path in enumerate(path for path in paths if not path.is_dir()):
            (folder / str(number)).mkdir()
            shutil.copyfile(path, folder / str(number) / path.name)
        folders = (folder, *(path.resolve() for path in paths if path.is_dir()))
        return each_hash(windows for each in folders for windows in _windows(each, settings))


def _windows(folder: Path, settings: Settings) -> Iterator[Hashes]:
    with scanned(settings, folder) as store:
        for _, fingerprint in store.fingerprints():
            yield windows_of(fingerprint)
