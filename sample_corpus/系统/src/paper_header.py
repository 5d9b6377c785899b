"""试卷版式：卷首的标识、标题与密封线。"""

from dataclasses import dataclass, field

SECRET_SIGN = "绝密★启用前"  # 试卷卷首标识，可在模板里改
DEFAULT_NOTES = ["答题前填写好自己的姓名、班级、考号等信息", "请将答案正确填写在答题卡上"]


@dataclass
class PaperHeader:
    """Header of a generated exam paper."""

    title: str
    subject: str
    full_mark: int = 150
    minutes: int = 120
    show_secret_sign: bool = True
    notes: list[str] = field(default_factory=lambda: list(DEFAULT_NOTES))

    def render(self) -> list[str]:
        lines = []
        if self.show_secret_sign:
            lines.append(SECRET_SIGN)
        lines.append(self.title)
        lines.append(self.subject)
        lines.append(f"考试时间：{self.minutes}分钟；满分：{self.full_mark}分")
        lines.append("学校：________ 姓名：________ 班级：________ 考号：________")
        for number, note in enumerate(self.notes, start=1):
            lines.append(f"{number}.{note}")
        return lines


def section_title(index: int, kind: str, count: int, mark: int) -> str:
    """Return the heading of a section, e.g. 一、单选题（共8小题，每小题5分）."""
    return f"{'一二三四五六'[index]}、{kind}（共{count}小题，每小题{mark}分）"


if __name__ == "__main__":
    for line in PaperHeader("期中考试", "数学").render():
        print(line)
