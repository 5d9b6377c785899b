"""一份 PDF 的各页成段：画线的表、按位置认出的表、其余的文字；续页沿用上页的栏目，跨页断开的一行接回一行。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from classifier.extract import _columns, _pdf_hints, _pdf_tables, _tables
from classifier.extract._pdf_blocks import Block, Grid, Layout
from classifier.extract._pdf_cells import joined, worth
from classifier.extract._pdf_tables import Ending, Listed
from classifier.extract._pdf_words import Placed
from classifier.model import Segment, Unit


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page before its tables are."""

    text: str
    ruled: Layout
    """Its layout where lines are drawn around cells, () for another."""
    torn: bool
    """Whether it holds a list whose lines are no rows."""
    placed: Callable[[], Placed]
    """Tells where its words stand, which costs more than their text."""


_SAME = 6.0
"""Points by which the columns of a table may stand elsewhere on the next page."""
_RUNNING = 120
"""Characters of page numbers and running lines between a table and what follows of it on the next page."""


def segments(pages: Sequence[Page]) -> Iterator[list[Segment]]:
    """Yield the segments of each page.

    A page is told one late: the next one may begin with what completes its last row.
    """
    before: Layout = ()
    headings: tuple[str, ...] = ()
    for number, page in enumerate(pages):
        above = _ending(before, headings, page)
        goes_over = number + 1 < len(pages) and not page.ruled and _pdf_hints.goes_on(page.text, pages[number + 1].text)
        layout: Layout = page.ruled or _listed(page, above, goes_over=goes_over) or ((page.text,) if page.text else ())
        goes_on = above is not None and _goes_on(layout, above)
        if goes_on:
            before, layout = _stitched(before, layout)
        if number:
            yield _page(before, f"第{number}页", headings)
        before, headings = layout, above.headings if above and goes_on else ()
    if pages:
        yield _page(before, f"第{len(pages)}页", headings)


def _listed(page: Page, above: Ending | None, *, goes_over: bool) -> Layout:
    """Return a page with tables told by the positions of words: asked only where its lines give no rows, or a table may go over its end."""
    if above is None and not page.torn and not goes_over:
        return ()
    return _pdf_tables.read(page.placed(), page.text, above)


def _page(page: Layout, place: str, above: tuple[str, ...]) -> list[Segment]:
    """Return the segments of a page; its first table goes on with headings `above`, where there are any."""
    found, first = list[Segment](), _first(page)
    edges: tuple[float, ...] = ()
    for number, block in enumerate(page):
        opens = not found
        if isinstance(block, str):
            found += _columns.segments(block, place, unit=Unit.NONE, opens_page=opens)
        else:
            goes_on = not isinstance(block, Listed) and edges and _is_same(block.edges, edges)
            headings = above if number == first else found[-1].headings if goes_on and found else ()
            found += _tables.segments(iter(block.rows), place, Unit.ROW, opens_page=opens, above=headings)
            edges = block.edges
    return found


def _ending(page: Layout, above: tuple[str, ...], below: Page) -> Ending | None:
    """Return the table with which a page ends, apart from running lines, where the page `below` may go on with it."""
    last = _last(page)
    block = page[last] if last is not None else ""
    near = _first(below.ruled)
    grid = below.ruled[near] if near is not None else None
    may = isinstance(grid, Grid) and isinstance(block, Grid) and _is_same(block.edges, grid.edges)
    loose = isinstance(block, Listed) or _pdf_hints.begins_short(below.text)
    if isinstance(block, str) or not (may or (not below.ruled and loose)):
        return None
    headings = above if last == _first(page) else ()
    ended = list(_tables.segments(iter(block.rows), "", Unit.ROW, above=headings))[-1].headings
    return Ending(ended, block.edges, block.rows[-1]) if len(ended) == len(block.edges) - 1 else None


def _goes_on(page: Layout, above: Ending) -> bool:
    """Return whether the first table of a page has the columns of the one with which the page before ended, and none of its own."""
    first = _first(page)
    block = page[first] if first is not None else ""
    return isinstance(block, Grid) and _is_same(block.edges, above.edges)


def _is_same(edges: Sequence[float], other: Sequence[float]) -> bool:
    return len(edges) == len(other) and all(abs(a - b) < _SAME for a, b in zip(edges, other, strict=True))


def _stitched(before: Layout, page: Layout) -> tuple[Layout, Layout]:
    """Return two pages in which a row that the end of the first one broke stands whole where it begins."""
    last, first = _last(before), _first(page)
    above, below = before[last or 0], page[first or 0]
    if isinstance(above, str) or isinstance(below, str) or not above.rows:
        return before, page
    if isinstance(below, Listed):
        rest, kept = below.rest, replace(below, rest=())
    else:
        torn = _is_rest(below.rows[0], above.rows[-1])
        rest, kept = (below.rows[0], replace(below, rows=below.rows[1:])) if torn else ((), below)  # type: ignore[assignment]
    if not rest:
        return before, page
    whole = tuple(joined(one, other) for one, other in zip(above.rows[-1], rest, strict=True))
    ended = replace(above, rows=(*above.rows[:-1], whole))
    return _put(before, last or 0, ended), _put(page, first or 0, kept)


def _put(page: Layout, at: int, block: Block) -> Layout:
    return (*page[:at], block, *page[at + 1 :])


def _is_rest(rest: Sequence[str], row: Sequence[str]) -> bool:
    """Return whether the first row of a page completes the last one before: together they say more than apart, or only cells that say
    something there say more, and few of them."""
    more, had = list(map(bool, rest)), list(map(bool, row))
    if not all(h or not m for h, m in zip(had, more, strict=True)):
        return False
    few = sum(more) * 2 <= sum(had) and any(had) and not more[had.index(True)]
    whole = sum(worth(joined(one, other)) for one, other in zip(row, rest, strict=True))
    return few or whole > sum(map(worth, rest)) + sum(map(worth, row))


def _last(page: Layout) -> int | None:
    """Return the number of the table with which a page ends, apart from running lines."""
    found = _near(page[::-1])
    return None if found is None else len(page) - 1 - found


def _first(page: Layout) -> int | None:
    return _near(page)


def _near(page: Layout) -> int | None:
    passed = 0
    for number, block in enumerate(page):
        if not isinstance(block, str):
            return number
        passed += len(block)
        if passed > _RUNNING:
            break
    return None
