from classifier.model import Part, Segment, Unit


def test_places_a_person_can_find() -> None:
    assert Segment("甲\n乙", unit=Unit.LINE, first=11).where(2) == "第12行"
    assert Segment("正文", place="第3页").where(1) == "第3页"
    assert Segment("a\tb\nc\td", "工作表“名册”", unit=Unit.CELL, first=2, first_column=2).where(6) == "工作表“名册” C3"
    assert (
        Segment("1\t2\n3\t4", "表2", unit=Unit.ROW, first=2, headings=("姓名", "身份证号")).where(6)
        == "表2 第3行 身份证号"
    )
    assert Segment("一\n二", "正文", unit=Unit.PARAGRAPH, first=4).where(2) == "正文第5段"
    assert Segment("绝密", "页眉", Part.HEADER).where(0) == "页眉"
    assert Segment("话", "幻灯片4", Part.SPEAKER_NOTES).where(0) == "幻灯片4 备注"


def test_columns_beyond_z() -> None:
    segment = Segment("\t".join("x" * 30), "表", unit=Unit.CELL)
    assert segment.where(2 * 26) == "表 AA1"
    assert segment.where(2 * 29) == "表 AD1"
