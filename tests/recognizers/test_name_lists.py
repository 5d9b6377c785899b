"""Lists of names, one a line, told from lists of other short words."""

import pytest

from recognizers._name_lists import in_lines

NAMES = "李秀兰 王建国 陈晓东 孙丽华 欧阳修远 刘思远 赵国庆 周文静".split()


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in in_lines(text)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(NAMES),
        "三（2）班名单\n\n" + "\n".join(NAMES) + "\n\n共8人，请核对。",
        "".join(f"{number}. {name}\n" for number, name in enumerate(NAMES, 1)),
        "".join(f"({number}) {name}  \n" for number, name in enumerate(NAMES, 1)),
        "".join(f"2026{number:06}\n{name}\n{60 + number}\n{70 + number}.5\n" for number, name in enumerate(NAMES)),
        "\n\n".join(NAMES),
        "========\n" + "\n".join(NAMES) + "\n--------",
    ],
    ids=["bare", "between words", "numbered", "bracketed", "between numbers and marks", "apart", "between lines"],
)
def test_a_name_a_line_is_a_list(text: str) -> None:
    assert found(text) == NAMES


def test_a_rare_surname_among_others_is_a_member() -> None:
    assert found("\n".join([*NAMES, "偰丽娜"])) == [*NAMES, "偰丽娜"]


def test_blanks_may_spread_a_name() -> None:
    assert found("\n".join([*NAMES, "曹 凤", "阿依古丽·吐尔逊"]))[-2:] == ["曹 凤", "阿依古丽·吐尔逊"]


def test_what_is_told_of_several_may_stand_before_their_names() -> None:
    lines = [f"{'优秀奖' if number % 4 else '创意奖'} {name}" for number, name in enumerate(NAMES)]
    assert found("\n".join(lines)) == NAMES
    assert not found("张伟 李娜\n王强 赵敏\n刘洋 陈静\n孙丽 周涛\n吴敏 郑杰\n")


def test_many_names_in_each_of_several_lines_are_a_list() -> None:
    first, second = "、".join(NAMES), "  ".join(reversed(NAMES))
    assert found(f"分组\n1、{first}  8人\n\n2、{second}  共8人\n") == [*NAMES, *reversed(NAMES)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(NAMES[:4]),
        "张\n王\n李\n赵\n陈\n刘\n",
        "白雪\n竹枝\n江南\n出塞\n寻梅\n阳春\n黄金\n长春\n",
        "黛玉\n宝钗\n袭人\n香菱\n王夫人\n李纨\n老太太\n贾兰\n",
        "苹果\n香蕉\n黄瓜\n高粱\n江米\n石榴\n",
        "高等数学\n线性代数\n大学英语\n思修\n马原\n",
        "李秀兰，女\n王建国，男\n陈晓东，男\n孙丽华，女\n刘思远，男\n",
        "分子模拟的几个问题\n李秀兰 王建国 陈晓东 孙丽华 刘思远 赵国庆\n（信息学院）",
        "语文 数学 英语 物理\n化学 生物 历史 地理\n体育 音乐 美术 劳动\n",
        "首先、其次、最后\n此外，另外，总之\n因此、所以、然而、但是\n",
        "",
    ],
    ids=[
        "too few",
        "surnames",
        "tunes",
        "a novel",
        "fruit",
        "courses",
        "sentences",
        "authors",
        "subjects",
        "words",
        "nothing",
    ],
)
def test_other_short_lines_are_none(text: str) -> None:
    assert not found(text)
