"""What stands behind the end of a picture, a document or a program: it is read, or the file is not called read."""

import io
import struct
import zipfile

import pytest

from classifier.extract import pdf
from classifier.extract._compound import compound
from classifier.model import Item, Member, Outcome, Segment, Unreadable
from tests.canaries import each_item

WORDS = "号110224201506011232码"


def ended(data: bytes, name: str) -> tuple[list[Item], Unreadable | None]:
    found: list[Item] = []
    try:
        for item in each_item(data, name):
            found.append(item)
    except Unreadable as end:
        return found, end
    return found, None


def members(data: bytes, name: str) -> list[Member]:
    return [item for item in ended(data, name)[0] if isinstance(item, Member)]


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("名册.txt", WORDS)
    return out.getvalue()


def picture(form: str) -> bytes:
    from PIL import Image  # noqa: PLC0415

    out = io.BytesIO()
    noise = bytes(n * n % 251 for n in range(64 * 64))
    Image.frombytes("L", (64, 64), noise).convert("P" if form == "GIF" else "L").save(out, form)
    return out.getvalue()


def document() -> bytes:
    assert pdf.EXTRACTOR.sample
    return pdf.EXTRACTOR.sample("第一页上的文字足够多，不必当作图像来认")[0]


FILES = {form: picture(form) for form in ("JPEG", "PNG", "GIF", "WEBP", "BMP")} | {"PDF": document()}


@pytest.mark.parametrize("form", FILES)
def test_an_archive_behind_a_file_is_a_member_whose_content_is_read(form: str) -> None:
    (member,) = members(FILES[form] + packed(), f"甲.{form.lower()}")
    assert member.name == f"文件末尾之后（{len(packed()):,} 字节）"
    (inner,) = members(member.read(1 << 20), member.name)
    assert inner.read(1 << 20).decode() == WORDS


@pytest.mark.parametrize("form", FILES)
def test_a_text_behind_a_file_is_a_member(form: str) -> None:
    (member,) = members(FILES[form] + f"\n{WORDS}，并不在前面\n".encode("gb18030"), f"甲.{form.lower()}")
    texts = [item.text for item in each_item(member.read(1 << 20), member.name) if isinstance(item, Segment)]
    assert WORDS in "\n".join(texts)


@pytest.mark.parametrize("form", FILES)
def test_what_nobody_knows_makes_the_file_partial_with_its_size(form: str) -> None:
    unknown = bytes((7 * n * n + 3) % 256 for n in range(300))
    _, end = ended(FILES[form] + unknown, f"甲.{form.lower()}")
    assert end is not None
    assert end.outcome is Outcome.PARTIAL
    assert "文件末尾之后还有 300 字节" in end.detail


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("behind", [b"", b"\r\n", b"\0" * 4096, b"\n\x1a"])
def test_padding_is_nothing(form: str, behind: bytes) -> None:
    found, end = ended(FILES[form] + behind, f"甲.{form.lower()}")
    assert end is None
    assert not [item for item in found if isinstance(item, Member)]


def test_what_a_telephone_writes_behind_a_photograph_is_nothing_but_its_film_is_a_member() -> None:
    trailer = b"\0\0\1\x0a\x0e\0\0\0Image_UTC_Data1600000000000SEFH\x6b\0\0\0\1\0\0\0\0\0\1\x0a\x20\0\0\0SEFT"
    assert not members(FILES["JPEG"] + trailer, "甲.jpg")
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64)
    (member,) = members(FILES["JPEG"] + film + trailer, "甲.jpg")
    assert member.read(12)[4:] == b"ftypmp42"


def test_a_change_that_was_not_written_to_its_end_is_no_file_behind_a_pdf() -> None:
    found, _ = ended(FILES["PDF"] + b"9 0 obj<</Type/Annot>>endobj", "甲.pdf")
    assert not [item for item in found if isinstance(item, Member)]


def program(behind: bytes) -> bytes:
    """Return the smallest program with one section of 16 bytes, and what stands behind it."""
    section = b".text\0\0\0" + struct.pack("<IIII", 16, 0x1000, 16, 0x200) + bytes(16)
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, 0xE0, 0x0102)
    return (head + coff + bytes(0xE0) + section).ljust(0x200, b"\0") + bytes(16) + behind


def test_a_self_extracting_archive_gives_its_archive() -> None:
    found, end = ended(program(b";settings\r\n" + packed()), "安装.exe")
    (member,) = (item for item in found if isinstance(item, Member))
    (inner,) = members(member.read(1 << 20), "内.zip")
    assert inner.read(1 << 20).decode() == WORDS
    assert end is not None
    assert end.outcome is Outcome.NO_TEXT
    assert not members(program(b""), "甲.exe")
    assert not members(b"MZ" + bytes(10), "甲.exe")


def test_an_access_database_under_a_password_is_encrypted() -> None:
    for version, outcome in ((2, Outcome.ENCRYPTED), (3, Outcome.ENCRYPTED)):
        head = b"\0\1\0\0Standard ACE DB\0" + bytes((version,))
        locked = head.ljust(0x3E, b"\0") + b"\1\2\3\4" + bytes(4096)
        _, end = ended(locked, "学籍.accdb")
        assert end is not None
        assert end.outcome is outcome


def test_strings_inside_the_formulas_of_an_old_workbook_are_read() -> None:
    """A formula shows one of its strings at most, and the array that it looks things up in never."""

    def string(text: str) -> bytes:
        return struct.pack("<BBB", 0x17, len(text), 1) + text.encode("utf-16-le")

    def cell(formula: bytes, behind: bytes = b"") -> bytes:
        head = struct.pack("<HHHdHIH", 0, 0, 0, 1.0, 0, 0, len(formula))
        return struct.pack("<HH", 0x06, len(head + formula + behind)) + head + formula + behind

    chosen = b"\x1d\1\x19\2\3\0" + string("藏一") + b"\x19\x08\3\0" + string("藏二") + b"\x19\x08\3\0\x42\3\1\0"
    constant = struct.pack("<BH", 0, 0) + struct.pack("<BHB", 2, 2, 1) + "藏三".encode("utf-16-le")
    looked_up = b"\x60" + bytes(7)
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0010, 0, 0, 0, 6)
    book = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 6)
    name = struct.pack("<HHIHBB", 0x85, 14, len(book) + 18 + 4, 0, 6, 0) + b"Sheet1"
    end = struct.pack("<HH", 0x0A, 0)
    stream = book + name + end + begin + cell(chosen) + cell(looked_up, constant) + end
    found, _ = ended(compound({"Workbook": stream}), "甲.xls")
    said = "\n".join(item.text for item in found if isinstance(item, Segment))
    assert [word for word in ("藏一", "藏二", "藏三") if word not in said] == []


def test_what_a_pivot_table_keeps_of_its_source_is_read() -> None:
    text = "藏在缓存"
    kept = struct.pack("<HHHB", 0xCD, 3 + 2 * len(text), len(text), 1) + text.encode("utf-16-le")
    from classifier.extract import _ole, xls  # noqa: PLC0415

    assert xls.EXTRACTOR.sample
    with _ole.opened(xls.EXTRACTOR.sample("甲")[0]) as package:
        stream = _ole.stream(package, "Workbook")
    found, _ = ended(compound({"Workbook": stream, "_SX_DB_CUR/0001": kept}), "甲.xls")
    assert {item.place: item.text for item in found if isinstance(item, Segment)}["数据透视缓存"] == text


def test_titles_and_words_of_an_old_workbooks_charts_are_read() -> None:
    """A chart keeps a copy of the cells that it shows, and may stand on a sheet of its own."""
    from classifier.extract import _ole, xls  # noqa: PLC0415

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def counted(text: str, form: str) -> bytes:
        return struct.pack(form, len(text), 1) + text.encode("utf-16-le")

    assert xls.EXTRACTOR.sample
    with _ole.opened(xls.EXTRACTOR.sample("甲")[0]) as package:
        stream = _ole.stream(package, "Workbook").rstrip(b"\0") + b"\0\0\0"
    chart = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 6))
    chart += record(0x100D, b"\0\0" + counted("藏在标题", "<BB"))
    chart += record(0x0204, bytes(6) + counted("藏在缓存", "<HB")) + record(0x0A, b"")
    sheet = record(0x85, struct.pack("<IBB", 0, 0, 2) + counted("藏的图表", "<BB"))
    found, _ = ended(compound({"Workbook": stream + chart + sheet}), "甲.xls")
    said = "\n".join(item.text for item in found if isinstance(item, Segment))
    assert [word for word in ("藏在标题", "藏在缓存", "藏的图表") if word not in said] == []


def test_the_attachments_of_a_winmail_dat_are_read() -> None:
    def attribute(level: int, kind: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    def values(*items: tuple[int, int, bytes]) -> bytes:
        out = struct.pack("<I", len(items))
        for number, kind, data in items:
            out += struct.pack("<HHII", kind, number, 1, len(data)) + data + bytes(-len(data) % 4)
        return out

    name = "附件.txt".encode("utf-16-le") + b"\0\0"
    package = struct.pack("<IH", 0x223E9F78, 7) + b"".join(
        (
            attribute(1, 0x00018004, "主题一\0".encode("gbk")),
            attribute(1, 0x00069007, struct.pack("<II", 936, 0)),
            attribute(1, 0x00069003, values((0x1000, 0x1E, f"正文{WORDS}\0".encode("gbk")))),
            attribute(1, 0x00069004, struct.pack("<I", 1) + values((0x3001, 0x1E, "王某\0".encode("gbk")))),
            attribute(2, 0x00069002, bytes(14)),
            attribute(2, 0x00018010, "旧名.txt\0".encode("gbk")),
            attribute(2, 0x0006800F, WORDS.encode()),
            attribute(2, 0x00069005, values((0x3707, 0x1F, name))),
        )
    )
    found, end = ended(package, "winmail.dat")
    assert end is None
    said = "\n".join(item.text for item in found if isinstance(item, Segment))
    assert [word for word in ("主题：主题一", f"正文{WORDS}", "收件人：王某") if word not in said] == []
    (member,) = (item for item in found if isinstance(item, Member))
    assert (member.name, member.read(100).decode()) == ("附件.txt", WORDS)
    for cut in range(7, len(package), 5):
        _, end = ended(package[:cut], "winmail.dat")
        assert end is None or end.outcome is Outcome.PARTIAL
    _, end = ended(package[:-6] + b"xx" + package[-4:], "winmail.dat")
    assert end is not None
    assert end.outcome is Outcome.PARTIAL
