"""A made-up inventory with something of every sort in it, made without reading a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from classifier.inventory import Inventory
from classifier.mask import keyed_digest, mask
from classifier.model import File, Outcome
from classifier.record import Evidence, Mark, Record, Status, Tag
from classifier.settings import Settings
from tests.canaries import canary

KEY = bytes(range(32))
DAY = date(2026, 11, 23)
MOBILES = ("13800138000", "13812345678")
NAMES = ("张小明", "欧阳思远")
IDS = tuple(canary(number) for number in (11, 12))
VALUES = (*MOBILES, *NAMES, *IDS)
"""Planted: none may stand in clear in anything that is written."""
CANDIDATES = {"CN_MOBILE": MOBILES, "CN_PERSON": NAMES, "CN_RESIDENT_ID": IDS}
SUBTYPES = {"CN_MOBILE": "contact", "CN_PERSON": "name", "CN_RESIDENT_ID": "identity_document"}
HASHES = {"名册": "1" * 64, "电话": "2" * 64, "教案": "3" * 64, "来文": "4" * 64, "包": "5" * 64}


def file(name: str, size: int = 100) -> File:
    return File(name, size, 1_700_000_000_000_000_000, 1_700_000_000_000_000_000, 1, 2)


def personal(entity: str, value: str, status: Status = Status.CONFIRMED) -> Tag:
    evidence = Evidence(entity, "第2行 某列", mask(value), 0.9, ("列名相符",))
    reasons = ("第2.4条“个人信息”：看到了",)
    return Tag(
        "personal_information", SUBTYPES[entity], status, 0.9, "一般3", "2.4", "contract", reasons, (), (evidence,)
    )


def roster(name: str, sha256: str, values: Mapping[str, tuple[str, ...]], minors: int = 0) -> Record:
    """Return the record of a file that holds values of the entities of CANDIDATES."""
    return Record(
        file(name),
        Outcome.READ,
        sha256=sha256,
        sm3="b" * 64,
        media_type="text/csv",
        tags=tuple(personal(entity, found[0]) for entity, found in values.items()),
        counts={entity: len(found) for entity, found in values.items()},
        values={entity: b"".join(keyed_digest(value, KEY) for value in found) for entity, found in values.items()},
        persons=max(map(len, values.values())),
        minors=minors,
    )


def secret(name: str) -> Record:
    mark = Mark("机密★5年", "机密", "5年", "confirmed", "正文第1段", "位于首页")
    tag = Tag("state_secret", "marked_document", Status.CONFIRMED, 0.95, "S", "2.1", "law", ("标有密级",))
    return Record(file(name), Outcome.READ, sha256=HASHES["来文"], media_type="text/plain", tags=(tag,), marks=(mark,))


def lesson(name: str) -> Record:
    tag = Tag("teaching_information", "lesson_plan", Status.SUSPECTED, 0.6, "一般2", "2.3", "contract", ("形态像教案",))
    return Record(file(name), Outcome.READ, sha256=HASHES["教案"], media_type="text/plain", tags=(tag,))


def records() -> Iterator[Record]:
    """Yield one record of every sort."""
    yield roster("学籍/名册.csv", HASHES["名册"], CANDIDATES, minors=1)
    yield roster("电话.txt", HASHES["电话"], {"CN_MOBILE": MOBILES[:1]})
    yield lesson("备课/教案.txt")
    yield secret("来文/通知.txt")
    inside = replace(lesson("包.zip!/教案.txt"), container="包.zip")
    yield Record(file("包.zip"), Outcome.READ, sha256=HASHES["包"], media_type="application/zip", members=(inside,))
    yield Record(file("加密.pdf"), Outcome.ENCRYPTED, "设有密码", sha256="6" * 64, media_type="application/pdf")
    yield Record(file("说明.txt"), Outcome.READ, sha256="7" * 64, media_type="text/plain")


def stock(path: Path, root: Path, *extra: Record) -> Inventory:
    """Return an inventory of the records, as a scan of `root` would have left it; open."""
    store = Inventory(path, create=True)
    store.begin(Settings(root, KEY, DAY))
    for record in (*records(), *extra):
        store.put(record)
    store.finish()
    return store


def keyed_stock(place: Path, environment: Mapping[str, str]) -> Path:
    """Return the stock's inventory in `place`; the key of the user of `environment` is the one it was made with."""
    key = Path(environment["XDG_CONFIG_HOME"]) / "baomi" / "project.key"
    key.parent.mkdir(parents=True)
    key.write_bytes(KEY)
    (place / "资料").mkdir()
    stock(place / "baomi.inventory", place / "资料").close()
    return place / "baomi.inventory"
