"""一处标志与它的上下文：在行里怎么站，在文件的什么地方。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from recognizers._mark_exams import Paper, is_exam_term
from recognizers._mark_forms import FIRST, MarkSighting, Position
from recognizers._mark_setting import Setting, begins_with, ends_with, found

_FIRST_LINES = 3
_AT_HEAD = frozenset({Position.HEADER, Position.TEXT_BOX})
_BEFORE_AT_MOST, _AFTER_AT_MOST, _FIELD_NAME_AT_MOST = 2, 12, 6
"""Characters that may stand in a line before a mark, behind it, and glued to the name of its field."""
_GAP = re.compile(r"\t|[ ]{4,}")
_FIELD = re.compile("密[ ]{0,4}级|编[ ]{0,4}号|文[ ]{0,4}号|份[ ]{0,4}号")
_ITEM = re.compile(r"^[ ]*(?:[(]?(?:[A-H]|[0-9]{1,2}|[一二三四五六七八九十]{1,2})[).、:]|[-+•][ ])[ ]*$")
_BRACKET = re.compile(r"^[ #>*]*[【\[(]$")
_DECORATION = re.compile(r"[ #>*【】\[\]()]")
_HAN = re.compile("[一-龥]")
_SENTENCE = re.compile("[,，。;；！？!?、]")
_GOES_ON = re.compile("(?![编期份保文签页日共缓公])[一-龥]|[,。;、][ ]?[一-龥]{3}")


@dataclass(frozen=True, slots=True)
class Case:
    """One sighting with everything that may be asked about it."""

    mark: MarkSighting
    setting: Setting
    today: date

    @property
    def at_head(self) -> bool:
        """Whether the mark stands where a document bears its mark."""
        return self.mark.position in _AT_HEAD or 0 < self.mark.line_number <= FIRST

    @property
    def in_its_place(self) -> bool:
        """Whether the mark stands where no text about marks would put an example."""
        lines = FIRST if is_exam_term(self.mark.term) else _FIRST_LINES
        return self.mark.position is Position.HEADER or 0 < self.mark.line_number <= lines

    @property
    def place(self) -> str:
        """Where the mark stands, for a person."""
        mark = self.mark
        return f"位于正文第{mark.line_number}行" if mark.position is Position.BODY else f"位于{mark.position}"

    @property
    def paper(self) -> Paper:
        """What the lines around the mark say of an examination."""
        return self.setting.paper(self.mark)

    @property
    def before(self) -> str:
        """The line before the mark."""
        return self.mark.line[: self.mark.start]

    @property
    def after(self) -> str:
        """The line behind the mark."""
        return self.mark.line[self.mark.end :]

    @property
    def in_source(self) -> bool:
        """Whether the mark is part of a program, a template or a data script."""
        return self.setting.source or found("source", "lines", self.mark.line)

    @property
    def quoted(self) -> bool:
        """Whether the mark is quoted, or led or followed by words that speak of it."""
        return ends_with("mention", "before", self.before) or begins_with("mention", "after", self.after)

    @property
    def inside_sentence(self) -> bool:
        """Whether the mark stands in running text, or is one of several choices."""
        before, after = _GAP.split(self.before)[-1], _GAP.split(self.after)[0]
        if _ITEM.search(before):
            return True
        if self.mark.form == "label":
            return _field_inside(before, after)
        if _BRACKET.search(before) and after[:1] in {"】", "]", ")"}:
            return False
        if _FIELD.search(f"{before}{after}") and not _SENTENCE.search(f"{before[-1:]}{after[:1]}"):
            return False
        if len(_DECORATION.sub("", before)) > _BEFORE_AT_MOST:
            return True
        is_heading = is_exam_term(self.mark.term) and after[:1] == " "
        return not is_heading and _runs_on(after)


def _runs_on(after: str) -> bool:
    """Return whether what follows a mark is the rest of its sentence."""
    rest = _DECORATION.sub("", after)
    return len(rest) > _AFTER_AT_MOST and bool(_HAN.match(after) or _SENTENCE.search(rest))


def _field_inside(before: str, after: str) -> bool:
    """Return whether a field 密级：… is only spoken of: glued to a sentence on either side."""
    glued = before if _HAN.match(before[-1:]) else ""
    return len(glued) > _FIELD_NAME_AT_MOST or bool(_SENTENCE.search(glued) or _GOES_ON.match(after))
