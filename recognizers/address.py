"""住址：省市区县一路到门牌，或在地址列里。"""

from __future__ import annotations

import re

from recognizers._contract import Passage, Recognizer, Sighting, Verdict

_HAN = r"[\u4e00-\u9fa5]"
_TAIL = re.compile(
    "(?:大道|路|街|巷|胡同|里|村|小区|花园|新村|苑)[0-9A-Za-z一二三四五六七八九十]{1,6}[号弄组栋幢座楼室单元\\-0-9A-Za-z]"
)


class CnAddressRecognizer(Recognizer):
    """A street or village with a number, better with its city before it."""

    ENTITY = "CN_ADDRESS"
    TITLE = "地址"
    PATTERNS = (
        (
            rf"(?:{_HAN}{{2,8}}(?:省|自治区))?(?:{_HAN}{{2,7}}(?:市|自治州|盟))?(?:{_HAN}{{1,7}}[区县旗市])?(?:{_HAN}{{1,8}}(?:街道|镇|乡))?"
            rf"{_HAN}{{1,10}}(?:大道|路|街|巷|胡同|里|村|小区|花园|新村|苑)(?:[0-9A-Za-z一二三四五六七八九十]{{1,6}}[号弄组栋幢座楼室单元\-0-9A-Za-z]{{1,20}})",
            0.5,
        ),
    )
    CELL = r"[^\t\n]{0,60}[省市区县镇乡村路街号栋室弄里, ][^\t\n]{0,60}"
    NOT_HEADINGS = tuple("ip mac 网址 邮箱 mail 服务器 内存 网络 接口 链接 url 图片 下载 地址码".split())
    CONTEXT = ("地址", "住址", "家庭住址", "现住", "居住地", "通信地址", "籍贯", "户籍", "住在", "户口所在", "address")
    FINDS = ("家住示范市云湖区学府路12号3栋的学生", "姓名\t家庭住址\n张三\t云湖镇东村5组12号", "地址：学府路12号")
    IGNORES = ("道路建设第3号文件", "姓名\t家庭住址\n张三\t无", "网络地址192.168.1.1")

    def possible(self, where: Passage) -> bool:
        """Return whether a street with a number stands anywhere, or a column of addresses."""
        return bool(_TAIL.search(where.text) or self.columns(where))

    def judge(self, sighting: Sighting) -> Verdict | None:
        """A cell needs its column; a street with a number needs a word, or a city before it."""
        city = any(character in sighting.text[:12] for character in "省市区县镇乡")
        if sighting.heading and sighting.clue:
            return Verdict(0.5, ("地址列的内容",)) if len(sighting.text) >= 4 else None
        return Verdict(0.5 if city else 0.3, ("有街巷和门牌",)) if city or sighting.clue else None
