"""XML 部件：解析并说出解析是否完整；读不全的不说成读全。"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from classifier.extract._ooxml import Package
from classifier.model import Member, Outcome, Unreadable

_FATAL = 3
_SHOWN = 5


@dataclass(slots=True)
class Parts:
    """The XML parts of a package, and which of them could not be read to their end."""

    package: Package
    damaged: dict[str, str] = field(default_factory=dict)
    """By name, what was wrong, in Chinese."""

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of a part, None where it is missing or holds no XML. Raises Unreadable(TOO_LARGE)."""
        data = self.data(name)
        if not data:
            return None
        root, problem = parse(data)
        if problem:
            self.damaged[name] = f"{name} {problem}"
        return root

    def data(self, name: str) -> bytes:
        """Return the bytes of a part, b"" where it is missing or damaged. Raises Unreadable(TOO_LARGE)."""
        try:
            return self.package.part(name) or b""
        except Unreadable as problem:
            if problem.outcome is Outcome.TOO_LARGE:
                raise
            self.damaged[name] = problem.detail
            return b""

    def member(self, name: str, shown: str = "") -> Member:
        """Return a file of the package as a file of its own, named `shown`."""
        return Member(shown or name, lambda limit: (self.package.part(name) or b"")[:limit])

    def finish(self) -> None:
        """Raise Unreadable(PARTIAL) where a part that was asked for is damaged."""
        if self.damaged:
            raise Unreadable(Outcome.PARTIAL, "；".join(list(self.damaged.values())[:_SHOWN]))


def parse(data: bytes) -> tuple[etree._Element | None, str]:
    """Return the root of an XML text as far as it can be read, and what is wrong with it in Chinese, "" for nothing.

    Entities stay unexpanded and nothing outside is loaded; nesting beyond 256 levels and texts beyond 10 MB end the reading.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return None, "不是可读的 XML"
    if b"<!ENTITY" in data[:65536]:
        return root, "含实体声明，实体未展开"
    fatal = any(entry.level >= _FATAL for entry in parser.error_log)
    return root, "结构损坏、嵌套过深或过长，只读到一部分" if fatal else ""
