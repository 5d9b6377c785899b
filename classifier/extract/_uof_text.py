"""标文通（UOF）的文字：段落、句、表格，以及它们所在的部分。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from classifier.extract._ooxml import local, text_of
from classifier.model import Part

_CODE = re.compile(r"_[0-9A-F]{4}")
_BLANKS_AT_MOST = 1000
_COLUMNS_AT_MOST = 1 << 14
_RUNS = {"文本串": "", "引文符号": ""}
_WHITE = {"制表符": "\t", "换行符": "\n", "分页符": "\n", "分栏符": "\n"}
_ASIDE = {"脚注": Part.NOTE, "尾注": Part.NOTE, "批注": Part.COMMENT, "幻灯片备注": Part.SPEAKER_NOTES}
_SAID = frozenset("目标 提示 标题 内容 姓名 作者 替换文字 描述 说明".split())
"""Attributes that a person sees: targets and tips of links, prompts of validity, names of who commented."""


def name_of(element: etree._Element) -> str:
    """Return an element's local name without the code that version 2 (GB/T 20916 as revised in 2011) puts behind it."""
    return bare(local(element))


def bare(name: str) -> str:
    """Return a name without its code."""
    return _CODE.sub("", name) if name[-5:-4] == "_" else name


def said(element: etree._Element, *names: str) -> str:
    """Return the first of these attributes that an element has, by local name without code, "" where it has none."""
    for key, value in element.attrib.items():
        if bare(str(key).rpartition("}")[2]) in names:
            return str(value)
    return ""


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements below with one of these names, in order."""
    return (item for item in root.iter(etree.Element) if name_of(item) in names)


def part_of(name: str) -> Part | None:
    """Return the part that an element of this name begins, None for one that stands in the body."""
    if name.endswith("页眉"):
        return Part.HEADER
    return Part.FOOTER if name.endswith("页脚") else _ASIDE.get(name)


@dataclass(slots=True)
class Story:
    """Gathers the paragraphs and tables below an element; what stands aside is kept by its part."""

    aside: dict[Part, list[str]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    """Ids of the styles whose text is not shown."""
    deleting: bool = False

    def blocks(self, root: etree._Element) -> Iterator[str | etree._Element]:
        """Yield the lines of a story in order, and its tables as elements."""
        for child in root:
            name = name_of(child)
            if part := part_of(name):
                self.keep(part, child)
            elif name == "段落":
                yield self.paragraph(child)
            elif name == "句":
                yield self.sentence(child)
            elif name == "文字表":
                yield child
            elif name:
                yield from self.blocks(child)

    def keep(self, part: Part, element: etree._Element) -> None:
        """Keep all lines below an element as a part of their own."""
        lines = [
            line
            for item in self.blocks(element)
            for line in ([item] if isinstance(item, str) else self.rows_as_lines(item))
        ]
        self.aside.setdefault(part, []).extend(filter(str.strip, lines))

    def rows_as_lines(self, table: etree._Element) -> Iterator[str]:
        """Yield a table's rows as lines."""
        return ("\t".join(row) for row in self.rows(table))

    def paragraph(self, element: etree._Element) -> str:
        """Return a paragraph's text; notes, deletions and hidden text in it go aside."""
        pieces = []
        for child in element:
            name = name_of(child)
            if name in {"修订开始", "修订结束"}:
                self.deleting = name == "修订开始" and said(child, "类型") == "delete"
            elif part := part_of(name):
                self.keep(part, child)
            elif name == "句":
                pieces.append(self.sentence(child))
            elif name:
                pieces.append(self.paragraph(child))
        return "".join(pieces)

    def sentence(self, element: etree._Element) -> str:
        """Return the text of one run of characters."""
        text = "".join(self._pieces(element))
        style = next((item for item in element if name_of(item) == "句属性"), None)
        if style is None or not text:
            return self._shown(text, Part.DELETED) if self.deleting else text
        hides = any(
            name_of(item) == "隐藏文字" and said(item, "值") != "false" and text_of(item) != "false" for item in style
        )
        if hides or said(style, "式样引用") in self.hidden:
            return self._shown(text, Part.HIDDEN)
        return self._shown(text, Part.DELETED) if self.deleting else text

    def _shown(self, text: str, part: Part) -> str:
        self.aside.setdefault(part, []).append(text)
        return ""

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            name = name_of(child)
            if name in _RUNS:
                yield text_of(child)
            elif name == "空格符":
                number = said(child, "个数")
                yield " " * (min(int(number), _BLANKS_AT_MOST) if number.isdecimal() else 1)
            elif name in _WHITE:
                yield _WHITE[name]
            elif part := part_of(name):
                self.keep(part, child)
            elif name in {"修订开始", "修订结束"}:
                self.deleting = name == "修订开始" and said(child, "类型") == "delete"
            elif name and name != "句属性":
                yield from self._pieces(child)

    def rows(self, table: etree._Element) -> Iterator[Sequence[str]]:
        """Yield the rows of a table in a text; a table inside a cell is part of its text."""
        for row in table:
            if name_of(row) == "行":
                yield [self.cell(cell) for cell in row if name_of(cell) == "单元格"]

    def cell(self, element: etree._Element) -> str:
        """Return the text of a cell on one line."""
        words = [item if isinstance(item, str) else " ".join(self.rows_as_lines(item)) for item in self.blocks(element)]
        return " ".join(filter(None, (word.strip() for word in words)))


def sheet_rows(sheet: etree._Element, story: Story) -> Iterator[Sequence[str]]:
    """Yield the rows of a worksheet; each says its number and each cell its column (1-based), or follows the one before."""
    last = 0
    for row in named(sheet, "行"):
        number = _whole(said(row, "行号")) or last + 1
        yield from ([] for _ in range(min(number - last - 1, _COLUMNS_AT_MOST)))
        last = max(number, last + 1)
        cells: list[str] = []
        for cell in row:
            if name_of(cell) == "单元格":
                column = _whole(said(cell, "列号"))
                cells += [""] * (column - 1 - len(cells) if len(cells) < column <= _COLUMNS_AT_MOST else 0)
                cells.append(
                    story.cell(cell) or next((said(item, "数据数值", "数值") for item in named(cell, "数据")), "")
                )
        yield cells


def spoken(root: etree._Element) -> Iterator[str]:
    """Yield what attributes say to a person, and formulas."""
    for item in root.iter(etree.Element):
        if name_of(item) in {"公式", "第一操作数", "第二操作数"} and (text := text_of(item).strip()):
            yield text
        for key, value in item.attrib.items():
            if bare(str(key).rpartition("}")[2]) in _SAID | {"超链接引用"} and len(str(value)) > 1:
                yield str(value)
    for item in named(root, "目标", "提示", "标题文字", "用户"):
        if text := text_of(item).strip():
            yield text


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 0
