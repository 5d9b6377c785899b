import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.extract._base import extractors
from classifier.identify import identify, magic_source, unread_outcome
from classifier.model import Outcome, Unreadable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def package(members: dict[str, str | bytes]) -> bytes:
    shell = io.BytesIO()
    with zipfile.ZipFile(shell, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return shell.getvalue()


def ooxml(main: str, part: str = "main.xml") -> bytes:
    types = f'<Types><Override PartName="/{part}" ContentType="application/vnd.{main}"/></Types>'
    return package({"[Content_Types].xml": types, part: "<x/>"})


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main+xml"), DOCX),
        (ooxml("ms-word.document.macroEnabled.main+xml"), DOCX),
        (ooxml("openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), XLSX),
        (ooxml("ms-excel.sheet.macroEnabled.main+xml"), XLSX),
        (
            ooxml("ms-excel.sheet.binary.macroEnabled.main"),
            "application/vnd.ms-excel.sheet.binary.macroenabled.12",
        ),
        (ooxml("openxmlformats-officedocument.presentationml.slideshow.main+xml"), PPTX),
        (ooxml("ms-powerpoint.presentation.macroEnabled.main+xml"), PPTX),
        (package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), DOCX),
        (package({"OFD.xml": "<x/>"}), "application/ofd"),
        (package({"mimetype": "application/epub+zip"}), "application/epub+zip"),
        (
            package({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "application/vnd.oasis.opendocument.text",
        ),
        (package({"mimetype": "text/html"}), "application/zip"),
        (package({"a.txt": "x"}), "application/zip"),
        (package({}), "application/zip"),
        (b"junk\n%PDF-1.4\n", "application/pdf"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "application/vnd.ms-excel"),
        (b"\x00\x01\x00\x00Standard ACE DB\x00", "application/x-msaccess"),
        (b"{\\rtf1\\ansi x}", "text/rtf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/x-wav"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x00", "audio/mpeg"),
        (b"\x7fELF\x02\x01\x01\x00", "application/x-executable"),
        (b"\xca\xfe\xba\xbe\x00\x00\x00\x34", "application/java-vm"),
        (b"Rar!\x1a\x07\x01\x00", "application/x-rar"),
        (b"\x1f\x8b\x08\x00\x00", "application/gzip"),
        (b"SQLite format 3\x00", "application/vnd.sqlite3"),
        (b"", "inode/x-empty"),
    ],
)
def test_content_tells_the_type(data: bytes, media: str) -> None:
    assert identify(data, "无扩展名").media_type == media


@pytest.mark.parametrize(
    ("text", "name", "media"),
    [
        ("姓名,手机\n", "a.csv", "text/csv"),
        ("a\tb\n", "a.TSV", "text/tab-separated-values"),
        ("<html><body>x", "导出.csv", "text/html"),
        ("<!DOCTYPE html>\n<html>", "名册.xls", "text/html"),
        ("<table><tr><td>x", "名册.xls", "text/html"),
        ("姓名\t班级\n甲\t1\n乙\t2\n丙\t3\n", "名册.xls", "text/tab-separated-values"),
        ("姓名,班级,手机\n甲,1,2\n乙,2,2\n丙,3,3\n", "名册.txt", "text/csv"),
        ("第一行，有逗号,\n第二行没有\n第三行\n第四行\n", "说明.txt", "text/plain"),
        ('{"a": [1]}', "数据.txt", "application/json"),
        ('[{"a": 1}]\n', "数据", "application/json"),
        ('{"a": 1}\n{"a": 2}\n{"a": 3}\n', "数据.txt", "application/jsonl"),
        ("[1] 参考文献\n[2] 参考文献]\n", "注.txt", "text/plain"),
        ("{x} 占位", "a.txt", "text/plain"),
        ("<?xml version='1.0'?><a/>", "a", "text/xml"),
        ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>\n<html>", "a.xml", "text/html"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "a.txt", "image/svg+xml"),
        ("<div align=center>\n\n# 标题\n", "README.md", "text/markdown"),
        ("From: a\nTo: b\nSubject: c\n\n正文", "信.txt", "message/rfc822"),
        ("#!/bin/sh\necho\n", "run", "text/x-source"),
        ("<%@ page %><html>", "a.jsp", "text/x-source"),
        ("<?php echo 1;", "a.php", "text/x-source"),
        ("<%@ page %><p>" + "本课程讲授数据库的设计与使用。" * 30, "大纲.jsp", "text/html"),
        ("<%@ page %><p>姓名</p><p>班级</p>" * 90, "录入.jsp", "text/x-source"),
        ('<% String s = "' + "本课程讲授数据库的设计与使用。" * 30 + '"; %>', "a.jsp", "text/x-source"),
        ('{"code": 0, "data": [{"title": "题", "answer": "A"}]}', "1.js", "application/json"),
        ('[{"title": "题"}]', "1.js", "application/json"),
        ('{"title": run()}', "1.js", "text/x-source"),
        ("FROM python", "docker/Dockerfile", "text/x-source"),
        ("INSERT INTO", "a.sql", "application/sql"),
        ("a: 1", "a.yml", "application/yaml"),
        ("[a]\nb=1", "a.ini", "text/x-ini"),
        ("会议记录", "会议纪要", "text/plain"),
        (" \n\t\n", "空白.txt", "text/plain"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_dialects_of_text(text: str, name: str, media: str, encoding: str) -> None:
    assert identify(text.encode(encoding), name).media_type == media


def test_the_encoding_of_a_text_comes_along() -> None:
    assert identify("姓名：张三，班级：高一（2）班".encode("gb18030"), "a.txt").encoding == "gb18030"


@pytest.mark.parametrize(
    ("data", "name", "note"),
    [
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main+xml"), "a.doc", "内容实为 docx"),
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main+xml"), "a.wps", ""),
        (ooxml("openxmlformats-officedocument.wordprocessingml.document.main+xml"), "a.docm", ""),
        (b"%PDF-1.4", "a.docx", "内容实为 pdf"),
        (b"<html>", "a.xls", "内容实为网页"),
        (b"plain words", "a.xlsx", "内容实为纯文本"),
        (b"a,b\n", "a.txt", ""),
        (b"plain words", "a.bak", ""),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", "内容实为 png"),
        (b"\x01\x02\x03\xfe" * 50, "a.pdf", "内容不是这种格式"),
    ],
)
def test_a_suffix_that_lies_is_told(data: bytes, name: str, note: str) -> None:
    found = identify(data, name).note
    assert note in found if note else not found


def test_an_uncertain_encoding_is_told() -> None:
    assert "编码" in identify("姓名：张三，班级：高一".encode() + b"\xff", "a.txt").note


def test_a_broken_shell_is_corrupt_but_a_cut_off_document_is_still_told() -> None:
    whole = package({"word/document.xml": "x" * 1000})
    assert identify(whole[:500], "a.docx").media_type == DOCX
    with pytest.raises(Unreadable) as problem:
        identify(b"PK\x03\x04" + bytes(40), "a.docx")
    assert problem.value.outcome is Outcome.CORRUPT


def test_an_opendocument_file_under_a_password_is_encrypted() -> None:
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }
    with pytest.raises(Unreadable) as problem:
        identify(package(members), "a.odt")
    assert problem.value.outcome is Outcome.ENCRYPTED


def test_libmagic_is_used_where_it_is_installed() -> None:
    assert "libmagic" in magic_source()


@pytest.mark.parametrize(
    "extractor", [item for item in extractors() if item.sample], ids=lambda extractor: extractor.title
)
def test_each_sample_is_identified_for_its_extractor(extractor) -> None:  # type: ignore[no-untyped-def]
    try:
        data, suffix = extractor.sample("学校通知")
    except ModuleNotFoundError as missing:
        pytest.skip(f"the extra that brings {missing.name} is not installed")
    found = identify(data, f"样例{suffix}")
    assert found.media_type in extractor.media_types
    assert not found.note


WITHOUT_LIBRARY = """
import sys
for name in ("magic", "pylibmagic"):
    sys.modules[name] = None
from classifier.extract._base import extractors
from classifier.identify import identify, magic_source
assert "特征表" in magic_source(), magic_source()
for extractor in filter(lambda item: item.sample, extractors()):
    try:
        data, suffix = extractor.sample("学校通知")
    except ModuleNotFoundError:
        continue  # the extra that brings its library is not installed
    assert identify(data, "样例" + suffix).media_type in extractor.media_types, extractor.title
assert identify(b"\\x01\\x02\\x00\\xff" * 100, "a.bin").media_type == "application/octet-stream"
"""


def test_every_sample_is_identified_without_libmagic() -> None:
    answer = subprocess.run([sys.executable, "-c", WITHOUT_LIBRARY], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("media", "outcome"),
    [
        ("image/png", Outcome.NEEDS_OCR),
        ("image/vnd.dwg", Outcome.UNSUPPORTED),
        ("audio/mpeg", Outcome.UNSUPPORTED),
        ("video/mp4", Outcome.UNSUPPORTED),
        ("font/woff2", Outcome.NO_TEXT),
        ("application/java-vm", Outcome.NO_TEXT),
        ("application/x-executable", Outcome.NO_TEXT),
        ("application/zip", Outcome.UNSUPPORTED),
        ("application/x-anything", Outcome.UNSUPPORTED),
    ],
)
def test_what_becomes_of_a_type_that_nobody_reads(media: str, outcome: Outcome) -> None:
    found, reason = unread_outcome(media)
    assert found is outcome
    assert reason


@pytest.mark.parametrize(
    "dress", [bytes, lambda data: b"PK\x03\x04" + data, lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data]
)
@given(data=st.binary(max_size=600))
def test_no_bytes_can_break_it(dress: Callable[[bytes], bytes], data: bytes) -> None:
    try:
        assert identify(dress(data), "a.doc").media_type
    except Unreadable as problem:
        assert problem.outcome in {Outcome.CORRUPT, Outcome.ENCRYPTED}


@given(content=st.binary(min_size=40, max_size=400))
def test_a_loose_object_of_git_is_known_whatever_bytes_it_begins_with(content: bytes) -> None:
    data = zlib.compress(b"blob %d\0" % len(content) + content, 1)
    assert identify(data, "00/29a143").media_type == "application/x-git-object"


def test_any_number_of_comments_may_stand_before_what_a_file_is() -> None:
    comments = "<!-- 说明 -->\n" * 60
    for content, name, media in (
        ("<html><p>甲</p></html>", "a.txt", "text/html"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "a.txt", "image/svg+xml"),
        ("<other/>", "a.xml", "text/xml"),
    ):
        assert identify((comments + content).encode(), name).media_type == media
