"""左右：前后的字说明一段字不是人——地名、校名、日期、天气——或者多半不是指人：商号、定理。"""

from __future__ import annotations

import re
from functools import cache

import dictionaries
from recognizers import _names

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ONLY_HAN = re.compile(f"[{_HAN}]+")
FAMILIAR = frozenset("老小阿大")
"""Before a surname or given name they make a form of address: 老于, 小徐, 阿英."""
GLUED = frozenset("向由应经于和与对从为被让请据同致给代")
"""Prepositions that the tagger swallows on the left; all but a few are surnames too."""
_OFFICE = re.compile("(?:曾|现|历|兼|新|前|先后)?任")
"""任 before a company or a post is “held the post of”, not a surname."""
_NOT_PUPIL = "(?!时|毕业|阶段|就读|期间|同学|[一二三四五六教老高初]|语文|数学|英语)"
_PLACE = re.compile(
    "[省邦州县市镇乡村](?!长)|队(?![长员友])|大学|公司|集团|银行|医院|纪念|体育馆|图书馆|奖学金|基金会|[牌杯馆堂]|楼(?![上下梯道顶])"
    f"|(?:实验)?[小中]学{_NOT_PUPIL}|(?:实验|职业)?学[校院](?![的里内])|书院|公园|故[居里]|陵园|大[道街桥厦]|广场"
)
"""Behind a name it makes a place, a house or a brand of it."""
_ROAD = re.compile("路(?![过上遇经])|街(?!上)|[小中]学|公园|故居|大道")
"""Behind a name's last character, which the tagger left outside, the same."""
_GOODS = re.compile(
    "剪刀|酱油|凉茶|豆腐|香肠|挂面|[面醋酒茶油药](?![前后对]|.{0,1}[吃喝买])|辣酱|十三香|饮料|矿泉水|奶粉|奶茶|钢笔|[篮足排羽乒]毛?球|运动(?:鞋|服|装)|球拍|体育用品|食品|药业|制药|膏|鞋业?|牛仔"
)
_SCIENCE = re.compile(
    "定[律理]|力(?![气争])|效应|公式|算法|排序|分布|变换|方程|常[数量]|不等式|曲线|积分|线圈|循环|模型|猜想|函数|矩阵|原理|编码|推断|指数|法则|级数|空间|闭包|条件反射|思想|主义"
)
_NOTIONS = ((_GOODS, "后接商品"), (_SCIENCE, "后接学术名词"))
_THANKS = frozenset({"谢谢", "多谢"})
"""Words whose first character is a surname, before a title (谢谢老师)."""
_CALENDAR = re.compile("周[一二三四五六日末内次]|星期.|[一二三四五六七八九十]{1,2}月|[高初][一二三]")
_DYNASTIES, _SO_MANY = frozenset("夏商周秦汉晋隋唐宋辽金元明清"), 4
"""Dynasties of one character, all but few of them surnames; of so many in a row none is."""
_UNITS = "焦耳 安培 伏特 牛顿 欧姆 赫兹 帕斯卡 库仑 瓦特 法拉 亨利 特斯拉 韦伯 开尔文 坎德拉 摩尔".split()
_COUNTED = re.compile(
    f"(?:[0-9０-９一二三四五六七八九十百千万亿每几](?:{'|'.join(_UNITS)})|(?:{'|'.join(_UNITS)})[ ]?[、和与/](?:{'|'.join(_UNITS)}))"
)
"""Units that bear physicists' names, counted or beside each other."""
_LONGEST_WORD = 4
_WEEK = frozenset("值每上本下单双这隔")
"""Before 周 they make a week, not a surname."""
BEHIND_PLACE = frozenset("·城国人市省州洲族语币")
"""Behind the name of a foreign country or town they make one word with it, and before a dot it is part of a name."""
_ASSUMED = re.compile("(?:假[如定设若]|如果)你(?:是|叫)$")
"""Before a name in an exercise: 假定你是李华."""
_OLD, _OLDER = re.compile("[之者也其以于而]"), re.compile("[兮矣焉哉乎曰吾汝乃遂弗孰]")
_NEW = re.compile("[的了们这那您]")
_AROUND, _SOME = 40, 4
"""Characters looked at on either side of a name, and how many of them say that the text is classical."""
_NATIONS = re.compile("两国|双边|关系")
"""Behind two characters they show two countries, not a person."""
_DATELINE = re.compile(r"[0-9０-９]{1,2}月[0-9０-９]{1,2}日电")
_WEATHER = re.compile(r"[晴雨阴雪云]")
_DEGREES = re.compile(r"[0-9０-９\-－]{1,3}[℃°]")
_AND = frozenset("、和与")
_LONGEST_NATIVE = 4
NEVER_LAST = frozenset("是的在")
"""Characters of given names that end none."""
PRONOUNS = frozenset("你我他她它您们谁了吗呢吧")
"""What stands behind a name and is part of none."""
_KANA = re.compile("[\u3040-\u30ff]")
_OR = frozenset("或且")
_MEASURES = frozenset("张段章元方项万石米顿包车支匹页行")
"""Surnames that numbers are counted by (1050 张图)."""
_COUNT = re.compile("(第?[ ]?[0-9０-９]+|第?[上下一二两三四五六七八九十百千几]+)[ \n]?$")
_CLAUSES, _VERSE, _LONGEST_VERSE = re.compile("[，。！？；、,!?;]"), re.compile(f"[{_HAN}]{{5}}|[{_HAN}]{{7}}"), 80
_LINE = re.compile(f"[{_HAN}]{{1,6}}")
_LINES, _FEW_NAMES, _NEIGHBOURS = 8, 0.5, 12
"""Lines of one word at least around a word that stands alone, share of names among them below which they list other things, lines looked at on either side."""


def is_no_name(text: str, start: int, end: int) -> bool:
    """Return whether a span is a word or part of one, or what stands behind it makes something else of it."""
    name = text[start:end]
    after = text[end : end + 12]
    if (
        len(name) < 2
        or is_said(name)
        or name[-1] == "族"
        or (len(name) == 2 and name[-1] in PRONOUNS)
        or (name[0] == "周" and text[start - 1 : start] in _WEEK)
    ):
        return True
    held = len(name) > _LONGEST_NATIVE or (_is_han(text[end : end + 1]) and text[start - 1 : start] not in _AND)
    if held and (_OFFICE.match(name) or name[-1] in NEVER_LAST):
        return True
    if _WEATHER.fullmatch(name[-1]) and _DEGREES.match(after):
        return True
    if abroad := _names.foreign_word(text, start):
        return start + len(abroad) >= end or (len(name) == len(abroad) + 1 and name[-1] in BEHIND_PLACE)
    if _DATELINE.match(after) or _is_place(name, after) or not _ONLY_HAN.search(name) or _is_piece(text, start, end):
        return True
    return len(name) == 2 and _is_no_short_name(text, start, end)


def _is_piece(text: str, start: int, end: int) -> bool:
    """Return whether a span is a piece of something else: of Japanese, of a word broken by the line's end, of what is counted (1050 张图)."""
    name, before, after = text[start:end], text[max(0, start - 6) : start], text[end : end + 1]
    if _KANA.search(before[-1:] + after) or not _OR.isdisjoint(name[1:]):
        return True
    if _is_in_word(text, start, end) or (name in _UNITS and _COUNTED.search(text, max(0, start - 5), end + 5)):
        return True
    broken = before.endswith("\n") and _is_han(before[-2:-1])
    if broken and any(_names.is_word(before[-1 - size : -1] + name) for size in (1, 2)):
        return True
    if _names.is_word(before[-1:] + name[0]) and _names.is_word(name[1:]):
        return True
    count = _COUNT.search(before) if name[0] in _MEASURES else None
    return count is not None and (_is_han(after) or count[1].startswith("第") or not count[1][-1].isdigit())


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Return whether a longer word holds a span (李戴 of 张冠李戴), or several dynasties do (唐宋元明清)."""
    for low in range(max(0, end - _LONGEST_WORD), start + 1):
        if end - start < _LONGEST_WORD and _names.is_saying(text[low : low + _LONGEST_WORD]):
            return True
    low, high = start, end
    while low > 0 and text[low - 1] in _DYNASTIES:
        low -= 1
    while high < len(text) and text[high] in _DYNASTIES:
        high += 1
    return high - low >= _SO_MANY and _DYNASTIES.issuperset(text[start:end])


def is_said(word: str) -> bool:
    """Return whether a word is a label, a day or a thank, whatever surname it begins with."""
    return word in _THANKS or bool(_CALENDAR.fullmatch(word)) or word in dictionaries.terms("field_labels")


def doubt(text: str, start: int, end: int) -> str:
    """Return what stands around a name and says that hardly a person is meant by it, in words, "" for nothing."""
    if _ASSUMED.search(text, max(0, start - _LONGEST_NATIVE - 1), start):
        return "题目里的假设"
    if is_in_word_list(text, start, end):
        return "各行多半不是姓名"
    if _is_verse(text, start, end):
        return "诗句"
    if _is_classical(text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]):
        return "文言文"
    return next((told for pattern, told in _NOTIONS if pattern.match(text, end)), "")


def _is_verse(text: str, start: int, end: int) -> bool:
    """Return whether a span stands in verse: a line of two clauses and more that have five characters each, or seven."""
    before, after = text[max(0, start - _LONGEST_VERSE) : start], text[end : end + _LONGEST_VERSE]
    line = (before.rpartition("\n")[2] + text[start:end] + after.partition("\n")[0]).strip()
    clauses = [clause for clause in _CLAUSES.split(line) if clause] if len(line) <= _LONGEST_VERSE else []
    return len(clauses) > 1 and len(set(map(len, clauses))) == 1 and all(map(_VERSE.fullmatch, clauses))


def is_in_word_list(text: str, start: int, end: int) -> bool:
    """Return whether a word that fills its line stands among others of which most look like no name: titles of songs, terms."""
    if text[start - 1 : start] not in {"", "\n"} or text[end : end + 1] not in {"", "\n"}:
        return False
    around = [
        *text[max(0, start - 200) : start].split("\n")[-1 - _NEIGHBOURS : -1],
        *text[end : end + 200].split("\n")[1 : 1 + _NEIGHBOURS],
    ]
    words = [line for line in map(str.strip, around) if line]
    hans = [word for word in words if _LINE.fullmatch(word)]
    if len(hans) < _LINES or len(hans) * 5 < len(words) * 4:
        return False
    likely = sum(_names.likelihood(word) > 0 and not _names.is_word(word) for word in hans)
    return likely < _FEW_NAMES * len(hans)


def _is_classical(text: str) -> bool:
    if not _OLDER.search(text) or _NEW.search(text):
        return False
    return len(_OLD.findall(text)) + 2 * len(_OLDER.findall(text)) >= _SOME


def _is_place(name: str, after: str) -> bool:
    cut = len(name) == 2 and _names.is_full(name + after[:1]) and _names.given_share(after[:1]) > 0
    return bool(_PLACE.match(after) or _ROAD.match(after)) or (cut and bool(_ROAD.match(after, 1)))


def _is_no_short_name(text: str, start: int, end: int) -> bool:
    """Return whether two characters are a word, a measure (1卢比, 7年多) or two countries (墨美两国)."""
    word, full = _names.is_word(text[start:end]), _names.is_full(text[start:end])
    measure = text[start - 1 : start].isdigit() and (word or not full)
    return (word and not full) or measure or bool(_NATIONS.match(text, end))


def _is_han(character: str) -> bool:
    return bool(character) and bool(_ONLY_HAN.fullmatch(character))


def is_titled(name: str) -> bool:
    """Return whether a name is a surname with a word of address or office, or a form of address by itself (老王, 小徐)."""
    surname = _names.surname_of(name)
    if surname and name[len(surname) :] in titles():
        return True
    return len(name) in {2, 3} and name[0] in FAMILIAR and not _names.is_surname(name[0])


@cache
def titles() -> frozenset[str]:
    """Return the words of address and office that follow a surname."""
    return frozenset(dictionaries.terms("person_titles"))
