"""职责标签：“带班：”“投诉人：”“副监考：”一类标签，后面多半是人名，但也可能是别的，要名字自己也像。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizers import _names

_ACTIVITY = (
    "带班|值[班日守]|护导|巡视|供[稿图]|摄[影像]|责编|编辑|校对|复核|审[核批签]|拟稿|核稿|签发|批准|经办|统计|填表|任课|授课|执教|讲课|主讲|指挥|领操|领唱|伴奏|朗诵"
    "|陪同|接待|来访|处理|代[签领课]|[特一二三]等奖|语文|数学|英语|物理|化学|生物|政治|历史|地理|体育|音乐|美术|信息技术"
)
_WHEN = "[早晚中午夜]|门岗|行政|学生|教师|夜间|周末|节日|假期|安全|校园|宿舍|食堂"
_PERSON = (
    "(?:投诉|举报|来电|来信|信访|答复|回复|签到|代签|代领|签收|接送|照管|跟车|值守|带班|拟稿|核稿|签发|供稿|登记|交接|移交|接收|借[阅用]|归还|[报维]修|申[报诉]|担保|委托|受托|当事|见证|护送|护旗|升旗|责任)人"
    "|(?:主|副|流动)?监考?员?|副?主考|司铃|保密员|照管员|驾驶员|司机|(?:跟车|上课|联系|咨询|任课|生活|体育|音乐|美术|语文|数学|英语|物理|化学|生物|政治|历史|地理)(?:教师|老师)"
    "|[宿室舍寝]+长|领队|教练|裁判|翻译|患[儿者]|病人|校医|班干部?|(?:学习|生活|体育|文艺|宣传|组织|劳动|纪律|卫生|心理)委员|课代表|[旗护]旗?手|(?:值周|带班|值班)(?:领导|干部)"
    "|(?:缺考|违纪|补考|旷课|迟到|早退|晚归|未到|未交|缺勤|受伤|涉事|过敏|发热|住校|乘车|寄宿|走读|留守|资助)(?:学生|考生|人员|同学|名单)"
    "|个人(?:简介|简历)|受访(?:家长|学生)|群主|曾用名|原名|别名|[甲乙]方[(](?:签[字名章]|盖章)[)]|记录员|司仪|副?[班队组]长|组员|副?书记|副?校长|(?:教导|教务|政教|总务)?副?主任|导师|学艺股长|风纪股长"
)
_LABEL = re.compile(
    f"(?:(?P<person>[\u4e00-\u9fff]{{0,4}}?(?:{_PERSON}))|(?P<activity>(?:{_WHEN})?(?:{_ACTIVITY})))[ ]{{0,3}}:"
    "[ \t]{0,4}(?P<value>[^\t\n:=]{2,300})"
)
_BEFORE = re.compile("[\u4e00-\u9fff]{2,10}(?:[(][\u4e00-\u9fff]{2}[)])?[ ]{0,3}$")
_LONGEST = 17
_LIKELY, _A_WORD, _HARDLY = 0.7, 0.6, 0.45


def labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a text with what stands behind them up to the next one; looked for from the colons, which are few."""
    colon = text.find(":")
    while colon >= 0:
        low = max(0, colon - _LONGEST)
        if (before := _BEFORE.search(text[low:colon])) and (label := _LABEL.match(text, low + before.start())):
            yield label
        colon = text.find(":", colon + 1)


def score(name: str, label: re.Match[str]) -> float:
    """Return how sure a name behind a label is one: words that can be names are believed only where a person is asked for."""
    if _names.is_minority_name(name):
        return _LIKELY
    if not _names.is_full(name):
        return 0.0
    if not _names.is_word(name):
        return _LIKELY
    return _A_WORD if label["person"] else _HARDLY
