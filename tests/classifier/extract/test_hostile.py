"""Small files of the kinds that broke a reader on other projects' hostile files: each ends in an answer."""

import io
import struct

import pikepdf
import pytest

from classifier.extract import _ole, xls
from classifier.extract._base import Source, by_media_type
from classifier.extract._compound import compound
from classifier.identify import identify
from classifier.model import FileType, Item, Outcome, Picture, Segment, Unreadable
from tests.canaries import each_item


def ended(data: bytes, name: str) -> tuple[list[Item], Outcome]:
    """Return what a reader yields and how it ends."""
    found: list[Item] = []
    try:
        for item in each_item(data, name):
            found.append(item)
    except Unreadable as end:
        return found, end.outcome
    return found, Outcome.READ


def text_of(found: list[Item]) -> str:
    return "\n".join(item.text for item in found if isinstance(item, Segment))


def workbook(*records: bytes, cells: bytes = b"") -> bytes:
    """Return the stream of the sample workbook with records more among those of the book, and cells more in its sheet."""
    assert xls.EXTRACTOR.sample
    with _ole.opened(xls.EXTRACTOR.sample("号110224201506011232码")[0]) as package:
        stream = _ole.stream(package, "Workbook")
    begin, bound = stream[:20], stream[20:38]
    more = b"".join(records)
    place = struct.unpack_from("<I", bound, 4)[0] + len(more)
    bound = bound[:4] + struct.pack("<I", place) + bound[8:]
    rest = stream[38:]
    end = len(rest.rstrip(b"\0"))
    tail = rest[: end - rest[:end][::-1].find(b"\x0a") - 1]
    return begin + bound + more + tail + cells + struct.pack("<HH", 0x0A, 0)


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def test_a_storage_where_a_stream_should_be_is_no_crash() -> None:
    words = "号110224201506011232码".encode("utf-16-le")
    atom = struct.pack("<HHI", 0, 0x0FA0, len(words)) + words
    slide = struct.pack("<HHI", 0xF, 0x03EE, len(atom)) + atom
    found, outcome = ended(
        compound({"PowerPoint Document": slide, "Pictures/a": b"b", "Current User/a": b"b"}), "甲.ppt"
    )
    assert outcome is Outcome.READ
    assert "110224201506011232" in text_of(found)


def test_a_workbook_whose_names_cannot_be_read_is_read_another_way() -> None:
    formula = b"\x2d" + bytes(8)
    name = struct.pack("<HBBHHHI", 0, 0, 1, len(formula), 0, 0, 0) + b"\0a" + formula
    data = compound({"Workbook": workbook(record(0x18, name))})
    found, outcome = ended(data, "甲.xls")
    assert outcome in {Outcome.READ, Outcome.PARTIAL}
    assert "110224201506011232" in text_of(found)


def test_a_cell_in_the_last_corner_does_not_fill_the_sheet() -> None:
    corner = struct.pack("<HHHHB", 65535, 255, 0, 1, 0) + b"x"
    found, outcome = ended(compound({"Workbook": workbook(cells=record(0x0204, corner))}), "甲.xls")
    assert outcome is Outcome.READ
    assert len(text_of(found)) < 500_000


def test_a_locked_pdf_that_is_damaged_too_is_called_locked() -> None:
    out = io.BytesIO()
    with pikepdf.new() as book:
        book.add_blank_page()
        book.save(out, encryption=pikepdf.Encryption(owner="a", user="b", R=6))
    data = out.getvalue().replace(b"%PDF-", b"%PDX-", 1).replace(b"startxref", b"startxxxx")
    data = b"%PDF-1.7\n" + data
    found, outcome = ended(data, "甲.pdf")
    assert found == []
    assert outcome in {Outcome.ENCRYPTED, Outcome.CORRUPT}


def test_a_file_of_zeros_is_told_without_being_decoded() -> None:
    assert identify(bytes(1 << 20), "甲").media_type == "application/octet-stream"
    assert identify("学生名册".encode("utf-16-le") * 4000, "甲.txt").encoding == "utf-16-le"


@pytest.mark.parametrize("depth", [300, 5000])
def test_text_behind_too_deep_nesting_is_not_called_read(depth: int) -> None:
    from tests.classifier.extract.test_canaries import packed, relations  # noqa: PLC0415

    deep = "<w:sdt>" * depth + "<w:p><w:r><w:t>号110224201506011232码</w:t></w:r></w:p>" + "</w:sdt>" * depth
    data = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p>{deep}</w:body></w:document>',
        }
    )
    found, outcome = ended(data, "甲.docx")
    assert outcome is Outcome.PARTIAL or "110224201506011232" in text_of(found)


def test_a_message_with_a_stream_of_a_false_length_gives_the_rest() -> None:
    data = compound(
        {
            "__properties_version1.0": bytes(32),
            "__substg1.0_1000001F": "号110224201506011232码".encode("utf-16-le"),
            "__substg1.0_0037001F": b"a" * 5000,
        }
    )
    broken = data.replace(struct.pack("<Q", 5000), struct.pack("<Q", 1 << 40))
    assert broken != data
    found, outcome = ended(broken, "甲.msg")
    assert outcome in {Outcome.PARTIAL, Outcome.READ}
    assert "110224201506011232" in text_of(found)


def test_every_reader_survives_a_source_that_is_not_what_it_says() -> None:
    for media, extractor in by_media_type().items():
        source = Source(bytes(range(256)) * 40, "甲", FileType(media))
        try:
            for item in extractor.read(source):
                assert item is not None
        except Unreadable as answer:
            assert answer.detail


def test_a_picture_without_dimensions_is_left_to_a_person() -> None:
    found, outcome = ended(b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x0103, 3, 1, 6) + bytes(4), "甲.tif")
    assert outcome is Outcome.READ
    assert len(found) == 1


def page(more: bytes) -> bytes:
    """Return a PDF of one page with three characters on it, and more that is drawn."""
    sample = by_media_type()["application/pdf"].sample
    assert sample
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample("第一章")[0])) as document:
        content = document.pages[0].Contents.read_bytes()
        picture = pikepdf.Stream(document, b"\xff" * 64)
        picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 8, "/Height": 8})
        picture.update({"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
        document.pages[0].Resources.XObject = pikepdf.Dictionary(P=document.make_indirect(picture))
        document.pages[0].Contents = document.make_stream(content + b"\n" + more)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("more", "unread"),
    [
        (b"", False),
        (b"40 40 500 700 re S 40 650 m 540 650 l S", False),
        (b"q 300 0 0 300 100 100 cm /P Do Q", True),
        (b"10 10 m " + b"20 30 l 30 20 l " * 40 + b"f", True),
    ],
)
def test_a_page_of_few_words_is_a_picture_only_where_something_on_it_may_show_more(more: bytes, unread: bool) -> None:
    found, outcome = ended(page(more), "甲.pdf")
    assert outcome is Outcome.READ
    assert "第一章" in text_of(found)
    assert any(isinstance(item, Picture) for item in found) is unread


def test_formulas_whose_table_has_only_half_of_each_character_are_not_read_twice() -> None:
    from classifier.extract._pdf_second import is_suspicious  # noqa: PLC0415

    formulas = "由题意可知，" + "\ud835" * 60 + "，所以答案选第三项。"
    assert not is_suspicious(formulas)
    assert is_suspicious("由题意可知，" + "\u19d5" * 60 + "，所以答案选第三项。")
    assert is_suspicious("由题意可知，" + "\ufffd" * 60 + "，所以答案选第三项。")


def test_cells_of_a_workbook_that_no_reader_opens_are_found_record_by_record() -> None:
    """Strings cut by the end of a record go on in the next in a width of their own; numbers stand in four or eight bytes."""
    first, second = "藏在共用字符串里", "cut and wide 藏的后半"
    wide = first.encode("utf-16-le")
    one = struct.pack("<II", 2, 2) + struct.pack("<HB", len(first), 9) + struct.pack("<H", 1) + wide + bytes(4)
    one += struct.pack("<HB", len(second), 0) + second[:4].encode()
    rest = b"\1" + second[4:].encode("utf-16-le")
    phone = struct.pack("<HHHI", 3, 1, 0, (13800138 << 2 | 2) & 0xFFFFFFFF)
    stream = (
        struct.pack("<HH", 0x0809, 2)
        + b"\0\7"
        + record(0xFC, one)
        + record(0x3C, rest)
        + record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))
        + record(0xFD, struct.pack("<HHHI", 0, 1, 0, 1))
        + record(0x0203, struct.pack("<HHHd", 2, 0, 0, 110224201506011232.0))
        + record(0x027E, phone)
        + record(0xBD, struct.pack("<HHHIHIH", 4, 0, 0, 7 << 2 | 2, 0, 900 << 2 | 3, 1))
        + record(0xFD, struct.pack("<HHHI", 5, 0, 0, 99))
        + record(0x0203, b"\0")
    )
    found, outcome = ended(compound({"Workbook": stream}), "甲.xls")
    assert outcome is Outcome.PARTIAL
    assert text_of(found).split("\n") == [f"{first}\t{second}", "110224201506011232", "\t13800138", "7\t9"]
    assert ended(compound({"Workbook": stream[:6] + bytes(40)}), "甲.xls")[1] is not Outcome.READ


def test_a_program_that_speaks_of_pdf_is_no_pdf() -> None:
    source = b'import sys\n\nHEAD = b"%PDF-1.4"\nOBJECT = "1 0 obj"\nprint(HEAD, OBJECT, file=sys.stdout)\n'
    assert identify(source, "make.py").media_type == "text/x-source"
    sample = by_media_type()["application/pdf"].sample
    assert sample
    assert identify(b"HTTP/1.1 200 OK\r\n\r\n" + sample("甲")[0], "a.pdf").media_type == "application/pdf"
