"""个人生物识别信息：特征、模板、采集登记的字段与数据。"""

from __future__ import annotations

from recognizers._contract import Recognizer, Sighting, Verdict

_WHAT = "人脸|面部|指纹|掌纹|虹膜|声纹|眼纹|步态|耳廓|指静脉|基因"


class CnBiometricRecognizer(Recognizer):
    """A term is prose; a column, a field with a value, or an encoded template is data."""

    ENTITY = "CN_BIOMETRIC"
    TITLE = "个人生物识别信息"
    PATTERNS = (
        (
            rf"(?:{_WHAT})(?:特征|模板|图像|照片|数据|信息|编码|向量|样本)?(?:值|文件|路径|编号)?[ ]?(?:[:=]|为|是)[ ]?(?P<value>[0-9A-Za-z+/=_.\-]{{8,120}})",
            0.8,
        ),
    )
    CELL = r"[0-9A-Za-z+/=_.\-]{6,200}"
    CONTEXT = tuple(_WHAT.split("|"))
    NEEDS_CONTEXT = True
    FINDS = (
        "该生人脸特征值为a9F3kd02LmQx88Zt已存",
        "该生人脸特征值:a9F3kd02LmQx88Zt已存",
        "姓名\t人脸特征\n张三\ta9F3kd02LmQx88Zt",
    )
    IGNORES = ("本系统支持人脸识别和指纹登录", "人脸识别准确率99.5", "姓名\t备注\n张三\ta9F3kd02LmQx88Zt")

    def judge(self, _: Sighting) -> Verdict | None:
        """Accept a value behind its field name, or the cell of a column so named."""
        return Verdict(0.6, ("生物识别字段有值",))
