"""边缘：标注模型在姓名两头多带的字——动词、介词、职务、称谓、后面一句的字——去掉。"""

from __future__ import annotations

import re

import dictionaries
from recognizers import _names
from recognizers.names._completion import CLASS, is_next_word
from recognizers.names._surroundings import BEHIND_PLACE, GLUED, PRONOUNS, titles

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ONLY_HAN = re.compile(f"[{_HAN}]+")
_LONGEST_NATIVE, _LONGEST_GIVEN = 4, 2
_SPEAKING, _SPEECH = frozenset("道说问笑叹喊骂答叫"), re.compile('[：:，,]?[“"「『]')
_WORK = re.compile("[选读写演唱画讲评看借还荐著编译]《")
_AFTER_ALL = frozenset("等编译曰")
"""Behind a name: and others, edited by, translated by; they end no name."""
_VERBS = "任命 免去 聘任 聘请 推荐 选举 同意 批准 表彰 祝贺 感谢 授予 通知 联系 陪同 采访 邀请 谢谢 辛苦 麻烦 兹有 有请 其子 其女 其父 其母".split()
_DAY = re.compile("周[一二三四五六日]")
"""In a plan of duties, before who is on duty."""
_KIN = frozenset("子女父母妻夫")
_ROLES = frozenset(word for word in dictionaries.headings()["around"]["introduces"] if len(word) == 2)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the name stands in a span of the tagger's, without what belongs to the words on either side."""
    start, end = _well_known(text, start, end)
    start, end = _without_prefix(text, start, end)
    return _without_rest(text, start, end)


def _well_known(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the person of textbooks over whom a span lies askew (both halves of 林则徐虎门销烟), else the span."""
    for low in range(max(0, start - _LONGEST_GIVEN), end):
        if text[low : low + 2] not in _names.historical_starts():
            continue
        for high in range(max(start, low + 1) + 1, min(low + _LONGEST_NATIVE, len(text)) + 1):
            if (low < start or high > end) and _names.is_historical(text[low:high]):
                return low, high
    return start, end


def _without_prefix(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what the tagger swallowed on the left: a verb (任命), a preposition (向), a class's last sign (（2）班)."""
    name = text[start:end]
    abroad = len(_names.foreign_word(text, start))
    if 0 < abroad <= len(name) - 2 and name[abroad] not in BEHIND_PLACE:
        return start + abroad, end
    if size := _words_before(text, start, end):
        return start + size, end
    of_class = bool(CLASS.search(text, max(0, start - 1), start + 1))
    size = 2 if name[:2] in _VERBS else 1 if of_class or name[0] in GLUED else 0
    rest = name[size:]
    likelier = of_class or _names.likelihood(rest) > _names.likelihood(name) or text[end : end + 2] in titles()
    if size and len(rest) >= 2 and _names.is_full(rest) and likelier:
        return start + size, end
    return start, end


def _words_before(text: str, start: int, end: int) -> int:
    """Return how many characters before a name are surely words: an office, a day, kin (其子…), a preposition that is no surname."""
    name = text[start:end]
    role = name[:2] in _ROLES and _names.is_surname(name[2:3]) and not _names.is_full(name)
    if role or (_DAY.match(name) and _names.is_full(name[2:])):
        return 2
    kin = name[0] in _KIN and text[start - 1 : start] == "其" and _names.is_full(name[1:])
    return int(kin or (name[0] in GLUED and len(name) > 2 and not _names.is_surname(name[0]) and _is_han(text, end)))


def _is_han(text: str, at: int) -> bool:
    return bool(_ONLY_HAN.match(text, at))


def _without_rest(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut words behind a native name of one surname: 吴化文率部, 贺龙元帅."""
    if text[end - 1] in _AFTER_ALL and end - start > 2:
        end -= 1
    if end - start > 2 and _names.is_full(text[start : end - 1]) and is_next_word(text, end - 1):
        end -= 1
    name = text[start:end]
    if not 4 <= len(name) <= 6 or not _ONLY_HAN.fullmatch(name) or _names.transcription(name) > 0:
        return start, end
    for size in (3, 2):
        rest = name[size:]
        if (rest in titles() or _names.is_word(rest)) and len(rest) >= 2 and _names.is_full(name[:size]):
            return start, start + size
    return start, end


def is_spoken(text: str, end: int) -> bool:
    """Return whether the last character of a span is a pronoun, or the verb before what its bearer says or reads (`西门庆道：“…`, `王芳读《…》`)."""
    if _WORK.match(text, end - 1):
        return True
    return text[end - 1] in PRONOUNS or (text[end - 1] in _SPEAKING and _SPEECH.match(text, end) is not None)
