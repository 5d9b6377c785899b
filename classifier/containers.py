"""容器格式：压缩外壳与 OLE 外壳里装的是哪一种文档。"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable

import olefile

from classifier.model import Outcome, Unreadable

_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OOXML}wordprocessingml.document"
XLSX = f"{_OOXML}spreadsheetml.sheet"
PPTX = f"{_OOXML}presentationml.presentation"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
DOC, XLS, PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
ODF = "application/vnd.oasis.opendocument."
UOF = "application/x-uof+zip"
OFD, ZIP, OLE = "application/ofd", "application/zip", "application/x-ole-storage"
ZLIB = "application/zlib"

_MAIN_PARTS = (
    (re.compile(rb"ms-excel\.sheet\.binary\.macroEnabled\.main", re.I), XLSB),
    (re.compile(rb"(?:wordprocessingml|ms-word)\.[a-z.]{1,40}\.main\+xml", re.I), DOCX),
    (re.compile(rb"(?:spreadsheetml|ms-excel)\.[a-z.]{1,40}\.main\+xml", re.I), XLSX),
    (re.compile(rb"(?:presentationml|ms-powerpoint)\.[a-z.]{1,40}\.main\+xml", re.I), PPTX),
)
"""Content types of the main part; ECMA-376 part 1, 11.3, 12.3, 13.3, and the macro forms of MS-OFFMACRO2."""
_FOLDERS = (("OFD.xml", OFD), ("xl/workbook.bin", XLSB), ("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_DAMAGED = re.compile(rb"PK\x03\x04.{26}(OFD\.xml|xl/workbook\.bin|word/|xl/|ppt/)", re.S)
_HEADER = re.compile(rb"PK\x03\x04.{22}[\x01-\xff]\x00", re.S)
_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
_OWN_TYPES = re.compile(r"application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,40}|epub\+zip)")
_TYPES, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_PART_BYTES = 1 << 20
_LOCKED_USER = b"\xdf\xc4\xd1\xf3"


def inside_zip(data: bytes) -> str:
    """Return the media type of what a zip file is the shell of; `application/zip` where it is an archive.

    Raises Unreadable: ENCRYPTED for an OpenDocument file under a password, CORRUPT where the shell cannot be opened and
    nothing in it tells a document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _document_type(package) or ZIP
    except RuntimeError:  # a member under a password, or packed in a way that Python does not know
        return ZIP
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, struct.error):
        if found := _DAMAGED.search(data):
            return _by_folders([found[1].decode()])
        if _HEADER.search(data):
            return ZIP
        raise Unreadable(Outcome.CORRUPT, "压缩外壳已损坏，未能读取") from None


def _document_type(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if "mimetype" in names and (own := _OWN_TYPES.fullmatch(_part(package, "mimetype").decode("latin-1").strip())):
        if _MANIFEST in names and b"encryption-data" in _part(package, _MANIFEST):
            raise Unreadable(Outcome.ENCRYPTED, "OpenDocument 文件设有密码，未能读取")
        return own[0]
    if _TYPES in names:
        types = _part(package, _TYPES)
        return next((media for main, media in _MAIN_PARTS if main.search(types)), "") or _by_folders(names)
    known = {name.lower() for name in names}
    return OFD if "ofd.xml" in known else UOF if {"uof.xml", "content.xml"} <= known else ""


def _by_folders(names: Iterable[str]) -> str:
    known = tuple(names)
    return next((media for start, media in _FOLDERS if any(name.startswith(start) for name in known)), "")


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        return stream.read(_PART_BYTES)


def inside_ole(data: bytes) -> str:
    """Return the media type of the document in an OLE compound file; `application/x-ole-storage` where it holds none.

    Raises Unreadable(ENCRYPTED) for an OOXML file under a password, which is an OLE file holding the encrypted zip.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as package:
            if package.exists("EncryptedPackage") or package.exists("EncryptionInfo"):
                raise Unreadable(Outcome.ENCRYPTED, "Office 文件设有密码，未能读取")
            found = next((media for stream, media in _STREAMS if package.exists(stream)), OLE)
            if _is_locked(package, found):
                raise Unreadable(Outcome.ENCRYPTED, "Office 文件设有密码，未能读取")
            return found
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return OLE


def _is_locked(package: olefile.OleFileIO, media: str) -> bool:
    """Return whether a binary Office file is encrypted: the flag of MS-DOC 2.5.2, FILEPASS of MS-XLS 2.4.117, the token of MS-PPT 2.3.2."""
    if media == DOC:
        return bool(int.from_bytes(_beginning(package, "WordDocument", 12)[10:12], "little") & 0x0100)
    if media == PPT:
        return package.exists("EncryptedSummary") or _beginning(package, "Current User", 16)[12:16] == _LOCKED_USER
    if media == XLS:
        return _has_filepass(_beginning(package, "Workbook" if package.exists("Workbook") else "Book", 4096))
    return False


def _beginning(package: olefile.OleFileIO, name: str, size: int) -> bytes:
    there = package.get_type(name) == olefile.STGTY_STREAM
    return bytes(package.openstream(name).read(size)) if there else b""


def _has_filepass(head: bytes) -> bool:
    """Return whether FILEPASS stands among the first records: behind BOF and before all that would be encrypted."""
    low = 0
    while low + 4 <= len(head):
        kind, size = struct.unpack_from("<HH", head, low)
        if kind == 0x002F:
            return True
        low += 4 + size
    return False


def inside_zlib(data: bytes) -> str:
    """Return the media type of what a zlib stream holds: an object of a git repository (gitformat-loose), or nothing known."""
    try:
        head = zlib.decompressobj().decompress(data[:256], 64)
    except zlib.error:
        return "application/octet-stream"
    return "application/x-git-object" if _GIT_OBJECT.match(head) else ZLIB


_GIT_OBJECT = re.compile(rb"(?:commit|tree|blob|tag) [0-9]{1,12}\x00")
