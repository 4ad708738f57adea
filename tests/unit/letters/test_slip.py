"""Reply slips on paper: a sheet of their own, a code at each box, and a structure to read aloud."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import zxingcpp

from letters import Letter, Paragraph, Slip, SlipBox, SlipQuestion, page_count, render
from letters.geometry import MAX_PAGES, points
from letters.ink import Element, Words
from letters.slip import slip_pages
from letters.style import LARGE_18, LARGE_24, STANDARD, Style
from tests.unit.letters import paper
from tests.unit.letters.samples import ENGLISH, FONTS, REFERENCE, WELSH, letter
from tests.unit.letters.test_tagging import nodes, roles

SLIP = Slip(
    heading="Reply slip",
    intro="Send this page only if you want to tell us something.",
    reference_label="Your reference",
    code_text="A code that a machine reads.",
    questions=(
        SlipQuestion("Can you come?", (SlipBox("A1", "Yes."), SlipBox("A2", "No. " * 60))),
        SlipQuestion("Anything else?", (SlipBox("B1", "Please call me."),)),
    ),
    lines=("Your name", "Date"),
    send_to_label="Send this page back to",
    send_to=("Alongside", "1 Sample Street", "Anytown", "CF10 1AA"),
)


def with_slip(*texts: object, **other: object) -> Letter:
    texts = tuple(replace(text, parts=(*text.parts, SLIP)) for text in texts or (ENGLISH,))  # type: ignore[type-var]
    return letter(*texts, code="7RTK", **other)


def codes(pdf: bytes, page: int) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(paper.picture(pdf, page))]


def test_a_slip_begins_on_a_sheet_of_its_own_and_names_its_page() -> None:
    pdf = render(with_slip(), FONTS)
    assert page_count(pdf) == 3
    assert codes(pdf, 0) == [f"{REFERENCE}/7RTK/1"]
    assert codes(pdf, 1) == []
    assert codes(pdf, 2) == [f"{REFERENCE}/7RTK/3"]
    assert "Reply slip" in paper.text(pdf, 2)
    assert "Reply slip" not in paper.text(pdf, 0)
    for page in (0, 1, 2):
        assert f"{REFERENCE} \N{MIDDLE DOT} 7RTK" in " ".join(paper.text(pdf, page).split())


def test_the_empty_back_before_a_slip_says_that_nothing_is_missing() -> None:
    words = "There is nothing on this page."
    said = replace(SLIP, empty_page=words)
    text = replace(ENGLISH, parts=(*ENGLISH.parts, said))
    pdf = render(letter(text, code="7RTK"), FONTS)
    assert [words in paper.text(pdf, page) for page in range(3)] == [False, True, False]
    assert paper.seen(pdf, 1)[0].text == words
    both = render(letter(replace(WELSH, parts=(*WELSH.parts, said)), text, code="7RTK"), FONTS)
    assert not any(words in paper.text(both, page) for page in range(page_count(both)))


def test_the_slips_of_two_languages_share_a_sheet() -> None:
    pdf = render(with_slip(WELSH, ENGLISH), FONTS)
    assert page_count(pdf) == 4
    assert codes(pdf, 2) == [f"{REFERENCE}/7RTK/3"]
    assert codes(pdf, 3) == [f"{REFERENCE}/7RTK/4"]


def test_without_a_code_of_its_own_a_letter_says_its_reference_only() -> None:
    pdf = render(letter(), FONTS)
    assert codes(pdf, 0) == [REFERENCE]
    assert "7RTK" not in paper.text(pdf, 0)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(with_slip(), FONTS) == render(with_slip(), FONTS)


def test_each_box_is_an_entry_with_its_code_read_first() -> None:
    with pikepdf.Pdf.open(BytesIO(render(with_slip(WELSH, ENGLISH), FONTS))) as pdf:
        sections = list(pdf.Root.StructTreeRoot.K.K)
        assert [str(section.Lang) for section in sections] == ["cy", "en", "cy", "en"]
        slip = sections[3]
        found = roles(slip)
        assert found.count("L") == 2
        assert found.count("LI") == found.count("Lbl") == found.count("LBody") == 3
        assert found.count("H2") == found.count("Figure") == 1
        assert found.index("H2") < found.index("Figure") < found.index("L")
        assert all(node.K for node in nodes(slip)), "nothing is named that is not on the paper"


@pytest.mark.parametrize("style", [STANDARD, LARGE_18, LARGE_24])
def test_a_slip_fits_its_page_in_large_print_too(style: Style) -> None:
    short = replace(ENGLISH, parts=(Paragraph("Hello."),))
    pdf = render(with_slip(short), FONTS, style)
    boxes = [seen for page in range(2, page_count(pdf)) for seen in paper.seen(pdf, page)]
    assert any(seen.text.endswith("Please call me.") for seen in boxes)
    assert all(seen.left >= 15 and seen.right <= 195 for seen in boxes)
    assert all(seen.bottom <= 292 for seen in boxes)


def test_the_address_runs_as_the_post_reads_it_in_a_right_to_left_letter() -> None:
    turned = with_slip(replace(ENGLISH, language="ar", parts=()))
    ((page, _text),) = slip_pages(turned, FONTS, STANDARD, Element("Document"))
    words = {ink.text: ink for ink in page.inks if isinstance(ink, Words)}
    assert words["Please call me."].rtl
    line = words["1 Sample Street"]
    assert not line.rtl
    assert line.x + line.width == pytest.approx(points(190))


def test_a_letter_too_long_for_two_slips_keeps_that_of_its_first_language() -> None:
    words = [Paragraph("Words. " * 40) for _ in range(13)]
    welsh = replace(WELSH, parts=(*words, replace(SLIP, heading="Slip ateb")))
    english = replace(ENGLISH, parts=(*words, SLIP))
    bare = render(letter(*(replace(text, parts=tuple(words)) for text in (welsh, english))), FONTS, LARGE_18)  # fmt: skip
    assert page_count(bare) == MAX_PAGES - 2
    pdf = render(letter(welsh, english, code="7RTK"), FONTS, LARGE_18)
    assert page_count(pdf) == MAX_PAGES
    assert "Slip ateb" in paper.text(pdf, MAX_PAGES - 2)
    assert not any("Reply slip" in paper.text(pdf, page) for page in range(MAX_PAGES))


def test_a_letter_that_would_be_too_long_goes_without_its_slip() -> None:
    long = replace(ENGLISH, parts=tuple(Paragraph("Words. " * 40) for _ in range(70)))
    bare = render(letter(long), FONTS)
    assert page_count(bare) >= MAX_PAGES - 1
    pdf = render(with_slip(long), FONTS)
    assert page_count(pdf) == page_count(bare)
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        assert len(opened.Root.StructTreeRoot.K.K) == 1
