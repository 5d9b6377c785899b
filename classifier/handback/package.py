"""封存的包：有哪些文件，怎样写成，怎样查出改动。"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from classifier.escape import printable
from classifier.handback.manifest import BadManifest, read_sha256, sha256_line, write_lines
from classifier.handback.signature import fingerprint_of, holds, load_public_key

SCHEMA = "baomi.package/1"
HEADER, INVENTORY, FINGERPRINTS = "header.json", "inventory.jsonl", "fingerprints.jsonl"
SHA256, SM3 = "manifest-sha256.txt", "manifest-sm3.txt"
LIST_DOCX, LIST_HTML, PUBLIC_KEY = "移交清单.docx", "移交清单.html", "public-key.pem"
TAGS, SIGNATURE = "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"
"""BagIt's name (RFC 8493) for the digests of a package's own files; the signature stands over it and so over all of them."""
SM2_SIGNATURE, SM2_PUBLIC_KEY = "manifest-sm3.txt.sm2", "public-key-sm2.pem"
NEEDED = frozenset({HEADER, INVENTORY, FINGERPRINTS, SHA256, SM3, LIST_DOCX, LIST_HTML, PUBLIC_KEY})
OPTIONAL = frozenset({SM2_SIGNATURE, SM2_PUBLIC_KEY})


class BadPackage(Exception):
    """A package is not as it was sealed, or none at all; the message names every file that tells so."""


@dataclass(frozen=True, slots=True)
class Package:
    """A sealed package whose signature holds."""

    path: Path
    header: Mapping[str, Any]
    signer: str
    """Fingerprint of the key that the signature was checked with."""
    trusted: bool
    """False where that key came with the package itself: the fingerprint must be compared with the signed paper."""

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the JSON objects of one of its files."""
        with (self.path / name).open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give a new folder beside `target` that takes its name at the end; whatever goes wrong, nothing is left of it.

    Raises BadPackage where `target` exists and is no empty folder, OSError.
    """
    if os.path.lexists(target) and not (target.is_dir() and not target.is_symlink() and not any(target.iterdir())):
        raise BadPackage(f"{target} 已存在，不覆盖；请换一个文件夹")
    folder = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    folder.mkdir(mode=0o700)
    try:
        yield folder
        for path in sorted(folder.iterdir()):
            _to_disk(path)
        _to_disk(folder)
        folder.replace(target)
        _to_disk(target.absolute().parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def close(folder: Path, key: Ed25519PrivateKey) -> None:
    """Write the digests of all files of a package that is otherwise complete, and the signature over them."""
    names = sorted(path.name for path in folder.iterdir())
    write_lines(folder / TAGS, (sha256_line(file_digest(folder / name), name) for name in names))
    (folder / SIGNATURE).write_bytes(key.sign((folder / TAGS).read_bytes()))


def opened(path: Path, public: Path | None) -> Package:
    """Return the package in a folder after its signature and every one of its files have proved unchanged.

    `public` is the signer's key as the reader has it from elsewhere. Raises BadPackage, BadKey, OSError.
    """
    if not (path / TAGS).is_file() or not (path / SIGNATURE).is_file():
        raise BadPackage(f"{path} 不是 baomi seal 封存的包：缺少 {TAGS} 或 {SIGNATURE}")
    key = _key(path, public)
    signed = (path / TAGS).read_bytes()
    valid = holds(key, (path / SIGNATURE).read_bytes(), signed)
    wrong = list(_changes(path, signed))
    if not valid:
        said = f"签名不符：{TAGS} 或 {SIGNATURE} 已改动，或不是这个密钥签的（{fingerprint_of(key)}）"
        raise BadPackage("；".join((said, *wrong)))
    if wrong:
        raise BadPackage(f"包已改动：{'；'.join(wrong)}")
    header = _header(path)
    return Package(path, header, fingerprint_of(key), trusted=public is not None)


def _key(path: Path, public: Path | None) -> Ed25519PublicKey:
    if public is not None:
        return load_public_key(public.read_bytes(), public)
    if not (path / PUBLIC_KEY).is_file():
        raise BadPackage(f"包已改动：缺少 {PUBLIC_KEY}；可用 --pub 指明公钥")
    return load_public_key((path / PUBLIC_KEY).read_bytes(), path / PUBLIC_KEY)


def _changes(path: Path, signed: bytes) -> Iterator[str]:
    try:
        listed = {os.fsdecode(name): digest for name, digest in read_sha256(iter(signed.splitlines(keepends=True)))}
    except BadManifest as error:
        raise BadPackage(f"{TAGS} 的写法不对") from error
    found = {entry.name for entry in path.iterdir()}
    for name in sorted(found - listed.keys() - {TAGS, SIGNATURE}):
        yield f"多出 {printable(name)}"
    for name in sorted(listed.keys() | NEEDED):
        if name not in found or (path / name).is_symlink():
            yield f"缺少 {printable(name)}"
        elif name not in listed or not (path / name).is_file() or file_digest(path / name) != listed[name]:
            yield f"{printable(name)} 与签名时不同"


def _header(path: Path) -> dict[str, Any]:
    header: dict[str, Any] = json.loads((path / HEADER).read_bytes())
    if header.get("schema") != SCHEMA:
        raise BadPackage(f"包由另一版本的程序封存（{printable(str(header.get('schema')))}，本程序为 {SCHEMA}）")
    return header


def file_digest(path: Path) -> str:
    """Return the SHA-256 (hexadecimal) of a file. Raises OSError."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
