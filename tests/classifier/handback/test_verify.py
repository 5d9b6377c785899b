"""A return: every change is named as what it is, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from classifier.extract._base import Source, by_media_type
from classifier.handback import package
from classifier.handback.verify import Verification, verify
from classifier.handback.verify_report import FORMS
from classifier.identify import identify
from classifier.model import Segment, Unreadable
from classifier.reading import engine
from sample_corpus.make.people import names
from tests import rosters
from tests.classifier.handback.delivery import KEY, deliver, sealed, settings, zipped
from tests.classifier.handback.returned import Expected, give_back

Answers = Callable[..., tuple[int, str, str]]
SECRET_ENTITIES = frozenset(
    "CN_RESIDENT_ID CN_MOBILE CN_LANDLINE CN_EMAIL CN_BANK_CARD CN_STUDENT_REGISTRY_NO CN_PASSPORT CN_QQ CN_WECHAT"
    " CN_EXAM_CANDIDATE_NO CN_ADMISSION_TICKET_NO CN_PERSON CN_ADDRESS CN_PLATE CN_TRAVEL_PERMIT".split()
)


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Verification, Expected]:
    """Return the folder of a delivery and a return, what the verification says, and what it must say."""
    folder = tmp_path_factory.mktemp("handed")
    delivered = deliver(folder / "甲")
    assert len(delivered) >= 60
    assert len({Path(name).suffix for name in delivered}) >= 12
    sealed(folder / "甲", folder)
    expected = give_back(folder / "甲", folder / "还", with_office=folder / "lo" if shutil.which("soffice") else None)
    opened = package.opened(folder / "package", folder / "key.pub")
    return folder, verify(opened, folder / "还", settings(folder / "还")), expected


def test_every_change_is_named_as_what_it_is_and_nothing_else_is(handed: tuple[Path, Verification, Expected]) -> None:
    _, result, expected = handed
    assert {item.path: (item.status, item.source) for item in result.differences} == expected
    gone = sum(status in {"missing", "moved", "altered"} for status, _ in expected.values())
    assert result.same == result.listed - gone
    assert result.met == result.same + len(expected) - 1
    assert not result.incomplete


def detail(result: Verification, path: str) -> str:
    return next(item.detail for item in result.differences if item.path == path)


def test_it_says_what_was_altered(handed: tuple[Path, Verification, Expected]) -> None:
    result = handed[1]
    assert detail(result, "通知/寒假致家长的一封信.docx").startswith("文字未变")
    assert detail(result, "教务处/校历.txt").startswith("文字未变")
    assert "文字有改动" in detail(result, "通知/关于做好期末考试工作的通知.docx")
    assert "未变，" not in detail(result, "学籍/七年级期末成绩.tsv")
    assert detail(result, "教务处/大纲新稿.docx").startswith("改名；文字有改动")


def test_it_shows_what_a_derived_file_shares(handed: tuple[Path, Verification, Expected]) -> None:
    found = {item.path: item for item in handed[1].differences}
    excerpt = found["方案汇报.docx"].evidence[0]
    assert excerpt.where == "正文第2段"
    assert excerpt.characters >= 60
    assert "*" in excerpt.shown
    assert {sight.source for sight in found["资料小结.docx"].evidence} == {
        "备课/英语组集体备课记录.docx",
        "通知/关于印发学生一日常规的通知.docx",
    }
    assert "3 件" in found["备份.zip"].detail


def test_every_form_is_written_in_the_agreed_shape(handed: tuple[Path, Verification, Expected], tmp_path: Path) -> None:
    _, result, expected = handed
    for form, write in FORMS.items():
        write(result, tmp_path / f"r.{form}")
    header, *lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert header["kind"] == "header"
    assert header["signature"] == {"valid": True, "signer": result.package.signer, "key_from_elsewhere": True}
    assert len(lines) == result.same + len(expected) == sum(header["counts"].values())
    for line in lines:
        assert list(line) == ["kind", "path", "status", "source", "detail", "evidence"]
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert all(word in page for word in ("安全保密信息交回核验报告", "交回人（乙方）", "核验人（甲方）"))


def values_in(folder: Path) -> Iterator[str]:
    """Yield every value that the recognizers see in a delivery."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        try:
            kind = identify(data, path.name)
            for item in by_media_type()[kind.media_type].read(Source(data, path.name, kind)):
                if isinstance(item, Segment):
                    for match in engine().recognize(item.text, item.headings):
                        if match.entity in SECRET_ENTITIES and match.score >= 0.5:
                            yield match.value
        except (Unreadable, KeyError):
            continue


def written(path: Path) -> str:
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            return "\n".join(
                re.sub("<[^>]+>", "", archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
            )
    return path.read_bytes().decode("utf-8", "replace")


def test_no_planted_value_stands_in_clear_in_any_output(
    handed: tuple[Path, Verification, Expected], tmp_path: Path
) -> None:
    folder, result, _ = handed
    shown_names = "\n".join(path.name for path in folder.rglob("*"))
    planted = {
        value
        for value in (*values_in(folder / "甲" / "学籍"), *names(2000))
        if len(value) >= 3 and value not in shown_names
    }
    assert len(planted) > 2100
    for form, write in FORMS.items():
        write(result, tmp_path / f"r.{form}")
    for path in (*(folder / "package").iterdir(), *tmp_path.iterdir()):
        text = written(path)
        assert [value for value in sorted(planted) if value in text] == [], path.name


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Return a small delivery and its package."""
    root = tmp_path / "小"
    (root / "内").mkdir(parents=True)
    text = "这份材料写明了本学期各项工作的安排，请各组按时完成，并把结果报到办公室汇总。"
    (root / "内" / "café安排.txt").write_text(text * 3, encoding="utf-8")
    (root / "名单.csv").write_text("姓名,手机\n张小明,13800138000\n", encoding="utf-8")
    (root / "空.txt").write_bytes(b"")
    (root / "锁.zip").write_bytes(b"PK\x03\x04 nothing")
    return root, sealed(root, tmp_path)


def checked(root: Path, sealed_package: Path, **options: Any) -> Verification:
    return verify(package.opened(sealed_package, None), root.resolve(), settings(root), **options)


def found(result: Verification) -> dict[str, tuple[str, str]]:
    return {item.path: (item.status, item.source) for item in result.differences}


def test_an_unchanged_return_has_no_difference(small: tuple[Path, Path]) -> None:
    result = checked(*small)
    assert (found(result), result.same, result.met) == ({}, 4, 4)


def test_a_name_that_a_mac_spells_otherwise_is_the_same(small: tuple[Path, Path]) -> None:
    root, made = small
    (root / "内" / "café安排.txt").rename(root / "内" / "cafe\u0301安排.txt")
    assert found(checked(root, made)) == {}


def test_two_files_that_change_places_are_moved(small: tuple[Path, Path]) -> None:
    root, made = small
    one, other = root / "内" / "café安排.txt", root / "名单.csv"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert found(checked(root, made)) == {
        "内/café安排.txt": ("moved", "名单.csv"),
        "名单.csv": ("moved", "内/café安排.txt"),
    }


def test_an_edited_file_is_altered_though_a_copy_of_the_old_one_lies_beside_it(small: tuple[Path, Path]) -> None:
    root, made = small
    text = root / "内" / "café安排.txt"
    shutil.copyfile(text, root / "旧稿.txt")
    text.write_text(text.read_text(encoding="utf-8") + "另行通知。", encoding="utf-8")
    assert found(checked(root, made)) == {
        "内/café安排.txt": ("altered", ""),
        "旧稿.txt": ("duplicate", "内/café安排.txt"),
    }


def test_what_lies_in_an_archive_alone_is_moved_into_it(small: tuple[Path, Path]) -> None:
    root, made = small
    zipped(root / "打包.zip", root / "名单.csv")
    (root / "名单.csv").unlink()
    result = found(checked(root, made))
    assert result["打包.zip!/名单.csv"] == ("moved", "名单.csv")
    assert result["打包.zip"][0] == "duplicate"


def test_what_cannot_be_read_is_never_called_unrelated(small: tuple[Path, Path]) -> None:
    root, made = small
    (root / "图.dwg").write_bytes(b"AC1032" + bytes(200))
    (root / "外.lnk").symlink_to("/")
    result = checked(root, made)
    assert {path: status for path, (status, _) in found(result).items()} == {"图.dwg": "unread", "外.lnk": "unread"}
    assert result.incomplete == 2


def test_the_package_may_lie_in_the_returned_folder(small: tuple[Path, Path]) -> None:
    root, made = small
    shutil.move(made, root / "封存")
    assert found(checked(root, (root / "封存").resolve())) == {}


def declared_less(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let a package say that a file falls under nothing."""
    original = package.Package.lines

    def less(self: package.Package, part: str) -> Iterator[dict[str, Any]]:
        for line in original(self, part):
            yield line | {"categories": [], "tags": []} if line.get("path") == name and "tags" in line else line

    patch.setattr(package.Package, "lines", less)


def test_tags_that_were_not_declared_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "报"
    root.mkdir()
    (root / "名单.csv").write_text("姓名,手机\n张小明,13800138000\n欧阳思远,13812345678\n", encoding="utf-8")
    made = sealed(root, tmp_path)
    declared_less(monkeypatch, "名单.csv")
    result = checked(root, made, declared=True)
    assert found(result) == {"名单.csv": ("under_declared", "")}
    assert "个人信息" in result.differences[0].detail
    assert result.same == 0
    (root / "名单.csv").rename(root / "名册.csv")
    result = checked(root, made, declared=True)
    assert found(result) == {"名册.csv": ("under_declared", "名单.csv")}
    assert result.differences[0].detail.startswith("内容未变，改名；清单没有申报：个人信息")
    assert (result.same, list(result.same_names())) == (0, [])


@pytest.fixture
def rostered(tmp_path: Path) -> tuple[Path, Path]:
    """Return a delivery of a roster and of a log that only the roster makes personal information, and its package."""
    root = tmp_path / "校"
    root.mkdir()
    pupils = rosters.pupils(6)
    (root / "名册.csv").write_bytes(rosters.separated(rosters.plain(pupils)))
    (root / "app.log").write_text(f"2026-09-01 08:00:01 INFO upload by {pupils[2].name} ok\nINFO done\n", "utf-8")
    made = sealed(root, tmp_path, names="settled")
    lines = {line["path"]: line for line in package.opened(made, None).lines(package.INVENTORY) if "path" in line}
    assert lines["app.log"]["categories"] == ["personal_information"]
    assert lines["app.log"]["tags"][0]["by_roster"]
    return root, made


def with_names(root: Path, made: Path, *, declared: bool) -> Verification:
    return verify(package.opened(made, None), root.resolve(), settings(root, names="settled"), declared=declared)


def test_what_a_roster_proves_is_no_more_than_was_declared(rostered: tuple[Path, Path]) -> None:
    assert found(with_names(*rostered, declared=True)) == {}


def test_what_a_roster_proves_and_was_not_declared_is_named(
    rostered: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    declared_less(monkeypatch, "app.log")
    assert found(with_names(*rostered, declared=True)) == {"app.log": ("under_declared", "")}


@pytest.mark.parametrize("declared", [False, True])
def test_a_file_altered_elsewhere_keeps_what_a_roster_proves(rostered: tuple[Path, Path], declared: bool) -> None:
    log = rostered[0] / "app.log"
    log.write_text(log.read_text("utf-8") + "INFO one more line that says nothing new\n", "utf-8")
    result = with_names(*rostered, declared=declared)
    assert found(result) == {"app.log": ("altered", "")}
    assert "类别" not in result.differences[0].detail


def test_names_taken_out_of_a_file_are_a_category_less(rostered: tuple[Path, Path]) -> None:
    (rostered[0] / "app.log").write_text("2026-09-01 08:00:01 INFO upload by system ok\n", "utf-8")
    result = with_names(*rostered, declared=True)
    assert "类别减少 个人信息" in result.differences[0].detail


def test_a_clean_return_loads_nothing_that_reads_texts(
    small: tuple[Path, Path], python: Answers, tmp_path: Path
) -> None:
    root, made = small
    (tmp_path / "project.key").write_bytes(KEY)
    say = "import sys, atexit; atexit.register(lambda: print('LOADED', *sys.modules)); from classifier.cli import main; main()"
    code, out, err = python("-c", say, "verify", made, root, "--project-key", tmp_path / "project.key", "--quiet")
    assert code == 0, err
    loaded = {module.partition(".")[0] for module in out.rpartition("LOADED ")[2].split()}
    assert "cryptography" in loaded
    assert not loaded & {"numpy", "lxml", "presidio_analyzer", "jieba", "pypdfium2", "openpyxl", "docx", "xlsxwriter"}


def test_with_another_project_key_it_says_that_texts_were_not_compared(small: tuple[Path, Path]) -> None:
    root, made = small
    (root / "新.txt").write_text("别的内容" * 30, encoding="utf-8")
    other = replace(settings(root), key=b"\x09" * 32)
    result = verify(package.opened(made, None), root.resolve(), other)
    assert "项目密钥" in result.texts


def test_the_command_says_it_all_and_its_exit_code_tells(
    small: tuple[Path, Path], baomi: Answers, tmp_path: Path, environment: dict[str, str]
) -> None:
    root, made = small
    key = tmp_path / "project.key"
    key.write_bytes(KEY)
    words = ("--project-key", key, "--quiet")
    code, out, err = baomi("verify", made, root, *words)
    assert (code, "原样在位 4" in out) == (0, True), err
    (root / "图.dwg").write_bytes(b"AC1032" + bytes(200))
    assert baomi("verify", made, root, *words)[0] == 3
    (root / "名单.csv").unlink()
    outs = [f"{form}={tmp_path / f'r.{form}'}" for form in FORMS]
    code, out, err = baomi("verify", made, root, *words, *(word for out in outs for word in ("--out", out)))
    assert code == 1
    assert "缺少：名单.csv" in out
    assert all((tmp_path / f"r.{form}").stat().st_size > 500 for form in FORMS)
    with (made / package.SHA256).open("ab") as file:
        file.write(b"\n")
    code, out, err = baomi("verify", made, root, *words)
    assert (code, out) == (2, "")
    assert f"{package.SHA256} 与签名时不同" in err
    code, _, err = baomi("verify", made, root, "--out", f"html={root / 'x.html'}")
    assert code == 2
    assert environment
