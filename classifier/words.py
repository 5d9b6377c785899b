"""给人看的词：结果、状态、补救办法。"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import dictionaries
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


def remedy(outcome: Outcome, detail: str = "") -> str:
    """Return, in Chinese, what a person should do about a file that was not read to its end; "" where it was.

    `detail` is the cause, or several of them as a record joins them: each that `remedies.tsv` knows has its own remedy, the
    outcome's own stands for all others.
    """
    rows = [(phrase, text) for known, phrase, text in dictionaries.table("remedies.tsv") if known == outcome]
    causes = detail.split("；")
    special = [next((text for phrase, text in rows if phrase and phrase in cause), "") for cause in causes]
    return "；".join(dict.fromkeys(filter(None, special))) or next((text for phrase, text in rows if not phrase), "")


def beijing(moment: str) -> str:
    """Return a moment of ISO 8601 with its zone as a person in China reads it, "" for ""."""
    return f"{datetime.fromisoformat(moment).astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）" if moment else ""
