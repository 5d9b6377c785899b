"""What a Mac leaves beside files: names and comments, where a file came from; damage ends in an answer."""

import plistlib
import struct
import zlib

from classifier.identify import identify
from classifier.model import Member, Outcome, Segment, Unreadable
from tests.canaries import canary, each_item


def ended(data: bytes, name: str) -> tuple[str, Outcome]:
    found: list[str] = []
    try:
        found += [item.text for item in each_item(data, name) if isinstance(item, Segment)]
    except Unreadable as end:
        return "\n".join(found), end.outcome
    return "\n".join(found), Outcome.READ


def store(*entries: tuple[str, bytes, bytes]) -> bytes:
    head = b"\0\0\0\1Bud1" + bytes(24)
    return head + b"".join(
        struct.pack(">I", len(name)) + name.encode("utf-16-be") + kind + value for name, kind, value in entries
    )


def beside(attributes: dict[str, bytes], fork: int = 0) -> bytes:
    """Return an AppleDouble file with extended attributes, and a resource fork of so many bytes."""
    names = b""
    place = 50 + 34 + 36 + sum((11 + len(name) + 1 + 3) // 4 * 4 for name in attributes)
    values = b""
    for name, value in attributes.items():
        entry = struct.pack(">IIHB", place + len(values), len(value), 0, len(name) + 1) + name.encode() + b"\0"
        names += entry + bytes(-len(entry) % 4)
        values += value
    finder = bytes(34) + b"ATTR" + bytes(28) + struct.pack(">HH", 0, len(attributes)) + names + values
    head = struct.pack(">II16sH", 0x00051607, 0x20000, b"Mac OS X", 2)
    return head + struct.pack(">IIIIII", 9, 50, len(finder), 2, 50 + len(finder), fork) + finder + bytes(fork)


def test_a_folders_file_of_names_gives_names_and_comments() -> None:
    comment = f"给{canary(1)}的"
    text = struct.pack(">I", len(comment)) + comment.encode("utf-16-be")
    data = store(("期末试卷.docx", b"Ilocblob", struct.pack(">I", 16) + bytes(16)), ("名册.xlsx", b"cmmtustr", text))
    said, outcome = ended(data, ".DS_Store")
    assert outcome is Outcome.READ
    assert said.split("\n") == ["期末试卷.docx", "名册.xlsx", comment]


def test_a_file_beside_another_gives_where_that_came_from() -> None:
    origin = plistlib.dumps([f"https://example.com/{canary(2)}"], fmt=plistlib.FMT_BINARY)
    data = beside({"com.apple.metadata:kMDItemWhereFroms": origin, "com.apple.quarantine": b"0081;x;y"})
    said, outcome = ended(data, "._名册.jpg")
    assert outcome is Outcome.READ
    assert canary(2) in said
    assert "quarantine" not in said
    assert not identify(data, "._名册.jpg").note


def test_a_resource_fork_is_not_called_read() -> None:
    assert ended(beside({}, fork=400), "._甲")[1] is Outcome.PARTIAL
    assert ended(beside({}, fork=286), "._甲")[1] is Outcome.READ


def test_cut_files_end_in_an_answer() -> None:
    whole = beside({"com.apple.metadata:kMDItemFinderComment": "说明".encode()}, fork=300)
    for cut in range(4, len(whole), 7):
        ended(whole[:cut], "._甲")
    made = plistlib.dumps({"名": "值"}, fmt=plistlib.FMT_BINARY)
    assert ended(made[:-20], "甲.plist")[1] is Outcome.CORRUPT


def test_a_bare_zlib_stream_is_opened() -> None:
    packed = zlib.compress(("说明：" + canary(3) + "\n" * 50).encode())
    (member,) = (item for item in each_item(packed, "甲.zlib") if isinstance(item, Member))
    assert canary(3) in member.read(1000).decode()
    (member,) = (item for item in each_item(packed[:-9], "甲.zlib") if isinstance(item, Member))
    try:
        member.read(1000)
    except Unreadable as end:
        assert end.outcome is Outcome.CORRUPT


def test_the_file_by_which_a_document_is_locked_names_who_has_it_open() -> None:
    name = "欧阳思远"
    wide = len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    word = (bytes((8,)) + name.encode("gbk")).ljust(54, b"\0") + wide
    sheet = (bytes((8,)) + name.encode("gbk")).ljust(55, b" ") + wide
    for data, file in ((word.ljust(162, b"\0"), "~$议记录.docx"), (sheet.ljust(165, b" "), ".~名册.xlsx")):
        assert ended(data, f"资料/{file}") == (f"打开着这份文件的人：{name}", Outcome.READ)
        assert identify(data, "甲.bin").media_type != identify(data, file).media_type


def test_formulas_in_slides_are_no_files() -> None:
    from classifier.extract._compound import compound  # noqa: PLC0415

    def inserted(streams: dict[str, bytes]) -> bytes:
        data = compound(streams)
        return struct.pack("<HHI", 0x10, 0x1011, len(zlib.compress(data)) + 4) + bytes(4) + zlib.compress(data)

    stream = inserted({"Equation Native": bytes(60)}) + inserted({"CONTENTS": b"text"})
    found = [
        item for item in each_item(compound({"PowerPoint Document": stream}), "甲.ppt") if isinstance(item, Member)
    ]
    assert [item.name for item in found] == ["对象2"]
