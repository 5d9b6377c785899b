"""编造的号码：校验位都对，却不可能被签发过。

A random number with a right check digit may be a living person's. So a county code must have been abolished before the
birth year, or the birth year is 1900 (fixture rule); numbers without such a range come from documented test values only.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import dictionaries

PHONES = ("13800138000", "13812345678", "13912345678", "13888888888", "13811111111")
"""Documented test values; there is no range of mobile numbers that is never issued."""
PASSPORT = "E12345678"
EXIT_PERMIT = "C12345678"
PLATE = "京A12345"

ABOLISHED = ("110224", "110223", "110226", "120224", "130222", "132123", "132126", "132129", "132224", "132236")
"""County codes that ended by 2000."""

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@cache
def _last_years() -> dict[str, int]:
    """Return the year in which each county code ended; 9999 for one that lives."""
    years: dict[str, int] = {}
    for code, _, _, end, *_ in dictionaries.table("region_codes.tsv")[1:]:
        years[code] = max(years.get(code, 0), int(end or 9999))
    return years


def resident_id(county: str, born: date, sequence: int) -> str:
    """Return a number with a right check character. Raises ValueError where it could have been issued."""
    if born.year != 1900 and _last_years().get(county, 9999) >= born.year:
        raise ValueError(f"{county} may have issued numbers in {born.year}")
    return _with_check(f"{county}{born:%Y%m%d}{sequence:03d}")


def _with_check(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def pupil_id(index: int, first: date = date(2019, 9, 1), boy: bool = True) -> str:
    """Return the number of the pupil with this index (0-based), born in the twelve months from `first`."""
    born = date.fromordinal(first.toordinal() + index * 37 % 364)
    return resident_id(ABOLISHED[index % len(ABOLISHED)], born, 120 + 2 * index + boy)


def adult_id(index: int, man: bool = True) -> str:
    """Return the number of the grown-up with this index (0-based), born in 1900."""
    born = date.fromordinal(date(1900, 1, 1).toordinal() + index * 7 % 365)
    return resident_id(ABOLISHED[index % len(ABOLISHED)], born, 100 + index // 36 * 2 % 800 + man)


def born_of(number: str) -> str:
    """Return the birth date in a resident ID as 2019-09-01."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def bank_card(index: int) -> str:
    """Return a 19-digit number that passes Luhn and is plainly invented: a row of zeros in its middle."""
    body = f"62220200000000{1357 + index:04d}"
    total = sum(_doubled(int(digit)) if place % 2 == 0 else int(digit) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def _doubled(digit: int) -> int:
    return digit * 2 - 9 if digit > 4 else digit * 2


def uscc(index: int, kind: str = "91") -> str:
    """Return a unified social credit code of an abolished county whose organisation part begins with FAKE."""
    organisation = f"FAKE{index:04d}"
    total = sum(int(char, 36) * weight for char, weight in zip(organisation, ORGANISATION_WEIGHTS, strict=True))
    body = f"{kind}110224{organisation}{'0123456789X0'[(11 - total % 11) % 11]}"
    weighed = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + USCC_ALPHABET[-weighed % 31]
