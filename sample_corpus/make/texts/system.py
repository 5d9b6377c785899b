"""系统：源代码、说明、接口、配置、日志。都不是资料，却处处写着资料的词。"""

from __future__ import annotations

from collections.abc import Iterator

from sample_corpus.make.sample import IMPORTANT, PERSONAL, SECRET, TEACHING, Sample, Twin

PAPER_HEADER = '''"""试卷版式：卷首的标识、标题与密封线。"""

from dataclasses import dataclass, field

SECRET_SIGN = "绝密★启用前"  # 试卷卷首标识，可在模板里改
DEFAULT_NOTES = ["答题前填写好自己的姓名、班级、考号等信息", "请将答案正确填写在答题卡上"]


@dataclass
class PaperHeader:
    """Header of a generated exam paper."""

    title: str
    subject: str
    full_mark: int = 150
    minutes: int = 120
    show_secret_sign: bool = True
    notes: list[str] = field(default_factory=lambda: list(DEFAULT_NOTES))

    def render(self) -> list[str]:
        lines = []
        if self.show_secret_sign:
            lines.append(SECRET_SIGN)
        lines.append(self.title)
        lines.append(self.subject)
        lines.append(f"考试时间：{self.minutes}分钟；满分：{self.full_mark}分")
        lines.append("学校：________ 姓名：________ 班级：________ 考号：________")
        for number, note in enumerate(self.notes, start=1):
            lines.append(f"{number}.{note}")
        return lines


def section_title(index: int, kind: str, count: int, mark: int) -> str:
    """Return the heading of a section, e.g. 一、单选题（共8小题，每小题5分）."""
    return f"{'一二三四五六'[index]}、{kind}（共{count}小题，每小题{mark}分）"


if __name__ == "__main__":
    for line in PaperHeader("期中考试", "数学").render():
        print(line)
'''

ID_TEST = '''"""身份证号校验的测试。"""

import unittest

from validators import check_id_card


class IdCardTest(unittest.TestCase):
    """The standard's own example, and near misses of it."""

    def test_valid(self):
        self.assertTrue(check_id_card("11010519491231002X"))
        self.assertTrue(check_id_card("11010519491231002x"))

    def test_wrong_check_digit(self):
        self.assertFalse(check_id_card("110105194912310021"))

    def test_wrong_length(self):
        self.assertFalse(check_id_card("11010519491231002"))

    def test_not_a_date(self):
        self.assertFalse(check_id_card("11010519491332002X"))

    def test_empty(self):
        self.assertFalse(check_id_card(""))
        self.assertFalse(check_id_card(None))


if __name__ == "__main__":
    unittest.main()
'''

README = """
# 智能组卷与在线考试系统

[![build](https://img.example.com/build.svg)](https://ci.example.com)

面向中小学的在线考试系统，支持题库管理、智能组卷、在线答题、自动阅卷、成绩分析。

## 功能特性

- 题库管理：单选题、多选题、判断题、填空题、简答题
- 组卷策略：按知识点、难度系数、双向细目表抽题
- 考试管理：考试时间、满分、考场、监考
- 成绩管理：平均分、及格率、优秀率、导出成绩单
- 学生端：查看试卷、错题本、参考答案与解析

## 技术栈

后端 Spring Boot + MyBatis，前端 Vue 3，数据库 MySQL 8，缓存 Redis。

## 快速开始

```bash
git clone https://git.example.com/exam/exam-system.git
cd exam-system
docker compose up -d
npm install && npm run dev
```

## 目录结构

```
exam-system
├── exam-admin      管理端
├── exam-student    学生端
└── exam-core       组卷与阅卷
```

## 配置文件

| 参数 | 说明 | 默认值 |
| --- | --- | --- |
| `paper.secretSign` | 卷首标识 | 绝密★启用前 |
| `paper.fullMark` | 满分 | 100 |
| `exam.minutes` | 考试时长 | 90 |

## 许可证

MIT License
"""

API = """
# 学籍服务接口文档 v2

## 1. 查询学生

`GET /api/v2/students/{id}`

请求参数：

| 字段 | 类型 | 必填 | 说明 |
| --- | --- | --- | --- |
| id | long | 是 | 学生主键 |
| token | string | 是 | 登录令牌 |

返回值：

| 字段 | 类型 | 说明 |
| --- | --- | --- |
| name | string | 姓名 |
| idCard | string | 身份证号，脱敏返回 |
| phone | string | 监护人手机号 |
| address | string | 家庭住址 |
| className | string | 班级 |

返回示例：

```json
{
  "code": 0,
  "data": {"name": "XXX", "idCard": "XXXXXX********XXXX", "phone": "XXX****XXXX", "className": "七（1）班"}
}
```

## 2. 错误码

| 错误码 | 含义 |
| --- | --- |
| 40001 | 参数缺失 |
| 40103 | 令牌过期，请重新登录 |
| 40301 | 无数据权限 |
| 50000 | 服务器内部错误 |

## 3. 加密说明

接口全程使用 HTTPS；敏感字段入库前加密，保证数据的机密性、完整性和可用性。
密钥由配置中心下发，前端不得缓存。
"""

OPENAPI = """openapi: 3.0.3
info:
  title: 排课服务
  version: 2.1.0
  description: 课程表与教室的查询和调整接口
servers:
  - url: https://api.example.com/timetable
paths:
  /courses:
    get:
      summary: 查询课程
      parameters:
        - name: weekday
          in: query
          schema: {type: integer, minimum: 1, maximum: 7}
        - name: period
          in: query
          schema: {type: integer, minimum: 1, maximum: 8}
      responses:
        "200":
          description: 成功
          content:
            application/json:
              schema:
                type: array
                items: {$ref: "#/components/schemas/Course"}
  /rooms/{id}:
    put:
      summary: 修改教室
      responses:
        "204": {description: 已修改}
        "404": {description: 没有这间教室}
components:
  schemas:
    Course:
      type: object
      properties:
        id: {type: integer, format: int64}
        subject: {type: string, description: 科目}
        teacherId: {type: integer, description: 任课教师}
        roomId: {type: integer, description: 教室}
"""

SCHEMA = """-- 综合教务平台 建表脚本 v2.3
CREATE TABLE teacher (
  id BIGINT PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(30) NOT NULL COMMENT '姓名',
  id_card VARCHAR(32) COMMENT '身份证号（加密）',
  phone VARCHAR(32) COMMENT '手机号（加密）',
  subject VARCHAR(20) COMMENT '任教学科',
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
) COMMENT='教师';

CREATE TABLE exam_paper (
  id BIGINT PRIMARY KEY AUTO_INCREMENT,
  title VARCHAR(100) NOT NULL COMMENT '试卷标题',
  secret_level VARCHAR(10) COMMENT '密级：公开/内部',
  full_mark INT NOT NULL DEFAULT 100 COMMENT '满分',
  minutes INT NOT NULL DEFAULT 90 COMMENT '考试时间',
  status TINYINT NOT NULL DEFAULT 0 COMMENT '0草稿 1审核 2发布'
) COMMENT='试卷';

CREATE TABLE score (
  student_id BIGINT NOT NULL COMMENT '学号',
  paper_id BIGINT NOT NULL,
  mark DECIMAL(5,1) COMMENT '得分',
  PRIMARY KEY (student_id, paper_id)
) COMMENT='成绩';

CREATE INDEX idx_score_paper ON score (paper_id);
ALTER TABLE teacher ADD COLUMN email VARCHAR(64) COMMENT '电子邮箱';
"""

CONFIG = """# 综合教务平台配置
title = "综合教务平台"
version = "2.3.1"

[server]
host = "127.0.0.1"
port = 8080
workers = 4
request_timeout = 30

[database]
driver = "mysql"
host = "127.0.0.1"
name = "school"
pool_size = 20

[cache]
driver = "redis"
expire_seconds = 3600

[exam]
default_full_mark = 100
default_minutes = 90
show_secret_sign = false

[log]
level = "INFO"
rotate = "daily"
keep_days = 180
"""

SERVER_LOG = "".join(
    f"2026-10-{8 + n // 12:02d} {9 + n % 12:02d}:{n * 7 % 60:02d}:{n * 11 % 60:02d},{n * 131 % 1000:03d} {'WARN' if n % 9 == 0 else 'INFO'} "
    f"[http-nio-8080-exec-{n % 8 + 1}] {('排课接口', '成绩接口', '登录接口', '题库接口')[n % 4]} 请求完成 "
    f"traceId=20261008{9 + n % 12:02d}{n * 7 % 60:02d}{n * 11 % 60:02d}{n:03d} 耗时={n * 37 % 900 + 12}ms 状态={500 if n % 17 == 0 else 200}\n"
    for n in range(48)
)

SETTINGS = """; 打印服务
[printer]
name = 教务处打印机
paper = A4
copies = 2

[watermark]
enabled = true
text = 内部资料
font = 宋体
size = 36
opacity = 0.2

[queue]
max = 50
retry = 3
interval = 15
"""

ENGLISH_README = """
# timetable-solver

A small constraint solver for weekly timetables.

## Installation

    pip install timetable-solver

## Usage

    from timetable_solver import Problem, solve

    problem = Problem(days=5, periods=7)
    problem.add_course("maths", lessons=5)
    problem.add_course("english", lessons=4)
    print(solve(problem))

## How it works

Each lesson is a variable whose domain is the set of free (day, period) pairs. Arc consistency
removes values that cannot be part of a solution; the rest is depth-first search with the
smallest domain first. Chips such as BK7231 or boards like PN532 are not supported.

| option | meaning | default |
| --- | --- | --- |
| `seed` | random seed | 20261124 |
| `limit` | search limit in nodes | 1000000 |
| `build` | build number | 8a1f13812345678c |

## License

MIT
"""

PAGE = """<!DOCTYPE html>
<html lang="zh">
<head><meta charset="utf-8"><title>用户登录 - 综合教务平台</title>
<style>body { font-family: sans-serif; } .form { width: 320px; margin: 80px auto; }</style></head>
<body>
<nav><a href="/">首页</a> <a href="/course">课程管理</a> <a href="/exam">考试管理</a> <a href="/score">成绩查询</a></nav>
<div class="form">
  <h1>用户登录</h1>
  <form method="post" action="/login">
    <label>用户名 <input name="username" placeholder="请输入工号或学号"></label>
    <label>密码 <input type="password" name="password" placeholder="请输入密码"></label>
    <button type="submit">登录</button>
    <a href="/forgot">忘记密码</a>
  </form>
</div>
<footer>技术支持：信息中心　建议使用最新版浏览器访问本系统</footer>
<script>
document.querySelector("form").addEventListener("submit", function (event) {
  if (!this.username.value) { event.preventDefault(); alert("用户名不能为空"); }
});
</script>
</body></html>
"""


def samples() -> Iterator[Sample]:
    everything = (SECRET, TEACHING, PERSONAL, IMPORTANT)
    yield Sample(
        "系统/src/paper_header.py",
        PAPER_HEADER.encode(),
        Twin("源代码里的字符串“绝密★启用前”，不是标志", marks=("mention",), must_not=everything),
    )
    yield Sample(
        "系统/tests/test_id_card.py",
        ID_TEST.encode(),
        Twin("校验程序的测试，号码是国家标准里的示例", must_not=everything),
    )
    yield Sample(
        "系统/README.md",
        README.strip().encode(),
        Twin("考试系统的说明：满是考试的词，却不是试卷", marks=("mention",), must_not=everything),
    )
    yield Sample(
        "系统/docs/学籍服务接口文档.md", API.strip().encode(), Twin("接口文档：只有字段名，没有人", must_not=everything)
    )
    yield Sample("系统/docs/timetable-api.yaml", OPENAPI.encode(), Twin("接口定义，不是课表", must_not=everything))
    yield Sample("系统/db/schema.sql", SCHEMA.encode("gbk"), Twin("建表语句：只有列，没有行", must_not=everything))
    yield Sample("系统/conf/app.toml", CONFIG.encode(), Twin("程序的配置", must_not=everything))
    yield Sample(
        "系统/conf/printer.ini",
        SETTINGS.encode("gb18030"),
        Twin("打印水印的配置里写着“内部资料”，文件本身不是", must_not=everything),
    )
    yield Sample(
        "系统/logs/server.log",
        SERVER_LOG.encode(),
        Twin(
            "运行日志：时间戳与流水号不是号码",
            must_not=(*everything, "CN_MOBILE", "CN_RESIDENT_ID", "CN_EXAM_CANDIDATE_NO", "CN_BANK_CARD"),
        ),
    )
    yield Sample(
        "系统/src/timetable-solver.md",
        ENGLISH_README.strip().encode(),
        Twin("英文说明里的型号与构建号不是航班和手机号", must_not=(*everything, "CN_FLIGHT", "CN_MOBILE")),
    )
    yield Sample("系统/web/login.html", PAGE.encode(), Twin("登录页", must_not=everything))
