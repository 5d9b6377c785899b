"""git 版本库的对象：每个版本的每个文件，提交说明（--history）。"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.extract._base import Extractor, Source, given
from classifier.model import Item, Member, Outcome, Part, Segment, Unreadable
from recognizers._document import Form

_KINDS = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_OFFSET_DELTA, _NAMED_DELTA = 6, 7
_OBJECT_BYTES = 512 * 2**20
_CACHED = 64
_HEADER = re.compile(rb"(commit|tree|blob|tag) ([0-9]{1,12})\0")
_PACK = "application/x-git-pack"


def read(source: Source) -> Iterator[Item]:
    """Yield commits and tags as text and every version of every file as a member; UNSUPPORTED unless history is asked for."""
    if not source.history:
        raise Unreadable(Outcome.UNSUPPORTED, "git 版本库的历史，未读；加 --history 读取")
    if source.type.media_type == _PACK:
        yield from _pack(source.data)
        return
    content = _inflated(source.data, 0)[0]
    hit = _HEADER.match(content)
    if not hit:
        raise Unreadable(Outcome.CORRUPT, "git 对象损坏，未能读取")
    yield from _item(hit[1].decode(), content[hit.end() :], _name(hit[1].decode(), content[hit.end() :]))


def _item(kind: str, content: bytes, name: str) -> Iterator[Item]:
    if kind == "blob":
        yield Member(name, given(content), size=len(content))
    elif kind in {"commit", "tag"}:
        yield Segment(content.decode("utf-8", "replace"), f"提交记录 {name}", Part.OTHER)
    else:
        yield Segment("\n".join(path for path, _ in _entries(content)), f"目录 {name}", Part.OTHER)


def _name(kind: str, content: bytes) -> str:
    """Return an object's name: SHA-1 of its kind, length and content; git's own addresses, no secret."""
    return hashlib.sha1(b"%s %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False).hexdigest()[:12]


def _inflated(data: bytes, at: int) -> tuple[bytes, int]:
    """Return the stream that begins at an offset, and the offset behind it."""
    inflater, out, low = zlib.decompressobj(), bytearray(), at
    while not inflater.eof and low < len(data):
        try:
            out += inflater.decompress(data[low : low + 65536])
        except zlib.error as error:
            raise Unreadable(Outcome.CORRUPT, "git 对象损坏，未能读取") from error
        low += 65536
        if len(out) > _OBJECT_BYTES:
            raise Unreadable(Outcome.TOO_LARGE, f"git 对象超过 {_OBJECT_BYTES >> 20} MiB，未读")
    return bytes(out), min(low, len(data)) - len(inflater.unused_data)


@dataclass(frozen=True, slots=True)
class _Stored:
    """An object of a pack: where its stream begins, and what it is a change of."""

    kind: int
    begin: int
    base: int | bytes = b""


class _Pack:
    """The objects of a pack by their offsets (gitformat-pack)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._stored: dict[int, _Stored] = {}
        self._by_name: dict[bytes, int] = {}
        self._cache: OrderedDict[int, tuple[str, bytes]] = OrderedDict()
        at = 12
        for _ in range(struct.unpack_from(">I", data, 8)[0]):
            if at + 20 >= len(data):
                break
            stored = self._header(at)
            self._stored[at] = stored
            at = _inflated(data, stored.begin)[1]

    def _header(self, at: int) -> _Stored:
        data, low = self._data, at
        byte = data[low]
        kind = byte >> 4 & 7
        while byte & 0x80:
            low += 1
            byte = data[low]
        low += 1
        if kind == _OFFSET_DELTA:
            byte = data[low]
            back = byte & 0x7F
            while byte & 0x80:
                low += 1
                byte = data[low]
                back = (back + 1) << 7 | byte & 0x7F
            return _Stored(kind, low + 1, at - back)
        if kind == _NAMED_DELTA:
            return _Stored(kind, low + 20, data[low : low + 20])
        return _Stored(kind, low)

    def objects(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield kind, name (20 bytes) and content; those that change an object named elsewhere come last."""
        for last in (False, True):
            for at, stored in self._stored.items():
                if (stored.kind == _NAMED_DELTA) is last:
                    kind, content = self.content(at)
                    name = hashlib.sha1(
                        b"%s %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False
                    ).digest()
                    self._by_name[name] = at
                    yield kind, name, content

    def content(self, at: int) -> tuple[str, bytes]:
        """Return kind and content of the object at an offset. Raises Unreadable where its base is not in the pack."""
        if at in self._cache:
            self._cache.move_to_end(at)
            return self._cache[at]
        changes, kind, content, asked = list[bytes](), "", b"", at
        while True:
            stored = self._stored.get(at)
            if stored is None:
                raise Unreadable(Outcome.PARTIAL, "版本库的部分对象以包外的对象为底本，未能还原")
            data = _inflated(self._data, stored.begin)[0]
            if stored.kind in _KINDS:
                kind, content = _KINDS[stored.kind], data
                break
            changes.append(data)
            at = stored.base if isinstance(stored.base, int) else self._by_name.get(stored.base, -1)
        for change in reversed(changes):
            content = _changed(content, change)
        self._cache[asked] = kind, content
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return kind, content


def _changed(base: bytes, change: bytes) -> bytes:
    """Return what a delta makes of its base: copies from the base and insertions."""
    low = 0
    for _ in range(2):
        while change[low] & 0x80:
            low += 1
        low += 1
    out = bytearray()
    while low < len(change):
        code, low = change[low], low + 1
        if code & 0x80:
            numbers = []
            for bits in (range(4), range(4, 7)):
                number = 0
                for shift, bit in enumerate(bits):
                    if code >> bit & 1:
                        number |= change[low] << (8 * shift)
                        low += 1
                numbers.append(number)
            begin, size = numbers[0], numbers[1] or 0x10000
            out += base[begin : begin + size]
        else:
            out += change[low : low + code]
            low += code
    return bytes(out)


def _entries(tree: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names in a tree and the objects that they name."""
    low = 0
    while low < len(tree):
        blank, end = tree.find(b" ", low), tree.find(b"\0", low)
        if blank < 0 or end < 0:
            return
        yield tree[blank + 1 : end].decode("utf-8", "surrogateescape"), tree[end + 1 : end + 21]
        low = end + 21


def _pack(data: bytes) -> Iterator[Item]:
    try:
        pack = _Pack(data)
        kinds = {name: kind for kind, name, _ in pack.objects()}
        names = _paths(pack)
        for kind, name, content in pack.objects():
            if kind != "tree":
                path = names.get(name, "")
                label = name.hex()[:12]
                yield from _item(kind, content, f"{label}/{path}" if kind == "blob" and path else label)
    except (struct.error, IndexError) as error:
        raise Unreadable(Outcome.CORRUPT, "git 打包文件损坏，未能读完") from error
    if not kinds:
        raise Unreadable(Outcome.CORRUPT, "git 打包文件里没有对象")


def _paths(pack: _Pack) -> dict[bytes, str]:
    """Return the first path under which each object stands, as far as the trees in the pack tell."""
    trees = {name: list(_entries(content)) for kind, name, content in pack.objects() if kind == "tree"}
    inner = {child for entries in trees.values() for _, child in entries if child in trees}
    paths: dict[bytes, str] = {}
    waiting = [(name, "") for name in trees if name not in inner]
    while waiting:
        tree, prefix = waiting.pop()
        for name, child in trees[tree]:
            if child not in paths:
                paths[child] = prefix + name
                if child in trees:
                    waiting.append((child, f"{prefix}{name}/"))
    return paths


EXTRACTOR = Extractor(
    title="git 版本库的对象",
    media_types=frozenset({_PACK, "application/x-git-object"}),
    form=Form.TEXT,
    read=read,
    sample=None,
    reads="加 --history 时：每个版本的每个文件、提交说明",
    omits="不加 --history 时的全部；以包外对象为底本的差异",
)
