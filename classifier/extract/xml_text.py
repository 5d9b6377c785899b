"""XML：同名元素是一张表，子元素名与属性名就是列名；其余逐项读作“名：文字”。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from classifier.extract import _excel_2003, _records
from classifier.extract._base import Extractor, Source
from classifier.extract._lines import line_segments, text_of
from classifier.extract._ooxml import local
from classifier.model import Segment
from recognizers._document import Form

_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_KEYS = frozenset({"name", "key", "field", "column", "id", "code", "label"})
"""Attributes that name what an element holds."""
_PROPERTY_LIST = "plist"


def read(source: Source) -> Iterator[Segment]:
    """Yield elements of the same name as tables; what does not parse, nests too deep or declares entities, as lines.

    The sheets of an Excel 2003 workbook come first, row by row.
    """
    text = text_of(source)
    root = None if "<!ENTITY" in text else _parsed(_DECLARATION.sub("", text))
    if root is None:
        yield from line_segments(text)
        return
    if root.tag == _excel_2003.WORKBOOK:
        yield from _excel_2003.sheets(root)
    outside = [_flat(comment.text) for comment in root.itersiblings(preceding=True)]
    if root.tag == _PROPERTY_LIST and len(root) == 1:
        notes = [*outside, *(_flat(note.text) for note in root.iter(etree.Comment))]
        yield from line_segments("\n".join(notes), "注释") if notes else ()
        yield from _records.segments(_listed(root[0]))
        return
    yield from _records.segments(
        {"注释": outside, _name(root): _value(root)} if outside else {_name(root): _value(root)}
    )


def _parsed(text: str) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if _is_shallow(root) else None


def _is_shallow(root: etree._Element) -> bool:
    level = [root]
    for _ in range(_records.DEEPEST // 2):
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


def _value(element: etree._Element) -> Any:
    """Return an element as its text or, where it has attributes or children, as a dict by name; twins are lists."""
    if not len(element) and not element.attrib:
        return _flat(element.text)
    if named := _named(element):
        return named
    fields: dict[str, list[Any]] = {}
    for key, value in element.attrib.items():
        fields.setdefault(etree.QName(key).localname, []).append(value)
    if _flat(element.text) or any(_flat(child.tail) for child in element):
        fields.setdefault(_name(element), []).append(_flat("".join(map(str, element.itertext()))))
        fields.setdefault("属性", []).extend(_attributes_below(element))
    else:
        for child in element:
            fields.setdefault(_name(child), []).append(_value(child))
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items() if values}


def _listed(element: etree._Element) -> Any:
    """Return a value of a property list: a dict's keys stand before their values, not around them."""
    below = [child for child in element if isinstance(child.tag, str)]
    match element.tag:
        case "dict":
            keys = (_flat(child.text) for child in below[::2])
            return {key: _listed(value) for key, value in zip(keys, below[1::2], strict=False)}
        case "array":
            return list(map(_listed, below))
        case "true" | "false":
            return str(element.tag)
    return _flat("".join(map(str, element.itertext())))


def _named(element: etree._Element) -> dict[str, str]:
    """Return the texts of children of one tag by the one attribute that names each (`<field name="xm">`), {} for others."""
    children = list(element)
    plain = all(
        isinstance(c.tag, str) and c.tag == children[0].tag and len(c.attrib) == 1 and not len(c) for c in children
    )
    if len(children) < 2 or element.attrib or not plain or any(_flat(child.tail) for child in children):
        return {}
    names = [
        str(name) for child in children for key, name in child.attrib.items() if etree.QName(key).localname in _KEYS
    ]
    return (
        dict(zip(names, map(_flat, (child.text for child in children)), strict=True))
        if len({*names}) == len(children)
        else {}
    )


def _attributes_below(element: etree._Element) -> Iterator[str]:
    for inner in element.iterdescendants(etree.Element):
        yield from map(str, inner.attrib.values())


def _name(element: etree._Element) -> str:
    return local(element) or "注释"


def _flat(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


EXTRACTOR = Extractor(
    title="XML、KML、GPX、Excel 2003 XML",
    media_types=frozenset({"text/xml"}),
    form=Form.RECORD,
    read=read,
    sample=lambda text: (f'<?xml version="1.0"?><表><条>{text}</条></表>'.encode(), ".xml"),
    reads="文字与属性；成列的元素按表读",
)
