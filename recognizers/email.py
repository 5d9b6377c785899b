"""电子邮箱地址。"""

from __future__ import annotations

from recognizers._contract import Recognizer, Sighting, Verdict

_EXAMPLES = (".example.com", ".example.org", ".example.net", ".test.com", ".users.noreply.github.com")
_ADDRESS = r"[0-9A-Za-z][0-9A-Za-z._%+\-]{0,63}@(?:[0-9A-Za-z](?:[0-9A-Za-z\-]{0,40}[0-9A-Za-z])?\.){1,4}[A-Za-z]{2,12}"


class CnEmailRecognizer(Recognizer):
    """An address may be glued to Chinese on both sides."""

    ENTITY = "CN_EMAIL"
    TITLE = "电子邮箱"
    PATTERNS = ((rf"(?<![0-9A-Za-z._%+\-]){_ADDRESS}(?![0-9A-Za-z])", 0.8),)
    WHOLE = (_ADDRESS, 0.8)
    CONTEXT = ("邮箱", "邮件", "email", "e-mail", "mail")
    ANCHORS = ("@",)
    FINDS = ("邮箱zhang.san@school.edu.cn的", "发至lisi@qq.com，")
    IGNORES = ("@张三", "git@github.com:org/repo", "a@b", "logo@2x.png")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse repository addresses and picture names; example domains weigh little."""
        address = sighting.text.casefold()
        user, _, domain = address.partition("@")
        if user == "git" or domain.rsplit(".", 1)[1] in {"png", "jpg", "svg", "gif", "js", "css"}:
            return None
        if f".{domain}".endswith(_EXAMPLES):
            return Verdict(0.3, ("邮箱格式", "示例域名"), address)
        return Verdict(0.8, ("邮箱格式",), address)
