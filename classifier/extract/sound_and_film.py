"""录音、录像：标题、作者、说明等标签；内容须由人听看。"""

from __future__ import annotations

import io
from collections.abc import Iterator

from classifier.extract._base import Extractor, Source
from classifier.model import Item, Outcome, Part, Segment, Unreadable
from recognizers._document import Form


def read(source: Source) -> Iterator[Item]:
    """Yield the tags; always raises UNSUPPORTED at the end: a person must listen."""
    from tinytag import TinyTag, TinyTagException  # noqa: PLC0415

    try:
        tags = TinyTag.get(filename=source.name, file_obj=io.BytesIO(source.data)).as_dict()
    except (TinyTagException, OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, EOFError):
        tags = {}
    lines = [f"{key}：{text}" for key, value in tags.items() if key != "filename" and (text := _text(value))]
    if lines:
        yield Segment("\n".join(lines), Part.PROPERTIES, Part.PROPERTIES)
    raise Unreadable(Outcome.UNSUPPORTED, "录音或录像，须由人工听看")


def _text(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value) if isinstance(value, str) else ""


def _sample(text: str) -> tuple[bytes, str]:
    """Make an MP3 that holds nothing but a title (ID3 2.3)."""
    title = b"\x01" + text.encode("utf-16")
    frame = b"TIT2" + len(title).to_bytes(4, "big") + b"\0\0" + title
    size = len(frame)
    packed = bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))
    return b"ID3\x03\0\0" + packed + frame + b"\xff\xfb\x90\x00" + bytes(417), ".mp3"


EXTRACTOR = Extractor(
    title="录音、录像",
    media_types=frozenset(
        "audio/mpeg audio/mp4 audio/x-wav audio/flac audio/ogg audio/midi audio/amr audio/silk audio/x-m4a audio/aac"
        " audio/x-aiff audio/basic video/mp4 video/x-msvideo video/x-matroska video/x-flv video/x-ms-asf video/mpeg"
        " video/quicktime video/webm video/3gpp".split()
    ),
    form=Form.TEXT,
    read=read,
    sample=_sample,
    reads="标题、作者、说明等标签；单独的字幕文件（srt、vtt、ass、lrc）按文本读",
    omits="声音与画面（一律记为格式不支持：须由人工听看）",
)
