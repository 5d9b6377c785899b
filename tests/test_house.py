"""家规：每一条都由一个测试守着（design: rules of the house）。"""

from __future__ import annotations

import ast
import re
import socket
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import classifier.extract
import classifier.report
import dictionaries
import recognizers
from classifier.explain import formats as formats_table
from classifier.extract._base import extractors
from classifier.inventory import Inventory
from classifier.record import Status
from classifier.report._base import forms
from classifier.settings import Settings
from recognizers._checks import has_id_check
from recognizers._contract import Recognizer
from recognizers._registry import load_all

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "dictionaries": {"dictionaries"},
    "recognizers": {"dictionaries", "recognizers"},
    "classifier": {"dictionaries", "recognizers", "classifier"},
}
"""A package imports only what stands to its left."""
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for package in MAY_IMPORT
    for path in sorted((ROOT / package).rglob("*.py"))
}
PRESIDIO = {"recognizers/_contract.py", "recognizers/_engine.py"}
TALKERS = {"classifier/console.py"} | {name for name in MODULES if name.startswith("classifier/commands/")}
HEAVY = {"presidio_analyzer", "jieba", "spacy", "numpy", "lxml", "openpyxl", "pypdfium2"}
TRAP = re.compile(r"(?<!\\)(?:\\\\)*\\[bBwWdD]")
"""In Chinese text these mean something else: Han characters are word characters, and there are many kinds of digits."""
POLICIES = sorted((ROOT / "dictionaries" / "policy").glob("*.toml"))
TERMS = sorted((ROOT / "dictionaries" / "terms").glob("*.txt"))
TOML = sorted((ROOT / "dictionaries").rglob("*.toml"))
JUDGED_BY_MARKS = {"CN_SECRECY_MARK"}
"""Their hits are weighed over the whole document; a policy names the judgement (`marks`), not the hit."""
MARK_STATUSES = {"confirmed", "suspect", "lapsed", "misuse", "mention"}
TEXT = {".py", ".toml", ".md", ".txt", ".tsv", ".yaml", ".yml", ".json", ".html", ".sh", ".cfg", ""}
ID_SHAPE = re.compile(r"(?<![0-9])[1-8][0-9]{5}(?:18|19|20)[0-9]{9}[0-9Xx](?![0-9])")
STANDARD_EXAMPLE = "11010519491231002X"

Answers = Callable[..., tuple[int, str, str]]


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full names of the modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which package is meant"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in parsed TOML."""
    match value:
        case str():
            yield value
        case dict():
            yield from (found for item in value.values() for found in strings(item))
        case list():
            yield from (found for item in value for found in strings(item))


def named(value: Any, *keys: str) -> Iterator[str]:
    """Yield the strings under any of the keys, wherever in parsed TOML."""
    if isinstance(value, list):
        yield from (found for item in value for found in named(item, *keys))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(item) if key in keys else named(item, *keys)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name: str) -> None:
    own = {module.partition(".")[0] for module in imports(MODULES[name])} & {*MAY_IMPORT, "tests", "sample_corpus"}
    assert own <= MAY_IMPORT[name.partition("/")[0]]


def test_the_types_that_flow_import_nothing_else_of_ours() -> None:
    ours = {
        name: {module for module in imports(MODULES[name]) if module.partition(".")[0] in MAY_IMPORT}
        for name in ("classifier/model.py", "classifier/record.py")
    }
    assert not ours["classifier/model.py"]
    assert all(module.startswith("classifier.model") for module in ours["classifier/record.py"])


def test_presidio_is_imported_by_the_contract_and_the_engine_alone() -> None:
    found = {
        name
        for name, tree in MODULES.items()
        if any(module.partition(".")[0] == "presidio_analyzer" for module in imports(tree))
    }
    assert found == PRESIDIO


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(MODULES[name])


def test_one_place_catches_everything_and_says_why() -> None:
    caught = [
        (name, node)
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or any(isinstance(n, ast.Name) and n.id == "BaseException" for n in ast.walk(node.type)))
    ]
    ((name, handler),) = caught
    head = (ROOT / name).read_text(encoding="utf-8").splitlines()[handler.lineno - 1 : handler.body[0].lineno - 1]
    assert any("#" in line for line in head)


@pytest.mark.parametrize("name", sorted(MODULES.keys() - TALKERS))
def test_only_the_command_line_talks(name: str) -> None:
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "click.echo", "sys.stdout.write", "sys.stderr.write"}


@pytest.mark.parametrize("recognizer", load_all(), ids=lambda recognizer: recognizer.ENTITY)
def test_patterns_use_nothing_that_chinese_text_breaks(recognizer: Recognizer) -> None:
    assert [pattern for pattern, _ in recognizer.PATTERNS if TRAP.search(pattern)] == []


@pytest.mark.parametrize("name", sorted(name for name in MODULES if name.startswith("recognizers/")))
def test_no_expression_of_a_recognizer_module_does_either(name: str) -> None:
    calls = [node for node in ast.walk(MODULES[name]) if isinstance(node, ast.Call)]
    regexes = [
        node.value
        for call in calls
        if ast.unparse(call.func).startswith("re.")
        for argument in call.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [regex for regex in regexes if TRAP.search(regex)] == []


@pytest.mark.parametrize("path", TOML, ids=lambda path: path.stem)
def test_no_expression_of_the_dictionaries_does_either(path: Path) -> None:
    assert [text for text in strings(load(path)) if TRAP.search(text)] == []


def test_headings_are_told_once_each_and_are_expressions() -> None:
    lists = [words for section in load(ROOT / "dictionaries" / "headings.toml").values() for words in section.values()]
    assert all(len(words) == len(set(words)) for words in lists)
    assert all(re.compile(word).fullmatch("") is None for words in lists for word in words)


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_terms_are_sorted_unique_normal_and_say_where_they_come_from(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = [line[1:].partition(":")[0].strip() for line in text.splitlines() if line.startswith("#")]
    terms = [line for line in text.splitlines() if not line.startswith("#")]
    assert header[:4] == ["title", "source", "licence", "retrieved"]
    assert terms == sorted(set(terms))
    assert all(term == term.strip() != "" for term in terms)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_quote_stands_verbatim_in_the_agreement(path: Path) -> None:
    agreement = dictionaries.agreement().decode("utf-8")
    quotes = list(named(load(path), "quote"))
    assert quotes
    assert [quote for quote in quotes if quote not in agreement] == []


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_name_in_a_policy_exists(path: Path) -> None:
    policy = load(path)
    subtypes = {subtype["id"] for category in policy["category"] for subtype in category["subtype"]}
    entities = set(named(policy, "any", "all", "name", "documents", "attributes", "sensitive"))
    assert entities <= {recognizer.ENTITY for recognizer in load_all()}
    assert set(named(policy, "kinds")) <= {*dictionaries.kinds(), "*"}
    assert set(named(policy, "mark", "default")) <= subtypes
    assert set(named(policy, "marks")) <= MARK_STATUSES
    assert set(named(policy, "status")) <= {status.value for status in Status}


def test_every_recognizer_and_every_kind_is_named_by_a_policy() -> None:
    policies = [load(path) for path in POLICIES]
    assert any(named(policies, "marks"))
    known = set(named(policies, "any", "all", "name", "documents", "attributes")) | JUDGED_BY_MARKS
    assert {recognizer.ENTITY for recognizer in load_all()} - known == set()
    assert dictionaries.kinds().keys() - set(named(policies, "kinds")) == set()


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_id_in_a_policy_stands_twice(path: Path) -> None:
    categories = load(path)["category"]
    ids = [item["id"] for category in categories for item in (category, *category["subtype"])]
    assert sorted(ids) == sorted(set(ids))


LOADED = (
    "import sys, atexit; atexit.register(lambda: print('LOADED', *sys.modules)); sys.argv = ['baomi', *sys.argv[1:]]; "
)
RUN = LOADED + "from classifier.cli import main; main()"


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    """Return an inventory of an empty folder."""
    (tmp_path / "root").mkdir()
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(Settings(tmp_path / "root", b"0" * 32, date(2026, 1, 1)))
        store.finish()
    return tmp_path / "i"


@pytest.mark.parametrize(
    "words", [["--help"], ["scan", "--help"], ["--version"], ["report", "INVENTORY"]], ids=" ".join
)
def test_what_does_not_scan_loads_no_engine(words: list[str], inventory: Path, python: Answers) -> None:
    code, out, _ = python("-c", RUN, *(str(inventory) if word == "INVENTORY" else word for word in words))
    assert code == 0
    loaded = {module.partition(".")[0] for module in out.rpartition("LOADED ")[2].split()}
    assert "click" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("package", ["recognizers", "classifier/extract", "classifier/report", "classifier/commands"])
def test_no_module_outside_its_folder_names_a_plug_in(package: str) -> None:
    """There is no list to edit: a module without an underscore is imported by its folder's discovery."""
    stems = [path.stem for path in (ROOT / package).glob("*.py") if not path.name.startswith("_")]
    plug_ins = {f"{package.replace('/', '.')}.{stem}" for stem in stems}
    siblings = {f"{package}/{stem}.py" for stem in stems}
    assert plug_ins
    assert [name for name, tree in MODULES.items() if name not in siblings and plug_ins & set(imports(tree))] == []


def test_a_recognizer_is_added_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz_dropped.py").write_text(
        "from recognizers._contract import Recognizer\n\nclass Dropped(Recognizer):\n    ENTITY = 'CN_DROPPED'\n",
        "utf-8",
    )
    monkeypatch.setattr(recognizers, "__path__", [*recognizers.__path__, str(tmp_path)])
    assert load_all.__wrapped__()[-1].ENTITY == "CN_DROPPED"


@pytest.mark.parametrize(
    ("package", "discovery", "first"),
    [(classifier.extract, extractors, "csv_table"), (classifier.report, forms, "csv")],
    ids=["extract", "report"],
)
def test_a_reader_and_a_report_are_added_by_their_file(
    package: ModuleType, discovery: Any, first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(discovery())
    source = Path(package.__path__[0]) / f"{first}.py"
    (tmp_path / "zz_dropped.py").write_bytes(source.read_bytes())
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    assert len(discovery.__wrapped__()) == before + 1


def test_a_kind_is_added_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "dropped.toml").write_text('title = "丢进来的"\n', encoding="utf-8")
    monkeypatch.setattr(dictionaries, "FOLDER", tmp_path)
    assert dictionaries._folder.__wrapped__("kinds") == {"dropped": {"title": "丢进来的"}}


def tree_texts() -> Iterator[tuple[str, str]]:
    """Yield name and text of every text file of the project but the samples, whose own test looks into all formats."""
    tops = ["classifier", "recognizers", "dictionaries", "tests", ".ci"]
    inside = (path for top in tops for path in sorted((ROOT / top).rglob("*")))
    for path in (*ROOT.glob("*"), *inside):
        if path.is_file() and path.suffix in TEXT and path.name != ".git" and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    places = re.compile("|".join(f"(?<![0-9A-Za-z.])/{name}/" for name in ("work", "tmp", "root", "home", "Users")))
    assert [name for name, text in tree_texts() if places.search(text)] == []


def test_no_number_in_the_tree_could_have_been_issued() -> None:
    """Fixture rule: birth year 1900, or a county that had ended before it; or the standard's own example."""
    ends = {code: int(end or 9999) for code, _, _, end, *_ in dictionaries.table("region_codes.tsv")[1:]}
    numbers = {(name, number.upper()) for name, text in tree_texts() for number in ID_SHAPE.findall(text)}
    possible = [
        (name, number)
        for name, number in sorted(numbers)
        if number != STANDARD_EXAMPLE
        and has_id_check(number)
        and number[6:10] != "1900"
        and ends.get(number[:6], 0) >= int(number[6:10])
    ]
    assert possible == []


def test_no_test_reaches_the_network(network: list[str]) -> None:
    with pytest.raises(RuntimeError):
        socket.socket(socket.AF_INET)
    with pytest.raises(RuntimeError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    assert network == ["socket.getaddrinfo 192.0.2.1"]
    network.clear()
    for end in socket.socketpair():
        end.close()


@pytest.mark.serves_page
def test_a_test_that_serves_a_page_reaches_this_machine_alone(network: list[str]) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        socket.create_connection(listener.getsockname(), timeout=5).close()
    with socket.socket() as caller, pytest.raises(RuntimeError):
        caller.connect(("192.0.2.1", 80))
    assert network == ["socket.connect 192.0.2.1"]
    network.clear()


def test_no_command_under_test_reaches_the_network(python: Answers) -> None:
    with pytest.raises(AssertionError, match="NETWORK"):
        python("-c", "import socket; socket.getaddrinfo('example.org', 80)")


def test_the_readme_lists_every_format_as_the_code_reads_it() -> None:
    assert "\n".join(formats_table()) in (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(extractor.reads for extractor in extractors())
