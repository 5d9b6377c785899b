"""银行卡号：16 至 19 位，Luhn 校验。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from recognizers._checks import birth_date, has_id_check, has_luhn, is_province
from recognizers._contract import Match, Passage, Recognizer, Sighting, Verdict

_CARD_CELL = re.compile(r"(?:^|(?<=\t))[^\S\t\n]*(62[0-9]{14,17}|[45][0-9]{15})(?=[^\S\t\n]*(?:\t|$))", re.M)
_GROUPED = re.compile(r"[0-9]{4}(?:[ \-][0-9]{4}){2,3}(?:[ \-]?[0-9]{1,4})?")
_FEWEST_DIGITS = 4
_COLUMN = 3


class CnBankCardRecognizer(Recognizer):
    """One random number in ten passes Luhn: grouping, a word, or a whole column must speak for it."""

    ENTITY = "CN_BANK_CARD"
    TITLE = "银行卡号"
    PATTERNS = (
        (
            r"(?<![0-9A-Za-z.\-])(?:62|60|81|9[0-9]|4[0-9]|5[1-5]|3[47]|35)[0-9]{2}(?:[ \-]?[0-9]{4}){2,3}(?:[ \-]?[0-9]{1,4})?"
            + r"(?![0-9A-Za-z]|[.\-][0-9])",
            0.3,
        ),
    )
    WHOLE = (r"62[0-9]{14,15}|62[0-9]{17}", 0.3)
    DIGITS = 15
    ROUNDED = r"[3-9](?:\.[0-9]{1,15})?[Ee]\+1[4-8]"
    CONTEXT = ("银行卡", "卡号", "账号", "帐号", "开户", "工资卡", "借记卡", "信用卡", "card")
    FINDS = (
        "银行卡6205500000000000004的",
        "卡6205 5000 0000 0000 004，",
        "姓名\t工资卡\n张三\t6205500000000000004",
        "姓名\t备注\n甲\t6205500000000000004\n乙\t6200000000000005\n丙\t6200000000000047",
        "姓名\t卡号\n张三\t6.22E+18",
    )
    IGNORES = (
        "流水6205500000000000004号",
        "银行卡6205500000000000005",
        "证件622301200501010204",
        "银行卡62055000000000000042",
        "姓名\t备注\n甲\t6205500000000000004\n乙\t6205500000000000004\n丙\t6205500000000000004",
        "卡号6222020000000000000",
    )

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield the cards for which something speaks, and whole columns of numbers that all might be cards."""
        yield from super().find(where)
        if where.headings and where.longest_number >= self.DIGITS:
            yield from self._in_silent_columns(where)

    def _in_silent_columns(self, where: Passage) -> Iterator[Match]:
        columns = defaultdict[int, list[tuple[int, str]]](list)
        for hit in _CARD_CELL.finditer(where.text):
            if _passes(hit[1]) and not self._words_in(where.heading(hit.start(1)).lower()):
                columns[where.column(hit.start(1))].append((hit.start(1), hit[1]))
        for cards in columns.values():
            if len({number for _, number in cards}) < _COLUMN:
                continue
            for start, number in cards:
                end = where.original(start + len(number) - 1) + 1
                reasons = ("校验位通过", "整列都是这样的号码")
                yield Match(self.supported_entities[0], where.original(start), end, 0.6, reasons, number)

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Refuse ID numbers; then Luhn, and a ground beyond it."""
        number = re.sub(r"[ \-]", "", sighting.text)
        if not _passes(number):
            return None
        grouped = bool(_GROUPED.fullmatch(sighting.text))
        if not grouped and not sighting.clue:
            return None
        grounds = ("校验位通过", "四位一组") if grouped else ("校验位通过",)
        return Verdict(0.6, grounds, number)


def _passes(number: str) -> bool:
    """Return whether a number has the length, check digit and variety of a card's, and is no resident ID."""
    return 15 <= len(number) <= 19 and len(set(number)) >= _FEWEST_DIGITS and has_luhn(number) and not _is_id(number)


def _is_id(number: str) -> bool:
    return len(number) == 18 and is_province(number) and birth_date(number[6:14]) is not None and has_id_check(number)
