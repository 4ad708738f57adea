"""A place to sign: whole on one page with what is signed, and a code that says which page came back."""

from __future__ import annotations

import pytest
import zxingcpp

from letters import Letter, LetterText, Paragraph, Signature, page_count, pages_to_sign, render
from letters.style import LARGE_18, LARGE_24, STANDARD, Style
from tests.unit.letters import paper
from tests.unit.letters.samples import FONTS, REFERENCE, english, letter
from tests.unit.letters.test_slip import SLIP

SIGNED = "I agree to what this letter says."
SIGN = Signature(
    lines=("Sign here", "Your name", "Date"),
    reference_label="Your reference",
    code_text="A code that a machine reads.",
)
FILLER = Paragraph("There is a great deal to say about this. " * 14)


def form(*before: Paragraph) -> Letter:
    text: LetterText = english(*before, Paragraph(SIGNED), SIGN).language_pages[0]
    return letter(text, code="7RTK")


def codes(pdf: bytes, page: int) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(paper.picture(pdf, page))]


@pytest.mark.parametrize("style", [STANDARD, LARGE_18, LARGE_24], ids=lambda style: style.body.size)
@pytest.mark.parametrize("paragraphs", [0, 3, 4, 5])
def test_a_place_to_sign_is_whole_on_its_page_and_its_code_names_it(
    style: Style, paragraphs: int
) -> None:
    wanted = form(*[FILLER] * paragraphs)
    pdf = render(wanted, FONTS, style)
    (page,) = pages_to_sign(wanted, FONTS, style)
    assert page == page_count(pdf)
    said = " ".join(paper.text(pdf, page - 1).split())
    for words in ("I agree to what", "Sign here:", "Your name:", "Date:"):
        assert words in said
    assert f"{REFERENCE}/7RTK/{page}" in codes(pdf, page - 1)


def test_each_page_with_a_place_to_sign_is_named_once() -> None:
    text = english(
        Paragraph(SIGNED), SIGN, *[FILLER] * 6, Paragraph(SIGNED), SIGN, SIGN
    ).language_pages[0]
    wanted = letter(text, code="7RTK")
    assert pages_to_sign(wanted, FONTS) == (1, 3)


def test_a_slip_and_a_reference_are_no_place_to_sign() -> None:
    assert pages_to_sign(letter(), FONTS) == ()
    assert pages_to_sign(english(SLIP), FONTS) == ()
    assert pages_to_sign(english(SIGN, SLIP), FONTS) == (1,)
