"""住址：省市区县一路到门牌，或在地址列里。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizers._contract import Match, Passage, Recognizer, Sighting, Verdict

_UNITS = "号弄组栋幢座楼室单元层院"
_STREET = (
    "[\u4e00-\u9fff](?:大道|路|街|巷|胡同|里|村|小区|花园|新村|苑)(?:[东南西北中一二三四五六七八九十]{0,3}[段巷弄路街])?"
    rf"[0-9A-Za-z一二三四五六七八九十\-]{{1,8}}[{_UNITS}][0-9A-Za-z{_UNITS}\-]{{0,20}}"
)
_FARTHEST = 30
"""Characters before the street in which its province, city and district stand."""
_WHOLE = re.compile(r"[^\t\n]{2,80}")
_NO_PLACE = re.compile(
    "[^\u4e00-\u9fff]|[家居现暂入]?住(?:[在于址])?|[位落建设居]于|驻地?[在为]|驻(?!马店)|地[址点]|[寄前送][往至]|[在到是的]"
)
"""What leads to a place and is no part of its name."""
_REGION = re.compile("[省市区县旗镇乡州盟]")


class CnAddressRecognizer(Recognizer):
    """A street or village with a number, better with its city before it."""

    ENTITY = "CN_ADDRESS"
    TITLE = "地址"
    PATTERNS = ((_STREET, 0.5),)
    CELL = r"[^\t\n]{0,60}[省市区县镇乡村路街号栋室弄里, ][^\t\n]{0,60}"
    WHOLE = (
        rf"(?=.*[省市区县镇乡村路街号栋室弄里])[\u4e00-\u9fff]{{2,24}}(?:[0-9]{{1,4}}[{_UNITS}][\u4e00-\u9fff]{{0,4}}){{1,4}}",
        0.5,
    )
    WHOLE_DIGITS = 4
    NOT_HEADINGS = tuple("ip mac 网址 邮箱 mail 服务器 内存 网络 接口 链接 url 图片 下载 地址码".split())
    CONTEXT = tuple("家庭住址 地址 住址 家住 现住 居住地 籍贯 户籍 住在 户口所在 address".split())
    FINDS = ("家住示范市云湖区学府路12号3栋的学生", "姓名\t家庭住址\n张三\t云湖镇东村5组12号", "地址：学府路12号")
    IGNORES = (
        "道路建设第3号文件",
        "姓名\t家庭住址\n张三\t无",
        "网络地址192.168.1.1",
        "有一条省道公路S101线",
        "前进小区一栋的电梯",
        "编号\taddress 地址\n编号\taddress 地址",
        "编号\tsend 发货地址：0->否，1->是\n编号\tsend 发货地址：0->否，1->是",
    )

    def possible(self, where: Passage) -> bool:
        """Return whether a street with a number stands anywhere, or a column of addresses."""
        return bool(self._compiled[0][0].search(where.text) or self.columns(where))

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield streets with a number, each from the largest place named before it, and the cells of address columns."""
        street, score = self._compiled[0]
        for found in street.finditer(where.text):
            hit = _WHOLE.fullmatch(where.text, _beginning(where.text, found.start()), found.end())
            if hit and (match := self._weigh(hit, where, score)):
                yield match
        yield from self._in_cells(where)

    def judge(self, sighting: Sighting) -> Verdict | None:
        """A cell needs its column; a street with a number needs a word, or a city before it."""
        text = sighting.text
        if sighting.heading and sighting.clue:
            return Verdict(0.5, ("地址列的内容",)) if len(text) >= 4 else None
        street = self._compiled[0][0].search(text)
        city = bool(street and _REGION.search(text, 0, street.start() + 1))
        return Verdict(0.5 if city else 0.3, ("有街巷和门牌",)) if city or sighting.clue else None


def _beginning(text: str, street: int) -> int:
    """Return where the place begins whose street stands at `street`: behind the last word that leads to it."""
    start = max(0, street - _FARTHEST)
    ends = [lead.end() for lead in _NO_PLACE.finditer(text, start, street)]
    return ends[-1] if ends else start
