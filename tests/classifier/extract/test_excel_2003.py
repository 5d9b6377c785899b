"""Excel 2003 workbooks in XML, as websites export them: rows as they stand, whatever their indexes claim."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from classifier.extract import _excel_2003
from tests.classifier.test_people import scanned

_OPENING = (
    "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'"
    " xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet' xmlns:o='urn:schemas-microsoft-com:office:office'>"
    "<o:DocumentProperties><o:Author>教务处</o:Author></o:DocumentProperties><Worksheet ss:Name='名单'><Table>"
)
_CLOSING = "</Table></Worksheet></Workbook>"


def cell(text: str, attributes: str = "") -> str:
    return f"<Cell {attributes}><Data ss:Type='String'>{text}</Data></Cell>"


def workbook(*rows: str) -> str:
    return f"{_OPENING}{''.join(rows)}{_CLOSING}"


def test_a_roster_is_read_by_its_columns_under_either_name(tmp_path: Path) -> None:
    title, second = cell("教师名册", "ss:MergeAcross='2'"), cell("陈晓东", "ss:Index='2'")
    rows = (
        f"<Row>{title}</Row>",
        f"<Row ss:Index='3'>{cell('序号')}{cell('姓名')}{cell('手机')}</Row>",
        f"<Row>{cell('1')}{cell('孙丽华')}{cell('13800138000')}</Row>",
        f"<Row>{second}<Cell/><Cell><Comment><Data>请假</Data></Comment></Cell></Row>",
    )
    for name in ("名册.xml", "名册.xls"):
        record = scanned(tmp_path, name, workbook(*rows).encode())
        assert (record.outcome, record.persons) == ("read", 2)
        shown = [item.where for tag in record.tags for item in tag.evidence if item.entity == "CN_PERSON"]
        assert shown[0] == "工作表“名单” 第4行 姓名"


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_indexes_without_bound_cost_nothing(row: int, column: int, merged: int) -> None:
    attributes = f"ss:Index='{column}' ss:MergeAcross='{merged}'"
    text = workbook(f"<Row ss:Index='{row}'>{cell('孙丽华', attributes)}</Row>")
    segments = list(_excel_2003.sheets(etree.fromstring(text.encode())))
    assert sum(len(segment.text) for segment in segments) < 10_000
    assert any("孙丽华" in segment.text for segment in segments)
