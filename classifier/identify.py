"""识别类型：看内容，不信扩展名。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import dictionaries
from classifier import script_data, template_page
from classifier.containers import (
    DOC,
    DOCX,
    ODF,
    OFD,
    OLE,
    PPT,
    PPTX,
    UOF,
    XLS,
    XLSB,
    XLSX,
    ZIP,
    ZLIB,
    inside_ole,
    inside_zip,
    inside_zlib,
)
from classifier.decode import detect, is_full_of_zeros, text_of
from classifier.dialect import dialect, suffix_of
from classifier.model import FileType, Outcome

SHAPES, _SHAPES_INDEX = "application/x-esri-shape", "application/x-esri-shape-index"
"""Shapefile's shapes and their index begin alike; the suffix tells them apart."""
_DBASE = "application/x-dbf"
_DBASE_VERSIONS = frozenset({0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0xCB, 0xF5, 0xFB})
"""First bytes of dBASE and FoxPro tables, which have no other signature; believed only under their own suffix."""
_HEAD = 8192
"""Bytes by which text is told from other things, and its dialect from other dialects."""
UNKNOWN = "application/octet-stream"
"""What is neither text nor of a known signature."""
_PDF_BEHIND_JUNK = re.compile(rb"(?<![\"'`A-Za-z0-9=(/^])%PDF-[0-9]")
"""Junk stands before the header of some PDFs; the header also stands, in quotes, in programs that speak of it."""
_SCRIPTS = frozenset({"js", "mjs", "cjs", "ts"})
_TEMPLATES = frozenset({"jsp", "jspx", "asp", "aspx", "php", "vue", "wxml"})
_CONTROL = re.compile("[\x00\x02-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no text holds; U+0001 stands between the cells of dumps."""
_UNREAL = re.compile("[\ufffd\ue000-\uf8ff]")
LOCK = "application/x-office-lock"
_LOCK_SIZES, _LOCK_NAME = frozenset({162, 165}), 54
"""Bytes of the file by which a document is locked, and of the name in it in one-byte characters."""
_BESIDE = "application/x-apple-double"
"""Stands beside a file of another format and bears its suffix."""
_WEAK = frozenset({UNKNOWN, "application/x-dosexec"})
"""What libmagic says of bytes that tell it little: a COM program has no signature of its own, only what code often does."""
_FROM_MAGIC = {"text/x-bytecode.python": "application/x-bytecode.python"}

_SUFFIXES = {
    DOCX: ("docx", "docx docm dotx dotm wps"),
    XLSX: ("xlsx", "xlsx xlsm xltx xltm et"),
    PPTX: ("pptx", "pptx pptm ppsx ppsm potx potm dps"),
    DOC: ("doc", "doc dot wps wpt"),
    XLS: ("xls", "xls xlt et ett"),
    PPT: ("ppt", "ppt pps pot dps dpt"),
    XLSB: ("xlsb", "xlsb"),
    OFD: ("ofd", "ofd"),
    UOF: ("标文通", "uof uot uos uop"),
    "application/x-uof": ("标文通", "uof uot uos uop xml"),
    f"{ODF}text": ("odt", "odt"),
    f"{ODF}spreadsheet": ("ods", "ods"),
    f"{ODF}presentation": ("odp", "odp"),
    "application/epub+zip": ("epub", "epub"),
    "application/vnd.ms-outlook": ("msg", "msg oft"),
    "application/pdf": ("pdf", "pdf"),
    "text/rtf": ("rtf", "rtf"),
    "text/html": ("网页", "html htm xhtml shtml"),
    "image/png": ("png 图像", "png"),
    "image/jpeg": ("jpg 图像", "jpg jpeg jpe"),
    ZIP: ("zip 压缩包", "zip jar war ear apk kmz xpi whl"),
    "application/x-rar": ("rar 压缩包", "rar"),
}
"""What the types that people name by a suffix are called, and the suffixes that are no lie."""
_TEXTS = "txt csv tsv md json jsonl xml"
_CLAIMS = frozenset(" ".join((*(suffixes for _, suffixes in _SUFFIXES.values()), _TEXTS)).split())


def identify(data: bytes, name: str) -> FileType:
    """Return what all bytes of a file are; the suffix of `name` only chooses between dialects of text.

    Raises Unreadable: ENCRYPTED for Office and OpenDocument files under a password, CORRUPT for a zip shell that cannot
    be opened.
    """
    if not data:
        return FileType("inode/x-empty")
    suffix = suffix_of(name)
    if _is_lock(data, name.rsplit("/", 1)[-1]):
        return FileType(LOCK)
    media = _by_signature(data)
    if not media and is_full_of_zeros(data[:_HEAD]):
        media = _of_binary(data, suffix)
    if not media:
        encoding, certain = detect(data)
        head, tail = _decoded(data[:_HEAD], encoding), _decoded(data[-64:], encoding)
        if not _is_binary(head):
            media = dialect(head, tail, suffix)
            if media == "text/x-source":
                media = _of_source(suffix, data, encoding)
            doubt = "" if certain else "文字编码不能完全确定，个别字可能读错"
            return FileType(media, encoding, "；".join(filter(None, (_lie(media, suffix), doubt))))
        media = _of_binary(data, suffix)
    if media == SHAPES and suffix == "shx":
        media = _SHAPES_INDEX
    media = {ZIP: inside_zip, OLE: inside_ole, ZLIB: inside_zlib}.get(media, lambda _: media)(data)
    return FileType(media, "", _lie(media, suffix))


def _of_source(suffix: str, data: bytes, encoding: str) -> str:
    """Return the media type of what is named as a program: some are data or a page to be read."""
    if suffix in _SCRIPTS:
        text = text_of(data, encoding)
        if script_data.is_json(text):
            return "application/json"
        return "text/x-script-data" if script_data.is_data(text) else "text/x-source"
    if suffix in _TEMPLATES and template_page.is_page(text_of(data, encoding)):
        return "text/html"
    return "text/x-source"


def _is_lock(data: bytes, name: str) -> bool:
    """Return whether a file says who has a document open: Office and WPS write one beside it while they edit."""
    return len(data) in _LOCK_SIZES and name.startswith(("~$", ".~")) and data[0] < _LOCK_NAME


def _decoded(piece: bytes, encoding: str) -> str:
    return piece.decode(encoding, "replace").replace("\r\n", "\n")


def _is_binary(head: str) -> bool:
    """Return whether no text would hold so many control characters, or so many that stand for nothing."""
    return len(_CONTROL.findall(head)) * 50 > len(head) or len(_UNREAL.findall(head)) * 10 > len(head)


def _by_signature(data: bytes) -> str:
    for offset, pattern, media in _signatures():
        if (hit := pattern.match(data, offset)) and (len(hit[0]) > 3 or b"\0" in data[:64]):
            return media
    return "application/pdf" if _PDF_BEHIND_JUNK.search(data, 0, 1024) else ""


@cache
def _signatures() -> tuple[tuple[int, re.Pattern[bytes], str], ...]:
    return tuple(
        (int(offset), re.compile(b"".join(_bytes(signature)), re.S), media)
        for offset, signature, media, _ in dictionaries.table("file_signatures.tsv")
    )


def _bytes(signature: str) -> Iterator[bytes]:
    for pair in re.findall("..", signature):
        yield b"." if pair == "??" else re.escape(bytes.fromhex(pair))


def _of_binary(data: bytes, suffix: str) -> str:
    """Return what binary bytes are whose signature is short: dBASE by version and suffix, zlib by its check bits (RFC 1950)."""
    if suffix == "dbf" and data[0] in _DBASE_VERSIONS:
        return _DBASE
    found = _by_magic(data)
    return ZLIB if found in _WEAK and data[0] == 0x78 and int.from_bytes(data[:2]) % 31 == 0 else found


def _by_magic(data: bytes) -> str:
    ask, _ = _magic()
    found = ask(data) if ask else UNKNOWN
    found = _FROM_MAGIC.get(found, found)
    return UNKNOWN if found.startswith(("text/", "inode/")) else found


@cache
def _magic() -> tuple[Callable[[bytes], str] | None, str]:
    """Return libmagic's answer function and where it came from; without the library, None."""
    for bundled in (False, True):
        try:
            if bundled:
                import pylibmagic  # noqa: F401, PLC0415 makes the library that it brings known to the loader
            import magic  # noqa: PLC0415 fails where the library is missing

            finder = magic.Magic(mime=True)
        except (ImportError, OSError, AttributeError):
            continue
        version = magic.version() / 100  # type: ignore[no-untyped-call] # the package types nothing
        return finder.from_buffer, f"libmagic {version:.2f}（{'随 pylibmagic 安装' if bundled else '系统自带'}）"
    return None, "没有 libmagic，只用本程序的特征表：罕见的二进制格式一律记为“格式不支持”"


def magic_source() -> str:
    """Return, in Chinese, what rare types are told by on this machine; loads the library, so that a sandbox may follow."""
    return _magic()[1]


def _lie(media: str, suffix: str) -> str:
    """Return, in Chinese, that a suffix claims another format than the content has, "" where it does not."""
    title, suffixes = _SUFFIXES.get(media, ("", ""))
    if media == _BESIDE or suffix not in _CLAIMS or suffix in suffixes.split():
        return ""
    if not title and media.startswith(("text/", "message/", "application/json", "application/jsonl")):
        title, suffixes = "纯文本", _TEXTS
    if suffix in suffixes.split():
        return ""
    if media == UNKNOWN:
        return f"扩展名为 .{suffix}，内容不是这种格式"
    return f"扩展名为 .{suffix}，内容实为{' ' if (title or media)[0].isascii() else ''}{title or media}"


def unread_outcome(media_type: str) -> tuple[Outcome, str]:
    """Return what becomes of a file of a type that no extractor reads, with the reason in Chinese."""
    for types, outcome, reason in _UNREAD:
        if media_type.startswith(tuple(types.split())):
            return outcome, reason
    return Outcome.UNSUPPORTED, f"暂不能读取的格式（{media_type}），须由人工查看"


_UNREAD = (
    ("image/vnd.dwg", Outcome.UNSUPPORTED, "工程图，须由人工查看"),
    (
        "application/x-git-index application/x-git-pack-index",
        Outcome.NO_TEXT,
        "版本库的索引，只有文件名与编号；内容在版本库的对象里",
    ),
    ("application/x-esri-shape-index", Outcome.NO_TEXT, "Shapefile 的索引，坐标在同名的 shp 里"),
    ("image/", Outcome.NEEDS_OCR, "图像，须文字识别或由人工查看"),
    ("audio/ video/", Outcome.UNSUPPORTED, "录音或录像，须由人工听看"),
    ("application/x-sqlite-wal", Outcome.UNSUPPORTED, "SQLite 的日志，未并入的改动未读；请用原程序打开一次使其并入"),
    ("font/ application/font application/x-font application/vnd.ms-font", Outcome.NO_TEXT, "字体文件，不含文档文字"),
    (
        "application/x-executable application/x-pie-executable application/x-sharedlib application/x-object"
        " application/x-dosexec application/vnd.microsoft.portable-executable application/java-vm"
        " application/x-java-applet application/x-mach-binary application/x-bytecode.python application/x-archive"
        " application/x-dex application/wasm",
        Outcome.NO_TEXT,
        "编译后的程序，不含文档文字；程序内部的字符串未查",
    ),
)
"""Beginnings of media types, the first that fits counts."""
