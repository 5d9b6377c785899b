"""校验：校验位、日期、行政区划，各按其标准。"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import dictionaries

PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_COUNTED_UP = "0123456789"
_EARLIEST_BIRTH = date(1900, 1, 1)


def id_check_character(first_17: str) -> str:
    """Return the 18th character of an ID number whose first 17 digits are given (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _ID_CHECKS[(_weighed(first_17[:6], 0) + _weighed(first_17[6:14], 6) + _weighed(first_17[14:17], 14)) % 11]


@lru_cache(maxsize=1 << 16)
def _weighed(digits: str, place: int) -> int:
    """Return the weighted sum of some digits; region, birth date and sequence come again and again."""
    return sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS[place:], digits, strict=False))


def has_id_check(number: str) -> bool:
    """Return whether an 18-character number ends in its check character."""
    return id_check_character(number[:17]) == number[17].upper()


@lru_cache(maxsize=1 << 16)
def birth_date(digits: str) -> date | None:
    """Return the date of YYYYMMDD if a living or dead person can be born on it by now, else None."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return born if _EARLIEST_BIRTH <= born <= date.today() else None  # noqa: DTZ011 a day's difference decides nothing


@cache
def _regions() -> frozenset[str]:
    return frozenset(row[0] for row in dictionaries.table("region_codes.tsv"))


def is_region(code: str) -> bool:
    """Return whether a six-digit division code is or was in use (GB/T 2260). Never compare it with the birth year:

    a number keeps the code of the time and place of its assignment.
    """
    return code in _regions()


def is_province(code: str) -> bool:
    """Return whether the first two digits are those of a province-level division."""
    return code[:2] in PROVINCES


def has_luhn(number: str) -> bool:
    """Return whether the digits pass the Luhn check (ISO/IEC 7812-1)."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + index % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0


def has_uscc_check(code: str) -> bool:
    """Return whether a unified social credit code ends in its check character (GB 32100-2015)."""
    values = [_USCC_ALPHABET.find(character) for character in code]
    if min(values) < 0:
        return False
    total = sum(weight * value for weight, value in zip(_USCC_WEIGHTS, values[:17], strict=True))
    return (31 - total % 31) % 31 == values[17]


def has_org_check(code: str) -> bool:
    """Return whether an organisation code, eight characters and one check character, is right (GB 11714)."""
    values = [int(character, 36) for character in code[:8]]
    check = 11 - sum(weight * value for weight, value in zip(_ORG_WEIGHTS, values, strict=True)) % 11
    return code[8] == {10: "X", 11: "0"}.get(check, str(check))


def is_sequence(text: str) -> bool:
    """Return whether a number's digits count up one by one or are all the same: written to show where a number goes."""
    digits = "".join([character for character in text if character.isdecimal()])
    if len(digits) < 2:
        return False
    return digits == digits[0] * len(digits) or digits in _COUNTED_UP * (len(digits) // 10 + 2)
