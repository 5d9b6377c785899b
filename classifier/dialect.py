"""文本的方言：同是文字，是表格、网页、数据还是源代码。"""

from __future__ import annotations

import re

_BY_SUFFIX = {
    suffix: media
    for media, suffixes in {
        "text/csv": "csv dat",
        "text/tab-separated-values": "tsv tab",
        "text/markdown": "md markdown rst",
        "text/html": "html htm xhtml shtml",
        "application/json": "json geojson topojson json5 har webmanifest",
        "application/jsonl": "jsonl ndjson",
        "application/x-ipynb+json": "ipynb",
        "image/svg+xml": "svg",
        "text/xml": "xml kml gpx xsd xsl xslt plist rss atom osm gml wsdl",
        "application/yaml": "yaml yml",
        "application/toml": "toml",
        "text/x-ini": "ini cfg conf env editorconfig",
        "text/x-java-properties": "properties",
        "application/sql": "sql",
        "text/x-log": "log",
        "text/x-tex": "tex latex",
        "message/rfc822": "eml mht mhtml",
        "application/mbox": "mbox",
        "text/vcard": "vcf",
        "text/calendar": "ics",
        "text/x-ldif": "ldif ldi",
    }.items()
    for suffix in suffixes.split()
}
_CODE = frozenset(
    "asm asp aspx asciipb awk bas bat bib c cc clj cls cmake cmd coffee cpp cs css cxx dart dockerfile el erl ex exs f90 fs"
    " go gradle groovy h hpp hs java jl js jsp jsx kt less lisp lock lua m makefile mjs mk ml nim pas php pl pm proto ps1 py"
    " pyi pyx r rb rs sass scala scm scss sh sty swift tcl tf ts tsx v vb vbs vhd vue wxml wxss zsh".split()
)
_COMMENTS = r"(?:<!--.*?-->\s*)*+"
"""Taken once and for all: in every grouping, twenty of them before something else would take seconds, thirty hours."""
_BEFORE = rf"(?:<\?xml[^>]*>\s*)?{_COMMENTS}"
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_PIECE_OF_PAGE = re.compile(rf"{_COMMENTS}<(?:head|body|table|div|meta|script|style)[\s>]", re.I | re.S)
_DRAWING = re.compile(
    r"(?:999\n[^\n]*\n)*[ ]{0,4}0\n[ ]*SECTION\n[ ]{0,4}2\n[ ]*(?:HEADER|TABLES|BLOCKS|ENTITIES|CLASSES)\n"
)
_SVG = re.compile(rf"{_BEFORE}(?:<!DOCTYPE[^>]*>\s*{_COMMENTS})?<(?:svg:)?svg[\s>]", re.S)
_XML = re.compile(r"<\?xml\s|<[A-Za-z][^<>]{0,200}\sxmlns[:=]")
_FLAT_ODF = re.compile(
    rf"{_BEFORE}<office:document\s[^>]*?"
    r"mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)",
    re.S,
)
_UOF = re.compile(rf"{_BEFORE}<(?:uof:)?UOF(?:_0000)?[\s>]", re.S)
_CARD = re.compile(r"BEGIN:VCARD[\r\n]", re.I)
_CALENDAR = re.compile(r"BEGIN:VCALENDAR[\r\n]", re.I)
_DIRECTORY = re.compile(
    r"(?:version: ?[0-9]\n|#[^\n]*\n|\n){0,40}dn::? [^\n]*=[^\n]*\n(?: [^\n]*\n)*[A-Za-z][A-Za-z0-9;-]*::? "
)
_MAILBOX = re.compile(r"From [^\s]{1,200} [^\n]{10,60}[0-9]{4}[^\n]{0,20}\n(?:>?[A-Za-z][A-Za-z0-9-]{0,60}:|[ \t])")
_MAIL = re.compile(
    r"(?:(?:Received|From|To|Subject|Date|MIME-Version|Message-ID|Return-Path|Delivered-To|Content-Type):[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.I,
)
_TOLD = (
    ("application/x-uof", _UOF),
    ("image/svg+xml", _SVG),
    ("text/vcard", _CARD),
    ("text/calendar", _CALENDAR),
    ("text/x-ldif", _DIRECTORY),
    ("application/mbox", _MAILBOX),
)
"""Beginnings that leave no doubt, whatever the suffix."""
_JSON = re.compile(r'\{\s*["}]|\[\s*[\[{"]')
_RECORD = re.compile(r"\{.*\}\s*")
_TABLE_LINES = 3
_LINES = 20


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in lower case without its dot; of a name without dot, the name itself."""
    base = name.rpartition("/")[2].lower()
    return base.rpartition(".")[2]


def dialect(head: str, tail: str, suffix: str) -> str:
    """Return the media type of a text from its beginning and end (some thousand characters) and its suffix.

    A known suffix of text is believed, but for pages under another name; anything else is told by its content.
    """
    head = head.lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    if suffix in _CODE:
        return "text/x-source"
    if _PAGE.match(head):
        return "text/html"
    if _DRAWING.match(head):
        return "image/vnd.dxf"
    if hit := _FLAT_ODF.match(head):
        return f"application/vnd.oasis.opendocument.{hit[1]}-flat-xml"
    for media, pattern in _TOLD:
        if pattern.match(head):
            return media
    return _BY_SUFFIX.get(suffix) or _by_content(head, tail)


def _by_content(head: str, tail: str) -> str:
    for media, pattern in (("text/xml", _XML), ("text/html", _PIECE_OF_PAGE), ("message/rfc822", _MAIL)):
        if pattern.match(head):
            return media
    if head.startswith("#!"):
        return "text/x-source"
    return _data(head, tail.rstrip()[-1:]) or _table(head.split("\n")) or "text/plain"


def _data(head: str, last: str) -> str:
    lines = head.split("\n")[:_TABLE_LINES]
    if len(lines) == _TABLE_LINES and all(map(_RECORD.fullmatch, lines)):
        return "application/jsonl"
    return "application/json" if last and last in "}]" and _JSON.match(head) else ""


def _table(lines: list[str]) -> str:
    """Return the media type of lines that all hold the same number of TABs, or of commas (two at least), "" for others."""
    for delimiter, fewest, media in (("\t", 1, "text/tab-separated-values"), (",", 2, "text/csv")):
        looked_at = [row for row in _whole_rows(lines[:-1] or lines, delimiter)[:_LINES] if row.strip()]
        if len(looked_at) < _TABLE_LINES:
            continue
        numbers = {line.rstrip("\r").count(delimiter) for line in looked_at}
        if len(numbers) == 1 and min(numbers) >= fewest:
            return media
    return ""


def _whole_rows(lines: list[str], delimiter: str) -> list[str]:
    """Return the rows of lines: a cell that begins with a quotation mark goes on over lines until one closes it."""
    rows = list[str]()
    opened = False
    for line in lines[: _LINES * _LINES]:
        if opened:
            rows[-1] += line
        else:
            rows.append(line)
        opened = rows[-1].count('"') % 2 == 1 and (opened or f'{delimiter}"' in line or line.startswith('"'))
    return rows
