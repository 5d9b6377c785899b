"""报告的抬头与方法说明：各种形式写的是同样的话。"""

from __future__ import annotations

from collections.abc import Iterator

from classifier.view import Level, View
from classifier.words import beijing

LIMITS = (
    "类别由规则判断，会错；“疑似”“候选”须由人看，密级标志是否属实由有权机关认定",
    "录音录像、没有识别的图像、加密和损坏的文件没有读到，列为未能读全",
    "人数按不同的姓名、证件号推算，同一个人的不同号码不合并",
    "本报告不授予任何权利（第7条）",
)


def facts(view: View) -> Iterator[tuple[str, str]]:
    """Yield title and text of what heads a report: project, parties, to whom it may be given, what was scanned and when."""
    header = view.header()
    if view.project:
        yield from view.project.lines()
    yield "知悉范围", view.level.shown
    if view.level is not Level.COUNTS:
        yield "扫描的文件夹", header.root
    yield "扫描时间", f"{beijing(header.started)} 至 {beijing(header.finished) or '今，尚未完成'}"
    yield "依据", f"{view.policy.title}（SHA-256 {header.agreement_sha256}）"


def methods(view: View) -> Iterator[tuple[str, str]]:
    """Yield title and text of what lets another repeat the scan, and of what it cannot tell."""
    header = view.header()
    yield "程序与规则", f"baomi {header.tool_version}，规则 {header.rules_version}（SHA-256 {header.rules_sha256}）"
    if view.level is not Level.COUNTS:
        for key, title in _SETTINGS.items():
            if key in header.settings:
                yield title, _said(header.settings[key])
    yield "联网", "没有：程序不访问网络，读取文件的进程打不开网络连接"
    yield "遮盖", "号码和姓名只写首尾几位；报告、清单里没有原值，也没有可以反查的摘要"
    yield "已知的限度", "；".join(LIMITS)


_SETTINGS = {
    "exclude": "排除的模式",
    "names": "姓名查到哪一步",
    "ocr": "图像文字识别",
    "history": "打开 git 历史",
    "second_reader": "两种方法各读一遍",
    "passwords": "试过的密码个数",
    "max_bytes": "单个文件读到多少字节",
    "seconds": "单个文件读多少秒",
    "depth": "压缩包嵌套读到几层",
    "today": "以哪一天为准",
}


def _said(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(map(str, value)) or "没有"
        case int():
            return f"{value:,}"
    return str(value)
