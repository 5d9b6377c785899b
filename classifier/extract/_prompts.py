"""母版提示语：演示文稿模板里的占位文字，不是谁写的内容。"""

from __future__ import annotations

PROMPTS = (
    "单击此处",
    "点击此处",
    "编辑母版",
    "第二级",
    "第三级",
    "第四级",
    "第五级",
    "Click to edit",
    "Second level",
    "Third level",
    "Fourth level",
    "Fifth level",
    "‹#›",
)
