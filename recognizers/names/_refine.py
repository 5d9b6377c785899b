"""整理：标注模型给出的跨度，加上结构与姓名用字统计，成为人会认可的姓名，并说明把握有多大、为什么。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from recognizers import _names
from recognizers.names._completion import CLASS, completed
from recognizers.names._edges import is_spoken, trimmed
from recognizers.names._spans import Span
from recognizers.names._structure import Kind, Place, places
from recognizers.names._surroundings import (
    FAMILIAR,
    GLUED,
    NEVER_LAST,
    doubt,
    is_in_word_list,
    is_no_name,
    is_said,
    is_titled,
    titles,
)

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PARTS = re.compile(f"[{_HAN}A-Za-zａ-ｚＡ-Ｚ·•・．. \\-]+")
_ONLY_HAN = re.compile(f"[{_HAN}]+")
_FAMILY = frozenset("家氏")
_SHORTEST, _LONGEST_NATIVE, _LONGEST_GIVEN = 2, 4, 2
_LOOSE, _ANY = -0.5, -9.0
_SURELY_GIVEN, _TRANSCRIBED = 0.5, -0.8
"""Share of a given name's characters behind an unknown surname of two (小西武雄); how likely a transcription is at least."""
_LEAST = {Kind.LISTED: _ANY, Kind.CALLED: -1.0, Kind.CUED: -0.75} | dict.fromkeys(
    (Kind.POSTED, Kind.SEXED, Kind.ROWED, Kind.DONE), _LOOSE
)
_CELLS = frozenset((Kind.SEXED, Kind.ROWED))
_UNPROVING = frozenset((Kind.ABROAD.value, Kind.CUED.value))
"""Places that the tagger's word makes no surer than medium."""


class Form(Enum):
    """What kind of mention a name is."""

    FULL = "姓名"
    TITLED = "姓氏加称谓"
    EXAMPLE = "示例姓名"


class Sureness(Enum):
    """How far a name may be believed, in words."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


SCORES = {Sureness.HIGH: 0.8, Sureness.MEDIUM: 0.6, Sureness.LOW: 0.4}
"""Least score of a name that may be believed so far."""


def sureness_of(score: float) -> Sureness:
    """Return how far a name of some score may be believed, whoever found it; labels and the tagger together make it surer."""
    return next((sureness for sureness, least in SCORES.items() if score >= least), Sureness.LOW)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a text; offsets in characters, `end` behind the last."""

    start: int
    end: int
    form: Form
    sureness: Sureness
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A span on its way to being a name."""

    start: int
    end: int
    tagged: bool
    places: tuple[str, ...] = ()


def names(text: str, tagged: Iterable[Span]) -> list[Name]:
    """Return the names in a text, by offset, without overlap: the tagger's spans put right, and what structure adds."""
    parts = [draft for span in tagged for draft in _put_right(text, _Draft(span.start, span.end, tagged=True))]
    drafts = list(_outermost(parts))
    known = frozenset((draft.start, draft.end) for draft in drafts)
    held = {offset: draft for draft in drafts for offset in range(draft.start, draft.end)}
    for place in places(text, known):
        _take_in(text, held, place)
    drafts = [draft for draft in set(held.values()) if _is_believed(text[draft.start : draft.end], draft)]
    return [_named(text, draft) for draft in sorted(drafts, key=lambda draft: draft.start)]


def _is_believed(name: str, draft: _Draft) -> bool:
    """Return whether a draft is told: structure shows it or it looks like a name; four surnames in a row (赵钱孙李) are none."""
    surnames = len(name) == _LONGEST_NATIVE and all(map(_names.is_surname, name)) and not _names.is_full(name)
    return not surnames and (bool(draft.places) or _is_likely(name))


def _is_likely(name: str) -> bool:
    """Return whether what only the tagger takes for a name looks like one: native, transcribed, or with a rare surname."""
    if _names.is_term(name):
        return False
    if "·" in name or _names.is_full(name) or is_titled(name) or _is_example(name) or _names.is_historical(name):
        return True
    if not _ONLY_HAN.fullmatch(name):
        return not _ONLY_HAN.search(name)
    least = _SURELY_GIVEN if len(name) == _LONGEST_NATIVE else 0.0
    given = name[-_LONGEST_GIVEN:] if len(name) <= _LONGEST_NATIVE else ""
    rare = bool(given) and all(_names.given_share(character) > least for character in given)
    return rare or _names.transcription(name) > _TRANSCRIBED


def _outermost(drafts: Iterable[_Draft]) -> Iterator[_Draft]:
    """Yield the drafts that lie in no other: the tagger cuts long transcribed names into pieces."""
    reached = 0
    for draft in sorted(drafts, key=lambda draft: (draft.start, -draft.end)):
        if draft.end > reached:
            yield draft
            reached = draft.end


def _put_right(text: str, draft: _Draft) -> Iterator[_Draft]:
    for part in _PARTS.finditer(text, draft.start, draft.end):
        start, end = completed(text, *trimmed(text, *part.span()))
        end -= end - start > _SHORTEST and is_spoken(text, end)
        if end > start and not is_no_name(text, start, end):
            yield replace(draft, start=start, end=end)


def _take_in(text: str, held: dict[int, _Draft], place: Place) -> None:
    """Put a place that structure shows among the drafts, which `held` keeps by every offset that they cover."""
    if CLASS.search(text, max(0, place.start - 1), place.start + 1) and place.end - place.start > _SHORTEST:
        place = replace(place, start=place.start + 1)
    name = text[place.start : place.end]
    over = {held[offset] for offset in range(place.start, place.end) if offset in held}
    if place.kind in _CELLS and not _names.is_full(name) and (known := _at_end(text, over, place.end)):
        place, name = replace(place, start=known.start), text[known.start : known.end]
    abroad = place.kind is Kind.ABROAD
    cued = place.kind is Kind.CUED
    if cued and (
        any(draft.start < place.start + (not place.whole) for draft in over) or is_no_name(text, place.start, place.end)
    ):
        return
    if abroad and (_names.foreign_word(text, place.start) or _names.is_word(name)):
        return
    if not over and not abroad and not _fits(name, _LEAST[place.kind]):
        return
    same = all((draft.start, draft.end) == (place.start, place.end) for draft in over)
    inside = all(place.start <= draft.start and draft.end <= place.end for draft in over)
    foreign = abroad or _names.is_minority_name(name) or (len(over) == 1 and _names.is_transcribed(name))
    whole = foreign or ((cued or name[0] not in GLUED) and (_names.is_full(name) or _names.is_double(name)))
    if not same and not (inside and whole and name[-1] not in NEVER_LAST):
        return
    told = dict.fromkeys(reason for draft in over for reason in draft.places) | {place.kind.value: None}
    made = _Draft(place.start, place.end, any(draft.tagged for draft in over), tuple(told))
    held.update(dict.fromkeys(range(place.start, place.end), made))


def _at_end(text: str, drafts: Iterable[_Draft], end: int) -> _Draft | None:
    """Return the native name that ends at an offset, of some drafts (王芳 in 兹有王芳，女)."""
    return next((draft for draft in drafts if draft.end == end and _names.is_full(text[draft.start : end])), None)


def _fits(name: str, least: float) -> bool:
    """Return whether what structure proposes looks like a name; `least` bounds the share of each given character."""
    if "·" in name:
        return _names.is_minority_name(name)
    if name in titles() or is_said(name):
        return False
    if not _names.is_full(name):
        return least <= _LOOSE and (_names.is_double(name) or (least <= _ANY and _names.is_transcribed(name)))
    given = name[len(_names.surname_of(name)) :]
    plain = not _names.is_word(name) and all(_names.given_share(character) > least for character in given)
    return least <= _ANY or (plain and _names.likelihood(name) > 1)


def _named(text: str, draft: _Draft) -> Name:
    name = text[draft.start : draft.end]
    titled = is_titled(name) or (not draft.places and _is_family(name))
    form = Form.EXAMPLE if _is_example(name) else Form.TITLED if titled else Form.FULL
    word = len(name) == _LONGEST_GIVEN and _names.is_word(name)
    likely = (_names.is_full(name) and _names.likelihood(name) > 0 and not word) or _names.is_minority_name(name)
    likely = likely or (bool(draft.places) and _names.is_transcribed(name))
    told = [*draft.places, *(("标注模型",) if draft.tagged else ())]
    if likely:
        told.append(f"姓氏“{surname}”" if (surname := _names.surname_of(name)) else "译名")
    sources = bool(draft.places) + draft.tagged + likely
    native = _names.is_full(name) or _names.is_double(name) or "·" in name
    agreed = draft.tagged and native and not _UNPROVING.issuperset(draft.places)
    sureness = Sureness.HIGH if agreed else Sureness.MEDIUM if sources >= 2 else Sureness.LOW
    if form is not Form.FULL:
        sureness = Sureness.LOW
        told.append(form.value)
    elif known := _no_subject(text, draft):
        sureness = Sureness.LOW
        told.append(known)
    return Name(draft.start, draft.end, form, sureness, tuple(dict.fromkeys(told)))


def _no_subject(text: str, draft: _Draft) -> str:
    """Return why hardly a person of this workspace is meant, in words, "" where nothing says so."""
    name = text[draft.start : draft.end]
    if _names.is_historical(name):
        return "历史或文学人物"
    if _names.is_brand(name):
        return "商号"
    if set(draft.places) == {Kind.LISTED.value} and is_in_word_list(text, draft.start, draft.end):
        return "各行多半不是姓名"
    shown = not set(draft.places) <= {Kind.CUED.value}
    return "" if shown else doubt(text, draft.start, draft.end)


def _is_example(name: str) -> bool:
    return _names.is_example(name) or (name[0] in FAMILIAR and _names.is_example(name[:2]))


def _is_family(name: str) -> bool:
    """Return whether a name is that of a family or of somebody by the surname alone: 刘家, 杜氏."""
    return name[-1] in _FAMILY and _names.is_surname(name[:-1])
