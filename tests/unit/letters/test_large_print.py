"""Large print: every size on the sheet, one column, the envelope's places, and what stays together."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from letters import (
    EASY_READ,
    LARGE_18,
    LARGE_24,
    AmountLine,
    Amounts,
    Fact,
    Facts,
    Paragraph,
    Style,
    Subheading,
    page_count,
    render,
)
from letters.compose import compose
from letters.geometry import ADDRESS_WINDOW, BODY_TOP_FIRST_PAGE, points
from letters.ink import Words
from letters.style import TextStyle
from tests.unit.letters.paper import PRINTABLE, PRINTERS_MARK, seen, text
from tests.unit.letters.samples import ENGLISH, FONTS, REFERENCE, WELSH, english, letter

FORMATS = pytest.mark.parametrize(
    ("style", "least"),
    [(LARGE_18, 18), (LARGE_24, 24), (EASY_READ, 14)],
    ids=["large-18", "large-24", "easy-read"],
)
LONG = "You can visit Daniel Price at HMP Cardiff on Saturday and must bring photo identity. "


def in_window(words: Words) -> bool:
    return ADDRESS_WINDOW.top < words.y / points(1) < ADDRESS_WINDOW.bottom and words.x < points(
        ADDRESS_WINDOW.right
    )


@FORMATS
def test_nothing_but_the_address_is_smaller_than_the_format(style: Style, least: float) -> None:
    pages = compose(letter(WELSH, ENGLISH), FONTS, style).pages
    words = [ink for page in pages for ink in page.inks if isinstance(ink, Words)]
    assert min(ink.size for ink in words if not in_window(ink)) >= least


@FORMATS
def test_the_places_of_the_envelope_are_kept(style: Style, least: float) -> None:
    pdf = render(letter(WELSH, ENGLISH), FONTS, style)
    for page in range(page_count(pdf)):
        words = seen(pdf, page)
        assert all(word.inside(PRINTABLE) for word in words)
        assert not any(word.touches(PRINTERS_MARK) for word in words)
    window = [word.text for word in seen(pdf, 0) if word.touches(ADDRESS_WINDOW)]
    assert [line for line in window if line] == list(letter().address.lines)


@FORMATS
def test_all_that_the_standard_letter_says_is_said(style: Style, least: float) -> None:
    standard = render(letter(), FONTS)
    large = render(letter(), FONTS, style)
    said = " ".join(" ".join(text(large, page) for page in range(page_count(large))).split())
    words = " ".join(text(standard, page) for page in range(page_count(standard))).split()
    assert {word for word in words if word.isalpha()} <= set(said.split())
    assert "Daniel Price, A1234BC" in said
    assert REFERENCE in said


def test_a_fact_stands_under_its_label() -> None:
    pdf = render(english(Facts((Fact("When", "Saturday 5 December 2026"),))), FONTS, LARGE_18)
    label = next(word for word in seen(pdf, 0) if word.text == "When")
    value = next(word for word in seen(pdf, 0) if word.text.startswith("Saturday"))
    assert value.left == pytest.approx(label.left, abs=1)
    assert value.top > label.bottom


def test_what_the_head_has_no_room_for_begins_the_body() -> None:
    pdf = render(letter(), FONTS, LARGE_24)
    moved = [word for word in seen(pdf, 0) if "21 November 2026" in word.text]
    assert moved
    assert moved[0].top >= BODY_TOP_FIRST_PAGE


def test_each_amount_is_named_and_stands_right() -> None:
    part = Amounts(
        caption="What we counted",
        headings=("Item", "Amount", "Running total"),
        lines=(AmountLine("Wages before tax", ("£1,850.33", "£1,850.33")),),
        closing=(AmountLine("Total", ("", "£1,850.33")),),
    )
    pdf = render(english(part), FONTS, LARGE_24)
    words = [word for page in range(page_count(pdf)) for word in seen(pdf, page)]
    amounts = [word for word in words if word.text == "£1,850.33"]
    assert len(amounts) == 3
    assert max(word.right for word in amounts) - min(word.right for word in amounts) < 0.5
    assert [word.text for word in words].count("Running total:") == 2
    assert [word.text for word in words].count("Amount:") == 1


@pytest.mark.parametrize("style", [LARGE_18, LARGE_24])
@pytest.mark.parametrize("lines", range(1, 9))
def test_a_heading_never_ends_a_page(style: Style, lines: int) -> None:
    parts = [part for _ in range(6) for part in (Paragraph(LONG * lines), Subheading("Next"), Paragraph(LONG))]  # fmt: skip
    pages = compose(english(*parts), FONTS, style).pages
    for page in pages[:-1]:
        body = [ink for ink in page.inks if isinstance(ink, Words) and ink.element is not None]
        assert body[-1].text.strip() != "Next"


def test_lines_are_left_aligned() -> None:
    pages = compose(english(Paragraph(LONG * 3)), FONTS, LARGE_18).pages
    lines = [ink for ink in pages[0].inks if isinstance(ink, Words) and LONG[:3] in ink.text]
    assert len({ink.x for ink in lines}) == 1


def test_the_structure_is_that_of_the_standard_letter() -> None:
    def roles(node: pikepdf.Object) -> list[str]:
        own = [str(node.S)] if "/S" in node else []
        below = [role for child in node.get("/K", []) if "/S" in child for role in roles(child)]
        return own + below

    made = []
    for pdf in (render(letter(), FONTS), render(letter(), FONTS, LARGE_18)):
        with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
            found = roles(opened.Root.StructTreeRoot.K)
            made.append({role: found.count(role) for role in ("/H1", "/H2", "/TR", "/TH", "/LI")})
    assert made[0] == made[1]


@FORMATS
def test_the_same_letter_gives_the_same_bytes(style: Style, least: float) -> None:
    assert render(letter(), FONTS, style) == render(letter(), FONTS, style)


def test_large_print_is_as_large_as_it_says() -> None:
    assert (LARGE_18.body.size, LARGE_24.body.size) == (18, 24)
    sizes = [one.size for one in vars(LARGE_24).values() if isinstance(one, TextStyle)]
    assert min(sizes) == 24


def test_a_long_letter_has_its_headings_as_bookmarks() -> None:
    pdf = render(letter(WELSH, ENGLISH), FONTS, LARGE_24)
    assert page_count(pdf) > 4
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        welsh, in_english = outline.root
        assert (welsh.title, in_english.title) == (WELSH.heading, ENGLISH.heading)
        assert [item.title for item in in_english.children] == [
            "What happens next",
            "If you cannot come",
        ]
