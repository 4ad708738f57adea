"""Rows poured into pages: nothing is cut, and what belongs together stays on one page.

Where the last page would hold a few lines only, the spaces between the rows are made a little
smaller if that saves the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from letters.geometry import BODY_TOP_FIRST_PAGE, BODY_TOP_LATER_PAGE, points
from letters.ink import Ink, Page, Row, lowered

# A last page is short below this share of its height. Spaces shrink to these shares of their own.
_SHORT = 0.25
_TIGHTER = (0.85, 0.7)


def pages(
    body: Sequence[Row],
    first_page: Sequence[Ink],
    *,
    foot: float,
    top: float = points(BODY_TOP_FIRST_PAGE),
) -> list[Page]:
    """Pour the rows below the fixed inks of the first page, and on to as many pages as needed.

    The first row begins at `top`, and none goes below `foot`, in points from the sheet's top.
    """
    made = _filled(body, first_page, foot=foot, top=top)
    if len(made) > 1 and any(row.wished for row in body):
        tied = [
            replace(row, sticky=True, loose=not row.sticky) if row.wished else row for row in body
        ]
        kept = _filled(tied, first_page, foot=foot, top=top)
        return kept if len(kept) == len(made) else made
    return made


def _filled(
    body: Sequence[Row], first_page: Sequence[Ink], *, foot: float, top: float
) -> list[Page]:
    """Pour the rows, a little closer where that saves a short last page."""
    made, end = _poured(body, first_page, foot=foot, top=top)
    start = points(BODY_TOP_LATER_PAGE)
    if len(made) > 1 and end - start < _SHORT * (foot - start):
        for share in _TIGHTER:
            closer = [replace(row, gap=row.gap * share) for row in body]
            fewer, _end = _poured(closer, first_page, foot=foot, top=top)
            if len(fewer) < len(made):
                return fewer
    return made


def _poured(
    body: Sequence[Row], first_page: Sequence[Ink], *, foot: float, top: float
) -> tuple[list[Page], float]:
    """Return the pages, and where the last one's body ends."""
    made: list[list[Ink]] = [list(first_page)]
    at, fresh = top, True
    for unit in _units(body, foot):
        if not fresh and at + _height(unit, at_top=False) > foot:
            made.append([])
            at, fresh = points(BODY_TOP_LATER_PAGE), True
            unit = [*unit[0].again, *unit]
        for row in unit:
            at += 0 if fresh else row.gap
            made[-1] += [lowered(ink, at) for ink in row.inks]
            at, fresh = at + row.height, False
    return [Page(tuple(inks)) for inks in made], at


def _units(body: Sequence[Row], foot: float) -> Iterator[list[Row]]:
    """Group rows that must share a page; a group too tall for any page is cut at its loose ties.

    What is too tall even so goes row by row.
    """
    unit: list[Row] = []
    for row in body:
        unit.append(row)
        if not row.sticky:
            yield from _fitting(unit, foot)
            unit = []
    if unit:
        yield from _fitting(unit, foot)


def _fitting(unit: list[Row], foot: float) -> Iterator[list[Row]]:
    if _fits(unit, foot):
        yield unit
        return
    for piece in _cut(unit):
        if _fits(piece, foot):
            yield piece
        else:
            yield from ([row] for row in piece)


def _fits(unit: list[Row], foot: float) -> bool:
    return _height(unit, at_top=True) <= foot - points(BODY_TOP_FIRST_PAGE)


def _cut(unit: list[Row]) -> Iterator[list[Row]]:
    piece: list[Row] = []
    for row in unit:
        piece.append(row)
        if row.loose:
            yield piece
            piece = []
    if piece:
        yield piece


def _height(unit: Sequence[Row], *, at_top: bool) -> float:
    total = sum(row.height + row.gap for row in unit)
    return total - unit[0].gap if at_top else total
