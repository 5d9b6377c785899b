from classifier.extract import sql
from classifier.extract._base import Source
from classifier.model import FileType, Segment, Unit


def read(text: str) -> list[Segment]:
    return list(sql.read(Source(text.encode(), "x.sql", FileType("application/sql", "utf-8"))))


def rows(text: str) -> list[str]:
    return [line for segment in read(text) if segment.unit is Unit.ROW for line in segment.text.split("\n")]


def test_headings_come_from_the_column_list_or_the_created_table() -> None:
    create = (
        "CREATE TABLE IF NOT EXISTS `db`.`学生` (\n `id` int(11) NOT NULL COMMENT '编号',\n"
        " `name` varchar(20) DEFAULT '无, (名)' COMMENT '姓名',\n phone char(11), -- 手机\n d decimal(5,2),\n PRIMARY KEY (`id`)\n);\n"
    )
    assert rows(f"{create}INSERT INTO 学生 VALUES (1,'甲','2',3);")[0] == "id 编号\tname 姓名\tphone 手机\td"
    assert rows(f"{create}INSERT INTO `学生` (`phone`, `name`) VALUES ('2','甲');")[0] == "phone 手机\tname 姓名"
    assert rows("create table t(a int, b text); insert into t values (1, 2)")[0] == "a\tb"


def test_comments_on_columns_name_them() -> None:
    text = "CREATE TABLE t (a int, b text);\nCOMMENT ON COLUMN public.t.b IS '手机';\nINSERT INTO t VALUES (1, 2);"
    assert rows(text)[0] == "a\tb 手机"


def test_values_are_taken_apart() -> None:
    text = r"""INSERT INTO t VALUES (1,'a''b','c\'d','e\nf',NULL,-1.5, "g",N'丙', now(), CAST('x, (y' AS char), '');"""
    assert rows(text) == ["1\ta'b\tc'd\te f\tNULL\t-1.5\tg\t丙\tnow()\tCAST('x, (y' AS char)\t"]


def test_consecutive_statements_for_one_table_are_one_table_that_numbers_on() -> None:
    found = read(
        "INSERT INTO t (a) VALUES (1);\nINSERT INTO t (a) VALUES (2),\n(3);\nSELECT 1;\nINSERT INTO t (a) VALUES (4);\n"
    )
    assert [segment.text for segment in found] == ["a\n1\n2\n3", "\nSELECT 1;\n", "a\n4"]
    assert [segment.first for segment in found] == [0, 3, 3]
    assert found[2].where(2) == "数据表“t” 第4行 a"


def test_server_dialect_without_into_and_with_go() -> None:
    text = "INSERT [dbo].[t] ([a], [b]) VALUES (1, N'甲')\nGO\nINSERT [dbo].[t] ([a], [b]) VALUES (2, N'乙')\nGO\n"
    assert rows(text) == ["a\tb", "1\t甲", "2\t乙"]
    assert len(read(text)) == 1


def test_copy_blocks_are_rows() -> None:
    text = "COPY public.t (id, 手机) FROM stdin;\n1\t13800138000\n2\t\\N\n\\.\n\nSELECT 1;\n"
    assert rows(text) == ["id\t手机", "1\t13800138000", "2\t"]
    assert read(text)[-1].text.strip() == "SELECT 1;"


def test_a_broken_tuple_loses_nothing() -> None:
    text = "\n".join(segment.text for segment in read("INSERT INTO t VALUES (1, '未闭合\n第二行\n"))
    assert "未闭合" in text
    assert "第二行" in text


def test_everything_else_is_lines() -> None:
    (segment,) = read("-- 注释\nDELETE FROM t WHERE a = '甲';\n")
    assert (segment.unit, segment.first) == (Unit.LINE, 1)
