"""法人、地理、航空、交通、网络安全：重要数据一类，和形似而不是的。"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sample_corpus.make.identifiers import uscc
from sample_corpus.make.people import name
from sample_corpus.make.sample import IMPORTANT, PERSONAL, SECRET, TEACHING, Sample, Twin
from sample_corpus.make.sheets import Cell, Sheet, xlsx
from sample_corpus.make.word import docx

TRADES = ("教学设备", "文化用品", "食品配送", "信息科技", "图书发行", "物业服务", "校服制作")


def _suppliers() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("示范市教育系统合格供应商名录",),
        (
            "序号",
            "企业名称",
            "统一社会信用代码",
            "企业类型",
            "注册资本（万元）",
            "成立日期",
            "经营状态",
            "经营范围",
            "注册地址",
        ),
    ]
    rows += [
        (
            n,
            f"示范市样例{n:02d}{TRADES[n % 7]}有限公司",
            uscc(n),
            "有限责任公司",
            50 + n * 10,
            f"20{n % 20 + 1:02d}-0{n % 9 + 1}-12",
            "存续",
            f"{TRADES[n % 7]}的销售与服务",
            f"示范市工业园区{n}号",
        )
        for n in range(1, 29)
    ]
    return rows


def _schools() -> bytes:
    lines = ["登记证号,单位名称,统一社会信用代码,法定代表人,开办资金(万元),业务主管单位,住所,有效期"]
    lines += [
        f"民证{n:05d},示范市样例{n:02d}培训学校,{uscc(500 + n, '52')},{name(300 + n)},{10 + n},示范市教育局,示范市文教路{n * 2}号,2026-01-01至2029-12-31"
        for n in range(1, 31)
    ]
    return "\r\n".join(lines).encode("gb18030")


def _stops() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"校车{n // 6 + 1}号线 第{n % 6 + 1}站", "站点编号": f"ST{n:03d}"},
            "geometry": {
                "type": "Point",
                "coordinates": [round(117.204 + n * 0.00731, 6), round(39.117 + n * n % 17 * 0.00233, 6)],
            },
        }
        for n in range(18)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1).encode()


def _points() -> bytes:
    kinds = ("中学", "小学", "幼儿园", "培训机构", "图书馆")
    lines = ["编号,名称,类别,经度,纬度,地址"]
    lines += [
        f"P{n:04d},样例{kinds[n % 5]}{n},{kinds[n % 5]},{116.3051 + n * 0.0137:.6f},{38.9042 + n * 7 % 23 * 0.0091:.6f},示范市第{n % 6 + 1}街道{n}号"
        for n in range(1, 41)
    ]
    return ("\n".join(lines) + "\n").encode("utf-8-sig")


CONTROL_HEAD = """
机密★长期
示范市基础测绘控制点成果表
坐标系统：CGCS2000　　中央子午线：123°　　高程基准：1985国家高程基准
比例尺：1:5000地形图配套成果　　密级：机密　　编号：0007
点号\t等级\tX(m)\tY(m)\tH(m)\t经度\t纬度
"""
CONTROL_TAIL = """
说明：
1.本成果含与地方坐标系之间的七参数转换参数，另册保管。
2.领用单位须签订保密责任书，不得在连接互联网的计算机上存储、处理。
3.使用完毕后按规定交回或销毁。
"""


def _control() -> bytes:
    """The points lie in the open sea: they are nobody's control points."""
    rows = [
        f"KZ{n:03d}\t{'一二三'[n % 3]}等\t{4011000 + n * 137.512:.3f}\t{500000 + n * 241.337:.3f}\t{12.5 + n * 0.731:.3f}\t{122.9 + n * 0.00271:.6f}\t{36.2 + n * 0.00124:.6f}"
        for n in range(1, 13)
    ]
    return (CONTROL_HEAD.strip() + "\n" + "\n".join(rows) + "\n" + CONTROL_TAIL).encode("utf-8-sig")


NOTICES = """
示范机场航行情报室  航行通告汇编（教学用抄件）
收件：ZZZZOFXX
(A9901/26 NOTAMN
Q) ZBPE/QMRLC/IV/NBO/A/000/999/4004N11636E005
A) ZBAA B) 2611230000 C) 2611300000
E) RWY 18L/36R CLSD DUE TO MAINT)

(A9902/26 NOTAMR A9811/26
Q) ZSHA/QMXLC/IV/M/A/000/999/3112N12120E005
A) ZSSS B) 2611240200 C) 2612010800
E) TWY B BTN TWY B3 AND B5 CLSD)

(C9903/26 NOTAMN
Q) ZGZU/QRTCA/IV/BO/W/000/197/2318N11316E020
A) ZGGG B) 2611251600 C) 2611252200
E) TEMPO RESTRICTED AREA ACT. SFC-6000M AMSL)

(A9904/26 NOTAMC A9902/26
Q) ZSHA/QMXXX/IV/M/A/000/999/3112N12120E005
A) ZSSS B) 2611260100
E) TWY B RESUMED NORMAL OPS)

气象：
METAR ZBAA 240600Z 33006MPS 9999 FEW040 02/M12 Q1031 NOSIG
METAR ZSSS 240600Z 02004MPS 6000 BR SCT023 11/07 Q1026 NOSIG
TAF ZGGG 240400Z 2406/2512 36005MPS 9999 SCT030
飞行计划：
(FPL-CCA9901-IS
-B738/M-SDE2FGHIRWY/LB1
-ZBAA0100
-N0450S0950 W40 YQG W142 DALIM
-ZSSS0200 ZSHC)
"""

FLIGHTS_HEAD = "执行日期,航班号,机号,机型,起飞机场,到达机场,计划起飞,计划到达,机组,备注"


def _flights() -> bytes:
    airports = ("ZBAA", "ZSSS", "ZGGG", "ZUUU", "ZLXY")
    rows = [
        f"2026-11-{n % 28 + 1:02d},CA99{n:02d},B-99{n % 12 + 10},B738,{airports[n % 5]},{airports[(n + 2) % 5]},{7 + n % 12:02d}:{n * 5 % 60:02d},{9 + n % 12:02d}:{n * 7 % 60:02d},第{n % 6 + 1}机组,航班执飞计划"
        for n in range(1, 37)
    ]
    return "\n".join([FLIGHTS_HEAD, *rows, ""]).encode()


SAFETY = """
# 航空安全信息报告：一起地面不安全事件的调查
报告编号：AQ-2026-009　　事件类别：运输航空一般事件（征候待定）
## 一、事件经过
2026年10月11日，示范航校一架教练飞机在滑行至跑道等待点时，右侧翼尖与引导车顶灯发生刮碰。机上教员一名、学员一名，无人员伤亡。
## 二、航空器信息
航空器型别：初级教练机；国籍登记号 B-99XX（隐去）；飞行小时2 318小时；适航指令执行情况正常。
## 三、QAR及录音分析
飞行数据记录显示滑行速度由8节增至17节，超过手册规定的15节；舱内话音记录无异常提醒。
## 四、危险源辨识与风险评价
""".strip()

SAFETY_TABLE = (
    ("危险源", "后果", "可能性", "严重性", "风险等级", "控制措施"),
    ("引导车停放越线", "航空器刮碰", "3", "C", "不可接受", "重新划设停放标志线，设置禁停区"),
    ("滑行超速", "冲出等待点", "2", "B", "可接受但需控制", "滑行速度纳入QAR监控项目"),
    ("教员注意力分配不当", "外部观察缺失", "3", "C", "可接受但需控制", "增加滑行阶段标准喊话"),
)

SAFETY_REST = """
## 五、安全管理体系（SMS）整改要求
1.运行部十日内完成危险源清单更新，提交安全委员会审议。
2.飞行部组织不安全事件案例教育，覆盖全部教员。
3.机场净空与机坪安检联合检查每月一次。
## 六、结论
本次事件的直接原因是滑行超速，间接原因是地面车辆停放管理不到位，按航空安全信息管理规定上报。
示范航校安全监察室
2026年10月20日
"""


def _trains() -> bytes:
    lines = ["车次,站序,站名,到达时间,发车时间,停留时间,里程"]
    for n in range(12):
        for stop in range(4):
            hour, minute = 6 + n + stop // 2, (n * 7 + stop * 23) % 55
            lines.append(
                f"G99{n:02d},{stop + 1},示范{'东南西北'[stop]}站,{hour:02d}:{minute:02d},{hour:02d}:{minute + 3:02d},3分钟,{stop * 117 + n}"
            )
        lines.append(f"D98{n:02d},1,样例站,{7 + n:02d}:05,{7 + n:02d}:08,3分钟,0")
        lines.append(f"D98{n:02d},2,示范南站,{8 + n:02d}:15,{8 + n:02d}:20,5分钟,96")
    return ("\n".join(lines) + "\n").encode("gb18030")


def _bus_lines() -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("示范市校车运行线路与站点时刻表",),
        ("线路编号", "线路名称", "站序", "站点名称", "早班到站时间", "晚班到站时间", "站间里程(km)", "运营车辆"),
    ]
    rows += [
        (
            f"X{line:02d}",
            f"校车{line}号线",
            stop,
            f"样例{line}{stop}路口",
            f"06:{stop * 6 + line:02d}",
            f"17:{stop * 6 + line:02d}",
            round(0.8 + stop * 0.3, 1),
            f"校车{line:02d}号",
        )
        for line in range(1, 6)
        for stop in range(1, 8)
    ]
    return rows


def _assets() -> list[Sequence[Cell]]:
    kinds = ("核心交换机", "防火墙", "汇聚交换机", "应用服务器", "数据库服务器", "堡垒机", "无线控制器")
    rows: list[Sequence[Cell]] = [
        ("示范市第九中学校园网网络资产与拓扑清单",),
        (
            "序号",
            "设备名称",
            "设备类型",
            "管理IP地址",
            "所属VLAN",
            "上联设备",
            "上联端口",
            "操作系统版本",
            "开放端口",
            "管理账号",
            "口令保管",
        ),
    ]
    rows += [
        (
            n,
            f"SF-{kinds[n % 7]}-{n:02d}",
            kinds[n % 7],
            f"192.0.2.{n + 10}",
            f"VLAN{n % 5 * 10 + 10}",
            f"SF-核心交换机-{n % 2 + 1:02d}",
            f"GE1/0/{n}",
            f"V{n % 4 + 5}.{n % 9}",
            "22,443" if n % 2 else "3306,22",
            "admin",
            "信封封存",
        )
        for n in range(1, 25)
    ]
    return rows


VULNERABILITIES = """
# 示范市第九中学综合教务平台漏洞扫描与渗透测试报告
网络安全等级保护三级系统　　测试时间：2026年9月20日至22日
## 一、测试范围
内网应用服务器192.0.2.21、数据库服务器192.0.2.31、堡垒机192.0.2.41，及DMZ区反向代理。
## 二、网络拓扑说明
互联网出口经边界防火墙接入DMZ区，核心交换机下联业务VLAN10、管理VLAN20，数据库区经访问控制列表隔离。
## 三、漏洞清单
""".strip()

VULNERABILITY_TABLE = (
    ("序号", "漏洞名称", "风险等级", "受影响资产", "漏洞描述", "修复建议"),
    (
        "1",
        "SQL注入漏洞",
        "高危",
        "192.0.2.21:8080",
        "成绩查询接口参数未过滤，可获取数据库权限",
        "使用预编译语句，修复前临时下线",
    ),
    ("2", "弱口令", "高危", "192.0.2.31:3306", "数据库账号存在弱口令，可远程登录", "更换口令，限制来源地址"),
    ("3", "未授权访问", "高危", "192.0.2.22:6379", "缓存服务无口令，可写入计划任务", "启用认证并绑定内网地址"),
    ("4", "目录遍历", "中危", "192.0.2.21:80", "可读取备份文件", "关闭目录浏览，删除备份"),
    ("5", "组件版本过低", "中危", "192.0.2.23", "存在已公开的远程代码执行漏洞", "升级补丁"),
    ("6", "敏感信息泄露", "低危", "192.0.2.21", "报错页面暴露物理路径", "自定义错误页"),
)

VULNERABILITY_REST = """
## 四、攻击路径验证
测试人员由成绩查询接口注入取得应用账号，再经弱口令登录数据库服务器，未读取业务数据，已留存截图。
## 五、整改要求
高危漏洞三个工作日内修复并复测；整改完成前关闭外网访问，安全日志保留不少于六个月。
## 六、应急响应
发生网络安全事件时立即断开受影响主机，保留现场，报信息中心和网信部门。
"""

TOUR = """
# 云湖古镇一日游

云湖古镇坐落在示范市以南的群山之间，因一汪湖水终年云雾缭绕而得名。

## 怎么去

从市区汽车站乘坐旅游专线约一个半小时，下车后沿石板路步行十分钟即到古镇牌坊。

## 看什么

- **望湖楼**：登楼可俯瞰全湖，清晨的日出最美。
- **百工巷**：竹编、木雕、蓝染，手艺人现场制作，可以动手体验。
- **石拱桥**：单孔石桥，桥栏刻有十二生肖。

## 吃什么

银鱼蒸蛋、竹筒饭、桂花米酒，都是当地人家的味道。

## 小提示

湖边风大，带一件外套；节假日人多，尽量错峰出行。
"""


def samples() -> Iterator[Sample]:
    legal = Twin(
        "成批的法人登记信息：名称与统一社会信用代码",
        (IMPORTANT,),
        ("legal_entity_base",),
        (PERSONAL,),
        counts={"CN_USCC": 28},
    )
    yield Sample("采购/合格供应商名录.xlsx", xlsx(Sheet("名录", _suppliers())), legal)
    yield Sample(
        "法人/民办学校法人登记.csv",
        _schools(),
        Twin(
            "民办学校的法人登记，附法定代表人",
            (IMPORTANT,),
            ("legal_entity_base",),
            (PERSONAL,),
            counts={"CN_USCC": 30},
        ),
    )
    geospatial = Twin("成批的我国境内坐标", (IMPORTANT,), ("geospatial",), must_not=(PERSONAL, SECRET))
    yield Sample("地理数据/校车站点.geojson", _stops(), geospatial)
    yield Sample("地理数据/教育设施点位.csv", _points(), geospatial)
    yield Sample(
        "地理数据/控制点成果表.txt",
        _control(),
        Twin(
            "标有“机密★长期”的测绘控制点成果",
            (SECRET,),
            ("secret_geodata",),
            (IMPORTANT,),
            marks=("confirmed", "suspect"),
        ),
    )
    yield Sample(
        "航空/航行通告汇编.txt",
        NOTICES.strip().encode(),
        Twin("航行通告、气象报文与飞行计划", (IMPORTANT,), ("aviation_operation",), must_not=(PERSONAL,)),
    )
    yield Sample(
        "航空/航班执行计划.csv",
        _flights(),
        Twin("航班号、机号与起降时刻，没有旅客", (IMPORTANT,), ("aviation_operation",), must_not=(PERSONAL,)),
    )
    yield Sample(
        "航空/不安全事件调查报告.docx",
        docx(SAFETY, SAFETY_TABLE, SAFETY_REST),
        Twin("航空不安全事件与危险源清单", (IMPORTANT,), ("aviation_safety",), must_not=(PERSONAL, TEACHING)),
    )
    transport = Twin("线路、站点与时刻，没有乘客", (IMPORTANT,), ("transport",), must_not=(PERSONAL,))
    yield Sample("交通/列车时刻表.csv", _trains(), transport)
    yield Sample("交通/校车线路时刻表.xlsx", xlsx(Sheet("线路", _bus_lines())), transport)
    network = Twin("网络拓扑、资产、端口、漏洞", (IMPORTANT,), ("network_security",), must_not=(PERSONAL, TEACHING))
    yield Sample("网络安全/网络资产与拓扑清单.xlsx", xlsx(Sheet("资产", _assets())), network)
    yield Sample(
        "网络安全/漏洞扫描报告.docx",
        docx(VULNERABILITIES, VULNERABILITY_TABLE, VULNERABILITY_REST, header="内部使用"),
        network,
    )
    yield Sample(
        "公开资料/云湖古镇一日游.md",
        TOUR.strip().encode(),
        Twin("游记里有地名、没有坐标", must_not=(IMPORTANT, PERSONAL, TEACHING)),
    )
