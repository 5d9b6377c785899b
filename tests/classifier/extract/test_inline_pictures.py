import base64
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from classifier.extract import html, image, mail, markdown, notebook, svg
from classifier.extract._base import Extractor, Source
from classifier.identify import identify
from classifier.model import Picture, Segment, Unreadable


def png() -> bytes:
    packed = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(packed, "PNG")
    return packed.getvalue()


PNG = png()
CODE = base64.b64encode(PNG).decode()
WRAPPED = "\n".join(CODE[low : low + 76] for low in range(0, len(CODE), 76))
DOCUMENTS = [
    (html.EXTRACTOR, f'<html><p>甲</p><img src="data:image/png;base64,{CODE}" alt="乙"><p>丙</p></html>', "x.html"),
    (html.EXTRACTOR, f"<html><p>甲乙丙</p><style>a {{background: url(data:image/png;base64,{CODE})}}</style></html>", "x.html"),
    (markdown.EXTRACTOR, f"# 甲\n\n![乙](data:image/png;base64,{CODE})\n\n丙", "x.md"),
    (markdown.EXTRACTOR, f"# 甲乙丙\n\n[图]: <data:image/png;base64,{CODE}>", "x.md"),
    (svg.EXTRACTOR, f'<svg><title>甲</title><image xlink:href="data:image/png;base64,{WRAPPED}"/><text>乙丙</text></svg>', "x.svg"),
    (mail.EXTRACTOR, f'Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>甲乙丙</p><img src="data:image/png;base64,{CODE}">', "x.eml"),
    (notebook.EXTRACTOR, json.dumps({"cells": [{"source": "甲乙丙", "outputs": [{"data": {"image/png": WRAPPED}}]}]}), "x.ipynb"),
    (notebook.EXTRACTOR, json.dumps({"cells": [{"source": "甲乙丙", "attachments": {"a.png": {"image/png": CODE}}}]}), "x.ipynb"),
]  # fmt: skip


def items(extractor: Extractor, content: str, name: str) -> tuple[str, list[Picture]]:
    data = content.encode()
    found = identify(data, name)
    assert found.media_type in extractor.media_types
    read = list(extractor.read(Source(data, name, found)))
    text = "\n".join(item.text for item in read if isinstance(item, Segment))
    return text, [item for item in read if isinstance(item, Picture)]


@pytest.mark.parametrize(("extractor", "content", "name"), DOCUMENTS, ids=lambda given: getattr(given, "title", None))
def test_a_picture_written_into_a_text_is_a_picture_of_the_document(
    extractor: Extractor, content: str, name: str
) -> None:
    text, pictures = items(extractor, content, name)
    assert [picture.read(10_000_000) for picture in pictures] == [PNG]
    assert all(word in text for word in "甲乙丙")
    assert CODE[:60] not in text


def test_lines_keep_their_numbers_behind_a_wrapped_picture() -> None:
    content = f"一\n![](data:image/png;base64,{WRAPPED})\n电话13800138000"
    (found,) = markdown.EXTRACTOR.segments(Source(content.encode(), "x.md", identify(content.encode(), "x.md")))
    line = content.count("\n") + 1
    assert found.where(found.text.index("13800138000")) == f"第{line}行"


@given(st.text(alphabet="ABCdef01+/=%", min_size=80, max_size=200))
def test_a_broken_picture_says_so(code: str) -> None:
    _, pictures = items(html.EXTRACTOR, f'<html><img src="data:image/gif;base64,{code}"></html>', "x.html")
    for picture in pictures:
        try:
            picture.read(100)
        except Unreadable as told:
            assert "图像" in str(told)


def test_the_geometry_of_a_drawing_is_no_text() -> None:
    content = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg viewBox="0 0 116.3912 39.9067">'
        '<path d="M116.3912,39.9067 L116.3913,39.9068"/><rect x="116.3912" y="39.9067" aria-label="校门"/>'
        '<text x="1">北<tspan>京</tspan></text><!-- 内部 --></svg>'
    )
    text, _ = items(svg.EXTRACTOR, content, "图")
    assert "116.39" not in text
    assert text.split("\n") == ["北京", "校门", "内部"]


def test_what_lays_out_a_tiff_is_no_text() -> None:
    packed = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(
        packed, "TIFF", compression="tiff_lzw", description="a description", strip_size=600
    )
    found = identify(packed.getvalue(), "x.tif")
    lines = [item.text for item in image.EXTRACTOR.segments(Source(packed.getvalue(), "x.tif", found))]
    assert "a description" in "\n".join(lines)
    assert "StripOffsets" not in "\n".join(lines)
