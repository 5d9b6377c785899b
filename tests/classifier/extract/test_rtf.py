"""RTF: a number in every destination, the encodings of Chinese, and files that mean harm."""

import struct

import pytest

from classifier.model import Member, Outcome, Picture, Segment, Unreadable
from tests.canaries import canary, each_item, items, sightings

PNG = b"\x89PNG\r\n\x1a\n picture"


def gbk(text: str) -> str:
    return "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def rtf(body: str, head: str = "") -> bytes:
    fonts = r"{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset134 SimSun;}}"
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{fonts}{head}{body}}}".encode("latin-1")


def string(value: bytes) -> bytes:
    return struct.pack("<I", len(value) + 1) + value + b"\0"


PLACES = {
    1: "正文第1段", 2: "页眉", 3: "页脚", 4: "脚注尾注", 5: "批注", 6: "隐藏内容", 7: "修订删除", 8: "文件属性", 9: "文件属性",
    10: "链接", 11: "文本框", 12: "表1 第2行 电话", 13: "其他部件", 14: "正文第3段",
}  # fmt: skip


def test_every_destination_is_read() -> None:
    c = {number: canary(number) for number in PLACES}
    inner = (
        b"\x02\0"
        + "证.txt".encode("gb18030")
        + b"\0c:\\x\0"
        + b"\0\0\3\0"
        + struct.pack("<I", 2)
        + b"x\0"
        + struct.pack("<I", 3)
        + b"abc"
    )
    shell = (
        struct.pack("<II", 0x501, 2)
        + string(b"Package")
        + struct.pack("<II", 0, 0)
        + struct.pack("<I", len(inner))
        + inner
    )
    body = (
        rf"{{\header {c[2]}\par}}{{\footer {c[3]}\par}}\pard {c[1]}{{\footnote\pard {c[4]}}}{{\*\atnauthor a}}{{\*\annotation {c[5]}}}"
        rf"{{\v {c[6]}}}{{\deleted {c[7]}}}{{\field{{\*\fldinst HYPERLINK http://a.invalid/{c[10]}}}{{\fldrslt x}}}}"
        rf"{{\shp{{\*\shpinst{{\shptxt {c[11]}\par}}}}}}{{\*\unheardof {c[13]}}}\par"
        rf"\trowd\pard\intbl {gbk('姓名')}\cell {gbk('电话')}\cell\row\trowd\intbl {gbk('张三')}\cell {c[12]}\cell\row\pard"
        rf" {gbk('尾')}\par {c[14]}\par{{\*\shppict{{\pict\pngblip {PNG.hex()}}}}}{{\nonshppict{{\pict {PNG.hex()}}}}}"
        rf"{{\object{{\*\objclass Package}}{{\*\objdata {shell.hex()}}}{{\result {{\pict {PNG.hex()}}}}}}}"
    )
    found = items(rtf(body, rf"{{\info{{\title {c[8]}}}{{\author {c[9]}}}}}"), "a.rtf")
    assert sightings(found) == {canary(number): place for number, place in PLACES.items()}
    assert [item.read(1 << 20) for item in found if isinstance(item, Picture)] == [PNG, PNG]
    (member,) = (item for item in found if isinstance(item, Member))
    assert (member.name, member.read(99)) == ("内嵌对象/证.txt", b"abc")


@pytest.mark.parametrize(
    "written",
    [
        gbk("密级：张三丰"),
        "".join(f"\\u{ord(c)}?" for c in "密级：张三丰").replace("u65306", "u-230"),
        r"{\uc2 " + "".join(f"\\u{ord(c)}" + gbk(c) for c in "密级：张三丰") + "}",
        r"{\uc0 " + "".join(f"\\u{ord(c)} " for c in "密级：张三丰") + "}",
        r"{\f1 " + gbk("密级：") + r"}{\loch\af0\hich\af0\dbch\af1 " + gbk("张三丰") + "}",
    ],
)
def test_chinese_is_read_however_it_is_written(written: str) -> None:
    (segment,) = items(rtf(written + r"\par"), "a.rtf")
    assert isinstance(segment, Segment)
    assert segment.text.strip() == "密级：张三丰"


def test_escaped_characters_and_line_ends_stay_in_their_place() -> None:
    (segment,) = items(rtf("甲\\\n乙\\{丙\\}\\~丁\\_1".encode("gb18030").decode("latin-1")), "a.rtf")
    assert isinstance(segment, Segment)
    assert segment.text == "甲\n乙{丙} 丁-1"


def test_a_font_of_another_charset_and_a_pair_of_surrogates() -> None:
    big5 = "".join(f"\\'{byte:02x}" for byte in "張偉".encode("big5"))
    data = rtf(rf"{{\f2 {big5}}}\u-10187?\u-9216?\par", r"{\fonttbl{\f2\fcharset136 MingLiU;}}")
    (segment,) = items(data, "a.rtf")
    assert isinstance(segment, Segment)
    assert segment.text.strip() == "張偉\U0001d400"


@pytest.mark.parametrize(
    "data",
    [
        rtf("{" * 200_000 + canary(1)),
        rtf(canary(1) + r"\par {\pict\bin99999999 abc"),
        rtf(canary(1) + r"\par")[:-1],
        rtf(canary(1) + r"{\object{\*\objdata 0105"),
    ],
    ids=["deep", "bin", "cut", "object"],
)
def test_what_is_cut_or_deep_is_partial(data: bytes) -> None:
    found = []
    with pytest.raises(Unreadable) as problem:
        for item in each_item(data, "a.rtf"):
            found.append(item)
    assert problem.value.outcome is Outcome.PARTIAL
    assert canary(1) in sightings(found)
