"""姓名：由结构证明的——姓名列里的格子，“姓名：”之类标签后的字。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import dictionaries
from recognizers import _names
from recognizers._contract import Match, Passage, Recognizer

_HEADING = re.compile(
    r"(?:学生|考生|教师|老师|家长|监护人|父亲|母亲|联系人|负责人|员工|职工|本人|孩子|幼儿|申请人|缴费人|收件人|收货人|客户|会员|用户真实|真实|患者|开户)?姓[ ]?名"
    r"|监护人|联系人|班主任|任课教师|任课老师|授课教师|授课老师|教师|老师|家长|学生|学员|考生|父亲|母亲|法定代表人|法人代表|法人|法人姓名|负责人|记录人|主持人|听课人|审核人|经手人|值班人|收货人|收件人|员工"
    r"|(?:student|teacher|full|real|first|last|given|family|contact|user|nick|emp|employee|customer|patient|person)?[ _]?name|surname|xingming|xm",
    re.I,
)
_NOT_HEADING = re.compile(
    r"(?:文件|学校|学院|班级|课程|项目|单位|公司|部门|专业|机构|产品|商品|站|表|字段|用户|登录|账[号户]|昵称|英文|角色|菜单|权限|标签|分类|品牌|类)名|user_?name|login|nick|file|class|"
    r"course|school|product|role|menu|company|table|column|host|domain|是否|人数|评价|评语|意见|签[字名章]|电话|手机|编号|工号|身份|地址|住址|关系|职称|职务|性别|年龄|单位|邮箱|学号|号码",
    re.I,
)
_LABEL = re.compile(
    r"(?:姓[ ]{0,4}名|班主任|(?:任课|指导|授课|主讲)教师|监护人|紧急联系人|联系人|记录人?|主持人?|听课人|来访者|经手人|负责人|法定代表人|申请人|填表人|[收寄]件人|收货人|家长)"
    r"(?:[ ]{0,3}[:=][ \t]{0,4}|(?<=名)[ \t]{1,4}(?=[\u4e00-\u9fff]))(?P<value>[^\t\n:=]{2,40})"
)
_SPACED = re.compile("([\u4e00-\u9fff])[ ]{1,3}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_NEXT = re.compile("[ ]?[、,/][ ]?")
_TITLES = tuple("老师 同学 主任 校长 书记 经理 先生 女士 局长 处长 部长 院长 所长 教授 医生 师傅 阿姨".split())
_SETTLED, _LISTED = 0.85, 10
_SPLIT = re.compile(r"[、，,;；/ ]+")
_HISTORY = re.compile("朝代|生卒|卒年|(?<!出)生年|逝世|代表作|dynasty|died|death|composer|author", re.I)
_GROUP = frozenset("组班级部科室处会队系院校员")
_NOT_A_NAME = re.compile(r"[0-9@:：/\\<>{}()（）\[\]。！？?%=+]")
_LONGEST = 30
_SAMPLE, _MOST = 200, 0.5


class CnPersonNameRecognizer(Recognizer):
    """Only structure is believed here: a column of names, or a label before one."""

    ENTITY = "CN_PERSON"
    TITLE = "姓名"
    CONTEXT = ("姓名",)
    FINDS = (
        "该生姓名：欧阳思远性别：男",
        "姓名：李秀兰",
        "序号\t姓名\t电话\n1\t买买提·艾力\t无",
        "id\tGivenName\tcity\n1\tJoseph\tX",
        "学生姓名\t班级\n曹　凤\t三班",
        "姓 名：李 娜　性别",
        "负责人：张伟、李娜，电话",
        "姓名 张小明 性别 男",
        "姓名：Joseph Smith",
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
    )

    def possible(self, where: Passage) -> bool:
        """Return whether a label or a column of names is there at all."""
        return bool(where.headings and self._columns(where)) or any(sign in where.text for sign in ":=名")

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield the names in columns of names, else those behind labels."""
        yield from self._in_columns(where)
        for label in _LABEL.finditer(where.text):
            yield from self._behind(where, label)

    def _behind(self, where: Passage, label: re.Match[str]) -> Iterator[Match]:
        words = label[0][: label.start("value") - label.start()].strip()
        doubtful = words[-1] not in ":="
        for start, end in islice(_listed_names(label), _LISTED):
            glued = "\u4e00" <= where.text[end : end + 1] <= "\u9fff"
            if doubtful and (glued or _names.likelihood(where.text[start:end]) <= 0):
                return
            yield self._match(where, start, end, f"标签“{words}”", 0.7 if doubtful else _SETTLED)

    def _columns(self, where: Passage) -> dict[int, str]:
        return {
            number: heading.strip()
            for number, heading in enumerate(where.headings)
            if _is_heading(heading.strip())
        }  # fmt: skip

    def _in_columns(self, where: Passage) -> Iterator[Match]:
        headed = self._columns(where) if where.headings else {}
        columns = {
            number: heading
            for number, heading in headed.items()
            if "姓" in heading or _holds_names(where, number, heading)
        }
        if not columns:
            return
        history = any(map(_HISTORY.search, where.headings))
        for offset, number, cell in where.cells(columns):
            for match in self._in_cell(where, cell, offset, columns[number]):
                yield replace(match, score=0.4, reasons=(*match.reasons, "历史或文艺人物的表")) if history else match

    def _in_cell(self, where: Passage, cell: str, offset: int, heading: str) -> Iterator[Match]:
        text = cell.strip()
        if not text or len(text) > _LONGEST or text == heading or _NOT_A_NAME.search(text):
            return
        position = 0
        for part in [text] if _names.is_latin_name(text) or _SPACED.fullmatch(text) else _SPLIT.split(text):
            position = cell.index(part, position)
            if score := _cell_score(part, heading):
                start = offset + position
                yield self._match(where, start, start + len(part), f"列名“{heading}”", score)
            position += len(part)

    def _match(self, where: Passage, start: int, end: int, reason: str, score: float) -> Match:
        name = where.text[start:end]
        if _names.is_han(name.replace(" ", "")):
            name = name.replace(" ", "")
        reasons: tuple[str, ...] = (reason,)
        if _names.is_example(name):
            score, reasons = 0.3, (reason, "示例姓名")
        elif name.endswith(_TITLES):
            score, reasons = min(score, 0.5), (reason, "姓氏加称谓")
        return Match(self.ENTITY, where.original(start), where.original(end - 1) + 1, score, reasons, name)


def _listed_names(label: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the names behind a label: one, or several with commas between."""
    text, start = label.string, label.start("value")
    while end := _name_end(text, start, label.end(), "名" in label[0][:4]):
        yield start, end
        if not (comma := _NEXT.match(text, end, label.end())):
            return
        start = comma.end()


def _name_end(text: str, start: int, limit: int, latin: bool) -> int:
    """Return where the name ends that begins at `start`, 0 where none does."""
    if name := _names.leading_name(text[start:limit]):
        return start + len(name)
    if (spaced := _SPACED.match(text, start, limit)) and _names.likelihood(spaced[1] + spaced[2]) > 0:
        return spaced.end()
    name = _names.leading_latin_name(text[start:limit]) if latin else ""
    return start + len(name) if name else 0


def _holds_names(where: Passage, column: int, heading: str) -> bool:
    """Return whether most cells of a column are names: `name` and 教师 stand over other things too."""
    cells = [cell.strip() for _, _, cell in islice(where.cells({column}), _SAMPLE) if cell.strip() not in {"", heading}]
    names = sum(
        any(_cell_score(part, heading) for part in (cell, *_SPLIT.split(cell)))
        for cell in cells
        if len(cell) <= _LONGEST
    )
    return names >= _MOST * len(cells)


def _is_heading(heading: str) -> bool:
    return bool(_HEADING.search(heading)) and not _NOT_HEADING.search(heading) and len(heading) <= 16


def _cell_score(text: str, heading: str) -> float:
    """Return how sure a cell of a name column is a name, 0 for what is none."""
    if _SPACED.fullmatch(text):
        text = text[0] + text[-1]
    if _names.is_minority_name(text):
        return 0.9
    if _names.is_han(text) and 2 <= len(text) <= 4:
        return _han_score(text, "姓" in heading)
    latin = bool(re.search("[A-Za-z]", heading)) or "姓名" in heading
    return 0.8 if latin and _names.is_latin_name(text) else 0.0


def _han_score(text: str, strict: bool) -> float:
    """Return the score of two to four Han characters; a `strict` heading (姓名) also proves names that are no usual ones."""
    if text in dictionaries.terms("field_labels"):
        return 0.0
    if _names.likelihood(text) > -9:
        return 0.9
    if _names.is_word(text) or (text[-1] in _GROUP and not strict):
        return 0.0
    return 0.8 if _names.surname_of(text) else 0.7 if strict else 0.0
