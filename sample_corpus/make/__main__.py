"""写出或核对样例资料。"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sample_corpus.make.sample import load_all

CORPUS = Path(__file__).parents[1]
TWIN = ".expected.toml"


def wanted() -> dict[str, bytes]:
    """Return every file of the corpus by its path below `sample_corpus`: the samples and their twins."""
    files: dict[str, bytes] = {}
    for sample in load_all():
        if sample.path in files:
            raise ValueError(f"two samples are called {sample.path}")
        files[sample.path] = sample.data
        files[sample.path + TWIN] = sample.twin.toml().encode()
    return files


def present() -> set[str]:
    """Return the paths of the files that stand in the corpus now, the scripts left out."""
    scripts = CORPUS / "make"
    return {
        path.relative_to(CORPUS).as_posix()
        for path in CORPUS.rglob("*")
        if path.is_file() and not path.is_relative_to(scripts)
    }


def differences(files: dict[str, bytes]) -> Iterator[str]:
    """Yield one line for each file that is missing, different or not made by this script."""
    for name, data in files.items():
        path = CORPUS / name
        if not path.is_file():
            yield f"缺少：{name}"
        elif path.read_bytes() != data:
            yield f"不同：{name}"
    yield from (f"多余：{name}" for name in sorted(present() - files.keys()))


def write(files: dict[str, bytes]) -> None:
    """Write the files, and remove what this script does not make."""
    for name in present() - files.keys():
        (CORPUS / name).unlink()
    for name, data in files.items():
        path = CORPUS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main(arguments: list[str]) -> int:
    """Return 0, or 1 where `--check` finds a difference."""
    files = wanted()
    if "--check" not in arguments:
        write(files)
        print(f"已写出 {len(files) // 2} 份样例及其期望")
        return 0
    found = list(differences(files))
    print("\n".join(found) or f"{len(files) // 2} 份样例与脚本一致")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
