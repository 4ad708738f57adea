"""Where the ink stands on the real page, measured in millimetres against the specification."""

from io import BytesIO

import pytest
import zxingcpp
from pypdf import PdfReader

from letters import (
    Fact,
    LetterError,
    Paragraph,
    PostalAddress,
    ReferenceBox,
    Sender,
    Symbology,
    render,
)
from letters.errors import AddressTooLong, ReferenceTooLong, SenderTooLong
from letters.geometry import (
    ADDRESS_WINDOW,
    BODY_TOP_FIRST_PAGE,
    CONTACT_BLOCK,
    LOGO,
    MARGIN_SIDE,
)
from tests.unit.letters.paper import PRINTABLE, PRINTERS_MARK, picture, seen
from tests.unit.letters.samples import (
    ADDRESS,
    ENGLISH,
    FONTS,
    REFERENCE,
    SENDER,
    WELSH,
    english,
    letter,
)

SEVEN_LINES = PostalAddress.parse(
    ["Ŵyn Ŷnyr-Jones", "Flat 2", "Tŷ Gwyn", "14 Example Street", "Jogging", "Cardiff", "CF10 1AA"]
)


def test_the_specification_is_named_to_the_millimetre() -> None:
    assert (ADDRESS_WINDOW.left, ADDRESS_WINDOW.top) == (24.6, 39.5)
    assert (ADDRESS_WINDOW.width, ADDRESS_WINDOW.height) == (95.4, 26.8)
    assert (CONTACT_BLOCK.left, CONTACT_BLOCK.top) == (125, 30)
    assert (CONTACT_BLOCK.width, CONTACT_BLOCK.height) == (65, 65)
    assert BODY_TOP_FIRST_PAGE == 95


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("address", [ADDRESS, SEVEN_LINES], ids=["five lines", "seven lines"])
def test_everything_on_a_first_page_stands_in_its_place(
    number: int, address: PostalAddress
) -> None:
    words = seen(render(letter(WELSH, ENGLISH, address=address), FONTS), number)
    in_window = [word.text for word in words if word.touches(ADDRESS_WINDOW)]
    assert in_window == list(address.lines)
    for word in words:
        places = [place for place in (LOGO, ADDRESS_WINDOW, CONTACT_BLOCK) if word.inside(place)]
        assert places or word.top >= BODY_TOP_FIRST_PAGE, word
        assert word.inside(PRINTABLE), word
        assert not word.touches(PRINTERS_MARK), word


def test_the_address_begins_at_the_windows_left_edge() -> None:
    words = seen(render(letter(), FONTS), 0)
    lefts = [word.left for word in words if word.inside(ADDRESS_WINDOW)]
    assert all(ADDRESS_WINDOW.left <= left <= ADDRESS_WINDOW.left + 1 for left in lefts)


@pytest.mark.parametrize("number", range(3))
def test_no_ink_at_all_outside_the_margins_or_on_the_printers_mark(number: int) -> None:
    long = english(*[Paragraph("Word " * 200)] * 6)
    image = picture(render(long, FONTS), number, dots_per_mm=4)
    kept = image.crop((60, 20, 780, 1168))
    image.paste(255, (60, 20, 780, 1168))
    assert image.getextrema()[0] > 200
    assert kept.getextrema()[0] < 50


def test_the_sheet_is_a4() -> None:
    box = PdfReader(BytesIO(render(letter(), FONTS))).pages[0].mediabox
    assert (round(box.width * 25.4 / 72, 2), round(box.height * 25.4 / 72, 2)) == (210, 297)


def test_later_pages_keep_to_the_margins() -> None:
    pdf = render(english(*[Paragraph("Word " * 200)] * 6), FONTS)
    words = seen(pdf, 1)
    assert min(word.top for word in words) == pytest.approx(21, abs=1)
    assert all(word.inside(PRINTABLE) for word in words)
    assert min(word.left for word in words) == pytest.approx(MARGIN_SIDE, abs=0.5)


@pytest.mark.parametrize(
    "lines",
    [
        ["A" * 300, "14 Example Street", "Cardiff", "Wales", "CF10 1AA"],
        ["word " * 80, "14 Example Street", "CF10 1AA"],
        [
            *["A long line of an address that can by no means be set on one line only"] * 6,
            "CF10 1AA",
        ],
    ],
)
def test_an_address_too_big_for_the_window_is_refused(lines: list[str]) -> None:
    with pytest.raises(AddressTooLong) as refused:
        render(letter(address=PostalAddress.parse(lines)), FONTS)
    assert refused.value.code == "address_too_long"


def test_a_long_name_takes_two_lines_of_the_window() -> None:
    name = "Her Excellency Doctor Angharad Rhiannon Gwenllian Price-Featherstonehaugh-Jones"
    address = PostalAddress.parse([name, "14 Example Street", "CF10 1AA"])
    lines = [
        w.text for w in seen(render(letter(address=address), FONTS), 0) if w.inside(ADDRESS_WINDOW)
    ]
    assert len(lines) == 4
    assert " ".join(lines[:2]) == name


@pytest.mark.parametrize(
    ("sender", "error"),
    [
        (Sender("Name " * 60), SenderTooLong),
        (Sender("Name", lines=("A line",) * 15), SenderTooLong),
        (Sender("Name", contacts=(Fact("Telephone", "0808 " * 120),)), SenderTooLong),
    ],
)
def test_a_sender_too_big_for_its_place_is_refused(
    sender: Sender, error: type[LetterError]
) -> None:
    with pytest.raises(error):
        render(letter(sender=sender), FONTS)


def test_a_reference_too_long_for_its_box_is_refused() -> None:
    with pytest.raises(ReferenceTooLong):
        render(letter(reference="PV-" + "4K7H" * 12, sender=Sender("Prison visits")), FONTS)


@pytest.mark.parametrize("symbology", list(Symbology))
def test_the_code_reads_back_as_the_reference(symbology: Symbology) -> None:
    box = ReferenceBox("Your reference", code_text="Code to scan", code=symbology)
    found = zxingcpp.read_barcodes(picture(render(english(box), FONTS), 0))
    assert [code.text for code in found] == [REFERENCE]


def test_a_code_needs_words_for_those_who_cannot_see_it() -> None:
    with pytest.raises(ValueError, match="words"):
        render(english(ReferenceBox("Your reference")), FONTS)


def test_the_letterhead_shows_the_telephone_and_the_reference() -> None:
    block = " ".join(w.text for w in seen(render(letter(), FONTS), 0) if w.inside(CONTACT_BLOCK))
    assert SENDER.contacts[0].value in block
    assert REFERENCE in block
