"""姓名：由结构证明的——姓名列里的格子，表单与“姓名：”之类标签后的字；单独成段而像姓名的，只算线索。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, pairwise

from recognizers import (
    _duty_labels,
    _fields,
    _grid,
    _inline_rows,
    _keyed_names,
    _name_cards,
    _name_cells,
    _name_columns,
    _name_labels,
    _name_lists,
    _names,
    _speakers,
)
from recognizers._contract import Match, Passage, Recognizer, Teller, told_by
from recognizers._grid import Labelled
from recognizers._name_columns import is_strict, repeats, takes_latin
from recognizers._script import simplified

_SIGNED = re.compile("签[字名]$")
_SIGN = re.compile("[:=]")
_ALONE = re.compile(
    "(?<![\u3400-\u9fffA-Za-z·•])[\u3400-\u9fff]{2,4}(?=(?:同学|家长|妈妈|爸爸|妈|爸|爷爷|奶奶|父亲|母亲)?(?![\u3400-\u9fffA-Za-z·•]))"
)
"""What may be a name by itself, or one by which parents call themselves (`王…妈妈`)."""
_PLAIN_CELL = re.compile("(?<![^\t\n])[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]{2,4}(?![^\t\n])")
"""A cell that `_name_cells.is_plain`."""
_TITLES = tuple("老师 同学 主任 校长 书记 经理 先生 女士 局长 处长 部长 院长 所长 教授 医生 师傅 阿姨".split())
_SETTLED, _DOUBTFUL, _KEYED, _BY_CELLS, _BY_ROW, _CLUE = 0.85, 0.7, 0.6, 0.6, 0.6, 0.3
_WEAK, _OF_HISTORY, _EXAMPLE_ROW, _EXAMPLE = 0.3, 0.4, 0.5, "示例姓名"
_LISTED = 200
_SURELY = 1.0
"""Likelihood from which characters standing alone are worth remembering as a clue."""


class CnPersonNameRecognizer(Recognizer):
    """Only structure is believed here: a column of names, a label beside one."""

    ENTITY = "CN_PERSON"
    TITLE = "姓名"
    CONTEXT = ("姓名",)
    WHOLE_DIGITS = 0
    FINDS = (
        "该生姓名：欧阳思远性别：男",
        "姓名：李秀兰",
        "序号\t姓名\t电话\n1\t买买提·艾力\t无",
        "id\tGivenName\tcity\n1\tJoseph\tX",
        "学生姓名\t班级\n曹　凤\t三班",
        "姓 名：李 娜　性别",
        "负责人：张伟、李娜，电话",
        "访谈对象：张伟，教龄二十年",
        "姓名 张小明 性别 男",
        "姓名：Joseph Smith",
        "序号\t姓名\n1\t王小明（班长）",
        "编号\t家长姓名及电话\n1\t张伟13800138000",
        "姓名\t王小明\t性别\t男",
        "FN:王小明\nTEL:无",
        "student_name: 王小明",
        'new Student().name("王小明")',
        "序号,姓名,班级,成绩\n1,王小明,高一(1)班,98",
        "副监考：简宁　带班：王小明",
        "2026-09-01 08:00:11 陈静\n好的",
        "值日生\n1. 王小明\n2. 李秀兰\n3. 陈晓东\n4. 刘思远\n5. 孙丽华",
    )
    IGNORES = (
        "姓名：______",
        "序号\t姓名\n合计\t",
        "姓名\t性别\n\t男",
        "课程名称\t学分\n高等数学\t4",
        "姓名笔画为序",
        "姓名 性别 年龄",
        "姓名\t任教学科\t师德师风",
        "姓名：abc",
        "联系人：教务处",
        "name: 北京",
        "学生填写姓名 格式 见下",
        "红外摄影：红外辐射计、红外摄像仪",
        "name\tstring\n文章名\tnone",
        "任课教师\t校区\t上课地点/星期/节次",
        "序号\t姓名\t上午\t下午",
    )

    def possible(self, where: Passage) -> bool:
        """Return whether there is a column, a label or anything Chinese at all."""
        return (
            bool(where.headings)
            or _ALONE.search(where.text) is not None
            or any(sign in where.text for sign in ":=\t名(")
        )

    def promised(self, where: Passage) -> frozenset[int]:
        """Return the columns whose headings and cells say that they hold names and nothing else."""
        if any(map(_fields.is_history, where.headings)):
            return frozenset()
        named = _name_columns.columns(where)
        told = {n: heading for n, heading in named.items() if heading and not _fields.is_mixed(heading)}
        return frozenset(n for n, heading in told.items() if _fields.is_strict(heading) == is_strict(where, heading))

    def teller(self, heading: str) -> Teller:
        """Return what tells the names of two to four Han characters that fill cells of a column of names."""
        strict, reason, entity = _fields.is_strict(heading), told_by(heading), self.ENTITY
        own = heading.strip()

        def tell(cell: str, start: int) -> Match | None:
            weighed = _whole_cell(cell, strict, reason)
            if weighed is None or (len(cell) <= len(own) and repeats(cell, own)):
                return None
            return Match(entity, start, start + len(cell), weighed[0], weighed[1], cell)

        return tell

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield the names in columns of names and behind labels, then what stands alone and looks like one."""
        whole = where.whole or where
        yield from self._in_columns(where, _name_columns.columns(whole))
        if where.headings:
            yield from self._in_halves(where)
            yield from self._in_plan(where, _name_columns.plan_of_words(whole))
        else:
            yield from self._in_forms(where, where.labelled)
            yield from self._in_forms(where, _inline_rows.cells(where.text))
            yield from self._in_rows(where)
            yield from self._in_lines(where)
        signs = _SIGN.search(where.text) is not None
        if signs or "名" in where.text:
            text = simplified(where.text)
            for label in _name_labels.labels(text):
                if not (where.headings and _name_labels.is_in_next_cell(label)):
                    yield from self._behind(where, label)
            for label in _duty_labels.labels(text):
                yield from self._on_duty(where, label)
            if not where.headings:
                yield from self._speaking(where)
        if signs or '("' in where.text or "('" in where.text:
            yield from self._keyed(where)
        if where.headings:
            yield from self._in_silent(where, _name_columns.silent(where))
        else:
            yield from self._alone(where)

    def _in_columns(self, where: Passage, columns: Mapping[int, str]) -> Iterator[Match]:
        if not columns:
            return
        history = any(map(_fields.is_history, where.headings))
        kinds = {
            number: (
                is_strict(where, heading),
                takes_latin(heading),
                bool(heading) and _fields.is_mixed(heading),
            )
            for number, heading in columns.items()
        }
        for offset, number, cell in where.cells(columns):
            heading = columns[number]
            if repeats(cell, heading) or (not heading and _name_columns.is_heading(where, number, cell)):
                continue
            strict, latin, mixed = kinds[number]
            for low, high, score in _name_cells.in_cell(cell, strict=strict, latin=latin, mixed=mixed):
                if history:
                    yield self._match(where, offset + low, offset + high, "历史或文艺人物、书籍作者的表", _OF_HISTORY)
                elif not heading:
                    yield self._match(where, offset + low, offset + high, "整列都像姓名", min(score, _BY_CELLS))
                else:
                    yield _of_row(self._match(where, offset + low, offset + high, f"列名“{heading}”", score))

    def _in_rows(self, where: Passage) -> Iterator[Match]:
        """Yield the cells of rows without headings that hold names and nothing else: a column for each person, marks or days below."""
        for start, line in _grid.lines_of(where.text) if "\t" in where.text else ():
            for offset, cell in () if line.isascii() else _name_cells.in_row(_grid.cells_of(line, start)):
                yield self._match(where, offset, offset + len(cell), "整行都像姓名", _BY_ROW)

    def _in_lines(self, where: Passage) -> Iterator[Match]:
        """Yield the names of lists that tell one a line, and those that head lines of one kind."""
        for start, end in _name_lists.in_lines(where.text):
            yield self._match(where, start, end, "逐行都像姓名", _BY_ROW)
        for start, end, score in _name_cards.names(where.text):
            yield self._match(where, start, end, "独占一行，下面是带栏目名的行", min(score, _BY_ROW))

    def _in_plan(self, where: Passage, columns: frozenset[int]) -> Iterator[Match]:
        for offset, number, cell in where.cells(columns) if columns else ():
            for low, high, score in _name_cells.beside_words(cell):
                told = f"“{where.headings[number].strip()}”格内，与所任的事写在一起"
                yield self._match(where, offset + low, offset + high, told, min(score, _DOUBTFUL))

    def _in_forms(self, where: Passage, cells: Iterable[Labelled]) -> Iterator[Match]:
        for cell in cells:
            told = _fields.role(cell.label) is not None or _SIGNED.search(cell.label)
            if not told or _fields.is_field(cell.text) or _fields.is_turn(cell.text):
                continue
            strict, mixed = _fields.is_strict(cell.label), _fields.is_mixed(cell.label)
            for low, high, score in _name_cells.in_cell(
                cell.text, strict=strict, latin=takes_latin(cell.label), mixed=mixed
            ):
                name = cell.text[low:high].replace(" ", "")
                native = _names.likelihood(name) > -9 and not _names.is_word(name)
                if strict or native or _names.is_minority_name(name):
                    yield self._match(
                        where, cell.start + low, cell.start + high, f"标签“{cell.label}”", min(score, _SETTLED)
                    )

    def _behind(self, where: Passage, label: re.Match[str]) -> Iterator[Match]:
        words = label[0][: label.start("value") - label.start()].strip().rstrip('"“').strip()
        doubtful = words[-1] not in ":="
        for start, end in islice(_name_labels.named(label), _LISTED):
            glued = "\u4e00" <= where.text[end : end + 1] <= "\u9fff"
            name = where.text[start:end].replace(" ", "")
            if doubtful and (glued or _names.likelihood(name) <= 0 or _names.is_word(name)):
                return
            yield self._match(where, start, end, f"标签“{words}”", _DOUBTFUL if doubtful else _SETTLED)

    def _on_duty(self, where: Passage, label: re.Match[str]) -> Iterator[Match]:
        words = label["person"] or label["activity"]
        for start, end in islice(_name_labels.named(label), _LISTED):
            if score := _duty_labels.score(label.string[start:end], label):
                yield self._match(where, start, end, f"标签“{words}:”", score)

    def _speaking(self, where: Passage) -> Iterator[Match]:
        for start, end in _speakers.names(where.text):
            yield self._match(where, start, end, "聊天记录里的发言人", _KEYED)

    def _keyed(self, where: Passage) -> Iterator[Match]:
        for key, start, end in _keyed_names.names(where.text):
            yield self._match(where, start, end, f"标签“{key}”", _KEYED)
        for start, end, name in _keyed_names.of_cards(where.text):
            yield self._match(where, start, end, "名片里的姓与名", _SETTLED, name)

    def _alone(self, where: Passage) -> Iterator[Match]:
        for hit in _ALONE.finditer(where.text):
            if _is_clue(hit[0]):
                yield self._match(where, hit.start(), hit.end(), "单独成段，像姓名", _CLUE)

    def _in_halves(self, where: Passage) -> Iterator[Match]:
        """Yield the names of which the surname stands in one column and the given name in the next."""
        for surname, given in _fields.halves(where.headings):
            told = f"列名“{where.headings[surname].strip()}”与“{where.headings[given].strip()}”"
            for (start, _, first), (low, number, second) in pairwise(where.cells((surname, given))):
                if low == start + len(first) + 1 and number == max(surname, given):
                    family, own = (first, second) if surname < given else (second, first)
                    if name := _name_cells.of_halves(family.strip(), own.strip()):
                        yield self._match(where, start, low + len(second), told, _SETTLED, name)

    def _in_silent(self, where: Passage, columns: frozenset[int]) -> Iterator[Match]:
        """Yield the cells that look like names in columns whose headings say nothing: clues, which a roster may prove."""
        for hit in _PLAIN_CELL.finditer(where.text) if columns else ():
            number = where.column(hit.start())
            if number in columns and _is_clue(hit[0]) and not _name_columns.is_heading(where, number, hit[0]):
                yield self._match(where, hit.start(), hit.end(), "单独成格，像姓名", _CLUE)

    def _match(self, where: Passage, start: int, end: int, reason: str, score: float, value: str = "") -> Match:
        name = value or where.text[start:end]
        if " " in name and _names.is_han(name.replace(" ", "")):
            name = name.replace(" ", "")
        score, reasons = _weighed(name, reason, score)
        return Match(self.ENTITY, where.original(start), where.original(end - 1) + 1, score, reasons, name)


@lru_cache(maxsize=1 << 16)
def _whole_cell(cell: str, strict: bool, reason: str) -> tuple[float, tuple[str, ...]] | None:
    """Return how sure a cell of two to four Han characters is the name of somebody, and why, None for one that is none."""
    likely = _name_cells.score_of(cell, strict) if _name_cells.is_plain(cell) else 0.0
    if not likely:
        return None
    score, reasons = _weighed(cell, reason, likely)
    return _row_score(cell, score, reasons), reasons


@lru_cache(maxsize=1 << 14)
def _is_clue(text: str) -> bool:
    """Return whether Han characters that stand alone look so much like a name that they are worth remembering."""
    return _names.likelihood(text) > _SURELY and not _names.is_word(text) and not _fields.is_field(text)


def _weighed(name: str, reason: str, score: float) -> tuple[float, tuple[str, ...]]:
    """Return how sure a name is that somebody is meant by it, and why."""
    if _names.is_example(name):
        return _WEAK, (reason, _EXAMPLE)
    if name.endswith(_TITLES):
        return min(score, 0.5), (reason, "姓氏加称谓")
    return score, (reason,)


def _row_score(name: str, score: float, reasons: tuple[str, ...]) -> float:
    """Return the score of a name in a column of names: the row that an example's name begins is a row all the same, unless signs stand there."""
    return _EXAMPLE_ROW if _EXAMPLE in reasons and not _names.is_placeholder(name) else score


def _of_row(match: Match) -> Match:
    return match._replace(score=_row_score(match.value, match.score, match.reasons))
