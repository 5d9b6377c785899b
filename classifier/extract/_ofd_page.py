"""OFD 的一页：按位置把文字对象连成行，找出图像和引用的复合图元。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from classifier.extract._ooxml import attribute, local, text_of

_SAME_LINE = 1.0
"""Millimetres by which texts of one line may differ in height."""
_GAP = 0.6
"""Share of the type size beyond which a gap between two texts is a blank."""
_DEEPEST = 8
_DIGITS = re.compile(r"[0-9Xx*]+")
_WHOLE_NUMBERS = frozenset({11, 15, 16, 17, 18, 19})
"""Lengths at which digits in boxes of their own are one number: telephones, identity and bank card numbers."""
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,9}\.?[0-9]{0,9}|\.[0-9]{1,9})")


class Piece(NamedTuple):
    """A text and where it stands, in millimetres from the upper left corner."""

    y: float
    x: float
    end: float
    size: float
    text: str


@dataclass(slots=True)
class Page:
    """What a page, a template or the appearance of an annotation shows."""

    pieces: list[Piece] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    """Resource ids."""

    def lines(self) -> Iterator[str]:
        """Yield the text line by line, from above to below and left to right."""
        row: list[Piece] = []
        for piece in sorted(dict.fromkeys(self.pieces)):
            if row and piece.y - row[0].y >= _SAME_LINE:
                yield _line(row)
                row = []
            row.append(piece)
        if row:
            yield _line(row)


@dataclass(slots=True)
class Gatherer:
    """Gathers what pages show. Units that several pages refer to are counted once."""

    units: Mapping[str, etree._Element]
    """The document's composite units by id."""
    seen: set[str] = field(default_factory=set)
    """Ids of the units that a page has shown."""
    texts: dict[str, str] = field(default_factory=dict)
    """Text by the id of its object: what custom tags refer to."""

    def unshown(self) -> Iterator[str]:
        """Yield the lines of the units that no page has shown, but for those that repeat what one has."""
        shown = set(self.texts.values())
        for number, unit in self.units.items():
            if number not in self.seen:
                page = Gatherer({}).page(unit)
                page.pieces = [piece for piece in page.pieces if piece.text not in shown]
                yield from page.lines()

    def page(self, root: etree._Element) -> Page:
        """Return what an element's objects show."""
        page = Page()
        self._gather(root, page, (0.0, 0.0), 0)
        return page

    def _gather(self, root: etree._Element, page: Page, origin: tuple[float, float], depth: int) -> None:
        for item in root.iter(etree.Element):
            name = local(item)
            if name == "TextObject":
                pieces = list(_pieces(item, origin))
                page.pieces += pieces
                self.texts.setdefault(attribute(item, "ID") or str(len(self.texts)), "".join(p.text for p in pieces))
            elif name == "ImageObject":
                page.images.append(attribute(item, "ResourceID"))
            elif name == "CompositeObject":
                self._unit(item, page, origin, depth)

    def _unit(self, item: etree._Element, page: Page, origin: tuple[float, float], depth: int) -> None:
        number = attribute(item, "ResourceID")
        if number in self.units and number not in self.seen and depth < _DEEPEST:
            self.seen.add(number)
            left, top = _corner(item)
            self._gather(self.units[number], page, (origin[0] + left, origin[1] + top), depth + 1)


def _corner(element: etree._Element) -> tuple[float, float]:
    numbers = [float(hit[0]) for hit in _FLOAT.finditer(attribute(element, "Boundary")[:200])]
    return (numbers[0], numbers[1]) if len(numbers) > 1 else (0.0, 0.0)


def _pieces(item: etree._Element, origin: tuple[float, float]) -> Iterator[Piece]:
    """Yield the texts of a text object: GB/T 33190, 11.3; a text without X or Y stands where the one before stood."""
    left, top = _corner(item)
    size = _number(attribute(item, "Size"), 4.0)
    x = y = 0.0
    for code in item.iter(etree.Element):
        if local(code) == "TextCode" and (text := text_of(code).replace("\n", " ")):
            x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
            start = origin[0] + left + x
            yield Piece(round(origin[1] + top + y, 2), start, start + _width(code, text, size), size, text)


def _width(code: etree._Element, text: str, size: float) -> float:
    """Return how far a text reaches: its advances (`g n d` stands for n advances of d) and the last character."""
    total, words = 0.0, iter(attribute(code, "DeltaX").split()[:10000])
    for word in words:
        if word == "g":
            total += min(_number(next(words, ""), 0.0), 10000) * _number(next(words, ""), 0.0)
        else:
            total += _number(word, 0.0)
    if not total:
        total = sum(size if character > "\xff" else size / 2 for character in text[:-1])
    return total + (size if text[-1] > "\xff" else size / 2)


def _number(text: str, otherwise: float) -> float:
    return float(text) if _FLOAT.fullmatch(text) else otherwise


def _line(row: Sequence[Piece]) -> str:
    """Return a row as a line; digits that stand in boxes of their own are one number."""
    row = sorted(row, key=lambda piece: piece.x)
    line, low = "", 0
    end = row[0].x
    while low < len(row):
        high = _boxed(row, low)
        text = "".join(piece.text for piece in row[low:high])
        gap = row[low].x - end > _GAP * row[low].size
        line += (" " if line and gap else "") + text
        end, low = row[high - 1].end, high
    return line.strip()


def _boxed(row: Sequence[Piece], low: int) -> int:
    """Return where the run of digits from `low` on ends, if together they are as long as a number that people have."""
    high, length = low, 0
    while high < len(row) and _DIGITS.fullmatch(row[high].text):
        length += len(row[high].text)
        high += 1
    return high if length in _WHOLE_NUMBERS else low + 1
