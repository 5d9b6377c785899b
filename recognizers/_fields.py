"""栏目名：一个表头或标签说的是谁的什么。"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

import dictionaries
from recognizers._script import simplified


class Role(StrEnum):
    """Whom a column of names is about."""

    SUBJECT = "本人"
    KIN = "家长"
    STAFF = "教师"
    CONTACT = "经办"
    ALIAS = "别名"
    """Another name of the person whose name stands beside it."""


_LONGEST = 24
_TRIM = re.compile(r"[\s*★☆※:：\"'`“”【】\[\]]+|[(（][^()（）]{0,20}[)）]?$|^[0-9]{1,2}[.、]")
_INSIDE = re.compile("[(（][^()（）]{0,20}[)）](?!$)")
_ASIDE = re.compile("[(（]((?:[\u4e00-\u9fff]{0,4}姓名|name))[)）]", re.I)
"""What a remark in brackets says that is the heading proper: `名称(姓名)`."""
_CAMEL = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(
    r"[\u4e00-\u9fff0-9]{0,8}(?:姓名|名字)[0-9一二三四]?"
    r"|(?:第[一二]|紧急|任课|授课|指导|主讲|带教|带队|实习|责任|科任|带班|监考|项目|课程|单位|企业|学校|小组|法定|主要|其他|应急|部门|学生|原|新|正|副|现|参赛|获奖|推荐|所属)?(?:监护人|联系人|负责人|班主任|教师|老师|导师|家长|学生)[一二三1-3]?|(?:参赛|参加|参会|获奖|受助|受表彰|资助|帮扶|结对|贫困|困难|住宿|住校|走读|转[入出学]|毕业|优秀|在校|留守|随迁|录取|报名|新入职)(?:学生|选手|人员|幼儿|队员|学员|考生|新生|教师|员工|对象)|新生|人员|中文名|真名|全名|人名|被?考核(?:人|对象)|辅导员|学员|考生|幼儿|队员|队长|组长|组员|班长|成员|选手|同学"
    r"|父亲|母亲|爸爸|妈妈|户主|法定代表人|法人代表|法人|记录人?|主持人?|主讲人|发言人|汇报人|听课人|审核人|审批人|复核人|经手人|经办人|填表人|制表人|值班人员?|值日生|收货人|收件人|寄件人|员工|职工|申请人|报名人|承租人|参会人员?|参加人员?"
    r"|出席人员?|列席人员?|缺席人员?|(?:与会|应到|实到|未到|请假|迟到)人员|监考(?:教师|老师|员)?[一二甲乙1-2]?|主考|评委|裁判|获奖(?:人|者|学生)|推荐人|证明人|介绍人|旅客|乘客|患者|病人|家庭成员|报考人|借阅人|使用人|保管人|采购人|签到人|被评价?人|被考核人",
)
_BEARERS = tuple(
    "成员 组员 队员 委员 课代表 舍长 寝室长 室长 组长 队长 社长 团长 干部 志愿者 主持人 主讲人 经办人 管理员 保洁员 宿管 宿管员 教练 教练员 值日 值日生 值周生 组员名单 队员名单 成员名单".split()
)
"""How headings end that say what those do whose names stand below."""
_NAME_ENGLISH = re.compile(
    r"(?:set[ _]?)?(?:student|stu|s|teacher|tea|t|full|real|true|first|last|given|family|contact|nick|emp|employee|staff|customer|patient|person|people|member|child"
    r"|parent|guardian|father|mother|display|chinese|cn|zh|pinyin|passenger|user|c|guest|buyer|receiver|consignee|owner|principal|linkman)?"
    r"[ _.\-]?(?:name|xm|names)|surname|xingming|xs?xm|jsxm|jzxm|bzr|bzrxm|jhr|jhrxm|lxr|lxrxm|fzr|xsxm|xxm|fqxm|mqxm|student|teacher|guardian|parent|father|mother|"
    r"contact(?:person)?|linkman|姓名[/ ]?name|name[/ ]?姓名|fullname|fn|coach|tutor|advisor|monitor|headteacher",
    re.I,
)
_LATIN = re.compile("[A-Za-z]")
_ALIAS = re.compile(
    "曾用(?:姓名|名)|(?:更名|改名)前(?:姓名|名)|(?:former|previous|old|used)[ _]?name|cym|cengyongming", re.I
)
_NOT_NAME = re.compile(
    r"(?:文件|学校|学院|班级|课程|项目|单位|公司|部门|专业|机构|产品|商品|站|表|字段|登录|账[号户]|昵称|英文|角色|菜单|权限|标签|分类|品牌|考试|科目|活动|奖项|资源|图书|教材|设备|药品|企业|赛事|队|组织|社团|地|别)名"
    r"|user_?name|login|nick|file|class|course|school|product|role|menu|company|table|column|host|domain|subject|book|event|project|dept|department|shop|store|city"
    r"|是否|人数|评价|评语|意见|签[字名章]|电话|手机|编号|工号|身份|地址|住址|关系|职称|职务|性别|年龄|单位|邮箱|学号|号码|得分|成绩|评分|任务|工作|联系方式|出生|学历|类型|类别|拼音|曾用|笔画|数量|要求|职责|活动|证|费|id$|count",
    re.I,
)
_THINGS = re.compile(
    "名称|[品菜书药歌片剧站地校店社园楼路河山树花虫鱼鸟篇题曲]名|品牌|品种|商品|药品|物品|菜品|菜肴|景点|城市|省份|地区|区县|站点|词语|生词|单词|成语|植物|动物|公司|单位|厂家|brand|product|city|title",
    re.I,
)
_OF_ANYTHING = frozenset(
    "name names 名字 中文名 cname cnname cn_name name_cn zh_name namezh chinesename chinese_name display_name displayname".split()
)
_MIXED = re.compile(
    "(?:姓名|联系人|监护人|家长|班主任|负责人|教师|老师).{0,4}(?:电话|手机|联系方式|号码|职务|学号|工号|关系|单位)|(?:电话|手机|联系方式)(?:及|和|与|、|/)(?:姓名|联系人)"
)
_KIN = re.compile(
    "家长|监护|父|母|亲属|亲人|家属|家庭成员|配偶|紧急|子女|爸|妈|parent|guardian|father|mother|jhr|jz(?:xm)?$|fqxm|mqxm|emergency|famil(?:y(?![ _]?name)|ies)|relatives?$",
    re.I,
)
_STAFF = re.compile(
    "班主任|教师|老师|导师|辅导员|教练|主讲|监考|主考|听课|带队|teacher|tutor|advisor|coach|bzr|jsxm", re.I
)
_CONTACT = re.compile("负责|法人|法定|联系人|经[手办]|审[核批]|填表|制表|记录|主持|值班|收件|收货|寄件|复核|发言|汇报|推荐|证明|介绍|评委|裁判|linkman|contact|lxr|fzr|principal|author", re.I)  # fmt: skip
_CLASS = re.compile(
    "(?:所在|原|现|行政|教学|新)?(?:班级?|班次|班别|年级班级?|行政班|教学班)(?:名称|号)?|class(?:_?name|no)?|bj(?:mc)?|banji|班 ?级",
    re.I,
)
_DESCRIBES = re.compile(
    r"性别|民族|籍贯|年龄|政治面貌|班级?|班别|班次|年级|专业|学院|院系|系别|职务|职称|岗位|部门|科室|宿舍|寝室|座位?号|座号|考场|考号|学历|总分|[\u4e00-\u9fff]{0,4}成绩|名次|排名|班名|级名|成绩|健康.*|身高|体重|视力|病史|过敏.*|户口.*|关系"
    r"|sex|gender|class(?:_?name)?|grade|dept|department|title|position|xb|bj|nj|zy|mz|zw",
    re.I,
)
_OFFICIAL = re.compile(
    "职务|职称|岗位|部门|科室|处室|工号|任教|授课|教师|教职|员工|入职|工资|薪|单位负责|dept|department|position|employee|salary",
    re.I,
)
_FIELD = re.compile(
    r"序号?|编号|号码|学号|工号|考号|座号|座位号?|班内学号|(?:全国|临时)?学籍(?:辅|主)?号|准考证号?码?|考生号|报名号|(?:居民)?身份证(?:件)?(?:号码?)?|公民身份号码|(?:身份)?证件(?:类型|类别|种类|号码?)|护照号?码?|姓名拼音|曾用名|(?:英文|外文|拼音)(?:姓?名)"
    r"|性别|年龄|周岁|民族|国籍|籍贯|出生(?:日期|年月日?|地)?|生日|年级|班级?|班别|班次|组别?|小组|专业|学院|院系|系别|学校|学校名称|所在学校|毕业(?:院校|学校|时间)|就读学校|单位|工作单位|所在单位|部门|科室|职务|职称|岗位|职业|学历|学位|政治面貌"
    r"|(?:[^\s]{0,6})(?:电话|手机|手机号码?|联系方式|联系电话|号码)|邮箱|电子邮[箱件]|E-?mail|QQ号?码?|微信号?|(?:[^\s]{0,4})(?:住址|地址)|邮编|邮政编码|户口.{0,6}|户籍.{0,6}|是否.{1,10}|有无.{1,8}|备注|说明|宿舍号?|寝室号?|床位号?|楼栋|房间号?|关系|与本人关系|称谓"
    r"|语文|数学|英语|外语|物理|化学|生物|政治|历史|地理|体育|音乐|美术|道德与法治|道法|信息技术?|科学|总分|[\u4e00-\u9fff]{0,4}(?:成绩|得分|分数|总评)|期中|期末|平时分|卷面分|平均分|排名|名次|班名|级名|校名次?|等级|评语|评价|签名|签字|签到|日期|时间|照片|健康状况|血型|身高|体重|视力|特长|爱好|入学(?:年月|方式|时间|日期)|就读方式|学生来源|入职时间|车牌号?码?|银行卡号?|卡号|开户行|账号|缴费金额|金额"
    r"|序|次序|#|(?:班内|校内|社会|现任|所任|兼任|曾任)(?:职务|职位)|(?:是否|宿舍|住宿|住校|家庭|个人|基本|学生|学籍|家长|监护人|教师|教职工|考核|身体|健康|经济|学习|获奖|就读|其他|其它|联系|父亲|母亲|户籍|报名|参赛|考试|健康)[\u4e00-\u9fff]{0,4}(?:信息|情况|状况|资料)"
    r"|[\u4e00-\u9fff]{1,6}(?:证号|证号码|身份证号?)|[\u4e00-\u9fff]{2,6}(?:编号|学号|工号|考号|籍号|卡号|账号|房号|床号|座号|室号|舍号|序号|证件号|证件号码|身份证|身份证号码?|日期|时间|年月日?|地址|住址|邮箱|分值|总分|均分|成绩|排名|名次|类型|类别|种类|方式|职务|职称|签[名字章]|盖章|关系|意见|原因|金额|次数|人数|备注|结果|面貌|性别|民族|学历|学位|籍贯|年龄|级别|等级|等次|特长|爱好|评语|鉴定|班级|年级|户口|电话|手机)"
    r"|(?:其他|其它|补充|情况)说明|户主关系|班次|组次|届次|宿舍|寝室|床位|楼号|房间|人数|楼层|车间|工种|班组|监护人?关系|[\u4e00-\u9fff]{0,4}(?:电话|手机)号码?|考场号?|考点|科目|学科|课程|任教学科|任教班级|家庭人口|残疾.{0,4}|过敏史|既往病史|接送人|乘车站点|车次|航班号?|出发地|到达地|奖项|名称",
    re.I,
)
_FIELD_ENGLISH = re.compile(
    r"(?:(?:s|stu|student|user|emp|person|customer|home|work|mobile|cell|parent|guardian|contact|id|c|family|father|mother|date|of|native|political|exam|total|seat|room|serial|row)[ _.\-]?){0,2}"
    r"(?:id|no|num|number|sex|gender|age|birth(?:day|date|_?date)?|dob|class(?:_?name|no)?|grade|dept|department|major|phone(?:_?no|_?number)?|mobile|tel(?:ephone)?|email|e-mail|mail|addr(?:ess)?|card(?:_?no)?|idcard|id_?card|idno|qq|wechat|title|position|post|score|remark|note|nation(?:ality)?|ethnicity|city|school|college|status|date|time|signature|comment|major|rank|total|result)[.]?"
    r"|s/n"
    r"|sfz(?:h|hm)?|xb|xh|bj(?:mc)?|nj|csrq|sr|dh|lxdh|sjh(?:m)?|dz|jtzz|mz|jg|zzmm|zy|xy|zw|zc|bz|nl|xjh|zkzh|ksh|cj|zf",
    re.I,
)

_LONGEST_PLACE = 12
_ORDINAL = "第?[一二三四五六七八九十0-9]{1,3}"
_PLACE = re.compile(
    f"(?:星期|周|礼拜)[一二三四五六日天1-7]|(?<![\u4e00-\u9fff]){_ORDINAL}(?:小?组|大?排|列|行|桌|座|号?床位?|号座|号位|车|队|考场|场|周)(?![\u4e00-\u9fff])"
    "|(?:^|[ ])(?:[A-H1-9一二三四五六]?号?(?:上铺|下铺)|[左右][一二三四1-4]?|床位?[0-9一二三四五六七八A-H]{1,2}|[A-H]床|座位[0-9]{1,2}|[0-9]{1,2}月[0-9]{1,2}日"
    "|Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?)$",
    re.I,
)


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """Return a heading, simplified, without blanks, stars, colons, numbering and a remark in brackets at its end."""
    text = simplified(heading.strip())
    if text.isalpha():
        return text
    if proper := _ASIDE.search(text):
        return proper[1]
    for _ in range(3):
        text = _TRIM.sub("", text) or text
    return text


@lru_cache(maxsize=4096)
def role(heading: str) -> Role | None:
    """Return whose names stand under a heading or behind a label, None where it promises no names.

    Of a heading over two rows (`家长信息 姓名`) the last part says what, the whole says whose.
    """
    if len(heading) > 2 * _LONGEST:
        return None
    whole = bare(heading)
    parts = [bare(part) for part in re.split(r"\s+|_(?=[\u4e00-\u9fff])", heading.strip())]
    candidates = (whole, parts[-1], _CAMEL.sub("_", whole), _INSIDE.sub("", whole))
    if any(map(_ALIAS.fullmatch, candidates)):
        return Role.ALIAS
    if any(_is_name(text) for text in candidates) or _is_mixed(whole):
        return whose(heading) or Role.SUBJECT
    return None


def _is_name(text: str) -> bool:
    if not text or len(text) > _LONGEST:
        return False
    hit = (
        _NAME.fullmatch(text)
        or (text.endswith(_BEARERS) and len(text) <= _LONGEST_BEARER)
        or (_LATIN.search(text) and _NAME_ENGLISH.fullmatch(text))
    )
    return bool(hit) and not _NOT_NAME.search(text)


_LONGEST_BEARER = 8


@lru_cache(maxsize=4096)
def is_mixed(heading: str) -> bool:
    """Return whether cells under a heading hold a name and something else (`家长姓名及电话`)."""
    return _is_mixed(bare(heading))


def _is_mixed(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_MIXED.search(text)) and bool(re.search("[及和与、/（(]|姓名", text))


@lru_cache(maxsize=4096)
def is_strict(heading: str) -> bool:
    """Return whether a heading promises nothing but names of persons, so that even unusual ones are believed."""
    return bool(re.search("姓 *名", heading)) and not is_mixed(heading)


def says_little(heading: str) -> bool:
    """Return whether a heading stands over names of anything: `name` has persons, counties, goods and styles below it."""
    return bare(heading).lower() in _OF_ANYTHING


@lru_cache(maxsize=4096)
def whose(heading: str) -> Role | None:
    """Return whose value a heading speaks of (`家长电话`), None where it doesn't say."""
    for pattern, found in ((_KIN, Role.KIN), (_STAFF, Role.STAFF), (_CONTACT, Role.CONTACT)):
        if pattern.search(heading):
            return found
    return Role.SUBJECT if re.search("学生|本人|考生|学员|幼儿|student|stu_|xs", heading, re.I) else None


_SURNAME = re.compile("姓氏?|(?:last|family|sur)[ _]?names?|lname|xing", re.I)
_GIVEN = re.compile("名字?|(?:first|given)[ _]?names?|fname|forename|ming", re.I)


@lru_cache(maxsize=256)
def halves(headings: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of neighbouring columns of which one holds surnames and the other given names, the surname's first."""
    words = [_CAMEL.sub("_", bare(heading)) for heading in headings]
    first = [number for number, word in enumerate(words) if _SURNAME.fullmatch(word)]
    beside = ((n, other) for n in first for other in (n + 1, n - 1) if 0 <= other < len(words))
    return tuple((n, other) for n, other in beside if _GIVEN.fullmatch(words[other]))


def bearer(heading: str) -> Role:
    """Return who bears the names below a heading, whatever it promises: teachers below a subject, else those whom the table is about."""
    return role(heading) or (Role.STAFF if is_subject(heading) else Role.SUBJECT)


@lru_cache(maxsize=4096)
def names_things(heading: str) -> bool:
    """Return whether a heading says that what stands below are names of things: goods, books, places."""
    return bool(_THINGS.search(heading))


@lru_cache(maxsize=4096)
def is_class(heading: str) -> bool:
    """Return whether the classes of pupils stand under a heading."""
    return any(map(_CLASS.fullmatch, _readings(heading)))


@lru_cache(maxsize=4096)
def describes(heading: str) -> bool:
    """Return whether a heading promises what describes a person: sex, class, post, marks, health."""
    return any(map(_DESCRIBES.fullmatch, _readings(heading)))


def _readings(heading: str) -> tuple[str, ...]:
    """Return a heading, and of one over two rows (`学生信息 班级`) its last part."""
    whole, last = bare(heading), heading.rpartition(" ")[2]
    return (whole, bare(last)) if last and last != whole else (whole,)


@lru_cache(maxsize=4096)
def is_place_in_plan(heading: str) -> bool:
    """Return whether a heading is a day, a time, a group, a row, a seat or a bed: what stands below is who is there."""
    return len(heading) <= _LONGEST_PLACE and bool(_PLACE.search(heading))


@lru_cache(maxsize=4096)
def is_official(heading: str) -> bool:
    """Return whether a heading stands over a staff: posts, departments, subjects taught."""
    return bool(_OFFICIAL.search(heading))


@lru_cache(maxsize=4096)
def is_subject(heading: str) -> bool:
    """Return whether a heading is a subject of schools: marks stand below it, or who teaches it."""
    return any(map(_SUBJECT.fullmatch, _readings(heading)))


_SUBJECT = re.compile(
    "语文|数学|英语|外语|物理|化学|生物|政治|思政|历史|地理|体育|音乐|美术|科学|道德与法治|道法|品德|品社|信息(?:技术|科技)?|计算机|劳动(?:技术)?|劳技|书法|心理(?:健康)?|综合实践|校本|通用技术"
)


@lru_cache(maxsize=4096)
def class_of(text: str) -> str:
    """Return a class as it is told apart from others, however it is written: `七（3）班`, `七年级3班` and `7.3` are one."""
    return _NOT_TELLING.sub("", text.translate(_COUNTED)) or text


_COUNTED = str.maketrans("一二三四五六七八九", "123456789")
_NOT_TELLING = re.compile("[^0-9A-Za-z\u4e00-\u9fff]|年级|年|级|班")


@cache
def _labels() -> frozenset[str]:
    return frozenset(dictionaries.terms("field_labels"))


@lru_cache(maxsize=8192)
def is_field(text: str) -> bool:
    """Return whether a cell or a word is the name of a field and no value."""
    if len(text) > 2 * _LONGEST:
        return False
    word = bare(text)
    return bool(word) and (
        word in _labels()
        or bool(_FIELD.fullmatch(word))
        or bool(_LATIN.search(word) and _FIELD_ENGLISH.fullmatch(word))
        or _is_name(word)
        or (bool(_INSIDE.search(word)) and _is_name(_INSIDE.sub("", word)))
        or _is_mixed(word)
        or ("/" in word and all(map(is_field, word.split("/"))))
    )
