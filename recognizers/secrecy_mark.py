"""密级标志：密级★期限，或“密级：机密”一类的栏。"""

from __future__ import annotations

from recognizers._contract import Recognizer

_LEVEL = r"(?:[绝絕][ ]{0,3}密|[机機][ ]{0,3}密|[秘祕][ ]{0,3}密)"


class CnSecrecyMarkRecognizer(Recognizer):
    """Sees the form of a mark. Whether it is one, a mention of one or a misuse, the whole document decides (`_marks`)."""

    ENTITY = "CN_SECRECY_MARK"
    TITLE = "密级标志"
    PATTERNS = (
        (
            rf"(?<![商]){_LEVEL}[ ]{{0,4}}[★☆✩-✰⭐\uf0ab*]{{1,3}}[ ]{{0,4}}(?:[0-9一二三四五六七八九十]{{1,3}}[ ]?(?:年|个?月|天|日)|长期|永久|启用前)?",
            0.6,
        ),
        (rf"密[ ]{{0,2}}级[ ]?[:][ ]?{_LEVEL}", 0.5),
    )
    ANCHORS = ("密",)
    FINDS = ("本件机密★5年请妥存", "密级：秘密", "绝密★启用前")
    IGNORES = ("保守商业秘密和机密信息", "密级：公开", "秘密花园")
