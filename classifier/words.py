"""给人看的词：结果、状态、补救办法。"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from classifier.model import Outcome
from classifier.record import Status

BEIJING = timezone(timedelta(hours=8))

OUTCOMES = {
    Outcome.READ: "已读",
    Outcome.PARTIAL: "部分读取",
    Outcome.EMPTY: "空文件",
    Outcome.NO_TEXT: "无文字内容",
    Outcome.ENCRYPTED: "加密",
    Outcome.CORRUPT: "损坏",
    Outcome.UNSUPPORTED: "格式不支持",
    Outcome.NEEDS_OCR: "图像待识别",
    Outcome.TOO_LARGE: "过大",
    Outcome.TIMED_OUT: "超时",
    Outcome.UNREADABLE: "无法打开",
    Outcome.CRASHED: "读取出错",
    Outcome.EXCLUDED: "已排除",
}

REMEDIES = {
    Outcome.PARTIAL: "打开原件，人工查看说明中所列的部分",
    Outcome.ENCRYPTED: "向交付方索取密码，解密后重新扫描",
    Outcome.CORRUPT: "向交付方索取完好的文件",
    Outcome.UNSUPPORTED: "由人工打开查看",
    Outcome.NEEDS_OCR: "由人工查看图像，或先做文字识别",
    Outcome.TOO_LARGE: "拆分后扫描，或由人工查看",
    Outcome.TIMED_OUT: "由人工打开查看",
    Outcome.UNREADABLE: "检查权限与链接后重新扫描",
    Outcome.CRASHED: "由人工打开查看，并把文件类型告知开发者",
}

STATUSES = {
    Status.CONFIRMED: "证据确凿",
    Status.SUSPECTED: "疑似，须人工复核",
    Status.CANDIDATE: "候选，须人工复核",
    Status.EXCEPTED: "属例外，仍列出",
}

MARKS = {
    "confirmed": "标有密级",
    "suspect": "疑似密级标志",
    "lapsed": "密级已失效",
    "misuse": "误用密级标志",
    "mention": "只是提到",
}


def beijing(moment: str) -> str:
    """Return a moment of ISO 8601 with its zone as a person in China reads it, "" for ""."""
    return f"{datetime.fromisoformat(moment).astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）" if moment else ""
