"""OpenDocument 的自动编号：列表与标题前不在文字里的序号。"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from classifier.extract._numbering import in_format
from classifier.extract._ooxml import attribute, local

_FORMATS = {"A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman", "": "none"}
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class _Level:
    """ODF 1.3 part 3, 16.33 to 16.36."""

    format: str
    prefix: str
    suffix: str
    start: int
    shown: int
    """How many levels the number shows."""
    bullet: bool


@dataclass(slots=True)
class Lists:
    """Counts a document's list items and numbered headings. One instance walks one document once."""

    styles: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    """By style, the number of the last item at each level."""

    def learn(self, root: etree._Element | None) -> None:
        """Take in the list styles and the outline of headings of a part."""
        for item in root.iter(etree.Element) if root is not None else ():
            if local(item) in {"list-style", "outline-style"}:
                name = attribute(item, "name") if local(item) == "list-style" else ""
                self.styles[name] = {_whole(attribute(level, "level"), 1): _level(level) for level in item}

    def begin(self, style: str, *, goes_on: bool) -> None:
        """A list begins at the top; it counts anew unless it continues the one before."""
        if not goes_on:
            self.counts.pop(style, None)

    def prefix(self, style: str, depth: int, start: str = "") -> str:
        """Return what stands before an item or heading (style "") at `depth` (1-based), with a blank; counts it."""
        levels = self.styles.get(style, {})
        level = levels.get(depth)
        if level is None or depth > _DEEPEST:
            return ""
        counts = self.counts.setdefault(style, [0] * (_DEEPEST + 1))
        counts[depth] = _whole(start, counts[depth] + 1 if counts[depth] else level.start)
        counts[depth + 1 :] = [0] * (_DEEPEST - depth)
        if level.bullet:
            return "• "
        shown = [
            text
            for above in range(max(1, depth - level.shown + 1), depth + 1)
            if above in levels and (text := _shown(counts[above] or levels[above].start, levels[above].format))
        ]
        return f"{level.prefix}{'.'.join(shown)}{level.suffix} " if shown else ""


def _level(element: etree._Element) -> _Level:
    return _Level(
        attribute(element, "num-format"),
        attribute(element, "num-prefix"),
        attribute(element, "num-suffix"),
        _whole(attribute(element, "start-value"), 1),
        _whole(attribute(element, "display-levels"), 1),
        local(element) == "list-level-style-bullet",
    )


def _shown(number: int, written: str) -> str:
    if written.startswith(("一", "壹", "二")):
        return in_format(number, "chineseCounting")
    return in_format(number, _FORMATS.get(written, "decimal"))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise
