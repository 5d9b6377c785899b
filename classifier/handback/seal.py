"""封存：由清单做成双方各执一份的包，同样的清单和密钥得到同样的字节（协议第6条）。"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from classifier.handback import package
from classifier.handback.listing import listing
from classifier.handback.manifest import sha256_line, sm3_line, walk_key, write_lines
from classifier.handback.sheet import write_docx, write_html
from classifier.handback.signature import fingerprint_of, public_pem, sign_sm2
from classifier.handback.winnowing import VERSION
from classifier.inventory import Inventory, NotAnInventory
from classifier.jsonl import dumps
from classifier.model import Outcome
from classifier.record import Fingerprint
from classifier.report._base import write_report
from classifier.view import View


def seal(view: View, key: Ed25519PrivateKey, target: Path, *, sm2_key: Path | None = None) -> Mapping[str, Any]:
    """Write the package of a finished inventory to the new folder `target`, whole or not at all, and return its header.

    Raises NotAnInventory where the scan has not come to its end, BadPackage where `target` exists, BadKey where openssl
    cannot sign with `sm2_key`, OSError.
    """
    store = view.store
    if not store.header().finished:
        raise NotAnInventory(f"{store.path} 的扫描尚未完成；请再次运行 baomi scan 接着扫描，完成后再封存")
    signer = fingerprint_of(key.public_key())
    with package.unfinished(target) as folder:
        write_report("jsonl", view, folder / package.INVENTORY)
        _write_manifests(store, folder)
        documents = write_lines(folder / package.FINGERPRINTS, _fingerprint_lines(store))
        (folder / package.PUBLIC_KEY).write_bytes(public_pem(key.public_key()))
        header = _header(store, signer, documents)
        (folder / package.HEADER).write_text(json.dumps(header, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        lists = (package.INVENTORY, package.SHA256, package.SM3)
        sheet = listing(view, {name: package.file_digest(folder / name) for name in lists}, signer)
        write_html(sheet, folder / package.LIST_HTML)
        write_docx(sheet, folder / package.LIST_DOCX)
        if sm2_key:
            signed = folder / package.SM3
            sign_sm2(sm2_key, signed, folder / package.SM2_SIGNATURE, folder / package.SM2_PUBLIC_KEY)
        package.close(folder, key)
    return header


def _write_manifests(store: Inventory, folder: Path) -> None:
    """Write both manifests in the order of the walk, files on disk alone: what is inside them stands in the inventory."""
    on_disk = (record for record in store.records() if not record.container and record.sha256)
    lines = sorted((walk_key(os.fsencode(record.name)), record.name, record.sha256, record.sm3) for record in on_disk)
    write_lines(folder / package.SHA256, (sha256_line(sha256, name) for _, name, sha256, _ in lines))
    write_lines(folder / package.SM3, (sm3_line(sm3, name) for _, name, _, sm3 in lines if sm3))


def _fingerprint_lines(store: Inventory) -> Iterator[bytes]:
    for name, fingerprint in store.fingerprints():
        yield (dumps({"path": name} | fingerprint_line(fingerprint)) + "\n").encode()


def fingerprint_line(fingerprint: Fingerprint) -> dict[str, Any]:
    """Return a fingerprint as it stands in a package."""
    return {
        "characters": fingerprint.characters,
        "text": fingerprint.text.hex(),
        "windows": b64encode(fingerprint.windows).decode(),
        "pieces": b64encode(fingerprint.pieces).decode(),
        "titles": [title.hex() for title in fingerprint.titles],
        "whole": fingerprint.whole,
    }


def _header(store: Inventory, signer: str, documents: int) -> dict[str, Any]:
    header, outcomes = store.header(), store.outcomes()
    on_disk = digested = inside = size = 0
    for record in store.records():
        inside += bool(record.container)
        on_disk += not record.container
        digested += not record.container and bool(record.sha256)
        size += 0 if record.container else record.file.size
    return {
        "schema": package.SCHEMA,
        "tool": {"name": "baomi", "version": header.tool_version},
        "rules": {"version": header.rules_version, "sha256": header.rules_sha256},
        "agreement": {"id": header.agreement_id, "sha256": header.agreement_sha256},
        "settings": header.settings,
        "scanned": {"started": header.started, "finished": header.finished},
        "items": {"files": on_disk, "with_digest": digested, "inside": inside, "bytes": size},
        "outcomes": outcomes,
        "unread": sum(number for outcome, number in outcomes.items() if not outcome.complete),
        "excluded": outcomes.get(Outcome.EXCLUDED, 0),
        "fingerprints": {"version": VERSION, "key": header.settings["key"], "documents": documents},
        "signer": signer,
    }
