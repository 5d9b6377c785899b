"""正文里的姓名：神经网络标注、排列结构与姓名用字统计三种依据，合起来定把握。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognizers._contract import Match, Passage, Recognizer
from recognizers._fields import is_field
from recognizers._script import simplified
from recognizers.names._parameters import NoTagger
from recognizers.names._refine import SCORES, Form, Name, names
from recognizers.names._spans import Span
from recognizers.names._tagger import tagger

_WEAK = 0.3
"""A surname with a title, or an example's name, says that a person is spoken of, but not who."""


class CnNameInTextRecognizer(Recognizer):
    """Names in running text; where nobody has tagged the text yet, it is tagged here."""

    ENTITY = "CN_PERSON"
    TITLE = "姓名"
    TAGGED = True
    FINDS = (
        "班主任张伟：请王小明的家长于明日到校。",
        "出席：李娜、欧阳修远、买买提·艾力，缺席：赵国庆",
        "本学期三好学生有刘思远和陈晓东两位同学。",
        "会议由副校长孙丽华主持，诸葛明介绍了情况。",
        "买买提·艾力今天没有来，阿依古丽·吐尔逊值日。",
    )
    IGNORES = (
        "本校委托第三方依托平台完成建设，政策另行通知。",
        "曾任华能国际总经济师。",
        "请于六月一日前将材料交至教务处。",
    )

    def hindrance(self) -> str:
        """Return what of jieba's tagger is missing or other than this program knows it, "" where nothing is."""
        try:
            tagger()
        except NoTagger as problem:
            return str(problem)
        return ""

    def find(self, where: Passage) -> Iterator[Match]:
        """Yield the names in a passage. Raises NoTagger where jieba is not as this program knows it."""
        return self.hear(where, tagger().tag(where.text))

    def hear(self, where: Passage, entities: Sequence[Span]) -> Iterator[Match]:
        """Yield the names that the tagger's spans, the text's structure and statistics make out together."""
        found = names(simplified(where.text), entities)
        return (self._match(where, name) for name in found if not is_field(where.text[name.start : name.end]))

    def _match(self, where: Passage, name: Name) -> Match:
        full = name.form is Form.FULL
        reasons = ("、".join(name.reasons),)
        return Match(
            self.ENTITY,
            where.original(name.start),
            where.original(name.end - 1) + 1,
            SCORES[name.sureness] if full else _WEAK,
            reasons,
            where.text[name.start : name.end],
        )
