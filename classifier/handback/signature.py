"""签名：Ed25519（RFC 8032），PEM 密钥，openssl 也能验；另可用 openssl 加签 SM2（GB/T 32918）。"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_SM2_ID = "1234567812345678"
"""The signer's id that GB/T 35276 sets where none is agreed."""
_PUBLIC = ".pub"


class BadKey(Exception):
    """A key cannot be used; the message says why and what to do."""


def make_key(path: Path, passphrase: str) -> str:
    """Write a new key to `path` and its public half to `path`.pub; return the fingerprint of the public half.

    With a passphrase the key is encrypted; "" leaves it open. Raises BadKey where either file exists, OSError.
    """
    public = public_path(path)
    for file in (path, public):
        if os.path.lexists(file):
            raise BadKey(f"{file} 已存在，不覆盖；请换一个文件名")
    key = Ed25519PrivateKey.generate()
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
    _write_new(path, private)
    try:
        _write_new(public, public_pem(key.public_key()))
    except OSError:
        path.unlink()  # ours, made a moment ago: half a pair is of no use
        raise
    return fingerprint_of(key.public_key())


def public_path(path: Path) -> Path:
    """Return where the public half of a key lies."""
    return path.with_name(path.name + _PUBLIC)


def _write_new(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def is_encrypted(path: Path) -> bool:
    """Return whether a key asks for a passphrase. Raises OSError."""
    return b"ENCRYPTED" in path.read_bytes()


def load_key(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Return the private key of a file. Raises BadKey where it is none or the passphrase is wrong, OSError."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except TypeError as error:
        raise BadKey(f"{path} 设有口令" if not passphrase else f"{path} 没有设口令，却给了口令") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{path} 打不开：不是 PEM 私钥，或口令不对") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path} 不是 Ed25519 密钥；请用 baomi keygen 生成")
    return key


def load_public_key(data: bytes, name: object) -> Ed25519PublicKey:
    """Return the public key of a PEM file's bytes; `name` stands in messages. Raises BadKey."""
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"{name} 不是 PEM 公钥") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(f"{name} 不是 Ed25519 公钥")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as a PEM file."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint_of(key: Ed25519PublicKey) -> str:
    """Return the SHA-256 of a public key in DER (as `openssl pkey -pubin -outform DER | sha256sum` gives it), in groups of four."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    digest = hashlib.sha256(der).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def holds(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Return whether a signature is that of the key's owner over `data`."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def sign_sm2(key: Path, data: Path, signature: Path, public: Path) -> None:
    """Sign the file `data` with an SM2 key through the openssl program and write signature and public key. Raises BadKey."""
    program = shutil.which("openssl")
    if not program:
        raise BadKey("本机没有 openssl 程序，不能用 SM2 加签")
    _openssl(program, "dgst", "-sm3", "-sign", key, "-sigopt", f"distid:{_SM2_ID}", "-out", signature, data)
    _openssl(program, "pkey", "-in", key, "-pubout", "-out", public)


def _openssl(program: str, *words: object) -> None:
    command = [program, *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 the user's own openssl, no shell
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise BadKey(f"openssl 没有做成 SM2 签名（{said}）；密钥应由 openssl genpkey 以曲线 sm2 生成")
