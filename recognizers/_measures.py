"""由结构算出的形态。

One function a shape, of the same name as in `dictionaries/shapes/structure.toml`: it takes the layout and the values
measured before it, and returns 0 to 1 (larger values are cut).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from recognizers._checks import birth_date, has_id_check
from recognizers._document import Form
from recognizers._layout import Layout

Values = Mapping[str, float]

FULL = {"chain": 20.0, "roster_head": 5.0, "id_valid": 3.0, "exam_groups": 7.0, "key_groups": 4.0}
"""The figure that 1 stands for, where a sentence tells a figure."""

_NUMBERED = re.compile(r"^[ \t\u3000]*[(（]?([0-9]{1,3})[ ]?[)）.．、:：]", re.M)
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
_ID = re.compile(r"(?<![0-9A-Za-z])[1-8][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_PAIR = re.compile(r"-?(1[0-7][0-9]|[0-9]{1,2})\.[0-9]{3,}[^0-9\n]{1,6}-?(1[0-7][0-9]|[0-9]{1,2})\.[0-9]{3,}")
_HAN = re.compile("[\u4e00-\u9fff]")
_WEEKDAY = re.compile("(?:星期|周|礼拜)([一二三四五六日天])")
_SUBJECTS = "语文 数学 英语 物理 化学 生物 历史 地理 政治 道法 体育 音乐 美术 信息 班会 自习 科学 劳动 心理 书法 品德 大学英语 高等数学 线性代数 思修".split()
_DATE = re.compile(r"(?:20[0-9]{2}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}")
_FIELD = re.compile(r"^[ \t]*[^：:，。\n]{2,12}[:：][ \t]*[^：:\n]{1,40}$")
_VERSE = re.compile("[\u4e00-\u9fff]{3,8}[，,][\u4e00-\u9fff]{3,8}[。！？；]?")
_NUMERIC = re.compile(r"-?[0-9][0-9.,%]*")

_FAMILIES_OF_QUESTIONS = (
    re.compile(
        r"questions?|question_?(?:text|content|name|title|stem)|题目(?:内容|名称)?|题干|试题(?:内容)?|stem|problem|问题|title|content|q",
        re.I,
    ),
    re.compile(r"options?|choices?|选项[A-H]?|option_?[A-H1-6]|[A-F]|answer_?[A-D]|item_?[A-D]", re.I),
    re.compile(
        r"answers?|正?确?答案|参考答案|标准答案|correct_?(?:answer|option)?|right_?answer|solution|key|result", re.I
    ),
    re.compile(
        r"analysis|explanation|explain|解析|试题解析|难度|difficulty|score|分值|知识点|章节|题型|qtype|question_?type|type|subject|科目|index|year|category|题号|序号|level|chapter",
        re.I,
    ),
)
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
    re.compile(r"总分|总成绩|平均分|成绩|语文|数学|英语|物理|化学|名次|排名|score|分数|chinese|math|english", re.I),
)
_IDENTIFYING = (0, 1, 2, 4, 5)
_HISTORY_HEAD = re.compile("朝代|生卒|卒年|逝世|代表作|dynasty|died|death|composer", re.I)
_SCHOOL_HEAD = re.compile("学籍|准考证|考生号|考场|座位号|班内学号|监护人|就读方式|入学方式")
_MARKS_AT = 8
_GEO_HEADS = re.compile(
    r"lat|lon|lng|latitude|longitude|经度|纬度|坐标|adcode|iata|icao|车次|站名|电报码|机场|统一社会信用代码|注册号|gps|x坐标|y坐标",
    re.I,
)
_GEO_KEYS = re.compile(r"coordinates?|geometry|lng|lat|lon|longitude|latitude|center|centroid", re.I)


def _matches(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return any(len(cell) <= 24 and pattern.fullmatch(cell) for cell in cells)


def _share(number: float, whole: float) -> float:
    return number / whole if whole else 0.0


def _ordinals(layout: Layout) -> list[int]:
    return [int(hit[1]) for hit in _NUMBERED.finditer(layout.text[:300_000])] if layout.prose else []


def run(layout: Layout, _: Values) -> float:
    """Longest run of line numbers each one more than the last, full at 15."""
    best = length = last = 0
    for number in _ordinals(layout):
        length = length + 1 if number == last + 1 else 1
        best, last = max(best, length), number
    return best / 15 if best > 1 else 0.0


def chain(layout: Layout, _: Values) -> float:
    """Length of the chain 1, 2, 3 … that ignores numbers between, full at 20."""
    reached = 0
    for number in _ordinals(layout):
        reached += number == reached + 1
    return reached / 20 if reached > 1 else 0.0


def _question_heads(layout: Layout) -> list[tuple[bool, ...]]:
    return [tuple(_matches(family, heads) for family in _FAMILIES_OF_QUESTIONS) for heads in _all_heads(layout)]


def _all_heads(layout: Layout) -> list[tuple[str, ...]]:
    """Heading rows; an English name with its Chinese comment counts by each."""
    return [tuple(word for cell in heads for word in (cell, *cell.split(" "))) for heads in layout.headings]


def qb_families(layout: Layout, _: Values) -> float:
    """Share of four families of question-bank fields in one heading; 0 without question and option or answer."""
    return max(
        (sum(found) / 4 for found in _question_heads(layout) if found[0] and (found[1] or found[2])), default=0.0
    )


def qb_options(layout: Layout, _: Values) -> float:
    """Whether question, options and answer are all there."""
    return float(any(all(found[:3]) for found in _question_heads(layout)))


def qb_records(layout: Layout, values: Values) -> float:
    """Logarithm of the number of question records, full at 63."""
    if not values.get("qb_families"):
        return 0.0
    tables = [table for table in layout.tables if table.headings]
    number = sum(
        t.rows for t, found in zip(tables, _question_heads(layout), strict=True) if found[0] and (found[1] or found[2])
    )
    return math.log2(1 + number) / 6


def _rosters(layout: Layout) -> list[tuple[int, int, frozenset[int]]]:
    """Return table number, rows, and the families of heads beside a name, of every table with a name column."""
    tables = [table for table in layout.tables if table.headings]
    found = []
    for number, (table, heads) in enumerate(zip(tables, _all_heads(layout), strict=True)):
        if _matches(_NAME_HEAD, heads):
            families = frozenset(index for index, family in enumerate(_ROSTER_HEADS) if _matches(family, heads))
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


def name_rows(layout: Layout, _: Values) -> float:
    """Share of rows with a cell that looks like a name."""
    return _share(sum(any(_NAME.fullmatch(cell) for cell in row) for row in layout.rows), len(layout.rows))


def name_id_rows(layout: Layout, _: Values) -> float:
    """Rows with a name and a number that identifies, full at 3."""
    return sum(any(map(_NAME.fullmatch, row)) and any(map(_NUMBER_CELL.fullmatch, row)) for row in layout.rows) / 3


def name_line(layout: Layout, _: Values) -> float:
    """Share of lines that are a name and a number."""
    sample = layout.lines[:2000]
    return _share(sum(bool(_NAME_LINE.match(line)) for line in sample), len(sample))


def _valid_ids(line: str) -> bool:
    return any(birth_date(hit[0][6:14]) and has_id_check(hit[0]) for hit in _ID.finditer(line))


def id_valid(layout: Layout, values: Values) -> float:
    """Lines with a resident ID that passes its check, full at 3."""
    return values["id_lines"] * min(500, len(layout.lines)) / 3


def id_lines(layout: Layout, _: Values) -> float:
    """Share of the first 500 lines with a resident ID that passes its check."""
    sample = layout.lines[:500]
    return _share(sum(_valid_ids(line) for line in sample), len(sample))


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


def geo_cols(layout: Layout, _: Values) -> float:
    """Heads of places, stations or codes, full at 2."""
    return max(
        (sum(bool(_GEO_HEADS.fullmatch(cell)) for cell in set(heads)) / 2 for heads in _all_heads(layout)), default=0.0
    )


def geo_json(layout: Layout, _: Values) -> float:
    """Whether records have fields of geometry."""
    return float(layout.document.form is Form.RECORD and any(_matches(_GEO_KEYS, heads) for heads in layout.headings))


def coord_lines(layout: Layout, _: Values) -> float:
    """Share of the first 300 lines with a pair of decimals of three places or more."""
    sample = layout.lines[:300]
    return _share(sum(bool(_PAIR.search(line[:2000])) for line in sample), len(sample))


def week_grid(layout: Layout, _: Values) -> float:
    """Whether one line names four weekdays, or five short lines begin with one."""
    in_line = any(len(set(_WEEKDAY.findall(line))) >= 4 for line in layout.lines[:500])
    begun = {hit[1] for line in layout.lines[:500] if len(line) < 60 and (hit := _WEEKDAY.match(line.strip()))}
    return float(layout.prose and (in_line or len(begun) >= 5))


def subj_cells(layout: Layout, _: Values) -> float:
    """Share of filled cells that begin with a school subject."""
    filled = [cell for cell in layout.cells if cell]
    return _share(sum(cell.startswith(tuple(_SUBJECTS)) for cell in filled), len(filled))


def half_day(layout: Layout, _: Values) -> float:
    """Whether a row names two parts of a day."""
    return float(
        any(sum(word in cell for cell in row for word in ("上午", "下午", "晚上")) >= 2 for row in layout.rows)
    )


def date_rows(layout: Layout, _: Values) -> float:
    """Share of rows that begin with a date."""
    return _share(sum(bool(row and _DATE.match(row[0])) for row in layout.rows), len(layout.rows))


def _pages(layout: Layout) -> list[str]:
    return [page for page in layout.document.text.split("\f") if page.strip()]


def sparse_pages(layout: Layout, _: Values) -> float:
    """Whether six pages or more hold fewer than 450 characters each on average."""
    pages = _pages(layout)
    paged = layout.document.form in {Form.PDF, Form.SLIDES}
    return float(paged and len(pages) >= 6 and sum(map(len, pages)) / len(pages) < 450)


def page_head(layout: Layout, _: Values) -> float:
    """Whether 30 % of five pages or more begin with the same line."""
    firsts = Counter(page.strip().split("\n", 1)[0] for page in _pages(layout))
    total = sum(firsts.values())
    return float(total >= 5 and firsts.most_common(1)[0][1] >= 0.3 * total)


def form_kv(layout: Layout, _: Values) -> float:
    """Share of lines of the form field：value."""
    sample = layout.lines[:3000]
    return _share(sum(bool(_FIELD.match(line[:60])) for line in sample), len(sample)) if layout.prose else 0.0


def empty_cells(layout: Layout, _: Values) -> float:
    """Share of empty cells."""
    return _share(sum(not cell for cell in layout.cells), len(layout.cells))


def numcells(layout: Layout, _: Values) -> float:
    """Share of numbers among the cells."""
    return _share(sum(bool(_NUMERIC.fullmatch(cell)) for cell in layout.cells), len(layout.cells))


def onecol(layout: Layout, _: Values) -> float:
    """Whether the only table has one or two columns and twenty rows."""
    return float(len(layout.tables) == 1 and len(layout.rows) >= 20 and max(map(len, layout.rows)) <= 2)


def verse(layout: Layout, _: Values) -> float:
    """Share of lines of two short halves."""
    sample = layout.lines[:2000]
    return _share(sum(bool(_VERSE.fullmatch(line.strip())) for line in sample if len(line) < 40), len(sample))


def size(layout: Layout, _: Values) -> float:
    """Logarithm of the length, full at a million characters."""
    return math.log10(max(1, layout.document.length)) / 6


def tiny(layout: Layout, _: Values) -> float:
    """Whether there are fewer than 60 characters."""
    return float(layout.document.length < 60)


def han(layout: Layout, _: Values) -> float:
    """Share of Han characters."""
    sample = layout.text[:50_000]
    return _share(len(_HAN.findall(sample)), len(sample))


def digits(layout: Layout, _: Values) -> float:
    """Share of digits."""
    sample = layout.text[:50_000]
    return _share(len(re.findall("[0-9]", sample)), len(sample))


def shortline(layout: Layout, _: Values) -> float:
    """Share of lines of at most 12 characters."""
    return _share(sum(len(line.strip()) <= 12 for line in layout.lines), len(layout.lines))


def longline(layout: Layout, _: Values) -> float:
    """Share of lines of more than 200 characters."""
    return _share(sum(len(line) > 200 for line in layout.lines), len(layout.lines))


def mono(layout: Layout, _: Values) -> float:
    """Whether five lines or more have at most three different lengths."""
    return float(len(layout.lines) >= 5 and len({len(line.strip()) for line in layout.lines}) <= 3)


def codelike(layout: Layout, _: Values) -> float:
    """Share of lines that look like code."""
    return layout.codelike


def is_code(layout: Layout, _: Values) -> float:
    """Whether the document is source code."""
    return float(layout.is_code)


def _is_form(layout: Layout, *forms: Form) -> float:
    return float(layout.document.form in forms)


def fmt_slides(layout: Layout, _: Values) -> float:
    """Whether the document is a slide deck."""
    return _is_form(layout, Form.SLIDES)


def fmt_sheet(layout: Layout, _: Values) -> float:
    """Whether the document is a sheet."""
    return _is_form(layout, Form.SHEET)


def fmt_word(layout: Layout, _: Values) -> float:
    """Whether the document is a word processor's."""
    return _is_form(layout, Form.WORD)


def fmt_pdf(layout: Layout, _: Values) -> float:
    """Whether the document is a PDF."""
    return _is_form(layout, Form.PDF)


def fmt_md(layout: Layout, _: Values) -> float:
    """Whether the document is Markdown."""
    return _is_form(layout, Form.MARKDOWN)


def fmt_record(layout: Layout, _: Values) -> float:
    """Whether the document is data records."""
    return _is_form(layout, Form.RECORD)


def fmt_tex(layout: Layout, _: Values) -> float:
    """Whether the document is TeX."""
    return _is_form(layout, Form.TEX)


def fmt_txt(layout: Layout, _: Values) -> float:
    """Whether the document is plain text."""
    return _is_form(layout, Form.TEXT)


def _groups(values: Values, least: Mapping[str, float]) -> int:
    return sum(values.get(name, 0.0) > bound for name, bound in least.items())


def exam_groups(_: Layout, values: Values) -> float:
    """Kinds of exam features present, full at 7."""
    least = dict.fromkeys(
        "option_set mark_rule section_type full_mark cand_field cand_note exam_title school_year".split(), 0.0
    )
    return _groups(values, least | {"blank": 0.1, "mark": 0.2, "chain": 0.3, "ask": 0.3}) / 7


def key_groups(_: Layout, values: Values) -> float:
    """Kinds of answer-key features present, full at 4."""
    least = dict.fromkeys("key_pairs key_grid key_title give_mark".split(), 0.0)
    return _groups(values, least | {"bracket_answer": 0.15, "solve_line": 0.02, "mark_end": 0.02, "nth_blank": 0.3}) / 4


def soft_groups(_: Layout, values: Values) -> float:
    """Kinds of software-document features present, full at 4."""
    least = {
        "readme": 0.3,
        "soft_words": 0.3,
        "soft_dist": 0.5,
        "ddl": 0.1,
        "fence": 0.2,
        "codelike": 0.2,
        "ai_tool": 0.3,
    }
    return _groups(values, least) / 4


def course_pack(_: Layout, values: Values) -> float:
    """Kinds of course features present, full at 3, less by software features."""
    least = dict.fromkeys("syll_title week_row lesson_title lab_title lecturer chapter_head".split(), 0.0)
    found = _groups(values, least | dict.fromkeys("syll_fields eval_share lesson_fields lab_fields".split(), 0.3))
    return min(1.0, found / 3) * (1 - min(1.0, values.get("soft_groups", 0.0)))


def exam_not_soft(_: Layout, values: Values) -> float:
    """Exam features without software features."""
    return min(1.0, values.get("exam_groups", 0.0)) * (1 - min(1.0, values.get("soft_groups", 0.0)))


def school_not_soft(_: Layout, values: Values) -> float:
    """School words without software, statute and news features."""
    soft, law = min(1.0, values.get("soft_groups", 0.0)), min(1.0, 5 * values.get("statute", 0.0))
    return values.get("school_dist", 0.0) * (1 - soft) * (1 - law) * (1 - values.get("news", 0.0))
