"""改动了什么：只是字节，还是文字、类别、里面的文件。纯函数。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from classifier.escape import printable
from classifier.handback.catalogue import Line, told_of
from classifier.handback.fingerprints import windows_of
from classifier.handback.index import Prints
from classifier.policy import Policy
from classifier.record import Record
from classifier.words import OUTCOMES

_NAMED = 5


def what_changed(
    listed: Line, prints: Prints | None, inside: Sequence[Line], found: Record, policy: Policy, *, alone: bool
) -> str:
    """Return, in Chinese, how a file differs from what was listed: bytes, text, categories, files inside it.

    Of a file that was read `alone`, nobody can tell a category that only names in other files' rosters prove.
    """
    parts = (
        _text(prints, found),
        _categories(
            told_of(listed) - (_by_roster(listed) if alone else frozenset()), frozenset(found.categories), policy
        ),
        _inside(inside, found),
    )
    return "；".join(filter(None, parts))


def _text(prints: Prints | None, found: Record) -> str:
    if not found.outcome.complete and found.fingerprint is None:
        return f"内容已改动，现在的文件{OUTCOMES[found.outcome]}，改了什么读不出来"
    if prints is None or found.fingerprint is None:
        return "字节已改动；没有可比的文字指纹（原来或现在没有读出文字，或属国家秘密而不留）"
    before, now = prints.windows, windows_of(found.fingerprint)
    if prints.text == found.fingerprint.text.hex():
        return "文字未变，只有字节不同（如另存、改属性）"
    common = len(np.intersect1d(before, now, assume_unique=True))
    length = f"字数由 {prints.characters:,} 变为 {found.fingerprint.characters:,}"
    if np.array_equal(before, now):
        return f"文字几乎未变（{length}，文字指纹全部相同，个别字或先后次序有变）"
    if not len(before) or not len(now):
        return f"文字有改动（{length}）"
    return f"文字有改动（{length}，原来的文字约 {_percent(common, len(before))} 仍在，现在的约 {_percent(len(now) - common, len(now))} 是新的）"


def _percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{min(max(share, 0.1), 99.9):.1f}%" if 0 < part < whole else f"{share:.0f}%"


def _by_roster(listed: Line) -> frozenset[str]:
    """Return the categories that rest on rosters in other files alone."""
    proved = {tag["category"] for tag in listed["tags"] if not tag.get("by_roster")}
    return told_of(listed) - proved


def _categories(before: frozenset[str], now: frozenset[str], policy: Policy) -> str:
    more, less = sorted(now - before), sorted(before - now)
    words = (
        f"类别增加 {'、'.join(map(policy.title_of, more))}" if more else "",
        f"类别减少 {'、'.join(map(policy.title_of, less))}" if less else "",
    )
    return "，".join(filter(None, words))


def _inside(listed: Sequence[Line], found: Record) -> str:
    """Return which of the files inside a file have gone or come, by their bytes."""
    before = {line["sha256"]: line["path"] for line in listed if line["sha256"]}
    now = {member.sha256: member.name for member in found.members if member.sha256}
    words = (
        _some("里面少了", [before[digest] for digest in before.keys() - now.keys()]),
        _some("里面多了", [now[digest] for digest in now.keys() - before.keys()]),
    )
    return "，".join(filter(None, words))


def _some(verb: str, paths: Sequence[str]) -> str:
    return f"{verb} {len(paths)} 件（{'、'.join(names(paths))}）" if paths else ""


def names(paths: Sequence[str]) -> Iterator[str]:
    """Yield the own names of the first few of several paths, and that there are more."""
    yield from (printable(path.rpartition("!/")[2]) for path in sorted(paths)[:_NAMED])
    if len(paths) > _NAMED:
        yield "…"
