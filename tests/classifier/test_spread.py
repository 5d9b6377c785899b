"""Spread: what a roster proves counts in the other files of the workspace, and no longer than the roster is there."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from classifier.examine import examine
from classifier.inventory import Inventory
from classifier.mask import keyed_digest
from classifier.model import File, Outcome
from classifier.record import Clue, Record, Status, Tag
from classifier.settings import Settings
from tests.rosters import plain, pupils, separated

TODAY = date(2026, 11, 28)
PUPILS = pupils(6)
ROSTER = separated(plain(PUPILS))
LOG = f"2026-09-01 08:00:01 INFO upload by {PUPILS[2].name} ok\n2026-09-01 08:00:02 INFO done\n".encode()


def scan(folder: Path, store: Inventory, files: Mapping[str, bytes]) -> dict[str, Record]:
    """Scan files into an inventory, without worker processes, and return the records by path."""
    settings = Settings(folder, b"k" * 32, TODAY)
    store.begin(settings)
    for name, data in files.items():
        (folder / name).write_bytes(data)
        stat = (folder / name).stat()
        file = File(name, len(data), stat.st_mtime_ns, stat.st_ctime_ns, stat.st_dev, stat.st_ino)
        if store.unchanged(file) is None:
            store.put(examine(file, settings))
    store.finish()
    return {record.name: record for record in store.records()}


def personal(record: Record) -> Tag | None:
    return next((tag for tag in record.tags if tag.category == "personal_information"), None)


def test_a_pupil_of_a_roster_is_known_in_a_log_and_the_roster_is_named(tmp_path: Path) -> None:
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(tmp_path / "w", store, {"app.log": LOG, "名册.csv": ROSTER})
    tag = personal(found["app.log"])
    assert tag is not None
    assert (tag.status, tag.subtype) == (Status.SUSPECTED, "name")
    assert any("名册.csv" in reason for reason in tag.reasons)
    assert (found["app.log"].persons, found["app.log"].counts) == (1, {"CN_PERSON": 1})
    (evidence,) = tag.evidence
    assert evidence.where == "第1行"
    assert PUPILS[2].name not in evidence.shown


def test_a_pupil_is_known_wherever_a_school_names_him(tmp_path: Path) -> None:
    one, two, three = (pupil.name for pupil in PUPILS[:3])
    files = {
        "信.txt": f"尊敬的{one}家长：\n孩子今天没有来上课，请与我联系。\n".encode(),
        "群.txt": f"2026-11-01 08:00:12 {two}妈妈\n收到，谢谢老师\n".encode(),
        "提交.csv": f"time,who,file\n2026-09-01,{one},a.doc\n2026-09-02,{three},b.doc\n".encode(),
        f"作业 {three}.txt": "我的家乡在山脚下，那里有一条小河。\n".encode(),
        "seed.py": f"users = ['{two}']\n".encode(),
        "a.eml": f"From: {one}家长 <a@example.org>\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n好的。\n".encode(),
    }
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(tmp_path / "w", store, files | {"名册.csv": ROSTER})
    assert [name for name in files if personal(found[name]) is None] == []


SHORT = separated(
    [
        ["姓名", "班级", "身份证号"],
        *(
            [name, "七（3）班", pupil.identity]
            for name, pupil in zip(("高峰", "黄河", "李娜", "王芳"), PUPILS, strict=False)
        ),
    ]
)


def test_a_name_that_many_share_is_known_where_a_class_or_a_parent_stands_beside_it(tmp_path: Path) -> None:
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(
            tmp_path / "w",
            store,
            {"家访.txt": "昨日家访了李娜妈妈和七（3）班的王芳，近况良好。\n".encode(), "名册.csv": SHORT},
        )
    tag = personal(found["家访.txt"])
    assert tag is not None
    assert "2 个姓名与名册里的人相同" in " ".join(tag.reasons)


def test_pupils_whose_names_are_words_or_common_are_not_meant_by_every_text(tmp_path: Path) -> None:
    texts = {
        "地理.txt": "黄河发源于青藏高原。攀登高峰需要勇气，黄河流域的人们都知道。\n",
        "小说.txt": "王芳推开门，看见李娜坐在窗边。“你怎么来了？”王芳问。李娜笑了笑。\n",
        "试卷.txt": "1. 王芳有5个苹果，李娜比她多3个，李娜有几个？\nA. 8  B. 2\n",
        "报道.txt": "本报讯（记者 王芳）昨日，局长李娜出席会议，强调要勇攀科学高峰。\n",
        "Main.java": '// 高峰期限流\nclass Main { String river = "黄河"; }\n',
        "词表.txt": "高峰\n黄河\n苹果\n学校\n",
    }
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(tmp_path / "w", store, {name: text.encode() for name, text in texts.items()} | {"名册.csv": SHORT})
    assert [name for name in texts if personal(found[name])] == []


def test_without_the_roster_the_same_log_holds_nothing(tmp_path: Path) -> None:
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        assert personal(scan(tmp_path / "w", store, {"app.log": LOG})["app.log"]) is None
        assert personal(scan(tmp_path / "w", store, {"app.log": LOG, "名册.csv": ROSTER})["app.log"])
        assert personal(scan(tmp_path / "w", store, {"app.log": LOG})["app.log"]) is None


def test_a_name_beside_a_telephone_number_becomes_combined_identification(tmp_path: Path) -> None:
    note = f"记下：{PUPILS[0].name} 13812345678".encode()
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        tag = personal(scan(tmp_path / "w", store, {"便签.txt": note, "名册.csv": ROSTER})["便签.txt"])
    assert tag is not None
    assert tag.status is Status.CONFIRMED


def test_other_names_and_names_that_no_roster_proves_change_nothing(tmp_path: Path) -> None:
    other = pupils(20)[15].name
    novel = f"人物表\n\n{PUPILS[1].name}\n{other}\n".encode()
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(tmp_path / "w", store, {"a.txt": f"// {other}\n".encode(), "b.txt": novel})
    assert [personal(record) for record in found.values()] == [None, None]


def test_an_example_s_name_in_a_table_proves_nothing_elsewhere(tmp_path: Path) -> None:
    sample = "姓名,班级,电话\n张三,七1班,13800138000\n李四,七2班,13800138001\n王五,七3班,13800138002\n"
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        found = scan(
            tmp_path / "w", store, {"模板.csv": sample.encode(), "说明.txt": "学生张三的学号见附件。\n".encode()}
        )
    assert personal(found["模板.csv"])
    assert personal(found["说明.txt"]) is None


def test_one_name_among_many_that_a_large_roster_holds_too_is_a_coincidence(tmp_path: Path) -> None:
    names = [number.to_bytes(8, "big") for number in range(10_000)]
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(Settings(tmp_path, b"k" * 32, TODAY))
        store.put(Record(File("roster", 1, 0, 0, 0, 0), Outcome.READ, clues=tuple(Clue(name, 2) for name in names)))
        for file, known in (("one", 1), ("ten", 10)):
            others = [b"other" + number.to_bytes(4, "big") for number in range(40 - known)]
            clues = tuple(Clue(name, 0, 0.3) for name in [*names[:known], *others])
            store.put(Record(File(file, 1, 0, 0, 0, 0), Outcome.READ, clues=clues))
        store.finish()
        assert {record.name: record.persons for record in store.records()} == {"one": 0, "roster": 0, "ten": 10}


def test_no_name_is_kept_in_clear_nor_as_a_bare_digest(tmp_path: Path) -> None:
    with Inventory(tmp_path / "i", create=True) as store:
        (tmp_path / "w").mkdir()
        scan(tmp_path / "w", store, {"app.log": LOG, "名册.csv": ROSTER})
    stored = (tmp_path / "i").read_bytes()
    for pupil in PUPILS:
        assert pupil.name.encode() not in stored
        assert keyed_digest(pupil.name, b"") not in stored


def test_a_hundred_thousand_names_are_compared_by_query_alone(tmp_path: Path) -> None:
    file = File("a", 1, 0, 0, 0, 0)
    names = [number.to_bytes(8, "big") for number in range(100_000)]
    with Inventory(tmp_path / "i", create=True) as store:
        store.begin(Settings(tmp_path, b"k" * 32, TODAY))
        store.put(Record(file, Outcome.READ, clues=tuple(Clue(name, 2) for name in names)))
        sightings = tuple(Clue(name, 0, 0.3) for name in names)
        store.put(Record(File("b", 1, 0, 0, 0, 0), Outcome.READ, clues=sightings))
        store.finish()
        assert [record.persons for record in store.records()] == [0, 100_000]
