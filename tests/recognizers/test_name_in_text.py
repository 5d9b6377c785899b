"""Names in running text: what a person would agree is one, how sure, and why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.mentions import SURE
from classifier.naming import together
from recognizers._engine import Engine
from recognizers._text import passage, unwrapped
from recognizers.names import _parameters
from recognizers.names._parameters import NoTagger, load
from recognizers.names._refine import SCORES, Form, Sureness, names
from recognizers.names._tagger import tagger

OFFICE, SCHOOL = (Path(__file__).with_name(f"{name}_lines.txt") for name in ("office", "school"))
WEAK = 0.4
"""Score from which a full name is meant."""


def found(text: str, form: Form = Form.FULL) -> list[str]:
    """Return the names of a form in a text."""
    return [text[name.start : name.end] for name in names(text, tagger().tag(text)) if name.form is form]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出席：李娜、欧阳修远、买买提·艾力。", ["李娜", "欧阳修远", "买买提·艾力"]),
        ("任命陈晓东为年级组长，免去周海涛的职务。", ["陈晓东", "周海涛"]),
        ("该同志曾任华能国际总经济师。", []),
        ("刘思远，男，汉族；孙丽华，女。", ["刘思远", "孙丽华"]),
        ("关于给予赵国庆同学表彰的通报", ["赵国庆"]),
        ("陈思\n周敏\n吴磊\n郑洁\n", ["陈思", "周敏", "吴磊", "郑洁"]),
        ("本校委托第三方依托平台建设，政策另行通知。", []),
        ("新华社悉尼6月21日电", []),
        ("三（2）班谭昌新，三（1）班孙丽华", ["谭昌新", "孙丽华"]),
        ("昨天七（3）班王芳没有来。", ["王芳"]),
        ("本校逸夫楼旁是陈嘉庚纪念堂。谢谢老师", []),
        ("买买提·艾力今天没有来，阿依古丽·吐尔逊值日。", ["买买提·艾力", "阿依古丽·吐尔逊"]),
        ("第一组：唐果、费翔宇、廉洁", ["唐果", "费翔宇", "廉洁"]),
        ("王涵诗迟到，请由贾云代领。", ["王涵诗", "贾云"]),
        ("语文高原，数学陈晓东，英语刘思远", ["高原", "陈晓东", "刘思远"]),
        ("施国正（组长）、阳清志（副组长）、金庆新", ["施国正", "阳清志", "金庆新"]),
        ("次仁卓玛、旦增尼玛、扎西多吉", ["次仁卓玛", "旦增尼玛", "扎西多吉"]),
        ("来访：安娜·彼得罗娃一行三人", ["安娜·彼得罗娃"]),
        ("赵钱孙李，周吴郑王，冯陈褚卫。", []),
        ("值周教师周三到岗，哈希表与左子树见课本。", []),
        ("招生范围：金家桥、马家沟、高家庄。", []),
        ("科威特、吉布提、布隆迪在地图上用红色标出，卢比是印度的货币。", []),
        ("智利前锋萨拉维奇与尼日利亚后卫奥科查争抢。", ["萨拉维奇", "奥科查"]),
        ("法国总理若维斯潘在记者招待会上发言。", ["若维斯潘"]),
        ("三年级学生宋维鑫怯生生地来到讲台前，教研组长董庚臣眼睛也红红的。", ["宋维鑫", "董庚臣"]),
        ("参考书：张敏著《教育学》；缺考的赵敏未作答。", ["张敏", "赵敏"]),
        ("模型处理 1050 张图像，见第 6 段第 1 行。", []),
        ("与后端工\n程师协作，王芳复核。", ["王芳"]),
        ("影響範囲を指定して利点を活かし", []),
        ("西门庆道：“你且去。”王婆笑了。", ["西门庆"]),
        ("五（4）班郝思齐同学点歌，借阅人宋书瑶，康有为、梁启超主张维新。", ["郝思齐", "宋书瑶", "康有为", "梁启超"]),
        ("[审批] 游春晖 提交了《采购申请单》", ["游春晖"]),
        ("何瑞选《茶艺》，梁龙选《机器人》，张他说。", ["何瑞", "梁龙"]),
    ],
)
def test_names_as_a_person_would_read_them(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def marked_lines(path: Path) -> Iterator[tuple[str, str, set[tuple[int, int]]]]:
    """Yield kind, text and places of names of lines as schools write them; all persons are made up. Of the office's far more
    names than in life are words too; the school's are names as parents give them."""
    for block in re.split("^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        kind, _, marked = block.partition("\n")
        text, gold = "", set[tuple[int, int]]()
        for piece in re.split(r"(\{[^}]*\})", marked):
            if piece.startswith("{"):
                gold.add((len(text), len(text) + len(piece) - 2))
            text += piece.strip("{}")
        yield kind, text, gold


LEAST = {"roster-like": (0.98, 0.85), "prose": (0.95, 0.65), "code": (0.95, 0.4), "none": (0.0, 1.0)}
"""Precision and recall that the lines of a kind must reach, as ratios."""


def test_lines_of_a_school_office() -> None:
    engine = Engine()
    for kind, text, gold in marked_lines(OFFICE):
        told = persons(engine, text).keys()
        precision, recall = LEAST[kind]
        assert len(told & gold) >= precision * len(told), kind
        assert len(told & gold) >= recall * len(gold), kind
        assert gold or len(told) <= 2, kind  # a brand and the white snow


def persons(engine: Engine, text: str) -> dict[tuple[int, int], float]:
    """Return the persons that a scan finds in a text, with their scores; weaker forms are left out."""
    merged = together(engine.recognize(text), engine.names([text])[0])
    return {(m.start, m.end): m.score for m in merged if m.entity == "CN_PERSON" and m.score >= WEAK}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("校医白士立为其进行了简单包扎。", ["白士立"]),
        ("聘请左云翰为我校法治副校长。", ["左云翰"]),
        ("家长反映，其子罗以安近期在校情绪低落。", ["罗以安"]),
        ("请将材料交至教务处尤若平处。", ["尤若平"]),
        ("据目击者于子墨陈述，当时无人受伤。", ["于子墨"]),
        ("今日迟到：高一（12）班崔子涵、中二班陶若曦", ["崔子涵", "陶若曦"]),
        ("20225741;时俊彦;七年级3班;69;95.5", ["时俊彦"]),
        ("和立轩|高二理科3班|美术|86", ["和立轩"]),
        ("1、齐若城 36.7℃", ["齐若城"]),
        ("命题人：成亦飞 审题人：潘以光", ["成亦飞", "潘以光"]),
        ("收到，谢谢霍若兰老师！", ["霍若兰"]),
        ("张以之与同学发生冲突，双方握手言和。", ["张以之"]),
        ("感谢米雪阿姨的帮助！", ["米雪"]),
        ("晚自习：周一长孙若英，周二梅以华，周三叶子清", ["长孙若英", "梅以华", "叶子清"]),
        ("会议由马若兰牵头，李以宁配合。", ["马若兰", "李以宁"]),
        ("艾若安：明白\n刘以太：收到\n夏侯维：加一", ["艾若安", "刘以太", "夏侯维"]),
        ("学生安全教育由教师负责，学生成绩及时通知家长。", []),
        ("教师应当关心学生，学生高度自觉，校长任期三年。", []),
        ("专家和有实际工作经验的人员，学生和家长，任公司董事。", []),
        ("张冠李戴是成语，唐宋元明清是朝代。", []),
        ("焦耳、安培、伏特都是物理单位，力为5牛顿。", []),
        ("产权归李嘉禾基金会，乌鲁木齐国有资产公司。", []),
        ("满族、苗族、蒙古族的同学参加了活动。", []),
    ],
)
def test_what_stands_before_and_behind_shows_names(text: str, expected: list[str]) -> None:
    engine = Engine()
    assert [text[slice(*place)] for place in sorted(persons(engine, text))] == expected


def test_lines_of_schools_of_a_hundred_kinds() -> None:
    engine, right, told, meant, sure, surely_right = Engine(), 0, 0, 0, 0, 0
    for kind, text, gold in marked_lines(SCHOOL):
        scores = persons(engine, text)
        believed = {place for place, score in scores.items() if score >= SURE}
        high = {place for place, score in scores.items() if score >= SCORES[Sureness.HIGH]}
        right, told, meant = right + len(gold & believed), told + len(believed), meant + len(gold)
        sure, surely_right = sure + len(high), surely_right + len(high & gold)
        assert gold or not high, kind
    assert 2 * right >= 0.95 * (told + meant)
    assert surely_right >= 0.99 * sure
    assert sure >= 0.45 * meant


def test_a_list_of_words_lists_no_persons() -> None:
    words = "大椿 花犯 黄金 江如练 步月 望梅 胡州 夏州 春游 春晴 罗敷媚 绿腰 哨遍 倾杯 索酒 调笑 薄幸 排歌 探春 情词".split()
    assert {name.sureness for name in names("\n".join(words), tagger().tag("\n".join(words)))} <= {Sureness.LOW}


def test_surname_with_title_is_a_weaker_form() -> None:
    assert found("刘家的情况牵动着全村人的心，杜氏父子也来了。", Form.TITLED) == ["刘家", "杜氏"]
    assert found("李老师和王校长都到了。") == []
    assert found("李老师和王校长都到了。", Form.TITLED) == ["李老师", "王校长"]


def test_names_of_textbook_exercises_are_examples() -> None:
    assert found("小明比小红多三个苹果，张三有五个。") == []
    assert "张三" in found("小明比小红多三个苹果，张三有五个。", Form.EXAMPLE)


def test_exercises_and_classical_texts_are_weaker_evidence() -> None:
    text = "假定你是李华，暑假在伦敦学习。班主任是孙丽华。"
    assert {text[name.start : name.end]: name.sureness for name in names(text, tagger().tag(text))} == {
        "李华": Sureness.LOW,
        "孙丽华": Sureness.MEDIUM,
    }
    text = "王生好学，尝问于周敬之曰：“吾欲为文，何以？”敬之曰：“汝其勤乎！”"
    assert {name.sureness for name in names(text, tagger().tag(text))} <= {Sureness.LOW}
    assert found("如图，四边形的边长是3。解法二：设未知数。") == []


def test_persons_of_textbooks_are_weaker_evidence() -> None:
    text = "李白、杜甫和孙丽华"
    by_name = {text[name.start : name.end]: name for name in names(text, tagger().tag(text))}
    assert by_name["李白"].sureness is Sureness.LOW
    assert by_name["李白"].reasons[-1] == "历史或文学人物"
    assert by_name["孙丽华"].sureness is not Sureness.LOW


def test_names_in_traditional_characters() -> None:
    text = "導師：陳怡君　班長：林志偉\n家長葉麗華女士來電。"
    assert [text[slice(*place)] for place in persons(Engine(), text)] == ["陳怡君", "林志偉", "葉麗華"]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("购买李宁篮球3个、红双喜乒乓球2盒。", "李宁", "商号"),
        ("林则徐虎门销烟。", "林则徐", "历史或文学人物"),
        ("知识点：洛伦兹力、康普顿效应、伏安法。", "康普顿", "后接学术名词"),
    ],
)
def test_brands_rulers_and_theorems_are_weaker_evidence(text: str, name: str, reason: str) -> None:
    (told,) = [each for each in names(text, tagger().tag(text)) if text[each.start : each.end] == name]
    assert told.sureness is Sureness.LOW
    assert reason in told.reasons


def test_sureness_is_told_with_its_reasons() -> None:
    text = "出席：李娜、欧阳修远、陈晓东。昨天孙丽华来过。"
    by_name = {text[name.start : name.end]: name for name in names(text, tagger().tag(text))}
    assert by_name["欧阳修远"].sureness is Sureness.HIGH
    assert by_name["欧阳修远"].reasons == ("名单", "标注模型", "姓氏“欧阳”")
    assert by_name["孙丽华"].sureness is Sureness.MEDIUM


def test_a_list_of_ten_thousand_names_is_put_right_in_linear_time() -> None:
    roster = "、".join(["李娜", "欧阳修远", "陈晓东", "孙丽华"] * 250)
    assert len(found(roster)) == 1000


def test_presidio_carries_the_spans() -> None:
    texts = ["班主任陈晓东：请家长到校。", "无", "昨天孙丽华来过。"]
    matches = Engine().names(texts)
    assert [[match.value for match in found] for found in matches] == [["陈晓东"], [], ["孙丽华"]]
    assert matches[2][0].reasons == ("标注模型、姓氏“孙”",)


def test_where_jieba_differs_the_tagger_is_off_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_parameters._DIGESTS, "crfw", "0" * 16)
    load.cache_clear()
    tagger.cache_clear()
    try:
        with pytest.raises(NoTagger):
            tagger()
        engine = Engine()
        assert not engine.tells_names
        assert engine.names(["班主任陈晓东"]) == [[]]
        assert [match.value for match in engine.recognize("姓名：陈晓东")] == ["陈晓东"]
    finally:
        load.cache_clear()
        tagger.cache_clear()


def test_a_name_that_goes_on_in_the_next_printed_line_is_one_name() -> None:
    full = "检查发现多数教师备课认真教案齐全作业批改及时到位"
    text = "\n".join(
        [
            full,
            "本学期教务处组织了期中教学质量检查活动由副校长刘",
            "思远带队各年级组长及学科带头人参加了听课评课活动",
            full,
            "完。",
        ]
    )
    (match,) = Engine().names([text])[0]
    assert match.value == "刘思远"
    assert text[match.start : match.end] == "刘\n思远"


@given(st.lists(st.text("王小明教学3a,\u200b", min_size=16, max_size=30), max_size=8))
def test_text_whose_printed_lines_are_joined_keeps_its_offsets(lines: list[str]) -> None:
    text = "\n".join(lines)
    joined = unwrapped(passage(text))
    assert joined.text.replace("\n", "") == passage(text).text.replace("\n", "")
    assert all(text[joined.original(offset)] == character for offset, character in enumerate(joined.text))
