"""How letters fill their pages: no caption parted from its sum, no page for a line or two."""

from __future__ import annotations

import pytest

from letters import (
    LARGE_24,
    STANDARD,
    AmountLine,
    Amounts,
    Bullets,
    CheckList,
    NextSteps,
    Paragraph,
    Style,
    Subheading,
    page_count,
    render,
)
from letters.compose import compose
from letters.ink import Words
from tests.unit.letters.paper import text
from tests.unit.letters.samples import FONTS, english

SUM = Amounts(
    caption="Money coming in each month",
    headings=("What we counted", "Amount", "Running total"),
    lines=tuple(AmountLine(name, ("£1,350.00", "£1,462.88")) for name in ("Wages", "Benefit")),
    closing=tuple(AmountLine(name, ("", "£2,657.00")) for name in ("Total", "The limit")),
    note="£1,462.88 is within the limit of £2,657.",
)


def steps(count: int) -> NextSteps:
    return NextSteps(tuple("A step" for _ in range(count)))


@pytest.mark.parametrize("filler", range(0, 14))
def test_a_caption_stays_with_a_sum_that_is_too_tall_to_stay_whole(filler: int) -> None:
    lead = (Subheading("How we worked it out"), Paragraph("We used your answers. " * 3))
    pdf = render(english(steps(filler), *lead, SUM), FONTS, LARGE_24)
    page = next(n for n in range(page_count(pdf)) if "Money coming in" in text(pdf, n))
    assert "Wages" in text(pdf, page)
    assert "How we worked it out" in text(pdf, page)


THINGS = ("passport", "payslip", "statement", "agreement")


@pytest.mark.parametrize("made", [Bullets, CheckList])
@pytest.mark.parametrize("filler", range(16, 24))
def test_no_item_of_a_list_stands_alone_on_a_page(made: type[Bullets], filler: int) -> None:
    pdf = render(english(steps(filler), Subheading("Gather"), made(THINGS)), FONTS, STANDARD)
    here = [sum(one in text(pdf, n) for one in THINGS) for n in range(page_count(pdf))]
    assert 1 not in here
    assert "Gather" in text(pdf, next(n for n, found in enumerate(here) if found))


def lowest(style: Style, filler: int) -> tuple[int, float]:
    """Return how many pages a letter with so many steps has, and where its last page ends."""
    parts = (Subheading("First"), steps(filler), Subheading("Then"), Paragraph("Call us."))
    pages = compose(english(*parts), FONTS, style).pages
    foot = style.body_foot
    body = [i.y for i in pages[-1].inks if isinstance(i, Words) and i.y < foot]
    return len(pages), max(body)


@pytest.mark.parametrize(
    ("style", "most", "pages"), [(STANDARD, 20, 1), (LARGE_24, 15, 2)], ids=["12", "24"]
)
def test_spaces_shrink_where_that_saves_a_page_of_a_line_or_two(
    style: Style, most: int, pages: int
) -> None:
    roomy, closer, longer = (lowest(style, most + more) for more in (0, 2, 6))
    assert [roomy[0], closer[0], longer[0]] == [pages, pages, pages + 1]
    assert closer[1] < style.body_foot


def test_a_letter_that_has_room_keeps_its_spaces() -> None:
    short = compose(english(steps(3)), FONTS, STANDARD).pages[0]
    tops = [ink.y for ink in short.inks if isinstance(ink, Words) and ink.text == "A step"]
    gaps = {round(below - above, 3) for above, below in zip(tops, tops[1:], strict=False)}
    assert gaps == {STANDARD.body.leading + STANDARD.item_gap}
