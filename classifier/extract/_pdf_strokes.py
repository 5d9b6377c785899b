"""页面上画的线：边框、分隔线、细长的填色条、格子的边，都归为横线与竖线。"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_OBJECTS = 20_000
"""Things drawn on a page, and points of their outlines, that are looked at."""
_THIN = 4.0
"""Width in points below which a thing drawn is a line and no area."""
_SHORTEST = 4.0
_SAME, _SPREAD = 3.0, 5.0
"""Distance of lines that are one border, drawn twice or cell by cell; between neighbours, and in all."""
_FORMS_DEEP = 8
_MOST = 600
"""Lines of one direction on a page beyond which it is a drawing."""
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, low, right and high."""
_SELF: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line at a height `at`, or a vertical one at a distance from the left, with its ends; in points, y upwards."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a page."""

    horizontal: tuple[Line, ...] = ()
    vertical: tuple[Line, ...] = ()

    def turned(self, quarters: int) -> Rules:
        """Return the lines of the page turned counterclockwise by quarters."""
        match quarters % 4:
            case 1:
                return Rules(_reversed(self.vertical), _mirrored(self.horizontal))
            case 2:
                return Rules(_mirrored(_reversed(self.horizontal)), _mirrored(_reversed(self.vertical)))
            case 3:
                return Rules(_mirrored(self.vertical), _reversed(self.horizontal))
        return self


def _mirrored(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(Line(-line.at, line.low, line.high) for line in reversed(lines))


def _reversed(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(Line(line.at, -line.high, -line.low) for line in lines)


def rules(page: Any) -> tuple[Rules, Rules]:
    """Return the lines drawn on a page, and these with the edges of areas of colour. None where it is a drawing."""
    strokes = list(_strokes(page))
    lines = _ruled(box for box, area in strokes if not area)
    return lines, _ruled(box for box, _ in strokes) if any(area for _, area in strokes) else lines


def _ruled(boxes: Iterable[Box]) -> Rules:
    horizontal, vertical = list[Line](), list[Line]()
    for left, low, right, high in boxes:
        wide, tall = right - left, high - low
        if tall < _THIN and wide >= min(_SHORTEST, tall):
            horizontal.append(Line((low + high) / 2, left, right))
        if wide < _THIN and tall >= min(_SHORTEST, wide):
            vertical.append(Line((left + right) / 2, low, high))
    across, down = _joined(horizontal), _joined(vertical)
    return Rules() if max(len(across), len(down)) > _MOST else Rules(across, down)


def _joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines whose pieces and doubles are one, by position."""
    found, group = list[Line](), list[Line]()
    for line in sorted(lines, key=lambda one: one.at):
        if group and (line.at - group[-1].at > _SAME or line.at - group[0].at > _SPREAD):
            found += _whole(group)
            group = []
        group.append(line)
    return (*found, *_whole(group))


def _whole(group: Sequence[Line]) -> Iterator[Line]:
    if not group:
        return
    at = (group[0].at + group[-1].at) / 2
    low, high = 0.0, -1.0
    for line in sorted(group, key=lambda one: one.low):
        if high < low or line.low > high + _SAME:
            if high - low >= _SHORTEST:
                yield Line(at, low, high)
            low, high = line.low, line.high
        high = max(high, line.high)
    if high - low >= _SHORTEST:
        yield Line(at, low, high)


def _strokes(page: Any) -> Iterator[tuple[Box, bool]]:
    """Yield each thin thing, and each edge of a frame, with whether it is that of an area of colour without a border."""
    import pypdfium2.raw as raw  # noqa: PLC0415, PLR0402

    left, low, right, high = (ctypes.c_float() for _ in range(4))
    points = _OBJECTS
    for item, matrix in _paths(page, raw):
        if not raw.FPDFPageObj_GetBounds(item, left, low, right, high):
            continue
        box = _placed(matrix, left.value, low.value, right.value, high.value)
        if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
            yield box, False
        elif (points := points - raw.FPDFPath_CountSegments(item)) > 0:
            yield from _edges(item, matrix, raw)


def _placed(matrix: Matrix, left: float, low: float, right: float, high: float) -> Box:
    if matrix is _SELF:
        return left, low, right, high
    (x, y), (v, w) = _point(matrix, left, low), _point(matrix, right, high)
    return min(x, v), min(y, w), max(x, v), max(y, w)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _paths(page: Any, raw: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield the paths of a page and of the forms on it, each with the matrix of its form."""
    held, object_at, type_of, path, form = (
        page.raw,
        raw.FPDFPage_GetObject,
        raw.FPDFPageObj_GetType,
        raw.FPDF_PAGEOBJ_PATH,
        raw.FPDF_PAGEOBJ_FORM,
    )
    left = _OBJECTS
    for index in range(min(raw.FPDFPage_CountObjects(held), _OBJECTS)):
        item = object_at(held, index)
        kind = type_of(item)
        if kind == path:
            yield item, _SELF
        elif kind == form:
            for found in _inside(item, _SELF, raw, left):
                left -= 1
                yield found


def _inside(form: Any, outer: Matrix, raw: Any, most: int) -> Iterator[tuple[Any, Matrix]]:
    pending = [(form, outer, 0)]
    while pending and most > 0:
        item, matrix, depth = pending.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORMS_DEEP:
            inner = _times(_matrix(item, raw), matrix)
            count = min(raw.FPDFFormObj_CountObjects(item), most)
            most -= count
            pending += [(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1) for index in range(count)][::-1]


def _matrix(item: Any, raw: Any) -> Matrix:
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, held):
        return _SELF
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    (ta, tb, tc, td, _, _), (x, y) = then, _point(then, e, f)
    return a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td, x, y


def _edges(item: Any, outer: Matrix, raw: Any) -> Iterator[tuple[Box, bool]]:
    """Yield the straight edges of an outline that run along the page, with whether no line is drawn along them."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroked)
    area = not stroked.value
    matrix = _times(_matrix(item, raw), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to, kind = _point(matrix, x.value, y.value), raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _box(here, to), area
        if raw.FPDFPathSegment_GetClose(segment):
            yield _box(to, start), area
        here = to


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
