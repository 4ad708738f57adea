"""Arabic, Urdu, Punjabi and Polish on paper: joined, in order, mirrored, and read back whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from letters import LARGE_24, LetterText, MissingGlyph, Paragraph, PostalAddress, render
from letters.compose import compose
from letters.geometry import ADDRESS_WINDOW, CONTACT_BLOCK, LOGO
from letters.ink import Frame, Words
from letters.setting import LEFT, WIDE
from letters.shaping import drawn_width, shaped
from tests.unit.letters.other_scripts import ARABIC, PHONE, POLISH, PUNJABI, URDU
from tests.unit.letters.paper import picture, seen, text
from tests.unit.letters.samples import ENGLISH, FONTS, REFERENCE, english, letter

TURNED = pytest.mark.parametrize("sample", [ARABIC, URDU], ids=["ar", "ur"])
NAME = "سلمى حدّاد"
PLACES = (LOGO, ADDRESS_WINDOW, CONTACT_BLOCK)


def nodes(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield node
    for child in node.get("/K", []):
        if "/S" in child:
            yield from nodes(child)


def said(pdf: bytes) -> list[str]:
    """What a screen reader says of each element whose words are not plain Latin."""
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        found = nodes(opened.Root.StructTreeRoot.K)
        return [str(node.ActualText) for node in found if "/ActualText" in node]


def test_letters_of_an_arabic_word_are_joined() -> None:
    face = FONTS.regular
    joined, apart = shaped("سلم", face), [shaped(one, face)[0] for one in "سلم"]
    assert len(joined) == 3
    assert not {glyph.number for glyph in joined} & {glyph.number for glyph in apart}
    assert drawn_width(joined, 12) < drawn_width(tuple(apart), 12)


def test_a_short_i_in_punjabi_stands_before_its_letter() -> None:
    first, second = shaped("ਮਿ", FONTS.regular)
    alone = shaped("ਮ", FONTS.regular)[0].number
    assert (first.number != alone, second.number) == (True, alone)


@TURNED
def test_the_whole_text_is_read_in_its_own_order(sample: LetterText) -> None:
    heard = " ".join(said(render(letter(sample), FONTS)))
    assert ARABIC is not sample or f"الرقم {REFERENCE} في" in heard
    assert sample.heading in heard
    assert PHONE in heard
    for part in sample.parts:
        if isinstance(part, Paragraph):
            assert part.text in heard


@TURNED
def test_text_begins_at_the_right_and_the_code_stands_left(sample: LetterText) -> None:
    page = compose(letter(sample), FONTS).pages[0]
    heading = next(
        ink for ink in page.inks if isinstance(ink, Words) and ink.text == sample.heading
    )
    assert heading.x + heading.width == pytest.approx(LEFT + WIDE)
    code = next(ink for ink in page.inks if type(ink).__name__ == "Code")
    assert code.x < LEFT + WIDE / 4


def test_boxes_to_tick_and_amounts_are_mirrored() -> None:
    inks = [ink for page in compose(letter(ARABIC), FONTS).pages for ink in page.inks]
    boxes = [ink for ink in inks if isinstance(ink, Frame) and ink.width < 20]
    assert {round(box.x + box.width) for box in boxes} == {round(LEFT + WIDE)}
    amounts = [ink for ink in inks if isinstance(ink, Words) and ink.text.endswith("£750.50")]
    assert amounts
    assert all(ink.x == pytest.approx(LEFT) for ink in amounts)


@TURNED
def test_sender_window_and_contact_block_stay_in_place(sample: LetterText) -> None:
    inks = compose(letter(sample), FONTS).pages[0].inks
    lines = [ink for ink in inks if isinstance(ink, Words) and ink.text in letter().address.lines]
    assert len({ink.x for ink in lines}) == 1
    assert not any(ink.rtl for ink in lines)
    words = seen(render(letter(sample), FONTS), 0)
    above = [word for word in words if word.bottom < 90 and word.text.strip()]
    assert all(any(word.inside(place, slack=0.6) for place in PLACES) for word in above)


def test_a_number_or_reference_on_an_arabic_line_is_not_turned() -> None:
    glyphs = shaped(f"رقم {REFERENCE} هنا", FONTS.regular, rtl=True)
    assert REFERENCE in "".join(glyph.text for glyph in glyphs)
    with pikepdf.Pdf.open(BytesIO(render(letter(ARABIC), FONTS))) as opened:
        assert opened.Root.ViewerPreferences.Direction == "/R2L"


def test_an_arabic_name_in_an_english_letter_is_joined_and_read() -> None:
    address = PostalAddress.parse([NAME, "1 Sample Street", "Cardiff", "CF10 1AA"])
    pdf = render(letter(ENGLISH, address=address), FONTS)
    assert NAME in said(pdf)
    pdf = render(english(Paragraph(f"Dear {NAME}, keep this letter.")), FONTS)
    assert f"Dear {NAME}, keep this letter." in said(pdf)
    assert len(said(pdf)) == 1


@pytest.mark.parametrize("name", ["דוד", "たろう", "ሰላም"])
def test_a_name_in_a_script_without_a_font_is_found_before_printing(name: str) -> None:
    with pytest.raises(MissingGlyph):
        render(english(Paragraph(f"Dear {name}")), FONTS)


def test_a_mark_that_no_letter_holds_is_set_over_its_letter() -> None:
    base, mark = shaped("q\u0301", FONTS.regular)
    assert (base.text, mark.text, mark.advance) == ("q\u0301", "q\u0301", 0)
    assert not FONTS.regular.simple("q\u0301")


def test_polish_has_all_its_letters() -> None:
    assert "Zażółć gęślą jaźń" in text(render(letter(POLISH), FONTS), 0)


@pytest.mark.parametrize("sample", [ARABIC, URDU, PUNJABI, POLISH], ids=["ar", "ur", "pa", "pl"])
def test_a_sample_fits_in_large_print_and_shows_ink(sample: LetterText) -> None:
    pdf = render(letter(sample), FONTS, LARGE_24)
    assert min(picture(pdf, 0, dots_per_mm=2).tobytes()) < 60


def test_every_glyph_stands_for_a_character() -> None:
    with pikepdf.Pdf.open(BytesIO(render(letter(ARABIC, PUNJABI), FONTS))) as opened:
        tables = [one.ToUnicode.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]  # fmt: skip
    assert len(tables) >= 4
    assert not any(b"<F0" in table or b"<E0" in table for table in tables)


def test_the_same_letter_gives_the_same_bytes_in_another_process() -> None:
    shaped("حروف أخرى", FONTS.regular)
    code = (
        "import hashlib; from letters import render;"
        "from tests.unit.letters.samples import FONTS, letter;"
        "from tests.unit.letters.other_scripts import URDU, ARABIC;"
        "{first}print(hashlib.sha256(render(letter(ARABIC), FONTS)).hexdigest())"
    )
    made = [
        subprocess.run([sys.executable, "-c", code.format(first=first)], capture_output=True, text=True, check=True).stdout
        for first in ("", "render(letter(URDU), FONTS);")
    ]  # fmt: skip
    assert made[0] == made[1]
