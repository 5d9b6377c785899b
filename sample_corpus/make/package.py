"""一个压缩包，每次做出来都一样。"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CREATED = "2026-09-01T08:00:00Z"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of the members in the order given; stored, so that no version of zlib makes other bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def relations(targets: Mapping[str, str]) -> bytes:
    """Return a relationship part: rId1, rId2 … in order; `targets` maps a target to the last word of its type."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'.encode()


def content_types(parts: Mapping[str, str]) -> bytes:
    """Return `[Content_Types].xml`; `parts` maps a part to the end of its type after the vendor prefix."""
    prefix = "application/vnd.openxmlformats-officedocument."
    rows = "".join(f'<Override PartName="/{part}" ContentType="{prefix}{kind}+xml"/>' for part, kind in parts.items())
    core = '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}{core}</Types>'
    ).encode()


def root_relations(main: str) -> bytes:
    """Return `_rels/.rels` of a package whose main part is `main`."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{XML}<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    ).encode()


def core_properties(title: str) -> bytes:
    """Return `docProps/core.xml` with a title and fixed times."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:modified></cp:coreProperties>'
    ).encode()
