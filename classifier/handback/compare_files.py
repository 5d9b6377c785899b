"""读取并比对：在工作进程里读文件，与清单的文字指纹比对。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from classifier.aside import private_folder
from classifier.handback import index
from classifier.handback.index import Index
from classifier.model import File
from classifier.record import Record
from classifier.settings import Against, Settings
from classifier.workers import Workers


@contextmanager
def saved(built: Index) -> Iterator[Path]:
    """Give a private folder that holds an index; it is gone at the end."""
    with private_folder() as folder:
        index.save(built, folder)
        yield folder


def compared(files: Iterable[File], settings: Settings, folder: Path, *, classify: bool) -> Iterator[Record]:
    """Yield the record of each file, compared with the index saved in `folder`, in the order in which they are done.

    Raises DeafRecognizer where files are to be classified and a recognizer fails its own examples.
    """
    settings = replace(settings, against=Against(folder, classify))
    with Workers(settings) as workers:
        for file in files:
            if file.problem:
                yield Record(file, file.problem, file.detail)
                continue
            workers.submit(file)
            yield from workers.finished()
        yield from workers.finished(all_of_them=True)
