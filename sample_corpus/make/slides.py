"""pptx：幻灯片与备注。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sample_corpus.make.package import XML, content_types, core_properties, relations, root_relations, zipped

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
NAMESPACES = (
    f'xmlns:p="{P}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, the lines below it, the speaker's notes."""

    title: str
    text: str
    notes: str = ""


def pptx(*slides: Slide, title: str = "") -> bytes:
    """Return a PowerPoint presentation."""
    members = {
        "[Content_Types].xml": content_types(_kinds(len(slides))),
        "_rels/.rels": root_relations("ppt/presentation.xml"),
        "ppt/presentation.xml": _presentation(len(slides)).encode(),
        "ppt/_rels/presentation.xml.rels": relations(
            {f"slides/slide{number}.xml": "slide" for number in range(1, len(slides) + 1)}
        ),
        "docProps/core.xml": core_properties(title),
    }
    for number, slide in enumerate(slides, 1):
        members[f"ppt/slides/slide{number}.xml"] = _page("sld", (("title", slide.title), ("body", slide.text)))
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(
            {f"../notesSlides/notesSlide{number}.xml": "notesSlide"}
        )
        members[f"ppt/notesSlides/notesSlide{number}.xml"] = _page("notes", (("body", slide.notes),))
    return zipped(members)


def _kinds(count: int) -> dict[str, str]:
    kinds = {"ppt/presentation.xml": "presentationml.presentation.main"}
    for number in range(1, count + 1):
        kinds[f"ppt/slides/slide{number}.xml"] = "presentationml.slide"
        kinds[f"ppt/notesSlides/notesSlide{number}.xml"] = "presentationml.notesSlide"
    return kinds


def _presentation(count: int) -> str:
    rows = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, count + 1))
    return f"{XML}<p:presentation {NAMESPACES}><p:sldIdLst>{rows}</p:sldIdLst></p:presentation>"


def _page(kind: str, shapes: Sequence[tuple[str, str]]) -> bytes:
    tree = "".join(_shape(number, place, text) for number, (place, text) in enumerate(shapes, 2))
    return f"{XML}<p:{kind} {NAMESPACES}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{kind}>".encode()


def _shape(number: int, place: str, text: str) -> str:
    paragraphs = "".join(f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in text.strip("\n").split("\n"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{place} {number}"/><p:cNvSpPr/><p:nvPr><p:ph type="{place}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )
