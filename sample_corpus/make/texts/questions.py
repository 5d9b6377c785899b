"""题库与作业。"""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape

from sample_corpus.make.page import pdf
from sample_corpus.make.sample import PERSONAL, SECRET, TEACHING, Sample, Twin
from sample_corpus.make.sheets import Sheet, xlsx
from sample_corpus.make.word import docx

Question = tuple[str, str, str, str, str, str, str]
"""Stem, four options, answer, explanation."""

MATHS: tuple[Question, ...] = (
    ("下列各数中，最小的数是（  ）", "-3", "0", "1", "-1", "A", "负数小于零，绝对值大的负数反而小。"),
    ("计算 2a·3a 的结果是（  ）", "5a", "6a", "6a²", "5a²", "C", "系数相乘，同底数幂相乘指数相加。"),
    ("一个三角形的两边长分别为3和7，第三边可以是（  ）", "3", "4", "8", "11", "C", "第三边大于4且小于10。"),
    ("点P(2,-5)关于x轴的对称点是（  ）", "(-2,-5)", "(2,5)", "(-2,5)", "(5,-2)", "B", "横坐标不变，纵坐标变号。"),
    ("不等式3x-6>0的解集是（  ）", "x>2", "x<2", "x>-2", "x<-2", "A", "移项后两边同除以3。"),
    ("多边形的内角和为720°，它的边数是（  ）", "4", "5", "6", "8", "C", "由(n-2)×180=720得n=6。"),
    ("数据3，5，5，7，10的众数是（  ）", "3", "5", "6", "7", "B", "出现次数最多的数是5。"),
    ("一次函数y=-2x+1的图象不经过（  ）", "第一象限", "第二象限", "第三象限", "第四象限", "C", "k<0，b>0。"),
    (
        "下列图形中，既是轴对称图形又是中心对称图形的是（  ）",
        "等边三角形",
        "平行四边形",
        "矩形",
        "正五边形",
        "C",
        "矩形满足两个条件。",
    ),
    ("方程x²-4x=0的根是（  ）", "4", "0", "0或4", "0或-4", "C", "提公因式得x(x-4)=0。"),
)

HISTORY: tuple[Question, ...] = (
    ("我国历史上第一个统一的中央集权国家是（  ）", "夏朝", "商朝", "秦朝", "汉朝", "C", "公元前221年秦灭六国。"),
    ("下列属于西汉时期出使西域的人物是（  ）", "班超", "张骞", "玄奘", "鉴真", "B", "张骞两次出使西域。"),
    ("隋朝大运河的中心是（  ）", "长安", "洛阳", "余杭", "涿郡", "B", "大运河以洛阳为中心。"),
    ("“贞观之治”出现在哪位皇帝在位时期（  ）", "唐高祖", "唐太宗", "唐玄宗", "武则天", "B", "贞观是唐太宗的年号。"),
    ("世界上最早的纸币出现在（  ）", "唐朝", "北宋", "元朝", "明朝", "B", "北宋四川地区出现交子。"),
    ("鸦片战争后签订的不平等条约是（  ）", "南京条约", "北京条约", "马关条约", "辛丑条约", "A", "1842年签订。"),
    ("下列事件发生最早的是（  ）", "洋务运动", "戊戌变法", "辛亥革命", "五四运动", "A", "洋务运动始于19世纪60年代。"),
    ("印刷术中活字印刷的发明者是（  ）", "蔡伦", "毕昇", "沈括", "郭守敬", "B", "北宋毕昇发明活字印刷。"),
)

PHYSICS: tuple[Question, ...] = (
    (
        "下列现象属于光的折射的是（  ）",
        "水中倒影",
        "小孔成像",
        "筷子在水中变弯",
        "影子的形成",
        "C",
        "光从水中斜射入空气。",
    ),
    ("声音的高低取决于发声体的（  ）", "振幅", "频率", "材料", "距离", "B", "音调由频率决定。"),
    ("下列物体中重力约为2N的是（  ）", "一头牛", "一个苹果", "一张课桌", "一枚回形针", "B", "估测题。"),
    ("家庭电路中各用电器之间的连接方式是（  ）", "串联", "并联", "混联", "无法确定", "B", "各用电器互不影响。"),
    ("冬天窗户玻璃内侧出现冰花属于（  ）", "凝固", "凝华", "液化", "升华", "B", "水蒸气直接变为固态。"),
    (
        "下列做法能减小摩擦的是（  ）",
        "鞋底刻花纹",
        "给轴承加润滑油",
        "拔河时戴手套",
        "轮胎装防滑链",
        "B",
        "润滑油使接触面分离。",
    ),
    ("1标准大气压约等于（  ）", "10³Pa", "10⁴Pa", "10⁵Pa", "10⁶Pa", "C", "约为1.01×10⁵Pa。"),
)

BIOLOGY: tuple[Question, ...] = (
    ("植物细胞特有的结构是（  ）", "细胞膜", "细胞核", "叶绿体", "细胞质", "C", "动物细胞没有叶绿体。"),
    ("人体消化吸收的主要场所是（  ）", "口腔", "胃", "小肠", "大肠", "C", "小肠内有皱襞和绒毛。"),
    ("下列血管中，血流速度最慢的是（  ）", "动脉", "静脉", "毛细血管", "主动脉", "C", "便于物质交换。"),
    ("绿色植物进行呼吸作用的时间是（  ）", "白天", "夜晚", "有光时", "昼夜都进行", "D", "活细胞时刻进行呼吸作用。"),
    (
        "鸟类适于飞行的特点不包括（  ）",
        "前肢变成翼",
        "骨骼中空",
        "用肺呼吸并有气囊",
        "体温不恒定",
        "D",
        "鸟类体温恒定。",
    ),
    ("下列属于可遗传变异的是（  ）", "晒黑的皮肤", "双眼皮", "锻炼出的肌肉", "染黄的头发", "B", "由遗传物质决定。"),
    ("生态系统中的生产者主要是（  ）", "细菌", "真菌", "绿色植物", "食草动物", "C", "能制造有机物。"),
    ("缺乏维生素A会导致（  ）", "夜盲症", "坏血病", "脚气病", "佝偻病", "A", "常见维生素缺乏症。"),
)

SECRECY: tuple[Question, ...] = (
    (
        "一份文件为秘密级，保密期限是10年，标志形式应当是（ ）",
        "秘密10年",
        "秘密★",
        "秘密★10年",
        "秘密●10年",
        "C",
        "密级与期限之间用★隔开",
    ),
    (
        "国家秘密的密级分为（ ）三级",
        "绝密、机密、秘密",
        "机密、秘密、内部",
        "绝密、秘密、内部",
        "特密、绝密、机密",
        "A",
        "法律规定",
    ),
    ("机密级国家秘密的最长保密期限一般不超过（ ）", "10年", "20年", "30年", "长期", "B", "机密★20年为上限"),
    ("涉密人员离岗后实行（ ）管理", "任期", "脱密期", "考核期", "试用期", "B", "按涉密程度确定"),
    (
        "下列做法正确的是（ ）",
        "用普通邮政寄送涉密件",
        "在涉密机上插私人U盘",
        "涉密载体双人押运",
        "拍照留存机密★5年文件",
        "C",
        "双人押运",
    ),
    ("存储国家秘密的计算机（ ）接入互联网", "可以", "经批准可以", "不得", "夜间可以", "C", "严禁"),
)

HOMEWORK = """
八年级数学寒假作业（一）
班级____________ 姓名____________ 家长签字____________
一、复习要点
1. 全等三角形的判定：SSS、SAS、ASA、AAS、HL。
2. 等腰三角形的性质：等边对等角，三线合一。
二、基础练习
1. 在△ABC中，AB＝AC，∠A＝40°，则∠B＝________．
2. 如图，已知AD平分∠BAC，要使△ABD≌△ACD，需添加的条件是________．
3. 一个等腰三角形的两边长为4和9，则它的周长是________．
4. 点M(3，-2)到y轴的距离是________．
5. 计算：(1) 3a²·(-2a³)；(2) (x＋2)(x－5)．
6. 因式分解：(1) x²－9；(2) 2x²－8x＋8．
三、能力提升
7. 如图，在四边形ABCD中，AB∥CD，E是BC的中点，AE的延长线交DC的延长线于点F．
求证：AB＝CF．
8. 某商店购进甲、乙两种文具，甲每件12元，乙每件8元，共用去320元，已知甲比乙多5件，
求甲、乙两种文具各购进多少件．
四、实践作业
9. 测量家里一件圆柱形物品的底面直径和高，计算它的体积，写出测量步骤和误差分析。
10. 阅读一本数学科普书，写一篇不少于300字的读后感，开学后上交。
作业要求：独立完成，书写工整；1月30日前完成第一、二部分，2月20日前完成全部内容；
提交方式：返校当天由课代表统一收齐。
"""

LAB = """
# 实验三 测量小灯泡的电功率
（九年级物理实验指导）
## 一、实验目的
@1 学会用电压表和电流表测量小灯泡的电功率。
@1 加深对额定功率和实际功率的理解。
## 二、实验原理
P＝UI
## 三、实验仪器
学生电源、电压表、电流表、滑动变阻器、小灯泡（2.5V）、开关、导线若干。
## 四、实验步骤
@1 按电路图连接电路，连接时开关应断开，滑片置于阻值最大处。
@1 闭合开关，移动滑片，使电压表示数为2.5V，记录电流表示数，观察灯泡亮度。
@1 调节滑片，使电压分别为额定电压的0.8倍和1.2倍，重复测量。
@1 断开开关，整理器材。
## 五、数据记录
""".strip()

LAB_TABLE = (
    ("次数", "电压U/V", "电流I/A", "电功率P/W", "灯泡亮度"),
    ("1", "", "", "", ""),
    ("2", "", "", "", ""),
    ("3", "", "", "", ""),
)

LAB_REST = """
## 六、思考题
@1 为什么不能用多次测量求平均值的方法计算额定功率？
@1 若灯泡突然熄灭，电压表示数接近电源电压，可能是什么故障？
## 七、实验报告要求
写明实验目的、步骤、数据处理和结论，下次课前提交，评分占平时成绩的20%。
"""

NOTEBOOK = (
    (
        "markdown",
        "# 实验二 列表与循环\n\n《Python程序设计基础》上机实验指导\n\n适用班级：高二信息技术选修班　学时：2\n",
    ),
    (
        "markdown",
        "## 一、实验目的\n\n1. 掌握列表的创建、访问和遍历。\n2. 能够用 for 循环处理成组的数据。\n\n## 二、实验内容\n\n完成任务1～任务3，运行后保存结果。\n",
    ),
    (
        "code",
        "scores = [88, 92, 79, 65, 97]\ntotal = 0\nfor score in scores:\n    total += score\nprint(total / len(scores))\n",
    ),
    (
        "markdown",
        "**任务1** 修改上面的程序，输出最高分和最低分。（10分）\n\n**任务2** 编写程序，统计及格人数和优秀人数。（20分）\n",
    ),
    ("code", "# 在这里写任务2的代码\n"),
    ("markdown", "**任务3** 设计一个猜数游戏：程序随机产生1～100的整数，提示“大了”或“小了”，直到猜中。（30分）\n"),
    (
        "markdown",
        "## 三、思考题\n\n1. 列表和字符串有哪些相同点和不同点？\n2. 什么情况下应当用 while 而不用 for？\n\n## 四、实验报告\n\n写明实验步骤和运行结果，周五前提交到学习平台，逾期扣5分。\n",
    ),
)


def _record(number: int, question: Question) -> dict[str, object]:
    stem, *options, answer, explanation = question
    return {
        "id": number,
        "type": "单选题",
        "question": stem,
        "options": dict(zip("ABCD", options, strict=True)),
        "answer": answer,
        "analysis": explanation,
        "score": 3,
    }


def _json() -> bytes:
    bank = {"subject": "数学", "grade": "八年级", "questions": [_record(n, q) for n, q in enumerate(MATHS, 1)]}
    return json.dumps(bank, ensure_ascii=False, indent=2).encode()


def _lines() -> bytes:
    rows = (json.dumps(_record(n, q), ensure_ascii=False) for n, q in enumerate(HISTORY, 1))
    return ("\n".join(rows) + "\n").encode()


def _xml() -> bytes:
    items = "".join(
        f'  <question id="{number}" type="single" difficulty="0.7">\n    <stem>{escape(stem)}</stem>\n'
        + "".join(
            f'    <option label="{label}">{escape(text)}</option>\n'
            for label, text in zip("ABCD", options, strict=True)
        )
        + f"    <answer>{answer}</answer>\n    <analysis>{escape(explanation)}</analysis>\n  </question>\n"
        for number, (stem, *options, answer, explanation) in enumerate(PHYSICS, 1)
    )
    head = '<?xml version="1.0" encoding="GB18030"?>\n<questionBank subject="物理" grade="九年级" version="2026">\n'
    return f"{head}{items}</questionBank>\n".encode("gb18030")


def _sql() -> bytes:
    rows = ",\n".join(
        "  (" + ", ".join([str(number), *(f"'{text}'" for text in question)]) + ")"
        for number, question in enumerate(SECRECY, 1)
    )
    table = """-- 保密知识竞赛题库
CREATE TABLE quiz_question (
  id INT PRIMARY KEY,
  stem VARCHAR(500) NOT NULL COMMENT '题干',
  option_a VARCHAR(200), option_b VARCHAR(200), option_c VARCHAR(200), option_d VARCHAR(200),
  answer CHAR(1) COMMENT '答案',
  analysis VARCHAR(500) COMMENT '解析'
);
"""
    columns = "id, stem, option_a, option_b, option_c, option_d, answer, analysis"
    return f"{table}INSERT INTO quiz_question ({columns}) VALUES\n{rows};\n".encode()


def _notebook() -> bytes:
    cells = [_cell(kind, text) for kind, text in NOTEBOOK]
    book = {"cells": cells, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1).encode()


def _cell(kind: str, text: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def samples() -> Iterator[Sample]:
    bank = Twin("题库：题干、选项、答案、解析成组出现", (TEACHING,), ("question_bank",), must_not=(PERSONAL, SECRET))
    yield Sample("题库/八年级数学选择题.json", _json(), bank)
    yield Sample("题库/历史单选题.jsonl", _lines(), bank)
    yield Sample("题库/物理题库导出.xml", _xml(), bank)
    heading = ("题号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析")
    rows = [(n, "单选题", *question) for n, question in enumerate(BIOLOGY, 1)]
    yield Sample("题库/生物题库.xlsx", xlsx(Sheet("单选", [heading, *rows])), bank)
    yield Sample(
        "题库/保密知识竞赛题库.sql",
        _sql(),
        Twin(
            "题目的选项里写着“秘密★10年”，是考题，不是密级标志",
            (TEACHING,),
            ("question_bank",),
            marks=("mention",),
            must_not=(SECRET, PERSONAL),
        ),
    )
    homework = Twin("布置给学生的作业或实验", (TEACHING,), ("homework",), must_not=(PERSONAL,))
    yield Sample(
        "作业/八年级数学寒假作业.pdf",
        pdf(HOMEWORK),
        Twin(
            "寒假作业以练习题为主，归入作业或试题都说得通",
            (TEACHING,),
            any_subtype=("homework", "exam_paper"),
            must_not=(PERSONAL,),
        ),
    )
    yield Sample("作业/实验三测量小灯泡的电功率.docx", docx(LAB, LAB_TABLE, LAB_REST), homework)
    yield Sample("作业/实验二列表与循环.ipynb", _notebook(), homework)
