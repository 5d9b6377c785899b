"""微信号：字母开头，只凭旁边的字认出；wxid_ 开头的自证。"""

from __future__ import annotations

from recognizers._contract import NOT_AFTER_CODE, Recognizer, Sighting, Verdict


class CnWechatRecognizer(Recognizer):
    """A handle right behind the word, in its column, or of the system's own form."""

    ENTITY = "CN_WECHAT"
    TITLE = "微信号"
    PATTERNS = (
        (NOT_AFTER_CODE + r"(?P<value>wxid_[0-9a-z]{8,24})(?![0-9A-Za-z_])", 0.8),
        (
            r"(?:微信|[Ww]e[Cc]hat|(?<![A-Za-z])VX|(?<![A-Za-z])vx)(?:号码?|账号|ID)?[ ]?[:：是为][ ]?(?P<value>[A-Za-z][0-9A-Za-z_\-]{5,19})(?![0-9A-Za-z_\-])",
            0.6,
        ),
    )
    CELL = r"[A-Za-z][0-9A-Za-z_\-]{5,19}"
    CONTEXT = ("微信", "wechat", "wxid", "vx")
    ANCHORS = ("微信", "echat", "eChat", "wxid", "VX", "vx")
    FINDS = ("微信号：zhang_san88联系", "姓名\t微信\n张三\tzhang_san88", "账号wxid_abcdefgh1234的")
    IGNORES = ("登录名zhang_san88", "微信支付", "微信:abc")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Return how sure its form makes it."""
        return Verdict(sighting.score, ("微信号格式",))
