"""自动编号：按 numbering.xml 算出段落前不在文字里的序号。"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from classifier.extract._ooxml import attribute, local

_CHINESE = "零一二三四五六七八九"
_PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts a document's numbered paragraphs. One instance walks one document once."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for item in root:
            if local(item) == "abstractNum":
                abstract[attribute(item, "abstractNumId")] = {
                    int(attribute(level, "ilvl") or 0): _level(level) for level in item if local(level) == "lvl"
                }
        for item in root:
            if local(item) == "num":
                self._levels[attribute(item, "numId")] = self._instance(item, abstract)

    def _instance(self, item: etree._Element, abstract: dict[str, dict[int, _Level]]) -> dict[int, _Level]:
        levels: dict[int, _Level] = {}
        for child in item:
            if local(child) == "abstractNumId":
                levels |= abstract.get(attribute(child, "val"), {})
            elif local(child) == "lvlOverride":
                number = int(attribute(child, "ilvl") or 0)
                for inner in child:
                    if local(inner) == "lvl":
                        levels[number] = _level(inner)
                    elif local(inner) == "startOverride" and number in levels:
                        known = levels[number]
                        levels[number] = _Level(known.format, known.text, _whole(attribute(inner, "val"), known.start))
        return levels

    def _read_styles(self, root: etree._Element) -> None:
        for style in root:
            if local(style) == "style":
                for properties in style:
                    if local(properties) == "pPr" and (found := _reference(properties)):
                        self._styles[attribute(style, "styleId")] = found

    def prefix(self, properties: etree._Element | None) -> str:
        """Return the number of a paragraph with these properties (`w:pPr`), "" where it has none; counts it."""
        if properties is None:
            return ""
        found = _reference(properties)
        if found is None or not found[0]:
            style = next((attribute(item, "val") for item in properties if local(item) == "pStyle"), "")
            inherited = self._styles.get(style)
            found = (inherited[0], found[1] if found else inherited[1]) if inherited else None
        if found is None or found[0] in {"", "0"} or found[1] not in self._levels.get(found[0], {}):
            return ""
        return self._count(*found)

    def _count(self, number: str, depth: int) -> str:
        levels, counts = self._levels[number], self._counts[number]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth].format == "bullet":
            return "• "
        shown = _PLACE.sub(lambda hit: self._shown(levels, counts, int(hit[1]) - 1), levels[depth].text)
        return f"{shown} " if shown else ""

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        if depth not in levels:
            return ""
        return in_format(counts.get(depth, levels[depth].start), levels[depth].format)


def _level(element: etree._Element) -> _Level:
    values = {local(item): attribute(item, "val") for item in element}
    return _Level(values.get("numFmt", "decimal"), values.get("lvlText", ""), _whole(values.get("start", ""), 1))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() else otherwise


def _reference(properties: etree._Element) -> tuple[str, int] | None:
    for item in properties:
        if local(item) == "numPr":
            values = {local(child): attribute(child, "val") for child in item}
            return values.get("numId", ""), _whole(values.get("ilvl", ""), 0)
    return None


def in_format(number: int, style: str) -> str:
    """Return a number as Word's number format `style` shows it; unknown formats as digits."""
    if style in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if "hinese" in style or style in {"ideographDigital", "japaneseCounting", "taiwaneseCounting"}:
        return _in_chinese(number)
    if style == "none":
        return ""
    return str(number)


def _roman(number: int) -> str:
    shown = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True
    ):
        shown += letters * (number // value)
        number %= value
    return shown


def _in_chinese(number: int) -> str:
    if number < 0 or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones or not tens else "")
