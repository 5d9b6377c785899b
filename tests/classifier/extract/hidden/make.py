"""Makes the files of this folder: documents with a made-up number in each hidden place, converted by LibreOffice.

    python -m tests.classifier.extract.hidden.make

Only formats that no library here writes are kept as files. `places.json` says which number stands in which place of each;
places that LibreOffice itself leaves out of a format are not in it.
"""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.classifier.extract.test_canaries import Canaries

HERE = Path(__file__).parent
SPACES = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" office:version="1.2"'
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def meta(c: Canaries) -> str:
    return f"<office:meta><dc:title>题{c['title property']}</dc:title><dc:subject>{c['subject property']}</dc:subject><meta:keyword>{c['keywords property']}</meta:keyword><dc:description>{c['comments property']}</dc:description><meta:user-defined meta:name='甲'>{c['custom property']}</meta:user-defined></office:meta>"


def text(c: Canaries) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:mimetype="application/vnd.oasis.opendocument.text">{meta(c)}
<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:page-layout style:name="pm"><style:page-layout-properties/><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"><style:header><text:p>眉{c["header"]}码</text:p></style:header><style:footer><text:p>脚{c["footer"]}码</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info><dc:creator>改{c["revision author"]}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info><text:p>删{c["deletion"]}码</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p>号{c["body"]}码</text:p>
<text:p>正文<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>注{c["footnote"]}码</text:p></text:note-body></text:note>文字<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>尾{c["endnote"]}码</text:p></text:note-body></text:note></text:p>
<text:p>批<office:annotation><dc:creator>人{c["comment author"]}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date><text:p>批{c["comment"]}码</text:p></office:annotation>注</text:p>
<text:p><text:change text:change-id="ct1"/>改<text:span text:style-name="H">藏{c["hidden text"]}码</text:span></text:p>
<text:p><text:a xlink:type="simple" xlink:href="https://a.invalid/{c["link target"]}">链{c["link text"]}</text:a></text:p>
<table:table table:name="表"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell office:value-type="string"><text:p>格{c["table"]}码</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>乙</text:p></table:table-cell></table:table-row></table:table>
<text:p><draw:frame draw:name="f" text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm"><draw:text-box><text:p>框{c["text box"]}码</text:p></draw:text-box></draw:frame></text:p>
<text:p><draw:frame draw:name="p" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image><office:binary-data>{PNG}</office:binary-data></draw:image><svg:title>图{c["alt title"]}</svg:title><svg:desc>图{c["alt text"]}</svg:desc></draw:frame></text:p>
</office:text></office:body></office:document>"""


def sheet(c: Canaries) -> str:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    return f'''<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">{meta(c)}
<office:automatic-styles><style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:page-layout style:name="pm"><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pm"><style:header><text:p>眉{c["header"]}</text:p></style:header><style:footer><text:p>脚{c["footer"]}</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:spreadsheet><table:content-validations><table:content-validation table:name="v1" table:condition="of:cell-content-is-in-list(&quot;{c["validation list"]}&quot;;&quot;乙&quot;)" table:base-cell-address="甲.A1"><table:help-message table:title="{c["validation title"]}" table:display="true"><text:p>{c["validation prompt"]}</text:p></table:help-message><table:error-message table:title="{c["error title"]}" table:display="true"><text:p>{c["validation error"]}</text:p></table:error-message></table:content-validation></table:content-validations>
<table:table table:name="甲{c["sheet name"]}"><table:table-column/><table:table-column table:visibility="collapse"/>
<table:table-row>{cell(c["body"])}{cell(c["hidden column"])}<table:table-cell office:value-type="string" table:formula="of:=&quot;{c["formula text"]}&quot;&amp;&quot;&quot;"><text:p>{c["formula text"]}</text:p></table:table-cell><table:table-cell table:content-validation-name="v1" office:value-type="string"><text:p>乙</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse">{cell(c["hidden row"])}</table:table-row>
<table:table-row><table:table-cell office:value-type="string"><office:annotation><dc:creator>人</dc:creator><text:p>批{c["comment"]}</text:p></office:annotation><text:p>丙</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="https://a.invalid/{c["link target"]}">链{c["link text"]}</text:a></text:p></table:table-cell></table:table-row>
<table:shapes><draw:custom-shape svg:x="1cm" svg:y="5cm" svg:width="6cm" svg:height="2cm"><svg:title>{c["alt title"]}</svg:title><svg:desc>{c["alt text"]}</svg:desc><text:p>框{c["text box"]}</text:p><draw:enhanced-geometry draw:type="rectangle" svg:viewBox="0 0 21600 21600" draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"/></draw:custom-shape></table:shapes></table:table>
<table:table table:name="乙" table:style-name="hid"><table:table-row>{cell(c["hidden sheet"])}</table:table-row></table:table>
<table:named-expressions><table:named-expression table:name="名称" table:base-cell-address="$甲.$A$1" table:expression="&quot;{c["defined value"]}&quot;"/></table:named-expressions>
</office:spreadsheet></office:body></office:document>'''


def converted(source: str, name: str, filter_name: str, folder: Path) -> bytes:
    """Return a flat OpenDocument file in another format."""
    suffix = Path(name).suffix[1:]
    place = folder / f"a.{'fodt' if 'text:p' in source and 'office:text' in source else 'fods'}"
    place.write_text(source, encoding="utf-8")
    form = f"{suffix}:{filter_name}" if filter_name else suffix
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/lo",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(place),
        ],
        check=True,
        capture_output=True,
    )
    return (folder / f"a.{suffix}").read_bytes()


def main() -> None:
    """Write the files and the list of what stands where."""
    places: dict[str, Mapping[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make, filter_name, lost in FILES:
            canaries = Canaries()
            source = make(canaries)
            (HERE / name).write_bytes(converted(source, name, filter_name, Path(folder)))
            places[name] = {place: number for place, number in canaries.places.items() if place not in lost}
    (HERE / "places.json").write_text(json.dumps(places, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


FILES = (
    ("文字.doc", text, "", {"alt title", "alt text"}),
    ("表格.xls", sheet, "", {"alt title", "alt text", "defined value"}),
    ("文字.uot", text, "UOF text", {"alt title", "alt text", "keywords property", "custom property"}),
    (
        "表格.uos",
        sheet,
        "UOF spreadsheet",
        {"alt title", "alt text", "defined value", "header", "footer", "validation list", "comment"},
    ),
)

if __name__ == "__main__":
    main()
