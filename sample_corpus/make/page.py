"""pdf：手写的页面，用预定义的 UniGB-UCS2-H 编码，不嵌字体；可加口令。"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

Line = tuple[float, float, float, float]
"""Left and lower end, then right and upper end of a line, in points."""
LINES = 44
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
FILE_ID = hashlib.md5(b"sample_corpus").digest()


def pdf(text: str, password: str = "") -> bytes:
    """Return a PDF with 44 lines a page; with `password`, one that opens only with it (RC4, 40 bit)."""
    lines = [part for line in text.strip("\n").split("\n") for part in _wrapped(line)]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    key, encryption = _encryption(password) if password else (b"", b"")
    return _file(_objects([_content(page) for page in pages]), key, encryption)


def placed(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """Return a PDF with words where they are put: points from the left and from the bottom of an A4 page, 10 points high."""
    return drawn(*((page, ()) for page in pages))


def drawn(*pages: tuple[Sequence[tuple[float, float, str]], Sequence[Line]]) -> bytes:
    """Return a PDF with words as `placed` puts them, and lines from one point of a page to another."""
    return _file(
        _objects([_strokes(lines) + b"BT /F1 10 Tf\n" + _words(words) + b"\nET" for words, lines in pages]), b"", b""
    )


def _words(words: Sequence[tuple[float, float, str]]) -> bytes:
    shown = (
        b"1 0 0 1 %.1f %.1f Tm <%s> Tj" % (x, y, word.encode("utf-16-be").hex().upper().encode())
        for x, y, word in words
    )
    return b"\n".join(shown)


def _strokes(lines: Sequence[Line]) -> bytes:
    return b"".join(b"%.1f %.1f m %.1f %.1f l S\n" % line for line in lines)


def _wrapped(line: str, width: int = 84) -> Iterator[str]:
    """Yield the pieces of a line that fit the page; a Han character is two wide, a letter one."""
    start, used = 0, 0
    for place, char in enumerate(line):
        wide = 1 if char.isascii() else 2
        if used + wide > width:
            yield line[start:place]
            start, used = place, 0
        used += wide
    yield line[start:]


def _objects(pages: Sequence[bytes]) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield each object's dictionary with its stream: catalogue, page tree, font, its descendant, then two a page."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    yield b"<</Type/Catalog/Pages 2 0 R>>", None
    yield b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids), None
    yield b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>", None
    info = b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    yield (
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo%s/DW 1000/W[1 95 500]"
            b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>" % info
        ),
        None,
    )
    for number, page in enumerate(pages):
        yield (
            (
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
                % (6 + 2 * number)
            ),
            None,
        )
        yield b"", page


def _content(lines: Sequence[str]) -> bytes:
    shown = b"\n".join(b"<%s> Tj T*" % line.encode("utf-16-be").hex().upper().encode() for line in lines)
    return b"BT /F1 12 Tf 16 TL 45 785 Td\n" + shown + b"\nET"


def _file(objects: Iterator[tuple[bytes, bytes | None]], key: bytes, encryption: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    bodies = [_body(number, head, stream, key) for number, (head, stream) in enumerate(objects, 1)]
    if encryption:
        bodies.append(encryption)
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    more = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (len(bodies), FILE_ID.hex().encode(), FILE_ID.hex().encode())
    trailer = b"<</Size %d/Root 1 0 R%s>>" % (len(bodies) + 1, more if encryption else b"")
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        table,
        trailer,
        start,
    )
    return bytes(out)


def _body(number: int, head: bytes, stream: bytes | None, key: bytes) -> bytes:
    if stream is None:
        return head
    if key:
        stream = rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)


def _encryption(password: str) -> tuple[bytes, bytes]:
    """Return key and dictionary of the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""
    user, permissions = (password.encode() + PADDING)[:32], -4
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    start = user + owner + permissions.to_bytes(4, "little", signed=True) + FILE_ID
    key = hashlib.md5(start).digest()[:5]
    check = rc4(key, PADDING)
    form = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>"
    return key, form % (owner.hex().encode(), check.hex().encode(), permissions)


def rc4(key: bytes, data: bytes) -> bytes:
    """Return `data` run through RC4: once encrypts, twice decrypts."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
