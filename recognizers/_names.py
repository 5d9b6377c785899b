"""姓名的样子：一串字像不像姓名、译名、普通的词，按姓名用字的统计（`_name_statistics`）与词表说。"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import dictionaries
from recognizers._name_statistics import statistics

_KEPT = 1 << 13
"""Strings whose looks are kept: each is asked about several times in a row."""
_NATIVE = -3.0
"""What a character that no transcribed name uses says against one."""
MINORITIES = frozenset(dictionaries.terms("minority_characters"))
"""Characters that names of China's minorities are transcribed with."""
_MINORITY_SHARE = 0.5
"""What a character of these says for a transcribed name."""
_NONE = -9.0
"""Likelihood of what is no name."""
_MINORITY = re.compile("[\u4e00-\u9fff]{1,8}[·•・．.][\u4e00-\u9fff]{1,10}(?:[·•・．.][\u4e00-\u9fff]{1,10})?")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_SYLLABLE = (
    "(?:zh|ch|sh|[bcdfghjklmnpqrstwxyz])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua"
    "|uo|ui|ue|ve|er|a|o|e|i|u|v)"
)
_HUMPED = f"(?:(?i:{_SYLLABLE})){{1,2}}(?=[A-Z])(?:(?i:{_SYLLABLE})){{1,3}}"
"""Surname and given name in pinyin without a blank (`ZhangWei`); other words of two capitals are names of programs' parts."""
_SPELLED = re.compile(f"(?:{_SYLLABLE}){{1,3}} +(?:{_SYLLABLE}){{1,3}}", re.I)
_WORD = rf"(?:(?:Mc|Mac|De|Di|La|Le|Van|[OD]['’])?[A-Z][a-z]+(?:[-'’][A-Za-z]?[a-z]+)*|{_HUMPED}|[A-Z]{{2,20}}|[A-Z]\.?)(?![A-Za-z])\.?"
_LATIN = re.compile(rf"(?=..)(?=[A-Z])(?!.*['’](?:ve|re|ll|[tsdm])(?![A-Za-z])){_WORD}(?:[ ]+(?=[A-Z]){_WORD}){{0,3}}")
_NOBODY = frozenset(("NULL", "NONE", "NIL", "NAN", "UNDEFINED", "TABLE", "FIGURE", "FIG", "PAGE", "TOTAL"))
"""What programs write where there is no value, and before the number of a table or a page."""
_RULER = re.compile(
    "[唐宋元明清辽金][太高世中睿玄肃代德顺宪穆敬文武宣懿僖昭仁英神哲徽钦孝光宁理度恭成圣景兴道熹][宗祖]|[秦汉晋隋魏][高文景武昭宣元成明和献炀][帝祖]"
)
"""Emperors by dynasty and temple name."""
_PLACEHOLDER = re.compile(r"[Xx×*某○〇]{1,3}|.[Xx×*某○〇]{1,2}|[甲乙丙丁]")


def surname_of(text: str) -> str:
    """Return the surname that `text` begins with, the compound one first, "" for none."""
    known = statistics().surnames
    return text[:2] if text[:2] in known else text[:1] if text[:1] in known else ""


@lru_cache(maxsize=_KEPT)
def likelihood(name: str) -> float:
    """Return how much a Han string looks like surname and given name: about 0 and more for names, −9 for what is none."""
    known = statistics()
    surname = surname_of(name)
    rest = name[len(surname) :]
    if not surname or not 1 <= len(rest) <= 2:
        return _NONE
    sum_ = known.surnames[surname]
    for character in rest:
        share = known.given.get(character)
        if share is None and character in known.common:
            return _NONE
        sum_ += share or 0.0
    return sum_


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(dictionaries.terms(name))


@cache
def _surnames() -> frozenset[str]:
    return frozenset((*dictionaries.terms("surnames"), *dictionaries.terms("compound_surnames")))


@cache
def surname_firsts() -> str:
    """Return the characters that surnames in use begin with, sorted."""
    return "".join(sorted({surname[0] for surname in _surnames()}))


def is_surname(text: str) -> bool:
    """Return whether `text` is a surname in use; `surname_of` also knows the first characters of pen names and nicknames."""
    return text in _surnames()


@lru_cache(maxsize=_KEPT)
def is_full(name: str) -> bool:
    """Return whether a Han string can be a surname in use and a given name of one or two characters."""
    return is_surname(surname_of(name)) and likelihood(name) > _NONE


def is_double(name: str) -> bool:
    """Return whether four Han characters can be the surnames of both parents and a given name of two (吴郑书瑶)."""
    surnames, given = name[:2], name[2:]
    likely = len(given) == len(surnames) and all(map(is_surname, surnames)) and not all(map(is_surname, given))
    return (
        likely and not (is_word(surnames) or is_word(given)) and all(given_share(character) > 0 for character in given)
    )


def given_share(character: str) -> float:
    """Return how much likelier a character is in given names than in other words (logarithm), −9 for one that is in none.

    A rare character that the dictionary has in no name says nothing for or against one (睿, 萱): 0.
    """
    known = statistics()
    rare = character not in known.common and _HAN.fullmatch(character)
    return known.given.get(character, 0.0 if rare else _NONE)


def goes_on(given: str, following: str) -> float:
    """Return how much likelier (logarithm) the character that follows a given name of one character ends that name than begins a word."""
    known = statistics()
    return known.two.get(given, _NONE) + known.last.get(following, _NONE)


@lru_cache(maxsize=_KEPT)
def transcription(text: str) -> float:
    """Return how much likelier the characters of a text are in transcribed names than in other words: above 0 for 迪杰斯特拉."""
    transcribed = statistics().transcribed
    weights = (max(transcribed.get(c, _NATIVE), _MINORITY_SHARE if c in MINORITIES else _NATIVE) for c in text)
    return sum(weights) / len(text)


@lru_cache(maxsize=_KEPT)
def is_transcribed(text: str) -> bool:
    """Return whether three characters and more transcribe a name rather than say something (巴图巴雅尔)."""
    return len(text) > 2 and transcription(text) > 0 and not is_word(text)


def is_term(text: str) -> bool:
    """Return whether `text` is a term that looks like a name (哈希, 云原生)."""
    return text in _listed("not_names")


def is_word(text: str) -> bool:
    """Return whether `text` is an ordinary word of jieba's dictionary and no name."""
    return text in statistics().words or text in _listed("not_names")


def is_saying(text: str) -> bool:
    """Return whether `text` is a word of four characters, or one of the sayings that jieba's dictionary takes for names."""
    return len(text) == 4 and (is_word(text) or text in statistics().sayings)


def is_known(text: str) -> bool:
    """Return whether `text` stands in jieba's dictionary, as an ordinary word or as a name (文明, 许可, 顾问 are there as names)."""
    return is_word(text) or text in statistics().names


def is_example(name: str) -> bool:
    """Return whether a name is one that textbooks and forms use as an example, or a placeholder."""
    return name in _listed("example_names") or is_placeholder(name)


def is_placeholder(name: str) -> bool:
    """Return whether signs stand where a name belongs (某某, 张X)."""
    return bool(_PLACEHOLDER.fullmatch(name))


@cache
def historical_starts() -> frozenset[str]:
    """Return the first two characters of the names of those whom textbooks speak of."""
    return frozenset(name[:2] for name in _listed("historical_names"))


def is_historical(name: str) -> bool:
    """Return whether a name is that of somebody whom textbooks speak of."""
    return name in _listed("historical_names") or bool(_RULER.fullmatch(name))


def foreign_word(text: str, start: int) -> str:
    """Return the longest name of a foreign country, town, currency or institution that stands at an offset, "" for none."""
    words = _listed("foreign_words")
    return next((text[start : start + size] for size in range(7, 1, -1) if text[start : start + size] in words), "")


def is_brand(name: str) -> bool:
    """Return whether a name is also that of a firm or of its goods (王老吉)."""
    return name in _listed("brand_names")


def is_latin_name(text: str) -> bool:
    """Return whether `text` looks like a name in Latin letters (`Zhang Wei`)."""
    return bool(_LATIN.fullmatch(text)) and text.upper() not in _NOBODY


def is_pinyin_name(text: str) -> bool:
    """Return whether `text` is two words of Chinese syllables (`Zhang Wei`)."""
    return bool(_SPELLED.fullmatch(text))


def leading_latin_name(text: str) -> str:
    """Return the Latin name of two words or more that `text` begins with, "" for none."""
    hit = _LATIN.match(text)
    return hit[0].rstrip() if hit and " " in hit[0].rstrip() else ""


def is_minority_name(text: str) -> bool:
    """Return whether `text` is a transcribed name with a middle dot (`买买提·艾力`)."""
    return bool(_MINORITY.fullmatch(text))


def minority_name_in(text: str) -> tuple[int, int] | None:
    """Return where the first transcribed name with a middle dot stands in a text, None where there is none."""
    hit = _MINORITY.search(text)
    return hit.span() if hit else None


def is_han(text: str) -> bool:
    """Return whether `text` consists of Han characters alone."""
    return bool(_HAN.fullmatch(text))


def transcribing(name: str) -> str:
    """Return a name with a middle dot without the words behind it (安娜·彼得罗娃一行三人)."""
    first = max(map(name.rfind, "·•・．.")) + 1
    end = next((at for at in range(first, len(name)) if transcription(name[at]) <= 0), len(name))
    return name[:end] if end - first > 1 else name


def leading_name(text: str) -> str:
    """Return the name that a run of text begins with, "" for none: the longest likely one of two to four characters."""
    if hit := _MINORITY.match(text):
        return transcribing(hit[0])
    run = hit[0] if (hit := _HAN.match(text)) else ""
    surname = surname_of(run)
    if not is_surname(surname):
        return ""
    longest = len(surname) + 2
    if len(run) <= longest:
        return run if len(run) >= 2 and likelihood(run) > _NONE and not is_word(run) else ""
    scored = [(likelihood(run[:size]), size) for size in (len(surname) + 1, longest)]
    best, size = max(scored)
    return run[:size] if best > 0 and not is_word(run[:size]) else ""
