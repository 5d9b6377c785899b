"""OLE 属性集：标题、作者、自定义属性等写成文字的每一项（MS-OLEPS）。"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_STRING, _WIDE, _VECTOR = 0x1E, 0x1F, 0x1000
_VARIANT = 0x0C
_CODE_PAGE, _DICTIONARY = 1, 0
_UNICODE, _UTF8 = 1200, 65001
_MOST = 4096
"""Entries of a section, and strings of a value, that are looked at."""
_SUMMARY, _DOCUMENT = (
    bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9"),
    bytes.fromhex("02D5CDD59C2E1B10939708002B2CF9AE"),
)
_NAMES: Mapping[bytes, Mapping[int, str]] = {
    _SUMMARY: {2: "标题", 3: "主题", 4: "作者", 5: "关键词", 6: "备注", 7: "模板", 8: "最后保存者"},
    _DOCUMENT: {2: "类别", 14: "主管", 15: "单位"},
}


def strings(data: bytes) -> Iterator[str]:
    """Yield `name：text` for each text of a property set stream, those that users define too. Damage ends the reading."""
    try:
        count = struct.unpack_from("<I", data, 24)[0]
        for number in range(min(count, 8)):
            kind, at = data[28 + 20 * number : 44 + 20 * number], struct.unpack_from("<I", data, 44 + 20 * number)[0]
            yield from _section(data[at:], _NAMES.get(kind, {}))
    except struct.error:
        return


def _section(data: bytes, names: Mapping[int, str]) -> Iterator[str]:
    count = min(struct.unpack_from("<I", data, 4)[0], _MOST)
    places = dict(struct.unpack_from("<II", data, 8 + 8 * number) for number in range(count))
    page = _UTF8
    if _CODE_PAGE in places:
        page = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)[0]
    own = _dictionary(data[places[_DICTIONARY] :], page) if _DICTIONARY in places else {}
    for number, at in places.items():
        if number > _CODE_PAGE:
            for text in _value(data[at:], page):
                yield f"{own.get(number) or names.get(number) or '属性'}：{text}"


def _dictionary(data: bytes, page: int) -> dict[int, str]:
    """Return the names that a user has given (MS-OLEPS 2.17)."""
    found, at = {}, 4
    for _ in range(min(struct.unpack_from("<I", data, 0)[0], _MOST)):
        number, length = struct.unpack_from("<II", data, at)
        size = length * 2 if page == _UNICODE else length
        found[number] = _decoded(data[at + 8 : at + 8 + size], page)
        at += 8 + (-(-size // 4) * 4 if page == _UNICODE else size)
    return found


def _value(data: bytes, page: int) -> Iterator[str]:
    kind = struct.unpack_from("<H", data, 0)[0]
    number, at = (struct.unpack_from("<I", data, 4)[0], 8) if kind & _VECTOR else (1, 4)
    for _ in range(min(number, _MOST)):
        inner = kind & 0xFF
        if inner == _VARIANT:
            inner, at = struct.unpack_from("<H", data, at)[0], at + 4
        if inner not in {_STRING, _WIDE}:
            if kind & 0xFF != _VARIANT:
                return
            at += 4
            continue
        length = struct.unpack_from("<I", data, at)[0]
        size = length * 2 if inner == _WIDE else length
        if text := _decoded(data[at + 4 : at + 4 + size], _UNICODE if inner == _WIDE else page):
            yield text
        at += 4 + -(-size // 4) * 4


def _decoded(raw: bytes, page: int) -> str:
    name = {_UNICODE: "utf-16-le", _UTF8: "utf-8"}.get(page, f"cp{page}")
    try:
        text = raw.decode(name, "replace")
    except LookupError:
        text = raw.decode("gb18030", "replace")
    return text.partition("\0")[0].strip()
