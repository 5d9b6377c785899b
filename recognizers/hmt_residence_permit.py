"""港澳台居民居住证号：810000、820000、830000 开头，校验同身份证。"""

from __future__ import annotations

import re

from recognizers._checks import birth_date, has_id_check
from recognizers._contract import NOT_AFTER_CODE, NOT_BEFORE_CODE, Recognizer, Sighting, Verdict


class CnHmtResidencePermitRecognizer(Recognizer):
    """Residence permits of Hong Kong, Macao and Taiwan residents."""

    ENTITY = "CN_HMT_RESIDENCE_PERMIT"
    TITLE = "港澳台居民居住证号"
    PATTERNS = (
        (
            NOT_AFTER_CODE
            + r"8[123]0000[ \-]?(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][ \-]?[0-9]{3}[0-9Xx]"
            + NOT_BEFORE_CODE,
            0.9,
        ),
    )
    DIGITS = 17
    CONTEXT = ("居住证", "证件号", "港澳", "台湾", "身份证")
    ANCHORS = ("10000", "20000", "30000")
    FINDS = ("居住证810000190001010018已办", "号码830000 19000101 0011，")
    IGNORES = ("号码810000190001010019", "编号8100001900010100180")

    def judge(self, sighting: Sighting) -> Verdict | None:
        """Accept a real date with the right check character."""
        number = re.sub(r"[ \-]", "", sighting.text).upper()
        born = birth_date(number[6:14])
        if not born or not has_id_check(number):
            return None
        return Verdict(0.95, ("居住证地区码", "出生日期合理", "校验位通过"), number, born)
