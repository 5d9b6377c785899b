"""What a worker can no longer do once it is confined, by layers of the kernel that this machine has."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from classifier import sandbox

TRY = """
import json, sys
from pathlib import Path
from classifier import sandbox

held = sandbox.confine((Path(sys.argv[1]),), 4 * 2**30)
read = (Path(sys.argv[1]) / "a.txt").read_text(encoding="utf-8")
lost = []
for path in sys.argv[2:]:
    try:
        open(path, "rb").close()
    except OSError:
        lost.append(path)
import pypdfium2, pikepdf, openpyxl, xlrd, PIL.Image, pdfminer.high_level, lxml.etree, python_calamine  # noqa: readers load late
print(json.dumps([held, dict(sandbox.probe(Path(sys.argv[1]))), read, lost]))
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, bool], str, list[str]]:
    """Return the layers that held, what was refused, what the scanned file said, and which other files could not be opened."""
    root, other = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("other") / "b.txt"
    (root / "a.txt").write_text("甲", encoding="utf-8")
    other.write_text("乙", encoding="utf-8")
    command = [sys.executable, "-c", TRY, str(root), str(other), "/etc/passwd"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    held, refused, read, lost = json.loads(done.stdout)
    return held, refused, read, lost


def test_what_is_scanned_can_be_read(tried: tuple[list[str], dict[str, bool], str, list[str]]) -> None:
    assert tried[2] == "甲"


def test_every_layer_that_holds_refuses_what_it_is_for(
    tried: tuple[list[str], dict[str, bool], str, list[str]],
) -> None:
    held, refused, _, lost = tried
    lacking = sandbox.missing(held)
    if "Landlock" in lacking:
        pytest.skip("the kernel has no Landlock")
    assert refused["写文件"]
    assert refused["读别处的文件"]
    assert refused["启动程序"]
    assert len(lost) == 2
    assert refused["访问网络"] or "系统调用过滤" in lacking


def test_a_layer_that_is_not_there_is_named() -> None:
    assert sandbox.missing(("内存上限", "Landlock（第 4 版）")) == ["独立网络空间", "系统调用过滤"]


READ_ALL = """
import json, sys
from pathlib import Path
from classifier import sandbox
from tests.canaries import each_item
from classifier.extract._base import extractors
from classifier.model import Member, Segment

def text_of(item):
    if isinstance(item, Member):
        data = item.read(4096)
        return data.decode("utf-8", "ignore") + data.decode("gb18030", "ignore")
    return item.text if isinstance(item, Segment) else ""

made = [(extractor.title, *extractor.sample("机密事项")) for extractor in extractors() if extractor.sample]
sandbox.confine((Path(sys.argv[1]),), 4 * 2**30)
deaf = [
    title
    for title, data, suffix in made
    if not any("机密事项" in text_of(item) for item in each_item(data, f"样{suffix}"))
]
print(json.dumps(deaf))
"""


def test_every_format_is_read_inside_the_sandbox(tmp_path: Path) -> None:
    """Readers load their libraries late, and none may need a program or a file that a worker has given up."""
    command = [sys.executable, "-c", READ_ALL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
