"""Mail: a number in every header, text and name; mailboxes; what is cut, nested too deep or encrypted."""

import base64
from email.header import Header

import pytest

from classifier.model import Member, Outcome, Picture, Segment, Unreadable
from tests.canaries import canary, each_item, items, sightings

PNG = b"\x89PNG\r\n\x1a\n picture"

PLACES = {
    1: "邮件头 文件属性", 2: "邮件头 文件属性", 3: "其他邮件头 其他部件", 4: "正文 第2行", 5: "网页正文第1段", 6: "注释与脚本 隐藏内容",
    7: "各部分之外 隐藏内容", 8: "各部分之外 隐藏内容", 9: "部分的说明 其他部件", 10: "退信报告 其他部件 第4行", 11: "表1 第2行 电话",
}  # fmt: skip


def full() -> bytes:
    c = {number: canary(number) for number in PLACES}
    subject = Header(f"密件：学生证件{c[1]}的说明，请收到以后回复", "gb2312", maxlinelen=40).encode()
    named = base64.b64encode("名册.xlsx".encode("gbk")).decode()
    page = f"<p>{c[5]}</p><!-- {c[6]} --><table><tr><th>姓名<th>电话<tr><td>甲<td>{c[11]}</table>".encode("gbk")
    return (
        f"Subject: {subject}\r\nTo: {c[2]} <a@example.com>\r\nX-Note: {c[3]}\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/mixed; boundary=A\r\n\r\n{c[7]}\r\n--A\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n"
        f"--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n您好\r\n{c[4]}\r\n"
        f"--B\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(page).decode()}\r\n--B--\r\n"
        f"--A\r\nContent-Type: image/png\r\nContent-ID: <1>\r\nContent-Description: {c[9]}\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(PNG).decode()}\r\n"
        f"--A\r\nContent-Type: application/octet-stream; name=\"=?gb2312?B?{named}?=\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n"
        "--A\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename*0*=gb18030''%CC%D8; filename*1*=%CA%E2.txt\r\n\r\n甲\r\n"
        "--A\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename=\"..\\生.doc\"\r\n\r\nx\r\n"
        "--A\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ninner\r\n"
        f"--A\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\nFinal-Recipient: {c[10]}\r\n--A--\r\n{c[8]}\r\n"
    ).encode("gb18030").replace("您好".encode("gb18030"), "您好".encode())  # fmt: skip


def test_every_part_is_read() -> None:
    found = items(full(), "a.eml")
    assert sightings(found) == {canary(number): place for number, place in PLACES.items()}
    (head, *_) = (item for item in found if isinstance(item, Segment))
    assert f"主题：密件：学生证件{canary(1)}的说明，请收到以后回复" in head.text
    assert any("您好" in item.text for item in found if isinstance(item, Segment))
    assert [item.read(1 << 20) for item in found if isinstance(item, Picture)] == [PNG]
    members = {item.name: item.read(4) for item in found if isinstance(item, Member)}
    assert members == {
        "名册.xlsx": b"abc",
        "特殊.txt": "甲".encode("gb18030"),
        "生.doc": b"x",
        "转发邮件8.eml": b"Subj",
    }


def test_a_mailbox_gives_each_message() -> None:
    stamp = "Mon Nov 23 10:00:00 2026"
    box = f"From a@b {stamp}\nSubject: 1\n\n一\n>From x\n\nFrom c@d {stamp}\nSubject: 2\n\nFrom here on\n\n"
    found = [item for item in items(box.encode(), "归档") if isinstance(item, Member)]
    assert [(item.name, item.read(999).decode()) for item in found] == [
        ("0001.eml", "Subject: 1\n\n一\nFrom x\n"),
        ("0002.eml", "Subject: 2\n\nFrom here on\n\n"),
    ]


def test_a_saved_page_is_read_as_a_page() -> None:
    data = f"From: <saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=A\n\n--A\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E5=AE=A1{canary(1)}</p>\n--A--\n"
    assert sightings(items(data.encode(), "a.mht")) == {canary(1): "网页正文第1段"}


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (f"Content-Type: multipart/mixed; boundary=A\n\n--A\n\n{canary(1)}\n", "不完整"),
        (f"Content-Type: multipart/encrypted; boundary=A\n\n--A\n\n{canary(1)}\n--A--\n", "加密"),
        ("".join(f"Content-Type: multipart/mixed; boundary=A{n}\n\n--A{n}\n" for n in range(3000)) + "\nx", "嵌套过深"),
    ],
    ids=["cut", "encrypted", "deep"],
)
def test_what_is_not_read_is_told(body: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word) as problem:
        list(each_item(f"Subject: x\nMIME-Version: 1.0\n{body}".encode(), "a.eml"))
    assert problem.value.outcome is Outcome.PARTIAL


@pytest.mark.parametrize("charset", ["nonsense", "gb2312", "", "utf-7", "unknown-8bit"])
def test_a_charset_that_lies_does_not_stop_the_reading(charset: str) -> None:
    data = f"Subject: =?{charset}?B?xOO6ww==?= =?bad\nContent-Type: text/plain; charset={charset}\n\n{canary(1)}\n"
    assert sightings(items(data.encode(), "a.eml")) == {canary(1): "正文 第1行"}
