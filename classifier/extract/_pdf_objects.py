"""PDF 对象里 pdfium 不给出的文字：选项、动作里的脚本和去处。"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import Any

from classifier.model import Part, Segment

_TELLS = re.compile(rb"/(?:JavaScript|Rendition|Launch|SubmitForm|GoToR|ImportData)\b")
"""Names by which a file that may hold more is told, unless it has a form: a script is an entry of an action named so."""
_ACTIONS = frozenset({"/Launch", "/SubmitForm", "/GoToR", "/ImportData"})
_NESTED = frozenset("/A /AA /OpenAction /Next /K /F /V /C /WC /WS /DS /WP /DP".split())
"""Entries in which an action may stand, or a dictionary of actions."""
_HOLDING = _NESTED | {"/JS", "/Opt", "/S"}
_DEEPEST_ACTION = 4
_OBJECTS_AT_MOST = 200_000
_LONGEST = 1 << 20
_DEEPEST = 8


def said(data: bytes, passwords: Sequence[str], *, forms: bool) -> Iterator[Segment]:
    """Yield the choices of form fields, the scripts and the targets of actions, wherever in the file they stand."""
    import pikepdf  # noqa: PLC0415

    if not forms and not _TELLS.search(data):
        return
    lines = dict[str, None]()
    for password in ("", *passwords):
        try:
            with pikepdf.open(io.BytesIO(data), password=password) as document:
                for item in islice(document.objects, _OBJECTS_AT_MOST):
                    if isinstance(item, pikepdf.Dictionary):
                        lines.update(dict.fromkeys(_words(item, pikepdf, 0)))
            break
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, ValueError, RuntimeError, OSError, TypeError, KeyError, RecursionError):
            break
    if found := [line for line in lines if line.strip()]:
        yield Segment("\n".join(found), "动作与选项", Part.OTHER)


def pages_with_pictures(data: bytes, passwords: Sequence[str]) -> Container[int] | None:
    """Return the numbers (from 0) of the pages whose resources hold a picture; None where that cannot be told this way."""
    import pikepdf  # noqa: PLC0415

    for password in ("", *passwords):
        try:
            with pikepdf.open(io.BytesIO(data), password=password) as document:
                known: dict[tuple[int, int], bool] = {}
                return {number for number, page in enumerate(document.pages) if _pictured(page.resources, known, 0)}
        except pikepdf.PasswordError:
            continue
        except (
            pikepdf.PdfError,
            ValueError,
            RuntimeError,
            OSError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
        ):
            break
    return None


def _pictured(resources: Any, known: dict[tuple[int, int], bool], depth: int) -> bool:
    found = False
    for item in resources.get("/XObject", {}).values() if depth < _DEEPEST else ():
        key = item.objgen
        if key not in known:
            known[key] = False  # a form inside itself
            kind = str(item.get("/Subtype", ""))
            inside = item.get("/Resources", {}) if kind == "/Form" else {}
            known[key] = kind == "/Image" or bool(inside and _pictured(inside, known, depth + 1))
        found = found or known[key]
    return found


def _words(item: Any, pikepdf: Any, depth: int) -> Iterator[str]:
    keys = _HOLDING & set(item.keys())
    if "/JS" in keys:
        yield _text(item["/JS"], pikepdf)
    if "/Opt" in keys and isinstance(item["/Opt"], pikepdf.Array):
        for choice in item["/Opt"]:
            yield " ".join(_text(part, pikepdf) for part in (choice if isinstance(choice, pikepdf.Array) else [choice]))
    if "/S" in keys and "/F" in keys and str(item["/S"]) in _ACTIONS:
        target = item["/F"]
        yield _text(
            target.get("/UF", target.get("/F", "")) if isinstance(target, pikepdf.Dictionary) else target, pikepdf
        )
    for key in sorted(keys & _NESTED) if depth < _DEEPEST_ACTION else ():
        inner = item[key]
        if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
            yield from _words(inner, pikepdf, depth + 1)


def _text(value: Any, pikepdf: Any) -> str:
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes())[:_LONGEST].decode("utf-8", "replace")
    return str(value) if isinstance(value, pikepdf.String | str) else ""
