"""RTF 的切分：正文、每一个旁支（页眉、批注、隐藏文字、域、属性）、图片和内嵌对象，各归各处。

Source: Rich Text Format specification 1.9.1. Groups are kept on a list, so that no nesting is too deep.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from classifier.model import Part

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,40})(?P<number>-?[0-9]{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
_NOT_HEX = re.compile("[^0-9A-Fa-f]+")
SKIPPED = "skip"
BODY, HIDDEN, DELETED = "body", "hidden", "deleted"
_PARTS = {
    "header headerl headerr headerf": Part.HEADER,
    "footer footerl footerr footerf": Part.FOOTER,
    "footnote": Part.NOTE,
    "annotation atnauthor atnid": Part.COMMENT,
    "shptxt": Part.TEXT_BOX,
    "title subject author manager company operator category keywords comment doccomm hlinkbase propname staticval": Part.PROPERTIES,
    "fldinst": Part.LINK,
    HIDDEN: Part.HIDDEN,
    DELETED: Part.DELETED,
}
PARTS = {word: part for names, part in _PARTS.items() for word in names.split()}
"""Destinations whose text stands beside the body; an unknown destination that may be ignored is `其他部件`."""
_DROPPED = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata colorschememapping latentstyles"
    " datastore xmlnstbl pgptbl mmathpr filetbl nonshppict blipuid panose pnseclvl bkmkstart bkmkend objclass"
    " atrfstart atrfend atndate atnref fldtype wgrffmtfilter sn passwordhash listpicture falt template revtim expandedcolortbl".split()
)
_TRANSPARENT = frozenset("shppict shpinst shp sp sv fldrslt result listtext pntext info userprops".split())
"""Destinations that belong to what stands around them."""
_BINARY = frozenset({"pict", "objdata"})
_BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "column": "\n", "tab": "\t"}
_CHARACTERS = {
    "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n",
}  # fmt: skip
_CHARSETS = {77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
CELL, ROW = "\x07", "\x1d"
"""Stand in the body's text where a table's cell and row end."""
_STARS = str.maketrans({"\uf0ab": "★", "\uf0b6": "☆", "\xa0": " ", "\0": " "})


class _State(NamedTuple):
    """What a group inherits from the one around it."""

    target: str = BODY
    font: int = -1
    wide_font: int = -1
    wide: bool = False
    """Whether the run is one of double-byte characters, which have a font of their own."""
    skip: int = 1
    """Characters that follow a \\u as its substitute."""
    unseen: str = ""
    in_table: bool = False


@dataclass(slots=True)
class Rtf:
    """What an RTF text holds."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    """Pieces by destination; BODY with CELL and ROW in it."""
    binaries: list[tuple[str, bytes]] = field(default_factory=list)
    """`pict` and `objdata` contents, as they come."""
    closed: bool = False
    """Whether the outermost group ends."""

    def text(self, target: str) -> str:
        """Return the text of a destination, "" where there is none."""
        joined = "".join(self.texts.get(target, ())).translate(_STARS)
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def parse(data: bytes) -> Rtf:
    """Return what an RTF text holds; never raises. `closed` tells whether it is whole."""
    reader = _Reader(data.decode("latin-1"))
    reader.run()
    return reader.found


@dataclass(slots=True)
class _Reader:
    source: str
    found: Rtf = field(default_factory=Rtf)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    opening: bool = False
    """Whether `\\*` has been met: an unknown destination follows."""
    in_fonts: int = 0
    """Depth of the font table, 0 outside."""
    defined: int = -1
    pending: bytearray = field(default_factory=bytearray)
    digits: list[str] = field(default_factory=list)
    raw: bytes = b""
    owed: int = 0
    """Substitute characters still to be passed over."""

    def run(self) -> None:
        at = 0
        while hit := _TOKEN.match(self.source, at):
            at = hit.end()
            word = hit["word"]
            if word == "bin" and hit["number"]:
                size = max(0, int(hit["number"]))
                self.raw += self.source[at : at + size].encode("latin-1") * (self.state.target in _BINARY)
                at += size
            elif word:
                self._word(word, hit["number"])
            elif hit["brace"]:
                self._brace(hit["brace"])
            else:
                self._characters(hit)
        self._flush()

    def _characters(self, hit: re.Match[str]) -> None:
        if hit["symbol"]:
            if hit["symbol"] == "*":
                self.opening = True
            elif not self._passed(1):
                self._flush()
                self._say(_CHARACTERS.get(hit["symbol"], ""))
            return
        plain = chr(int(hit["hex"], 16)) if hit["hex"] else hit["text"] or ""
        plain = plain[self._passed(len(plain)) :]
        if self.state.target in _BINARY:
            self.digits.append(plain)
        elif self.state.target != SKIPPED:
            self.pending += plain.encode("latin-1")

    def _passed(self, number: int) -> int:
        """Return how many of `number` characters only stand in for one that was already given."""
        passed = min(self.owed, number)
        self.owed -= passed
        return passed

    def _brace(self, brace: str) -> None:
        self._flush()
        self.opening, self.owed = False, 0
        if brace == "{":
            self.stack.append(self.state)
            return
        ended = self.state
        if not self.stack:
            return
        self.state = self.stack.pop()
        self.found.closed = not self.stack
        if len(self.stack) < self.in_fonts:
            self.in_fonts = 0
        if ended.target != self.state.target:
            self._leave(ended.target)

    def _leave(self, target: str) -> None:
        if target in _BINARY:
            digits = _NOT_HEX.sub("", "".join(self.digits))
            data = bytes.fromhex(digits[: len(digits) // 2 * 2]) + self.raw
            self.digits, self.raw = [], b""
            if data:
                self.found.binaries.append((target, data))
        elif target not in {SKIPPED, BODY}:
            self.found.texts.setdefault(target, []).append("\n")

    def _word(self, word: str, number: str | None) -> None:
        value = int(number) if number else None
        if word == "u" and value is not None:
            self._flush()
            self.owed = 0
            self._say(chr(value % 0x10000))
            self.owed = self.state.skip
            return
        if self._passed(1):
            return
        self._flush()
        if self.opening or word in PARTS or word in _DROPPED or word in _BINARY:
            self._destination(word)
        elif word in _BREAKS or word in {"cell", "row", "nestcell", "nestrow"}:
            self._break(word)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        else:
            self._property(word, value)

    def _destination(self, word: str) -> None:
        starred, self.opening = self.opening, False
        if word == "fonttbl":
            self.in_fonts = len(self.stack)
        if self.state.target == SKIPPED or word in _TRANSPARENT:
            return
        if word in PARTS or word in _BINARY:
            self.state = self.state._replace(target=word, unseen="")
        elif word.lower() in _DROPPED:
            self.state = self.state._replace(target=SKIPPED)
        elif starred:
            self.state = self.state._replace(target="other", unseen="")

    def _break(self, word: str) -> None:
        if self.state.target != BODY:
            self._say(_BREAKS.get(word, " "))
        elif word in {"cell", "row"}:
            self.found.texts.setdefault(BODY, []).append(CELL if word == "cell" else ROW)
        elif self.state.in_table and word != "page":
            self._say(" ")
        else:
            self._say(_BREAKS.get(word, " "))

    def _property(self, word: str, value: int | None) -> None:
        state = self.state
        match word:
            case "ansicpg" if value:
                self.page = _known(_PAGES.get(value, f"cp{value}"))
            case "f" if value is not None:
                self.defined = value
                self.state = state._replace(font=value)
            case "af" if value is not None and state.wide:
                self.state = state._replace(wide_font=value)
            case "fcharset" if self.in_fonts and value in _CHARSETS:
                self.fonts[self.defined] = _CHARSETS[value]
            case "dbch" | "loch" | "hich":
                self.state = state._replace(wide=word == "dbch")
            case "uc" if value is not None:
                self.state = state._replace(skip=max(0, min(value, 100)))
            case "v" | "deleted":
                unseen = "" if value == 0 else HIDDEN if word == "v" else DELETED
                self.state = state._replace(unseen=unseen)
            case "plain":
                self.state = state._replace(unseen="", wide=False)
            case "intbl" | "pard":
                self.state = state._replace(in_table=word == "intbl")

    def _flush(self) -> None:
        if self.pending:
            fonts = (self.state.wide_font, self.state.font) if self.state.wide else (self.state.font,)
            codec = next((self.fonts[font] for font in fonts if font in self.fonts), self.page)
            data, self.pending = bytes(self.pending), bytearray()
            self._say(data.decode(codec, "replace"))

    def _say(self, text: str) -> None:
        target = self.state.target
        if text and target != SKIPPED and target not in _BINARY:
            seen = target if target != BODY or not self.state.unseen else self.state.unseen
            self.found.texts.setdefault(seen, []).append(text)


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"


def blocks(body: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield the body as runs: whether it is a table, and its lines or rows (cells separated by CELL)."""
    run: list[str] = []
    table = False
    for piece in re.split(f"({ROW})|\n", body.replace("\r", "")):
        if piece is None:
            continue
        if piece == ROW:
            continue
        is_row = CELL in piece
        if run and is_row != table:
            yield table, run
            run = []
        table = is_row
        if piece.strip() or not table:
            run.append(piece)
    if any(line.strip() for line in run):
        yield table, run
