"""编造的人名。"""

from __future__ import annotations

SURNAMES = "陈林黄吴周徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
FIRST = "思嘉雨子欣梓晨若宇浩文静佳俊婉昊明清志承书沐云景亦"
SECOND = "远怡彤轩涵妍睿泽琪然博瑶宁杰悦哲菲航玥铭珊恺萱霖"


def name(index: int) -> str:
    """Return the made-up name with this index (0-based); the first 2,000 are all different."""
    row = index // len(SURNAMES)
    return (
        SURNAMES[index % len(SURNAMES)]
        + FIRST[(index * 7 + row * 5) % len(FIRST)]
        + SECOND[(index * 11 + row) % len(SECOND)]
    )


def names(count: int, start: int = 0) -> list[str]:
    """Return `count` different made-up names."""
    return [name(index) for index in range(start, start + count)]
