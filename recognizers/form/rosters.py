"""名册：姓名列与别的栏目，姓名与号码同在一行。"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from recognizers._checks import birth_date, has_id_check
from recognizers._document import Form, TableShape
from recognizers._layout import Layout
from recognizers.form._cells import Values, all_heads, matches, share

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺"
    "倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲家封芮储"
    "靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠"
    "蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都"
    "耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖"
)


_NAME = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}")


_NAME_LINE = re.compile(rf"^[ \t]*[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}[ \t,，:：|\-]{{1,6}}[0-9A-Za-z@._\-]{{6,}}")


_NUMBER_CELL = re.compile(
    r"1[0-9]{10}|[0-9]{17}[0-9Xx]|[0-9A-Za-z._\-]{2,40}@[0-9A-Za-z.\-]{3,40}|(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{8,12}"
)


_ID = re.compile(r"[1-8](?<![0-9A-Za-z][1-8])[0-9]{16}[0-9Xx](?![0-9A-Za-z])")


_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


_HAN = re.compile("[\u4e00-\u9fff]")


_NAME_HEAD = re.compile(
    r"(?:学生|考生|教师|员工|家长|真实|联系人?|[\u4e00-\u9fa5]{0,4})姓[ ]?名|(?:s|stu|student|real|full|given|emp|first|last)?_?name|surname|givenname|联系人|法定代表人|学生",
    re.I,
)


_ROSTER_HEADS = (
    re.compile(
        r"身份证(?:件)?(?:号码?|号)?|证件号码?|id_?card|学[籍]?号|学籍[辅主]?号|准考证号|考生?号|student_?(?:id|no|number)|stu_?(?:id|no)|sno|s_?id|工号|职工号|nationalid",
        re.I,
    ),
    re.compile(
        r"(?:联系|家长|监护人|父亲|母亲)?(?:电话|手机)(?:号码?)?|联系方式|mobile|phone(?:_?num(?:ber)?)?|tel(?:ephone)?(?:number)?|电话号码",
        re.I,
    ),
    re.compile(r"邮箱|电子邮[箱件]|e-?mail(?:_?address)?|QQ号?|微信号?", re.I),
    re.compile(r"性别|sex|gender", re.I),
    re.compile(r"出生(?:日期|年月)?|生日|年龄|birth(?:day|date)?|date_?of_?birth|age|dob", re.I),
    re.compile(
        r"(?:家庭|现|联系|通信)?(?:住址|地址)|籍贯|户口所在地|民族|政治面貌|(?:street_?)?address|city|zipcode|州|省份?",
        re.I,
    ),
    re.compile(r"班级|年级|专业|院系|学院|部门|class(?:_?name)?|grade|major|dept|department|寝室|宿舍", re.I),
    re.compile(r"职务|职称|岗位|post|position|title|occupation|角色", re.I),
    re.compile(
        r"(?:平时|期[中末]|实验|实训|作业|考[试查勤]|卷面|理论|技能|操作|总评|综合|最终|最后|课程|考核|百分|五分|折算|第?[0-9一二三四五六七八九十]{1,3}次?)?(?:总)?(?:成绩|分数|得分|评分)"
        r"|总分|总评|平均分|语文|数学|英语|物理|化学|生物|历史|地理|政治|名次|排名|绩点|gpa|scores?|(?:final|total|midterm|usual)_?(?:score|grade|mark)s?|chinese|math|english",
        re.I,
    ),
)


_IDENTIFYING = (0, 1, 2, 4, 5)


_HISTORY_HEAD = re.compile("朝代|生卒|卒年|逝世|代表作|dynasty|died|death|composer", re.I)


_SCHOOL_HEAD = re.compile("学籍|准考证|考生号|考场|座位号|班内学号|监护人|就读方式|入学方式")


_SUBJECTS = re.compile("语文|数学|英语|物理|化学|生物|历史|地理|政治|道法|体育|音乐|美术|科学|总分")


_MARKS_AT = 8
_ID_LENGTH = 18


@lru_cache(maxsize=1)
def _rosters(layout: Layout) -> list[tuple[int, int, frozenset[int]]]:
    """Return table number, rows, and the families of heads beside a name, of every table with a name column."""
    tables = [table for table in layout.tables if table.headings]
    found = []
    for number, (table, heads) in enumerate(zip(tables, all_heads(layout), strict=True)):
        if matches(_NAME_HEAD, heads):
            families = frozenset(index for index, family in enumerate(_ROSTER_HEADS) if matches(family, heads))
            found.append((number, table.rows, families))
    return found


def roster_head(layout: Layout, _: Values) -> float:
    """Families of heads beside a name column, full at 5."""
    return max((len(families) / 5 for _, rows, families in _rosters(layout) if rows), default=0.0)


def roster_id(layout: Layout, _: Values) -> float:
    """Whether a table has a name column, an identifying one, and rows."""
    return float(any(rows and families & set(_IDENTIFYING) for _, rows, families in _rosters(layout)))


def roster_rows(layout: Layout, _: Values) -> float:
    """Logarithm of the rows of tables with a name column, full at 63."""
    return math.log2(1 + sum(rows for _, rows, families in _rosters(layout) if families)) / 6


def roster_empty(layout: Layout, _: Values) -> float:
    """Whether there is a roster's heading without rows."""
    return float(any(not rows and families for _, rows, families in _rosters(layout)))


def school_roster(layout: Layout, _: Values) -> float:
    """Whether a roster with rows has a field that only schools keep."""
    tables = [table for table in layout.tables if table.headings]
    named = {number for number, rows, _ in _rosters(layout) if rows}
    return float(any(any(map(_SCHOOL_HEAD.search, tables[number].headings)) for number in named))


def history_cols(layout: Layout, _: Values) -> float:
    """Whether a table has fields of historical or literary persons."""
    return float(any(any(map(_HISTORY_HEAD.search, heads)) for heads in layout.headings))


def score_cols(layout: Layout, _: Values) -> float:
    """Whether a table has a name column, marks, and rows."""
    return float(any(rows and _MARKS_AT in families for _, rows, families in _rosters(layout)))


def marks_across(layout: Layout, _: Values) -> float:
    """Whether a table has names in a row across its head, and rows that begin with school subjects."""
    return float(any(_names_across(table) and _subjects_down(table) for table in layout.tables))


def _names_across(table: TableShape) -> bool:
    first = table.headings or next(iter(table.cells), ())
    filled = [cell.strip() for cell in first[1:] if cell.strip()]
    return len(filled) >= 3 and sum(bool(_NAME.fullmatch(cell)) for cell in filled) > len(filled) / 2


def _subjects_down(table: TableShape) -> bool:
    return sum(bool(row and _SUBJECTS.fullmatch(row[0].strip())) for row in table.cells[:40]) >= 2


def name_rows(layout: Layout, _: Values) -> float:
    """Share of rows with a cell that looks like a name."""
    return share(sum(any(_NAME.fullmatch(cell) for cell in row) for row in layout.rows), len(layout.rows))


def name_id_rows(layout: Layout, _: Values) -> float:
    """Rows with a name and a number that identifies, full at 3."""
    return sum(any(map(_NAME.fullmatch, row)) and any(map(_NUMBER_CELL.fullmatch, row)) for row in layout.rows) / 3


def name_line(layout: Layout, _: Values) -> float:
    """Share of lines that are a name and a number."""
    sample = layout.lines[:600]
    return share(sum(bool(_NAME_LINE.match(line)) for line in sample), len(sample))


def _valid_ids(line: str) -> bool:
    return any(birth_date(hit[0][6:14]) and has_id_check(hit[0]) for hit in _ID.finditer(line))


def id_lines(layout: Layout, _: Values) -> float:
    """Share of the first 500 lines with a resident ID that passes its check."""
    sample = [layout.lines[number] for number in layout.figures[:500] if number < 500]
    return share(sum(len(line) >= _ID_LENGTH and _valid_ids(line) for line in sample), min(500, len(layout.lines)))


def id_valid(layout: Layout, values: Values) -> float:
    """Lines with a resident ID that passes its check, full at 3."""
    return values["id_lines"] * min(500, len(layout.lines)) / 3


def sql_persons(layout: Layout, _: Values) -> float:
    """Records with a mobile or ID number and Chinese text, full at 3."""
    if layout.document.form is not Form.RECORD:
        return 0.0
    rows = ("\t".join(row) for row in layout.rows)
    return sum(bool(_MOBILE.search(row) or _ID.search(row)) and len(_HAN.findall(row)) >= 2 for row in rows) / 3


def pi_keys(layout: Layout, _: Values) -> float:
    """Families of fields beside a name in records, full at 4."""
    if layout.document.form is not Form.RECORD:
        return 0.0
    return max((len(families) / 4 for _, _, families in _rosters(layout)), default=0.0)
