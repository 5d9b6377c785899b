"""使用者写的 TOML 文件：读取，逐键查错，用中文指出哪个文件的哪个键错在哪里。"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from classifier.escape import printable
from classifier.policy import Policy

_AT_LINE = re.compile(r"at line ([0-9]+)")
_HEXADECIMAL = frozenset("0123456789abcdef")


class BadData(Exception):
    """A file that the user has written cannot be used; the message names file and key and says what belongs there."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file that knows where it stands. Every method raises BadData where a key holds what it must not."""

    data: Mapping[str, Any]
    path: Path
    name: str = ""
    """The key under which the table stands, "" for the whole file."""

    def wrong(self, key: str, said: str) -> BadData:
        """Return the error about a key."""
        return BadData(f"{self.path} 的 {'.'.join(filter(None, (self.name, key)))}：{printable(said)}")

    def only(self, *keys: str) -> None:
        """Refuse keys that mean nothing here: a misspelt one would be silently without effect."""
        if unknown := [key for key in self.data if key not in keys]:
            raise self.wrong(unknown[0], f"没有这个键，可用 {'、'.join(keys)}")

    def text(self, key: str, title: str) -> str:
        """Return a text that must be there."""
        if not (text := self.text_or_blank(key)):
            raise self.wrong(key, f"缺少，应写{title}")
        return text

    def text_or_blank(self, key: str) -> str:
        """Return a text without outer blanks, "" where there is none."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "应是加引号的文字")
        return value.strip()

    def day(self, key: str, title: str) -> date:
        """Return a day that must be there."""
        if (day := self.day_or_none(key)) is None:
            raise self.wrong(key, f"缺少，应写{title}，如 2026-03-01（不加引号）")
        return day

    def day_or_none(self, key: str) -> date | None:
        """Return a day, None where there is none."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, date):
            raise self.wrong(key, "应是日期，如 2026-03-01（不加引号）")
        return value.date() if isinstance(value, datetime) else value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, '应是文字的列表，如 ["甲", "乙"]')
        return tuple(item.strip() for item in value)

    def categories(self, key: str, policy: Policy) -> frozenset[str]:
        """Return the ids of categories named by id or title."""
        return frozenset(self.category(key, name, policy) for name in self.texts(key))

    def category(self, key: str, name: str, policy: Policy) -> str:
        """Return the id of a category named by id or title."""
        if not (known := policy.id_of(name)):
            titles = "、".join(f"{item.title}（{item.id}）" for item in policy.categories)
            raise self.wrong(key, f"没有类别“{name}”，可用 {titles}")
        return known

    def digest(self, key: str, characters: int) -> str:
        """Return a digest of so many hexadecimal characters in lower case, "" where there is none."""
        digest = self.text_or_blank(key).lower()
        if digest and (len(digest) != characters or not _HEXADECIMAL.issuperset(digest)):
            raise self.wrong(key, f"应是 {characters} 位十六进制数字")
        return digest

    def table(self, key: str) -> Table:
        """Return the table under a key, an empty one where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"应是表，写作 [{key}]")
        return Table(value, self.path, ".".join(filter(None, (self.name, key))))

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list; their names count from 1."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"应是若干个表，每个写作 [[{key}]]")
        for number, item in enumerate(value, 1):
            yield Table(item, self.path, f"{key}[{number}]")


def read_toml(path: Path) -> Table:
    """Return the file as a table. Raises BadData where it is no TOML in UTF-8, OSError where it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(f"{path} 不是 UTF-8 编码，请另存为 UTF-8") from error
    return parse_toml(text, path)


def parse_toml(text: str, path: Path) -> Table:
    """Return the text of the file `path` as a table. Raises BadData where it is no TOML."""
    try:
        return Table(tomllib.loads(text), path)
    except (ValueError, RecursionError) as error:  # the latter two for numbers too long and brackets too deep
        line = _AT_LINE.search(str(error))
        where = f"第{line[1]}行" if line else "末尾"
        raise BadData(f"{path} 写法有误（{where}）：应是 TOML，文字加引号，日期不加引号") from error


def quoted(text: str) -> str:
    """Return a text as a TOML string."""
    # A JSON string is a TOML basic string, but for DEL, which JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
