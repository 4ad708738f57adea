"""Rows poured into pages: nothing is cut, and what belongs together stays on one page."""

from collections.abc import Iterator, Sequence

from letters.geometry import BODY_TOP_FIRST_PAGE, BODY_TOP_LATER_PAGE, points
from letters.ink import Ink, Page, Row, lowered


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
    return [Page(tuple(inks)) for inks in made]


def _units(body: Sequence[Row], foot: float) -> Iterator[list[Row]]:
    """Group rows that must share a page; a group too tall for any page goes row by row."""
    unit: list[Row] = []
    for row in body:
        unit.append(row)
        if not row.sticky:
            yield from _fitting(unit, foot)
            unit = []
    if unit:
        yield from _fitting(unit, foot)


def _fitting(unit: list[Row], foot: float) -> Iterator[list[Row]]:
    if _height(unit, at_top=True) <= foot - points(BODY_TOP_FIRST_PAGE):
        yield unit
    else:
        yield from ([row] for row in unit)


def _height(unit: Sequence[Row], *, at_top: bool) -> float:
    total = sum(row.height + row.gap for row in unit)
    return total - unit[0].gap if at_top else total
