"""网页模板：程序里夹着网页，文字成句成段的按网页读，只有按钮与栏目名的仍是程序。"""

from __future__ import annotations

import re

from classifier.extract._markup import Words, tokens

_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST = 4 * 2**20
_ENOUGH_HAN, _ENOUGH_SENTENCES = 300, 3


def is_page(text: str) -> bool:
    """Return whether a template shows a reader running text: 300 Chinese characters and three sentences outside its tags."""
    if len(text) > _LONGEST or text.count("。") < _ENOUGH_SENTENCES:
        return False
    shown = "".join(token.text for token in tokens(text) if isinstance(token, Words))
    return shown.count("。") >= _ENOUGH_SENTENCES and len(_HAN.findall(shown)) >= _ENOUGH_HAN
