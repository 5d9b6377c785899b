"""写成程序的数据：JavaScript 文件里若几乎只有一个个赋值的数组与对象，它就是数据，不是程序。"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

_SHARE = 0.8
"""Of a file, from which on the literals in it make it data."""
_LONGEST = 64 * 2**20
_GIVES = re.compile(
    r"(?:^|(?<=[\n;]))[ \t]*(?:export\s+)?(?:(?:var|let|const)\s+([\w$]+)(?:\s*:[^=\n]{0,200})?\s*=|module\.exports(?:\.([\w$]+))?\s*="
    r"|(?:window|self|globalThis|exports|this)\.([\w$.]+)\s*=|(?:export\s+)?default)\s*(?=[\[{])"
)
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|//[^\n]*|/\*.*?\*/|[\[\]{}]", re.S)
_PIECE = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?P<note>//[^\n]*|/\*.*?\*/)"
    r"|(?P<comma>,)(?=(?:\s|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+[\]}])|(?P<key>[A-Za-z_$\u4e00-\u9fff][\w$]*)(?=\s*:)|(?P<word>[A-Za-z_$][\w$.]*)",
    re.S,
)
_PLAIN = frozenset({"true", "false", "null"})
_ESCAPE = re.compile(r"\\(u\{?[0-9A-Fa-f]{1,6}\}?|x[0-9A-Fa-f]{2}|.)", re.S)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def is_json(text: str) -> bool:
    """Return whether a file named as a script holds one JSON value, as answers of a server that were kept do."""
    if len(text) > _LONGEST or text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return False
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def is_data(text: str) -> bool:
    """Return whether a script is nearly nothing but values, each of which can be read."""
    if len(text) > _LONGEST or not _GIVES.search(text[:4096]):
        return False
    spans = list(_literals(text))
    if sum(high - low for _, low, high in spans) < _SHARE * len(text.strip()):
        return False
    try:
        return all(value(text[low:high]) is not None for _, low, high in spans)
    except (ValueError, RecursionError):
        return False


def values(text: str) -> tuple[list[tuple[str, Any]], str]:
    """Return the values of a script with their names ("" for the one it exports), and the rest of it, notes among the values too.

    Raises ValueError and RecursionError.
    """
    found, rest, last = list[tuple[str, Any]](), list[str](), 0
    for name, low, high in _literals(text):
        found.append((name, value(text[low:high])))
        notes = (token[0] for token in _TOKEN.finditer(text, low, high) if token[0][0] == "/")
        rest += [text[last:low], *(f"\n{note}" for note in notes)]
        last = high
    return found, "".join((*rest, text[last:]))


def _literals(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield name, begin and end of each array or object that is given to a name at the top of a script."""
    low = 0
    while hit := _GIVES.search(text, low):
        low, depth = hit.end(), 0
        for token in _TOKEN.finditer(text, low):
            depth += (token[0] in "[{") - (token[0] in "]}")
            if not depth and token[0] in "]}":
                yield next(filter(None, hit.groups()), ""), hit.end(), token.end()
                low = token.end()
                break


def value(literal: str) -> Any:
    """Return what an array or object literal stands for, numbers as written. Raises ValueError where anything in it is computed."""
    return json.loads(_PIECE.sub(_as_json, literal), parse_float=str, parse_int=str, parse_constant=str)


def _as_json(hit: re.Match[str]) -> str:
    if text := hit["text"]:
        return encode_basestring(_ESCAPE.sub(_character, text[1:-1]) if "\\" in text else text[1:-1])
    if hit["key"]:
        return encode_basestring(hit["key"])
    if hit["word"]:
        return hit["word"] if hit["word"] in _PLAIN else "null" if hit["word"] == "undefined" else f"!{hit['word']}"
    return ""


def _character(hit: re.Match[str]) -> str:
    code = hit[1]
    if code[0] in "ux" and len(code) > 1:
        number = int(code[1:].strip("{}"), 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _ESCAPES.get(code, code)
